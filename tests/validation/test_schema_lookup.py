"""The schemas that documents name: which are used, and what is said of those that are not."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tei_edition.edition import Edition, read_edition
from tei_edition.findings import Finding, Severity
from tei_edition.model.config import read_config
from tei_edition.tei.read import parse_start
from tei_edition.validation import schemas as schemas_module
from tei_edition.validation.run import validate_edition, validate_files
from tei_edition.validation.schema_lookup.plan import SchemaOptions, plan_schemas
from tei_edition.validation.schema_lookup.references import references_in
from tei_edition.validation.schema_lookup.store import SchemaStore, store_folder
from tests.validation.schema_specimens import RNG, RNG_NS, RNG_WITH_RULES, SCH, SCH_NS, XSD, model
from tests.validation.specimen import LETTER, copy_specimen

XSI = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with schemas, and a store of its own."""
    monkeypatch.setenv("TEI_EDITION_SCHEMAS", str(tmp_path / "store"))
    project = tmp_path / "project"
    (project / "texts").mkdir(parents=True)
    monkeypatch.chdir(project)
    for name, text in (("a.rng", RNG), ("a.xsd", XSD), ("a.sch", SCH), ("r.rng", RNG_WITH_RULES)):
        (project / name).write_text(text)
    return project


def found(folder: Path, text: str, options: SchemaOptions | None = None) -> list[Finding]:
    """What validation finds in a file of the working folder, without an edition."""
    path = folder / "texts/x.xml"
    path.write_text(text)
    return list(validate_files([path], None, root=folder, options=options))


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.engine) for finding in findings]


@pytest.mark.parametrize("engine", ["own", "libxml2"])
def test_relax_ng_that_a_document_names(folder: Path, engine: str) -> None:
    head = model("../a.rng", type="application/xml", schematypens=RNG_NS)
    options = SchemaOptions(engine=engine)
    assert found(folder, f"{head}<a/>", options) == []
    assert {finding.engine for finding in found(folder, f"{head}<a><b/></a>", options)} == {
        "relaxng"
    }


def test_several_of_different_languages(folder: Path) -> None:
    head = model("../a.rng", schematypens=RNG_NS) + model("../a.sch", schematypens=SCH_NS)
    findings = found(folder, f"{head}<a n='1' m='2'/>")
    assert {code for code, _ in told(findings)} == {"RNG003"}
    findings = found(folder, f"{head}<a/>")
    assert [f.message for f in findings] == ["m is missing", "n is missing"]


def test_embedded_rules_are_used_too(folder: Path) -> None:
    findings = found(folder, model("../r.rng", schematypens=RNG_NS) + "<a>t</a>")
    assert [finding.message for finding in findings] == ["n is missing"]


@pytest.mark.parametrize(
    ("phase", "messages"), [("strict", ["n is missing"]), ("loose", ["m is missing"])]
)
def test_a_phase(folder: Path, phase: str, messages: list[str]) -> None:
    findings = found(folder, model("../a.sch", schematypens=SCH_NS, phase=phase) + "<a/>")
    assert [finding.message for finding in findings] == messages


def test_a_grammar_named_twice_with_a_phase_is_used_once(folder: Path) -> None:
    rules = f"<s:phase id='none' xmlns:s='{SCH_NS}'/>"
    (folder / "r.rng").write_text(RNG_WITH_RULES.replace("<start>", f"{rules}<start>"))
    head = model("../r.rng", schematypens=RNG_NS)
    head += model("../r.rng", schematypens=SCH_NS, phase="none")
    path = folder / "texts/x.xml"
    path.write_text(f"{head}<a/>")
    plan = plan_schemas(["texts/x.xml"], folder)
    assert [engine.name for engine in plan.by_file["texts/x.xml"]] == ["relaxng", "schematron"]
    assert validate_files([path], None, root=folder) == ()


def test_an_unknown_phase_is_told(folder: Path) -> None:
    (finding,) = found(folder, model("../a.sch", phase="other") + "<a/>")
    assert 'no phase "other"' in finding.message


def test_w3c_schemas(folder: Path) -> None:
    bad = f"<a {XSI} xsi:noNamespaceSchemaLocation='../a.xsd'>t</a>"
    assert {engine for _, engine in told(found(folder, bad))} == {"xsd"}
    spaced = XSD.replace("<xs:schema ", "<xs:schema targetNamespace='urn:n' ")
    (folder / "n.xsd").write_text(spaced)
    pairs = "urn:other other.xsd  urn:n ../n.xsd"
    bad = f"<a xmlns='urn:n' {XSI} xsi:schemaLocation='{pairs}'>t</a>"
    assert {engine for _, engine in told(found(folder, bad))} == {"xsd"}
    good = f"<a xmlns='urn:n' {XSI} xsi:schemaLocation='{pairs}'/>"
    assert found(folder, good) == []


