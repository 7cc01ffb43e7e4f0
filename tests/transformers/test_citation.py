"""References: read back by programs that others maintain, and as words on the pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Location
from tei_edition.model.config import config_of
from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import Agent, ArchivalLocation, DatedText, Metadata, PlaceReference
from tei_edition.registers.entity import Entity, Name, Registers
from tei_edition.source_text import normalise_space
from tei_edition.transformers import citation
from tei_edition.transformers.citation import bibtex, csl, ris
from tei_edition.transformers.citation.dates import CitedDate, cited_date
from tei_edition.transformers.citation.names import CitedName
from tei_edition.transformers.citation.record import CitedWork, cite_document, cite_edition
from tei_edition.transformers.citation.reference import reference_to
from tei_edition.transformers.phrases import ENGLISH, shipped_phrases

from .rendering import by_path

LETTER = "letters/letter-1921-03-04-weidner-to-hallberg"
HOSTILE = 'a\\b {c} $d$ 50% & #1 x_y ^z ~w "q" @string{é}\nER  - \nTY  - BOOK'
WORK = CitedWork(
    "w1",
    "letter",
    "Anna to Berta",
    container="Letters",
    authors=(CitedName("Anna Muster", "Muster", "Anna"),),
    recipients=(CitedName("Workers’ Union"),),
    date=CitedDate((1921, 3, 4), (1921, 3, 4), words="4 March 1921"),
)


def dated(**attributes: str) -> CitedDate:
    pairs = tuple((name.replace("_", "-"), value) for name, value in attributes.items())
    return cited_date(DatedText("as written", attributes=pairs), ENGLISH)


def small(*metadata: Metadata, config: str = "", entities: tuple[Entity, ...] = ()) -> Edition:
    table = config_of(f'[edition]\ntitle = "Letters"\n{config}'.encode())
    documents = tuple(
        EditionDocument(f"letters/{one.id}.xml", one.id, "letter", one, (), ()) for one in metadata
    )
    return Edition(Path("/nowhere"), table, Registers(entities), documents)


def person(identifier: str, *names: Name) -> Entity:
    return Entity(identifier, MentionKind.PERSON, Location("x"), names)


def entries_in(written: str) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(written)
    assert not library.failed_blocks
    return [
        {"key": entry.key, "entry": entry.entry_type}
        | {field.key: str(field.value) for field in entry.fields}
        for entry in library.entries
    ]


def records_in(written: str) -> list[dict[str, Any]]:
    return rispy.loads(written.replace("\r\n", "\n"))


def cited_by_citeproc(written: str) -> list[str]:
    """Each item as the Harvard style has it; warnings about unknown fields are errors."""
    items = json.loads(written)
    for item in items:
        item.pop("archive_collection", None)  # came with CSL 1.0.2, citeproc-py knows 1.0.1
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return [str(item) for item in bibliography.bibliography()]


def test_each_document_and_all(site: Mapping[str, bytes]) -> None:
    for suffix in (".csl.json", ".bib", ".ris"):
        found = {path for path in site if path.endswith(suffix)}
        assert len(found) == 7 and f"edition{suffix}" in found
    whole = site["edition.bib"].decode()
    assert len(entries_in(whole)) == 7
    assert site[f"{LETTER}.bib"].decode() in whole
    assert len(records_in(site["edition.ris"].decode())) == 7
    assert len(json.loads(site["edition.csl.json"])) == 7


def test_csl_is_read_by_citeproc(site: Mapping[str, bytes]) -> None:
    cited = cited_by_citeproc(site["edition.csl.json"].decode())
    assert len(cited) == 7
    assert any(
        one.startswith("Weidner, C. (1921) “Letter from Clara Weidner to Tomas Hallberg”")
        for one in cited
    )


def test_csl_of_a_letter(site: Mapping[str, bytes]) -> None:
    (item,) = json.loads(site[f"{LETTER}.csl.json"])
    assert item["type"] == "personal_communication"
    assert item["author"] == [{"family": "Weidner", "given": "Clara"}]
    assert item["recipient"] == [{"family": "Hallberg", "given": "Tomas"}]
    assert item["issued"] == {"date-parts": [[1921, 3, 4]]}
    assert item["archive_location"] == "W 1/12"
    assert "URL" not in item, "the edition has no address"


def test_bibtex_of_a_letter(site: Mapping[str, bytes]) -> None:
    (entry,) = entries_in(site[f"{LETTER}.bib"].decode())
    assert (entry["entry"], entry["key"]) == ("misc", LETTER.partition("/")[2])
    assert entry["author"] == "{Weidner}, {Clara}"
    assert (entry["date"], entry["year"], entry["month"]) == ("1921-03-04", "1921", "mar")
    assert "Weidner papers, W 1/12" in entry["note"]


def test_ris_of_a_letter(site: Mapping[str, bytes]) -> None:
    written = site[f"{LETTER}.ris"].decode()
    assert written.startswith("TY  - PCOMM\r\n") and written.endswith("\r\nER  - \r\n")
    assert "\n" not in written.replace("\r\n", "")
    (record,) = records_in(written)
    assert record["authors"] == ["Weidner, Clara"]
    assert record["secondary_authors"] == ["Hallberg, Tomas"]
    assert (record["year"], record["date"]) == ("1921", "1921/03/04/")
    assert record["keywords"] == ["books", "library"]


# names


def test_only_registers_take_names_apart() -> None:
    entities = (
        person("tito", Name("Josip Broz Tito", "preferred"), Name("Tito, Josip Broz", "sort")),
        person("kim", Name("Kim Il Sung", "preferred")),
        Entity("union", MentionKind.ORG, Location("x"), (Name("Union, Workers’"),)),
    )
    metadata = Metadata(
        id="a",
        senders=(Agent("Tito", "person", "tito"), Agent("Kim Il Sung", "person", "kim")),
        recipients=(Agent("", "org", "union"), Agent("Embassy of China")),
    )
    edition = small(metadata, config='editors = ["Muster, Anna", "A. B. Smith"]', entities=entities)
    work = cite_document(edition.documents[0], edition, ENGLISH)
    assert work.authors == (CitedName("Tito", "Tito", "Josip Broz"), CitedName("Kim Il Sung"))
    assert work.recipients == (CitedName("Union, Workers’"), CitedName("Embassy of China"))
    assert work.editors == (CitedName("Anna Muster", "Muster", "Anna"), CitedName("A. B. Smith"))
    (item,) = json.loads(csl.written([work]))
    assert item["author"][1] == {"literal": "Kim Il Sung"}
    (entry,) = entries_in(bibtex.written([work]))
    assert entry["author"] == "{Tito}, {Josip Broz} and {Kim Il Sung}"


def test_places_stand_for_unnamed_correspondents() -> None:
    telegram = Metadata(
        id="a", place_from=PlaceReference("Seoul"), places_to=(PlaceReference("Bucharest"),)
    )
    record = Metadata(id="b", place_from=PlaceReference("Seoul"))
    edition = small(telegram, record)
    first, second = (cite_document(one, edition, ENGLISH) for one in edition.documents)
    assert (first.kind, first.authors) == ("letter", (CitedName("Seoul"),))
    assert (second.kind, second.authors) == ("record", ())
    kinds = [item["type"] for item in json.loads(csl.written([first, second]))]
    assert kinds == ["personal_communication", "document"]


# dates


@pytest.mark.parametrize(
    ("attributes", "in_csl", "in_bibtex", "in_ris"),
    [
        (
            {"when": "1979-11-16"},
            {"date-parts": [[1979, 11, 16]]},
            {"date": "1979-11-16", "year": "1979", "month": "nov"},
            "1979/11/16/",
        ),
        ({"when": "1979"}, {"date-parts": [[1979]]}, {"date": "1979", "year": "1979"}, "1979///"),
        (
            {"when": "1979-11", "cert": "low"},
            {"date-parts": [[1979, 11]], "circa": True},
            {"date": "1979-11?", "year": "1979", "month": "nov", "note": "November 1979 [?]"},
            "1979/11//November 1979 [?]",
        ),
        (
            {"when": "1979", "precision": "low"},
            {"date-parts": [[1979]], "circa": True},
            {
                "date": "1979~",
                "year": "1979",
                "note": "1979 [?]",
            },
            "1979///1979 [?]",
        ),
        (
            {"from": "1921-12-30", "to": "1922-01-02"},
            {"date-parts": [[1921, 12, 30], [1922, 1, 2]]},
            {"date": "1921-12-30/1922-01-02", "year": "1921--1922"},
            "///30 December 1921 to 2 January 1922",
        ),
        (
            {"notBefore": "1921-12-01", "notAfter": "1921-12-24"},
            {"date-parts": [[1921, 12, 1], [1921, 12, 24]], "circa": True},
            {
                "date": "1921-12-01/1921-12-24",
                "year": "1921",
                "note": "between 1 and 24 December 1921",
            },
            "///between 1 and 24 December 1921",
        ),
        (
            {"notAfter": "1921"},
            {"literal": "before 1921"},
            {"date": "/1921", "note": "before 1921"},
            "///before 1921",
        ),
        (
            {"from": "1921"},
            {"literal": "from 1921"},
            {"date": "1921/..", "note": "from 1921"},
            "///from 1921",
        ),
        ({"when": "--02-03"}, {"literal": "as written"}, {"note": "as written"}, None),
        ({"when": "nonsense"}, {"literal": "as written"}, {"note": "as written"}, None),
        ({}, {"literal": "as written"}, {"note": "as written"}, None),
        (
            {"when": "-0043-03-15"},
            {"date-parts": [[-42, 3, 15]]},
            {"date": "-0042-03-15", "year": "-42", "month": "mar"},
            None,
        ),
    ],
)
def test_dates(
    attributes: dict[str, str],
    in_csl: dict[str, Any],
    in_bibtex: dict[str, str],
    in_ris: str | None,
) -> None:
    work = replace(WORK, date=dated(**attributes))
    (item,) = json.loads(csl.written([work]))
    assert item["issued"] == in_csl
    cited_by_citeproc(csl.written([work]))
    (entry,) = entries_in(bibtex.written([work]))
    found = {key: entry[key] for key in ("date", "year", "month", "note") if key in entry}
    assert found == in_bibtex
    (record,) = records_in(ris.written([work]))
    assert record.get("date") == in_ris
    if in_ris is None:
        assert record["notes"] == [work.date.words]


def test_undated_says_nothing() -> None:
    work = replace(WORK, date=cited_date(None, ENGLISH))
    (item,) = json.loads(csl.written([work]))
    (entry,) = entries_in(bibtex.written([work]))
    (record,) = records_in(ris.written([work]))
    assert "issued" not in item
    assert not entry.keys() & {"date", "year", "month", "note"}
    assert not record.keys() & {"date", "year", "notes"}


# whatever stands in a document


def test_hostile_words_stay_words() -> None:
    work = replace(
        WORK,
        title=HOSTILE,
        authors=(CitedName(HOSTILE), CitedName("x and y", "and", "{")),
        abstract=HOSTILE,
        keywords=(HOSTILE,),
        archive=ArchivalLocation(repository=HOSTILE),
    )
    two = [work, replace(WORK, id="w2")]
    items = json.loads(csl.written(two))
    assert len(items) == 2 and items[0]["title"] == HOSTILE
    entries = entries_in(bibtex.written(two))
    assert len(entries) == 2 and len(records_in(ris.written(two))) == 2
    back = LatexNodes2Text().latex_to_text(entries[0]["abstract"])
    # pylatexenc has a sign of its own for the circumflex, and does not know the braces' commands.
    expected = HOSTILE.replace("^", "ˆ").replace("{", "").replace("}", "")
    assert normalise_space(back) == normalise_space(expected)
    assert entries[0]["abstract"].count("textbrace") == HOSTILE.count("{") * 2


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_any_title_is_one_value(title: str) -> None:
    work = replace(WORK, title=title, abstract=title)
    (entry,) = entries_in(bibtex.written([work]))
    assert entry["abstract"] == bibtex.escaped(title) if title.strip() else True
    (record,) = records_in(ris.written([work]))
    assert record.get("title", "").strip() == normalise_space(title).strip()


@given(st.text(max_size=30))
def test_keys_are_ascii_without_ends(identifier: str) -> None:
    key = bibtex.key_of(identifier)
    assert key and key.isascii() and not set(key) & set(" ,{}()=\"'#%\\~\n")


def test_addresses_come_from_the_config() -> None:
    edition = small(Metadata(id="ä"), config='base_url = "https://letters.example/x_y/"')
    work = cite_document(edition.documents[0], edition, ENGLISH)
    assert work.url == "https://letters.example/x_y/letters/%C3%A4.html"
    assert cite_edition(edition, ENGLISH).url == "https://letters.example/x_y/"
    (entry,) = entries_in(bibtex.written([work]))
    assert entry["url"] == work.url, "addresses are not escaped"
    (record,) = records_in(ris.written([work]))
    assert record["urls"] == [work.url]


def test_essays_appear_with_the_edition() -> None:
    edition = small(config='date = "2026-03"\npublisher = "Press"\neditors = ["A, B"]')
    essay = EditionDocument(
        "essays/e.xml", "e", "essay", Metadata(id="e", title="Essay", authors=("C, D",)), (), ()
    )
    work = cite_document(essay, edition, ENGLISH)
    (item,) = json.loads(csl.written([work]))
    assert item["type"] == "chapter" and item["issued"] == {"date-parts": [[2026, 3]]}
    (entry,) = entries_in(bibtex.written([work]))
    assert entry["entry"] == "incollection" and entry["booktitle"] == "{Letters}"
    assert (entry["publisher"], entry["date"]) == ("Press", "2026-03")


# in words


def words(work: CitedWork, language: str = "en") -> str:
    return "".join(piece.text for piece in reference_to(work, "en", shipped_phrases(language)))


def test_reference_in_words() -> None:
    work = replace(
        WORK,
        title="About maps.",
        editors=(CitedName("C"), CitedName("D")),
        publisher="Press",
        published=CitedDate((2026, 3), (2026, 3), words="March 2026"),
        url="https://letters.example/letters/w1.html",
    )
    assert words(work) == (
        "Anna Muster to Workers’ Union: “About maps”, 4 March 1921. In: Letters, edited by C and "
        "D. Press, 2026. https://letters.example/letters/w1.html"
    )
    assert words(replace(WORK, authors=(), title="Map")) == (
        "unknown sender to Workers’ Union: “Map”, 4 March 1921. In: Letters."
    )
    undated = replace(WORK, date=cited_date(None, ENGLISH), authors=(), recipients=())
    assert words(undated) == "“Anna to Berta”, n.d. In: Letters."
    assert words(replace(undated, kind="essay", authors=WORK.authors)) == (
        "Anna Muster: “Anna to Berta”. In: Letters."
    )
    assert words(undated, "de").startswith("„Anna to Berta“, o.\u00a0D. In: Letters.")
    assert words(undated, "fr").startswith("«\u00a0Anna to Berta\u00a0», s.\u00a0d. Dans\u00a0:")


def test_title_that_names_the_correspondents_is_enough() -> None:
    work = replace(WORK, title="Anna Muster to Workers’ Union, on maps")
    assert words(work).startswith("“Anna Muster to Workers’ Union, on maps”, 4 March 1921.")
    inverted = replace(work, authors=(CitedName("Muster, Anna", "Muster", "Anna"),))
    assert words(inverted) == words(work)


def test_same_input_same_bytes(edition: Edition, site: Mapping[str, bytes]) -> None:
    for path, content in by_path(list(citation.render(edition))).items():
        assert site[path] == content
