"""What was read of other projects' material goes into an edition: files, sidecars, registers."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from tei_edition.disk import is_device_name, read_file, write_file
from tei_edition.edition import read_outline
from tei_edition.exchange.imported import GivenFile, Imported, ImportedDocument
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import EditionConfig
from tei_edition.model.sidecar import (
    Sidecar,
    find_sidecar,
    sidecar_path,
)
from tei_edition.model.slug import slug
from tei_edition.pipeline.bring_in_records import bring_records
from tei_edition.pipeline.bring_in_registers import bring_registers
from tei_edition.pipeline.published_copies import COPY_OF_OWN, PublishedCopies
from tei_edition.pipeline.sidecars import digest_at

__all__ = ["Brought", "bring_in"]

EDITED_SINCE = Fault(
    "EXC011",
    "edited_since_import",
    Severity.WARNING,
    """A letter that comes again was changed in the edition since it was imported.

Why:    an editor's work, in the file or in its metadata, is never overwritten; the new state was
        left out.
Remedy: compare the two; --force takes the new one, and leaves the old beside it as NAME.xml.bak.
""",
)
RENAMED = Fault(
    "EXC012",
    "renamed_on_import",
    Severity.NOTE,
    """A letter came in under another name or id than it had.

Why:    file names and ids are part of addresses: each may stand for one letter only, and not all
        characters can be in them. The file itself is as it was.
