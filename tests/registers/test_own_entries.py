"""Registers from wherever they are: joined, each entry once, addresses that lead to entries."""

from __future__ import annotations

from pathlib import Path

from tei_edition.edition import read_edition
from tei_edition.findings import Location
from tei_edition.model.config import config_of
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier, Name, Registers
from tei_edition.registers.own_entries import join_entries, with_addresses
from tei_edition.tei.namespaces import TEI
from tei_edition.whole_edition import with_all_registers


def person(identifier: str, name: str = "", *identifiers: Identifier) -> Entity:
    names = (Name(name),) if name else ()
    return Entity(identifier, MentionKind.PERSON, Location("x.xml"), names, identifiers)


def test_one_id_in_two_letters_means_two_persons() -> None:
    anna, berta = person("p1", "Anna"), person("p1", "Berta")
    joined, renamed = join_entries(Registers(), [("a", [anna]), ("b", [berta])])
    assert {e.id: e.name for e in joined} == {"p1": "Anna", "b.p1": "Berta"}
    assert renamed == {"b": {"p1": "b.p1"}}


def test_copies_of_one_entry_are_one_and_complete_each_other() -> None:
    gnd = Identifier("GND", "118540238")
    first, second = person("p1", "Anna"), person("p1", "Anna", gnd)
    joined, renamed = join_entries(Registers(), [("a", [first]), ("b", [second])])
    assert [(e.id, e.identifiers) for e in joined] == [("p1", (gnd,))]
    assert not renamed


def test_the_register_wins() -> None:
    given = person("anna", "Anna Berg")
    copy = person("anna", "Anna Berg", Identifier("GND", "1"))
    joined, _ = join_entries(Registers((given,)), [("a", [copy])])
    assert list(joined) == [given]


def test_a_register_that_means_another_is_kept_apart() -> None:
    place = Entity("anna", MentionKind.PLACE, Location("y"), (Name("Anna"),))
    joined, renamed = join_entries(Registers((person("anna", "Anna"),)), [("a", [place])])
    assert {e.id: e.kind.value for e in joined} == {"anna": "person", "a.anna": "place"}
    assert renamed == {"a": {"anna": "a.anna"}}


def test_merged_entries_still_lead_to_their_own() -> None:
    old = Entity("old", MentionKind.PERSON, Location("x"), same_as="anna")
    joined, _ = join_entries(Registers((person("anna", "Anna"), old)), [("a", [person("b", "B")])])
    assert joined.canonical("old") == "anna"
    assert [e.id for e in joined] == ["anna", "b"]


def test_addresses_lead_to_whoever_has_the_number() -> None:
    registers = Registers(
        (
            person("anna", "Anna", Identifier("GND", "118540238")),
            person("bo", "Bo", Identifier("URL", "https://db.example/person/7/")),
        )
    )
    wanted = ["http://d-nb.info/gnd/118540238", "http://db.example/person/7", "https://x.example/"]
    found = with_addresses(registers, wanted)
    assert [found.canonical(one) for one in wanted] == ["anna", "bo", "https://x.example/"]
    assert len(found) == 2


LETTER = f"""<TEI xmlns="{TEI}" xml:id="{{id}}"><teiHeader><fileDesc><titleStmt><title>T</title>
</titleStmt>{{source}}</fileDesc><profileDesc>{{profile}}</profileDesc></teiHeader>
<text><body><div>{{body}}</div></body>{{back}}</text>{{aside}}</TEI>"""
ENTRY = (
    "<listPerson><person xml:id='{0}'><persName>{1}</persName>"
    "<idno type='GND'>{2}</idno></person></listPerson>"
)


def letter(root: Path, identifier: str, body: str, **parts: str) -> None:
    values = dict.fromkeys(("source", "profile", "back", "aside"), "") | parts
    folder = root / "editions" / "letters"
    folder.mkdir(parents=True, exist_ok=True)
    text = LETTER.format(id=identifier, body=body, **values)
    (folder / f"{identifier}.xml").write_text(text, encoding="utf-8")


