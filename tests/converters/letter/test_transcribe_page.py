"""The manual's page on transcription: each of its examples gives the TEI that it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.encoding.encode import encode
from tei_edition.encoding.unit import units_of
from tei_edition.tei.namespaces import TEI, tei
from tests.converters.laws import CONFIG
from tests.converters.letter.test_cases import parsed

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "transcribe.md"
EXAMPLE = re.compile(r"^```text\n(.*?)^```\n\n```xml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


BLOCKS = "p note list item table row cell lg l quote opener closer div dateline salute signed"
BESIDE_BLOCK = re.compile(rf" ?(</?(?:{'|'.join([*BLOCKS.split(), 'postscript'])})\b[^>]*>) ?")


def normal(element: etree._Element) -> str:
    """The element with white space collapsed, and none beside the tags of blocks."""
    text = " ".join(etree.tostring(element, encoding="unicode", with_tail=False).split())
    return BESIDE_BLOCK.sub(r"\1", text)


def test_the_page_has_its_examples() -> None:
    assert len(EXAMPLES) == PAGE.read_text(encoding="utf-8").count("```text") >= 13


@pytest.mark.parametrize(("written", "shown"), EXAMPLES, ids=lambda text: repr(text[:24]))
def test_example(written: str, shown: str) -> None:
    document, findings = parsed(written)
    assert findings == ()
    tree = encode(units_of(document)[0], "letter-example", CONFIG).tree
    div = tree.getroot().find(f"{tei('text')}/{tei('body')}/{tei('div')}")
    assert div is not None
    expected = etree.fromstring(f'<div xmlns="{TEI}" type="letter">{shown}</div>')
    assert normal(div) == normal(expected)
