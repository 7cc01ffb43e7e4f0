"""An import into an edition: bytes, sidecars, names, and what editors have changed since."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tei_edition.edition import Edition, read_edition
from tei_edition.exchange.imported import ImportOptions
from tei_edition.findings import Finding
from tei_edition.model.config import read_config
from tei_edition.pipeline.bring_in import Brought, bring_in
from tei_edition.pipeline.edition_for_import import make_edition_for
from tei_edition.pipeline.import_material import read_material
from tei_edition.pipeline.publish import publish
from tei_edition.pipeline.validate import validate
from tei_edition.whole_edition import with_all_registers

from ..exchange.strangers import TEI, correspondence, tei

ANNA = tei(xml_id="L1", title="Anna an Karl, 5. 4. 1803")
REGISTER = (
    f'<TEI {TEI}><teiHeader/><standOff><listPerson><person xml:id="p1"><persName>Anna</persName>'
    "</person></listPerson></standOff></TEI>"
)


def put(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode())
    return path


def bring(root: Path, *sources: Path, force: bool = False) -> Brought:
    material = read_material(sources, ImportOptions())
    make_edition_for(root, material.documents)
    (found,) = material.imported
    return bring_in(root, read_config(root), found[1], found[0].name, force=force)


def opened(root: Path) -> tuple[Edition, tuple[Finding, ...]]:
    return read_edition(root, read_config(root))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    put(tmp_path / "source" / "letters" / "L1.xml", ANNA)
    put(tmp_path / "source" / "people.xml", REGISTER)
    return tmp_path / "source"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "edition"


def test_files_come_byte_for_byte_and_the_edition_knows_what_was_assumed(
    source: Path, root: Path
) -> None:
    brought = bring(root, source)
    assert brought.letters == ["editions/letters/L1.xml"]
    assert brought.registers == ["editions/indices/people.xml"]
    assert (root / "editions/letters/L1.xml").read_bytes() == ANNA.encode()
    edition, findings = opened(root)
    assert findings == ()
    letter = edition.find("L1")
    assert letter is not None
    assert [one.name for one in letter.metadata.senders] == ["Anna"]
    assert letter.metadata.date is not None
    assert letter.metadata.date.attributes == (("when", "1803-04-05"),)


def test_it_publishes_and_validates_like_any_other(source: Path, root: Path) -> None:
    bring(root, source)
    result = publish(root, read_config(root))
    assert any(path.startswith("letters/L1") for path in result.files)
    assert not [one for one in validate(root, read_config(root)) if one.code.startswith("EXC")]


def test_a_second_import_changes_nothing(source: Path, root: Path) -> None:
    bring(root, source)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    brought = bring(root, source)
    assert (brought.letters, brought.registers, len(brought.same)) == ([], [], 2)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_new_state_replaces_the_old_one(source: Path, root: Path) -> None:
    bring(root, source)
    put(source / "letters" / "L1.xml", tei(xml_id="L1", title="Berta an Karl, 6. 4. 1803"))
    assert bring(root, source).letters == ["editions/letters/L1.xml"]
    letter = opened(root)[0].find("L1")
    assert letter is not None
    assert [one.name for one in letter.metadata.senders] == ["Berta"]


def correct(root: Path) -> None:
    path = root / "editions/letters/L1.metadata.json"
    values = json.loads(path.read_bytes())
    values["metadata"]["senders"][0]["name"] = "Anna Berg"
    path.write_text(json.dumps(values), encoding="utf-8")


def test_corrected_metadata_count_and_are_never_overwritten(source: Path, root: Path) -> None:
    bring(root, source)
    correct(root)
    letter = opened(root)[0].find("L1")
    assert letter is not None
    assert letter.metadata.senders[0].name == "Anna Berg"
    assert bring(root, source).findings == []  # nothing new would come
    put(source / "letters" / "L1.xml", tei(xml_id="L1", title="Berta an Karl"))
    brought = bring(root, source)
    assert [one.code for one in brought.findings] == ["EXC011"]
    assert brought.kept == ["editions/letters/L1.xml"]
    assert "Anna Berg" in (root / "editions/letters/L1.metadata.json").read_text(encoding="utf-8")


def test_an_edited_file_is_kept_and_its_own_words_count(source: Path, root: Path) -> None:
    bring(root, source)
    edited = tei(xml_id="L1", profile=correspondence("<persName>Clara</persName>"))
    put(root / "editions/letters/L1.xml", edited)
    letter = opened(root)[0].find("L1")
    assert letter is not None
    assert [one.name for one in letter.metadata.senders] == ["Clara"]
    assert [one.name for one in letter.metadata.recipients] == ["Karl"]  # what it does not say
    codes = {finding.code for finding in validate(root, read_config(root))}
    assert "EXC013" in codes
    put(source / "letters" / "L1.xml", tei(xml_id="L1", title="Berta an Karl"))
    assert [one.code for one in bring(root, source).findings] == ["EXC011"]
    bring(root, source, force=True)
    assert b"Berta" in (root / "editions/letters/L1.xml").read_bytes()
    assert (root / "editions/letters/L1.xml.bak").read_bytes() == edited.encode()


def test_a_broken_sidecar_is_an_error_and_passed_over(source: Path, root: Path) -> None:
    bring(root, source)
    put(root / "editions/letters/L1.metadata.json", '{"sha256": 1}')
    assert opened(root)[0].find("L1") is not None
    (finding,) = [one for one in validate(root, read_config(root)) if one.code == "EXC014"]
    assert finding.location.path == "editions/letters/L1.metadata.json"


def test_two_letters_never_share_a_name_or_an_id(tmp_path: Path, root: Path) -> None:
    one = put(tmp_path / "a" / "1.xml", tei(xml_id="L1", title="One"))
    two = put(tmp_path / "b" / "1.xml", tei(xml_id="L1", title="Two"))
    odd = put(tmp_path / "c" / "my letter ✉.xml", tei(title="Three"))
    brought = bring(root, one, two, odd)
    assert brought.letters == [
        "editions/letters/1.xml",
        "editions/letters/1-2.xml",
        "editions/letters/my-letter.xml",
    ]
    assert {finding.code for finding in brought.findings} == {"EXC012"}
    titles = {one.id: one.metadata.title for one in opened(root)[0].documents}
    assert titles == {"L1": "One", "L1-2": "Two", "my-letter": "Three"}


def test_no_letter_is_named_as_a_device_of_windows(tmp_path: Path, root: Path) -> None:
    brought = bring(root, put(tmp_path / "aux.xml", tei(xml_id="L1", title="One")))
    assert brought.letters == ["editions/letters/letter-aux.xml"]


def test_letters_of_a_corpus_with_one_id_do_not_overwrite_each_other(
    tmp_path: Path, root: Path
) -> None:
    parts = "".join(tei(xml_id="l", title=one).replace(f" {TEI}", "") for one in ("One", "Two"))
    corpus = put(tmp_path / "c.xml", f"<teiCorpus {TEI}><teiHeader/>{parts}</teiCorpus>")
    bring(root, corpus)
    assert {one.metadata.title for one in opened(root)[0].documents} == {"One", "Two"}
    assert len(bring(root, corpus).same) == 2


def test_a_link_to_itself_a_pipe_and_a_locked_file_do_not_stop_the_rest(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source / "self.xml").symlink_to("self.xml")
    pipe = source.parent / "pipe.xml"
    os.mkfifo(pipe)
    locked = put(source / "locked.xml", ANNA)
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != locked and may(path, mode))
    material = read_material([source, pipe], ImportOptions())
    assert [one.code for one in material.findings] == ["EXC010", "EXC015"]
    assert [one.name for one in material.documents] == ["L1"]


def test_registers_of_one_name_stand_beside_each_other(tmp_path: Path, root: Path) -> None:
    put(tmp_path / "a" / "people.xml", REGISTER)
    put(tmp_path / "b" / "people.xml", REGISTER.replace("p1", "p2"))
    letter = put(tmp_path / "l.xml", ANNA)
    bring(root, letter, tmp_path / "a")
    brought = bring(root, tmp_path / "b")
    assert brought.registers == ["editions/indices/people-2.xml"]


def test_letters_that_stand_in_the_edition_stay_there(source: Path, root: Path) -> None:
    bring(root, source)
    own = put(root / "editions/letters/own.xml", tei(title="Clara to Karl, 7 April 1803"))
    brought = bring(root, own)
    assert brought.letters == ["editions/letters/own.xml"]
    assert sorted(path.name for path in own.parent.iterdir()) == [
        "L1.metadata.json",
        "L1.xml",
        "own.metadata.json",
        "own.xml",
    ]


def test_a_new_edition_claims_no_licence_that_nobody_gave(source: Path, root: Path) -> None:
    bring(root, source)
    config = read_config(root).edition
    assert (config.licence, config.licence_text) == ("", "")


def test_a_new_edition_has_the_language_and_licence_of_the_letters(
    tmp_path: Path, root: Path
) -> None:
    content = ANNA.replace("<text>", '<text xml:lang="de">').replace(
        "<publicationStmt><p/>",
        '<publicationStmt><publisher/><availability><licence target="https://example.org/l"/>'
        "</availability>",
    )
    bring(root, put(tmp_path / "l.xml", content))
    config = read_config(root)
    assert config.edition.language == "de"
    assert config.edition.licence == "https://example.org/l"
    assert config.sources.languages == ("de", "en")


def test_nothing_in_a_sidecar_depends_on_the_machine(source: Path, root: Path) -> None:
    bring(root, source)
    values = json.loads((root / "editions/letters/L1.metadata.json").read_bytes())
    assert values["origin"] == "../source/letters/L1.xml"


def people(root: Path) -> Path:
    return root / "editions/indices/people.xml"


def test_a_register_that_changed_takes_the_place_of_the_old_one(source: Path, root: Path) -> None:
    bring(root, source)
    new = REGISTER.replace("Anna", "Anna Berg")
    put(source / "people.xml", new)
    assert bring(root, source).registers == ["editions/indices/people.xml"]
    assert people(root).read_bytes() == new.encode()
    moved = put(source.parent / "later" / "people.xml", new.replace("Berg", "Holm"))
    bring(root, moved)
    names = sorted(path.name for path in people(root).parent.glob("[!.]*"))
    assert names == ["imported.json", "people.xml"]
    assert b"Holm" in people(root).read_bytes()


def test_what_was_changed_in_a_register_is_kept_and_told_once(source: Path, root: Path) -> None:
    bring(root, source)
    put(people(root), REGISTER.replace("Anna", "Anna Berg"))
    assert not bring(root, source).findings  # nothing new comes
    further = '<person xml:id="p2"><persName>Berta</persName></person></listPerson>'
    new = REGISTER.replace("Anna", "Anne").replace("</listPerson>", further)
    put(source / "people.xml", new)
    brought = bring(root, source)
    assert [one.code for one in brought.findings] == ["EXC017"]
    assert "p1" in brought.findings[0].message
    content = people(root).read_bytes()
    assert b"Anna Berg" in content
    assert b"Berta" in content
    assert not bring(root, source).findings
    bring(root, source, force=True)
    assert people(root).read_bytes() == new.encode()
    assert people(root).with_name("people.xml.bak").read_bytes() == content


def test_a_broken_note_of_imports_is_told(source: Path, root: Path) -> None:
    bring(root, source)
    put(people(root).with_name("imported.json"), '{"registers": 1}')
    found = [one for one in validate(root, read_config(root)) if one.code == "EXC014"]
    assert [one.location.path for one in found] == ["editions/indices/imported.json"]
    publish(root, read_config(root))


def test_copies_that_were_published_are_no_originals(source: Path, root: Path) -> None:
    bring(root, source)
    own = put(root / "editions/letters/own.xml", tei(xml_id="own", title="Clara to Karl"))
    site = root.parent / "site"
    publish(root, read_config(root), into=site)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    brought = bring(root, site)
    assert {one.code for one in brought.findings} == {"EXC016"}
    assert len(brought.findings) == 2
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    # A newer state is not overwritten by an older copy; nor does it stand beside it.
    put(own, own.read_text(encoding="utf-8").replace("Words", "Other words"))
    bring(root, site)
    assert "Other words" in own.read_text(encoding="utf-8")
    assert len(list(own.parent.glob("*.xml"))) == 2
    # Into another edition they come as any files do.
    other = root.parent / "other"
    assert len(bring(other, site).letters) == 2


def test_an_editor_may_say_that_one_name_is_of_two(tmp_path: Path, root: Path) -> None:
    entry = '<listPerson><person xml:id="{}"><persName>Anna Berg</persName></person></listPerson>'
    back = f"<body><p/></body><back>{entry.format('q7')}</back>"
    put(tmp_path / "in" / "l.xml", tei(text=back, title="Anna an Karl"))
    register = f"<TEI {TEI}><teiHeader/><standOff>{entry.format('p1')}</standOff></TEI>"
    put(tmp_path / "in" / "people.xml", register)
    bring(root, tmp_path / "in")

    def shown() -> tuple[list[str], set[str]]:
        edition, findings = with_all_registers(opened(root)[0])
        return [one.id for one in edition.registers], {one.code for one in findings}

    assert shown() == (["p1"], {"PUB005"})
    note = people(root).with_name("imported.json")
    values = json.loads(note.read_bytes())
    values["one_name"][0]["same"] = False
    put(note, json.dumps(values))
    bring(root, tmp_path / "in")
    assert shown() == (["p1", "q7"], set())
    note.unlink()
    assert shown() == (["p1", "q7"], {"PUB006"})
