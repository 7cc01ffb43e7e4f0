"""Conversion can be repeated; ids stay; an editor's work is never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tei_edition.findings import Severity
from tei_edition.lock import LOCK_NAME, LockError, read_lock
from tei_edition.model.config import read_config
from tei_edition.pipeline.convert import Conversion, convert
from tei_edition.pipeline.validate import validate
from tei_edition.tei.namespaces import NS, XML_ID

LETTER = "editions/letters/letter-1899-05-02-anna-berg-to-ludwig-thal.xml"


def run(edition: Path, *, force: bool = False) -> Conversion:
    return convert(edition, read_config(edition), force=force)


def codes(done: Conversion) -> set[str]:
    return {finding.code for finding in done.findings}


def files(edition: Path) -> dict[str, bytes]:
    return {
        path.relative_to(edition).as_posix(): path.read_bytes()
        for path in sorted(edition.rglob("*"))
        if path.is_file()
    }


def test_every_source_becomes_its_documents(edition: Path) -> None:
    done = run(edition)
    made = {path for path in files(edition) if path.startswith("editions/") and "." in path[-4:]}
    assert done.documents == 6
    assert LETTER in made
    assert sum(path.startswith("editions/letters/") for path in made) == 4
    assert sum(path.startswith("editions/collections/") for path in made) == 1
    assert sum(path.startswith("editions/essays/") for path in made) == 1
    assert not [f for f in done.findings if f.severity is Severity.ERROR], done.findings


def test_converting_twice_changes_no_byte(edition: Path) -> None:
    run(edition)
    before = files(edition)
    again = run(edition)
    assert files(edition) == before
    assert (again.written, again.unchanged) == ((), 6)


def test_an_edited_file_is_kept_and_said_so(edition: Path) -> None:
    run(edition)
    path = edition / LETTER
    edited = path.read_bytes().replace(b"in clouds", b"in <hi rend='italic'>clouds</hi>")
    path.write_bytes(edited)
    again = run(edition)
    assert path.read_bytes() == edited
    assert again.kept == (LETTER,)
    assert "LCK002" in codes(again)
    assert run(edition).kept == (LETTER,), "it is still kept the third time"


def test_force_replaces_and_leaves_a_backup(edition: Path) -> None:
    run(edition)
    path = edition / LETTER
    generated = path.read_bytes()
    path.write_bytes(generated + b"<!-- mine -->\n")
    run(edition, force=True)
    assert path.read_bytes() == generated
    assert path.with_name(f"{path.name}.bak").read_bytes() == generated + b"<!-- mine -->\n"
    path.write_bytes(generated + b"<!-- mine again -->\n")
    run(edition, force=True)
    assert path.with_name(f"{path.name}.bak2").read_bytes().endswith(b"again -->\n")


def test_a_changed_source_under_an_edited_file_is_reported(edition: Path) -> None:
    run(edition)
    path = edition / LETTER
    path.write_bytes(path.read_bytes() + b"<!-- mine -->\n")
    source = edition / "sources/a-letter.txt"
    source.write_text(source.read_text().replace("late", "very late"))
    assert "LCK003" in codes(run(edition))
    assert path.read_bytes().endswith(b"<!-- mine -->\n")


def test_ids_stay_when_a_source_changes(edition: Path) -> None:
    run(edition)
    source = edition / "sources/summer.txt"
    before = {entry.key: entry.id for entry in read_lock(edition).by_source()["sources/summer.txt"]}
    source.write_text(source.read_text().replace("Some remarks", "Further remarks"))
    run(edition)
    after = {entry.key: entry.id for entry in read_lock(edition).by_source()["sources/summer.txt"]}
    assert sorted(before.values()) == sorted(after.values())
    assert before != after


def test_ids_stay_when_a_source_moves(edition: Path) -> None:
    run(edition)
    before = files(edition / "editions")
    (edition / "sources/deep").mkdir()
    (edition / "sources/summer.txt").rename(edition / "sources/deep/summer.txt")
    done = run(edition)
    assert set(files(edition / "editions")) == set(before)
    assert "LCK004" not in codes(done)


def test_a_deleted_source_is_reported_and_nothing_deleted(edition: Path) -> None:
    run(edition)
    (edition / "sources/a-letter.txt").unlink()
    done = run(edition)
    assert (edition / LETTER).is_file()
    assert [f.location.path for f in done.findings if f.code == "LCK004"] == [LETTER]
    assert "LCK004" in codes(run(edition)), "as long as the file is there"
    (edition / LETTER).unlink()
    assert "LCK004" not in codes(run(edition))
    assert LETTER not in {entry.path for entry in read_lock(edition)}


def test_two_sources_with_one_id(edition: Path) -> None:
    for name in ("b.txt", "c.txt"):
        text = (edition / "sources/a-letter.txt").read_text().replace("---\n", "---\nid: mine\n", 1)
        (edition / "sources" / name).write_text(text)
    done = run(edition)
    (finding,) = [f for f in done.findings if f.code == "LCK005"]
    assert finding.location.path == "sources/c.txt"
    assert "sources/b.txt" in finding.message
    assert (edition / "editions/letters/mine.xml").is_file()
    assert done.documents == 7, "the others are converted"


def test_an_id_that_is_no_file_name(edition: Path) -> None:
    text = (edition / "sources/a-letter.txt").read_text()
    (edition / "sources/b.txt").write_text(text.replace("---\n", "---\nid: ../../b\n", 1))
    done = run(edition)
    assert codes(done) & {"LCK006", "SRC020", "SRC021", "SRC022", "SRC023", "SRC024"}
    assert not (edition.parent / "b.xml").exists()
    assert done.documents == 7


def test_a_new_id_in_the_front_matter_renames_the_generated_file(edition: Path) -> None:
    run(edition)
    source = edition / "sources/a-letter.txt"
    source.write_text(source.read_text().replace("---\n", "---\nid: late-train\n", 1))
    run(edition)
    assert (edition / "editions/letters/late-train.xml").is_file()
    assert not (edition / LETTER).exists()


def test_faulty_sources_do_not_stop_the_others(edition: Path) -> None:
    (edition / "sources/empty.txt").write_bytes(b"")
    (edition / "sources/binary.txt").write_bytes(bytes(range(256)) * 8)
    (edition / "sources/outside.txt").symlink_to("/etc/hostname")
    done = run(edition)
    faulty = {f.location.path for f in done.findings if f.severity is Severity.ERROR}
    assert faulty == {"sources/empty.txt", "sources/binary.txt", "sources/outside.txt"}
    assert done.documents == 6


def test_an_ill_formed_register_is_one_finding(edition: Path) -> None:
    register = edition / "editions/indices/listperson.xml"
    register.write_text("<TEI><person></TEI>")
    done = run(edition)
    (finding,) = [f for f in done.findings if f.severity is Severity.ERROR]
    assert (finding.code, finding.location.path, finding.location.line) == (
        "XML001",
        "editions/indices/listperson.xml",
        1,
    )
    assert done.documents == 6


def test_a_damaged_lock_stops_before_anything_is_written(edition: Path) -> None:
    run(edition)
    before = files(edition / "editions")
    (edition / LOCK_NAME).write_text('{"version": 1, "documents": [{"path": "../../x"}]}')
    with pytest.raises(LockError, match="not a lock"):
        run(edition)
    assert files(edition / "editions") == before


def test_neighbours_and_collection(edition: Path) -> None:
    run(edition)
    lock = read_lock(edition)
    records = [e for e in lock.by_source()["sources/summer.txt"] if e.key]
    tree = etree.parse(edition / next(e.path for e in records if "timetable" in e.key))
    previous = tree.xpath("//tei:correspContext/tei:ref[@type='prev']/@target", namespaces=NS)
    assert [target.partition(":")[2] for target in previous] == [
        next(e.id for e in records if "Telegram" in e.key)
    ]
    (collection,) = (edition / "editions/collections").iterdir()
    targets = etree.parse(collection).xpath("//tei:item/tei:ref/@target", namespaces=NS)
    assert sorted(targets) == sorted(f"letter:{e.id}" for e in records)


def test_one_document_in_two_collections(edition: Path) -> None:
    listing = (edition / "sources/summer.txt").read_text()
    other = listing.replace("Letters of a Summer", "Letters about Trains").replace(
        "He asks when she will come.", "A question about the time of arrival."
    )
    (edition / "sources/trains-again.txt").write_text(other)
    done = run(edition)
    assert done.documents == 7, "one more collection, no more records"
    for name in ("collection-letters-of-a-summer", "collection-letters-about-trains"):
        tree = etree.parse(edition / f"editions/collections/{name}.xml")
        assert len(tree.xpath("//tei:item/tei:ref", namespaces=NS)) == 3
    (telegram,) = (edition / "editions/letters").glob("telegram-*.xml")
    tree = etree.parse(telegram)
    texts = tree.xpath("//tei:div[@type='regest']/tei:p/text()", namespaces=NS)
    assert texts == ["He asks when she will come.", "A question about the time of arrival."]
    same = etree.parse(edition / LETTER.replace(".xml", "-2.xml"))
    assert len(same.xpath("//tei:div[@type='regest']", namespaces=NS)) == 1
    assert run(edition).unchanged == 7
    findings = validate(edition, read_config(edition))
    assert not [f for f in findings if f.code == "TXT001"], findings


def test_a_collection_that_an_introduction_names_is_linked(edition: Path) -> None:
    (edition / "sources/winter.txt").write_text(WINTER)
    run(edition)
    tree = etree.parse(edition / "editions/collections/collection-letters-of-a-winter.xml")
    refs = tree.xpath("//tei:p/tei:ref[@type='collection']", namespaces=NS)
    assert [(ref.text, ref.get("target")) for ref in refs] == [
        ("Letters of a Summer", "collection:collection-letters-of-a-summer"),
        ("Lost Letters", None),
    ]


WINTER = """\
Letters of a Winter

