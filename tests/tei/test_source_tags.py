"""Elements are found in the text of their file, whatever stands around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.tei.source_tags import Edit, NotEditable, read_source_tags, rewriting
from tei_edition.tei.text_of import element_name

TRICKY = """<?xml version="1.0"?><!DOCTYPE TEI SYSTEM "a>b.dtd"><!-- <x> --><?p <y>?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" n='a>b' rend="/">
<!-- <z> --><p\tn = "<'" ><![CDATA[<q></p>]]><lb/><?r <s>?></p ><ab
/></TEI><!-- <after> -->
""".replace('"<\'"', '"&lt;\'"')


def test_comments_sections_and_quotes_hide_nothing() -> None:
    source = read_source_tags(TRICKY.encode(), "x.xml")
    written = [source.slice(node) for node in source.tree.getroot().iter()]
    assert written[0].startswith("<TEI") and written[0].endswith("</TEI>")
    assert written[1] == "<!-- <z> -->"
    assert written[2].startswith("<p\t") and written[2].endswith("</p >")
    assert written[3:] == ["<lb/>", "<?r <s>?>", "<ab\n/>"]
    assert source.edited([]) == TRICKY.encode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_are_kept(encoding: str) -> None:
    name = {"utf-8-sig": "UTF-8"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{name}"?>\r\n<a>\xe4<b/></a>'
    data = text.encode(encoding)
    source = read_source_tags(data, "x.xml")
    assert source.edited([]) == data
    end = source.spans[source.tree.getroot()[0]].end
    assert source.edited([Edit(end, end, "\xf6")]) == text.replace("<b/>", "<b/>\xf6").encode(
        encoding
    )


def test_what_cannot_be_edited_is_refused() -> None:
    with pytest.raises(NotEditable, match="DOCTYPE"):
        read_source_tags(b'<!DOCTYPE a [<!ENTITY b "<c/>">]><a>&b;</a>', "x.xml")
    source = read_source_tags(b"<a><b/></a>", "x.xml")
    with pytest.raises(ValueError, match="overlap"):
        source.edited([Edit(0, 5, ""), Edit(3, 4, "")])


@pytest.mark.shared
def test_letters_of_other_projects(shared: Path) -> None:
    refused = 0
    for file in sorted((shared / "corpora/letters").rglob("*.xml")):
        data = file.read_bytes()
        try:
            source = read_source_tags(data, file.name)
        except NotEditable:
            refused += 1
            continue
        assert source.edited([]) == data
        for element, span in source.spans.items():
            assert span.name.rpartition(":")[2] == element_name(element)
    assert refused == 0


def test_attributes_and_text_are_found_character_by_character() -> None:
    text = "<a xml:id = 'p&#45;1'\r\n n=\"x='y'\">one &amp;<b/>t<!-- c -->wo<![CDATA[ & ]]>\r\n</a>"
    source = read_source_tags(text.encode(), "x.xml")
    root = source.tree.getroot()
    span, value = source.attribute(root, "xml:id")
    assert text[span.start : span.end] == "xml:id" and value.text == "p-1"
    assert source.attribute(root, "n")[1].text == "x='y'"
    with pytest.raises(ValueError, match="no attribute y"):
        source.attribute(root, "y")
    pieces = list(source.pieces(root))
    assert [piece.text for piece in pieces] == ["one &", "t", "wo", "\n"]
    edits = [
        rewriting(value, 0, 3, "p-<2>"),
        rewriting(pieces[0], 0, 5, "one and"),
        rewriting(pieces[3], 0, 1, ""),
    ]
    changed = source.edited(edit for edit in edits if edit)
    assert changed.decode() == (
        "<a xml:id = 'p&#45;&lt;2>'\r\n n=\"x='y'\">one and<b/>t<!-- c -->wo<![CDATA[ & ]]></a>"
    )


def test_rewriting_touches_only_what_differs() -> None:
    source = read_source_tags(b'<a n="abc" m=""/>', "x.xml")
    value = source.attribute(source.tree.getroot(), "n")[1]
    assert rewriting(value, 0, 3, "abc") is None
    assert rewriting(value, 0, 3, "axbc") == Edit(7, 7, "x")
    assert rewriting(value, 0, 3, "abcd") == Edit(9, 9, "d")
    assert rewriting(value, 0, 3, "ac") == Edit(7, 8, "")
    empty = source.attribute(source.tree.getroot(), "m")[1]
    assert rewriting(empty, 0, 0, "x") == Edit(14, 14, "x")


def test_a_line_that_a_tag_fills_goes_with_it() -> None:
    source = read_source_tags(b"<a>\r\n  <b>\r\n<c/> </b></a>", "x.xml")
    span = source.spans[source.tree.getroot()[0]]
    edits = [source.without(span.start, span.inner), source.without(span.inner_end, span.end)]
    assert source.edited(edits) == b"<a>\r\n<c/> </a>"
