"""What is cited of a document or of the edition, before any format gives it its shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tei_edition.edition import Edition, EditionDocument
from tei_edition.model.metadata import ArchivalLocation, Metadata
from tei_edition.transformers.addresses import address_of_document, site_address
from tei_edition.transformers.citation.dates import UNDATED, CitedDate, cited_date, cited_day
from tei_edition.transformers.citation.names import (
    CitedName,
    name_of_agent,
    name_of_place,
    names_of_people,
)
from tei_edition.transformers.phrases import Phrases

__all__ = ["EDITION", "CitedWork", "cite_document", "cite_edition"]

EDITION: Final = "edition"
_NOWHERE: Final = ArchivalLocation()


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One thing to cite; "" and () for what is not known.

    ``kind`` is "letter" (somebody wrote to somebody), "record" (a document of the same folder that
    nobody sent), "essay", "collection" or "edition"; ``container`` is the edition's title.
    ``published`` is when the edition appeared; ``url`` is "" without a base_url.
    """

    id: str
    kind: str
    title: str
    language: str = ""
    title_language: str = ""
    authors: tuple[CitedName, ...] = ()
    recipients: tuple[CitedName, ...] = ()
    editors: tuple[CitedName, ...] = ()
    translators: tuple[CitedName, ...] = ()
    date: CitedDate = UNDATED
    genre: str = ""
    number: str = ""
    keywords: tuple[str, ...] = ()
    abstract: str = ""
    archive: ArchivalLocation = _NOWHERE
    container: str = ""
    publisher: str = ""
    published: CitedDate = UNDATED
    url: str = ""
    licence: str = ""


def cite_document(document: EditionDocument, edition: Edition, phrases: Phrases) -> CitedWork:
    """What is cited of a letter, essay or collection."""
    metadata, table = document.metadata, edition.config.edition
    kind = document.kind
    senders, recipients = _correspondents(metadata, edition)
    if kind == "letter" and not (senders or recipients):
        kind = "record"
    address = address_of_document(document.kind, document.id)
    return CitedWork(
        id=document.id,
        kind=kind,
        title=metadata.title or document.id,
        language=metadata.languages[0] if metadata.languages else table.language,
        title_language=document.title_language or table.language,
        authors=senders or names_of_people(metadata.authors),
        recipients=recipients,
        editors=names_of_people(metadata.editors or table.editors),
        translators=names_of_people(metadata.translators),
        date=cited_date(metadata.date, phrases),
        genre=metadata.genre if document.kind == "letter" else "",
        number=metadata.number,
        keywords=metadata.keywords,
        abstract=metadata.abstract,
        archive=metadata.archive,
        container=table.title,
        publisher=table.publisher,
        published=cited_day(table.date or metadata.published, phrases),
        url=site_address(table.base_url, address, address) if table.base_url else "",
        licence=metadata.licence or table.licence,
    )


def cite_edition(edition: Edition, phrases: Phrases) -> CitedWork:
    """What is cited of the edition as a whole."""
    table = edition.config.edition
    return CitedWork(
        id=table.id,
        kind=EDITION,
        title=table.title,
        language=table.language,
        title_language=table.language,
        editors=names_of_people(table.editors),
        date=cited_day(table.date, phrases),
        abstract=table.description,
        publisher=table.publisher,
        published=cited_day(table.date, phrases),
        url=f"{table.base_url.rstrip('/')}/" if table.base_url else "",
        licence=table.licence,
    )


def _correspondents(
    metadata: Metadata, edition: Edition
) -> tuple[tuple[CitedName, ...], tuple[CitedName, ...]]:
    """Senders and addressees; places stand for unnamed ones, as telegrams are known.

    Where nothing is known but the place of writing, that is no sender.
    """
    registers = edition.registers
    senders = tuple(name_of_agent(agent, registers) for agent in metadata.senders)
    recipients = tuple(name_of_agent(agent, registers) for agent in metadata.recipients)
    recipients = recipients or tuple(name_of_place(one, registers) for one in metadata.places_to)
    if not senders and recipients and metadata.place_from is not None:
        senders = (name_of_place(metadata.place_from, registers),)
    return _named(senders), _named(recipients)


def _named(names: tuple[CitedName, ...]) -> tuple[CitedName, ...]:
    return tuple(name for name in names if name.whole)
