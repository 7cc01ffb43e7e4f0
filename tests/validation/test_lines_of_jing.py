"""What `validate` reports, with columns put in, stands on the lines on which jing reports it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tei_edition.findings import Finding, Severity
from tei_edition.validation.run import validate_files

from ..relaxng.test_planted_faults import LETTER, PLANTED, jing

GRAMMAR = """\
<grammar xmlns="http://relaxng.org/ns/structure/1.0">
  <start><ref name="a"/></start>
  <define name="a">
    <element name="a">
      <optional><attribute name="n"><value>1</value></attribute></optional>
      <zeroOrMore><element name="b"><empty/></element></zeroOrMore>
      <element name="c"><empty/></element>
    </element>
  </define>
</grammar>
"""
# A document, and the places of its errors.
WRITTEN = [
    ('<a\n  n="2"\n  >\n  <c/>\n</a>', [(3, 3)]),
    ('<a n="2"\n>\n  <c/>\n</a>', [(2, 1)]),
    ('<a>\n  <b/> <b\n    m="1"/>\n  <c/>\n</a>', [(3, 5)]),
    ("<a>\n  <b/>\n  words\n  <c/>\n</a>", [(3, 3)]),
    ("<a>\n  <b/>\n\t</a>", [(3, 2)]),
    ("<a>\n  <b/> <d/>\n  <c/>\n</a>", [(2, 8)]),
    ("<a>\r\n  <b/> words\r\n  <c/>\r\n</a>", [(2, 3)]),
    ("<a>\n  <c/>\n</a>", []),
]


def _by_file(findings: Sequence[Finding], folder: Path) -> dict[Path, list[Finding]]:
    """The errors of each file."""
    found: dict[Path, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR:
            found.setdefault(folder / finding.location.path, []).append(finding)
    return found


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "a.rng"
    path.write_text(GRAMMAR)
    return path


@pytest.fixture
def written(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.xml" for number in range(len(WRITTEN))]
    for path, (text, _) in zip(paths, WRITTEN, strict=True):
        path.write_text(text, newline="")
    return paths


def test_places_of_what_a_grammar_forbids(schema: Path, written: list[Path]) -> None:
    folder = schema.parent
    found = _by_file(validate_files(written, [schema], root=folder), folder)
    places = [
        [(f.location.line, f.location.column) for f in found.get(path, ()) if f.engine == "relaxng"]
        for path in written
    ]
    assert places == [expected for _, expected in WRITTEN]


def test_jing_names_these_lines(schema: Path, written: list[Path]) -> None:
    theirs = jing(schema, written)
    lines = [[line for line, _ in expected] for _, expected in WRITTEN]
    assert [theirs.get(str(path), []) for path in written] == lines


@pytest.mark.shared
def test_planted_faults(shared: Path, tmp_path: Path) -> None:
    """The first error of all: where a check says better what the grammar says, it stands there."""
    tei_all = shared / "schema" / "tei-p5" / "tei_all.rng"
    paths = []
    for number, (old, new, _) in enumerate(PLANTED):
        text = LETTER.replace(old, new, 1).replace(' ref="#bergen"', "")  # which leads nowhere
        if new.startswith("<pp>"):
            text = text.replace("</choice>.</p>", "</choice>.</pp>")
        path = tmp_path / f"{number:02}.xml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    theirs = jing(tei_all, paths)
    found = _by_file(validate_files(paths, [tei_all], root=tmp_path), tmp_path)
    ours = {str(path): errors[0].location.line for path, errors in found.items()}
    assert ours == {path: lines[0] for path, lines in theirs.items()}
    assert all(errors[0].location.column for errors in found.values())


@pytest.mark.shared
def test_published_letters(shared: Path) -> None:
    """What the grammar finds; our checks find more that jing does not know of."""
    tei_all = shared / "schema" / "tei-p5" / "tei_all.rng"
    folder = shared / "corpora" / "letters"
    paths = sorted(folder.rglob("*.xml"))
    assert len(paths) > 100
    theirs = jing(tei_all, paths)
    found = _by_file(validate_files(paths, [tei_all], root=folder), folder)
    ours = {
        str(path): [f.location.line for f in errors if f.engine == "relaxng"]
        for path, errors in found.items()
    }
    first = {path: lines[0] for path, lines in ours.items() if lines}
    assert first == {path: lines[0] for path, lines in theirs.items()}
