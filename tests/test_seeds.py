"""The main job on real pages: a new edition, five sources copied into it, one command."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.cli.main import main
from tei_edition.converters.detect import find_converter
from tei_edition.converters.read_source import read_source
from tei_edition.model.config import read_config
from tei_edition.model.document import BlockKind, ParsedDocument, Span
from tei_edition.model.text import text_in
from tei_edition.source_text import normalise_space
from tei_edition.tei.namespaces import NS
from tei_edition.tei.text_of import text_of

pytestmark = pytest.mark.shared

# Bullets of listings, and of the list of parts in one essay, are notation.
BULLETS = {"001": {"-": 3}, "003": {"•": 20}, "004": {"•": 20}}


@pytest.fixture(scope="module")
def built(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    assert main(["new", str(folder), "--quiet"]) == 0
    for seed in sorted((shared / "seeds").glob("[0-9]*.txt")):
        shutil.copy(seed, folder / "sources")
    assert main(["build", str(folder), "--quiet"]) == 0
    return folder


def expected(shared: Path) -> list[dict[str, str]]:
    """Date, title and abstract of every entry: from the hand-made reading where there is one."""
    gold = [
        json.loads(path.read_text())
        for path in sorted((shared / "corpora/gold").glob("*.entries.json"))
    ]
    return [entry for entries in gold for entry in entries]


def trees(built: Path, folder: str) -> list[etree._ElementTree]:
    return [etree.parse(path) for path in sorted((built / "editions" / folder).glob("*.xml"))]


def one(tree: etree._ElementTree, path: str) -> str:
    found = tree.xpath(path, namespaces=NS)
    assert isinstance(found, list) and len(found) == 1, path
    return found[0] if isinstance(found[0], str) else text_of(found[0])


def test_forty_five_records_and_two_essays(built: Path) -> None:
    assert len(trees(built, "letters")) == 45
    assert len(trees(built, "collections")) == 3
    assert len(trees(built, "essays")) == 2


def test_dates_titles_and_abstracts_are_those_of_the_hand_made_reading(
    built: Path, shared: Path
) -> None:
    made = Counter(
        (
            one(tree, "//tei:creation/tei:date/@when"),
            one(tree, "//tei:titleStmt/tei:title[@level='a']"),
            normalise_space(" ".join(map(text_of, tree.iterfind(".//tei:text//tei:p", NS)))),
        )
        for tree in trees(built, "letters")
    )
    wanted = Counter(
        (entry["date"], normalise_space(entry["title"]), normalise_space(entry["abstract"] or ""))
        for entry in expected(shared)
    )
    assert sum(wanted.values()) == 25
    assert not wanted - made


def test_the_third_listing_is_read_line_by_line(built: Path, shared: Path) -> None:
    # For this page there is no hand-made reading; its layout is strict enough to be one.
    page = (shared / "seeds/004_889e088ce8b5456d.txt").read_text()
    bullets = page.split("  • ")[1:]
    wanted = {tuple(part.strip() for part in bullet.split("\n\n")[:3]) for bullet in bullets}
    assert len(wanted) == 20
    made = {
        (
            one(tree, "//tei:creation/tei:date"),
            one(tree, "//tei:titleStmt/tei:title[@level='a']"),
            " ".join(map(text_of, tree.iterfind(".//tei:text//tei:p", NS))),
        )
        for tree in trees(built, "letters")
    }
    assert wanted <= made


def notation(parsed: ParsedDocument) -> Iterator[str]:
    """The characters that stand for a tag, such as the brackets of what an editor supplied."""
    for block in parsed.walk():
        for mark in block.marks:
            yield parsed.text(Span(mark.span.start, mark.content.start))
            yield parsed.text(Span(mark.content.end, mark.span.end))


def test_every_character_is_accounted_for(built: Path) -> None:
    """Texts of all TEI made from a source, its furniture and its notation are the whole source."""
    config = read_config(built)
    lock = json.loads((built / "edition.lock").read_text())["documents"]
    for path in sorted((built / "sources").glob("*.txt")):
        relative = path.relative_to(built).as_posix()
        source, _ = read_source(path, relative)
        assert source is not None
        converter, _ = find_converter(source, config)
        assert converter is not None
        parsed, _ = converter.parse(source, config)
        whole = text_in(source.text, parsed.blocks)
        left_out = [parsed.text(b.span) for b in parsed.blocks if b.kind is BlockKind.FURNITURE]
        accounted = Counter(whole + "".join(left_out) + "".join(notation(parsed)))
        assert {
            character: number - accounted[character]
            for character, number in Counter(source.text).items()
            if not character.isspace() and accounted[character] != number
        } == BULLETS.get(path.name[:3], {})
        own = [entry for entry in lock if entry["source"] == relative]
        texts = [
            text_of(etree.parse(built / e["path"]).getroot().find("tei:text", NS)) for e in own
        ]
        words = Counter(word for text in texts for word in text.split())
        assert not Counter(whole.split()) - words


def test_nothing_but_warnings_is_found(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["validate", str(built), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["summary"]["errors"] == 0
    assert (built / "site/index.html").is_file()
