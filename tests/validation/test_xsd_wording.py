"""What is said of faults under a W3C Schema, and documents with very many of them."""

from __future__ import annotations

import pytest

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding
from tei_edition.tei.read import parse_xml
from tei_edition.validation.engines import Engine
from tei_edition.validation.engines.xsd import log
from tei_edition.validation.engines.xsd.engine import XsdEngine
from tei_edition.validation.schemas import load_engines

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:element name="r"><xs:complexType>
<xs:sequence>
  <xs:element name="number" type="xs:integer" maxOccurs="unbounded"/>
  <xs:element name="day" type="xs:date" minOccurs="0"/>
  <xs:element name="kind" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string">
    <xs:enumeration value="letter"/><xs:enumeration value="card"/>
  </xs:restriction></xs:simpleType></xs:element>
  <xs:element name="sign" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string">
    <xs:pattern value="[a-z]+"/>
  </xs:restriction></xs:simpleType></xs:element>
  <xs:element name="short" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string">
    <xs:maxLength value="3"/>
  </xs:restriction></xs:simpleType></xs:element>
  <xs:element name="empty" minOccurs="0"><xs:complexType/></xs:element>
  <xs:element name="pair" minOccurs="0"><xs:complexType><xs:sequence>
    <xs:element name="one"/><xs:element name="two"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:sequence>
<xs:attribute name="year" type="xs:gYear" use="required"/>
<xs:attribute name="id" type="xs:ID"/>
<xs:attribute name="version" type="xs:string" fixed="1"/>
</xs:complexType></xs:element></xs:schema>"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("xsd") / "s.xsd"
    path.write_text(SCHEMA)
    (found,), findings = load_engines([path], path.parent)
    assert findings == ()
    return found


def findings_in(engine: Engine, text: str) -> list[Finding]:
    return list(engine.validate(TeiDocument("x.xml", parse_xml(text.encode(), "x.xml"))))


@pytest.mark.parametrize(
    ("attributes", "content", "message", "hint"),
    [
        ("", "<number>1</number>", "r lacks @year", "add it"),
        ("year='19'", "<number>1</number>", '@year="19" is not allowed on r',
         "expected: gYear (2001)"),
        ("year='1912' yaer='2'", "<number>1</number>", "@yaer is not allowed on r",
         'did you mean "year"? allowed: id, version, year'),
        ("year='1912' id='a b'", "<number>1</number>", '@id="a b" is not allowed on r',
         "expected: identifier (letters, digits, - _ . after a letter)"),
        ("year='1912' version='2'", "<number>1</number>", '@version="2" is not allowed on r',
         'expected: "1"'),
        ("year='1912'", "<number>one</number>", '"one" is not allowed as the text of number',
         "expected: whole number"),
        ("year='1912'", "<number/>", "number is empty, and must not be", "expected: whole number"),
        ("year='1912'", "<number>1</number><day>1912-13-01</day>",
         '"1912-13-01" is not allowed as the text of day', "expected: date (2001-12-31)"),
        ("year='1912'", "<number>1</number><kind>Letter</kind>",
         '"Letter" is not allowed as the text of kind',
         'did you mean "letter"? expected: "letter", "card"'),
        ("year='1912'", "<number>1</number><sign>A</sign>",
         '"A" is not allowed as the text of sign', "expected: text of the form [a-z]+"),
        ("year='1912'", "<number>1</number><short>long</short>",
         '"long" is not allowed as the text of short', "value length cannot be greater than 3"),
        ("year='1912'", "<number>1</number><empty>x</empty>",
         'text "x" stands straight in empty', "delete it"),
        ("year='1912'", "<number>1<b/></number>",
         "number holds elements, where text alone is allowed", "remove their tags"),
        ("year='1912'", "<number>1</number>and<day>1912-03-01</day>",
         'text "and" stands straight in r',
         "wrap it in one of: day, empty, kind, number, pair, short, sign"),
        ("year='1912'", "<day>1912-03-01</day>", "day may stand in r, but not here, as the first",
         "expected: number"),
        ("year='1912'", "<number>1</number><sign>a</sign><day>1912-03-01</day>",
         "day may stand in r, but not here, after sign", "expected: "),
        ("year='1912'", "<number>1</number><shortt>a</shortt>",
         "shortt is no element of the schema (in r)", 'did you mean "short"? allowed: day, '),
        ("year='1912'", "<number>1</number><r/>", "r may not stand in r", "allowed: day, "),
        ("year='1912'", "<number>1</number><pair><one/></pair>",
         "pair is not complete: an element is missing at its end", "expected: two"),
    ],
)  # fmt: skip
def test_words(engine: Engine, attributes: str, content: str, message: str, hint: str) -> None:
    (finding,) = findings_in(engine, f"<r {attributes}>{content}</r>")
    assert (finding.code, finding.message) == ("XSD001", message)
    assert finding.hint.startswith(hint)


def test_the_outermost_element(engine: Engine) -> None:
    (finding,) = findings_in(engine, "<q/>")
    assert finding.message == "q is no element of the schema"


def test_very_many_faults_side_by_side(engine: Engine) -> None:
    findings = findings_in(engine, "<r year='1912'>" + "<number>x</number>\n" * 60_000 + "</r>")
    assert len(findings) == 1001
    assert findings[-1].code == "XSD021"
    assert "more than 1000 faults" in findings[-1].message


def test_wide_documents_keep_the_verdict(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = "<number>1</number>\n" * 6000
    assert findings_in(engine, f"<r year='1912'>\n{numbers}</r>") == []
    wrong = f"<?pi a?>\n<r\n year='1912'>\n{numbers}<number>x</number>\n</r>"
    (explained,) = findings_in(engine, wrong)
    assert (explained.location.line, explained.location.xpath) == (6004, "/r/number[6001]")
    assert isinstance(engine, XsdEngine)
    monkeypatch.setattr(engine, "_explains", False)
    unexplained = findings_in(engine, wrong)
    assert {finding.location for finding in unexplained} == {explained.location}
    monkeypatch.setattr(log, "_MAX_STEPS", 1000)
    without_place = findings_in(engine, wrong)
    assert [f.message for f in without_place] == [f.message for f in unexplained]
    assert {finding.location.xpath for finding in without_place} == {"/r"}
    entity = wrong.replace("<?pi a?>", "<!DOCTYPE r [<!ENTITY e '1'>]>")
    document = TeiDocument("x.xml", parse_xml(entity.replace(">x<", ">&e;<").encode(), "x.xml"))
    assert engine._compiled is not None
    assert log.log_of(engine._compiled, document, 10) is None
