"""What a transformer hands out: a path below the output folder, and bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

__all__ = ["OutputFile"]


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to be written; ``path`` is relative, with ``/``, and stays below its folder."""

    path: str
    content: bytes

    def __post_init__(self) -> None:
        path = PurePosixPath(self.path)
        if path.is_absolute() or ".." in path.parts or "\\" in self.path or not path.parts:
            raise ValueError(f"output path {self.path!r} must be relative and stay in its folder")
