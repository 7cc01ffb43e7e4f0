"""Findings about the whole edition stand where the element stands that they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.findings import Finding, Location, Severity
from tei_edition.pipeline.publish import publish
from tei_edition.validation.places import with_places
from tei_edition.validation.run import validate_edition

from .specimen import LETTER, copy_specimen, lay_over, open_specimen

REGISTER = "editions/indices/listperson.xml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_specimen(tmp_path / "edition")


def finding(path: str, xml_id: str = "", xpath: str = "") -> Finding:
    return Finding(Location(path, 0, 0, xpath, xml_id), "AUT006", Severity.NOTE, "m")


def test_by_id_and_by_path(root: Path) -> None:
    text = (root / REGISTER).read_text(encoding="utf-8")
    lines = text.split("\n")
    line = next(n for n, line in enumerate(lines, 1) if 'xml:id="carl-dorn"' in line)
    by_id, by_path, unknown, config = with_places(
        [
            finding(REGISTER, "carl-dorn"),
            finding(REGISTER, xpath="/TEI/standOff[1]"),
            finding(REGISTER, "nobody"),
            finding("edition.toml"),
        ],
        root,
    )
    where = by_id.location
    assert (where.line, where.column) == (line, lines[line - 1].index("<person") + 1)
    assert where.xpath.endswith("/person[2]")
    assert by_path.location.column
    assert unknown == finding(REGISTER, "nobody")
    assert config == finding("edition.toml")


def test_files_that_cannot_be_read(root: Path) -> None:
    (root / REGISTER).write_text("<oops", encoding="utf-8")
    found = [finding(REGISTER, "a"), finding("no-such.xml", "a")]
    assert with_places(found, root) == found


def test_every_finding_on_the_edition_has_line_and_column(root: Path) -> None:
    lay_over(
        root,
        '<listPerson><person xml:id="anna-berg"><persName>A</persName><idno type="VIAF">4711</idno>'
        '</person><person xml:id="carl-dorn"><persName>B</persName><idno type="VIAF">4711</idno>'
        '</person><person xml:id="nobody"><persName>B</persName></person></listPerson>'
        '<place xml:id="bergen" type="city" corresp="#bergen"><placeName>B</placeName></place>',
    )
    copy = LETTER.replace("letter-1912", "letter-1913")
    text = (root / LETTER).read_text(encoding="utf-8")
    (root / copy).write_text(text.replace("letter-1912", "letter-1913"), encoding="utf-8")
    findings = validate_edition(open_specimen(root), schemas=())
    assert {"AUT003", "AUT006", "AUT007", "AUT008", "COR008"} <= {f.code for f in findings}
    assert [f for f in findings if not (f.location.line and f.location.column)] == []


def test_publishing_says_that_two_documents_have_one_id(root: Path) -> None:
    copy = "editions/letters/a-copy.xml"
    (root / copy).write_bytes((root / LETTER).read_bytes())
    done = publish(root, open_specimen(root).config)
    assert [(f.code, f.location.path) for f in done.findings] == [("XML012", copy)]
    assert done.findings[0].location.column


def test_a_bibliography_among_the_registers_is_no_letter(root: Path) -> None:
    text = (root / LETTER).read_text(encoding="utf-8")
    start, end = text.index("<correspDesc>"), text.index("</correspDesc>")
    listed = text[:start] + text[end + len("</correspDesc>") :]
    for path, codes in (
        ("editions/indices/listbibl.xml", []),
        ("editions/letters/listbibl.xml", ["COR001", "COR003"]),
    ):
        (root / path).write_text(
            listed.replace(
                'xml:id="letter-1912-03-01-anna-berg-to-carl-dorn"', 'xml:id="listbibl"'
            ),
            encoding="utf-8",
        )
        found = validate_edition(open_specimen(root), schemas=())
        assert [f.code for f in found if f.location.path == path] == codes
        (root / path).unlink()
