"""Publishing again after a change gives what publishing anew gives, and makes little anew."""

from __future__ import annotations

import gc
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tei_edition.model.config import read_config
from tei_edition.pipeline.incremental import press_for
from tei_edition.pipeline.publish import Publication, publish

SPECIMEN = Path(__file__).parents[1] / "transformers" / "edition"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}" xml:lang="{language}">
<teiHeader><fileDesc><titleStmt><title level="a">{title}</title></titleStmt>
<publicationStmt><publisher>p</publisher></publicationStmt>
<sourceDesc><bibl>Composed.{related}</bibl></sourceDesc></fileDesc>
<profileDesc><correspDesc><correspAction type="sent">
<persName ref="person:clara-weidner">Clara Weidner</persName><date when="1923-01-{day:02}"/>
</correspAction><correspAction type="received"><persName>Reader {day}</persName>
</correspAction></correspDesc></profileDesc></teiHeader>
<text><body><div type="letter"><p><pb facs="../../images/{id}.png"/>Number {day}: I thought of
<persName ref="person:johann-wolfgang-von-goethe">Goethe</persName>.</p></div></body></text></TEI>
"""


def grow(root: Path) -> None:
    """The specimens, and twelve letters more, of which one translates another."""
    shutil.copytree(SPECIMEN, root)
    for day in range(1, 13):
        write_letter(root, day)
    write_letter(root, 12, language="de", related=relation(11))
    (root / "images").mkdir()
    (root / "images/added-02.png").write_bytes(PIXEL)


def relation(day: int) -> str:
    return (
        '<relatedItem type="translation-of"><ref target="letter:added-'
        f'{day:02}">Original</ref></relatedItem>'
    )


def write_letter(
    root: Path, day: int, title: str = "", language: str = "en", related: str = ""
) -> None:
    content = LETTER.format(
        id=f"added-{day:02}",
        title=title or f"Added letter {day}",
        day=day,
        language=language,
        related=related,
    )
    (root / f"editions/letters/added-{day:02}.xml").write_text(content, encoding="utf-8")


def exchange(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def letter_title(root: Path) -> None:
    write_letter(root, 5, title="Another title")


def letter_body(root: Path) -> None:
    exchange(root / "editions/letters/added-05.xml", "I thought of", "Today I read")


def mention_added(root: Path) -> None:
    path = root / "editions/letters/added-05.xml"
    exchange(path, "Number 5", '<persName ref="person:clara-weidner">Number</persName> 5')


def mention_less_certain(root: Path) -> None:
    path = root / "editions/letters/added-05.xml"
    exchange(path, ">Goethe<", ' cert="low">Goethe<')


def words_that_nobody_shows(root: Path) -> None:
    exchange(root / "editions/letters/added-05.xml", "<publisher>p<", "<publisher>q<")


def original_of_a_translation(root: Path) -> None:
    exchange(root / "editions/letters/added-11.xml", "I thought of", "Today I read")


def translation_no_more(root: Path) -> None:
    write_letter(root, 12)


def person_name(root: Path) -> None:
    exchange(root / "editions/indices/listperson.xml", ">Johann Wolf", ">J. Wolf")


def person_gone(root: Path) -> None:
    exchange(root / "editions/indices/listperson.xml", '"johann-wolfgang-von-', '"another-')


def place_position(root: Path) -> None:
    exchange(root / "editions/indices/listplace.xml", "<geo>4", "<geo>5")


def config_title(root: Path) -> None:
    exchange(root / "edition.toml", 'title = "Weidner', 'title = "W.')


def added_letter(root: Path) -> None:
    write_letter(root, 13)


def removed_letter(root: Path) -> None:
    (root / "editions/letters/added-07.xml").unlink()


def removed_cited_letter(root: Path) -> None:
    (root / "editions/letters/letter-1921-12-weidner-to-hallberg.xml").unlink()


def added_image(root: Path) -> None:
    (root / "images/added-03.png").write_bytes(PIXEL)


def changed_image(root: Path) -> None:
    (root / "images/added-02.png").write_bytes(PIXEL + b"\0")


def removed_image(root: Path) -> None:
    (root / "images/added-02.png").unlink()


def essay_title(root: Path) -> None:
    path = root / "editions/essays/essay-a-box-and-its-lid.xml"
    exchange(path, '<title level="a">', '<title level="a">On ')


def essay_abstract(root: Path) -> None:
    path = root / "editions/essays/essay-a-box-and-its-lid.xml"
    exchange(path, "<profileDesc>", "<profileDesc><abstract><p>In short.</p></abstract>")


def sender_of_one(root: Path) -> None:
    exchange(root / "editions/letters/added-05.xml", 'ref="person:clara-weidner"', "")


def follows_another(root: Path) -> None:
    following = '<correspContext><ref type="prev" target="letter:added-02">x</ref></correspContext>'
    path = root / "editions/letters/added-05.xml"
    exchange(path, "</correspDesc>", f"{following}</correspDesc>")


def name_of_a_page_taken(root: Path) -> None:
    taken = root / "editions/letters/added-12.parallel.xml"
    taken.write_text(LETTER.format(id=taken.stem, title="T", day=28, language="en", related=""))


def person_merged(root: Path) -> None:
    merged = ' sameAs="#johann-wolfgang-von-goethe"'
    path = root / "editions/indices/listperson.xml"
    exchange(path, '<person xml:id="clara-weidner"', f'<person xml:id="clara-weidner"{merged}')


def person_twice(root: Path) -> None:
    again = '<person xml:id="clara-weidner"><persName>Another</persName></person>'
    exchange(root / "editions/indices/listperson.xml", "<listPerson>", f"<listPerson>{again}")


def line_in_a_register(root: Path) -> None:
    exchange(root / "editions/indices/listperson.xml", "<listPerson>", "\n\n<listPerson>")


def phrase_of_the_edition(root: Path) -> None:
    path = root / "publication/locale/en.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "nav.letters"\nmsgstr "Epistles"\n')


# Each change, and how many pages of documents at most may have to be made for it; None: all.
CHANGES: dict[Callable[[Path], None], int | None] = {
    letter_title: 3,  # and the neighbours
    letter_body: 1,
    mention_added: 1,
    mention_less_certain: 1,
    words_that_nobody_shows: 0,
    original_of_a_translation: 2,
    translation_no_more: 3,
    person_name: 17,
    person_gone: 17,
    place_position: 4,  # their linked data have it
    config_title: None,
    added_letter: 2,  # and what comes before it
    removed_letter: 2,
    removed_cited_letter: 4,
    added_image: 1,
    changed_image: 0,
    removed_image: 1,
    essay_title: 5,  # and what it cites
    essay_abstract: 5,
    sender_of_one: 16,  # how many letters that correspondence has
    follows_another: 1,
    name_of_a_page_taken: 4,
    person_merged: 18,
    person_twice: 18,
    line_in_a_register: 0,
    phrase_of_the_edition: None,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    grow(tmp_path / "edition")
    return tmp_path / "edition"


def published(root: Path, *, anew: Path | None = None, jobs: int | None = 1) -> Publication:
    return publish(root, read_config(root), into=anew, jobs=jobs)


def pages_of_documents(done: Publication) -> tuple[str, ...]:
    """Those that were made."""
    page = re.compile(r"(letters|essays|collections)/(?!index).*\.html")
    return tuple(path for path in done.made if page.fullmatch(path))


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_has_not_changed_is_not_made_again(root: Path) -> None:
    first = published(root)
    before = files_in(first.folder)
    second = published(root)
    assert first.made
    assert second.made == ()
    assert (second.written, second.removed) == (0, ())
    assert (second.files, second.findings) == (first.files, first.findings)
    assert files_in(first.folder) == before


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_a_change(change: Callable[[Path], None], root: Path, tmp_path: Path) -> None:
    published(root)
    change(root)
    second = published(root)
    whole = published(root, anew=tmp_path / "anew")
    assert files_in(second.folder) == files_in(whole.folder)
    assert second.findings == whole.findings
    most = CHANGES[change]
    if most is None:
        assert pages_of_documents(second) == pages_of_documents(whole)
    else:
        assert len(pages_of_documents(second)) <= most
    assert published(root).made == ()


def test_what_is_far_from_a_change_is_not_made_again(root: Path) -> None:
    published(root)
    letter_title(root)
    made = published(root).made
    graphs = [path for path in made if path.endswith(".jsonld")]
    assert graphs == ["edition.jsonld", "letters/added-05.jsonld"]
    assert "browse/year/1923.html" in made
    assert "browse/year/1921.html" not in made
    met = [path for path in made if path.startswith("correspondences/") and "reader" in path]
    assert len(met) == 1
    place_position(root)
    graphs = [path for path in published(root).made if path.endswith(".jsonld")]
    assert any(path.startswith("places/") for path in graphs)
    assert not any("added-" in path for path in graphs), "no such letter names the place"


@pytest.mark.usefixtures("start")
def test_several_processes_make_the_same(root: Path, tmp_path: Path) -> None:
    for day in range(13, 21):
        write_letter(root, day)
    alone = published(root, anew=tmp_path / "alone")
    together = published(root, anew=tmp_path / "together", jobs=2)
    assert files_in(together.folder) == files_in(alone.folder)
    assert (together.made, together.findings) == (alone.made, alone.findings)
    letter_title(root)
    second = published(root, anew=tmp_path / "together", jobs=2)
    assert len(pages_of_documents(second)) <= 3


def test_the_search_index_is_that_of_the_words(root: Path) -> None:
    published(root)
    mention_added(root)
    made = [path for path in published(root).made if path.startswith("search/")]
    assert made == ["search/table.json"]  # which has the facets
    letter_body(root)
    assert any("/fragment/" in path for path in published(root).made)


def test_the_collector_is_left_as_it_was(root: Path) -> None:
    before = gc.get_threshold()
    published(root)
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_the_manifest_is_plain_json(root: Path) -> None:
    (root / "images/added-02.png").rename(root / 'images/ä "02".png')
    exchange(root / "editions/letters/added-02.xml", "added-02.png", "ä &quot;02&quot;.png")
    done = published(root)
    manifest = (done.folder / "manifest.json").read_text(encoding="utf-8")
    assert json.dumps(json.loads(manifest), indent=1, ensure_ascii=False) + "\n" == manifest
    assert [file["path"] for file in json.loads(manifest)["files"]] == list(done.files)


def test_folders_go_with_their_last_file(root: Path) -> None:
    first = published(root)
    mine = first.folder / "correspondences/mine"
    mine.mkdir()
    exchange(root / "edition.toml", "[site]", '[site]\nleave_out = ["calendar", "correspondences"]')
    assert "calendar/index.html" in published(root).removed
    assert not (first.folder / "calendar").exists()
    assert mine.is_dir(), "somebody else made it"


def test_all_can_be_made_anew(root: Path) -> None:
    first = published(root)
    before = files_in(first.folder)
    again = publish(root, read_config(root), rebuild=True)
    assert (again.made, again.written) == (first.made, 0)
    assert files_in(first.folder) == before


def test_a_page_that_was_touched_is_made_again(root: Path) -> None:
    first = published(root)
    before = files_in(first.folder)
    (first.folder / "letters/added-05.html").write_text("by hand")
    (first.folder / "letters/added-06.xml").unlink()
    second = published(root)
    made = ("letters/added-05.html", "letters/added-06.xml")
    assert (second.made, second.written) == (made, 2)
    assert files_in(first.folder) == before


def test_what_changes_while_it_is_published_is_not_remembered(root: Path) -> None:
    letter = root / "editions/letters/added-05.xml"
    before = letter.read_text()

    def change(what: str, done: int, of: int) -> None:
        letter.write_text(before.replace("I thought of", "Today I read"))

    publish(root, read_config(root), progress=change)
    letter.write_text(before)
    last = published(root)
    assert b"I thought of" in (last.folder / "letters/added-05.html").read_bytes()


def test_the_words_of_a_broken_file_are_told_each_time(root: Path) -> None:
    letter_body(root)
    (root / "editions/letters/added-06.xml").write_text("<TEI")
    first = published(root)
    letter_title(root)
    assert first.findings and published(root).findings == first.findings
    assert published(root).findings == first.findings


def test_changes_one_after_the_other(root: Path, tmp_path: Path) -> None:
    published(root)
    for change in (letter_title, removed_cited_letter, person_gone, added_letter, removed_letter):
        change(root)
        published(root)
    whole = published(root, anew=tmp_path / "anew")
    assert files_in(root / "site") == files_in(whole.folder)


def test_a_change_that_is_taken_back(root: Path) -> None:
    first = published(root)
    before = files_in(first.folder)
    letter_title(root)
    published(root)
    write_letter(root, 5)
    published(root)
    assert files_in(first.folder) == before


def test_the_code_of_a_plug_in_counts(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "packages"
    about = place / "plugged-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: plugged\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[tei_edition.pages]\nx = plugged_pages\n")
    code = place / "plugged_pages.py"
    seen = set()
    for found in ("", "KEY = 'x'\n", "KEY = 'y'\n"):
        if found:
            code.write_text(found)
            monkeypatch.syspath_prepend(place)
        seen.add(press_for(root, read_config(root), root / "site").memo.common)
    assert len(seen) == 3


@pytest.mark.usefixtures("start")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_an_editor_empties_meanwhile(jobs: int, root: Path) -> None:
    for day in range(13, 21):
        write_letter(root, day)
    letter = root / "editions/letters/added-05.xml"
    before = letter.read_text()

    def empty(what: str, done: int, of: int) -> None:
        letter.write_text("")

    with pytest.raises(OSError, match="changed while it was published") as caught:
        publish(root, read_config(root), progress=empty, jobs=jobs)
    assert caught.value.filename == "editions/letters/added-05.xml"
    letter.write_text(before)
    assert b"I thought of" in (published(root).folder / "letters/added-05.html").read_bytes()


def test_what_a_broken_publication_wrote_goes_when_it_is_not_made_any_more(root: Path) -> None:
    published(root)
    letter = root / "editions/letters/added-05.xml"
    letter_body(root)

    def stop(what: str, done: int, of: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(root, read_config(root), progress=stop)
    assert b"Today I read" in (root / "site/letters/added-05.html").read_bytes()
    letter.unlink()
    assert "letters/added-05.html" in published(root).removed


def test_nothing_is_written_where_nothing_could_be_read(root: Path) -> None:
    def stop(what: str, done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(root, read_config(root), progress=stop)
    assert not (root / "site").exists()
