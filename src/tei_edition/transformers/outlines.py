"""What the files about one document may take from all others, as a digest.

Texts change often, what is said about them seldom: as long as the outline is the same, a change in
one document changes no file about another. Files that show more of others than the outline has
(the words around a mention) must say so where they are made.
"""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.digest import digest_of
from tei_edition.edition import Edition, EditionDocument

__all__ = ["outline_of", "outline_with_mentions"]


def outline_of(edition: Edition) -> str:
    """The registers, and of each document all but its mentions and its text."""
    return edition.once(_outline)


def outline_with_mentions(edition: Edition) -> str:
    """The same, and which entries each document mentions how often and how certainly."""
    return edition.once(_with_mentions)


def _outline(edition: Edition) -> str:
    registers = edition.registers
    return digest_of(
        edition.register_paths,
        registers.entities,
        registers.aliases,
        [tuple(_said_of(document)) for document in edition.documents],
    )


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
