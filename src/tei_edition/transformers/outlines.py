"""What the files about one document may take from all others, as a digest.

Texts change often, what is said about them seldom: as long as the outline is the same, a change in
one document changes no file about another. Files that show more of others than the outline has
(the words around a mention) must say so where they are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from tei_edition.digest import digest_of
from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Location

__all__ = ["outline_of", "outline_with_mentions", "said_of_documents", "said_of_entries"]

_NOWHERE: Final = Location("")


def outline_of(edition: Edition) -> str:
    """The registers, and of each document all but its mentions and its text."""
    return edition.once(_outline)


def outline_with_mentions(edition: Edition) -> str:
    """The same, and which entries each document mentions how often and how certainly."""
    return edition.once(_with_mentions)


def said_of_documents(edition: Edition) -> Mapping[str, str]:
    """A digest of what the outline has of each document, by its path."""
    return edition.once(_of_documents)


def said_of_entries(edition: Edition) -> Mapping[str, str]:
    """A digest of each register entry, by its id; where it stands in its file is not in it."""
    return edition.once(_of_entries)


def _outline(edition: Edition) -> str:
    registers = edition.registers
    return digest_of(
        edition.register_paths,
        registers.entities,
        registers.aliases,
        said_of_documents(edition),
    )


def _of_documents(edition: Edition) -> Mapping[str, str]:
    return {one.path: digest_of(tuple(_said_of(one))) for one in edition.documents}


def _of_entries(edition: Edition) -> Mapping[str, str]:
    registers = edition.registers
    own = (entity for entity in registers if registers.find(entity.id) is entity)
    return {one.id: digest_of(replace(one, location=_NOWHERE)) for one in own}


def _with_mentions(edition: Edition) -> str:
    mentioned = [
        [(mention.kind, mention.ids, mention.certainty) for mention in document.mentions]
        for document in edition.documents
    ]
    return digest_of(outline_of(edition), mentioned)


def _said_of(document: EditionDocument) -> Iterator[object]:
    yield from (document.path, document.id, document.kind, document.metadata)
    yield from (document.targets, document.parts, document.own_ids, document.declarations)
    yield from (document.title_language, document.abstract_language)
