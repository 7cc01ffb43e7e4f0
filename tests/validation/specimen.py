"""The flawless edition in ``edition/``, and how an example or fixture is laid over a copy of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from lxml import etree

from tei_edition.edition import Edition, ExpectedText, read_edition
from tei_edition.model.config import read_config
from tei_edition.tei.namespaces import TEI, tei
from tei_edition.tei.read import parse_xml, read_xml
from tei_edition.tei.text_of import text_of

SPECIMEN = Path(__file__).parent / "edition"
LETTER = "editions/letters/letter-1912-03-01-anna-berg-to-carl-dorn.xml"
ESSAY = "editions/essays/essay-on-anna-berg.xml"
REGISTERS = tuple(f"editions/indices/{name}.xml" for name in ("listperson", "listplace", "listorg"))


def copy_specimen(folder: Path) -> Path:
    """A copy of the edition that a test may change."""
    shutil.copytree(SPECIMEN, folder)
    return folder


def open_specimen(root: Path, expected: str | None = None) -> Edition:
    """The edition as it is now; ``expected`` is the text that the letter's source has."""
    texts = {} if expected is None else {LETTER: ExpectedText("sources/letter.txt", expected)}
    return read_edition(root, read_config(root), texts)[0]


def letter_text() -> str:
    """The text of the flawless letter."""
    text = read_xml(SPECIMEN / LETTER, LETTER).getroot().find(tei("text"))
    assert text is not None
    return text_of(text)


def lay_over(root: Path, markup: str) -> None:
    """Put each outermost element of ``markup`` into the edition.

    It replaces the first element of its name and @type, in the letter's text, its header, then the
    registers; if there is none, it becomes a paragraph at the end of the letter. A TEI element
    without content lends its attributes to the essay, one with content replaces the letter; a
    second one becomes another letter.
    """
    wrapped = parse_xml(f'<wrap xmlns="{TEI}">{markup}</wrap>'.encode(), "example").getroot()
    target = root / LETTER
    for element in list(wrapped):
        if element.tag == tei("TEI") and len(element):
            target.write_bytes(etree.tostring(element, with_tail=False))
            target = target.with_name("another-letter.xml")
        elif element.tag == tei("TEI"):
            _lend_attributes(root / ESSAY, element)
        elif not any(_replaced(root / path, element) for path in (LETTER, *REGISTERS)):
            _appended(root / LETTER, element)


def _replaced(path: Path, element: etree._Element) -> bool:
    tree = read_xml(path, path.name)
    places = [
        place
        for part in (*tree.iter(tei("text")), tree.getroot())
        for place in part.iter(element.tag)
        if place.get("type") == element.get("type")
    ]
    if not places:
        return False
    _swap(places[0], element)
    tree.write(str(path), encoding="UTF-8", xml_declaration=True)
    return True


def _lend_attributes(path: Path, element: etree._Element) -> None:
    tree = read_xml(path, path.name)
    tree.getroot().attrib.update(element.attrib)
    tree.write(str(path), encoding="UTF-8", xml_declaration=True)


def _swap(old: etree._Element, new: etree._Element) -> None:
    parent = old.getparent()
    assert parent is not None
    new.tail = old.tail
    parent.replace(old, new)


def _appended(path: Path, element: etree._Element) -> None:
    tree = read_xml(path, path.name)
    closer = next(tree.iter(tei("closer")))
    paragraph = etree.Element(tei("p"))
    element.tail = None
    paragraph.append(element)
    closer.addprevious(paragraph)
    tree.write(str(path), encoding="UTF-8", xml_declaration=True)


def examples(manual: str, key: str) -> list[str]:
    """The examples under "Fails:" or "Passes:" of a manual page; each may go on over lines."""
    found = re.findall(rf"^{key}:[ ]*(.*(?:\n[ \t]+\S.*)*)", manual, re.MULTILINE)
    return [re.sub(r"\n\s+", " ", example) for example in found]
