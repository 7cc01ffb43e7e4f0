"""Which document an essay means by its number."""

from __future__ import annotations

from tei_edition.model.config import EditionConfig, EditionTable
from tei_edition.model.document import Block, BlockKind, ParsedDocument, Span
from tei_edition.model.metadata import Agent, DatedText, Metadata
from tei_edition.source_text import SourceText
from tei_edition.tagging.documents import KnownDocument
from tei_edition.tagging.tag import find_mentions, tag
from tests.tagging.marked import registers

REGISTERS = registers(
    [
        {"kind": "person", "id": "lind", "names": ["Anna Lind"]},
        {"kind": "person", "id": "berg", "names": ["Ole Berg"]},
    ]
)


def known(day: str, sender: str, recipient: str, genre: str = "letter") -> KnownDocument:
    metadata = Metadata(
        genre=genre,
        date=DatedText(day, day, (("when", day),), earliest=day, latest=day),
        senders=(Agent(sender, "person", sender),),
        recipients=(Agent(recipient, "person", recipient),),
    )
    return KnownDocument(f"{genre}-{day}-{sender}", metadata)


LETTERS = (
    known("1975-03-04", "lind", "berg"),
    known("1975-11-10", "berg", "lind"),
    known("1976-08-01", "lind", "berg", "message"),
    known("1976-08-20", "lind", "berg"),
)


def links(text: str, documents: tuple[KnownDocument, ...] = LETTERS) -> list[str]:
    mentions = find_mentions(text, REGISTERS, known=documents)
    return [mention.ref for mention in mentions if mention.kind == "doc"]


def test_by_the_day_of_the_sentence() -> None:
    text = "In 1975 they met. On March 4, 1975, Anna Lind wrote to Ole Berg [Document 1]."
    assert links(text) == ["letter-1975-03-04-lind"]


def test_by_month_and_parties() -> None:
    text = "Ole Berg's letter to Anna Lind came in November 1975 [Document 2]."
    assert links(text) == ["letter-1975-11-10-berg"]


def test_by_the_kind_of_document() -> None:
    text = "Anna Lind sent a message to Ole Berg in August 1976 [Document 3]."
    mentions = [m for m in find_mentions(text, REGISTERS, known=LETTERS) if m.kind == "doc"]
    assert mentions[0].ref in ("", "message-1976-08-01-lind")
    assert "letter-1975-03-04-lind" not in mentions[0].candidates


def test_the_same_number_is_the_same_document() -> None:
    text = "On March 4, 1975, Anna Lind wrote to Ole Berg [Document 1]. She was ill [Document 1]."
    assert links(text) == ["letter-1975-03-04-lind"] * 2


def test_no_evidence_no_link() -> None:
    assert links("They agreed on this [Document 4].") == [""]
    assert links("They agreed on this [Document 4].", ()) == [""]


def test_the_essays_own_list_decides_and_gaps_are_reported() -> None:
    text = "On March 4, 1975, Anna Lind wrote [Document 1]. So did he [Document 2]."
    span = Span(0, len(text))
    parsed = ParsedDocument(
        SourceText.of("essay.txt", text),
        "essay",
        Metadata(documents=(("1", "letter-x"),)),
        (Block(BlockKind.PARAGRAPH, span, span),),
    )
    config = EditionConfig(edition=EditionTable(title="Letters"))
    tagged, findings = tag(parsed, REGISTERS, config, LETTERS)
    found = [m for m in tagged.mentions if m.kind == "doc"]
    assert [(m.ref, str(m.certainty)) for m in found] == [("letter-x", "high"), ("", "low")]
    assert [(f.code, f.location.column) for f in findings] == [("TAG003", 59)]


def test_ambiguous_names_and_impossible_dates_are_reported() -> None:
    doubled = registers(
        [
            {"kind": "person", "id": "lind-1", "names": ["Anna Lind"]},
            {"kind": "person", "id": "lind-2", "names": ["Erik Lind"]},
        ]
    )
    text = "We met Lind on 31 June 1973."
    span = Span(0, len(text))
    block = Block(BlockKind.PARAGRAPH, span, span)
    parsed = ParsedDocument(SourceText.of("a.txt", text), "letter", Metadata(), (block,))
    _, findings = tag(parsed, doubled, EditionConfig(edition=EditionTable(title="Letters")))
    assert [finding.code for finding in findings] == ["TAG001", "TAG002"]
    assert "Anna Lind (lind-1) or Erik Lind (lind-2)" in findings[0].message
