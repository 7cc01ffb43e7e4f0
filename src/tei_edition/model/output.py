"""What a transformer hands out: a path below the output folder, and bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tei_edition.findings import Fault, Location

__all__ = ["Loss", "MadeFile", "OutputFile", "Standing", "check_path"]


@dataclass(frozen=True, slots=True)
class Loss:
    """What an output could not carry, or carries as something else, ``times`` in one document.

    Losses with one fault, message and hint are told together, at the place of the first.
    """

    fault: Fault
    message: str
    hint: str
    location: Location
    times: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What an earlier run wrote and that needs no other content now; ``size`` is in bytes."""

    folder: Path
    path: str
    sha256: str
    size: int

    @property
    def content(self) -> bytes:
        """Raises OSError if it cannot be read any more."""
        return (self.folder / self.path).read_bytes()


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to be written; ``path`` is relative, with ``/``, and stays below its folder.

    ``source`` is its content, or where that stands already. ``is_indexed`` is False for pages that
    search engines should leave out.
    """

    path: str
    source: bytes | Standing
    losses: tuple[Loss, ...] = ()
    is_indexed: bool = True

    def __post_init__(self) -> None:
        check_path(self.path)

    @property
    def content(self) -> bytes:
        """What is to be in the file; raises OSError if it stands on disk and cannot be read."""
        return self.source if isinstance(self.source, bytes) else self.source.content

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.size


def check_path(path: str) -> None:
    """Raises ValueError if the path of an output is not relative, or leads out of its folder."""
    # As PurePosixPath sees it, which takes its time for thousands of files.
    if path[:1].isalnum() and ".." not in path and "\\" not in path:
        return
    parts = set(path.split("/"))
    nowhere = path.startswith("/") or parts <= {"", "."}
    if nowhere or ".." in parts or "\\" in path:
        raise ValueError(f"output path {path!r} must be relative and stay in its folder")


@dataclass(frozen=True, slots=True)
class MadeFile:
    """What is kept of a file when its content is let go; ``size`` is in bytes."""

    path: str
    size: int
    is_indexed: bool = True

    @classmethod
    def of(cls, output: OutputFile) -> MadeFile:
        """What is kept of a file."""
        return cls(output.path, output.size, output.is_indexed)
