"""What is remembered from run to run never changes what is found, and spares the files it can."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tei_edition.findings import Finding
from tei_edition.tei.shipped import shipped_schema
from tei_edition.validation.memory import Memory
from tei_edition.validation.run import validate_edition
from tei_edition.validation.schema_lookup.plan import SchemaOptions

from .specimen import ESSAY, LETTER, REGISTERS, copy_specimen, open_specimen

OTHER = LETTER.replace("1912-03-01", "1912-03-02")


class Runs:
    """An edition that is validated again and again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root.parent / "cache"
        self.looked_at = 0

    def run(
        self,
        *,
        expected: str | None = None,
        schemas: Sequence[Path] | None = None,
        options: SchemaOptions | None = None,
    ) -> tuple[Finding, ...]:
        """The findings of another program run, which are those of a first one."""
        self.looked_at = 0

        def count(_: str, done: int, total: int) -> None:
            self.looked_at = max(self.looked_at, total)

        edition = open_specimen(self.root, expected)
        found = validate_edition(
            edition,
            schemas=schemas,
            options=options,
            memory=Memory(self.folder),
            progress=count,
        )
        assert found == validate_edition(edition, schemas=schemas, options=options)
        return found

    def write(self, path: str, text: str) -> tuple[Finding, ...]:
        """The findings after a file came or was written anew."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")
        return self.run()

    def replace(self, path: str, old: bytes, new: bytes) -> tuple[Finding, ...]:
        """The findings after an edit."""
        data = (self.root / path).read_bytes()
        assert old in data
        (self.root / path).write_bytes(data.replace(old, new))
        return self.run()


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    root = copy_specimen(tmp_path / "edition")
    schemas = root / "schemas"
    schemas.mkdir()
    for name in ("letters.rng", "letters.sch", "letters.xsd", "xml.xsd"):
        shutil.copy(shipped_schema(name), schemas / name)
    runs = Runs(root)
    runs.run()
    assert runs.looked_at == 6
    return runs


def test_an_edit_of_the_text(runs: Runs) -> None:
    before = runs.run()
    assert runs.looked_at == 0
    found = runs.replace(LETTER, b"<salute>", b"<salute>\n<oops/>")
    assert runs.looked_at == 1
    assert {finding.code for finding in set(found) - set(before)} == {"RNG001"}
    assert runs.replace(LETTER, b"<salute>\n<oops/>", b"<salute>") == before
    assert runs.looked_at == 1


def test_what_other_files_may_depend_on(runs: Runs) -> None:
    before = runs.run()
    found = runs.replace(REGISTERS[0], b'xml:id="carl-dorn"', b'xml:id="karl-dorn"')
    assert runs.looked_at == 6
    assert "REF001" in {finding.code for finding in set(found) - set(before)}
    runs.replace(REGISTERS[0], b'xml:id="karl-dorn"', b'xml:id="carl-dorn"')
    runs.replace(LETTER, b'when="1912-03-01"', b'when="1912-03-02"')
    assert runs.looked_at == 6


def test_a_file_that_comes_and_goes(runs: Runs) -> None:
    shutil.copy(runs.root / LETTER, runs.root / OTHER)
    runs.run()
    assert runs.looked_at == 7
    runs.run()
    assert runs.looked_at == 0
    (runs.root / OTHER).unlink()
    runs.run()
    assert runs.looked_at == 6


def test_a_schema(runs: Runs) -> None:
    before = runs.run()
    runs.replace("schemas/letters.rng", b'"salute"', b'"salut"')
    assert runs.looked_at == 6
    found = runs.run()
    assert found != before
    runs.replace("schemas/xml.xsd", b"</xs:schema>", b"\n</xs:schema>")
    assert runs.looked_at == 6


def test_the_configuration(runs: Runs) -> None:
    runs.replace("edition.toml", b"[edition]", b'[validation]\nignore = ["XML020"]\n[edition]')
    assert runs.looked_at == 6


def test_an_ill_formed_file(runs: Runs) -> None:
    found = runs.replace(ESSAY, b"</TEI>", b"")
    assert "XML001" in {finding.code for finding in found}
    runs.run()
    assert runs.looked_at == 0


def test_the_text_of_the_source(runs: Runs) -> None:
    found = runs.run(expected="another text")
    assert runs.looked_at == 1
    assert "TXT" in {finding.code[:3] for finding in found}
    runs.run()
    assert runs.looked_at == 1


def test_two_editions(runs: Runs, tmp_path: Path) -> None:
    other = Runs(copy_specimen(tmp_path / "other"))
    other.folder = runs.folder
    other.run()
    assert other.looked_at == 6
    other.run()
    assert other.looked_at == 0
    runs.run()
    assert runs.looked_at == 0


def test_a_pointer_into_another_file(runs: Runs) -> None:
    target = b'<ref target="../essays/essay-on-anna-berg.xml#passage">there</ref>'
    before = runs.replace(LETTER, b"</salute>", target + b"</salute>")
    assert runs.looked_at == 1
    found = runs.replace(ESSAY, b"<p>", b'<p xml:id="passage">')
    assert runs.looked_at == 2
    assert {f.code for f in set(before) - set(found)} == {"REF001"}


def test_files_that_documents_name(runs: Runs) -> None:
    missing = runs.replace(LETTER, b"</salute>", b'<graphic url="../../images/a.jpg"/></salute>')
    assert "LNK" in "".join(finding.code for finding in missing)
    there = runs.write("images/a.jpg", "a picture")
    assert len(there) == len(missing) - 1
    (runs.root / "images/a.jpg").unlink()
    assert runs.run() == missing


def test_what_is_behind_a_link(runs: Runs, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere/deep"
    elsewhere.mkdir(parents=True)
    (elsewhere / "a.jpg").write_text("a picture", encoding="utf-8")
    (elsewhere / "round").symlink_to(tmp_path / "elsewhere")
    (runs.root / "images").symlink_to(tmp_path / "elsewhere")
    runs.replace(LETTER, b"</salute>", b'<graphic url="../../images/deep/a.jpg"/></salute>')
    (elsewhere / "a.jpg").unlink()
    runs.run()
    assert runs.looked_at == 6


def test_what_is_no_part_of_the_edition(runs: Runs) -> None:
    for path in ("site/index.html", ".git/index", "sources/new.txt", "edition.lock"):
        runs.write(path, "one")
        runs.write(path, "another")
        assert runs.looked_at in {0, 6}
        runs.run()
        assert runs.looked_at == 0, path
    runs.write("site/index.html", "a third")
    runs.write("sources/new.txt", "a third")
    assert runs.looked_at == 0


@pytest.mark.parametrize("where", [".", "shared", "edition/.hidden", "edition/site", "edition"])
def test_a_schema_elsewhere(runs: Runs, tmp_path: Path, where: str) -> None:
    runs.folder = tmp_path / ".cache"
    folder = tmp_path / where
    shutil.copytree(runs.root / "schemas", folder, dirs_exist_ok=True)
    schemas = [folder / name for name in ("letters.rng", "letters.sch")]
    before = runs.run(schemas=schemas)
    runs.run(schemas=schemas)
    assert runs.looked_at == 0
    data = schemas[0].read_bytes()
    schemas[0].write_bytes(data.replace(b'"salute"', b'"salut"'))
    assert runs.run(schemas=schemas) != before
    runs.run(schemas=schemas[::-1])
    assert runs.looked_at == 6
    runs.run(schemas=schemas[:1])
    assert runs.looked_at == 6
    runs.run(schemas=schemas[:1], options=SchemaOptions(engine="libxml2"))
    assert runs.looked_at == 6


@pytest.mark.parametrize(
    "test",
    [
        "current-date() &gt; xs:date('2001-01-01')",
        "doc('other.xml')//tei:p",
        "not(document('other.xml'))",
        "exists(environment-variable('HOME'))",
    ],
)
def test_rules_that_ask_for_more_than_the_document(runs: Runs, tmp_path: Path, test: str) -> None:
    rules = tmp_path / "rules.sch"
    rules.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">'
        '<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>'
        f'<pattern><rule context="tei:TEI"><assert test="{test}">No.</assert></rule></pattern>'
        "</schema>",
        encoding="utf-8",
    )
    for _ in range(2):
        runs.run(schemas=[rules])
        assert runs.looked_at == 6


def test_work_that_was_given_up(
    runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tei_edition.validation.engines.schematron.engine._MAX_FINDINGS", 0)
    rules = tmp_path / "rules/rules.sch"
    rules.parent.mkdir()
    rules.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">'
        '<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>'
        '<pattern><rule context="tei:opener"><assert test="not(.)">No.</assert></rule>'
        "</pattern></schema>",
        encoding="utf-8",
    )
    runs.run(schemas=[rules])
    runs.run(schemas=[rules])
    assert runs.looked_at == 1


def test_a_damaged_memory(runs: Runs) -> None:
    before = runs.run()
    (kept,) = runs.folder.iterdir()
    kept.write_bytes(b"no database")
    assert runs.run() == before
    assert runs.looked_at == 6
    runs.run()  # what was damaged has gone
    runs.run()
    assert runs.looked_at == 0
    with sqlite3.connect(kept) as connection:
        value = zlib.compress(b'[[{"code": 1}], null]')
        connection.execute("UPDATE kept SET value = ?", (value,))
    connection.close()
    assert runs.run() == before
    assert runs.looked_at == 6


def test_a_disk_that_keeps_nothing(runs: Runs) -> None:
    runs.folder = runs.root / "edition.toml"
    runs.run()
    runs.run()
    assert runs.looked_at == 6


def test_a_file_that_changes_while_it_is_looked_at(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found in the new text must not be kept for the old one."""
    letter = runs.root / LETTER
    old = letter.read_bytes().replace(b"<salute>", b"<salute> ")
    letter.write_bytes(old)

    def read(path: Path) -> bytes:
        if path.name == letter.name:
            path.write_bytes(old.replace(b"<salute>", b"<oops/><salute>"))
        return path.read_bytes()

    with monkeypatch.context() as patch:
        patch.setattr("tei_edition.validation.run.read_file", read)
        validate_edition(open_specimen(runs.root), memory=Memory(runs.folder))
    letter.write_bytes(old)
    assert "RNG001" not in {finding.code for finding in runs.run()}


def test_names_that_are_no_unicode(runs: Runs) -> None:
    name = os.fsdecode(b"editions/letters/letter-\xff.xml")
    shutil.copy(runs.root / LETTER, runs.root / name)
    runs.run()
    runs.run()
    assert runs.looked_at == 1
