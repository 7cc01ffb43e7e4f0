"""Registers that come in, byte for byte, and take the place of those that came before."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tei_edition.disk import read_file, write_file
from tei_edition.exchange.imported import GivenFile
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import EditionConfig
from tei_edition.model.imports import (
    REGISTERS,
    ImportedRegister,
    Imports,
    OneName,
    find_imports,
    imports_path,
)
from tei_edition.pipeline.published_copies import COPY_OF_OWN, PublishedCopies
from tei_edition.registers.update import entry_digests, updated_register
from tei_edition.tei.read import IllFormed
from tei_edition.tei.source_tags import NotEditable

__all__ = ["Registers", "bring_registers"]

KEPT_ENTRIES = Fault(
    "EXC017",
    "register_edited_since_import",
    Severity.WARNING,
    """A register that comes again was changed in the edition since it was imported.

Why:    an editor's work is never overwritten. Entries that nobody has changed here are replaced by
        their new state and new ones are added; what was changed here stays.
Remedy: compare the entries that are named; --force takes the new register whole, and leaves the old
        beside it as NAME.xml.bak.
""",
)
_SHOWN = 5


@dataclass(slots=True)
class Registers:
    """What was done, as paths in the edition: written, there already, kept; where each came to."""

    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def bring_registers(
    root: Path,
    config: EditionConfig,
    registers: Iterable[tuple[GivenFile, str]],
    one_name: Iterable[OneName],
    *,
    force: bool = False,
) -> Registers:
    """Copy registers, each with the name that it shall have, beside those of the edition.

    One that came before, from the same place or with the same entries, gives way to its new state;
    what an editor has changed in it stays. Where each came from, and the entries that one name
    joins, are noted beside them. Raises OSError.
    """
    folder = Path(config.editions.folder) / REGISTERS
    work = _Bringing(root, folder, force)
    for register, name in registers:
        work.bring(register, name)
    work.note(one_name)
    return work.done


class _Bringing:
    """The work of one import."""

    def __init__(self, root: Path, folder: Path, force: bool) -> None:
        self._root, self._folder, self._force = root, folder, force
        self._before = find_imports(root / folder)
        self._noted = dict(self._before.registers)
        self._copies = PublishedCopies()
        self._claimed: set[str] = set()
        self.done = Registers()

    def bring(self, register: GivenFile, name: str) -> None:
        """Bring one register; raises OSError."""
        if standing := self._standing(register):
            self.done.same.append(standing)
            return
        content = register.read_bytes()
        digests = _digests(content, register.path)
        origin = Path(os.path.relpath(register.place.resolve(), self._root.resolve())).as_posix()
        path = self._known(origin, name, digests)
        if path and self._copies.has(register):
            self.done.same.append(path)
            self.done.findings.append(
                COPY_OF_OWN.at(
                    Location(register.path),
                    f"a published copy of {path}, which the edition has: left out",
                    "nothing is to be done; give the originals, not what was published",
                )
            )
            return
        path = path or self._new_path(name, content)
        self._claimed.add(path)
        self.done.places[register.path] = path
        self._write(path, content, register)
        sha256 = hashlib.sha256(content).hexdigest()
        self._noted[path] = ImportedRegister(origin, sha256, digests)

    def note(self, one_name: Iterable[OneName]) -> None:
        """Note where registers came from, and names; what an editor has decided stays."""
        decided = {(one.entry, one.kept): one for one in one_name}
        decided |= {(one.entry, one.kept): one for one in self._before.one_name}
        now = Imports(self._noted, tuple(decided[key] for key in sorted(decided)))
        if now != self._before:
            place = imports_path(self._root / self._folder)
            write_file(place, now.to_bytes(), within=self._root)

    def _standing(self, file: GivenFile) -> str:
        """The path in the edition of a file that stands there already, "" if it does not."""
        place, folder = file.place.resolve(), (self._root / self._folder).resolve()
        if not place.is_relative_to(folder.parent):
            return ""
        return place.relative_to(self._root.resolve()).as_posix()

    def _known(self, origin: str, name: str, digests: Mapping[str, str]) -> str:
        """The path of the register that this is a new state of, "" if it is another."""
        for path, noted in self._noted.items():
            if noted.origin == origin and path not in self._claimed:
                return path
        path = (self._folder / f"{name}.xml").as_posix()
        if path in self._claimed or not (self._root / path).is_file():
            return ""
        ids = _digests((self._root / path).read_bytes(), path).keys() & digests.keys()
        return path if digests and 2 * len(ids) >= len(digests) else ""

    def _new_path(self, name: str, content: bytes) -> str:
        path, number = self._folder / f"{name}.xml", 1
        while (self._root / path).exists() and read_file(self._root / path) != content:
            number += 1
            path = self._folder / f"{name}-{number}.xml"
        return path.as_posix()

    def _write(self, path: str, content: bytes, register: GivenFile) -> None:
        """Write a register to its place, or into what an editor has made of it."""
        place, noted = self._root / path, self._noted.get(path)
        here = place.read_bytes() if place.is_file() else content
        sha256 = hashlib.sha256(content).hexdigest()
        is_edited = here != content and (
            noted is None or hashlib.sha256(here).hexdigest() != noted.sha256
        )
        if is_edited and noted is not None and noted.sha256 == sha256 and not self._force:
            self.done.same.append(path)  # nothing new would come
            return
        if is_edited and self._force:
            backup, number = place.with_name(f"{place.name}.bak"), 1
            while backup.exists():
                number += 1
                backup = place.with_name(f"{place.name}.bak{number}")
            write_file(backup, here, within=self._root)
        elif is_edited:
            content = self._updated(path, here, content, noted, register)
        is_new = write_file(place, content, within=self._root)
        (self.done.written if is_new else self.done.same).append(path)

    def _updated(
        self,
        path: str,
        here: bytes,
        content: bytes,
        noted: ImportedRegister | None,
        register: GivenFile,
    ) -> bytes:
        before = {} if noted is None else noted.entries
        try:
            updated = updated_register(here, content, path, before)
        except (IllFormed, NotEditable) as error:
            self._keep(path, f"changed since it was imported from {register.path}: kept ({error})")
            return here
        for ids, words in ((updated.kept, "changed here"), (updated.gone, "no longer there")):
            if ids:
                shown = ", ".join(ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")
                self._keep(
                    path,
                    f"of what comes from {register.path}, {len(ids)} of its entries are {words} "
                    f"and were kept as they are: {shown}",
                )
        return updated.content

    def _keep(self, path: str, message: str) -> None:
        if path not in self.done.kept:
            self.done.kept.append(path)
        self.done.findings.append(
            KEPT_ENTRIES.at(
                Location(path), message, "compare them; --force takes the new register whole"
            )
        )


def _digests(content: bytes, path: str) -> dict[str, str]:
    """Digests of the entries; none for a file whose entries cannot be told apart for sure."""
    try:
        return entry_digests(content, path)
    except (IllFormed, NotEditable):
        return {}
