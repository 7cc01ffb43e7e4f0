"""Essays: essays.md, the laws, and the essays beside the checkout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from tei_edition.converters.essay import confidence, parse
from tei_edition.converters.essay.words import find_byline, is_editors_note
from tei_edition.model.document import Block, BlockKind, ParsedDocument
from tei_edition.model.text import text_in
from tei_edition.source_text import normalise_space
from tests.converters.cases import Case, cases_in, check_case
from tests.converters.laws import CONFIG, check_laws, source_of, sources


@pytest.mark.parametrize("case", cases_in(Path(__file__).parent))
def test_case(case: Case) -> None:
    check_case(case, "essay")


@given(sources())
@settings(max_examples=150, deadline=None)
def test_laws(text: str) -> None:
    document, findings = parse(source_of(text), CONFIG)
    check_laws(document)
    assert 0 <= confidence(document.source) <= 1
    assert list(findings) == sorted(findings)


def test_the_marks_of_a_quotation_are_no_text() -> None:
    document, _ = parse(source_of("Title\n\nText, of course.\n\n> one\n> > two\n>three\n"), CONFIG)
    quote = document.blocks[-1]
    assert quote.kind is BlockKind.QUOTE
    assert text_in(document.source.text, [quote]) == "one two three"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Anna Maier", "Anna Maier"),
        ("by Anna Maier, Jan Novak and Carl von Berg", "Anna Maier, Jan Novak and Carl von Berg"),
        ("Von Anna Maier", "Anna Maier"),
        ("By the river stood a harbour", None),
        ("By 1975 the letters had stopped", None),
        ("Bylaws of the Harbour", None),
    ],
)
def test_bylines(line: str, names: str | None) -> None:
    assert find_byline(line) == names


def test_editors_notes() -> None:
    assert is_editors_note("Editor’s Note: this.")
    assert is_editors_note("[Note from the editors. This.]")
    assert is_editors_note("Anmerkung der Redaktion: dies.")
    assert not is_editors_note("Editor's notes are rare.")


@pytest.mark.shared
def test_an_essay_as_annotated_by_hand(shared: Path) -> None:
    name = "001_e15f3cee56cf6147"
    gold = json.loads((shared / f"corpora/gold/{name}.essay.json").read_text(encoding="utf-8"))
    document = read(shared, name)
    metadata = document.metadata
    assert metadata.title == gold["title"]
    assert metadata.authors == (gold["author_name"],)
    assert texts(document, BlockKind.DECK) == [gold["deck"]]
    assert texts(document, BlockKind.EDITORS_NOTE) == []
    assert sum(b.kind is BlockKind.PARAGRAPH for b in document.blocks) == gold["paragraphs_count"]
    assert sum(b.kind is BlockKind.SECTION for b in document.blocks) == 0
    parts = [b for b in document.walk() if b.kind is BlockKind.ITEM]
    assert [contents(document, part) for part in parts] == [
        [part["title"], part["abstract"]] for part in gold["related_series_parts"]
    ]
    about = [contents(document, b) for b in document.blocks if b.kind is BlockKind.AUTHOR_NOTE]
    assert [note[-2:] for note in about] == [
        [normalise_space(part["heading"]), normalise_space(part["text"])] for part in gold["about"]
    ]


@pytest.mark.shared
def test_another_essay(shared: Path) -> None:
    document = read(shared, "002_6545109fb810deed")
    assert len(texts(document, BlockKind.DECK)) == len(texts(document, BlockKind.EDITORS_NOTE)) == 1
    assert sum(block.kind is BlockKind.PARAGRAPH for block in document.blocks) == 19
    assert sum(block.kind is BlockKind.AUTHOR_NOTE for block in document.blocks) == 4
    assert sum(block.kind is BlockKind.FURNITURE for block in document.blocks) == 5


def read(shared: Path, name: str) -> ParsedDocument:
    text = (shared / f"seeds/{name}.txt").read_bytes().decode("utf-8")
    document, _ = parse(source_of(text), CONFIG)
    check_laws(document)
    return document


def texts(document: ParsedDocument, kind: BlockKind) -> list[str]:
    return [
        normalise_space(document.text(block.content))
        for block in document.blocks
        if block.kind is kind
    ]


def contents(document: ParsedDocument, block: Block) -> list[str]:
    return list(_leaves(document, block))


def _leaves(document: ParsedDocument, block: Block) -> Iterator[str]:
    for inner in block.walk():
        if not inner.children:
            yield normalise_space(document.text(inner.content))
