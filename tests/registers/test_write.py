"""Writing into registers: only what is added changes, and what is written is read again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.findings import Location
from tei_edition.model.config import EditionConfig, EditionTable
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier, Name, Role
from tei_edition.registers.entry_xml import Draft
from tei_edition.registers.new_file import new_register
from tei_edition.registers.read import read_entities
from tei_edition.registers.write import add_entry, add_to_entry
from tei_edition.tei.read import parse_xml
from tei_edition.tei.source_tags import NotEditable

PERSONS = """<?xml version='1.0' encoding="UTF-8"?>
<!-- by hand: <person> -->
<TEI xmlns="http://www.tei-c.org/ns/1.0"
     xml:lang='en'>
  <standOff>
\t<listPerson><!-- & all -->
\t\t<person   xml:id='anna' role="a&gt;b">
\t\t\t<persName type="preferred" >Anna &#66;erg</persName>
\t\t\t<idno type="GND">118540238</idno>  <!-- checked -->
\t\t\t<note>A <![CDATA[<b>]]> note.</note>
\t\t</person>
\t\t<person xml:id="leo"><persName>Leo</persName></person>
\t</listPerson>
  </standOff>
</TEI>
<?end?>
"""
FLAT = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><listPlace><place xml:id="graz">'
    "<placeName>Graz</placeName></place></listPlace></body></text></TEI>"
)


def draft(kind: MentionKind, identifier: str, *names: str) -> Draft:
    return Draft.of(kind, [Name(name, "preferred") for name in names]).with_id(identifier)


def entities(data: bytes) -> dict[str, Entity]:
    return {entity.id: entity for entity in read_entities(parse_xml(data, "r.xml"), "r.xml")}


def check_inserted(before: bytes, after: bytes, text: str = "") -> None:
    """All that differs was put in at one place, and is ``text`` if that is given."""
    if text:
        assert after.replace(text.encode(), b"", 1) == before
        return
    length = len(after) - len(before)
    places = range(len(before) + 1)
    assert any(after[:n] == before[:n] and after[n + length :] == before[n:] for n in places)


def test_an_entry_is_indented_as_its_neighbours() -> None:
    before = PERSONS.encode()
    after = add_entry(before, "r.xml", draft(MentionKind.PERSON, "zoe", "Zoë & Co"))
    check_inserted(
        before,
        after,
        '\n\t\t<person xml:id="zoe">\n\t\t\t<persName type="preferred">Zoë &amp; Co</persName>'
        "\n\t\t</person>",
    )
    assert b'</person>\n\t\t<person xml:id="zoe">' in after


def test_an_entry_goes_where_sorted_ids_want_it() -> None:
    before = PERSONS.encode()
    after = add_entry(before, "r.xml", draft(MentionKind.PERSON, "bertha", "B"))
    check_inserted(before, after)
    assert list(entities(after)) == ["anna", "bertha", "leo"]
    unsorted = before.replace(b"'anna'", b"'moritz'")
    assert list(entities(add_entry(unsorted, "r.xml", draft(MentionKind.PERSON, "b", "B")))) == [
        "moritz",
        "leo",
        "b",
    ]


def test_line_ends_and_one_line_files_are_kept() -> None:
    windows = PERSONS.replace("\n", "\r\n").encode()
    after = add_entry(windows, "r.xml", draft(MentionKind.PERSON, "zoe", "Zoë"))
    assert not re.search(rb"[^\r]\n", after)
    after = add_entry(FLAT.encode(), "r.xml", draft(MentionKind.PLACE, "linz", "Linz"))
    check_inserted(
        FLAT.encode(),
        after,
        '<place xml:id="linz"><placeName type="preferred">Linz</placeName></place>',
    )


def test_a_list_is_made_where_the_file_has_none() -> None:
    for before in (PERSONS, FLAT):
        after = add_entry(before.encode(), "r.xml", draft(MentionKind.ORG, "club", "Club"))
        check_inserted(before.encode(), after)
        assert entities(after)["club"].kind is MentionKind.ORG
    assert b"<standOff><listOrg>" in after.replace(b"\n", b"").replace(b" ", b"")


@pytest.mark.parametrize("listing", ["<listPerson/>", "<listPerson>\n    </listPerson>"])
def test_the_first_entry_of_an_empty_list(listing: str) -> None:
    before = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n  <standOff>\n    '
        f"{listing}\n  </standOff>\n</TEI>"
    )
    after = add_entry(before.encode(), "r.xml", draft(MentionKind.PERSON, "a", "A")).decode()
    assert after.splitlines()[2:7] == [
        "    <listPerson>",
        '      <person xml:id="a">',
        '        <persName type="preferred">A</persName>',
        "      </person>",
        "    </listPerson>",
    ]


def test_prefixes_and_encodings_of_the_file_are_kept() -> None:
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
        '<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0"><t:standOff><t:listPerson>'
        '<t:person xml:id="a"><t:persName>Ä</t:persName></t:person></t:listPerson>'
        "</t:standOff></t:TEI>"
    )
    before = text.encode("latin-1")
    after = add_entry(before, "r.xml", draft(MentionKind.PERSON, "b", "Ö Đ"))
    written = '<t:person xml:id="b"><t:persName type="preferred">Ö &#272;</t:persName></t:person>'
    assert after.replace(written.encode("latin-1"), b"", 1) == before
    assert entities(after)["b"].name == "Ö Đ"


def test_what_cannot_be_written_is_refused() -> None:
    before = PERSONS.encode()
    with pytest.raises(ValueError, match="has the id anna already"):
        add_entry(before, "r.xml", draft(MentionKind.PERSON, "anna", "Anna"))
    with pytest.raises(ValueError, match=r"U\+0007"):
        add_entry(before, "r.xml", draft(MentionKind.PERSON, "x", "bell\x07"))
    with pytest.raises(ValueError, match="cannot be an xml:id"):
        add_entry(before, "r.xml", draft(MentionKind.PERSON, "1 2", "X"))
    with pytest.raises(ValueError, match="no name"):
        add_entry(before, "r.xml", draft(MentionKind.PERSON, "x"))
    subset = before.replace(b"<TEI", b'<!DOCTYPE TEI [<!ENTITY x "<b/>">]><TEI', 1)
    with pytest.raises(NotEditable, match="DOCTYPE"):
        add_entry(subset, "r.xml", draft(MentionKind.PERSON, "x", "X"))
    with pytest.raises(NotEditable, match="expected a register"):
        add_entry(b"<html/>", "r.xml", draft(MentionKind.PERSON, "x", "X"))


def test_names_numbers_and_notes_are_added_to_an_entry() -> None:
    before = PERSONS.encode()
    after = add_to_entry(
        before,
        "r.xml",
        "anna",
        names=[Name("Anna Berg", "variant"), Name("Anni", "variant")],
        identifiers=[Identifier("GND", "118540238"), Identifier("VIAF", "24602065")],
        notes=["More."],
    )
    lines = after.decode().splitlines()
    assert [line for line in lines if line not in PERSONS.splitlines()] == [
        '\t\t\t<persName type="variant">Anni</persName>',
        # the comment goes on standing behind the last number
        '\t\t\t<idno type="GND">118540238</idno>',
        '\t\t\t<idno type="VIAF">24602065</idno>  <!-- checked -->',
        "\t\t\t<note>More.</note>",
    ]
    again = add_to_entry(after, "r.xml", "anna", names=[Name("Anni")], notes=["More."])
    assert again == after


def test_an_entry_of_one_tag_is_opened() -> None:
    before = FLAT.replace("<placeName>Graz</placeName></place>", "</place>").encode()
    for data in (before, before.replace(b"></place>", b" />")):
        after = add_to_entry(
            data, "r.xml", "graz", names=[Name("Graz")], identifiers=[Identifier("GND", "1-2")]
        )
        assert b'><placeName>Graz</placeName><idno type="GND">1-2</idno></place>' in after


_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=12
)
_WORDS = st.lists(_TEXT, min_size=1, max_size=3).map(" ".join).filter(lambda t: t == t.strip())
_XML = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
_ALLOWED = _WORDS.filter(lambda text: bool(_XML.fullmatch(text)))
_NAMES = st.lists(
    st.builds(Name, _ALLOWED, st.sampled_from(("preferred", "variant", "sort"))),
    min_size=1,
    max_size=3,
    unique_by=lambda name: name.text,
)
_IDENTIFIERS = st.lists(
    st.builds(Identifier, st.sampled_from(("House", "Other")), _ALLOWED), max_size=2, unique=True
)
_YEARS = st.sampled_from(("", "1868", "1868-03-01"))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    kind = draw(st.sampled_from((MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORG)))
    person, place = kind is MentionKind.PERSON, kind is MentionKind.PLACE
    degrees = st.integers(-80, 80).map(lambda n: n / 8)
    return Draft(
        Entity(
            "new",
            kind,
            Location(""),
            tuple(draw(_NAMES)),
            tuple(draw(_IDENTIFIERS)),
            type=draw(st.sampled_from(("", "city"))),
            roles=tuple(draw(st.lists(st.builds(Role, _ALLOWED, _YEARS), max_size=1)))
            if person
            else (),
            birth=draw(_YEARS) if person else "",
            death=draw(_YEARS) if person else "",
            coordinates=draw(st.none() | st.tuples(degrees, degrees)) if place else None,
            notes=tuple(draw(st.lists(_ALLOWED, max_size=2))),
        )
    )


@given(drafts(), st.sampled_from((PERSONS, FLAT, PERSONS.replace("\n", "\r\n"))))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_and_nothing_else_changes(made: Draft, file: str) -> None:
    before = file.encode()
    known = entities(before)
    after = add_entry(before, "r.xml", made)
    check_inserted(before, after)
    found = entities(after)
    written = found.pop("new")
    assert replace(written, location=Location("")) == made.entity
    unplaced = {key: replace(entity, location=Location("")) for key, entity in found.items()}
    assert unplaced == {key: replace(e, location=Location("")) for key, e in known.items()}


@given(_NAMES, _IDENTIFIERS, st.lists(_ALLOWED, max_size=2, unique=True))
@settings(max_examples=40, deadline=None)
def test_additions_leave_every_other_byte(
    names: list[Name], numbers: list[Identifier], notes: list[str]
) -> None:
    before = PERSONS.encode()
    after = add_to_entry(before, "r.xml", "leo", names=names, identifiers=numbers, notes=notes)
    # Leo has one name: all additions stand behind it, at one place.
    check_inserted(before, after)
    leo = entities(after)["leo"]
    assert {name.text for name in names} <= {name.text for name in leo.names}
    assert set(numbers) <= set(leo.identifiers)
    assert set(notes) <= set(leo.notes)


CONFIG = EditionConfig(
    edition=EditionTable(
        title="A < B & C", editors=("E. D.",), licence="https://example.org/l?a&b", licence_text="L"
    )
)


@pytest.mark.parametrize("kind", [MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORG])
def test_a_new_register_is_valid(
    kind: MentionKind, invalidity: Callable[[bytes], str], project: Path
) -> None:
    made = Draft.of(
        kind,
        [Name("Anna", "preferred"), Name("Anni", "variant", "de-AT")],
        [Identifier("GND", "118540238")],
        ["A note."],
        "city",
    ).with_id("anna")
    content = new_register(made, "editions/indices/list.xml", CONFIG)
    assert invalidity(content) == ""
    assert b'href="../../schemas/letters.rng"' in content
    entity = entities(content)["anna"]
    assert (entity.name, entity.type, entity.notes) == ("Anna", "city", ("A note.",))
    second = add_entry(content, "list.xml", draft(kind, "berta", "Berta"))
    more = add_to_entry(
        second, "list.xml", "anna", names=[Name("Anne")], identifiers=[Identifier("VIAF", "24")]
    )
    for further in (MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORG):
        more = add_entry(more, "list.xml", draft(further, f"x-{further.value}", "X"))
    assert invalidity(more) == ""
    assert list(entities(new_register(made, "list.xml", CONFIG))) == ["anna"]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("dehmel/indices/register.xml", MentionKind.PERSON),
        ("dehmel/indices/register.xml", MentionKind.ORG),
        ("schnitzler/indices/listplace.xml", MentionKind.PLACE),
        ("schnitzler/indices/listorg.xml", MentionKind.ORG),
    ],
)
def test_registers_of_other_projects_take_entries(
    shared: Path, path: str, kind: MentionKind
) -> None:
    before = (shared / "corpora/letters" / path).read_bytes()
    known = entities(before)
    after = add_entry(before, path, draft(kind, "zzz-new", "Neu & Alt"))
    length = len(after) - len(before)
    start = next(n for n in range(len(before)) if before[n] != after[n])
    # the text put in may begin like what follows it
    assert any(
        after[:n] == before[:n] and after[n + length :] == before[n:]
        for n in range(max(0, start - length), start + 1)
    )
    found = entities(after)
    assert found.pop("zzz-new").name == "Neu & Alt"
    assert list(found) == list(known)
    first = next(iter(known))
    more = add_to_entry(before, path, first, identifiers=[Identifier("ISNI", "0000000120996295")])
    assert Identifier("ISNI", "0000000120996295") in entities(more)[first].identifiers