def test_every_place_where_a_register_may_stand(tmp_path: Path) -> None:
    anna = ENTRY.format("anna", "Anna", "118540238")
    bo = ENTRY.format("bo", "Bo", "118540239")
    sites = {
        "a": {"aside": f"<standOff>{anna}</standOff>"},
        "b": {"back": f"<back>{bo}</back>"},
        "c": {"profile": "<particDesc><person xml:id='cy'><persName>Cy</persName></person>"
              "</particDesc>"},
        "d": {"profile": "<settingDesc><listPlace><place xml:id='graz'><placeName>Graz</placeName>"
              "</place></listPlace></settingDesc>"},
        "e": {"source": f"<sourceDesc>{ENTRY.format('di', 'Di', '118540240')}</sourceDesc>"},
    }  # fmt: skip
    for identifier, parts in sites.items():
        letter(tmp_path, identifier, "<p>x</p>", **parts)
    letter(
        tmp_path,
        "f",
        "<p><rs ref='#anna'>A</rs> <persName ref='https://d-nb.info/gnd/118540239'>B</persName>"
        " <persName key='cy'>C</persName> <rs type='Ort' ref='graz'>D</rs>"
        " <rs type='Person' ref='http://x.example/register.xml#di'>E</rs></p>",
    )
    register = tmp_path / "editions" / "indices"
    register.mkdir()
    for name, entry in (("listperson", ""), ("events", "<listEvent><event xml:id='war'>"
                        "<label>War</label></event></listEvent>")):  # fmt: skip
        text = f'<TEI xmlns="{TEI}"><teiHeader/><standOff>{entry}</standOff></TEI>'
        (register / f"{name}.xml").write_text(text, encoding="utf-8")
    (register / "works.xml").write_text(f'<TEI xmlns="{TEI}"><teiHeader/></TEI>')
    config = config_of(b'[edition]\ntitle = "T"\n')
    plain, findings = read_edition(tmp_path, config)
    assert not findings and not len(plain.registers)
    edition, told = with_all_registers(plain)
    assert [e.id for e in edition.registers] == ["war", "anna", "bo", "cy", "graz", "di"]
    assert [document.id for document in edition.documents] == [*"abcdef"]
    mentions = edition.documents[-1].mentions
    found = [edition.registers.canonical(one) for m in mentions for one in m.ids]
    assert found == ["bo", "cy", "graz", "di"], "an rs without type needs to know its entry first"
    assert [(f.code, f.location.path) for f in told] == [("PUB003", "editions/indices/works.xml")]


def test_one_file_for_all_registers_is_no_letter(tmp_path: Path) -> None:
    letter(tmp_path, "a", "<p><rs ref='register.xml#anna'>A</rs></p>")
    folder = tmp_path / "editions" / "indices"
    folder.mkdir()
    entry = ENTRY.format("anna", "Anna", "118540238")
    text = f'<TEI xmlns="{TEI}"><teiHeader/><text><body><div>{entry}</div></body></text></TEI>'
    (folder / "register.xml").write_text(text, encoding="utf-8")
    plain, _ = read_edition(tmp_path, config_of(b'[edition]\ntitle = "T"\n'))
    edition, told = with_all_registers(plain)
    assert [document.id for document in edition.documents] == ["a"]
    assert [e.id for e in edition.registers] == ["anna"] and not told


def test_own_ids_are_followed_by_mentions_and_correspondents(tmp_path: Path) -> None:
    for identifier, name, number in (("a", "Anna", "118540238"), ("b", "Berta", "118540239")):
        letter(
            tmp_path,
            identifier,
            "<p><rs ref='#p1'>she</rs></p>",
            profile="<correspDesc><correspAction type='sent'><persName ref='#p1'>X</persName>"
            "</correspAction></correspDesc>"
            f"<particDesc>{ENTRY.format('p1', name, number)}</particDesc>",
        )
    plain, _ = read_edition(tmp_path, config_of(b'[edition]\ntitle = "T"\n'))
    _, second = with_all_registers(plain)[0].documents
    assert [m.ids for m in second.mentions] == [("b.p1",)]
    assert [m.kind for m in second.mentions] == [MentionKind.PERSON]
    assert [agent.ref for agent in second.metadata.senders] == ["b.p1"]
    assert second.own_ids == {"p1": "b.p1"}
