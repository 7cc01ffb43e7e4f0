"""What the tests of the transformers share: the specimen edition, bodies of scraps of TEI."""

from __future__ import annotations

import copy
import html
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from tei_edition.edition import Edition, TeiDocument, read_document, read_edition
from tei_edition.findings import Location
from tei_edition.model.config import config_of, read_config
from tei_edition.model.mention import MentionKind
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity, Name, Registers
from tei_edition.source_text import normalise_space
from tei_edition.tei.namespaces import TEI
from tei_edition.tei.notes import read_notes
from tei_edition.tei.read import parse_xml
from tei_edition.tei.text_of import text_of
from tei_edition.tei.texts import texts_in
from tei_edition.transformers.html.body import Body, render_body
from tei_edition.transformers.html.links import Links, Targets
from tei_edition.transformers.phrases import ENGLISH

from .html_tree import Node, check_html, read_html, words_of

SPECIMEN = Path(__file__).parent / "edition"


def specimen_edition() -> Edition:
    """The edition in tests/transformers/edition."""
    edition, findings = read_edition(SPECIMEN, read_config(SPECIMEN))
    assert not findings
    return edition


def small_edition(*documents: tuple[str, str], config: str = "") -> Edition:
    """An edition of documents given as path and text element; its files do not exist."""
    read = []
    for path, text in documents:
        stem = path.rpartition("/")[2].removesuffix(".xml")
        tree = parse_xml(whole(text, stem), path)
        read.append(read_document(TeiDocument(path, tree)))
    table = config_of(f'[edition]\ntitle = "Small"\n{config}'.encode())
    anna = Entity("anna", MentionKind.PERSON, Location("x"), (Name("Anna <Muster>"),))
    return Edition(Path("/nowhere"), table, Registers((anna,)), tuple(read))


def whole(text: str, xml_id: str = "x") -> bytes:
    """A TEI document around a ``text`` element."""
    return (
        f'<TEI xmlns="{TEI}" xml:id="{xml_id}"><teiHeader><fileDesc><titleStmt><title>T</title>'
        f"</titleStmt></fileDesc></teiHeader>{text}</TEI>"
    ).encode()


def body_of(inner: str, title: str = "T") -> tuple[Body, Node]:
    """The rendered body of what stands in a ``div``, checked, and its tree."""
    root = parse_xml(whole(f"<text><body><div>{inner}</div></body></text>"), "x.xml").getroot()
    return checked_body(root, title)


def checked_body(root: etree._Element, title: str = "T") -> tuple[Body, Node]:
    """Render a document, check the HTML and that no word was lost on the way."""
    edition = small_edition()
    links = Links(Targets.of(edition, ENGLISH), "letters/x.html")
    body = render_body(root, title, links, ENGLISH)
    tree = read_html(page_of(body))
    check_html(tree)
    main, *sections = (child for child in tree.children if isinstance(child, Node))
    assert all(note.markers for note in body.notes)
    expected, expected_notes = words_in(root)
    assert words_of(main) == expected
    listed = [item for section in sections for item in section.find_all("ol")[0].children]
    assert [words_of(item) for item in listed if isinstance(item, Node)] == expected_notes
    return body, tree


def page_of(body: Body) -> str:
    """Text and notes as a page has them."""
    items = "".join(
        f'<li id="{html.escape(note.anchor)}">{note.content}'
        + "".join(f'<a class="ed" href="#{quote(marker)}">back</a>' for marker in note.markers)
        + "</li>"
        for note in body.notes
    )
    return f"<div>{body.content}</div>" + (f"<section><ol>{items}</ol></section>" if items else "")


def words_in(root: etree._Element) -> tuple[str, list[str]]:
    """The text of a document without its footnotes, and the text of each footnote."""
    clone = copy.deepcopy(root)
    notes = read_notes(clone).numbered
    # From the inside out, so that a note in a note counts once.
    texts: dict[etree._Element, str] = {}
    for note in sorted(notes, key=lambda one: -sum(1 for _ in one.iterancestors())):
        tail, note.tail = note.tail, None
        texts[note] = text_of(note)
        note.tail = tail
        _cut_out(note)
    words = normalise_space(" ".join(map(text_of, texts_in(clone))))
    return words, [texts[note] for note in notes]


def _cut_out(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    previous, tail = element.getprevious(), element.tail or ""
    if previous is None:
        parent.text = (parent.text or "") + tail
    else:
        previous.tail = (previous.tail or "") + tail
    element.tail = None
    parent.remove(element)


def by_path(files: list[OutputFile]) -> dict[str, bytes]:
    """The files of an output by path; no path comes twice."""
    found = {file.path: file.content for file in files}
    assert len(found) == len(files)
    return found
