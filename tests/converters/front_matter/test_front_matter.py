"""Front matter: what is read, what is refused, and what is no front matter at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.converters.front_matter import FrontMatterReading, read_front_matter
from tei_edition.converters.front_matter.keys import KEYS, canonical_key, nearest_key
from tei_edition.converters.front_matter.licences import licence_address
from tei_edition.model.document import BlockKind
from tei_edition.model.metadata import Agent, ArchivalLocation, PlaceReference, Related
from tei_edition.source_text import SourceText

WHOLE = """\
---
kind: letter
id: letter-1901-05-03-anna-to-jan
title: "A letter: first of two"
genre: letter
sender:
  - Anna Maier
  - {name: Harbour Office, kind: org, ref: "org:harbour-office", role: owner}
recipient: {name: Jan Novak, ref: "person:jan-novak"}
date: May 3, 1901
place: Delft
received: 1901-05-05
place-received: [Haarlem, {name: Leiden, ref: "place:leiden"}]
repository: City Archive
settlement: Delft
country: Netherlands
archive-collection: Letters
shelfmark: 007
language: [nl, en-GB]
translation-of: Dutch original
editors: [A. Editor, B. Editor]
translator: C. Translator
author: D. Author
licence: CC BY-SA 4.0
keywords: [ships, harbours]
related:
  - letter-2
  - reply: letter:letter-3
status: draft
source: copied from the papers
abstract: >
  She writes
  of ships.
number: No. 12
classification: secret
collection: collection-ships
documents: {1: letter-1, 2a: letter-2}
---

