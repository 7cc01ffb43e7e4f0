"""Plain text: the reading view, golden and piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tei_edition.tei.read import parse_xml
from tei_edition.transformers.phrases import ENGLISH
from tei_edition.transformers.text import reading_text

from .rendering import whole

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("golden", sorted(GOLDEN.rglob("*.txt")), ids=lambda path: path.stem)
def test_golden(golden: Path, site: Mapping[str, bytes]) -> None:
    assert site[golden.relative_to(GOLDEN).as_posix()] == golden.read_bytes()


def text_from(inner: str, title: str = "") -> str:
    root = parse_xml(whole(f"<text><body><div>{inner}</div></body></text>"), "x").getroot()
    return reading_text(root, ENGLISH, title)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>a</p><p>b\n  c</p>", "a\n\nb c"),
        ("<p>a<lb/>b<lb break='no'/>c<pb n='2'/>d</p>", "a bc d"),
        ("<p>be<pc force='weak'>-</pc><lb break='no'/>fore</p>", "before"),
        ("<p>coope-<lb/>rare</p>", "coope- rare"),  # whether it is one word, nobody has said
        ("<p><choice><sic>teh</sic><corr>the</corr></choice> x</p>", "the x"),
        ("<p>a <del>b</del> <add>c</add></p>", "a c"),
        ("<p>a <del>b<note>n</note></del> c</p>", "a c\n\nNotes\n\n[1] n"),
        ("<p>a<note>n <del>x</del>y</note>, b</p>", "a[1], b\n\nNotes\n\n[1] n y"),
        ("<p>a<ref type='note' target='#n'>7</ref> b</p><note xml:id='n'>n</note>",
         "a[1] b\n\nNotes\n\n[1] n"),
        ("<lg><l>a</l><l>b</l></lg><p>c</p>", "a\nb\n\nc"),
        ("<opener><address><addrLine>a</addrLine><addrLine>b</addrLine></address></opener>",
         "a\nb"),
        ("<closer><signed>a<lb/>b</signed></closer>", "a\nb"),
        ("<list><item>a</item><item><p>b</p><p>c</p></item></list>", "– a\n\n– b\n\nc"),
        ("<list rend='numbered'><item>(a) x</item><item>(b) y</item></list>", "(a) x\n(b) y"),
        ("<list rend='numbered'><item>a</item><item n='9'>b</item></list>", "1. a\n9. b"),
        ("<list><label>a</label><item>b</item></list>", "a\nb"),
        ("<table><row><cell>a</cell><cell>b<p>c</p></cell></row><row><cell>d</cell></row></table>",
         "a | b c\nd"),
        ("<p>a <quote>b</quote> c</p>", "a b c"),
        ("<p>a <quote><p>b</p></quote> c</p>", "a\n\nb\n\nc"),
        ("<p><supplied>a</supplied> <unclear>b</unclear> <gap unit='word' quantity='2'/></p>",
         "[a] b[?] [… 2 words]"),
        ("<head>T</head><p>a</p>", "a"),
        ("<note type='editorial'>a</note><p>b</p>", "a\n\nb"),
        ("<p>a<!-- x -->b<?x y?>c</p>", "abc"),
    ],
)  # fmt: skip
def test_reading_view(inner: str, expected: str) -> None:
    assert text_from(inner, "T") == expected


def test_without_text() -> None:
    assert reading_text(parse_xml(whole(""), "x").getroot(), ENGLISH) == ""
