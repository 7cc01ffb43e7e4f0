"""How web servers are asked; apart, so that nothing of the network is loaded before."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Manners"]


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers are asked: seconds for one step, for one address and between two to one host.

    ``allow_local`` lets a test ask a server on its own machine.
    """

    timeout: float = 10.0
    deadline: float = 30.0
    pause: float = 0.25
    workers: int = 8
    allow_local: bool = False
