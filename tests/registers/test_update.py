"""A register that comes again: new entries beside what an editor has changed."""

from __future__ import annotations

import pytest

from tei_edition.registers.update import entry_digests, updated_register
from tei_edition.tei.namespaces import TEI
from tei_edition.tei.read import IllFormed
from tei_edition.tei.source_tags import NotEditable


def register(*entries: tuple[str, str], note: str = "") -> bytes:
    lines = "".join(
        f'\n  <person xml:id="{i}"><persName>{name}</persName></person>' for i, name in entries
    )
    return (
        f'<TEI xmlns="{TEI}">{note}<standOff><listPerson>{lines}\n</listPerson></standOff></TEI>'
    ).encode()


def test_what_nobody_changed_is_replaced_and_the_rest_stays() -> None:
    old = register(("a", "Anna"), ("b", "Berta"), ("c", "Clara"), ("e", "Eva"))
    here = register(
        ("a", "Anna"), ("b", "Berta Berg"), ("c", "Clara C."), ("x", "Own"), note="<!-- ours -->"
    )
    new = register(("a", "Anna Alt"), ("b", "Bertha"), ("c", "Clara"), ("d", "Dora"), ("e", "Eve"))
    updated = updated_register(here, new, "x.xml", entry_digests(old, "x.xml"))
    assert updated.content == register(
        ("a", "Anna Alt"),
        ("b", "Berta Berg"),
        ("c", "Clara C."),
        ("x", "Own"),
        ("d", "Dora"),
        note="<!-- ours -->",
    )
    assert (updated.kept, updated.gone) == (("b", "e"), ())


def test_what_is_gone_stays_and_is_told() -> None:
    old, here = register(("a", "A"), ("b", "B")), register(("a", "A!"), ("b", "B"))
    updated = updated_register(here, register(("a", "A")), "x.xml", entry_digests(old, "x.xml"))
    assert (updated.content, updated.gone, updated.kept) == (here, ("b",), ())


def test_what_cannot_be_put_together_is_refused() -> None:
    places = register().replace(b"listPerson", b"listPlace")
    with pytest.raises(NotEditable, match="no entries beside which"):
        updated_register(places, register(("a", "A")), "x.xml", {})
    strange = (
        register(("a", "A")).replace(b"<TEI", b'<TEI xmlns:o="urn:o"').replace(b"</p", b"<o:x/></p")
    )
    with pytest.raises(IllFormed):
        updated_register(register(("b", "B")), strange, "x.xml", {})
