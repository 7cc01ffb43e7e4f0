"""Forty planted faults, and published letters, under tei_all: judged as jing judges them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.relaxng import Automaton, Validation, compile_grammar

from .files import InFolder

LETTER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="letter-1" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title level="a">Anna to Carl</title>
        <editor>E. Editor</editor>
      </titleStmt>
      <publicationStmt>
        <publisher>The press</publisher>
        <availability>
          <licence target="https://creativecommons.org/licenses/by/4.0/">CC BY</licence>
        </availability>
      </publicationStmt>
      <sourceDesc>
        <bibl>Family papers.</bibl>
      </sourceDesc>
    </fileDesc>
    <profileDesc>
      <langUsage>
        <language ident="en">English</language>
      </langUsage>
      <correspDesc>
        <correspAction type="sent">
          <persName>Anna</persName>
          <date when="1912-03-01">1 March</date>
        </correspAction>
      </correspDesc>
    </profileDesc>
    <revisionDesc>
      <change when="2020-01-01">begun</change>
    </revisionDesc>
  </teiHeader>
  <text>
    <body>
      <pb n="1"/>
      <div type="letter" xml:id="div-1">
        <opener>
          <salute>Dear Carl,</salute>
        </opener>
        <p n="1">I came to <placeName ref="#bergen">Bergen</placeName> at
          <time when="10:00:00">ten</time>.</p>
        <list>
          <item>one</item>
          <item>two</item>
        </list>
        <table>
          <row>
            <cell cols="2">x</cell>
          </row>
        </table>
        <p>It <choice><sic>rainned</sic><corr>rained</corr></choice>.</p>
        <closer>
          <signed>Anna</signed>
        </closer>
      </div>
    </body>
  </text>
</TEI>
"""

# What is replaced by what; where there are two faults, the number of ours is given.
PLANTED: list[tuple[str, str, int]] = [
    ("<p>It", "<pp>It", 1), ("<p>It", "<p><persname>x</persname>It", 1),
    ("<salute>", "<salute><blink>x</blink>", 1), ("<item>one", "<item><oops/>one", 1),
    ("<title level", "<titel/><title level", 1),
    ("<p>It", "<licence/><p>It", 1), ("<row>", "<p/><row>", 1), ("<row>", "<item/><row>", 1),
    ("<bibl>", "<opener/><bibl>", 1), ("<body>", "<salute/><body>", 1),
    ("<fileDesc>", "<profileDesc/><fileDesc>", 1),
    ("<editor>", "<publicationStmt/><editor>", 2),
    ("<publisher>The press</publisher>\n", "", 1),
    ("<title level=\"a\">Anna to Carl</title>\n        <editor>E. Editor</editor>\n", "", 1),
    ("<sourceDesc>\n        <bibl>Family papers.</bibl>\n      </sourceDesc>\n", "", 1),
    ("<row>\n            <cell cols=\"2\">x</cell>\n          </row>\n", "", 1),
    ("<item>one</item>\n          <item>two</item>\n", "", 1),
    ("<bibl>Family papers.</bibl>\n", "", 1),
    ("<cell cols=\"2\">x</cell>\n", "", 1),
    ("<language ident=\"en\">English</language>\n", "", 1),
    ("<p n=\"1\">", "<p foo=\"1\">", 1), ("<body>", "<body target=\"#x\">", 1),
    ("<pb n=\"1\"/>", "<pb nr=\"1\"/>", 1), ("<item>two", "<item when=\"1912\">two", 1),
    ("<language ident=\"en\">", "<language>", 1),
    ("when=\"1912-03-01\"", "when=\"1 March\"", 1),
    ("when=\"1912-03-01\"", "when=\"1912-02-30\"", 1),
    ("type=\"sent\"", "type=\"\"", 1), ("cols=\"2\"", "cols=\"two\"", 1),
    ("xml:lang=\"en\"", "xml:lang=\"e n\"", 1), ("when=\"10:00:00\"", "when=\"10h\"", 1),
    ("level=\"a\"", "level=\"z\"", 1), ("xml:id=\"div-1\"", "xml:id=\"1\"", 1),
    ("<item>one", "text<item>one", 1), ("<opener>", "text\n<opener>", 1),
    ("</fileDesc>", "words</fileDesc>", 1), ("<sic>", "or <sic>", 1),
    ("xml:id=\"div-1\"", "xml:id=\"letter-1\"", 1),
    ("<p n=\"1\">I came", "<p foo=\"1\"><oops/>I came", 2),
    ("<salute>Dear", "<salute foo=\"1\">Dear", 1),
]  # fmt: skip


def jing(schema: Path, files: Iterable[Path]) -> dict[str, list[int]]:
    """The lines of jing's errors, by file."""
    program = shutil.which("jing")
    if program is None:
        pytest.skip("jing, with which the verdicts are compared, is not installed")
    done = subprocess.run(
        [program, str(schema), *map(str, files)], capture_output=True, text=True, check=False
    )
    lines: dict[str, list[int]] = {}
    for match in re.finditer(r"^(.+?):(\d+):\d+: (?:error|fatal): ", done.stdout, re.MULTILINE):
        lines.setdefault(match[1], []).append(int(match[2]))
    return lines


@pytest.fixture(scope="module")
def tei_all(shared: Path) -> Path:
    return shared / "schema" / "tei-p5" / "tei_all.rng"


@pytest.fixture(scope="module")
def validation(tei_all: Path) -> Validation:
    return Validation(Automaton(compile_grammar(InFolder(tei_all.parent), tei_all.name)))


def our_lines(validation: Validation, path: Path) -> list[int]:
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, collect_ids=False)).getroot()
    return sorted(fault.line for fault in validation.faults(root))


@pytest.mark.shared
def test_planted_faults(validation: Validation, tei_all: Path, tmp_path: Path) -> None:
    assert len(PLANTED) == 40
    paths = []
    for number, (old, new, _) in enumerate([("", "", 0), *PLANTED]):
        assert old in LETTER, old
        text = LETTER.replace(old, new, 1)
        if new.startswith("<pp>"):
            text = text.replace("</choice>.</p>", "</choice>.</pp>")
        path = tmp_path / f"{number:02}.xml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    theirs = jing(tei_all, paths)
    assert theirs.get(str(paths[0])) is None
    assert our_lines(validation, paths[0]) == []
    wrong = []
    for path, (old, new, count) in zip(paths[1:], PLANTED, strict=True):
        ours = our_lines(validation, path)
        expected = theirs.get(str(path), [])
        if len(ours) != count or not expected or ours[0] != expected[0]:
            wrong.append((old, new, ours, expected))
    assert wrong == []


@pytest.mark.shared
def test_published_letters(validation: Validation, tei_all: Path, shared: Path) -> None:
    paths = sorted((shared / "corpora" / "letters").rglob("*.xml"))
    assert len(paths) > 100
    theirs = jing(tei_all, paths)
    wrong = []
    for path in paths:
        ours = our_lines(validation, path)
        expected = theirs.get(str(path), [])
        if ours[:1] != expected[:1]:
            wrong.append((path.name, ours[:3], expected[:3]))
    assert wrong == []
