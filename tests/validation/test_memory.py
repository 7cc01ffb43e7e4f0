"""What is remembered from run to run never changes what is found, and spares the files it can."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tei_edition.findings import Finding
from tei_edition.tei.shipped import shipped_schema
from tei_edition.validation.memory import Memory
from tei_edition.validation.run import validate_edition

from .specimen import ESSAY, LETTER, REGISTERS, copy_specimen, open_specimen

OTHER = LETTER.replace("1912-03-01", "1912-03-02")


class Runs:
    """An edition that is validated again and again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.memory = Memory()
        self.looked_at = 0

    def run(self, *changed: str, expected: str | None = None) -> tuple[Finding, ...]:
        """The findings after a change, which are those of a first run."""
        self.memory.heed(frozenset(self.root.resolve() / path for path in changed))
        self.looked_at = 0

        def count(_: str, done: int, total: int) -> None:
            self.looked_at = max(self.looked_at, total)

        edition = open_specimen(self.root, expected)
        found = validate_edition(edition, memory=self.memory, progress=count)
        assert found == validate_edition(edition)
        return found

    def replace(self, path: str, old: bytes, new: bytes) -> tuple[Finding, ...]:
        """The findings after an edit."""
        data = (self.root / path).read_bytes()
        assert old in data
        (self.root / path).write_bytes(data.replace(old, new))
        return self.run(path)


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
    runs.run(OTHER)
    assert runs.looked_at == 7
    runs.run()
    assert runs.looked_at == 0
    (runs.root / OTHER).unlink()
    runs.run(OTHER)
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
    runs.run(ESSAY)
    assert runs.looked_at == 0


def test_the_text_of_the_source(runs: Runs) -> None:
    found = runs.run(expected="another text")
    assert runs.looked_at == 1
    assert "TXT" in {finding.code[:3] for finding in found}
    runs.run()
    assert runs.looked_at == 1


def test_two_editions(runs: Runs, tmp_path: Path) -> None:
    other = Runs(copy_specimen(tmp_path / "other"))
    other.memory = runs.memory
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
