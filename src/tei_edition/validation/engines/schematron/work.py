"""How much work rules may cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

__all__ = ["CURRENT", "KEYS", "Work", "WorkLimit", "short_enough"]

MAX_STEPS: Final = 2_000_000
_MAX_LENGTH: Final = 20_000_000
# Names no variable can have: what current() and key() find in the context.
CURRENT: Final = "tei-edition:current"
KEYS: Final = "tei-edition:keys"


class WorkLimit(Exception):
    """The rules take more steps, or make larger values, than one document may cost."""


def short_enough(value: Any) -> Any:
    """The value; raises WorkLimit if it is a string that is too long."""
    if isinstance(value, str) and len(value) > _MAX_LENGTH:
        raise WorkLimit(f"a string of more than {_MAX_LENGTH} characters")
    return value


@dataclass(slots=True)
class Work:
    """The steps that were taken on a document."""

    steps: int = 0

    def spend(self, steps: int = 1) -> None:
        """Count steps; raises WorkLimit."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise WorkLimit(f"more than {MAX_STEPS} steps")
