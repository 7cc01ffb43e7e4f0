"""Tables of letters, register entries and mentions as CSV, for spreadsheets and statistics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tei_edition.edition import Edition, EditionDocument
from tei_edition.model.metadata import Agent, DatedText, PlaceReference
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity
from tei_edition.registers.identifiers import AUTHORITY_NAMES, normalised
from tei_edition.transformers.addresses import (
    address_of_document,
    address_of_entity,
    site_address,
)
from tei_edition.transformers.chronology import value_of
from tei_edition.transformers.connections import Connections, connect, published
from tei_edition.transformers.csv_text import SEPARATOR, csv_bytes

__all__ = ["DESCRIPTION", "DOCUMENT_COLUMNS", "NAME", "document_row", "render"]

NAME: Final = "csv"
DESCRIPTION: Final = "CSV tables: documents, register entries, mentions"

DOCUMENT_COLUMNS: Final = tuple(
    """id kind title genre date edtf earliest latest sender sender_id recipient recipient_id
    sent_from sent_from_id sent_to sent_to_id received number classification country settlement
    repository collection shelfmark languages licence status collections url""".split()
)
_ENTITY_COLUMNS: Final = (
    *"id kind type name other_names birth death latitude longitude part_of".split(),
    *AUTHORITY_NAMES,
    *"other_identifiers letters_sent letters_received mentions url".split(),
)
_MENTION_COLUMNS: Final = tuple(
    "document kind ids text when from to not_before not_after certainty machine anchor".split()
)
_DATE_ATTRIBUTES: Final = ("when", "from", "to", "notBefore", "notAfter")


def render(edition: Edition) -> Iterator[OutputFile]:
    """``tables/documents.csv``, ``tables/entities.csv`` and ``tables/mentions.csv``."""
    documents = published(edition)
    rows = (document_row(document, edition) for document in documents)
    yield OutputFile("tables/documents.csv", csv_bytes(DOCUMENT_COLUMNS, rows))
    connections = connect(edition)
    entries = (_entity_row(entity, edition, connections) for entity in edition.registers)
    yield OutputFile("tables/entities.csv", csv_bytes(_ENTITY_COLUMNS, entries))
    yield OutputFile("tables/mentions.csv", csv_bytes(_MENTION_COLUMNS, _mention_rows(documents)))


def document_row(document: EditionDocument, edition: Edition) -> tuple[str, ...]:
    """The cells of a document under ``DOCUMENT_COLUMNS``; several values are joined by " | "."""
    metadata = document.metadata
    archive = metadata.archive
    places = (metadata.place_from,) if metadata.place_from is not None else ()
    address = address_of_document(document.kind, document.id)
    return (
        document.id,
        document.kind,
        metadata.title,
        metadata.genre,
        *_dated(metadata.date),
        *_named(metadata.senders),
        *_named(metadata.recipients),
        *_named(places),
        *_named(metadata.places_to),
        "" if metadata.received is None else metadata.received.text,
        metadata.number,
        metadata.classification,
        archive.country,
        archive.settlement,
        archive.repository,
        archive.collection,
        archive.shelfmark,
        SEPARATOR.join(metadata.languages),
        metadata.licence or edition.config.edition.licence,
        metadata.status,
        SEPARATOR.join(metadata.collections),
        _url(address, edition),
    )


def _dated(dated: DatedText | None) -> tuple[str, str, str, str]:
    if dated is None:
        return "", "", "", ""
    value = value_of(dated)
    first, last = ("" if day is None else day.isoformat() for day in (value.earliest, value.latest))
    return dated.text, dated.edtf or value.edtf, first, last


def _named(named: Sequence[Agent | PlaceReference]) -> tuple[str, str]:
    """Names and ids; an unknown id keeps its place between the others."""
    ids = [one.ref for one in named]
    return SEPARATOR.join(one.name for one in named), SEPARATOR.join(ids) if any(ids) else ""


def _url(address: str, edition: Edition) -> str:
    base_url = edition.config.edition.base_url
    return site_address(base_url, address, address) if base_url else ""


def _entity_row(entity: Entity, edition: Edition, connections: Connections) -> tuple[str, ...]:
    identifiers: dict[str, list[str]] = {}
    for identifier in map(normalised, entity.identifiers):
        identifiers.setdefault(identifier.authority, []).append(identifier.value)
    others = [
        f"{authority} {value}"
        for authority, values in identifiers.items()
        if authority not in AUTHORITY_NAMES
        for value in values
    ]
    latitude, longitude = entity.coordinates or ("", "")
    mentioned = connections.mentions_of.get(entity.id, ())
    return (
        entity.id,
        entity.kind.value,
        entity.type,
        entity.name,
        SEPARATOR.join(dict.fromkeys(n.text for n in entity.names if n.text != entity.name)),
        entity.birth,
        entity.death,
        str(latitude),
        str(longitude),
        entity.parent,
        *(SEPARATOR.join(identifiers.get(authority, ())) for authority in AUTHORITY_NAMES),
        SEPARATOR.join(others),
        str(len(connections.sent_by.get(entity.id, ()))),
        str(len(connections.received_by.get(entity.id, ()))),
        str(sum(len(one.mentions) for one in mentioned)),
        _url(address_of_entity(entity.kind, entity.id), edition),
    )


def _mention_rows(documents: Iterable[EditionDocument]) -> Iterator[tuple[str, ...]]:
    for document in documents:
        for mention in document.mentions:
            attributes = dict(mention.attributes)
            yield (
                document.id,
                mention.kind.value,
                SEPARATOR.join(mention.ids),
                mention.text,
                *(attributes.get(name, "") for name in _DATE_ATTRIBUTES),
                mention.certainty,
                "yes" if mention.machine else "no",
                mention.anchor,
            )
