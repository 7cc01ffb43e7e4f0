"""The data files: well-formed, without repetition, nothing lost in folding."""

from __future__ import annotations

from collections import Counter

import pytest

from tei_edition.tagging.folding import folded
from tei_edition.tagging.gazetteer import adjectives, find_city, state_names, world
from tei_edition.tagging.institution_key import institution_key
from tei_edition.tagging.spelling import same_name
from tei_edition.tagging.variants import acronym_of, person_name, variants_of
from tei_edition.tagging.vocabulary import lines_of
from tests.tagging.marked import registers


def test_states_have_four_columns_and_one_code() -> None:
    rows = [line.split("\t") for line in lines_of("states.tsv")]
    assert len(rows) > 200
    assert {len(row) for row in rows} == {4}
    assert [code for code, n in Counter(row[0] for row in rows).items() if n > 1] == []


def test_a_name_belongs_to_one_state() -> None:
    owners: dict[str, set[str]] = {}
    for entity in world():
        for name in entity.names:
            owners.setdefault(folded(name.text), set()).add(entity.id)
    shared = {name: ids for name, ids in owners.items() if len(ids) > 1}
    assert shared == {}


def test_no_adjective_of_a_state_is_a_name() -> None:
    names = {folded(name.text) for entity in world() for name in entity.names}
    of_states = {word for word, owner in adjectives().items() if owner.startswith("state:")}
    assert sorted(of_states & names) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [("Peking", "Beijing"), ("DJAKARTA", "Jakarta"), ("Vineta", None), ("", None)],
)
def test_cities_by_their_older_names(name: str, found: str | None) -> None:
    city = find_city(name)
    assert (city.name if city else None) == found


def test_states_by_abbreviated_official_names() -> None:
    assert state_names()["sfr yugoslavia"] == "state:YUCS"
    assert state_names()["g d r"] == state_names()["east germany"] == "state:DDDE"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Embassy of the Republic of Peru in Norway", "Peruvian Embassy in Norway"),
        ("Foreign Ministry of Peru", "Ministry of Foreign Affairs of the Republic of Peru"),
        ("Peruvian Peasants' Party", "Peasants Party of Peru"),
        ("Center for Defence of Norway", "Norwegian Centre for Defense"),
    ],
)
def test_institutions_built_otherwise(one: str, other: str) -> None:
    assert institution_key(one) == institution_key(other)


def test_host_and_owner_are_told_apart() -> None:
    assert institution_key("Embassy of Peru in Norway") != institution_key(
        "Embassy of Norway in Peru"
    )


@pytest.mark.parametrize(
    ("text", "parts", "surname"),
    [
        ("Anna Maria Lind", ("Anna", "Maria", "Lind"), "Lind"),
        ("Lind, Anna Maria", ("Anna", "Maria", "Lind"), "Lind"),
        ("General Lind, Anna", ("Anna", "Lind"), "Lind"),
        ("A.M. Lind", ("A.", "M.", "Lind"), "Lind"),
        ("Lind, Ole, Jr.", ("Ole", "Lind"), "Lind"),
        ("Ludwig van der Aas", ("Ludwig", "van", "der", "Aas"), "van der Aas"),
        ("Pak Yong-guk", ("Pak", "Yong-guk"), "Pak"),
        ("Queen Anna", ("Anna",), "Anna"),
    ],
)
def test_parts_of_a_name(text: str, parts: tuple[str, ...], surname: str) -> None:
    name = person_name(text)
    assert name is not None
    assert (name.parts, name.surname) == (parts, surname)


def test_no_name_without_words() -> None:
    assert person_name(" , ") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("nikita khruschev", "nikita khrushchev", True),
        ("pak songchol", "pak seong cheol", True),
        ("bob lind", "robert s lind", True),
        ("win lind", "winthrop lind", True),
        ("tove berg", "ole berg", False),
        ("anna lind", "anna berg", False),
        ("li", "lo", False),
    ],
)
def test_names_that_differ_as_spellings_do(one: str, other: str, same: bool) -> None:
    assert bool(same_name(one.split(), other.split())) is same


def test_acronyms() -> None:
    assert acronym_of("UN Commission for the Rights of Peoples") == "UNCRP"
    entity = registers([{"kind": "org", "id": "x", "names": ["Northern Trade Council (NTC)"]}])
    assert "NTC" in [v.text for v in variants_of(entity.entities[0])]
