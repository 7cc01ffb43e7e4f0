"""An edition with all the registers that it has, wherever they stand.

Validation looks at registers and documents as they are; who publishes or exports wants one register
in which every name of every document is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.imports import REGISTERS, find_imports
from tei_edition.model.metadata import Agent, Metadata, PlaceReference
from tei_edition.registers.entity import Registers
from tei_edition.registers.own_entries import join_entries, with_addresses
from tei_edition.registers.same_entries import Pair, find_same, with_same_joined

__all__ = ["with_all_registers"]

_Named = TypeVar("_Named", Agent, PlaceReference)

NOT_PUBLISHED = Fault(
    "PUB003",
    "unpublished_list",
    Severity.NOTE,
    """A file stands with the registers, but is none of which anything is made.

Why:    lists of works, of correspondences … are no letters, and have no person, place,
        organisation or event; no page shows what is in them.
Remedy: nothing, if that is what you want; if it is a letter, move it to another folder.
""",
)
JOINED_ENTRIES = Fault(
    "PUB005",
    "joined_entries",
    Severity.NOTE,
    """Entries of several registers, or of a letter's own list, are shown as one.

Why:    a pointer from name to entry, a number of an authority, or the full name of two persons that
        were imported together says that they are the same. The files stay as they are; the one
        entry's address leads to the other.
Remedy: nothing, if they are the same. If not: correct the pointer or the number; for a name set
        "same" to false in imported.json, which stands with the registers.
""",
)
POSSIBLE_DOUBLES = Fault(
    "PUB006",
    "possible_doubles",
    Severity.NOTE,
    """Entries of several registers may be the same, but it is not sure.

Why:    they have one full name and nothing that tells them apart; or one says what contradicts the
        other (another year of birth, another number of one authority). Each has its own page.
Remedy: if they are the same, give both one identifier (idno), or point with @sameAs from one to the
        other; if not, tell them apart by a year of life or an identifier.
""",
)
_SHOWN: Final = 3  # so many pairs a finding names


def with_all_registers(edition: Edition) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition, its registers joined with what is kept elsewhere, and what is left out.

    Further registers are the files beside the configured ones that are no letters. Entries that
    documents have of their own (standOff, back, particDesc, settingDesc, sourceDesc) follow, each
    once; what surely stands for the same in several files is joined. Web addresses by which
    documents name an entry lead to it. Raises OSError.
    """
    lists = {document.path for document in edition.documents if _is_list(document, edition)}
    documents = [document for document in edition.documents if document.path not in lists]
    registers, renamed = join_entries(
        edition.registers,
        (
            # Ids that two registers share mean one entry, as in the configured ones.
            *(("", document.entities) for document in edition.documents if document.path in lists),
            *((document.id, document.entities) for document in documents if document.entities),
        ),
    )
    documents = [_with_ids(document, renamed.get(document.id, {})) for document in documents]
    registers, doubles = _joined(registers, edition)
    registers = with_addresses(registers, _addresses(documents))
    unpublished = (
        NOT_PUBLISHED.at(
            Location(document.path),
            "stands with the registers, but has no person, place, organisation or event",
            "nothing is made of it; move it if it is a letter",
        )
        for document in edition.documents
        if document.path in lists and not document.entities
    )
    edition = replace(edition, registers=registers, documents=tuple(documents))
    return edition, (*unpublished, *doubles)


def _joined(registers: Registers, edition: Edition) -> tuple[Registers, tuple[Finding, ...]]:
    """The registers with what is surely the same joined, and what there is to say of it."""
    folder = Path(edition.config.editions.folder) / REGISTERS
    noted = find_imports(edition.root / folder).one_name
    decided = {frozenset((one.entry, one.kept)): one.same for one in noted}
    sure: list[Pair] = []
    unsure: list[Pair] = []
    for pair in find_same(registers):
        known = decided.get(frozenset((pair.entry.id, pair.kept.id)))
        if pair.sure and (known or not pair.by_name):
            sure.append(pair)
        elif known is None:
            unsure.append(pair)
    untouched = {entity.id for entity in edition.registers}
    findings = (
        *_told(JOINED_ENTRIES, "shown as one with", sure, "nothing is to be done if it is right"),
        *_told(POSSIBLE_DOUBLES, "perhaps the same as", unsure, "join them, or tell them apart"),
    )
    return with_same_joined(registers, sure, untouched), findings


def _told(fault: Fault, words: str, pairs: list[Pair], hint: str) -> Iterator[Finding]:
    """One finding for each file that has such entries."""
    by_path: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_path.setdefault(pair.entry.location.path, []).append(pair)
    for path, alike in by_path.items():
        shown = [f"{one.entry.id} {words} {one.kept.id} ({one.ground})" for one in alike[:_SHOWN]]
        more = f" and {len(alike) - _SHOWN} more" if len(alike) > _SHOWN else ""
        yield fault.at(Location(path), f"{'; '.join(shown)}{more}", hint)


def _is_list(document: EditionDocument, edition: Edition) -> bool:
    """Whether a file stands with the registers and is no letter: nobody sent or received it."""
    folder = document.path.rpartition("/")[0]
    # Also where none of the configured files is there, but one file for all of them.
    registers = edition.config.editions.registers.paths
    beside = any(path.rpartition("/")[0] == folder for path in registers)
    about = document.metadata
    is_letter = about.senders or about.recipients or about.date or about.place_from
    return beside and not is_letter and not folder.endswith(("letters", "essays", "collections"))


def _with_ids(document: EditionDocument, own_ids: Mapping[str, str]) -> EditionDocument:
    """The document with the ids that its own entries have in the edition."""
    if not own_ids:
        return document
    mentions = (
        replace(mention, ids=tuple(own_ids.get(one, one) for one in mention.ids))
        for mention in document.mentions
    )
    return replace(
        document,
        metadata=_metadata_with(document.metadata, own_ids),
        mentions=tuple(mentions),
        own_ids=own_ids,
    )


def _metadata_with(metadata: Metadata, own_ids: Mapping[str, str]) -> Metadata:
    place = metadata.place_from
    return replace(
        metadata,
        senders=_named(metadata.senders, own_ids),
        recipients=_named(metadata.recipients, own_ids),
        participants=_named(metadata.participants, own_ids),
        place_from=next(iter(_named((place,) if place else (), own_ids)), None),
        places_to=_named(metadata.places_to, own_ids),
    )


def _named(named: tuple[_Named, ...], own_ids: Mapping[str, str]) -> tuple[_Named, ...]:
    return tuple(replace(one, ref=own_ids.get(one.ref, one.ref)) for one in named)


def _addresses(documents: list[EditionDocument]) -> Iterator[str]:
    """The web addresses by which documents name entries."""
    for document in documents:
        about = document.metadata
        places = (*about.places_to, *((about.place_from,) if about.place_from else ()))
        refs = [one.ref for one in (*about.senders, *about.recipients, *about.participants)]
        refs += [place.ref for place in places]
        refs += [one for mention in document.mentions for one in mention.ids]
        yield from (ref for ref in refs if "://" in ref)
