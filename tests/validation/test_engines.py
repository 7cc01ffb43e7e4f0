"""RELAX NG and XSD: the verdict, and messages that say what is wrong and what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding
from tei_edition.tei.namespaces import tei
from tei_edition.tei.read import parse_xml
from tei_edition.tei.shipped import SHIPPED_SCHEMAS, shipped_schema
from tei_edition.validation.engines import BrokenSchema, Engine, engine_modules
from tei_edition.validation.engines.schema_file import read_schema
from tei_edition.validation.schemas import load_engines

from .specimen import LETTER, SPECIMEN

# What is changed in the flawless letter, the code, and words of message and hint.
FAULTS = [
    ("<p>I", "<p foo='1'>I", "RNG003", "@foo is not allowed on p", "allowed: "),
    ("<p>I", "<p><persname>x</persname>I", "RNG001", "persname is no element of the schema (in p)",
     'did you mean "persName"?'),
    ("</body>", "<licence/></body>", "RNG001", "licence may not stand in body", "allowed: "),
    ("<p>I came", "text<p>I came", "RNG006", 'text "text" stands straight in div',
     "wrap it in one of"),
    ('type="sent"', 'type="sentt"', "RNG004", '@type="sentt" is not allowed on correspAction',
     'did you mean "sent"? expected: "sent", "received"'),
    ('<language ident="en">', "<language>", "RNG005", "language lacks @ident", "expected: "),
    ("<sourceDesc><bibl>From the family's papers.</bibl></sourceDesc>", "", "RNG002",
     "fileDesc lacks sourceDesc", "add sourceDesc"),
    ("<opener>", "<closer><signed>x</signed></closer><opener>", "RNG007",
     "closer may stand in div, but not here", "allowed: opener, p, "),
    ("<p>I came", "<p>And</p><head>x</head><p>I came", "RNG007",
     "head may stand in div, but not here, after p: it belongs before p (line 44)",
     "move it there; allowed: "),
    ("<p>I came", "<trailer>x</trailer><p>I came", "RNG007",
     "trailer may stand in div, but not here, after opener: it belongs after closer (line 45)",
     "move it there; allowed: opener, p, "),
    ("</fileDesc>", "<titleStmt><title>x</title></titleStmt></fileDesc>", "RNG007",
     "not here, after sourceDesc: there is one already (line 5)",
     "delete it, or join the two; allowed: sourceDesc"),
    ('when="1912-03-01"', 'when="1 March"', "RNG004",
     '@when="1 March" is not allowed on date', "expected: "),
]  # fmt: skip


def letter(old: str = "", new: str = "") -> TeiDocument:
    """The flawless letter with one place changed."""
    source = (SPECIMEN / LETTER).read_text(encoding="utf-8")
    assert old in source
    return TeiDocument(LETTER, parse_xml(source.replace(old, new, 1).encode(), LETTER))


def engines(*names: str) -> tuple[Engine, ...]:
    """The shipped schemas, compiled."""
    found, findings = load_engines([shipped_schema(name) for name in names], Path.cwd())
    assert findings == ()
    return found


@pytest.fixture(scope="module")
def relaxng() -> Engine:
    return engines("letters.rng")[0]


@pytest.fixture(scope="module")
def xsd() -> Engine:
    return engines("letters.xsd")[0]


def test_the_flawless_letter_is_valid(relaxng: Engine, xsd: Engine) -> None:
    assert list(relaxng.validate(letter())) == []
    assert list(xsd.validate(letter())) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_relaxng_names_the_fault(relaxng: Engine, fault: tuple[str, str, str, str, str]) -> None:
    old, new, code, message, hint = fault
    findings = list(relaxng.validate(letter(old, new)))
    assert [finding.code for finding in findings] == [code], findings
    assert message in findings[0].message
    assert hint in findings[0].hint
    assert findings[0].location.line > 1
    assert findings[0].engine == "relaxng"


@pytest.mark.parametrize(("old", "new"), [fault[:2] for fault in FAULTS])
def test_xsd_gives_the_same_verdict(xsd: Engine, old: str, new: str) -> None:
    findings = list(xsd.validate(letter(old, new)))
    assert findings
    assert {finding.code for finding in findings} == {"XSD001"}
    assert not any("tei-c.org" in finding.message + finding.hint for finding in findings)


def test_faults_far_apart_are_told_apart(relaxng: Engine) -> None:
    document = letter("<p>I", "<p foo='1'><oops/>I")
    document.root[0].set("bar", "2")
    assert [finding.code for finding in relaxng.validate(document)] == [
        "RNG003",
        "RNG003",
        "RNG001",
    ]


def test_what_is_in_an_unknown_element_is_not_reported(relaxng: Engine) -> None:
    findings = list(relaxng.validate(letter("<p>I", "<oops><foo a='1'/>text<bar/></oops><p>I")))
    assert [finding.message for finding in findings] == [
        "oops is no element of the schema (in div)"
    ]


@pytest.mark.parametrize(
    ("fields", "message", "hint"),
    [
        ("titleStmt sourceDesc publicationStmt", "before it must come publicationStmt",
         "exchange it with publicationStmt (line "),
        ("titleStmt sourceDesc", "before it must come publicationStmt",
         "add publicationStmt before it: Who publishes"),
        ("titleStmt publicationStmt", "fileDesc lacks sourceDesc", "add sourceDesc: "),
    ],
)  # fmt: skip
def test_the_order_that_is_wanted(relaxng: Engine, fields: str, message: str, hint: str) -> None:
    document = letter()
    (file_desc,) = document.root.iter(tei("fileDesc"))
    parts = {str(part.tag).rpartition("}")[2]: part for part in file_desc}
    file_desc[:] = [parts[name] for name in fields.split()]
    (finding,) = relaxng.validate(document)
    assert message in finding.message
    assert finding.hint.startswith(hint)


def test_one_of_many_is_missing(relaxng: Engine) -> None:
    document = letter()
    (body,) = document.root.iter(tei("body"))
    del body[:]
    (finding,) = relaxng.validate(document)
    assert finding.message == "body is not complete: it lacks one of 19 elements"
    assert finding.hint.startswith("add ab or bibl or ")


def test_a_document_of_another_kind_is_invalid(relaxng: Engine, xsd: Engine) -> None:
    document = TeiDocument("x.xml", parse_xml(b"<html><body/></html>", "x.xml"))
    for engine in (relaxng, xsd):
        assert len(list(engine.validate(document))) == 1


def schema(folder: Path, name: str, text: str) -> tuple[tuple[Engine, ...], tuple[Finding, ...]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_engines([path], folder)


RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'


@pytest.mark.parametrize(
    ("name", "text", "code", "words"),
    [
        ("a.rng", "<grammar", "XML001", "not well-formed"),
        ("a.rng", f"<grammar {RNG}><start><ref name='x'/></start></grammar>", "RNG020", "x"),
        ("a.rnc", "start = element a { empty }", "VAL010", "trang"),
        ("a.xml", "<a/>", "VAL010", "known"),
        ("a.xsd", f"<xs:schema {XS}><xs:element/></xs:schema>", "XSD020", "element"),
        ("a.rng", f"<externalRef {RNG} href='/etc/passwd'/>", "VAL011", "/etc/passwd"),
        ("a.rng", f"<externalRef {RNG} href='../../x.rng'/>", "VAL011", "../../x.rng"),
        ("a.rng", f"<externalRef {RNG} href='http://localhost/x'/>", "VAL011", "http:"),
        ("a.rng", f"<grammar {RNG}><include href='none.rng'/></grammar>", "VAL010", "none.rng"),
        ("a.xsd", f"<xs:schema {XS}><xs:include schemaLocation='file:///etc/passwd'/></xs:schema>",
         "VAL011", "file:"),
        ("a.xsd", f"<xs:schema {XS}><xs:import namespace='x' schemaLocation='http://a/b'/>"
         "</xs:schema>", "VAL011", "http:"),
    ],
)  # fmt: skip
def test_broken_schemas(name: str, text: str, code: str, words: str, tmp_path: Path) -> None:
    found, findings = schema(tmp_path, name, text)
    assert found == ()
    assert findings[0].code == code
    assert words in findings[0].message + findings[0].hint
    assert findings[0].location.path == name


def test_includes_beside_the_schema_are_read(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "b.rng").write_text(
        f"<grammar {RNG}><define name='b'><element name='b'><empty/></element></define></grammar>"
    )
    found, findings = schema(
        tmp_path,
        "a.rng",
        f"<grammar {RNG}><include href='part/b.rng'/><start><ref name='b'/></start></grammar>",
    )
    assert findings == ()
    good = TeiDocument("x.xml", parse_xml(b"<b/>", "x.xml"))
    bad = TeiDocument("x.xml", parse_xml(b"<b><c/></b>", "x.xml"))
    assert list(found[0].validate(good)) == []
    assert len(list(found[0].validate(bad))) == 1


def test_circular_includes_end(tmp_path: Path) -> None:
    found, findings = schema(tmp_path, "a.rng", f"<grammar {RNG}><include href='a.rng'/></grammar>")
    assert found == ()
    assert findings[0].code == "RNG020"


def test_xsd_1_1_assertions(tmp_path: Path) -> None:
    found, findings = schema(
        tmp_path,
        "a.xsd",
        f"<xs:schema {XS}><xs:element name='a'><xs:complexType>"
        "<xs:attribute name='n' type='xs:int'/><xs:assert test='@n &gt; 1'/>"
        "</xs:complexType></xs:element></xs:schema>",
    )
    assert findings == ()
    good = TeiDocument("x.xml", parse_xml(b"<a n='2'/>", "x.xml"))
    bad = TeiDocument("x.xml", parse_xml(b"<a n='1'/>", "x.xml"))
    assert list(found[0].validate(good)) == []
    assert [finding.code for finding in found[0].validate(bad)] == ["XSD001"]


def test_shipped_schemas_are_there() -> None:
    for name in SHIPPED_SCHEMAS:
        assert shipped_schema(name).is_file()
    with pytest.raises(FileNotFoundError):
        shipped_schema("none.rng")
    with pytest.raises(ValueError, match="plain file name"):
        shipped_schema("../edition.toml")


def test_a_grammar_of_several_files_explains_itself(tmp_path: Path) -> None:
    """What is missing is told with the element that stands in its stead: one fault."""
    (tmp_path / "b.rng").write_text(f"<element {RNG} name='b'><text/></element>")
    found, _ = schema(
        tmp_path, "a.rng", f"<element {RNG} name='a'><externalRef href='b.rng'/></element>"
    )
    bad = TeiDocument("x.xml", parse_xml(b"<a><c/></a>", "x.xml"))
    findings = [*found[0].validate(bad)]
    assert [(finding.engine, finding.code) for finding in findings] == [("relaxng", "RNG001")]
    assert findings[0].hint == "needed: b; allowed: b"


def test_schema_errors_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.rng"
    path.write_text(f"<grammar {RNG}>\n<start>\n<ref name='x'/></start></grammar>")
    module = next(m for m in engine_modules() if m.__name__.endswith("relaxng"))  # type: ignore[attr-defined]
    with pytest.raises(BrokenSchema) as caught:
        module.compile_schema(read_schema(path, "a.rng"))
    assert caught.value.findings[0].location.path == "a.rng"


def test_libxml2_is_the_second_engine() -> None:
    module = next(m for m in engine_modules() if m.__name__.endswith(".relaxng"))  # type: ignore[attr-defined]
    schema_file = read_schema(shipped_schema("letters.rng"), "letters.rng")
    second = module.compile_schema(schema_file, "libxml2")  # type: ignore[call-arg]
    assert list(second.validate(letter())) == []
    found = list(second.validate(letter("<p>I", "<p foo='1'>I")))
    assert [finding.code for finding in found] == ["RNG003"]
    crowded = " ".join(f"a{number}='x'" for number in range(20))
    found = list(second.validate(letter("<p>I", f"<p {crowded}>I")))
    assert [finding.code for finding in found] == ["RNG021"]
    with pytest.raises(ValueError, match="unknown RELAX NG engine"):
        module.compile_schema(schema_file, "other")  # type: ignore[call-arg]


def test_a_bound_that_is_hit_is_a_finding(relaxng: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    from tei_edition.relaxng import TooComplex, Validation

    def give_up(validation: Validation, root: object) -> None:
        raise TooComplex("more than 7 states")

    monkeypatch.setattr(Validation, "_walk", give_up)
    (finding,) = relaxng.validate(letter())
    assert finding.code == "RNG022"
    assert "more than 7 states" in finding.message
