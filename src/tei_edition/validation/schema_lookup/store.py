"""The user's store of schemas: what was added once is found by name and by address ever after.

In the folder of the store ``NAME.json`` says what an entry is; its files lie, flat, in a folder
``contents/SHA256`` that is named by what is in it and never changed. So an entry is always whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tei_edition.disk import read_file, write_file

__all__ = [
    "NAME",
    "SchemaStore",
    "StoreError",
    "StoredSchema",
    "same_address",
    "store_folder",
]

NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,79}")
_VARIABLE: Final = "TEI_EDITION_SCHEMAS"
_MAX_RECORD: Final = 1024 * 1024


class StoreError(ValueError):
    """What was asked of the store cannot be done; says why in one line."""


FileName = Annotated[str, Field(pattern=rf"^{NAME.pattern}$")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Record(BaseModel):
    """An entry as its file has it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    format: Literal[1]
    schema_: FileName = Field(alias="schema")
    source: str
    addresses: list[str]
    files: dict[FileName, Sha256]


@dataclass(frozen=True, slots=True)
class StoredSchema:
    """A schema in the store: the addresses it answers, and its files with their SHA-256.

    ``path`` is its main file, ``source`` the address or file that it was added from.
    """

    name: str
    path: Path
    source: str
    addresses: tuple[str, ...]
    files: Mapping[str, str]

    def changed_file(self) -> str | None:
        """The first file that is not as it was added, or None."""
        for name, digest in sorted(self.files.items()):
            try:
                data = read_file(self.path.parent / name)
            except OSError:
                return name
            if hashlib.sha256(data).hexdigest() != digest:
                return name
        return None


def store_folder() -> Path | None:
    """Where the store is: $TEI_EDITION_SCHEMAS, else among the user's data; None without a home."""
    given = os.environ.get(_VARIABLE)
    if given:
        return Path(given).absolute()
    try:
        return _system_data() / "tei-edition" / "schemas"
    except RuntimeError:
        return None


def _system_data() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def same_address(address: str) -> str:
    """An address for comparison: http and https, with or without fragment, count as one."""
    plain = address.partition("#")[0].strip()
    return re.sub(r"^https?:", "https:", plain, flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SchemaStore:
    """The store in a folder, which need not exist; None: an empty one that takes nothing."""

    folder: Path | None

    def entries(self) -> tuple[StoredSchema, ...]:
        """All entries by name; what is no entry is passed over. Raises OSError."""
        if self.folder is None or not self.folder.is_dir():
            return ()
        names = sorted(path.stem for path in self.folder.glob("*.json"))
        return tuple(entry for name in names if (entry := self._read(name)) is not None)

    def find_name(self, name: str) -> StoredSchema | None:
        """The entry of a name, or the only one whose schema file has it ("tei_all.rng")."""
        entries = self.entries()
        for entry in entries:
            if entry.name == name:
                return entry
        by_file = [entry for entry in entries if entry.path.name == name]
        return by_file[0] if len(by_file) == 1 else None

    def find_address(self, address: str) -> StoredSchema | None:
        """The entry that answers an address; http: and https: are not told apart."""
        wanted = same_address(address)
        for entry in self.entries():
            if wanted in map(same_address, entry.addresses):
                return entry
        return None

    def add(
        self,
        name: str,
        schema: str,
        files: Mapping[str, bytes],
        *,
        source: str,
        addresses: Iterable[str] = (),
        replace: bool = False,
    ) -> StoredSchema:
        """Add the ``files`` of a schema, of which ``schema`` is the main one, under a name.

        An entry of that name gives way if it came from the same source, or with ``replace``.
        Raises StoreError, OSError; then the store is as it was.
        """
        folder = self._checked(name)
        if schema not in files or not all(map(NAME.fullmatch, files)):
            raise ValueError("file names must be plain, and the schema among them")
        answered = tuple(dict.fromkeys(addresses))
        before = self._read(name)
        for entry in self.entries():
            if entry.name == name:
                if entry.source != source and not replace:
                    raise StoreError(
                        f"the store has another schema named {name}, from {entry.source}; "
                        "give another --name, or --replace"
                    )
            elif shared := set(map(same_address, answered)) & set(
                map(same_address, entry.addresses)
            ):
                raise StoreError(
                    f"{min(shared)} is answered by {entry.name} already; "
                    f"`tei-edition schema remove {entry.name}` first"
                )
        digests = {file: hashlib.sha256(data).hexdigest() for file, data in sorted(files.items())}
        self._write_contents(folder / "contents" / _digest(digests), files)
        record = {
            "format": 1,
            "schema": schema,
            "source": source,
            "addresses": list(answered),
            "files": digests,
        }
        text = json.dumps(record, indent=1, ensure_ascii=True) + "\n"
        write_file(folder / f"{name}.json", text.encode("ascii"))
        self._drop(before)
        added = self._read(name)
        if added is None:
            raise StoreError(f"{folder / name}.json was changed while it was written")
        return added

    def remove(self, name: str) -> StoredSchema:
        """Remove an entry and its files; raises StoreError if there is none, OSError."""
        folder = self._checked(name)
        entry = self._read(name)
        if entry is None:
            raise StoreError(f"the store has no schema named {name!r}; see `schema list`")
        (folder / f"{name}.json").unlink()
        self._drop(entry)
        return entry

    def _checked(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise StoreError(
                f"{name!r} is no name of a schema: letters, digits, '.', '_' and '-', at most 80"
            )
        if self.folder is None:
            raise StoreError(f"there is no home folder; name one for the store in ${_VARIABLE}")
        return self.folder

    def _read(self, name: str) -> StoredSchema | None:
        if self.folder is None or not NAME.fullmatch(name):
            return None
        path = self.folder / f"{name}.json"
        try:
            if path.stat().st_size > _MAX_RECORD:
                return None
            record = _Record.model_validate_json(read_file(path))
        except (ValidationError, FileNotFoundError):
            return None
        if record.schema_ not in record.files:
            return None
        main = self.folder / "contents" / _digest(record.files) / record.schema_
        return StoredSchema(name, main, record.source, tuple(record.addresses), record.files)

    def _write_contents(self, target: Path, files: Mapping[str, bytes]) -> None:
        """Write a folder of files as a whole, under a temporary name that is then changed."""
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=".adding-", dir=target.parent))
        try:
            for name, data in files.items():
                (staged / name).write_bytes(data)
            staged.chmod(0o755)
            if target.exists() and _is_as_named(target):
                shutil.rmtree(staged)
                return
            if target.exists():
                shutil.rmtree(target)
            staged.replace(target)
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise

    def _drop(self, entry: StoredSchema | None) -> None:
        """Remove the files of a former entry, unless another has the same."""
        if entry is None:
            return
        folder = entry.path.parent
        if all(other.path.parent != folder for other in self.entries()):
            shutil.rmtree(folder, ignore_errors=True)


def _is_as_named(folder: Path) -> bool:
    """Whether a folder of contents has what its name says."""
    digests = {path.name: hashlib.sha256(read_file(path)).hexdigest() for path in folder.iterdir()}
    return _digest(digests) == folder.name


def _digest(files: Mapping[str, str]) -> str:
    listing = "".join(f"{digest} {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode("ascii")).hexdigest()
