"""Findings as JUnit XML, which GitLab, Jenkins and others show as test results.

A file is a suite, a finding a case in it. Errors are failures; warnings and notes are cases that
pass, with their text as output, since they do not make a command fail either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from lxml import etree

from tei_edition.findings import Finding, Severity
from tei_edition.validation.paths import from_here
from tei_edition.validation.reports.text import printable

__all__ = ["NAME", "render"]

NAME: Final = "junit"


def render(findings: Sequence[Finding], root: Path | None = None) -> str:
    """The report; without findings one case that passes, for an empty report counts as broken."""
    suites = etree.Element("testsuites", name="tei-edition")
    _count(suites, findings)
    for path, found in groupby(findings, lambda finding: finding.location.path):
        _add_suite(suites, _clean(from_here(path, root)), tuple(found))
    if not findings:
        suites.set("tests", "1")
        suite = etree.SubElement(suites, "testsuite", name="tei-edition")
        _count(suite, ())
        suite.set("tests", "1")
        etree.SubElement(suite, "testcase", name="no findings", classname="tei-edition")
    text = etree.tostring(suites, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _add_suite(suites: etree._Element, path: str, findings: Sequence[Finding]) -> None:
    suite = etree.SubElement(suites, "testsuite", name=path)
    _count(suite, findings)
    for finding in findings:
        message = _clean(finding.message)
        where = ":".join(str(n) for n in (finding.location.line, finding.location.column) if n)
        name = f"{finding.code} {message}" + (f" ({where})" if where else "")
        case = etree.SubElement(suite, "testcase", name=name, classname=path, file=path)
        if finding.location.line:
            case.set("line", str(finding.location.line))
        place = f"{path}:{where}" if where else path
        text = f"{place}: {finding.severity} {finding.code} {message}"
        if finding.hint:
            text += f"\n{_clean(finding.hint)}"
        if finding.severity is Severity.ERROR:
            failure = etree.SubElement(case, "failure", message=message, type=finding.code)
            failure.text = text
        else:
            etree.SubElement(case, "system-out").text = text


def _count(element: etree._Element, findings: Iterable[Finding]) -> None:
    severities = [finding.severity for finding in findings]
    element.set("tests", str(len(severities)))
    element.set("failures", str(severities.count(Severity.ERROR)))
    element.set("errors", "0")


def _clean(text: str) -> str:
    """The text without the characters that XML 1.0 excludes (section 2.2)."""
    return printable(text).replace("\ufffe", "<U+FFFE>").replace("\uffff", "<U+FFFF>")
