"""An edition with all the registers that it has, wherever they stand.

Validation looks at registers and documents as they are; who publishes or exports wants one register
in which every name of every document is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.metadata import Agent, Metadata, PlaceReference
from tei_edition.registers.own_entries import join_entries, with_addresses

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


def with_all_registers(edition: Edition) -> tuple[Edition, tuple[Finding, ...]]:
    """The edition, its registers joined with what is kept elsewhere, and what is left out.

    Further registers are the files beside the configured ones that are no letters. Entries that
    documents have of their own (standOff, back, particDesc, settingDesc, sourceDesc) follow, each
    once. Web addresses by which documents name an entry lead to it.
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
    registers = with_addresses(registers, _addresses(documents))
    findings = tuple(
        NOT_PUBLISHED.at(
            Location(document.path),
            "stands with the registers, but has no person, place, organisation or event",
            "nothing is made of it; move it if it is a letter",
        )
        for document in edition.documents
        if document.path in lists and not document.entities
    )
    return replace(edition, registers=registers, documents=tuple(documents)), findings


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
