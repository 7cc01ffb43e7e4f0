"""Line and column for findings that were made without looking at the file, only at what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lxml import etree

from tei_edition.disk import read_file
from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding
from tei_edition.tei.locate import counted_once, locate
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.validation.columns import with_columns
from tei_edition.validation.identifiers import elements_with_id

__all__ = ["with_places"]


def with_places(findings: Iterable[Finding], root: Path) -> list[Finding]:
    """The findings with line, column and XPath of the element whose xml:id they name.

    Those that have an XPath get line and column of that element; each file is read once. Findings
    in files that are no XML, or cannot be read, stay as they are.
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.location.path, []).append(finding)
    placed: list[Finding] = []
    for path, found in by_path.items():
        placed += _placed(found, path, root) if any(map(_lacks_place, found)) else found
    return placed


def _lacks_place(finding: Finding) -> bool:
    where = finding.location
    return not where.column and bool(where.xpath or where.xml_id) and where.path.endswith(".xml")


def _placed(findings: list[Finding], path: str, root: Path) -> Iterable[Finding]:
    try:
        data = read_file(root / path)
        document = TeiDocument(path, parse_xml(data, path))
    except (OSError, IllFormed):
        return findings
    first: dict[str, etree._Element] = {}
    for element in elements_with_id(document):
        first.setdefault(element.get(XML_ID, ""), element)
    with counted_once():
        located = [_located(finding, first, path) for finding in findings]
        return with_columns(located, data, document)


def _located(finding: Finding, first: dict[str, etree._Element], path: str) -> Finding:
    where = finding.location
    element = None if where.xpath else first.get(where.xml_id)
    return finding if element is None else replace(finding, location=locate(element, path))
