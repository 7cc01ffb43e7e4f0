"""Findings as SARIF 2.1.0, for code scanning services and editors.

Every fault that the toolkit knows is a rule, with its manual page as help text. Paths are relative
to the working directory where the files lie below it. Source: OASIS SARIF Version 2.1.0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from tei_edition import __version__
from tei_edition.findings import Fault, Finding
from tei_edition.validation.faults import all_faults
from tei_edition.validation.paths import from_here
from tei_edition.validation.reports.text import printable

__all__ = ["NAME", "render"]

NAME: Final = "sarif"
_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(findings: Sequence[Finding], root: Path | None = None) -> str:
    """One run with all rules and the findings, in the order given; indented, final newline."""
    faults = all_faults()
    indices = {fault.code: index for index, fault in enumerate(faults)}
    driver = {
        "name": "tei-edition",
        "version": __version__,
        "rules": [_rule(fault) for fault in faults],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, indices, root) for finding in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(fault: Fault) -> dict[str, Any]:
    return {
        "id": fault.code,
        "name": fault.name,
        "shortDescription": {"text": fault.title},
        "help": {"text": fault.manual.strip()},
        "defaultConfiguration": {"level": str(fault.severity)},
    }


def _result(finding: Finding, indices: Mapping[str, int], root: Path | None) -> dict[str, Any]:
    text = printable(finding.message)
    if finding.hint:
        text += f"\n{printable(finding.hint)}"
    result: dict[str, Any] = {"ruleId": finding.code}
    if finding.code in indices:
        result["ruleIndex"] = indices[finding.code]
    result |= {
        "level": str(finding.severity),
        "message": {"text": text},
        "locations": [_location(finding, root)],
    }
    if finding.engine:
        result["properties"] = {"engine": finding.engine}
    return result


def _location(finding: Finding, root: Path | None) -> dict[str, Any]:
    where = finding.location
    path = from_here(where.path, root)
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(path.encode("utf-8", "surrogateescape"), safe="/")}
    }
    if where.line:
        region = {"startLine": where.line}
        if where.column:
            region["startColumn"] = where.column
        physical["region"] = region
    location: dict[str, Any] = {"physicalLocation": physical}
    if where.xpath or where.xml_id:
        names = {"name": where.xml_id, "fullyQualifiedName": where.xpath}
        logical = {key: printable(value) for key, value in names.items() if value}
        location["logicalLocations"] = [{**logical, "kind": "element"}]
    return location
