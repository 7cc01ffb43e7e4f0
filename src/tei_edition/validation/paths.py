"""Paths as they look from another folder or file than the one they are relative to."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["from_here", "seen_from", "within"]


def seen_from(path: str, root: Path, base: Path) -> str:
    """The path, relative to ``root``, as seen from ``base``, with ``/``.

    Where no relative path leads from one to the other (two drives), the absolute one.
    """
    target = Path(os.path.realpath(root), path)
    try:
        return Path(os.path.relpath(target, os.path.realpath(base))).as_posix()
    except ValueError:
        return target.as_posix()


def from_here(path: str, root: Path | None) -> str:
    """The path as seen from the working directory if it lies below that; else as it is.

    Services that run the toolkit look for files from the folder that they started it in.
    """
    if root is None:
        return path
    shown = seen_from(path, root, Path.cwd())
    return path if shown.startswith("../") or Path(shown).is_absolute() else shown


def within(path: str, relative: str) -> str | None:
    """A path relative to that of a document, ".." resolved; None if it leaves the edition.

    >>> within("editions/letters/a.xml", "../indices/b.xml"), within("a.xml", "../b.xml")
    ('editions/indices/b.xml', None)
    """
    if relative.startswith("/") or "\\" in relative:
        return None
    parts = [part for part in path.split("/")[:-1] if part not in ("", ".")]
    for part in relative.split("/"):
        if part in ("", "."):
            continue
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return "/".join(parts)
