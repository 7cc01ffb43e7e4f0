"""What a letter is in terms of schema.org."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.model.metadata import Agent, DatedText, Metadata, PlaceReference
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import find_web_address
from tei_edition.transformers.connections import Connections
from tei_edition.transformers.linked_data.names import Names, qualified
from tei_edition.transformers.linked_data.schema_org import (
    ArchiveCollection,
    ArchiveOrganization,
    DefinedTerm,
    MediaObject,
    Meeting,
    Named,
    OneOrMore,
    PostalAddress,
    Qualified,
    Reference,
    Source,
    WorkNode,
)
from tei_edition.transformers.linked_data.typed_dates import typed_date, typed_day

__all__ = ["entries_named_by", "files_of", "letter_node", "licence_of", "people"]

_FORMATS: Final = (
    (".html", "text/html", "html"),
    (".xml", "application/tei+xml", "html"),
    (".txt", "text/plain", "text"),
)
# From sure to unsure; what TEI does not know of is last.
_CERTAINTIES: Final = ("high", "", "medium", "low", "unknown")


def letter_node(
    letter: EditionDocument, names: Names, connections: Connections, *, with_files: bool
) -> WorkNode:
    """A letter and all its statements; its files only where it is asked for."""
    metadata = letter.metadata
    archive = metadata.archive
    essays = connections.essays_on.get(letter.id, ())
    collections = connections.collections_of.get(letter.id, ())
    cited = (names.edition.find(target) for target in dict.fromkeys(letter.targets))
    elsewhere = (metadata.edited.address, *metadata.edited.also)
    sent = typed_date(metadata.date)
    return WorkNode(
        id=names.document(letter),
        type=["Message", "ArchiveComponent"] if archive else "Message",
        name=metadata.title or letter.id,
        genre=metadata.genre or None,
        identifier=metadata.number or None,
        abstract=metadata.abstract or None,
        author=people(metadata.authors),
        sender=_agents("sender", metadata.senders, names),
        recipient=_agents("recipient", metadata.recipients, names),
        date_sent=sent,
        date_received=typed_date(metadata.received),
        temporal=_words(metadata.date) if sent is None else None,
        date_published=typed_day(metadata.published),
        date_modified=typed_day(metadata.revised),
        location_created=_origin(metadata, names),
        to_location=_places("to_location", metadata.places_to, names),
        about=_meeting(metadata.participants, names),
        in_language=list(metadata.languages) or None,
        keywords=_keywords(metadata),
        mentions=_mentions(letter, names),
        citation=[
            names.pointer(names.document(one)) for one in cited if one is not None and one != letter
        ]
        or None,
        subject_of=[names.pointer(names.document(essay)) for essay in essays] or None,
        is_based_on=Source(name=metadata.source) if metadata.source else None,
        same_as=list(dict.fromkeys(filter(None, map(find_web_address, elsewhere)))) or None,
        holding_archive=_archive(archive.repository, archive.settlement, archive.country),
        item_location=archive.shelfmark or None,
        creative_work_status=metadata.status or None,
        license=licence_of(metadata, names),
        editor=people(metadata.editors),
        translator=people(metadata.translators),
        is_part_of=[
            *([_papers(archive.collection)] if archive.collection else []),
            *(names.pointer(names.document(collection)) for collection in collections),
            names.pointer(names.iri("index.html")),
        ],
        encoding=list(files_of(letter, names)) if with_files else None,
    )


def entries_named_by(letter: EditionDocument, names: Names) -> Iterator[Entity]:
    """The entries to which the letter's node points, each once."""
    metadata = letter.metadata
    agents = (*metadata.senders, *metadata.recipients, *metadata.participants, *metadata.mentioned)
    places = (*((metadata.place_from,) if metadata.place_from else ()), *metadata.places_to)
    ids = [
        *(agent.ref for agent in agents),
        *(place.ref for place in places),
        *(identifier for mention in letter.mentions for identifier in mention.ids),
    ]
    return names.entries(ids)


def files_of(document: EditionDocument, names: Names) -> Iterator[MediaObject]:
    """The document's page and what is published beside it."""
    for suffix, media_type, needed in _FORMATS:
        if needed in names.edition.config.publish.formats:
            address = names.document(document, suffix)
            yield MediaObject(content_url=address, encoding_format=media_type)


def licence_of(metadata: Metadata, names: Names) -> str | None:
    """The address of the document's licence, else that of the edition's."""
    return find_web_address(metadata.licence) or names.edition.config.edition.licence or None


def people(names: Iterable[str]) -> list[Named] | None:
    """People who have no entry."""
    return [Named(type="Person", name=name) for name in names if name] or None


def _agents(name: str, agents: Sequence[Agent], names: Names) -> OneOrMore | None:
    return [
        qualified(name, names.agent(one), one.certainty.value, one.evidence, one.role)
        for one in agents
        if one.ref or one.name
    ] or None


def _places(name: str, places: Sequence[PlaceReference], names: Names) -> OneOrMore | None:
    return [
        qualified(name, names.place(one), one.certainty.value, one.evidence) for one in places
    ] or None


def _origin(metadata: Metadata, names: Names) -> Reference | Named | Qualified | None:
    places = (metadata.place_from,) if metadata.place_from is not None else ()
    found = _places("location_created", places, names)
    return found[0] if found else None


def _meeting(participants: Sequence[Agent], names: Names) -> Meeting | None:
    attendees = _agents("attendee", participants, names)
    return Meeting(attendee=attendees) if attendees else None


def _keywords(metadata: Metadata) -> list[str | DefinedTerm] | None:
    words: list[str | DefinedTerm] = [*metadata.keywords]
    if metadata.classification:
        words.append(
            DefinedTerm(name=metadata.classification, in_defined_term_set="classification")
        )
    return words or None


def _mentions(letter: EditionDocument, names: Names) -> OneOrMore | None:
    """Each entry once, as certain as the surest of its mentions."""
    canonical = names.edition.registers.canonical
    certainties: dict[str, list[str]] = {}
    for mention in letter.mentions:
        for identifier in mention.ids:
            certainties.setdefault(canonical(identifier), []).append(mention.certainty)
    for agent in letter.metadata.mentioned:
        certainties.setdefault(canonical(agent.ref), []).append(agent.certainty.value)
    found = [
        qualified("mentions", names.reference(entity), min(certainties[entity.id], key=_rank))
        for entity in names.entries(certainties)
    ]
    others = [names.agent(agent) for agent in letter.metadata.mentioned]
    return [*found, *(other for other in others if isinstance(other, Named))] or None


def _rank(certainty: str) -> int:
    return _CERTAINTIES.index(certainty) if certainty in _CERTAINTIES else len(_CERTAINTIES)


# Letters lie in few archives.
@lru_cache(maxsize=1024)
def _archive(repository: str, settlement: str, country: str) -> ArchiveOrganization | None:
    address = PostalAddress(address_locality=settlement or None, address_country=country or None)
    known = settlement or country
    if not repository and not known:
        return None
    return ArchiveOrganization(name=repository or None, address=address if known else None)


@lru_cache(maxsize=1024)
def _papers(name: str) -> ArchiveCollection:
    return ArchiveCollection(name=name)


def _words(dated: DatedText | None) -> str | None:
    """A date that has no value, as written."""
    return dated.text or None if dated is not None else None
