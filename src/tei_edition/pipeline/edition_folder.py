"""The folder of the edition that a file belongs to."""

from __future__ import annotations

from pathlib import Path

from tei_edition.model.config import CONFIG_NAME

__all__ = ["find_edition"]


def find_edition(path: Path) -> Path | None:
    """The nearest folder at or above a path that has an edition.toml, or None."""
    start = path.resolve()
    return next(
        (folder for folder in (start, *start.parents) if (folder / CONFIG_NAME).is_file()), None
    )
