"""Findings as JSON, for programs; the form is stable, keys are only ever added.

``{"findings": [{"path", "line", "column", "xpath", "xml_id", "code", "severity", "message",
"hint", "engine"}], "summary": {"errors", "warnings", "notes", "files"}}``

``line`` and ``column`` are 1-based and 0 where unknown; ``xpath``, ``xml_id`` and ``hint`` are ""
where there is none; ``severity`` is "error", "warning" or "note"; ``engine`` says who found it:
"relaxng", "xsd", "schematron" (with the id of the rule if it has one: "schematron:ID"), "checks",
"online", or "" for reading and converting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from tei_edition.findings import Finding
from tei_edition.validation.reports.summary import summary_of

__all__ = ["NAME", "FindingRecord", "FindingsReport", "SummaryRecord", "render"]

NAME: Final = "json"


class FindingRecord(BaseModel):
    """One finding."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    path: str
    line: int
    column: int
    xpath: str
    xml_id: str
    code: str
    severity: Literal["note", "warning", "error"]
    message: str
    hint: str
    engine: str

    @classmethod
    def of(cls, finding: Finding) -> FindingRecord:
        """The record of a finding."""
        where = finding.location
        return cls(
            path=where.path,
            line=where.line,
            column=where.column,
            xpath=where.xpath,
            xml_id=where.xml_id,
            code=finding.code,
            severity=finding.severity.value,
            message=finding.message,
            hint=finding.hint,
            engine=finding.engine,
        )


class SummaryRecord(BaseModel):
    """Numbers of findings by severity, and of files with findings."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    errors: int
    warnings: int
    notes: int
    files: int


class FindingsReport(BaseModel):
    """The whole report."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    findings: tuple[FindingRecord, ...]
    summary: SummaryRecord


def render(findings: Sequence[Finding], root: Path | None = None) -> str:
    """The findings, in the order given, and their summary; indented, UTF-8, final newline."""
    report = FindingsReport(
        findings=tuple(FindingRecord.of(finding) for finding in findings),
        summary=SummaryRecord(**asdict(summary_of(findings))),
    )
    return report.model_dump_json(indent=2) + "\n"
