"""The parsed structure of a source as JSON: documented, stable, checked by models.

Offsets are code points into the source, half-open. What a source does not say is ``null`` or an
empty list. The models' JSON Schema is ``parse_schema()``.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from tei_edition.converters.listing.named_collections import find_collections
from tei_edition.converters.paragraphs import text_of_span
from tei_edition.converters.titles import listed_genres, read_title
from tei_edition.model.document import Block, BlockKind, Entry, Mark, ParsedDocument, Span
from tei_edition.model.metadata import Agent, Metadata, PlaceReference

__all__ = ["as_json", "parse_schema"]

Offsets = tuple[int, int]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NameModel(_Model):
    """A person, organisation or place as written; ``ref`` is the id of a register entry."""

    name: str
    ref: str | None = None
    kind: Literal["person", "org", "place"] | None = None
    role: str | None = None


class CollectionModel(_Model):
    """A collection that the introduction names."""

    name: str
    number: str | None = None
    ref: str | None = None
    span: Offsets


class EntryModel(_Model):
    """A record of a listing. ``date`` is EDTF, ``date_text`` as written.

    ``genre`` is of a closed list, "other" where the title names none of them; ``genre_term`` is the
    kind that the title names.
    """

    date: str | None
    date_text: str | None
    title: str
    abstract: str | None
    genre: str
    genre_term: str | None
    senders: tuple[NameModel, ...]
    recipients: tuple[NameModel, ...]
    participants: tuple[NameModel, ...]
    place_from: NameModel | None
    places_to: tuple[NameModel, ...]
    number: str | None
    classification: str | None
    urgency: str | None
    span: Offsets


class MarkModel(_Model):
    """An inline mark: ``span`` with its delimiters, ``content`` the text between them."""

    kind: str
    span: Offsets
    content: Offsets
    attributes: dict[str, str] = Field(default_factory=dict)
    children: tuple[MarkModel, ...] = ()


class BlockModel(_Model):
    """A block of a source; ``text`` is its content as written, white space normalised."""

    kind: str
    span: Offsets
    content: Offsets
    text: str
    attributes: dict[str, str] = Field(default_factory=dict)
    marks: tuple[MarkModel, ...] = ()
    children: tuple[BlockModel, ...] = ()


class MetadataModel(_Model):
    """What is known of a letter or essay."""

    id: str | None
    title: str | None
    genre: str | None
    date: str | None
    date_text: str | None
    received: str | None
    senders: tuple[NameModel, ...]
    recipients: tuple[NameModel, ...]
    participants: tuple[NameModel, ...]
    place_from: NameModel | None
    places_to: tuple[NameModel, ...]
    number: str | None
    classification: str | None
    languages: tuple[str, ...]
    authors: tuple[str, ...]
    abstract: str | None
    documents: dict[str, str]


class ListingModel(_Model):
    """A listing of an archive."""

    kind: Literal["listing"]
    title: str
    introduction: str
    collections: tuple[CollectionModel, ...]
    entries: tuple[EntryModel, ...]


class BlocksModel(_Model):
    """A letter, an essay, or what another converter reads."""

    kind: str
    title: str
    metadata: MetadataModel
    blocks: tuple[BlockModel, ...]


def parse_schema() -> dict[str, Any]:
    """The JSON Schema of what ``as_json`` gives."""
    adapter: TypeAdapter[Any] = TypeAdapter(ListingModel | BlocksModel)
    return adapter.json_schema()


def as_json(document: ParsedDocument) -> dict[str, Any]:
    """A parsed document in the form of ``tei-edition parse --json``: plain values for ``json``."""
    model = _listing(document) if document.kind == "listing" else _blocks(document)
    return model.model_dump(mode="json")


def _listing(document: ParsedDocument) -> ListingModel:
    paragraphs = _introduction(document)
    named = [
        found
        for block in paragraphs
        for found in find_collections(document.source.text, block.content)
    ]
    refs = _collection_refs(document)
    return ListingModel(
        kind="listing",
        title=document.metadata.title,
        introduction="\n\n".join(text_of_span(document.source.text, b.content) for b in paragraphs),
        collections=tuple(
            CollectionModel(
                name=found.name,
                number=found.number or None,
                ref=refs.get((found.span.start, found.span.end)),
                span=_offsets(found.span),
            )
            for found in named
        ),
        entries=tuple(_entry(entry) for entry in document.entries),
    )


def _introduction(document: ParsedDocument) -> list[Block]:
    found = []
    for block in document.blocks:
        if block.kind is BlockKind.ENTRY:
            break
        if block.kind is BlockKind.PARAGRAPH:
            found.append(block)
    return found


def _collection_refs(document: ParsedDocument) -> dict[tuple[int, int], str]:
    return {
        (mention.start, mention.end): mention.ref for mention in document.mentions if mention.ref
    }


def _entry(entry: Entry) -> EntryModel:
    metadata = entry.metadata
    return EntryModel(
        date=(metadata.date.edtf or None) if metadata.date else None,
        date_text=metadata.date.text if metadata.date else None,
        title=metadata.title,
        abstract=metadata.abstract or None,
        genre=listed_genres().get(metadata.genre, metadata.genre) or "other",
        genre_term=metadata.genre or None,
        senders=_names(metadata.senders),
        recipients=_names(metadata.recipients),
        participants=_names(metadata.participants),
        place_from=_place(metadata.place_from) if metadata.place_from else None,
        places_to=tuple(map(_place, metadata.places_to)),
        number=metadata.number or None,
        classification=metadata.classification or None,
        urgency=read_title(metadata.title).urgency or None,
        span=_offsets(entry.block.span),
    )


def _names(agents: tuple[Agent, ...]) -> tuple[NameModel, ...]:
    return tuple(
        NameModel.model_validate(
            {
                "name": agent.name,
                "ref": agent.ref or None,
                "kind": agent.kind or None,
                "role": agent.role or None,
            }
        )
        for agent in agents
    )


def _place(place: PlaceReference) -> NameModel:
    return NameModel(name=place.name, ref=place.ref or None, kind="place")


def _offsets(span: Span) -> Offsets:
    return span.start, span.end


def _blocks(document: ParsedDocument) -> BlocksModel:
    return BlocksModel(
        kind=document.kind,
        title=document.metadata.title,
        metadata=_metadata(document.metadata),
        blocks=tuple(_block(document, block) for block in document.blocks),
    )


def _metadata(metadata: Metadata) -> MetadataModel:
    return MetadataModel(
        id=metadata.id or None,
        title=metadata.title or None,
        genre=metadata.genre or None,
        date=(metadata.date.edtf or None) if metadata.date else None,
        date_text=metadata.date.text if metadata.date else None,
        received=(metadata.received.edtf or None) if metadata.received else None,
        senders=_names(metadata.senders),
        recipients=_names(metadata.recipients),
        participants=_names(metadata.participants),
        place_from=_place(metadata.place_from) if metadata.place_from else None,
        places_to=tuple(map(_place, metadata.places_to)),
        number=metadata.number or None,
        classification=metadata.classification or None,
        languages=metadata.languages,
        authors=metadata.authors,
        abstract=metadata.abstract or None,
        documents=dict(metadata.documents),
    )


def _block(document: ParsedDocument, block: Block) -> BlockModel:
    return BlockModel(
        kind=block.kind.value,
        span=_offsets(block.span),
        content=_offsets(block.content),
        text=text_of_span(document.source.text, block.content),
        attributes=dict(block.attributes),
        marks=tuple(map(_mark, block.marks)),
        children=tuple(_block(document, inner) for inner in block.children),
    )


def _mark(mark: Mark) -> MarkModel:
    return MarkModel(
        kind=mark.kind.value,
        span=_offsets(mark.span),
        content=_offsets(mark.content),
        attributes=dict(mark.attributes),
        children=tuple(map(_mark, mark.children)),
    )
