"""Letters of other projects: none crashes, no word is lost, the HTML is good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tei_edition.edition import Edition, TeiDocument, read_document
from tei_edition.registers.entity import Registers
from tei_edition.registers.read import read_entities
from tei_edition.tei.read import parse_xml, read_xml
from tei_edition.transformers import html, json_ld, text

from .html_tree import check_html, read_html
from .rendering import by_path, checked_body, small_edition

FOLDERS = ("schnitzler/letters", "dehmel/letters", "suriano/letters", "sig-correspdesc")


@pytest.mark.shared
@pytest.mark.parametrize("folder", FOLDERS)
def test_bodies(shared: Path, folder: str) -> None:
    paths = sorted((shared / "corpora" / "letters" / folder).glob("*.xml"))
    assert len(paths) >= 11
    for path in paths:
        checked_body(parse_xml(path.read_bytes(), path.name).getroot())


@pytest.mark.shared
@pytest.mark.parametrize("project", ["schnitzler", "dehmel", "suriano"])
def test_whole_site(shared: Path, project: str) -> None:
    folder = shared / "corpora" / "letters" / project
    root = shared / "corpora" / "letters"
    documents = []
    for path in sorted((folder / "letters").glob("*.xml"))[:12]:
        shown = path.relative_to(root).as_posix()
        documents.append(read_document(TeiDocument(shown, read_xml(path, shown))))
    # Registers can be large; the entries that these letters name are enough.
    wanted = {one for document in documents for m in document.mentions for one in m.ids}
    entities = []
    for path in sorted((folder / "indices").glob("*.xml")):
        entities += [
            e for e in read_entities(read_xml(path, path.name), path.name) if e.id in wanted
        ]
    edition = replace(
        small_edition(), root=root, documents=tuple(documents), registers=Registers(tuple(entities))
    )
    assert isinstance(edition, Edition)
    files = by_path([*html.render(edition), *text.render(edition), *json_ld.render(edition)])
    pages = [path for path in files if path.startswith("letters/") and path.endswith(".html")]
    assert sum(".diplomatic" not in path for path in pages) == 13
    for path, content in files.items():
        if path.endswith(".html"):
            check_html(read_html(content.decode().removeprefix("<!doctype html>")))
