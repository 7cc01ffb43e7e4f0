"""The schemas of the project and random documents made from them; each loaded once."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from .generate_documents import TEI, DocumentGenerator
from .grammar import Grammar, read_grammar

# A validator takes documents by name and gives, for each that is invalid, what it says.
Validator = Callable[[dict[str, bytes]], dict[str, str]]


@pytest.fixture(scope="session")
def schemas(project: Path) -> Path:
    return project / "schemas"


@pytest.fixture(scope="session")
def grammar(schemas: Path) -> Grammar:
    return read_grammar(schemas / "letters.rng", namespace=TEI)


@pytest.fixture(scope="session")
def relaxng(schemas: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(schemas / "letters.rng"))


@pytest.fixture(scope="session")
def xsd(schemas: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(schemas / "letters.xsd"))


@pytest.fixture(scope="session")
def generated(grammar: Grammar) -> dict[str, bytes]:
    """Documents that together use all of the grammar, and some that are merely random."""
    generator = DocumentGenerator(grammar, seed=20240501)
    documents = {
        f"generated-{number:04}.xml": etree.tostring(root, encoding="utf-8")
        for number, root in enumerate(generator.documents(extra=50))
    }
    assert not generator.uncovered
    return documents


@pytest.fixture(scope="session")
def valid_documents(project: Path) -> dict[str, bytes]:
    """The hand-written documents of tests/schemas/valid."""
    folder = project / "tests" / "schemas" / "valid"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.xml"))}


@pytest.fixture(scope="session")
def tei_all(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Validator:
    """Validates against the whole of TEI P5: by jing where it is on PATH, else by libxml2."""
    schema = shared / "schema" / "tei-p5" / "tei_all.rng"
    if shutil.which("jing") is None:
        return libxml2_validator(etree.RelaxNG(etree.parse(schema)))
    folder = tmp_path_factory.mktemp("tei-all")
    return lambda documents: _jing(schema, documents, folder)


def libxml2_validator(schema: etree.RelaxNG | etree.XMLSchema) -> Validator:
    def validate(documents: dict[str, bytes]) -> dict[str, str]:
        failures = {}
        for name, document in documents.items():
            if not schema.validate(etree.fromstring(document)):
                failures[name] = str(schema.error_log)
        return failures

    return validate


def _jing(schema: Path, documents: dict[str, bytes], folder: Path) -> dict[str, str]:
    for name, document in documents.items():
        (folder / name).write_bytes(document)
    run = subprocess.run(
        ["jing", str(schema), *documents],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    failures: dict[str, str] = {}
    for line in run.stdout.splitlines():
        # /folder/name.xml:1:2: error: what is wrong
        failures.setdefault(Path(line.split(":")[0]).name, line)
    assert run.returncode in (0, 1), run.stderr
    assert bool(run.returncode) == bool(failures), run.stderr
    return failures
