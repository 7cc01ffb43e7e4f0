"""Which id every document gets: stated in front matter, remembered by the lock, or made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.disk import is_device_name
from tei_edition.encoding.identifiers import IdAssignment, document_id, is_ncname
from tei_edition.encoding.unit import Unit, merge_records, units_of
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.lock import Lock
from tei_edition.model.document import ParsedDocument
from tei_edition.registers.entity import Registers

__all__ = ["identify"]

# Ids that the encoder gives within a document.
_RESERVED = re.compile(r"tei-edition|(?:note|fragment|citation|hand)-\w+", re.IGNORECASE)

DUPLICATE_ID = Fault(
    "LCK005",
    "id_claimed_twice",
    Severity.ERROR,
    """Two sources claim one id in their front matter.

Why:    an id is the file name and the address of a document; the second would overwrite the first.
Remedy: give one of them another id; until then the first (by path) is converted, the second not.
""",
)
BAD_ID = Fault(
    "LCK006",
    "id_is_no_name",
    Severity.ERROR,
    """An id in front matter cannot be an xml:id.

Why:    it must begin with a letter or "_" and contain letters, digits, ".", "-" and "_" only; it is
        also a file name. Ids that the toolkit gives within documents ("note-1"), and names that
        Windows keeps for devices ("con"), cannot be taken.
Remedy: correct the id; until then the toolkit makes one from date and correspondents.
Source: https://www.w3.org/TR/xml-id/
""",
)


def identify(
    documents: Sequence[ParsedDocument], registers: Registers, lock: Lock, paths: Sequence[str]
) -> tuple[list[tuple[str, Unit]], list[Finding]]:
    """Every unit with its id: stated in front matter, remembered by the lock, or made."""
    units = merge_records(unit for document in documents for unit in units_of(document))
    findings: list[Finding] = []
    stated: dict[str, Unit] = {}
    refused: set[str] = set()
    for unit in units:
        wanted = unit.metadata.id
        if not wanted or unit.key:
            continue
        location = Location(unit.parsed.source.path, 1)
        taken = stated.get(wanted.casefold())
        if not is_ncname(wanted):
            findings.append(
                BAD_ID.at(location, f"id {wanted!r} is no xml:id", "use letters, digits, - and _")
            )
        elif _RESERVED.fullmatch(wanted) or is_device_name(wanted):
            findings.append(
                BAD_ID.at(location, f"id {wanted!r} is reserved", "choose a more telling id")
            )
        elif taken is not None:
            first = taken.parsed.source.path
            findings.append(
                DUPLICATE_ID.at(
                    location,
                    f"id {wanted!r} is that of {first} already; this source is not converted",
                    "give one of the two another id",
                )
            )
            refused.add(unit.parsed.source.path)
        else:
            stated[wanted.casefold()] = unit
    own = {unit.metadata.id for unit in stated.values()}
    assignment = IdAssignment(_remembered(lock, units, paths), own)
    named = []
    for unit in units:
        if unit.parsed.source.path in refused:
            continue
        if unit.metadata.id in own and not unit.key:
            named.append((unit.metadata.id, unit))
        else:
            wanted = document_id(unit, registers)
            named.append((assignment.assign(unit.places, wanted), unit))
    return named, findings


def _remembered(
    lock: Lock, units: Sequence[Unit], paths: Sequence[str]
) -> dict[tuple[str, str], str]:
    """The ids of the lock by source and key, carried over where a source moved or a key changed.

    A source that moved is known by its hash; a record whose title or date changed by its place
    among the records that changed, if as many came as went.
    """
    remembered = {key: entry.id for key, entry in lock.entries.items()}
    by_source: dict[str, list[Unit]] = {}
    for unit in units:
        for part in (unit, *unit.also):
            by_source.setdefault(part.parsed.source.path, []).append(part)
    known = lock.by_source()
    for path, own in by_source.items():
        old = known.get(path)
        if not old:
            moved = [
                entry
                for entry in lock
                if entry.source_sha256 == own[0].parsed.source.sha256 and entry.source not in paths
            ]
            remembered |= {(path, entry.key): entry.id for entry in moved}
            continue
        new_keys = [unit.key for unit in own if (path, unit.key) not in remembered]
        present = {unit.key for unit in own}
        gone = [entry for entry in old if entry.key not in present]
        if len(new_keys) == len(gone):
            remembered |= {(path, key): entry.id for key, entry in zip(new_keys, gone, strict=True)}
    return remembered
