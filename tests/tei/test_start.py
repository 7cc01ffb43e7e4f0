"""The start of a file, read without a parser: the same as a parser gives, or nothing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_edition.tei.start import Start, find_plain_start

REPOSITORY = Path(__file__).parents[2]
PIECES = st.sampled_from(
    [
        '<?xml version="1.0"?>',
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<?xml version="1.0" encoding="ISO-8859-1"?>',
        "<?xml-model href='a.rng' title='é'?>",
        "<?b?>",
        "<? c?>",
        "<?xml d?>",
        "<!-- a - b -->",
        "<!-- a -- b -->",
        "<!DOCTYPE TEI>",
        "<TEI>",
        "<TEI/>",
        '<TEI xmlns="urn:a" xml:id="x">',
        "<t:TEI xmlns:t = 'urn:b' t:n='1' n='2'>",
        "<TEI n='1' n='2'>",
        "<TEI n='a&amp;b'>",
        "<TEI u:n='1'>",
        "<TEI n='a\nb'>",
        "<TEI\n n='>'\n>",
        "text",
        "\n",
        "\r\n",
        " ",
        "\ufeff",
    ]
)


def parsed(data: bytes) -> Start | None:
    """What libxml2 finds."""
    parser = etree.XMLPullParser(
        events=("start", "pi"), resolve_entities=False, no_network=True, collect_ids=False
    )
    instructions = []
    with suppress(etree.XMLSyntaxError):
        parser.feed(data)
    with suppress(etree.XMLSyntaxError):
        for event, node in parser.read_events():
            line = node.sourceline or 0
            if event == "start":
                return Start(tuple(instructions), node.tag, dict(node.attrib), line)
            instructions.append((node.target, node.text or "", line))
    return None


@given(st.lists(PIECES, max_size=6).map("".join))
def test_it_gives_what_a_parser_gives_or_nothing(text: str) -> None:
    data = text.encode()
    found = find_plain_start(data)
    assert found is None or found == parsed(data)


def test_our_own_files_need_no_parser() -> None:
    for path in sorted((REPOSITORY / "editions").rglob("*.xml")):
        data = path.read_bytes()[:4096]
        assert find_plain_start(data) == parsed(data) is not None, path


@pytest.mark.shared
def test_files_of_others_are_read_alike(shared: Path) -> None:
    paths = sorted((shared / "corpora").rglob("*.xml"))
    found = {path: find_plain_start(path.read_bytes()[:4096]) for path in paths}
    plain = [path for path, start in found.items() if start is not None]
    assert len(plain) > len(paths) / 4
    for path in plain:
        assert found[path] == parsed(path.read_bytes()[:4096]), path


def test_the_start_of_a_large_comment_is_no_start() -> None:
    assert find_plain_start(b"<!-- " + b"<TEI>" * 1000) is None
