"""TEI letters of other projects: what is understood of them, from wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.exchange.formats import find_format, formats
from tei_edition.exchange.imported import GivenFile
from tei_edition.exchange.tei_letters.titles import read_title
from tei_edition.exchange.view import Action
from tei_edition.findings import Severity
from tei_edition.model.mention import Certainty

from .strangers import TEI, correspondence, read_all, read_one, tei


def names(action: Action) -> list[str]:
    return [agent.name for agent in action.agents]


def test_every_agent_place_and_date_of_the_actions(tmp_path: Path) -> None:
    document = read_one(
        tmp_path,
        tei(
            profile=correspondence(
                '<persName ref="#ab">Anna <placeName>of Berg</placeName></persName>'
                "<orgName>The Club</orgName><settlement>Graz</settlement>"
                '<date when="1803-04-05">5&#160;April 1803</date><note><name>No</name></note>',
                '<name type="place">Wien</name><rs type="person" key="x y">Karl</rs>',
            )
        ),
    )
    sent, received = document.view.sent, document.view.received
    assert names(sent) == ["Anna of Berg", "The Club"]
    assert [place.name for place in sent.places] == ["Graz"]
    assert sent.agents[0].ids == ("ab",)
    assert sent.as_json()["dates"] == [{"text": "5 April 1803", "when": "1803-04-05"}]
    assert names(received) == ["Karl"]
    assert [place.name for place in received.places] == ["Wien"]
    assert received.agents[0].ids == ("x y",)
    assert document.metadata.senders[0].certainty is Certainty.HIGH
    assert document.view.notes == ("not resolved: 2 ids that no register has (ab, x y)",)


def test_address_lists_count_and_post_offices_do_not(tmp_path: Path) -> None:
    profile = (
        '<correspDesc><correspAction type="sent"><persName>A</persName></correspAction>'
        '<correspAction type="received" subtype="redirecting"><persName>Post</persName>'
        '</correspAction><correspAction type="received" subtype="to"><persName>B</persName>'
        '</correspAction><correspAction type="received" subtype="cc"><persName>C</persName>'
        "</correspAction></correspDesc>"
    )
    assert names(read_one(tmp_path, tei(profile=profile)).view.received) == ["B", "C"]


def test_names_that_are_pointers_only_take_the_words_of_the_entry(tmp_path: Path) -> None:
    imported = read_all(
        tmp_path,
        letter=tei(profile=correspondence('<persName ref="people.xml#p1"/>', '<name ref="#o1"/>')),
        people=f'<TEI {TEI}><teiHeader/><standOff><listPerson><person xml:id="p1"><persName>Anna'
        "</persName></person></listPerson><listOrg><org xml:id='o1'><orgName>The Club</orgName>"
        "</org></listOrg></standOff></TEI>",
    )
    (document,) = imported.documents
    assert [file.path for file in imported.registers] == ["people.xml"]
    assert names(document.view.sent) == ["Anna"]
    assert (document.metadata.recipients[0].name, document.metadata.recipients[0].kind) == (
        "The Club",
        "org",
    )


def test_an_rs_without_type_is_what_the_register_says(tmp_path: Path) -> None:
    imported = read_all(
        tmp_path,
        letter=tei(
            text='<body><p><rs ref="#g">there</rs> <rs type="Person" ref="#h">she</rs> '
            '<rs type="work" ref="#w">it</rs> <rs ref="#nobody">?</rs></p></body>',
        ),
        places=f'<TEI {TEI}><teiHeader/><text><body><listPlace><place xml:id="g"><placeName>Graz'
        "</placeName></place></listPlace></body></text></TEI>",
    )
    view = imported.documents[0].view
    assert dict(view.mentions) == {"person": ("h",), "place": ("g",), "org": (), "work": ("w",)}
    assert any(note.startswith("not resolved: 3 ids") for note in view.notes)


@pytest.mark.parametrize(
    ("content", "ground"),
    [
        (
            tei(
                profile="<particDesc><listPerson><person role='sender'><persName>Anna</persName>"
                "</person><person role='Addressee'><persName>Karl</persName></person></listPerson>"
                "</particDesc><creation><date when='1803-04-05'/><placeName>Graz</placeName>"
                "</creation>"
            ),
            "its role in the header",
        ),
        (
            tei(
                text="<body><opener><address><addrLine><persName>Karl</persName></addrLine>"
                "</address><dateline><placeName>Graz</placeName>, <date when='1803-04-05'>5 April"
                "</date></dateline></opener><p/><closer><signed><persName>Anna</persName></signed>"
                "</closer></body>"
            ),
            "the dateline",
        ),
        (tei(title="Letter from Anna to Karl, 5 April 1803"), "the title"),
        (tei(title="Anna an Karl, 5. 4. 1803"), "the title"),
    ],
)
def test_what_is_not_in_the_description_is_assumed_and_said(
    content: str, ground: str, tmp_path: Path
) -> None:
    document = read_one(tmp_path, content)
    assert names(document.view.sent) == ["Anna"]
    assert names(document.view.received) == ["Karl"]
    assert document.metadata.date is not None
    assert dict(document.metadata.date.attributes) == {"when": "1803-04-05"}
    assert document.metadata.senders[0].certainty is Certainty.MEDIUM
    assert ground in {one.ground for one in document.assumptions}
    assert len(document.view.notes) >= len(document.assumptions) > 0


def test_a_letter_quoted_in_a_letter_is_not_the_letter(tmp_path: Path) -> None:
    text = (
        "<body><p/><floatingText><body><dateline><date when='1700-01-01'/></dateline>"
        "<signed><persName>Other</persName></signed></body></floatingText></body>"
    )
    document = read_one(tmp_path, tei(text=text))
    assert not document.view.sent
    assert "not said: sender" in document.view.notes


def test_what_is_said_is_never_replaced_by_an_assumption(tmp_path: Path) -> None:
    content = tei(
        title="Letter from Anna to Karl, 5 April 1803",
        profile=correspondence('<persName>Berta</persName><date when="1804"/>'),
    )
    document = read_one(tmp_path, content)
    assert names(document.view.sent) == ["Berta"]
    assert document.view.sent.as_json()["dates"] == [{"text": None, "when": "1804"}]
    assert names(document.view.received) == ["Karl"]


def test_of_two_calendars_the_newer_counts_and_both_are_shown(tmp_path: Path) -> None:
    dates = '<date when="1803-03-24" calendar="#julian"/><date when="1803-04-05"/>'
    document = read_one(tmp_path, tei(profile=correspondence(dates)))
    assert len(document.view.sent.dates) == 2
    assert document.metadata.date is not None
    assert document.metadata.date.attributes == (("when", "1803-04-05"),)


@pytest.mark.parametrize("written", ["1842|1843", "spring", "2024-99-99"])
def test_a_date_that_is_none_is_read_from_its_words_or_said(written: str, tmp_path: Path) -> None:
    profile = correspondence(f'<date when="{written}">5 April 1842</date>')
    assumed = read_one(tmp_path, tei(profile=profile))
    assert assumed.metadata.date is not None
    assert assumed.metadata.date.attributes == (("when", "1842-04-05"),)
    assert any('from the words "5 April 1842"' in note for note in assumed.view.notes)
    lost = read_one(tmp_path, tei(profile=correspondence(f'<date when="{written}"/>')))
    assert any(note.startswith("not understood: the date") for note in lost.view.notes)


def test_bad_files_are_findings_and_the_rest_goes_on(tmp_path: Path) -> None:
    imported = read_all(
        tmp_path,
        broken="<TEI\n><p></TEI>",
        page="<html><body>404</body></html>",
        nameless="<TEI><teiHeader/></TEI>",
        old="<TEI.2/>",
        bomb='<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>',
        empty=b"",
        binary=b"\xff\xfe\x00",
        good=tei(title="Anna an Karl, 5. 4. 1803"),
    )
    assert [document.view.path for document in imported.documents] == ["good.xml"]
    assert {finding.location.path for finding in imported.findings} == {
        f"{name}.xml" for name in ("broken", "page", "nameless", "old", "bomb", "empty", "binary")
    }
    broken = next(one for one in imported.findings if one.location.path == "broken.xml")
    assert (broken.code, broken.severity, broken.location.line) == ("XML001", Severity.ERROR, 2)
    assert broken.location.column
    assert len(imported.unread) == 7
    assert imported.unread[0].notes[0].startswith("left out: line 2: ")


def test_registers_that_disagree_are_told_once(tmp_path: Path) -> None:
    def register(name: str) -> str:
        return (
            f'<TEI {TEI}><teiHeader/><standOff><listPerson><person xml:id="p"><persName>{name}'
            "</persName></person></listPerson></standOff></TEI>"
        )

    imported = read_all(tmp_path, a=register("Anna"), b=register("Karl"), c=register("Anna"))
    (finding,) = imported.findings
    assert (finding.code, finding.location.path) == ("EXC003", "b.xml")
    assert len(imported.registers) == 3


def test_lists_of_works_are_no_letters(tmp_path: Path) -> None:
    imported = read_all(
        tmp_path,
        works=f"<TEI {TEI}><teiHeader/><text><body><listBibl><bibl>A book</bibl></listBibl></body>"
        "</text></TEI>",
    )
    assert not imported.documents
    assert [finding.code for finding in imported.findings] == ["EXC004"]


def test_an_anthology_is_its_first_letter_and_said(tmp_path: Path) -> None:
    profile = "".join(
        f'<correspDesc xml:id="l{n}"><correspAction type="sent"><persName>{name}</persName>'
        "</correspAction></correspDesc>"
        for n, name in enumerate(("Anna", "Berta"))
    )
    text = '<body><div decls="#l0"><p/></div><div decls="#l1"><p/></div></body>'
    imported = read_all(tmp_path, letters=tei(profile=profile, text=text))
    assert names(imported.documents[0].view.sent) == ["Anna"]
    assert [finding.code for finding in imported.findings] == ["EXC002"]


@pytest.mark.parametrize(
    ("title", "sender", "addressee", "date"),
    [
        (
            "Brief von Anna Berg an Karl Holm, 3. Mai 1912",
            "Anna Berg",
            "Karl Holm",
            "1912-05-03",
        ),
        ("Brief an Karl Holm", "", "Karl Holm", ""),
        ("Lettre d’Anna Berg à Karl Holm, 3 mai 1912", "Anna Berg", "Karl Holm", "1912-05-03"),
        ("Lettre de Anna Berg à Karl Holm, 3 mai 1912", "Anna Berg", "Karl Holm", "1912-05-03"),
        ("Letter #12 Anna Berg to Karl HOLM", "Anna Berg", "Karl HOLM", ""),
        ("Anna Berg to Karl Holm to Nobody", "", "", ""),
        ("An essay on letters", "", "", ""),
        ("What he said to her", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_titles(title: str, sender: str, addressee: str, date: str) -> None:
    parts = read_title(title, ("en", "de", "fr"))
    found = parts.date.value.edtf if parts.date else ""
    assert (parts.sender, parts.addressee, found) == (sender, addressee, date)


def test_which_files_are_of_the_format(tmp_path: Path) -> None:
    cases = {"a.xml": tei(), "b.txt": "Words", "c.xml": "no XML", "d": "<?xml version='1.0'?><x/>"}
    found = {}
    for name, content in cases.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        one = find_format(GivenFile(name, tmp_path / name))
        found[name] = one.name if one else ""
    assert found["a.xml"] == found["c.xml"] == found["d"] == "tei_letters"
    assert found["b.txt"] == ""


def test_formats_are_described() -> None:
    for one in formats():
        assert one.name.isidentifier()
        assert one.description
        assert not one.description.endswith(".")


def test_a_corpus_comes_in_as_its_letters(tmp_path: Path) -> None:
    parts = "".join(
        tei(xml_id=name, title=title).replace(f" {TEI}", "")
        for name, title in (("l1", "Anna an Karl"), ("", "Karl an Anna"))
    )
    imported = read_all(tmp_path, all=f"<teiCorpus {TEI}><teiHeader/>{parts}</teiCorpus>")
    assert [(one.name, names(one.view.sent)) for one in imported.documents] == [
        ("l1", ["Anna"]),
        ("all-2", ["Karl"]),
    ]
    assert [finding.code for finding in imported.findings] == ["EXC005"]
    original = imported.documents[0].original
    assert original is not None
    assert TEI.encode() in original.read_bytes()


def test_letters_of_a_corpus_with_one_id_have_names_of_their_own(tmp_path: Path) -> None:
    part = tei(xml_id="l1").replace(f" {TEI}", "")
    imported = read_all(tmp_path, all=f"<teiCorpus {TEI}><teiHeader/>{part * 3}</teiCorpus>")
    paths = [one.view.path.rpartition("#")[2] for one in imported.documents]
    assert paths == ["l1", "l1~2", "l1~3"]


def test_entities_that_are_not_resolved_are_said(tmp_path: Path) -> None:
    content = '<!DOCTYPE TEI [<!ENTITY who "Anna">]>' + tei().replace("</body>", "&who;</body>")
    (finding,) = read_all(tmp_path, l1=content).findings
    assert (finding.code, "&who;" in finding.message) == ("EXC006", True)


def test_a_sender_who_is_not_the_author_is_said(tmp_path: Path) -> None:
    content = tei(profile=correspondence("<orgName>Post Office</orgName>")).replace(
        "</titleStmt>", "<author>Berg, Anna</author></titleStmt>"
    )
    view = read_one(tmp_path, content).view
    assert names(view.sent) == ["Post Office"]
    assert (
        "not agreed: sent by Post Office, but the header names Berg, Anna as author" in view.notes
    )
    agreed = content.replace("orgName", "persName").replace("Post Office", "Anna BERG")
    assert not [note for note in read_one(tmp_path, agreed).view.notes if "agreed" in note]


def test_drafts_and_roles_instead_of_typed_actions(tmp_path: Path) -> None:
    draft = "<correspDesc><sender><persName>Anna</persName></sender><addressee><persName>Karl"
    document = read_one(tmp_path, tei(profile=f"{draft}</persName></addressee></correspDesc>"))
    assert (names(document.view.sent), names(document.view.received)) == (["Anna"], ["Karl"])
    roles = (
        '<correspDesc><correspAction><persName role="sender">Anna</persName>'
        '<rs type="title">Queen</rs><persName role="addressee">Karl</persName></correspAction>'
        "</correspDesc>"
    )
    document = read_one(tmp_path, tei(profile=roles))
    assert (names(document.view.sent), names(document.view.received)) == (["Anna"], ["Karl"])


CORPUS = f"""<c:teiCorpus xmlns:c="http://www.tei-c.org/ns/1.0" {TEI} xml:lang="de">
<teiHeader><fileDesc><titleStmt><title>All letters</title><editor>Eva Ernst</editor></titleStmt>
<publicationStmt><p/><availability><licence target="https://example.org/l"/></availability>
</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<!-- between -->
{{}}
</c:teiCorpus>"""
INNER = tei(xml_id="l1", title="Anna an Karl").replace(f" {TEI}", " rend = 'x' ")


def test_the_letters_of_a_corpus_are_as_they_are_written_and_inherit(tmp_path: Path) -> None:
    (document,) = read_all(tmp_path, all=CORPUS.format(INNER)).documents
    original = document.original
    assert original is not None
    content = original.read_bytes().decode()
    assert INNER.removeprefix("<TEI") in content
    assert content.count('xml:lang="de"') == 1
    assert document.metadata.editors == ("Eva Ernst",)
    assert document.view.licence == ("https://example.org/l",)
    own = INNER.replace("</titleStmt>", "<editor>Otto Ott</editor></titleStmt>")
    (document,) = read_all(tmp_path, all=CORPUS.format(own)).documents
    assert document.metadata.editors == ("Otto Ott",)
    two = own.replace("Otto Ott", "<name>Ott, Otto</name> <name>Uhl, Ute</name>")
    (document,) = read_all(tmp_path, all=CORPUS.format(two)).documents
    assert document.metadata.editors == ("Ott, Otto", "Uhl, Ute")
    words = own.replace("Otto Ott", "<name>Otto</name> and <name>Ute</name>")
    (document,) = read_all(tmp_path, all=CORPUS.format(words)).documents
    assert document.metadata.editors == ("Otto and Ute",)


def test_a_letter_in_a_letter_is_one_of_its_own(tmp_path: Path) -> None:
    outer = tei(xml_id="l0", title="Karl an Berta").replace("</TEI>", f"{INNER}</TEI>")
    imported = read_all(tmp_path, both=outer)
    assert [one.name for one in imported.documents] == ["l0", "l1"]
    first = imported.documents[0].original
    assert first is not None
    assert b"Anna" not in first.read_bytes()
    assert [one.code for one in imported.findings] == ["EXC005"]


def test_a_corpus_that_cannot_be_split_says_what_to_do(tmp_path: Path) -> None:
    declared = '<!DOCTYPE c:teiCorpus [<!ENTITY who "Anna">]>' + CORPUS.format(
        INNER + INNER.replace("l1", "l2")
    )
    assert len(read_all(tmp_path, all=declared).documents) == 2
    whole = declared.replace("Words", "&who;")
    found = {one.code: one for one in read_all(tmp_path, all=whole).findings}
    assert "--dropdtd" in found["EXC002"].hint


@pytest.mark.parametrize("described", ["", correspondence("<persName>Anna</persName>")])
def test_a_header_alone_is_no_letter(described: str, tmp_path: Path) -> None:
    whole = tei(profile=described)
    head = whole.replace("<text><body><p>Words.</p></body></text>", "")
    bare = head[head.index("<teiHeader>") : head.index("</TEI>")].replace(
        "<teiHeader>", f"<teiHeader {TEI}>"
    )
    imported = read_all(tmp_path, empty=head, bare=bare)
    assert not imported.documents
    assert [one.code for one in imported.findings] == ["EXC009", "EXC009"]
    assert ("metadata of a letter" in imported.findings[0].message) is bool(described)
    assert len(imported.unread) == 2


def test_entries_of_one_name_that_come_together_are_joined_and_told(tmp_path: Path) -> None:
    listed = (
        '<listPerson><person xml:id="{}"><persName>Anna Berg</persName>{}</person></listPerson>'
    )
    own = listed.format("q7", "<birth when='1850'/>")
    back = f"<body><p/></body><back>{own}</back>"
    register = f"<TEI {TEI}><teiHeader/><standOff>{{}}</standOff></TEI>"
    people = register.format(listed.format("p1", ""))
    imported = read_all(tmp_path, people=people, letter=tei(text=back))
    (finding,) = imported.findings
    assert (finding.code, finding.location.path) == ("EXC007", "letter.xml")
    assert "q7 is one with p1 in people.xml: the same full name" in finding.message
    assert [(one.entry, one.kept) for one in imported.one_name] == [("q7", "p1")]
    other = register.format(listed.format("p1", "<birth when='1901'/>"))
    assert not read_all(tmp_path, people=other, letter=tei(text=back)).findings
