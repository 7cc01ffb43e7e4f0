"""Elements are found in the text of their file, whatever stands around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.tei.source_tags import Edit, NotEditable, read_source_tags
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
