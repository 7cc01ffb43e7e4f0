"""The ISO reference implementation of Schematron (as lxml carries it) on Saxon, to compare with.

The skeleton's three stylesheets make a stylesheet of a schema. It is written for XSLT 1.0; as the
version is the only thing in it that says so, the result runs as XSLT 3.0, where the tests of the
schema are XPath 3.1. Nothing of what decides a finding is then ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import lxml
from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.source_text import normalise_space
from tei_edition.tei.locate import locate
from tei_edition.validation.engines.schema_file import SchemaFile
from tei_edition.validation.engines.schematron import Schematron, compile_schema

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
STAGES = ("iso_dsdl_include", "iso_abstract_expand", "iso_svrl_for_xslt1")
UNEVALUATED = re.compile(r'"(.*)" \(\S*\) cannot be evaluated')
LONGEST = 1000  # Our messages are cut off there.


class Said(NamedTuple):
    """One assertion that speaks: which, at which element, in which words."""

    assertion: str
    xpath: str
    message: str


class Report(NamedTuple):
    """All that is said of a document; tests that cannot be evaluated; nodes that rules met."""

    said: tuple[Said, ...]
    unevaluated: frozenset[str]
    fired: int = 0


class Comparison:
    """A schema in both implementations; each assertion has an id by which it is told."""

    def __init__(self, path: Path) -> None:
        from saxonche import PySaxonProcessor

        self.tree = _numbered(etree.parse(path))
        schema = SchemaFile(path, path.name, self.tree)
        self.ours: Schematron = compile_schema(schema)
        self._saxon: Any = PySaxonProcessor(license=False)
        compiler = self._saxon.new_xslt30_processor()
        self._stylesheet = compiler.compile_stylesheet(stylesheet_text=_generated(self.tree))

    def by_ours(self, document: TeiDocument) -> Report:
        """What our engine says of a document."""
        said, unevaluated = [], set()
        for finding in self.ours.validate(document):
            test = UNEVALUATED.match(finding.message)
            if finding.code == "SCH002" and test:
                unevaluated.add(test[1])
                continue
            rule = finding.engine.partition(":")[2] or finding.code
            said.append(
                Said(rule, re.sub(r"@[^/:]*:", "@", finding.location.xpath), finding.message)
            )
        return Report(tuple(sorted(said)), frozenset(unevaluated))

    def by_saxon(self, document: TeiDocument) -> Report:
        """What the skeleton says of a document."""
        text = etree.tostring(document.tree, encoding="unicode")
        node = self._saxon.parse_xml(xml_text=text)
        svrl = etree.fromstring(self._stylesheet.transform_to_string(xdm_node=node).encode())
        errors = {" ".join(e.get("test", "").split())[:200] for e in svrl.iter(f"{SVRL}error")}
        fired = sum(1 for _ in svrl.iter(f"{SVRL}fired-rule"))
        return Report(tuple(sorted(_said(svrl, document))), frozenset(errors), fired)


def _said(report: etree._Element, document: TeiDocument) -> Iterator[Said]:
    for found in report.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report"):
        text = found.find(f"{SVRL}text")
        words = "" if text is None else normalise_space("".join(map(str, text.itertext())))
        short = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
        place = _place(found.get("location", ""), document)
        yield Said(found.get("id", ""), place, short)


def _place(path: str, document: TeiDocument) -> str:
    """A path as ``path()`` gives it, as we write it."""
    element = document.root
    for tag, number in re.findall(r"/Q(\{[^}]*\}[^\[/@]+)\[(\d+)\]", path)[1:]:
        element = element.findall(tag.removeprefix("{}"))[int(number) - 1]
    attribute = re.search(r"/@(?:Q\{[^}]*\})?([^/]+)$", path)
    return locate(element, "").xpath + (f"/@{attribute[1]}" if attribute else "")


def _numbered(tree: etree._ElementTree) -> etree._ElementTree:
    for number, element in enumerate(tree.iter(f"{SCH}assert", f"{SCH}report")):
        element.set("id", f"{etree.QName(element).localname}-{number}")
    return tree


def _generated(tree: etree._ElementTree) -> str:
    current: Any = deepcopy(tree)
    current.getroot().set("queryBinding", "xslt")
    folder = Path(lxml.__file__).parent / "isoschematron/resources/xsl/iso-schematron-xslt1"
    for stage in STAGES:
        current = etree.XSLT(etree.parse(folder / f"{stage}.xsl"))(current)
    current.getroot().set("version", "3.0")
    for location in current.getroot().iter(f"{XSL}attribute"):
        if location.get("name") == "location":  # the skeleton's own gives no path of attributes
            location[:] = [etree.Element(f"{XSL}value-of", select="path()")]
    _catch_errors(current.getroot())
    return etree.tostring(current, encoding="unicode")


def _catch_errors(stylesheet: etree._Element) -> None:
    """Let an assertion that cannot be evaluated say so, instead of ending the transformation."""
    for said in [*stylesheet.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")]:
        test = next(said.iterancestors(f"{XSL}choose", f"{XSL}if"))
        guard = etree.Element(f"{XSL}try")
        test.getparent().replace(test, guard)
        guard.append(test)
        guard[0].tail = None
        caught = etree.SubElement(guard, f"{XSL}catch", errors="*")
        etree.SubElement(caught, f"{SVRL}error", test=said.get("test", ""))
