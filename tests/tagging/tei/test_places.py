"""The tables of places, against the schemas."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tei_edition.tagging.tei.places import (
    APART,
    ENCLOSABLE,
    GAPS,
    HOSTS,
    SPLITTABLE,
    TAGGED,
    UNREAD,
)

RNG = "{http://relaxng.org/ns/structure/1.0}"
MADE = {"persName", "placeName", "orgName", "date", "name", "ref"}


def contents(path: Path) -> dict[str, set[str]]:
    """What each element of a grammar may contain, "#text" for characters."""
    root = etree.parse(path).getroot()
    defines: dict[str, list[etree._Element]] = {}
    for define in root.iter(f"{RNG}define"):
        defines.setdefault(define.get("name", ""), []).append(define)

    def of(element: etree._Element) -> set[str]:
        found, seen, waiting = set(), set(), list(element)
        while waiting:
            node = waiting.pop()
            if node.tag == f"{RNG}element":
                found.add(node.get("name", ""))
            elif node.tag in (f"{RNG}text", f"{RNG}mixed"):
                found.add("#text")
                waiting.extend(node)
            elif node.tag == f"{RNG}ref":
                name = node.get("name", "")
                if name not in seen:
                    seen.add(name)
                    waiting.extend(part for define in defines[name] for part in define)
            elif node.tag not in (f"{RNG}attribute", f"{RNG}data", f"{RNG}value", f"{RNG}list"):
                waiting.extend(node)
        return found

    return {
        element.get("name", ""): of(element)
        for element in root.iter(f"{RNG}element")
        if element.get("name")
    }


def check(grammar: dict[str, set[str]]) -> None:
    for host in HOSTS & set(grammar):
        assert grammar[host] >= MADE | {"#text"}, host
    inside = set.intersection(*(grammar[name] for name in MADE))
    assert not (ENCLOSABLE & set(grammar)) - inside


def test_the_letters_profile(project: Path) -> None:
    check(contents(project / "schemas/letters.rng"))


@pytest.mark.shared
def test_the_whole_of_tei(shared: Path) -> None:
    grammar = contents(next((shared / "schema").rglob("tei_all.rng")))
    check(grammar)
    assert set(grammar) >= (HOSTS | ENCLOSABLE | SPLITTABLE | TAGGED | APART | UNREAD | GAPS)


def test_the_tables_do_not_contradict_each_other() -> None:
    assert SPLITTABLE <= ENCLOSABLE & HOSTS
    assert not HOSTS & (TAGGED | UNREAD)
    assert GAPS <= UNREAD
