"""Entries of several files that stand for the same: what joins them, and what keeps them apart."""

from __future__ import annotations

from dataclasses import replace

from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier, Name, Registers
from tei_edition.registers.read import read_entities
from tei_edition.registers.same_entries import find_same, with_same_joined
from tei_edition.tei.namespaces import TEI
from tei_edition.tei.read import parse_xml


def person(
    identifier: str,
    name: str = "Berg, Anna",
    path: str = "a.xml",
    *,
    numbers: tuple[Identifier, ...] = (),
    birth: str = "",
    repeats: str = "",
) -> Entity:
    return Entity(
        identifier,
        MentionKind.PERSON,
        Location(path),
        (Name(name),),
        numbers,
        birth=birth,
        repeats=repeats,
    )


def pairs(*entities: Entity) -> list[tuple[str, str, bool, bool]]:
    found = find_same(Registers(entities))
    return [(one.entry.id, one.kept.id, one.sure, one.by_name) for one in found]


def repeated(content: str) -> list[str]:
    data = f'<TEI xmlns="{TEI}"><standOff><listPerson>{content}</listPerson></standOff></TEI>'
    return [one.repeats for one in read_entities(parse_xml(data.encode(), "x.xml"), "x.xml")]


def test_an_entry_repeats_the_one_that_its_main_name_points_to() -> None:
    entry = '<personGrp xml:id="{}">{}</personGrp>'
    anna, karl = '<persName{} ref="#anna">A</persName>', '<persName ref="#karl">K</persName>'
    main = anna.format(' role="main"')
    found = repeated(
        entry.format("c1", anna.format(""))
        + entry.format("c2", main + karl)
        + entry.format("c3", anna.format("") + karl)
        + entry.format("c4", '<persName ref="https://example.org/anna">A</persName>')
    )
    assert found == ["anna", "anna", "", ""]


def test_a_pointer_joins_even_within_one_file() -> None:
    anna, entry = person("anna"), person("c1", "A.", repeats="anna")
    assert pairs(entry, anna) == [("c1", "anna", True, False)]
    assert pairs(replace(entry, repeats="nobody"), anna) == []
    place = Entity("anna", MentionKind.PLACE, Location("b.xml"), (Name("Anna"),))
    assert pairs(entry, place) == []


def test_a_number_joins_entries_of_two_files_only() -> None:
    gnd = (Identifier("GND", "118540238"),)
    url = (Identifier("", "https://d-nb.info/gnd/118540238"),)
    first = person("anna", "Anna", numbers=gnd)
    assert pairs(first, person("p1", "A.", "b.xml", numbers=url)) == [("p1", "anna", True, False)]
    assert pairs(first, person("p1", "A.", "a.xml", numbers=url)) == []
    own = (Identifier("pmb", "12"),)
    assert pairs(person("x", "X", numbers=own), person("y", "Y", "b.xml", numbers=own)) == [
        ("y", "x", True, False)
    ]
    page = (Identifier("URL", "https://example.org/the-bergs"),)
    assert pairs(person("x", "X", numbers=page), person("y", "Y", "b.xml", numbers=page)) == []


def test_what_contradicts_is_never_sure() -> None:
    gnd = (Identifier("GND", "118540238"),)
    viaf = Identifier("VIAF", "12"), Identifier("VIAF", "13")
    first = person("anna", numbers=(*gnd, viaf[0]), birth="1850")
    assert pairs(first, person("p", path="b.xml", numbers=gnd, birth="1851")) == [
        ("p", "anna", False, False)
    ]
    assert pairs(first, person("p", path="b.xml", numbers=(*gnd, viaf[1]))) == [
        ("p", "anna", False, False)
    ]


def test_a_full_name_joins_what_does_not_contradict() -> None:
    anna = person("anna", birth="1850")
    assert pairs(anna, person("p", path="b.xml")) == [("p", "anna", True, True)]
    assert pairs(anna, person("p", path="b.xml", birth="1901")) == []
    assert pairs(anna, person("p")) == []
    for short in ("Anna", "Berg, A.", "S."):
        assert pairs(person("x", short), person("y", short, "b.xml")) == []


def test_the_kept_entry_takes_over_what_it_lacks() -> None:
    anna, other = person("anna"), person("p", "Anna Berg", "b.xml", birth="1850")
    group = person("c", "Karl Holm", "c.xml", repeats="anna")
    other = replace(other, names=(Name("Berg, Anna"), Name("Anna Berg")))
    registers = Registers((anna, other, group))
    joined = with_same_joined(registers, find_same(registers))
    assert [one.id for one in joined] == ["anna"]
    assert joined.canonical("p") == joined.canonical("c") == "anna"
    kept = joined.find("anna")
    assert kept is not None
    assert (kept.birth, [one.text for one in kept.names]) == ("1850", ["Berg, Anna", "Anna Berg"])
    untouched = with_same_joined(registers, find_same(registers), {"anna"})
    assert list(untouched) == [anna]
