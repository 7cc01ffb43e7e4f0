"""The network of correspondents, the map of places, the small map of a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import Agent, Metadata, PlaceReference
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity, Name, Registers
from tei_edition.transformers.flows import Party, flows_between_places, parties_of
from tei_edition.transformers.html.drawing.dense import find_dense_part
from tei_edition.transformers.html.pages import entities, network, places_map
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.phrases import shipped_phrases

from .html_tree import Node, check_html, read_html
from .rendering import small_edition

HOSTILE = '<script>alert("1")</script>'


def letter(
    number: int,
    *,
    senders: Iterable[Agent] = (),
    recipients: Iterable[Agent] = (),
    start: PlaceReference | None = None,
    ends: Iterable[PlaceReference] = (),
) -> EditionDocument:
    metadata = Metadata(
        id=f"l{number}",
        title=f"Letter {number}",
        senders=tuple(senders),
        recipients=tuple(recipients),
        place_from=start,
        places_to=tuple(ends),
    )
    return EditionDocument(
        f"editions/letters/l{number}.xml", f"l{number}", "letter", metadata, (), ()
    )


def person(identifier: str, name: str, language: str = "") -> Entity:
    names = (Name(name, "preferred", language),)
    return Entity(identifier, MentionKind.PERSON, Location("listperson.xml"), names)


def place(identifier: str, name: str, at: tuple[float, float] | None) -> Entity:
    names = (Name(name, "preferred"),)
    where = Location("listplace.xml")
    return Entity(identifier, MentionKind.PLACE, where, names, coordinates=at)


def edition_of(letters: Iterable[EditionDocument], registers: Iterable[Entity]) -> Edition:
    return replace(small_edition(), documents=tuple(letters), registers=Registers(tuple(registers)))


def tree_of(files: Iterable[OutputFile]) -> Node:
    (file,) = files
    tree = read_html(file.content.decode().removeprefix("<!doctype html>"))
    (main,) = tree.find_all("main")
    check_html(main)
    return main


def network_of(edition: Edition) -> Node:
    return tree_of(network.render(Site.of(edition)))


def map_of(edition: Edition) -> Node:
    return tree_of(places_map.render(Site.of(edition)))


def rows(tree: Node, table: int) -> list[list[str]]:
    found = tree.with_class("data")[table].find_all("tr")[1:]
    return [[" ".join(cell.text.split()) for cell in row.find_all("td")] for row in found]


def circles(tree: Node) -> list[str]:
    """What the circles say of themselves, in their order."""
    (drawing,) = tree.with_class("drawing")
    return [
        node.find_all("title")[0].text
        for node in drawing.walk()
        if node.name in ("a", "g")
        if node.find_all("circle")
    ]


def arrows(tree: Node) -> list[str]:
    return [way.find_all("title")[0].text for way in tree.with_class("way")]


ANNA, BERTA = Agent("A.", "person", "anna"), Agent("Frau B.", "person", "berta")
CARL = Agent("Carl", "person")
PEOPLE = (person("anna", "Anna Muster"), person("berta", "Berta Beispiel"))
TOWNS = (
    place("vienna", "Vienna", (48.2, 16.4)),
    place("prague", "Prague", (50.1, 14.4)),
    place("atlantis", "Atlantis", None),
)
FROM_VIENNA = PlaceReference("Wien", "vienna")
TO_PRAGUE = PlaceReference("Prag", "prague")


@pytest.fixture
def edition() -> Edition:
    letters = [
        *(
            letter(n, senders=[ANNA], recipients=[BERTA], start=FROM_VIENNA, ends=[TO_PRAGUE])
            for n in range(3)
        ),
        letter(3, senders=[BERTA], recipients=[ANNA, CARL], start=TO_PRAGUE, ends=[FROM_VIENNA]),
        letter(4, senders=[ANNA]),
        letter(5, senders=[ANNA], recipients=[ANNA], start=FROM_VIENNA, ends=[FROM_VIENNA]),
        letter(6, start=PlaceReference("Irgendwo"), ends=[PlaceReference("x", "atlantis")]),
    ]
    return edition_of(letters, (*PEOPLE, *TOWNS))


# --- flows


def test_the_register_names_the_parties() -> None:
    registers = Registers(PEOPLE)
    found = parties_of((ANNA, CARL, Agent("", ref="nobody"), Agent("")), registers)
    assert found == [Party("Anna Muster", "anna"), Party("Carl"), Party("nobody")]


def test_letters_are_counted_in_each_direction(edition: Edition) -> None:
    flows = flows_between_places(edition.documents, edition.registers)
    assert [(flow.sender.name, flow.recipient.name, flow.letters) for flow in flows] == [
        ("Vienna", "Prague", 3),
        ("Irgendwo", "Atlantis", 1),
        ("Prague", "Vienna", 1),
        ("Vienna", "Vienna", 1),
    ]


# --- the network


def test_who_wrote_to_whom(edition: Edition) -> None:
    tree = network_of(edition)
    assert rows(tree, 1) == [
        ["Anna Muster", "Berta Beispiel", "3 letters"],
        ["Anna Muster", "Anna Muster", "1 letter"],
        ["Berta Beispiel", "Anna Muster", "1 letter"],
        ["Berta Beispiel", "Carl", "1 letter"],
        ["Irgendwo", "Atlantis", "1 letter"],
    ]
    assert rows(tree, 0)[0] == ["Anna Muster", "4", "2"]
    assert circles(tree)[0] == "Anna Muster (letters sent: 4, received: 2)"
    assert set(arrows(tree)) == {
        "Anna Muster to Berta Beispiel: 3 letters",
        "Berta Beispiel to Anna Muster: 1 letter",
        "Berta Beispiel to Carl: 1 letter",
        "Irgendwo to Atlantis: 1 letter",
    }
    assert "1 letter without a known sender or addressee is not shown." in tree.text


def test_circles_lead_to_persons_and_have_names(edition: Edition) -> None:
    (drawing,) = network_of(edition).with_class("drawing")
    links = {a.attributes["href"]: a.attributes["aria-label"] for a in drawing.find_all("a")}
    assert links["persons/anna.html"].startswith("Anna Muster (")
    assert set(links) == {"persons/anna.html", "persons/berta.html", "places/atlantis.html"}
    (svg,) = drawing.find_all("svg")
    named = {node.attributes.get("id"): node.text for node in svg.walk()}
    assert named[svg.attributes["aria-labelledby"]] == "Who wrote to whom"
    assert named[svg.attributes["aria-describedby"]]


def test_directions_lead_to_the_correspondence(edition: Edition) -> None:
    site = Site.of(edition)
    addresses = {one.address for one in site.correspondences.all}
    counts = network_of(edition).with_class("data")[1].with_class("count")
    links = [a.attributes["href"] for cell in counts for a in cell.find_all("a")]
    assert links and set(links) <= addresses


def test_wider_arrows_for_more_letters(edition: Edition) -> None:
    ways = network_of(edition).with_class("way")
    widths = [float(way.find_all("path")[0].attributes["stroke-width"]) for way in ways]
    assert widths == sorted(widths) and 1.2 < widths[0] < widths[-1] < 3


def test_arrows_for_hundreds_of_letters_are_broad() -> None:
    """As broad as they get; those of few letters are thin beside them."""
    letters = [letter(n, senders=[ANNA], recipients=[BERTA]) for n in range(300)]
    letters.append(letter(300, senders=[BERTA], recipients=[ANNA]))
    ways = network_of(edition_of(letters, PEOPLE)).with_class("way")
    widths = [float(way.find_all("path")[0].attributes["stroke-width"]) for way in ways]
    assert widths == [1.5, 6]


def test_no_correspondent_no_network() -> None:
    for letters in ([], [letter(1)], [letter(1, senders=[ANNA])]):
        site = Site.of(edition_of(letters, PEOPLE))
        assert not list(network.render(site))
        assert "network" not in dict(site.sections())


def test_many_correspondents_are_drawn_up_to_a_limit() -> None:
    letters = [letter(n, senders=[ANNA], recipients=[Agent(f"Person {n}")]) for n in range(320)]
    tree = network_of(edition_of(letters, PEOPLE))
    assert len(circles(tree)) == 300
    assert "300 correspondents with the most letters" in tree.text
    assert len(rows(tree, 0)) == len(rows(tree, 1)) == 250
    assert "71 more" in tree.text and "70 more" in tree.text
    # So many arrows are joined, and say nothing one by one.
    assert [way.classes for way in tree.with_class("way")] == [["way", "dense"]]


def test_names_are_marked_and_escaped() -> None:
    people = (person("anna", "ענת", "he"), person("berta", HOSTILE))
    edition = edition_of([letter(1, senders=[ANNA], recipients=[BERTA])], people)
    tree = network_of(edition)
    texts = {text.text: text.attributes for text in tree.find_all("text")}
    assert texts["ענת"]["lang"] == "he" and "dir" not in texts["ענת"]
    assert not [node for node in tree.walk() if node.name == "script"]
    (cell,) = [a for a in tree.with_class("data")[0].find_all("a") if a.text == "ענת"]
    assert (cell.attributes["lang"], cell.attributes["dir"]) == ("he", "rtl")


def test_same_edition_same_bytes(edition: Edition) -> None:
    mixed = replace(edition, documents=edition.documents[::-1])
    for page in (network, places_map):
        assert list(page.render(Site.of(edition))) == list(page.render(Site.of(mixed)))


# --- the map


def test_places_and_ways(edition: Edition) -> None:
    tree = map_of(edition)
    assert rows(tree, 0) == [
        ["Vienna", "4", "2", "0"],
        ["Prague", "1", "3", "0"],
        ["Atlantis", "0", "1", "0"],
    ]
    assert rows(tree, 1)[0] == ["Vienna", "Prague", "3"]
    assert circles(tree) == [
        "Vienna (letters from here: 4, to here: 2; documents that mention it: 0)",
        "Prague (letters from here: 1, to here: 3; documents that mention it: 0)",
    ]
    assert arrows(tree) == ["Prague to Vienna: 1 letter", "Vienna to Prague: 3 letters"]
    (land,) = tree.with_class("land")
    (path,) = land.find_all("path")
    assert len(path.attributes["d"]) > 500
    assert "Natural Earth (public domain)" in tree.text


def test_places_without_coordinates_are_listed(edition: Edition) -> None:
    tree = map_of(edition)
    (heading,) = [n for n in tree.walk() if n.attributes.get("id") == "unplaced"]
    assert heading.parent is not None
    assert [item.text.strip() for item in heading.parent.find_all("li")] == ["Atlantis", "Irgendwo"]


def test_no_place_no_map(edition: Edition) -> None:
    for registers in (PEOPLE, (*PEOPLE, place("vienna", "Vienna", None)), (*TOWNS[1:2],)):
        letters = [letter(1, start=FROM_VIENNA)]
        site = Site.of(edition_of(letters, registers))
        assert not list(places_map.render(site))
        assert "map" not in dict(site.sections())


def test_one_place() -> None:
    tree = map_of(edition_of([letter(1, start=FROM_VIENNA)], TOWNS))
    assert len(circles(tree)) == 1 and not arrows(tree)
    assert len(tree.with_class("data")) == 1


def test_places_that_stand_together_are_one_circle() -> None:
    towns = (
        *TOWNS,
        place("schwechat", "Schwechat", (48.15, 16.47)),
        place("lima", "Lima", (-12, -77)),
    )
    letters = [
        letter(1, start=FROM_VIENNA, ends=[PlaceReference("", "schwechat")]),
        letter(2, start=FROM_VIENNA, ends=[PlaceReference("", "lima")]),
        letter(3, start=PlaceReference("", "schwechat"), ends=[PlaceReference("", "lima")]),
        letter(4, start=FROM_VIENNA, ends=[PlaceReference("", "lima")]),
    ]
    tree = map_of(edition_of(letters, towns))
    assert len(circles(tree)) == 2
    assert arrows(tree) == ["Vienna +1 to Lima: 3 letters"]
    (drawing,) = tree.with_class("drawing")
    (joined,) = [a for a in drawing.find_all("a") if a.find_all("text")[0].text == "Vienna +1"]
    assert joined.attributes["href"] == "#tables"
    assert "Schwechat (letters from here: 1" in joined.attributes["aria-label"]


@pytest.mark.parametrize(
    ("days", "life", "fact"),
    [
        (("1903-03-05", "1903-03-05"), "1903", ["5 March 1903"]),
        (("1900-06", "1901"), "1900–1901", ["June 1900–1901"]),
        (("", "1901"), "1901", []),
        (("", ""), "", []),
    ],
)
def test_an_event_has_its_date(days: tuple[str, str], life: str, fact: list[str]) -> None:
    names = (Name("The Première", "preferred"),)
    event = Entity("e", MentionKind.EVENT, Location("x.xml"), names, start=days[0], end=days[1])
    main = tree_of(entities.render(Site.of(edition_of([], [event]))))
    assert [node.text for node in main.find_all("dd")] == fact
    assert "".join(node.text for node in main.with_class("correspondents")) == life
    born = replace(event, kind=MentionKind.PERSON, start="", end="", birth="1900-01-02")
    main = tree_of(entities.render(Site.of(edition_of([], [born]))))
    assert [node.text for node in main.find_all("dt")] == ["Lived"]


def test_what_a_far_place_makes_small_is_drawn_once_more() -> None:
    near = [place(f"p{n}", f"Town {n}", (47.0 + n % 3, 9.0 + n)) for n in range(9)]
    far = place("far", "Far", (39.1, 117.2))
    letters = [
        letter(n, start=PlaceReference("x", one.id), ends=[PlaceReference("y", "p0")])
        for n, one in enumerate([*near[1:], far])
    ]
    tree = map_of(edition_of(letters, [*near, far]))
    whole, detail = (
        [node.text for node in drawing.find_all("text")] for drawing in tree.with_class("drawing")
    )
    assert "Far" in whole and len(whole) < len(near)
    assert sorted(detail) == [f"Town {n}" for n in range(9)]
    assert tree.find_all("h2")[0].text == "Enlarged: where most of the places are"
    ids = [node.attributes["id"] for node in tree.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    without = map_of(edition_of(letters[:-1], near))
    assert len(without.with_class("drawing")) == 1


@pytest.mark.parametrize(
    ("places", "dense"),
    [
        ([], ()),
        ([(48.0, 16.0)] * 9, ()),
        ([(48.0, 16.0 + n) for n in range(5)] + [(39.0, 117.0)], (0, 1, 2, 3, 4)),
        ([(48.0, 16.0 + n) for n in range(4)] + [(39.0, 117.0)] * 3, ()),
        ([(48.0, 40.0 * n) for n in range(9)], ()),
        ([(0.0, 179.0), (39.0, 117.0), *((0.0, -180.0 + n) for n in range(6))], (0, *range(2, 8))),
    ],
)
def test_the_dense_part(places: list[tuple[float, float]], dense: tuple[int, ...]) -> None:
    assert find_dense_part(places) == dense


def test_the_date_line_does_not_part_letters() -> None:
    towns = (
        place("vladivostok", "Vladivostok", (43.1, 131.9)),
        place("anchorage", "Anchorage", (61.2, -149.9)),
    )
    way = letter(1, start=PlaceReference("", "vladivostok"), ends=[PlaceReference("", "anchorage")])
    (drawing,) = map_of(edition_of([way], towns)).with_class("drawing")
    at = {
        a.find_all("text")[0].text: float(a.find_all("circle")[0].attributes["cx"])
        for a in drawing.find_all("a")
    }
    assert 0 < at["Vladivostok"] < at["Anchorage"] < 800


def test_a_place_page_has_a_small_map(edition: Edition) -> None:
    pages = {file.path: file.content.decode() for file in entities.render(Site.of(edition))}
    assert 'aria-label="Where Vienna lies"' in pages["places/vienna.html"]
    assert 'class="locator"' not in pages["places/atlantis.html"]
    assert 'class="locator"' not in pages["persons/anna.html"]


@pytest.mark.parametrize("language", ["de", "fr"])
def test_in_other_languages(edition: Edition, language: str) -> None:
    phrases = shipped_phrases(language)
    site = Site.of(edition, phrases)
    for page, key in ((network, "network.title"), (places_map, "map.title")):
        tree = tree_of(page.render(site))
        assert tree.find_all("h1")[0].text == phrases.say(key)
        (drawing,) = tree.with_class("drawing")
        assert all(text.attributes["lang"] == "en" for text in drawing.find_all("text"))


def test_an_organisation_that_has_a_position_is_no_place_of_the_map() -> None:
    archive = replace(place("archive", "Archive", (48.2, 16.4)), kind=MentionKind.ORG)
    edition = edition_of([letter(1, start=PlaceReference("Archive", "archive"))], [archive])
    assert not Site.of(edition).has_map
    assert list(places_map.render(Site.of(edition))) == []