def test_what_is_given_wins(folder: Path) -> None:
    path = folder / "texts/x.xml"
    path.write_text(model("nowhere.rng") + "<a/>")
    assert validate_files([path], [folder / "a.rng"], root=folder) == ()
    assert validate_files([path], (), root=folder) == ()


@pytest.mark.parametrize(
    ("href", "code", "words", "hint"),
    [
        ("none.rng", "VAL012", "is not there", "correct the path"),
        ("https://example.org/a.rng", "VAL012", "not on this machine",
         "tei-edition schema add https://example.org/a.rng"),
        ("https://example.org/a.rng?x=1&amp;y=$(rm)", "VAL012", "not on this machine",
         "add 'https://example.org/a.rng?x=1&y=$(rm)'"),
        ("//example.org/a.rng", "VAL012", "not on this machine", "schema add URL"),
        ("ftp://example.org/a.rng", "VAL012", "not on this machine", "schema add URL"),
        ("urn:x:y", "VAL012", "not on this machine", "schema add URL"),
        ("http://[::1", "VAL012", "is no address", "correct"),
        ("../../secret.rng", "VAL012", "leads out of the project", "--schema"),
        ("%2e%2e/%2e%2e/secret.rng", "VAL012", "leads out of the project", "--schema"),
        ("file:///etc/passwd", "VAL012", "leads out of the project", "--schema"),
        ("a%00.rng", "VAL012", "not on this machine", "schema add URL"),
        ("x" * 5000 + ".rng", "VAL012", "is not there", "correct the path"),
        ("../link.rng", "VAL012", "leads out of the project", "--schema"),
        ("..", "VAL012", "is not there", "correct the path"),
        ("../a.rnc", "VAL013", "compact syntax", "trang"),
        ("../a.dtd", "VAL013", "is a DTD", "RELAX NG"),
    ],
)  # fmt: skip
def test_what_is_not_available_is_a_finding(
    folder: Path, href: str, code: str, words: str, hint: str
) -> None:
    (folder.parent / "secret.rng").write_text(RNG)
    (folder / "link.rng").symlink_to(folder.parent / "secret.rng")
    (finding,) = found(folder, "<!-- here -->\n" + model(href) + "<a><b/></a>")
    assert (finding.code, finding.severity) == (code, Severity.WARNING)
    assert (finding.location.path, finding.location.line) == ("texts/x.xml", 2)
    assert words in finding.message
    assert hint in finding.hint