Remedy: nothing, unless other files point to it by that name.
""",
)
_LETTERS: Final = "letters"
_SAFE: Final = re.compile(r"[^\W_][\w.-]{0,150}")


@dataclass(slots=True)
class Brought:
    """What an import did: paths in the edition, and findings.

    ``letters`` and ``registers`` are what was written, ``same`` what was there already, ``kept``
    what an editor has changed. ``places`` has the path in the edition for each that came.
    """

    letters: list[str] = field(default_factory=list)
    registers: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


def bring_in(
    root: Path,
    config: EditionConfig,
    imported: Imported,
    format_name: str,
    *,
    force: bool = False,
) -> Brought:
    """Write letters with their sidecars, and registers, into the edition.

    What came from the same file before is replaced, unless an editor has changed it here; files
    that stand in the edition already stay where they are and get their sidecar. Raises OSError.
    """
    work = _Bringing(root, config, format_name, force)
    for document in imported.documents:
        if document.original is not None:
            work.bring_letter(document, document.original)
    registers = bring_registers(
        root,
        config,
        ((one, _file_name(Path(one.path).stem)) for one in imported.registers),
        imported.one_name,
        force=force,
    )
    work.brought.registers += registers.written
    work.brought.same += registers.same
    work.brought.kept += registers.kept
    work.brought.findings += registers.findings
    work.brought.places |= registers.places
    records = bring_records(root, config, imported, format_name, force=force)
    work.brought.letters += records.written
    work.brought.registers += records.registers
    work.brought.same += records.same
    for path in records.kept:
        work.brought.kept.append(path)
        work.brought.findings.append(
            EDITED_SINCE.at(
                Location(path),
                "changed since it was imported: kept",
                "compare the two; --force takes the new one and makes a backup",
            )
        )
    return work.brought


class _Bringing:
    """The work of one import."""

    def __init__(self, root: Path, config: EditionConfig, format_name: str, force: bool) -> None:
        self._root, self._format, self._force = root, format_name, force
        self._folder = root / config.editions.folder
        self.brought = Brought()
        self._copies = PublishedCopies()
        outline = read_outline(root, config)
        self._ids = {document.id.lower(): document.path for document in outline.documents}
        self._standing_ids = dict(self._ids)  # before anything came
        self._stems = {Path(document.path).stem.lower() for document in outline.documents}
        self._without_sidecar: dict[str, str] = {}
        self._by_origin: dict[str, str] = {}
        self._by_digest: dict[str, str] = {}
        for document in outline.documents:
            sidecar = find_sidecar(root / document.path)
            if sidecar is not None:
                self._by_origin[sidecar.origin] = document.path
                self._by_digest[sidecar.sha256] = document.path
            else:
                self._without_sidecar[digest_at(root / document.path)] = document.path

    def bring_letter(self, document: ImportedDocument, original: GivenFile) -> None:
        """Copy a letter and write its sidecar; raises OSError."""
        content = original.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        origin = _origin(original, self._root)
        copied = self._copied(document, original, digest)
        if copied:
            self._leave_out(original, copied)
            return
        path = self._standing(original) or self._by_origin.get(origin, "")
        path = path or self._by_digest.get(digest, "") or self._new_path(document, original)
        self.brought.places[original.path] = path
        if self._is_edited(path, digest):
            if not self._force:
                self._keep(original, path, digest)
                return
            self._back_up(path)
        self._by_origin[origin] = self._by_digest[digest] = path
        document_id = self._free_id(document.metadata.id or Path(path).stem, path, original)
        sidecar = Sidecar(
            digest,
            replace(document.metadata, id=document_id),
            self._format,
            origin,
            document.view.notes,
        )
        place = self._root / path
        is_new = write_file(place, content, within=self._root)
        is_new |= write_file(sidecar_path(place), sidecar.to_bytes(), within=self._root)
        (self.brought.letters if is_new else self.brought.same).append(path)

    def _standing(self, file: GivenFile) -> str:
        """The path in the edition of a file that stands there already, "" if it does not."""
        place = file.place.resolve()
        if file.part is not None or not place.is_relative_to(self._folder.resolve()):
            return ""
        return place.relative_to(self._root.resolve()).as_posix()

    def _copied(self, document: ImportedDocument, original: GivenFile, digest: str) -> str:
        """The path of the letter that a file is only a copy of, "" if it is an original.

        That is a file of a publication of which the edition has the id or the same bytes, and any
        copy of a letter that no import has brought.
        """
        if self._standing(original):
            return ""
        own = self._without_sidecar.get(digest, "")
        if own or not self._copies.has(original):
            return own
        wanted = document.metadata.id or Path(original.path).stem
        return self._by_digest.get(digest, "") or self._standing_ids.get(wanted.lower(), "")

    def _leave_out(self, original: GivenFile, path: str) -> None:
        self.brought.same.append(path)
        self.brought.findings.append(
            COPY_OF_OWN.at(
                Location(original.path),
                f"a copy of {path}, which the edition has: left out",
                "nothing is to be done; give the originals, not what was published",
            )
        )

    def _is_edited(self, path: str, digest: str) -> bool:
        """Whether an editor has changed a file that came before, or its metadata."""
        sidecar = find_sidecar(self._root / path)
        if sidecar is None:
            return False
        if sidecar.is_corrected:
            return True
        here = digest_at(self._root / path)
        return here not in ("", digest, sidecar.sha256)

    def _keep(self, original: GivenFile, path: str, digest: str) -> None:
        sidecar = find_sidecar(self._root / path)
        if sidecar is not None and digest in (sidecar.sha256, digest_at(self._root / path)):
            self.brought.same.append(path)  # nothing new would come
            return
        self.brought.kept.append(path)
        self.brought.findings.append(
            EDITED_SINCE.at(
                Location(path),
                f"changed since it was imported from {original.path}: kept",
                "compare the two; --force takes the new one and makes a backup",
            )
        )

    def _back_up(self, path: str) -> None:
        for place in (self._root / path, sidecar_path(self._root / path)):
            backup, number = place.with_name(f"{place.name}.bak"), 1
            while backup.exists():
                number += 1
                backup = place.with_name(f"{place.name}.bak{number}")
            if place.exists():
                write_file(backup, read_file(place), within=self._root)

    def _new_path(self, document: ImportedDocument, original: GivenFile) -> str:
        """A file name of its own, as near to that of the original as can be."""
        stem = document.name if original.part is not None else Path(original.path).stem
        name = _free(_file_name(stem), self._stems)
        self._stems.add(name.lower())
        if name != stem:
            self._tell(original, f"comes in as {name}.xml, for its name is taken or no address")
        return (self._folder / _LETTERS / f"{name}.xml").relative_to(self._root).as_posix()

    def _free_id(self, wanted: str, path: str, original: GivenFile) -> str:
        if self._ids.get(wanted.lower()) == path:
            return wanted
        name = _free(_file_name(wanted), self._ids)
        self._ids[name.lower()] = path
        if name != wanted:
            self._tell(
                original,
                f"has the id {name} here, for {wanted!r} is taken or no address",
            )
        return name

    def _tell(self, original: GivenFile, message: str) -> None:
        self.brought.findings.append(
            RENAMED.at(
                Location(original.path), message, "nothing is to be done unless others point to it"
            )
        )


def _origin(file: GivenFile, root: Path) -> str:
    """Where a file came from, seen from the edition: no machine's own folders are in it."""
    part = f"#{file.path.rpartition('#')[2]}" if file.part is not None else ""
    return Path(os.path.relpath(file.place.resolve(), root.resolve())).as_posix() + part


def _file_name(wanted: str) -> str:
    """A name that can stand in an address and be a file everywhere."""
    name = wanted if _SAFE.fullmatch(wanted) else slug(wanted) or "letter"
    return f"letter-{name}" if is_device_name(name) else name


def _free(wanted: str, taken: Collection[str]) -> str:
    name, number = wanted, 1
    while name.lower() in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name
