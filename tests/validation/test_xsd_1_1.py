"""W3C Schema 1.1: what 1.0 cannot say, and the bounds that keep it from running for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding, Severity
from tei_edition.tei.read import parse_xml
from tei_edition.validation.engines.xsd import reasons
from tei_edition.validation.engines.xsd.engine import XsdEngine
from tei_edition.validation.schemas import load_engines

VC = "xmlns:vc='http://www.w3.org/2007/XMLSchema-versioning'"
HEAD = f"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' {VC}"

LIFE = f"""{HEAD}>
<xs:element name='person'><xs:complexType>
<xs:attribute name='birth' type='xs:gYear'/><xs:attribute name='death' type='xs:gYear'/>
<xs:assert test='not(@birth and @death) or @birth le @death'/>
</xs:complexType></xs:element></xs:schema>"""
KINDS = f"""{HEAD}>
<xs:complexType name='any'><xs:attribute name='kind'/></xs:complexType>
<xs:complexType name='dated'><xs:complexContent><xs:extension base='any'>
<xs:attribute name='when' type='xs:date' use='required'/></xs:extension></xs:complexContent>
</xs:complexType>
<xs:element name='item' type='any'><xs:alternative test="@kind='dated'" type='dated'/></xs:element>
</xs:schema>"""
FACET = f"""{HEAD}>
<xs:simpleType name='even'><xs:restriction base='xs:int'>
<xs:assertion test='$value mod 2 eq 0'/></xs:restriction></xs:simpleType>
<xs:element name='n' type='even'/></xs:schema>"""
OPEN = f"""{HEAD}>
<xs:element name='a'><xs:complexType>
<xs:openContent mode='interleave'><xs:any namespace='urn:o' processContents='skip'/>
</xs:openContent>
<xs:sequence><xs:element name='b'/></xs:sequence></xs:complexType></xs:element></xs:schema>"""
VERSIONS = f"""{HEAD} vc:minVersion='1.1'>
<xs:element name='a' type='xs:date' vc:maxVersion='1.1'/>
<xs:element name='a' type='xs:dateTimeStamp' vc:minVersion='1.1'/></xs:schema>"""
MANY = f"""{HEAD} vc:minVersion='1.1'>
<xs:element name='a'><xs:complexType><xs:all>
<xs:element name='b' maxOccurs='unbounded'/><xs:element name='c' minOccurs='0'/>
</xs:all></xs:complexType></xs:element></xs:schema>"""
# nothing in it that 1.0 does not know
PLAIN = f"""{HEAD} vc:minVersion='1.1'><xs:element name='a' type='xs:gYear'/></xs:schema>"""


def engine(folder: Path, text: str) -> XsdEngine:
    path = folder / "s.xsd"
    path.write_text(text)
    (found,), findings = load_engines([path], folder)
    assert findings == ()
    assert isinstance(found, XsdEngine)
    return found


def faults(compiled: XsdEngine, text: str) -> list[Finding]:
    return list(compiled.validate(TeiDocument("x.xml", parse_xml(text.encode(), "x.xml"))))


@pytest.mark.parametrize(
    ("schema", "good", "bad", "words"),
    [
        (LIFE, "<person birth='1870' death='1930'/>", "<person birth='1930' death='1870'/>",
         "person does not fulfil the assertion not(@birth and @death) or @birth le @death"),
        (LIFE, "<person birth='1870'/>", "<person birth='x'/>", "birth"),
        (KINDS, "<item kind='dated' when='1912-03-01'/>", "<item kind='dated'/>", "when"),
        (KINDS, "<item kind='free'/>", "<item kind='free' when='1912-03-01'/>", "when"),
        (FACET, "<n>4</n>", "<n>5</n>", '"5" is not allowed'),
        (OPEN, "<a><x xmlns='urn:o'/><b/><y xmlns='urn:o'/></a>", "<a><x xmlns='urn:p'/><b/></a>",
         "x"),
        (VERSIONS, "<a>1912-03-01T00:00:00Z</a>", "<a>1912-03-01</a>", "1912-03-01"),
        (MANY, "<a><b/><c/><b/></a>", "<a><c/></a>", "not complete"),
        (PLAIN, "<a>1912</a>", "<a>x</a>", "x"),
        (PLAIN, "<a>0000</a>", "<a>00</a>", "00"),  # 1.1 knows the year 0
    ],
    ids=["assert", "type", "alternative", "default", "assertion", "openContent", "versions", "all",
         "plain", "year 0"],
)  # fmt: skip
def test_features_of_1_1(tmp_path: Path, schema: str, good: str, bad: str, words: str) -> None:
    compiled = engine(tmp_path, schema)
    assert faults(compiled, good) == []
    found = faults(compiled, bad)
    assert found
    assert {finding.code for finding in found} == {"XSD001"}
    assert any(words in finding.message + finding.hint for finding in found)
    assert found[0].location.line == 1


def test_override(tmp_path: Path) -> None:
    (tmp_path / "base.xsd").write_text(
        f"{HEAD}><xs:simpleType name='t'><xs:restriction base='xs:string'/></xs:simpleType>"
        "<xs:element name='a' type='t'/></xs:schema>"
    )
    compiled = engine(
        tmp_path,
        f"{HEAD}><xs:override schemaLocation='base.xsd'><xs:simpleType name='t'>"
        "<xs:restriction base='xs:int'/></xs:simpleType></xs:override></xs:schema>",
    )
    assert faults(compiled, "<a>1</a>") == []
    assert [finding.code for finding in faults(compiled, "<a>x</a>")] == ["XSD001"]


def test_libxml2_gives_the_verdict_where_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = engine(tmp_path, PLAIN)

    def forbidden(self: object, document: TeiDocument) -> object:
        raise AssertionError("not needed")

    monkeypatch.setattr(reasons.XsdReasons, "errors", forbidden)
    assert faults(compiled, "<a>1912</a>") == []
    with pytest.raises(AssertionError, match="not needed"):
        faults(compiled, "<a>x</a>")


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|aa)+b", "(a*)*b", "a{0,40}a{0,40}a{0,40}b"])
def test_expressions_that_run_away_do_not(tmp_path: Path, version: str, pattern: str) -> None:
    compiled = engine(
        tmp_path,
        f"{HEAD} vc:minVersion='{version}'><xs:element name='a'><xs:simpleType>"
        f"<xs:restriction base='xs:string'><xs:pattern value='{pattern}'/></xs:restriction>"
        "</xs:simpleType></xs:element></xs:schema>",
    )
    found = faults(compiled, f"<a>{'a' * 20_000}c</a>")
    assert [finding.code for finding in found] == ["XSD001"]
    assert len(found[0].message) < 1200
    assert faults(compiled, "<a>aaab</a>") == []


def test_what_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = engine(
        tmp_path,
        f"{HEAD}><xs:element name='a'><xs:complexType><xs:attribute name='n' type='xs:int'/>"
        "<xs:assert test='every $i in 1 to @n, $j in 1 to @n satisfies $i + $j gt 0'/>"
        "</xs:complexType></xs:element></xs:schema>",
    )
    assert faults(compiled, "<a n='3'/>") == []
    monkeypatch.setattr(reasons, "_MAX_SECONDS", 0.2)
    (finding,) = faults(compiled, "<a n='100000'/>")
    assert (finding.code, finding.severity) == ("XSD021", Severity.WARNING)
    (finding,) = faults(compiled, "<a n='100000000'/>")
    assert "a range of more than" in finding.message


def test_too_many_elements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "_MOST_ELEMENTS", 10)
    compiled = engine(tmp_path, MANY)
    assert faults(compiled, f"<a>{'<b/>' * 9}</a>") == []
    (finding,) = faults(compiled, f"<a>{'<b/>' * 10}</a>")
    assert finding.code == "XSD021"
    assert "more than 10 elements" in finding.message


def test_deep_documents(tmp_path: Path) -> None:
    compiled = engine(
        tmp_path,
        f"{HEAD} vc:minVersion='1.1'><xs:element name='a'><xs:complexType><xs:sequence>"
        "<xs:element ref='a' minOccurs='0'/></xs:sequence><xs:assert test='true()'/>"
        "</xs:complexType></xs:element></xs:schema>",
    )
    assert faults(compiled, "<a>" * 250 + "</a>" * 250) == []


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ("count(1 to 100000000) gt 1", "a range of more than"),
        ("unparsed-text('/etc/passwd') ne ''", "unknown function"),
        ("1 +", ""),
    ],
)
def test_assertions_that_cannot_be_compiled(tmp_path: Path, test: str, words: str) -> None:
    (tmp_path / "s.xsd").write_text(
        f"{HEAD}><xs:element name='a'><xs:complexType>"
        f'<xs:assert test="{test}"/></xs:complexType></xs:element></xs:schema>'
    )
    engines, findings = load_engines([tmp_path / "s.xsd"], tmp_path)
    assert engines == ()
    assert [finding.code for finding in findings] == ["XSD020"]
    assert words in findings[0].message


def test_assertions_read_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text("<secret/>")
    address = (tmp_path / "secret.xml").as_uri()
    compiled = engine(
        tmp_path,
        f"{HEAD}><xs:element name='a'><xs:complexType>"
        f"<xs:assert test=\"doc-available('{address}') or doc('{address}')\"/>"
        "</xs:complexType></xs:element></xs:schema>",
    )
    assert [finding.code for finding in faults(compiled, "<a/>")] == ["XSD001"]


def test_what_is_odd_in_a_schema_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "s.xsd").write_text(
        f"{HEAD}><xs:element name='a'><xs:complexType><xs:assert test='not(//b)'/>"
        "</xs:complexType></xs:element></xs:schema>"
    )
    (_,), (finding,) = load_engines([tmp_path / "s.xsd"], tmp_path)
    assert (finding.code, finding.severity) == ("XSD020", Severity.WARNING)
    assert "absolute location paths" in finding.message


def test_expressions_of_assertions_are_bounded(tmp_path: Path) -> None:
    for pattern, unfinished in ((r"^(a+)+$", False), (r"^(a*)(a*)(a*)(a*)\1\2\3\4$", True)):
        rules = engine(
            tmp_path,
            f"""{HEAD}><xs:element name='a'><xs:complexType mixed='true'>
            <xs:assert test="not(matches(., '{pattern}'))"/></xs:complexType></xs:element>
            </xs:schema>""",
        )
        findings = faults(rules, f"<a>{'a' * 301}!</a>")
        assert [f.code for f in findings] == (["XSD021"] if unfinished else [])
        assert not unfinished or "steps" in findings[0].message