For related collections, see Letters of a Summer; and Lost Letters.

May 02, 1900

Letter, Anna Berg to Ludwig Thal

She writes.

May 03, 1900

Letter, Ludwig Thal to Anna Berg

He answers.
"""


def test_citations_are_resolved_by_evidence_and_say_why(edition: Path) -> None:
    (edition / "sources/winter.txt").write_text(WINTER)
    (edition / "sources/arrivals.txt").write_text(
        "---\nkind: essay\n---\nArrivals\n\nWhat became of the trains of 1899.\n\n"
        'Editor\'s Note: The first essay is "Late Trains".\n\n'
        "On May 3, 1900, Ludwig Thal answered her letter [Document 1].\n\n"
        "Of other trains nothing is known [Document 2].\n"
    )
    done = run(edition)
    tree = etree.parse(edition / "editions/essays/essay-arrivals.xml")
    first, second = tree.xpath("//tei:p/tei:ref[@type='document']", namespaces=NS)
    assert first.get("target", "").startswith("letter:letter-1900-05-03")
    assert second.get("target") is None
    (reason,) = tree.xpath(f"//tei:note[@target='#{first.get(XML_ID)}']/text()", namespaces=NS)
    assert "1900-05-03" in reason and "score" in reason
    assert any(f.code == "TAG003" and "[Document 2]" in f.message for f in done.findings)
    (essay,) = tree.xpath("//tei:note[@type='editorial']/tei:ref/@target", namespaces=NS)
    assert essay == "essay:essay-late-trains"
    assert not [f for f in validate(edition, read_config(edition)) if f.severity is Severity.ERROR]
