"""Who exchanged letters with whom: pairs, directions, addresses, interruptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.edition import EditionDocument
from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import Agent, DatedText, Metadata, PlaceReference
from tei_edition.registers.entity import Entity, Name, Registers
from tei_edition.transformers.correspondences import (
    UNKNOWN,
    Correspondences,
    correspondences_in,
    sender_parties,
    silences_in,
)
from tei_edition.transformers.correspondents import direction
from tei_edition.transformers.flows import Party
from tei_edition.transformers.html.pages import correspondences as correspondence_pages
from tei_edition.transformers.html.pages import entities
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.phrases import ENGLISH, Phrases

from .html_tree import Node, read_html
from .rendering import by_path, small_edition

ANNA = Entity("anna", MentionKind.PERSON, Location("x"), (Name("Anna"),))
BERTA = Entity("berta", MentionKind.PERSON, Location("x"), (Name("Berta"),))
OLD = Entity("anna-b", MentionKind.PERSON, Location("x"), (Name("A. B."),), same_as="anna")
REGISTERS = Registers((ANNA, BERTA, OLD))


def letter(
    name: str,
    senders: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
    *,
    date: Mapping[str, str] | None = None,
    place: str = "",
    to: tuple[str, ...] = (),
) -> EditionDocument:
    """A letter; names that are ids of the register point to it."""
    metadata = Metadata(
        id=name,
        title=name,
        senders=tuple(map(agent, senders)),
        recipients=tuple(map(agent, recipients)),
        date=None if date is None else DatedText("", attributes=tuple(date.items())),
        place_from=PlaceReference(place) if place else None,
        places_to=tuple(PlaceReference(one) for one in to),
    )
    return EditionDocument(f"letters/{name}.xml", name, "letter", metadata, (), ())


def agent(name: str) -> Agent:
    return Agent(name.title(), ref=name) if name in REGISTERS else Agent(name)


def found(*letters: EditionDocument) -> Correspondences:
    return correspondences_in(letters, REGISTERS)


def pairs(*letters: EditionDocument) -> list[tuple[str, str]]:
    return [(one.parties[0].name, one.parties[1].name) for one in found(*letters).all]


def test_both_directions_are_one_correspondence() -> None:
    there, back = letter("a", ("anna",), ("berta",)), letter("b", ("berta",), ("anna",))
    (one,) = found(there, back).all
    assert one.address == "correspondences/anna--berta.html"
    assert one.letters == (there, back)
    assert one.sent == ((there,), (back,))
    assert one.other(one.parties[0]) == one.parties[1]


def test_merged_entries_are_one_correspondent() -> None:
    assert pairs(letter("a", ("anna-b",), ("berta",))) == [("Anna", "Berta")]
    assert len(found(letter("a", ("anna-b",), ("berta",))).of_entity["anna"]) == 1


def test_a_letter_of_several_belongs_to_each_pair() -> None:
    result = found(letter("a", ("anna",), ("berta", "Clara Unregistered")))
    assert [one.address.rpartition("/")[2] for one in result.all] == [
        "anna--berta.html",
        "anna--clara-unregistered.html",
    ]
    assert len(result.of_letter["a"]) == 2
    assert len(result.of_entity["anna"]) == 2 and len(result.of_entity["berta"]) == 1


def test_unknown_senders_and_addressees() -> None:
    assert pairs(letter("a", (), ("anna",))) == [("Anna", "")]
    (one,) = found(letter("a", (), ("anna",)), letter("b", ("anna",), ())).all
    assert one.parties[1] == UNKNOWN
    assert one.address == "correspondences/anna--unknown.html"
    assert [len(sent) for sent in one.sent] == [1, 1]
    assert sender_parties(letter("a", (), ("anna",)), REGISTERS) == (UNKNOWN,)


def test_places_stand_for_those_who_are_not_named() -> None:
    assert pairs(letter("a", place="Vienna", to=("Trieste", "Graz"))) == [
        ("Graz", "Vienna"),
        ("Trieste", "Vienna"),
    ]


def test_no_correspondence_without_correspondents() -> None:
    assert not found(letter("a"), letter("b", place="Vienna")).all


def test_letters_to_oneself() -> None:
    (one,) = found(letter("a", ("anna",), ("anna",))).all
    assert one.parties == (Party("Anna", "anna"),) * 2
    assert found(letter("a", ("anna",), ("anna",))).of_entity["anna"] == (one,)


def test_equal_addresses_are_told_apart() -> None:
    result = found(
        letter("a", ("Dana Ives",), ("anna",)),
        letter("b", ("dana ives",), ("anna",)),
        letter("c", ("DANA-IVES",), ("anna",)),
    )
    addresses = [one.address for one in result.all]
    assert len({address.casefold() for address in addresses}) == len(addresses) == 3


def test_a_circular_of_many_senders_makes_no_flood_of_pairs() -> None:
    many = tuple(f"Sender {n}" for n in range(60)), tuple(f"Reader {n}" for n in range(60))
    assert len(found(letter("a", *many)).all) == 119
    assert len(found(letter("a", many[0][:1], many[1])).all) == 60


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(["anna", "berta", "Ärger", "ärger", "ARGER", ""]), max_size=3),
            st.lists(st.sampled_from(["anna", "anna-b", "日本", "../x"]), max_size=3),
        ),
        max_size=8,
    )
)
def test_every_letter_is_sent_once_in_each_of_its_correspondences(
    ends: list[tuple[list[str], list[str]]],
) -> None:
    letters = [letter(f"l{n}", tuple(a), tuple(b)) for n, (a, b) in enumerate(ends)]
    result = correspondences_in(letters, REGISTERS)
    assert len({one.address.casefold() for one in result.all}) == len(result.all)
    for one in result.all:
        sent = {letter.id for letters in one.sent for letter in letters}
        assert {letter.id for letter in one.letters} == sent
        assert one.address.startswith("correspondences/") and ".." not in one.address
    members = {member.id for one in result.all for member in one.letters}
    assert members == set(result.of_letter)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([{"when": "1921-01-01"}, {"when": "1921-06-30"}], []),
        ([{"when": "1921-01-01"}, {"when": "1921-07-15"}], [(0, 6)]),
        ([{"when": "1921"}, {"when": "1923-01-31"}], [(0, 13)]),
        ([{"when": "1921-01"}, {"notBefore": "1921-02", "notAfter": "1923"}], []),
        ([{"from": "1921-01-01", "to": "1923"}, {"when": "1922"}, {"when": "1924-12"}], [(1, 11)]),
        ([{"notBefore": "1921"}, {"when": "1925"}], []),
        ([{"notAfter": "1921"}, {"when": "1925"}, {}], [(0, 36)]),
    ],
)
def test_silences(dates: list[dict[str, str]], expected: list[tuple[int, int]]) -> None:
    letters = [letter(f"l{n}", ("anna",), date=date) for n, date in enumerate(dates)]
    assert [(one.after, one.months) for one in silences_in(letters)] == expected


# pages of the specimen edition


@pytest.fixture(scope="module")
def pages(site: Mapping[str, bytes]) -> dict[str, Node]:
    return {
        path: read_html(content.decode().removeprefix("<!doctype html>"))
        for path, content in site.items()
        if path.endswith(".html") and path.partition("/")[0] in ("correspondences", "letters")
    }


def plain(node: Node) -> str:
    return " ".join(node.text.split())


PAIR = "correspondences/clara-weidner--tomas-hallberg.html"


def test_page_of_a_correspondence(pages: Mapping[str, Node]) -> None:
    page = pages[PAIR]
    assert plain(page.find_all("h1")[0]) == "Clara Weidner and Tomas Hallberg"
    facts = [plain(node) for node in page.with_class("facts")[0].find_all("div")]
    assert facts == [
        "CorrespondentsClara Weidner; Tomas Hallberg",
        "Letters3",
        "Period1921",
    ]
    chart = page.with_class("chart")[0]
    assert [plain(node) for node in chart.find_all("p")] == [
        "Clara Weidner → Tomas Hallberg 2 letters",
        "Tomas Hallberg → Clara Weidner 1 letter",
    ]
    assert "Pale bars" in plain(page.with_class("hint")[0])
    assert [plain(node) for node in page.with_class("silence")] == [
        "8 months without a letter in this edition"
    ]
    rows = page.with_class("chart")[0].find_all("svg")[:-1]
    assert [len(row.find_all("title")) for row in rows] == [2, 1]
    assert rows[1].find_all("title")[0].text == "March 1921: 1 letter (1 of uncertain date)"


def test_lists_of_correspondences(pages: Mapping[str, Node]) -> None:
    rows = [plain(row) for row in pages["correspondences/index.html"].find_all("tr")]
    assert rows[1].startswith("Clara Weidner and Tomas Hallberg")
    names = pages["correspondences/names.html"]
    assert "Vienna" in plain(names) and "Tomas Hallberg (1)" in plain(names)


def test_letters_lead_to_their_correspondences(pages: Mapping[str, Node]) -> None:
    page = pages["letters/letter-1921-03-04-weidner-to-hallberg.html"]
    links = {node.attributes["href"] for node in page.find_all("a")}
    assert f"../{PAIR}" in links


def test_very_many_letters_are_cut_into_pages() -> None:
    letters = tuple(letter(f"l{n:04}", ("anna",), ("Berta B.",)) for n in range(1200))
    edition = replace(small_edition(), documents=letters)
    whole = Site.of(edition, ENGLISH)
    for module, folder in ((correspondence_pages, "correspondences"), (entities, "persons")):
        files = by_path(list(module.render(whole)))
        cut = [path for path in files if path.startswith(f"{folder}/anna") and "~" in path]
        assert len(cut) == 2
        shown = []
        for path in (cut[0].replace("~2", ""), *cut):
            assert len(files[path]) < 300_000
            page = read_html(files[path].decode().removeprefix("<!doctype html>"))
            shown += [plain(one) for one in page.with_class("entries")[0].find_all("a")]
        assert shown == [one.id for one in letters]


def test_pages_of_an_entry_say_what_years_they_have() -> None:
    letters = tuple(
        letter(f"l{n:04}", ("anna",), ("Berta B.",), date={"when": f"{1900 + n // 100}"})
        for n in range(1200)
    )
    files = by_path(list(entities.render(Site.of(replace(small_edition(), documents=letters)))))
    page = read_html(files["persons/anna.html"].decode().removeprefix("<!doctype html>"))
    pager = page.with_class("chips")[0]
    assert [plain(one) for one in pager.find_all("a")] == [
        "1 Letters sent: 1900–1904",
        "2 Letters sent: 1904–1908",
        "3 Letters sent: 1908–1911",
    ]


def test_arrows_point_at_the_addressee_whatever_the_script() -> None:
    names = direction("\u05d0\u05e0\u05d4", "Berta", ENGLISH)
    assert names == "\u2068\u05d0\u05e0\u05d4\u2069 → Berta"
    leftward = Phrases("ar", {"arrow.sign": "←"}, ENGLISH)
    names = direction("\u05d0\u05e0\u05d4", "Berta", leftward)
    assert names == "\u05d0\u05e0\u05d4 ← \u2068Berta\u2069"
    assert direction("Anna", "", ENGLISH) == "Anna → unknown addressee"


def test_one_sided_correspondence_counts_one_direction() -> None:
    letters = (letter("l1", ("Anna",), ("Berta",)), letter("l2", ("Anna",), ("Berta",)))
    site = Site.of(replace(small_edition(), documents=letters), ENGLISH)
    files = by_path(list(correspondence_pages.render(site)))
    page = read_html(
        files["correspondences/anna--berta.html"].decode().removeprefix("<!doctype html>")
    )
    facts = [plain(node) for node in page.with_class("facts")[0].find_all("div")]
    assert facts[1] == "LettersAnna → Berta (2 letters)"