Dear Jan,
"""


def read(text: str) -> FrontMatterReading:
    return read_front_matter(SourceText.of("sources/test.txt", text))


def found(text: str) -> list[tuple[str, int, str]]:
    return [(f.code, f.location.line, f.message) for f in read(text).findings]


def yaml(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "", "Dear Jan,", ""])


def test_every_key() -> None:
    block, metadata, extra, findings = read(WHOLE)
    assert findings == ()
    assert block is not None
    assert (block.kind, block.span.start) == (BlockKind.FRONT_MATTER, 0)
    assert WHOLE[block.span.end :] == "Dear Jan,\n"
    assert extra == {"kind": "letter"}
    assert metadata.id == "letter-1901-05-03-anna-to-jan"
    assert metadata.title == "A letter: first of two"
    assert metadata.senders == (
        Agent("Anna Maier"),
        Agent("Harbour Office", "org", "harbour-office", "owner"),
    )
    assert metadata.recipients == (Agent("Jan Novak", "person", "jan-novak"),)
    assert metadata.date is not None
    assert (metadata.date.text, metadata.date.edtf) == ("May 3, 1901", "1901-05-03")
    assert metadata.received is not None
    assert metadata.received.earliest == "1901-05-05"
    assert metadata.place_from == PlaceReference("Delft")
    assert metadata.places_to == (PlaceReference("Haarlem"), PlaceReference("Leiden", "leiden"))
    assert metadata.archive == ArchivalLocation(
        "Netherlands", "Delft", "City Archive", "Letters", "007"
    )
    assert metadata.languages == ("nl", "en-GB")
    assert metadata.editors == ("A. Editor", "B. Editor")
    assert metadata.translators == ("C. Translator",)
    assert metadata.authors == ("D. Author",)
    assert metadata.licence == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert metadata.keywords == ("ships", "harbours")
    assert metadata.related == (
        Related("letter-2", "related"),
        Related("letter-3", "reply"),
        Related("Dutch original", "translation-of"),
    )
    assert (metadata.status, metadata.number, metadata.classification) == (
        "draft",
        "No. 12",
        "secret",
    )
    assert metadata.abstract == "She writes of ships."
    assert metadata.source == "copied from the papers"
    assert metadata.collections == ("collection-ships",)
    assert metadata.documents == (("1", "letter-1"), ("2a", "letter-2"))


def test_every_key_of_the_table_is_in_the_example() -> None:
    written = {line.partition(":")[0] for line in WHOLE.splitlines() if ":" in line}
    assert set(KEYS) - written == {"participants"}


def test_scalars_are_texts() -> None:
    metadata = read(yaml("language: no", "shelfmark: 1e3", "number: 0x1F", "title: yes")).metadata
    assert metadata.languages == ("no",)
    assert (metadata.archive.shelfmark, metadata.number, metadata.title) == ("1e3", "0x1F", "yes")


def test_empty_values_say_nothing() -> None:
    reading = read(yaml("sender:", "date: ''", "keywords: []", "place: ~", "title: Ships"))
    assert reading.findings == ()
    assert reading.metadata.title == "Ships"
    assert reading.metadata.senders == ()
    assert reading.metadata.place_from is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n \n"])
def test_line_ends_and_what_stands_before(end: str, before: str) -> None:
    text = before + end.join(["---", "title: Ships", "...", "", "", "  Dear Jan,"])
    reading = read(text)
    assert reading.metadata.title == "Ships"
    assert reading.block is not None
    assert text[reading.block.span.end :] == "  Dear Jan,"


def test_key_value_lines() -> None:
    text = (
        "Kind: letter\nSender: Anna; Pieter\nPlace received: Haarlem\nTitle: A long\n  title\n"
        "\nDear Jan,\n"
    )
    block, metadata, extra, findings = read(text)
    assert findings == ()
    assert block is not None
    assert text[block.span.end :] == "Dear Jan,\n"
    assert [agent.name for agent in metadata.senders] == ["Anna", "Pieter"]
    assert metadata.places_to == (PlaceReference("Haarlem"),)
    assert metadata.title == "A long title"
    assert extra == {"kind": "letter"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear Jan,\n",
        "---\nA rule above a text.\n---\nMore.\n",
        "Date: 3 May 1901\nPlace: Delft\n\nDear Jan,\n",  # a letter's own head
        "To: Jan\nFrom: Anna\nDate: 3 May 1901\nSubject: Ships\n\nText.\n",
        "Sender: Anna\n\nDear Jan,\n",  # one line alone
        "Sender: Anna\nRecipient: Jan\nThis is no such line.\n\nText.\n",
        "1. Anna to Jan\nDate: May 3, 1901\nSummary: Ships.\n",
        "Text: a\nMore: b\nSender: c\n\nText.\n",
        "----\ntitle: Ships\n----\n",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    reading = read(text)
    assert reading.block is None
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        (yaml("title: Ships", "reciever: Jan"), "SRC021", 3, "'reciever'"),
        (yaml("titel: Ships"), "SRC021", 2, "'titel'"),
        (yaml("title: a: b"), "SRC020", 2, "mapping values are not allowed here"),
        (yaml("title: [a"), "SRC020", 3, "expected ',' or ']'"),
        (yaml("title: &a Ships", "genre: letter"), "SRC020", 2, "anchor &a"),
        (yaml("title: Ships", "genre: *a"), "SRC020", 3, "alias *a"),
        (yaml("title: !!python/name:os.system x"), "SRC020", 2, "tags are not allowed"),
        (yaml("title: " + "[" * 100 + "]" * 100), "SRC020", 2, "more than 8 levels"),
        (yaml("title: a\x01b"), "SRC020", 2, "character that YAML does not allow"),
        (yaml("title: Ships", "title: Boats"), "SRC023", 3, "'title' is there already"),
        (yaml("sender: Anna", "Senders: Jan"), "SRC023", 3, "means the same"),
        ("---\nkind: letter\n\nDear Jan,\n", "SRC024", 2, "has no end"),
        (yaml("date: around Easter"), "SRC025", 2, "'around Easter'"),
        (yaml("id: 1 letter"), "SRC022", 2, "id is '1 letter': expected a name"),
        (yaml("language: Serbo-Croatian of old"), "SRC022", 2, "no language tag"),
        (yaml("licence: free"), "SRC022", 2, "expected a web address"),
        (yaml("status: drft"), "SRC022", 2, "expected approved, candidate"),
        (yaml("sender: {nme: Anna}"), "SRC022", 2, "sender"),
        (yaml("sender: {name: Anna, kind: human}"), "SRC022", 2, "expected person, org or place"),
        (yaml("title: [a, b]"), "SRC022", 2, "title is ['a', 'b']: expected a text"),
        (yaml("related: [{repply: a}]"), "SRC022", 2, "no relation"),
        (yaml("documents: [a]"), "SRC022", 2, "expected a table"),
        (yaml("documents: {x: a}"), "SRC022", 2, "no number of a document"),
        ("Kind: letter\nRecipent: Jan\nSender: Anna\n\nText.\n", "SRC021", 2, "'Recipent'"),
    ],
)
def test_faults_name_line_and_value(text: str, code: str, line: int, words: str) -> None:
    findings = found(text)
    assert [(c, n) for c, n, _ in findings][:1] == [(code, line)], findings
    assert words in findings[0][2]


def test_one_fault_leaves_the_rest() -> None:
    reading = read(yaml("title: Ships", "status: drft", "sender: Anna"))
    assert reading.metadata.title == "Ships"
    assert reading.metadata.senders == (Agent("Anna"),)
    assert reading.metadata.status == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("reciever", "recipient"),
        ("From", "sender"),
        ("to", "recipient"),
        ("licens", "licence"),
        ("archive_colection", "archive-collection"),
        ("key words", "keywords"),
        ("zzz", ""),
    ],
)
def test_the_nearest_key(written: str, meant: str) -> None:
    assert canonical_key(written) == ""
    assert nearest_key(written) == meant


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-sa", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("Public Domain", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("https://example.org/licence", "https://example.org/licence"),
        ("javascript:alert(1)", ""),
        ("CC BY 9.0", ""),
    ],
)
def test_licences(written: str, address: str) -> None:
    assert licence_address(written) == address


@pytest.mark.parametrize(
    "text",
    [
        yaml("a: " + "[" * 15_000),
        yaml("a: &a [x]", *(f"b{i}: [{', '.join(['*a'] * 50)}]" for i in range(50))),
        yaml(*("a: b" for _ in range(6_000))),
        yaml("title: " + "x" * 40_000),
        "---\n" * 10_000,
        "Sender: a\n" * 10_000,
        yaml("? " * 5_000),
        yaml("title: |" + "\n " * 15_000),
    ],
    ids=["depth", "bomb", "repeated", "long", "rules", "lines", "questions", "blanks"],
)
def test_hostile_front_matter_comes_to_an_end(text: str) -> None:
    """A bomb would not return at all; what is read is never more than what is written."""
    done = read(text)
    assert len(repr(done)) < 100 * len(text)


_LINES = st.sampled_from(
    """---|...|title: x|sender: [a, b]|date: 1901|  more|kind: letter|x: y|- item||Dear Jan,|{|}
    |'|"|# note|a: &b c|d: *b|\t|? k""".replace("\n    ", "").split("|")
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(_LINES, max_size=12).map("\n".join), st.text(max_size=80)))
def test_any_text_is_read(text: str) -> None:
    for start in ("", "---\n"):
        reading = read(start + text)
        if reading.block is not None:
            assert reading.block.span.start == 0
            assert reading.block.content in reading.block.span
        for finding in reading.findings:
            assert finding.location.line >= 1
            assert finding.hint
