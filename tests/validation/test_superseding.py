"""One fault, one finding: planted faults that a schema and a check, or two checks, can see."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.findings import Finding, Location, Severity
from tei_edition.validation.checks import Check, all_checks
from tei_edition.validation.run import validate_edition
from tei_edition.validation.superseding import without_doubles

from .specimen import LETTER, copy_specimen, lay_over, open_specimen

PLANTED = [
    ('<p xml:id="p1">One <seg xml:id="p1">two</seg></p>', ["XML010"]),
    ('<p xml:id="1a">x</p>', ["XML011"]),
    ('<foreign xml:lang="german">Lieber</foreign>', ["LNG001"]),
    ('<foreign xml:lang="de_AT">Lieber</foreign>', ["LNG001"]),
    ('<language ident="en_GB">English</language>', ["LNG001"]),
    ('<licence target="htp://creativecommons.org/">CC BY</licence>', ["LNK001"]),
    ("<licence/>", ["PUB001"]),
    ('<revisionDesc status="aproved"><change>x</change></revisionDesc>', ["HDR002"]),
    ("<p><list/></p>", ["XML020"]),
    ("<p><choice/></p>", ["XML020"]),
    ('<p><date notBefore="1913-02-30" notAfter="1912">x</date></p>', ["DAT001"]),
    ('<p><date from="1912" notBefore="1911">x</date></p>', ["DAT002"]),
    ('<p><date to="1912" notAfter="1913">x</date></p>', ["DAT002"]),
    (
        '<opener><dateline><date when="1912-03-11">1 March 1912</date></dateline></opener>',
        ["DAT003"],
    ),
    ('<p><persName ref="">A</persName></p>', ["REF001"]),
    ('<p><seg rendition="#x" hand="#y">A</seg></p>', ["REF001", "REF001"]),
    ('<p><pb n="2" facs="#z"/>x</p>', ["LNK002"]),
    ("<p>Carl\u00e2\u0080\u0099s letter</p>", ["TXT012"]),
    ('<person xml:id="anna-berg"><persName/></person>', ["AUT001"]),
    (
        '<listPerson><person xml:id="anna-berg"><persName>A</persName><idno type="VIAF">4711</idno>'
        '</person><person xml:id="carl-dorn"><persName>A</persName><idno type="VIAF">4711</idno>'
        "</person></listPerson>",
        ["AUT003"],
    ),
]


@pytest.mark.parametrize(("markup", "codes"), PLANTED)
def test_one_fault_one_finding(markup: str, codes: list[str], tmp_path: Path) -> None:
    root = copy_specimen(tmp_path / "edition")
    lay_over(root, markup)
    found = [finding.code for finding in validate_edition(open_specimen(root))]
    assert found == codes


def test_what_nobody_wants_to_hear_silences_nothing(tmp_path: Path) -> None:
    root = copy_specimen(tmp_path / "edition")
    lay_over(root, "<p><list/></p>")
    config = root / "edition.toml"
    config.write_text(config.read_text() + '\n[validation]\nignore = ["XML020"]\n')
    found = [finding.code for finding in validate_edition(open_specimen(root))]
    assert found == ["RNG002"]


def test_a_copied_file_is_told_once_as_copy(tmp_path: Path) -> None:
    root = copy_specimen(tmp_path / "edition")
    (root / "editions/letters/a-copy.xml").write_bytes((root / LETTER).read_bytes())
    found = validate_edition(open_specimen(root), schemas=())
    assert [(f.location.path, f.code) for f in found] == [
        ("editions/letters/a-copy.xml", "XML012"),
        ("editions/letters/a-copy.xml", "XML013"),
    ]


def found(
    code: str, message: str = "", severity: Severity = Severity.WARNING, xpath: str = "/TEI"
) -> Finding:
    return Finding(Location("a.xml", 1, xpath=xpath), code, severity, message)


def check(code: str) -> Check:
    return next(check for check in all_checks() if check.fault.code == code)


def test_another_faulty_attribute_of_the_element_is_told_too() -> None:
    ours = found("DAT001", 'date/@when "1912-13" is no date')
    same = found("RNG004", '@when="1912-13" is not allowed on date')
    other = found("RNG004", '@cert="hihg" is not allowed on date')
    kept = list(without_doubles([(check("DAT001"), ours)], [same, other]))
    assert kept == [other, ours]


def test_what_supersedes_an_error_is_one() -> None:
    ours = found("HDR002", 'status "aproved" is unknown', Severity.NOTE)
    error = found("RNG004", '@status="aproved" is not allowed', Severity.ERROR)
    (kept,) = without_doubles([(check("HDR002"), ours)], [error])
    assert (kept.code, kept.severity) == ("HDR002", Severity.ERROR)
    (alone,) = without_doubles([(check("HDR002"), ours)], [])
    assert alone.severity is Severity.NOTE


def test_severities_are_in_their_order() -> None:
    assert Severity.NOTE < Severity.WARNING < Severity.ERROR
    assert Severity.ERROR > Severity.WARNING >= Severity.WARNING > Severity.NOTE
    assert max(Severity) is Severity.ERROR
    assert Severity.NOTE <= Severity.NOTE


def test_other_places_are_left_alone() -> None:
    ours = found("XML010", 'xml:id "a"', xpath="/TEI/p[1]")
    elsewhere = found("RNG009", '@xml:id="a"', xpath="/TEI/p[2]")
    assert list(without_doubles([(check("XML010"), ours)], [elsewhere])) == [elsewhere, ours]
