"""The schemas that the toolkit ships: of every schema there is one file, found in one way."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["SHIPPED_SCHEMAS", "shipped_schema"]

SHIPPED_SCHEMAS: Final = ("letters.rng", "letters.xsd", "letters.sch")

_PACKAGE: Final = Path(__file__).parents[1]
# An installed wheel carries the schemas inside; an editable installation runs from the checkout,
# where they stand at the root because the repository is an edition itself.
_FOLDERS: Final = (_PACKAGE / "schemas", _PACKAGE.parents[1] / "schemas")


def shipped_schema(name: str) -> Path:
    """The path of a shipped schema file such as "letters.rng" or "letters.odd".

    Raises ValueError if ``name`` is a path, FileNotFoundError if no such file is shipped.
    """
    if Path(name).name != name or not name:
        raise ValueError(f"{name!r} is no plain file name")
    for folder in _FOLDERS:
        path = folder / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"the installation carries no schema {name}; install it again")
