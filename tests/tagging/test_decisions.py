"""An editor's word on a tag: kept, replayed, and missed when its words are gone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.findings import Fault, Severity
from tei_edition.model.document import Block, BlockKind, ParsedDocument, Span
from tei_edition.model.mention import Certainty, Mention, MentionKind
from tei_edition.model.metadata import Metadata
from tei_edition.source_text import SourceText
from tei_edition.tagging.decisions import (
    Decision,
    Verdict,
    apply_decisions,
    decide,
    read_decisions,
    write_decisions,
)
from tei_edition.tei.tags import mention_attributes

TEXT = "Anna came on May 2. Then Anna\nBerg left Graz, and Anna stayed."


def document(text: str, *mentions: Mention) -> ParsedDocument:
    whole = Span(0, len(text))
    block = Block(BlockKind.PARAGRAPH, whole, whole)
    source = SourceText.of("sources/a.txt", text)
    return ParsedDocument(source, "letter", Metadata(), (block,), mentions=mentions)


def person(text: str, number: int, **given: str) -> Mention:
    """The n-th "Anna"."""
    start = [at for at in range(len(text)) if text.startswith("Anna", at)][number - 1]
    return Mention(start, start + 4, MentionKind.PERSON, certainty=Certainty.LOW, **given)


def test_accepted_tags_are_the_editors() -> None:
    mention = person(TEXT, 3, ref="anna-berg", rule="short")
    decision = decide(document(TEXT), mention, Verdict.ACCEPTED, "surely  she")
    assert (decision.number, decision.before[-4:], decision.after) == (3, ", and"[-4:], "stayed.")
    done, findings = apply_decisions(document(TEXT, mention), [decision])
    (accepted,) = done.mentions
    assert (accepted.ref, accepted.certainty, accepted.reviewed) == ("anna-berg", "high", True)
    assert mention_attributes(accepted) == [("ref", "person:anna-berg")]
    assert findings == ()


def test_rejected_tags_go_and_only_they() -> None:
    first, third = person(TEXT, 1), person(TEXT, 3)
    decision = decide(document(TEXT), first, Verdict.REJECTED)
    done, _ = apply_decisions(document(TEXT, first, third), [decision])
    assert done.mentions == (third,)


def test_a_change_of_kind_and_value() -> None:
    start = TEXT.index("May 2")
    mention = Mention(start, start + 5, MentionKind.PERSON)
    changed = replace(mention, kind=MentionKind.DATE, value="1899-05-02")
    decision = decide(document(TEXT), changed, Verdict.CHANGED)
    done, _ = apply_decisions(document(TEXT, mention), [decision])
    assert [(m.kind, m.attributes) for m in done.mentions] == [
        (MentionKind.DATE, (("when", "1899-05-02"),))
    ]


def test_a_decision_stands_where_the_program_sees_nothing_any_more() -> None:
    decision = decide(document(TEXT), person(TEXT, 2, ref="anna-berg"), Verdict.ACCEPTED)
    done, findings = apply_decisions(document(TEXT), [decision])
    assert [(m.start, m.ref) for m in done.mentions] == [(TEXT.index("Then Anna") + 5, "anna-berg")]
    assert findings == ()


@pytest.mark.parametrize(
    "edited",
    [
        "New words. " + TEXT,
        "Anna and Anna. " + TEXT,
        TEXT.replace("Anna came", "She came"),
        TEXT.replace("and Anna stayed", "and\n  Anna stayed"),
        TEXT.replace("stayed", "remained"),
    ],
)
def test_decisions_survive_edits_elsewhere(edited: str) -> None:
    decision = decide(document(TEXT), person(TEXT, 3), Verdict.ACCEPTED)
    done, findings = apply_decisions(document(edited), [decision])
    assert [m.start for m in done.mentions] == [edited.rindex("Anna")]
    assert findings == ()


def test_a_decision_on_words_that_are_gone_is_a_finding() -> None:
    decision = replace(
        decide(document(TEXT), person(TEXT, 3), Verdict.ACCEPTED), path="decisions/a.tsv", line=2
    )
    done, findings = apply_decisions(document("Nobody came."), [decision])
    assert done.mentions == ()
    assert [(f.code, str(f.location)) for f in findings] == [("TAG010", "decisions/a.tsv:2")]


def test_findings_on_decided_places_are_settled() -> None:
    doubt = Fault("TAG999", "doubt", Severity.NOTE, "A doubt.\n\nWhy: test")
    base = document(TEXT)
    found = [doubt.at(base.source.locate(person(TEXT, n).start), "doubt") for n in (1, 3)]
    decision = decide(base, person(TEXT, 3), Verdict.ACCEPTED)
    assert apply_decisions(base, [decision], found)[1] == (found[0],)


@given(st.lists(st.text(max_size=20), min_size=4, max_size=4), st.integers(1, 99))
def test_tables_are_read_as_they_were_written(texts: list[str], number: int) -> None:
    before, surface, after, note = (" ".join(text.split()) for text in texts)
    decision = Decision(
        "sources/a.txt",
        surface or "x",
        number,
        before,
        after,
        MentionKind.PERSON,
        Verdict.CHANGED,
        "anna-berg",
        "",
        note,
    )
    table = write_decisions([decision]).encode("utf-8", "replace")
    (read,), faults = read_decisions(table, "decisions/a.tsv")
    assert faults == ()
    expected = write_decisions([decision]).encode("utf-8", "replace").decode()
    assert write_decisions([read]) == expected


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("kind", "ship", "kind is 'ship'; expected is one of person"),
        ("verdict", "maybe", "expected is one of accepted"),
        ("number", "0", "number is '0'"),
        ("surface", "", "surface is empty"),
        ("value", "May", "no EDTF date"),
    ],
)
def test_faulty_lines_are_named_and_the_others_read(column: str, value: str, said: str) -> None:
    good = decide(document(TEXT), person(TEXT, 1), Verdict.ACCEPTED)
    names, line = write_decisions([good]).splitlines()
    cells = dict(zip(names.split("\t"), line.split("\t"), strict=True)) | {column: value}
    table = "\n".join([names, "\t".join(cells.values()), line, ""])
    read, (finding,) = read_decisions(table.encode(), "decisions/a.tsv")
    assert len(read) == 1
    assert said in finding.message
    assert finding.location.line == 2


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"source\tsurface\n"])
def test_what_is_no_table_is_one_finding(data: bytes) -> None:
    assert [f.code for f in read_decisions(data, "decisions/a.tsv")[1]] == ["TAG011"]
