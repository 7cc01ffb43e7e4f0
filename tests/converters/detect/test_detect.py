"""Which converter reads a source, and the JSON form of what it reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter

from tei_edition.converters.as_json import BlocksModel, ListingModel, as_json, parse_schema
from tei_edition.converters.detect import converters, find_converter
from tei_edition.model.config import EditionConfig, EditionTable, SourcesTable
from tei_edition.source_text import SourceText
from tests.converters.laws import CONFIG, source_of, sources

LISTING = """Letters of the Harbour Office

• May 1, 1900

  Letter to the Mayor

• May 2, 1900

  Letter from the Mayor
"""
SHORT_LISTING = """Letters

May 1, 1900

Letter, Anna Maier to Jan Novak

She writes.

May 2, 1900

Letter, Jan Novak to Anna Maier
"""
ESSAY = """Ships and Sailors

The harbour began to write to its ships in the spring of that year [Document 1]. Nobody knows why
it did so, but the letters were many, and they were long, and they were about the weather, which
was bad. The ships answered seldom, and when they did, they wrote about the weather, too.

The harbour went on all the same. In the second year it wrote twice as many letters, and in the
third year it wrote twice as many again, and nobody knows who read them, for the ships had gone,
and those that came in their place could not read, or did not care to read, or had no time.

About the Author

Anna Maier writes about harbours.
"""
LETTER = """Vienna, 3 May 1900

Dear Anna,

I write to you from Vienna, where the weather is bad. The books have come.

Yours sincerely,

Jan Novak
"""


def kind_of(text: str, path: str = "sources/test.txt", **kinds: str) -> str:
    config = EditionConfig(edition=EditionTable(title="T"), sources=SourcesTable(kinds=kinds))
    converter, findings = find_converter(SourceText.of(path, text), config)
    return converter.name if converter else findings[0].code


def test_every_kind_is_found() -> None:
    assert [converter.name for converter in converters()] == ["essay", "letter", "listing"]
    assert all(converter.description for converter in converters())


@pytest.mark.parametrize(
    ("text", "kind"),
    [(LISTING, "listing"), (SHORT_LISTING, "listing"), (ESSAY, "essay"), (LETTER, "letter")],
)
def test_by_its_looks(text: str, kind: str) -> None:
    assert kind_of(text) == kind
    assert kind_of(text.replace("\n", "\r\n")) == kind


def test_front_matter_decides() -> None:
    assert kind_of("---\nkind: essay\n---\n\n" + LISTING) == "essay"
    assert kind_of("---\nkind: essay\n---\n" + LISTING, **{"*.txt": "letter"}) == "essay"


def test_configuration_decides_and_the_longest_pattern_wins() -> None:
    assert kind_of(LISTING, **{"*.txt": "letter"}) == "letter"
    assert kind_of(LISTING, **{"*.txt": "letter", "sources/test*": "essay"}) == "essay"
    assert kind_of(LISTING, **{"other/*": "letter"}) == "listing"


@pytest.mark.parametrize("text", ["", "\n\n", "x", "\x00\x01\x02", "lorem ipsum", "1\n2\n3\n"])
def test_what_cannot_be_recognised_is_an_error_that_helps(text: str) -> None:
    converter, (finding,) = find_converter(source_of(text), CONFIG)
    assert converter is None
    assert (finding.code, finding.severity.value) == ("SRC010", "error")
    assert "listing" in finding.message
    assert "kind:" in finding.hint


def test_an_unknown_kind_is_an_error() -> None:
    config = EditionConfig(
        edition=EditionTable(title="T"), sources=SourcesTable(kinds={"*": "lettre"})
    )
    converter, (finding,) = find_converter(source_of(LETTER), config)
    assert converter is None
    assert finding.code == "SRC011"
    assert "lettre" in finding.message
    assert "letter" in finding.hint


@given(sources())
@settings(max_examples=30, deadline=None)
def test_the_json_form_keeps_its_promise(text: str) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(ListingModel | BlocksModel)
    for converter in converters():
        document, _ = converter.parse(source_of(text), CONFIG)
        value = json.loads(json.dumps(as_json(document)))
        assert value["kind"] == converter.name
        adapter.validate_python(value, strict=False)


def test_the_json_form_of_a_listing() -> None:
    listing = next(c for c in converters() if c.name == "listing")
    value = as_json(listing.parse(source_of(LISTING), CONFIG)[0])
    assert list(value) == ["kind", "title", "introduction", "collections", "entries"]
    first = value["entries"][0]
    assert LISTING[slice(*first["span"])].startswith("• May 1, 1900")
    assert {key: first[key] for key in ("date", "genre", "genre_term", "senders", "number")} == {
        "date": "1900-05-01",
        "genre": "letter",
        "genre_term": "letter",
        "senders": [],
        "number": None,
    }
    assert first["recipients"] == [
        {"name": "Mayor", "ref": None, "kind": "person", "role": "Mayor"}
    ]


def test_the_schema_names_all_fields() -> None:
    definitions = parse_schema()["$defs"]
    assert set(definitions["EntryModel"]["properties"]) >= {
        "date",
        "title",
        "abstract",
        "genre",
        "senders",
        "recipients",
        "participants",
        "place_from",
        "places_to",
        "number",
        "classification",
        "span",
    }


@pytest.mark.shared
def test_all_that_lies_beside_the_checkout(shared: Path) -> None:
    expected = dict.fromkeys(["000", "003", "004"], "listing") | dict.fromkeys(
        ["001", "002"], "essay"
    )
    for path in sorted((shared / "seeds").glob("0*.txt")):
        assert kind_of(path.read_bytes().decode()) == expected[path.name[:3]]
    texts = sorted((shared / "corpora/frus/text").glob("*.txt"))
    assert len(texts) == 150
    assert {kind_of(path.read_bytes().decode()) for path in texts} == {"letter"}
