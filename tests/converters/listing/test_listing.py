"""Listings: layouts.md, the laws, and the listings beside the checkout."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tei_edition.converters.as_json import as_json
from tei_edition.converters.listing import confidence, parse
from tei_edition.model.document import BlockKind, Entry, ParsedDocument
from tei_edition.model.text import text_in
from tei_edition.source_text import normalise_space
from tests.converters.cases import Case, cases_in, check_case
from tests.converters.laws import CONFIG, check_laws, source_of, sources

BRACKETS = str.maketrans("", "", "[]")
SEEDS = ("000_1566beb2824d9900", "003_5898ee5837fa4fc5", "004_889e088ce8b5456d")


@pytest.mark.parametrize("case", cases_in(Path(__file__).parent))
def test_case(case: Case) -> None:
    check_case(case, "listing")


@given(sources())
@settings(max_examples=150, deadline=None)
def test_laws(text: str) -> None:
    document, findings = parse(source_of(text), CONFIG)
    check_laws(document)
    assert 0 <= confidence(document.source) <= 1
    assert list(findings) == sorted(findings)
    assert len(document.entries) == sum(b.kind is BlockKind.ENTRY for b in document.blocks)


@given(sources())
@settings(max_examples=50, deadline=None)
def test_what_an_entry_says_is_its_text(text: str) -> None:
    document, _ = parse(source_of(text), CONFIG)
    for entry in document.entries:
        inside = text_in(document.source.text, [entry.block])
        assert entry.metadata.title.translate(BRACKETS) in inside.translate(BRACKETS)
        for paragraph in filter(None, entry.metadata.abstract.split("\n\n")):
            assert paragraph in inside


def test_furniture_inside_an_entry_stays_there() -> None:
    text = "Letters\n\n• May 1, 1900\n\n  Letter\n\n  One.  Read more\n\n  Two.\n"
    document, _ = parse(source_of(text), CONFIG)
    kinds = [block.kind.value for block in document.entries[0].block.children]
    assert kinds == ["dateline", "heading", "paragraph", "furniture", "paragraph"]
    assert document.entries[0].metadata.abstract == "One.\n\nTwo."


def test_brackets_in_a_title_are_supplied_words() -> None:
    title = "Reply of the [Social] Council [sic] [to Anna [Maier] and [all]"
    text = f"Letters\n\n• May 1, 1900\n\n  {title}\n\n  An abstract [of it].\n"
    document, _ = parse(source_of(text), CONFIG)
    check_laws(document)
    _, heading, abstract = document.entries[0].block.children
    assert [(mark.kind.value, mark.content.of(text)) for mark in heading.marks] == [
        ("supplied", "Social")
    ]
    assert abstract.marks == ()
    assert document.entries[0].metadata.title == title


def test_characters_that_xml_cannot_hold_are_left_out_and_reported() -> None:
    text = "Letters\n\n• May 1, 1900\n\n  Let\x00ter [\x01x]\n\n  Abst\x00ract.\n"
    document, findings = parse(source_of(text), CONFIG)
    check_laws(document)
    assert [finding.code for finding in findings] == ["SRC008", "SRC008"]
    assert text_in(text, [document.entries[0].block]) == "May 1, 1900 Letter x Abstract."
    assert document.entries[0].metadata.title == "Letter [x]"


def test_names_have_their_place_in_the_source() -> None:
    text = "Letters\n\n• May 1, 1900\n\n  Letter from Anna\n  Maier to Jan Novak\n"
    document, _ = parse(source_of(text), CONFIG)
    sender = document.entries[0].metadata.senders[0]
    assert (sender.name, text[sender.start : sender.end]) == ("Anna Maier", "Anna\n  Maier")


def read(shared: Path, path: str) -> ParsedDocument:
    text = (shared / path).read_bytes().decode("utf-8")
    document, _ = parse(source_of(text), CONFIG)
    check_laws(document)
    return document


@pytest.mark.shared
def test_three_listings_have_all_their_entries(shared: Path) -> None:
    counts = []
    for name in SEEDS:
        document = read(shared, f"seeds/{name}.txt")
        assert confidence(document.source) > 0.6
        counts.append(len(document.entries))
        for entry in document.entries:
            metadata = entry.metadata
            assert metadata.date is not None
            assert metadata.date.edtf and metadata.title and metadata.abstract
    assert counts == [5, 20, 20]


@pytest.mark.shared
@pytest.mark.parametrize("name", SEEDS[:2])
def test_entries_as_annotated_by_hand(shared: Path, name: str) -> None:
    gold = shared / "corpora/gold"
    registry = json.loads((gold / "registry.json").read_text(encoding="utf-8"))
    spellings = {
        entity["id"]: {slug(text) for text in (entity["id"], entity["name"], *entity["variants"])}
        for entity in registry
    }
    expected = json.loads((gold / f"{name}.entries.json").read_text(encoding="utf-8"))
    found = as_json(read(shared, f"seeds/{name}.txt"))["entries"]
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        for key in ("date", "title", "abstract", "genre", "number", "classification"):
            assert one[key] == other[key], other["title"]
        for key in ("senders", "recipients", "participants"):
            assert len(one[key]) == len(other[key]), other["title"]
            for agent, entity in zip(one[key], other[key], strict=True):
                assert slug(agent["name"]) in spellings.get(entity, {slug(entity)}), agent
        assert (one["place_from"] is None) == (other["place_from"] is None)
        assert len(one["places_to"]) == len(other["place_to"])


@pytest.mark.shared
def test_collections_as_annotated_by_hand(shared: Path) -> None:
    for name in SEEDS[:2]:
        gold = json.loads((shared / f"corpora/gold/{name}.gold.json").read_text(encoding="utf-8"))
        spans = gold if isinstance(gold, list) else gold.get("spans", gold.get("annotations"))
        expected = [(s["start"], s["end"]) for s in spans if s["type"] == "collection"]
        found = as_json(read(shared, f"seeds/{name}.txt"))["collections"]
        assert [tuple(collection["span"]) for collection in found] == expected


@pytest.mark.shared
def test_a_long_listing_is_read_exactly(shared: Path) -> None:
    """Dates, titles, abstracts with their places in the text; senders, addressees, places."""
    folder = shared / "corpora/listings"
    expected = json.loads((folder / "suriano.expected.json").read_text(encoding="utf-8"))
    document = read(shared, "corpora/listings/suriano.txt")
    assert len(document.entries) == len(expected) == 725
    wrong_places = 0
    for entry, gold in zip(document.entries, expected, strict=True):
        metadata = entry.metadata
        assert metadata.date is not None
        assert (metadata.date.text, metadata.date.edtf) == (gold["dateText"], gold["when"])
        assert metadata.title == normalise_space(gold["title"])
        assert metadata.abstract == normalise_space(gold["abstract"])
        assert contents(document, entry) == [
            normalise_space(document.source.text[slice(*gold[f"{part}Span"])])
            for part in ("title", "date", "abstract")
        ]
        assert [agent.name for agent in metadata.senders] == [gold["sender"]]
        assert [agent.name for agent in metadata.recipients] == [gold["recipient"]]
        places = [metadata.place_from, *metadata.places_to]
        names = [place.name for place in places if place]
        wrong_places += names != [gold["senderPlace"], gold["recipientPlace"]]
    assert wrong_places <= 2  # one addressee without a place, one place with a stray semicolon


def contents(document: ParsedDocument, entry: Entry) -> list[str]:
    return [normalise_space(document.text(block.content)) for block in entry.block.children]


def slug(name: Any) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
