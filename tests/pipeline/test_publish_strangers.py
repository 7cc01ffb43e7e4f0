"""Letters of other projects, with an edition.toml put around them, become a site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tei_edition.model.config import config_of
from tei_edition.pipeline.publish import Publication, publish

pytestmark = pytest.mark.shared
_REGISTER = 'person = "editions/indices/register.xml"'


def published(shared: Path, root: Path, project: str, config: str = "") -> Publication:
    """The first letters of a project and its registers, published into ``root/site``."""
    folder = shared / "corpora" / "letters" / project
    letters, indices = root / "editions" / "letters", root / "editions" / "indices"
    for target in (letters, indices):
        target.mkdir(parents=True)
    for path in sorted((*folder.glob("*.xml"), *folder.glob("letters/*.xml")))[:11]:
        shutil.copyfile(path, letters / path.name)
    for path in folder.glob("indices/*.xml"):
        shutil.copyfile(path, indices / path.name)
    text = f'[edition]\ntitle = "T"\n[publish]\nformats = ["html", "text"]\n{config}'
    return publish(root, config_of(text.encode()), jobs=1)


def test_registers_within_letters(shared: Path, tmp_path: Path) -> None:
    done = published(shared, tmp_path, "schnitzler")
    persons = [path for path in done.files if path.startswith("persons/")]
    assert "persons/pmb2121.html" in persons and len(persons) > 20
    page = (tmp_path / "site" / "letters" / "L00121.html").read_text(encoding="utf-8")
    assert 'href="../persons/pmb10815.html"' in page
    assert "events/index.html" in done.files, "a register that edition.toml does not name"
    assert {finding.code for finding in done.findings} == {"PUB003", "PUB005"}
    assert not any("listbibl" in path for path in done.files)


def test_registers_by_web_address(shared: Path, tmp_path: Path) -> None:
    registers = f"[editions.registers]\n{_REGISTER}\n"
    done = published(shared, tmp_path, "dehmel", registers)
    assert done.findings == ()
    page = (tmp_path / "site" / "letters" / "HANSb13005.html").read_text(encoding="utf-8")
    assert 'href="../persons/gnd_118569880.html"' in page
    text = (tmp_path / "site" / "letters" / "HANSb13005.txt").read_text(encoding="utf-8")
    assert "Dilettan\u00adtengesellschaft" in text


def test_participants_are_entries(shared: Path, tmp_path: Path) -> None:
    done = published(shared, tmp_path, "sig-correspdesc")
    assert "persons/CH.html" in done.files
    assert not [finding for finding in done.findings if finding.code == "PUB004"]
