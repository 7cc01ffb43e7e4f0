"""What the graph of a document or of a register entry is made of: the same gives the same graph."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.digest import digest_of
from tei_edition.edition import Edition, EditionDocument
from tei_edition.registers.entity import Entity
from tei_edition.transformers.connections import connect
from tei_edition.transformers.outlines import said_of_documents, said_of_entries

__all__ = ["Bases"]


class Bases:
    """The bases of the graphs of an edition; its configuration is in none of them."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._connections = connect(edition)
        self._documents = said_of_documents(edition)
        self._entries = said_of_entries(edition)
        self._known: dict[str, str] = {}

    def of(self, subject: EditionDocument | Entity) -> tuple[object, ...]:
        """Plain values."""
        if isinstance(subject, Entity):
            return (self._entry(subject.id),)
        named = tuple(map(self._entry, dict.fromkeys(_ids_in(subject))))
        mentions = tuple((mention.ids, mention.certainty) for mention in subject.mentions)
        others = (
            map(self._edition.find, subject.targets),
            self._connections.essays_on.get(subject.id, ()),
            self._connections.collections_of.get(subject.id, ()),
        )
        shown = tuple(tuple(_shown(one, subject) for one in some) for some in others)
        return self._documents[subject.path], mentions, named, shown

    def _entry(self, entity_id: str) -> str:
        """A digest of the entry to which an id leads, and of that to which it belongs."""
        if entity_id not in self._known:
            entity = self._edition.registers.find(entity_id)
            above = self._edition.registers.find(entity.parent) if entity is not None else None
            own = "" if entity is None else self._entries[entity.id]
            parent = None if above is None else (above.kind, above.id)
            self._known[entity_id] = digest_of(own, parent)
        return self._known[entity_id]


def _ids_in(document: EditionDocument) -> Iterator[str]:
    """All ids of register entries that a document has, as it has them."""
    metadata = document.metadata
    for mention in document.mentions:
        yield from mention.ids
    for agent in (
        *metadata.senders,
        *metadata.recipients,
        *metadata.participants,
        *metadata.mentioned,
    ):
        yield agent.ref
    for place in (metadata.place_from, *metadata.places_to):
        if place is not None:
            yield place.ref


def _shown(other: EditionDocument | None, document: EditionDocument) -> tuple[object, ...]:
    """What a graph says of another document."""
    if other is None:
        return ()
    return other.kind, other.id, other.metadata.title, other == document
