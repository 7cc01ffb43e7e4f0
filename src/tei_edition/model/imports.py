"""What imports noted of the registers that they brought, in one file beside these."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from tei_edition.disk import read_file
from tei_edition.model.sidecar import SidecarError, sidecar_error

__all__ = [
    "REGISTERS",
    "ImportedRegister",
    "Imports",
    "OneName",
    "find_imports",
    "imports_path",
    "read_imports",
]

_NAME: Final = "imported.json"
REGISTERS: Final = "indices"  # the folder for registers that come, below that of the editions


@dataclass(frozen=True, slots=True)
class ImportedRegister:
    """Where a register came from, seen from the edition; the SHA-256 of the file and its entries.

    ``entries`` are by ``xml:id``: by their digests it is known which an editor has changed here.
    """

    origin: str
    sha256: str
    entries: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OneName:
    """Two entries that came in together and have one full name, by their ids.

    ``same`` is what the import took for true; an editor who knows better sets it to false.
    """

    entry: str
    kept: str
    name: str
    same: bool = True


@dataclass(frozen=True, slots=True)
class Imports:
    """The registers by their paths in the edition, and the entries that one name joins."""

    registers: Mapping[str, ImportedRegister] = field(default_factory=dict)
    one_name: tuple[OneName, ...] = ()

    def to_bytes(self) -> bytes:
        """JSON, sorted, without what has its default value."""
        values = _shape().dump_python(self, mode="json", exclude_defaults=True)
        return (json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


@cache
def _shape() -> TypeAdapter[Imports]:
    return TypeAdapter(Imports)


def imports_path(registers: Path) -> Path:
    """The file in the folder of the registers."""
    return registers / _NAME


def read_imports(registers: Path) -> Imports:
    """What was noted in a folder of registers, nothing if there is no file.

    Raises SidecarError, OSError.
    """
    try:
        data = read_file(imports_path(registers))
    except FileNotFoundError:
        return Imports()
    try:
        return _shape().validate_json(data)
    except ValidationError as error:
        raise sidecar_error(error) from None


def find_imports(registers: Path) -> Imports:
    """The same, nothing for a broken file (a finding of validation); raises OSError."""
    try:
        return read_imports(registers)
    except SidecarError:
        return Imports()
