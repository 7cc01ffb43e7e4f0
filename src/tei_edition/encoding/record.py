"""A record of a letter of which there is no source text: its date and title are all the words."""

from __future__ import annotations

from tei_edition.edition import TeiDocument
from tei_edition.encoding.encode import encode
from tei_edition.encoding.unit import Unit
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import Block, BlockKind, ParsedDocument, Span
from tei_edition.model.mention import Mention, MentionKind
from tei_edition.model.metadata import Metadata
from tei_edition.source_text import SourceText, sha256_of

__all__ = ["encode_record"]


def encode_record(
    metadata: Metadata, document_id: str, origin: str, config: EditionConfig
) -> TeiDocument:
    """A letter's metadata as TEI: ``div[@type='regest']`` with dateline, head and abstract.

    ``origin`` is where the metadata come from, in a word for revisionDesc. Raises ValueError
    without a title.
    """
    if not metadata.title.strip():
        raise ValueError(f"{document_id} has no title")
    day = _day(metadata)
    pieces = (
        (BlockKind.DATELINE, day),
        (BlockKind.HEADING, metadata.title),
        (BlockKind.PARAGRAPH, metadata.abstract),
    )
    text, blocks = "", []
    for kind, words in pieces:
        if words:
            start = len(text)
            text += f"{words}\n\n"
            content = Span(start, start + len(words))
            blocks.append(Block(kind, Span(start, len(text)), content))
    source = SourceText(origin, text, sha256_of(text))
    mentions: tuple[Mention, ...] = ()
    date = metadata.date
    if date is not None and day and date.attributes:
        dated = Mention(
            0,
            len(day),
            MentionKind.DATE,
            value=date.edtf,
            certainty=date.certainty,
            attributes=date.attributes,
            reviewed=True,
        )
        mentions = (dated,)
    parsed = ParsedDocument(source, "listing", metadata, tuple(blocks), (), mentions)
    unit = Unit(parsed, metadata.title, "letter", metadata, parsed.blocks)
    return encode(unit, document_id, config)


def _day(metadata: Metadata) -> str:
    """The date in words, else as its attributes say it."""
    date = metadata.date
    if date is None:
        return ""
    values = (value for name, value in date.attributes if name not in ("calendar", "precision"))
    return date.text or " – ".join(dict.fromkeys(values))
