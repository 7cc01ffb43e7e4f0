"""Fixes: each case of ``fixes/CHECK.txt`` gives exactly its "=>", and nothing else changes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Finding
from tei_edition.tei.namespaces import TEI
from tei_edition.tei.read import read_xml
from tei_edition.tei.source_tags import NotEditable
from tei_edition.validation.checks import all_checks
from tei_edition.validation.mend import Mended, mend, text_in
from tei_edition.validation.policy import apply_policy
from tei_edition.validation.run import Job, validate_data
from tei_edition.validation.schema_lookup.plan import SchemaPlan

from .specimen import ESSAY, LETTER, REGISTERS, copy_specimen, lay_over, open_specimen

CASES_FOLDER = Path(__file__).parent / "fixes"
FIXABLE = [check for check in all_checks() if check.is_fixable]
CASES = [
    pytest.param(path.stem, *case.split("\n=>\n"), id=f"{path.stem}-{number}")
    for path in sorted(CASES_FOLDER.iterdir())
    for number, case in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n\n"))
]
FILES = (LETTER, ESSAY, *REGISTERS)


def judge(data: bytes, path: str, edition: Edition) -> tuple[Finding, ...]:
    job = Job(edition.root, SchemaPlan(()), all_checks(), edition)
    return apply_policy(validate_data(data, path, job), edition.config.validation, complete=False)


def mended(root: Path, path: str, wanted_text: str | None = None) -> Mended:
    edition = open_specimen(root)
    about = partial(judge, path=path, edition=edition)
    return mend((root / path).read_bytes(), path, about, edition, wanted_text)


def test_every_fixable_check_has_cases() -> None:
    assert sorted(path.stem for path in CASES_FOLDER.iterdir()) == [c.name for c in FIXABLE]


@pytest.mark.parametrize(("name", "before", "after"), CASES)
def test_cases(name: str, before: str, after: str, tmp_path: Path) -> None:
    root, wanted = copy_specimen(tmp_path / "before"), copy_specimen(tmp_path / "after")
    lay_over(root, before)
    lay_over(wanted, before if after == "as it is" else after)
    code = next(check.fault.code for check in FIXABLE if check.name == name)
    results = {path: mended(root, path) for path in FILES}
    for path, result in results.items():
        assert result.after.decode() == (wanted / path).read_bytes().decode()
    fixed = {finding.code for result in results.values() for finding in result.fixed}
    assert fixed == (set() if after == "as it is" else {code})
    for path, result in results.items():
        (root / path).write_bytes(result.after)
        assert mended(root, path).fixed == ()


# What a fault becomes; the others stay as they are, however oddly they are written.
PIECES = [
    ('<date when = "1979-1-6">x</date>', '<date when = "1979-01-06">x</date>'),
    (
        "<foreign n='&gt;' xml:lang='de_AT'>é</foreign>",
        "<foreign n='&gt;' xml:lang='de-AT'>é</foreign>",
    ),
    ('<ref target="https:/a.org?a&#38;b"\n/>', '<ref target="https://a.org?a&#38;b"\n/>'),
    ("one  two&#x20;&amp;  three", "one two&#x20;&amp; three"),
    ("<hi>M&#xC3;¼nchen</hi>", "<hi>München</hi>"),
    ("<hi>&#xFEFF;x</hi>", "<hi>x</hi>"),
    ("<hi>five &#x80;</hi>", "<hi>five €</hi>"),
]
NOISE = [
    "<!-- when='1979-1-6'  <p> -->",
    "<?odd  xml:lang='de_AT'?>",
    "<![CDATA[<date when='1979-1-6'/>]]>",
    "<lb  break = 'no'\n/>",
    "&lt;date when='16.11.1979'&gt;",
    "<code>a  b</code>",
    "<p xml:space='preserve'>a  b</p>",
    "é",
]


@given(
    parts=st.lists(st.sampled_from([*PIECES, *((noise, noise) for noise in NOISE)]), max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"]),
    newline=st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=60, deadline=None)
def test_nothing_but_the_fault_changes(
    parts: list[tuple[str, str]], encoding: str, newline: str
) -> None:
    named = encoding.removesuffix("-sig")
    head = f"""<?xml version='1.0'  encoding="{named}"?>\n<!DOCTYPE TEI SYSTEM "x.dtd">\n"""

    def written(bodies: list[str]) -> bytes:
        body = "\n".join(f"<p>{each}</p>" for each in bodies)
        text = f"{head}<TEI xmlns='{TEI}'  ><text>{body}</text></TEI >\n"
        return text.replace("\n", newline).encode(encoding, "xmlcharrefreplace")

    before, after = (written([pair[side] for pair in parts]) for side in (0, 1))
    result = mend(before, "x.xml", judge_alone)
    assert result.after == after
    assert mend(after, "x.xml", judge_alone) == Mended(after, after)


def judge_alone(data: bytes) -> tuple[Finding, ...]:
    return validate_data(data, "x.xml", Job(Path("/nowhere"), SchemaPlan(()), all_checks()))


def test_an_id_in_use_stays(tmp_path: Path) -> None:
    root = copy_specimen(tmp_path / "edition")
    lay_over(root, '<TEI xml:id="old"/><p><ref target="essay:old">it</ref></p>')
    assert mended(root, ESSAY).after == (root / ESSAY).read_bytes()


def test_without_id_one_is_put_in(tmp_path: Path) -> None:
    root = copy_specimen(tmp_path / "edition")
    data = (root / ESSAY).read_bytes().replace(b' xml:id="essay-on-anna-berg"', b"", 1)
    (root / ESSAY).write_bytes(data)
    result = mended(root, ESSAY)
    assert result.after == data.replace(b"<TEI", b'<TEI xml:id="essay-on-anna-berg"', 1)


def test_the_text_never_leaves_its_source(tmp_path: Path) -> None:
    root = copy_specimen(tmp_path / "edition")
    lay_over(root, "<p>I came  to <hi>M\u00c3\u00bcnchen</hi>.</p>")
    text = text_in(TeiDocument(LETTER, read_xml(root / LETTER, LETTER)))
    kept = mended(root, LETTER, text)
    assert {finding.code for finding in kept.fixed} == {"TXT010"}
    assert [(finding.code, why[:8]) for finding, why in kept.refused] == [("TXT012", "the text")]
    both = mended(root, LETTER, text.replace("M\u00c3\u00bcnchen", "M\u00fcnchen"))
    assert {finding.code for finding in both.fixed} == {"TXT010", "TXT012"}


def test_a_fix_that_causes_an_error_is_not_made() -> None:
    # With "p1" without its blanks there would be two of them.
    data = (
        f'<TEI xmlns="{TEI}"><text><p xml:id="p1"/><p xml:id=" p1 " xml:lang="de_AT"/></text></TEI>'
    )
    result = mend(data.encode(), "x.xml", judge_alone)
    assert result.after == data.replace("de_AT", "de-AT").encode()
    assert [finding.code for finding, _ in result.refused] == ["XML011"]
    assert "XML010" in result.refused[0][1]


def test_a_file_that_cannot_be_edited_is_refused() -> None:
    text = '<text><p xml:lang="de_AT">a</p></text>'
    data = f'<!DOCTYPE TEI [<!ENTITY a "<p/>">]><TEI xmlns="{TEI}">{text}</TEI>'
    with pytest.raises(NotEditable):
        mend(data.encode(), "x.xml", judge_alone)


def test_an_id_stays_while_another_file_cannot_be_read(tmp_path: Path) -> None:
    root = copy_specimen(tmp_path / "edition")
    lay_over(root, '<TEI xml:id="old"/>')
    assert mended(root, ESSAY).fixed
    edition = open_specimen(root)
    (root / LETTER).write_text("<TEI>")
    about = partial(judge, path=ESSAY, edition=edition)
    assert not mend((root / ESSAY).read_bytes(), ESSAY, about, edition).fixed
