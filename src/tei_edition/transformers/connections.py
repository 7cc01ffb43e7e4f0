"""Which documents and register entries of an edition have to do with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tei_edition.edition import Edition, EditionDocument
from tei_edition.tei.mentions import TeiMention
from tei_edition.transformers.chronology import in_order_of_time

__all__ = ["Connections", "Mentioned", "connect", "entries_named_by", "published"]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The mentions of one entry in one document, in the order of the text.

    There is none where not the text names the entry, but what is said of the letter.
    """

    document: EditionDocument
    mentions: tuple[TeiMention, ...]


@dataclass(frozen=True, slots=True)
class Connections:
    """Everything by id; documents in order of time.

    ``collections_of`` and ``essays_on`` are keyed by letter, the others by register entry;
    ``entries_of`` gives the letters of a collection in the collection's own order.
    """

    letters: tuple[EditionDocument, ...]
    entries_of: Mapping[str, tuple[EditionDocument, ...]]
    collections_of: Mapping[str, tuple[EditionDocument, ...]]
    essays_on: Mapping[str, tuple[EditionDocument, ...]]
    sent_by: Mapping[str, tuple[EditionDocument, ...]]
    received_by: Mapping[str, tuple[EditionDocument, ...]]
    attended_by: Mapping[str, tuple[EditionDocument, ...]]
    sent_from: Mapping[str, tuple[EditionDocument, ...]]
    sent_to: Mapping[str, tuple[EditionDocument, ...]]
    mentions_of: Mapping[str, tuple[Mentioned, ...]]

    def has_place(self, entity_id: str) -> bool:
        """Whether a document was sent from a place, sent to it or mentions it."""
        return any(entity_id in found for found in (self.sent_from, self.sent_to, self.mentions_of))


def entries_named_by(document: EditionDocument) -> tuple[str, ...]:
    """The ids that a document names, each once: in its text, then in what is said of it."""
    in_text = (identifier for mention in document.mentions for identifier in mention.ids)
    told = (agent.ref for agent in document.metadata.mentioned if agent.ref)
    return tuple(dict.fromkeys((*in_text, *told)))


def published(edition: Edition) -> tuple[EditionDocument, ...]:
    """The documents that get a page, in order of time: of several with one id the first."""
    return edition.once(_published)


def _published(edition: Edition) -> tuple[EditionDocument, ...]:
    own = (document for document in edition.documents if edition.find(document.id) is document)
    return in_order_of_time(own)


def connect(edition: Edition) -> Connections:
    """Read off the edition who cites, sends, receives and mentions what."""
    return edition.once(_connect)


def _connect(edition: Edition) -> Connections:
    ordered = published(edition)
    letters = tuple(document for document in ordered if document.kind == "letter")
    collections = [document for document in ordered if document.kind == "collection"]
    essays = [document for document in ordered if document.kind == "essay"]
    entries = {collection.id: tuple(_letters_in(collection, edition)) for collection in collections}
    # an entry that was merged into another counts as the other
    kept = edition.registers.canonical
    return Connections(
        letters=letters,
        entries_of=MappingProxyType(entries),
        collections_of=_inverted((c, (entry.id for entry in entries[c.id])) for c in collections),
        essays_on=_inverted((essay, essay.targets) for essay in essays),
        sent_by=_inverted((d, (kept(a.ref) for a in d.metadata.senders)) for d in letters),
        received_by=_inverted((d, (kept(a.ref) for a in d.metadata.recipients)) for d in letters),
        attended_by=_inverted((d, (kept(a.ref) for a in d.metadata.participants)) for d in letters),
        sent_from=_inverted((d, map(kept, _places_from(d))) for d in letters),
        sent_to=_inverted(
            (d, (kept(place.ref) for place in d.metadata.places_to)) for d in letters
        ),
        mentions_of=_mentions(ordered, kept),
    )


def _letters_in(collection: EditionDocument, edition: Edition) -> Iterable[EditionDocument]:
    for target in dict.fromkeys(collection.targets):
        document = edition.find(target)
        if document is not None and document.kind == "letter":
            yield document


def _places_from(document: EditionDocument) -> tuple[str, ...]:
    place = document.metadata.place_from
    return (place.ref,) if place is not None else ()


def _inverted(
    pairs: Iterable[tuple[EditionDocument, Iterable[str]]],
) -> Mapping[str, tuple[EditionDocument, ...]]:
    found: dict[str, list[EditionDocument]] = {}
    for document, ids in pairs:
        for identifier in dict.fromkeys(ids):
            if identifier:
                found.setdefault(identifier, []).append(document)
    return MappingProxyType({identifier: tuple(found[identifier]) for identifier in found})


def _mentions(
    documents: Iterable[EditionDocument], kept: Callable[[str], str]
) -> Mapping[str, tuple[Mentioned, ...]]:
    found: dict[str, list[Mentioned]] = {}
    for document in documents:
        by_entry: dict[str, list[TeiMention]] = {}
        for mention in document.mentions:
            for identifier in dict.fromkeys(map(kept, mention.ids)):
                by_entry.setdefault(identifier, []).append(mention)
        for agent in document.metadata.mentioned:
            if agent.ref:
                by_entry.setdefault(kept(agent.ref), [])
        for identifier, mentions in by_entry.items():
            found.setdefault(identifier, []).append(Mentioned(document, tuple(mentions)))
    return MappingProxyType({identifier: tuple(found[identifier]) for identifier in found})