def test_a_file_elsewhere_may_name_what_lies_beside_it(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.rng").write_text(RNG)
    path = other / "x.xml"
    path.write_text(model("a.rng") + "<a><b/></a>")
    assert "RNG" in validate_files([path], None, root=folder)[0].code
    path.write_text(model("../project/a.rng") + "<a><b/></a>")
    assert [f.code for f in validate_files([path], None, root=folder)] == ["VAL012"]


def test_each_schema_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    read = schemas_module.read_schema

    def counting(path: Path, shown: str) -> object:
        compiled.append(path.name)
        return read(path, shown)

    monkeypatch.setattr(schemas_module, "read_schema", counting)
    both = model("a.rng") + model("a.sch")
    texts = [model("a.rng"), both, both, model("./texts/../a.rng"), ""]
    for number, head in enumerate(texts):
        (folder / f"{number}.xml").write_text(f"{head}<a n='1' m='1'/>")
    plan = plan_schemas([f"{number}.xml" for number in range(5)], folder)
    assert sorted(compiled) == ["a.rng", "a.sch"]
    assert plan.by_file["1.xml"] == plan.by_file["2.xml"]
    assert "4.xml" not in plan.by_file
    assert plan.engines == ()


def test_the_store_answers_addresses(folder: Path) -> None:
    store = SchemaStore(store_folder())
    address = "https://example.org/tei.rng"
    entry = store.add("tei", "tei.rng", {"tei.rng": RNG.encode()}, source=address,
                      addresses=[address])  # fmt: skip
    text = model("http://example.org/tei.rng") + "<a><b/></a>"
    assert {code[:3] for code, _ in told(found(folder, text))} == {"RNG"}
    entry.path.write_text(RNG.replace("empty", "text"))
    (finding,) = found(folder, text)
    assert finding.code == "VAL012"
    assert "is not as it was added" in finding.message
    assert "schema add https://example.org/tei.rng --name tei" in finding.hint


def test_pseudo_attributes_and_where_they_stand(folder: Path) -> None:
    path = folder / "x.xml"
    path.write_text(
        "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'none.dtd'>\n"
        "<?xml-model type='application/xml'\n href = 'a&amp;b.rng' phase=\"\"?>\n"
        "<?xml-model href='a&amp;b.rng'?><?xml-model ?><?other href='o.rng'?>\n"
        "<?xml-model href='c' type='application/relax-ng-compact-syntax'?>\n"
        "<a><?xml-model href='late.rng'?></a>"
    )
    references = references_in(path, "x.xml")
    assert [(r.href, r.language, r.location.line) for r in references] == [
        ("a&b.rng", "", 4),  # libxml2 tells the line where an instruction ends
        ("c", "compact", 6),
    ]


def test_hostile_starts_have_no_schemas(folder: Path) -> None:
    path = folder / "x.xml"
    path.write_text(
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + model("a.rng") + "<a>&e;</a>"
    )
    assert [r.href for r in references_in(path, "x.xml")] == ["a.rng"]
    path.write_text("".join(model(f"{number}.rng") for number in range(500)) + "<a/>")
    assert len(references_in(path, "x.xml")) == 50
    for data in (b"", b"\x00\x01", b"<", model("a.rng").encode(), b"<!--" + b"x" * 300_000):
        path.write_bytes(data)
        assert references_in(path, "x.xml") == ()
    path.write_bytes((model("a.rng") + "<a/>").encode("utf-16"))
    assert [r.href for r in references_in(path, "x.xml")] == ["a.rng"]
    path.write_bytes(model("a.rng").encode() + b"<a n='1'><b></a>")
    start = parse_start(path)
    assert start is not None
    assert (start.tag, start.attributes) == ("a", {"n": "1"})


@pytest.fixture
def edition(folder: Path) -> Path:
    """The flawless edition."""
    return copy_specimen(folder / "edition")


def opened(root: Path) -> Edition:
    return read_edition(root, read_config(root))[0]


def named(root: Path, *heads: str) -> list[Finding]:
    """The findings of the letter if it names these schemas."""
    path = root / LETTER
    text = path.read_text()
    path.write_text(text.replace("<TEI", "".join(heads) + "<TEI", 1))
    findings = validate_edition(opened(root), checks=())
    path.write_text(text)
    return list(findings)


def test_an_editions_own_schemas_are_not_repeated(edition: Path) -> None:
    heads = [model(f"../../schemas/letters.{kind}") for kind in ("rng", "sch", "xsd")]
    assert named(edition, *heads) == []
    plan = plan_schemas([LETTER], edition, edition=opened(edition))
    assert plan.by_file == {}


def test_another_schema_is_used_besides(edition: Path) -> None:
    (edition / "mine.sch").write_text(
        f"<schema xmlns='{SCH_NS}'><ns prefix='t' uri='http://www.tei-c.org/ns/1.0'/><pattern>"
        "<rule context='t:body'><report test='true()'>seen</report></rule></pattern></schema>"
    )
    findings = named(edition, model("../../mine.sch"))
    assert [(f.location.path, f.message) for f in findings] == [(LETTER, "seen")]
    (finding,) = named(edition, model("../../../a.rng"))
    assert (finding.code, finding.location.path) == ("VAL012", LETTER)


def _configure(edition: Path, text: str) -> None:
    path = edition / "edition.toml"
    path.write_text(path.read_text() + f"\n[validation]\n{text}\n")


def test_schemas_that_edition_toml_names(edition: Path) -> None:
    SchemaStore(store_folder()).add("kept", "k.rng", {"k.rng": RNG.encode()}, source="x")
    (edition / "mine.rng").write_text(RNG)
    _configure(edition, 'schemas = ["mine.rng", "letters.sch", "kept", "none", "no/such.rng"]')
    plan = plan_schemas([], edition, edition=opened(edition))
    assert [engine.name for engine in plan.engines] == ["relaxng", "schematron", "relaxng"]
    assert [f.code for f in plan.findings] == ["VAL010", "VAL010"]
    assert "'none'" in plan.findings[0].message


def test_the_catalog_of_an_edition(edition: Path) -> None:
    (edition / "mine.rng").write_text(RNG)
    (edition / "catalog.xml").write_text(
        "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>"
        "<uri name='http://example.org/a.rng' uri='mine.rng'/>"
        "<uri name='http://example.org/out.rng' uri='../a.rng'/></catalog>"
    )
    head = model("http://example.org/a.rng")
    assert {f.code[:3] for f in named(edition, head)} == {"RNG"}
    (finding,) = named(edition, model("http://example.org/out.rng"))
    assert "out of the edition" in finding.message
    (edition / "catalog.xml").rename(edition / "other.xml")
    assert [f.code for f in named(edition, head)] == ["VAL012"]
    _configure(edition, 'catalog = "other.xml"')
    assert {f.code[:3] for f in named(edition, head)} == {"RNG"}
    (edition / "other.xml").unlink()
    assert sorted(f.code for f in named(edition, head)) == ["VAL012", "VAL014"]


def test_a_broken_catalog_is_told_once_in_a_run(edition: Path) -> None:
    (edition / "catalog.xml").write_text(
        "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'><uri uri='a'/></catalog>"
    )
    opened_edition = opened(edition)
    files = [edition / path for path in (LETTER, *opened_edition.register_paths)]
    for found in (
        validate_edition(opened_edition, checks=()),
        validate_files(files, None, edition=opened_edition),
    ):
        told = [f for f in found if f.code == "VAL014"]
        assert [f.location.path for f in told] == ["catalog.xml"]
