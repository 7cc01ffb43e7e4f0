"""Findings as one HTML page that needs no other file and runs no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from tei_edition.findings import Finding
from tei_edition.validation.faults import find_fault
from tei_edition.validation.reports.summary import summary_of
from tei_edition.validation.reports.text import printable

__all__ = ["NAME", "render"]

NAME: Final = "html"
_HEAD: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Validation</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff }
h2 { font-size: 1.1rem; margin-top: 2rem; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-top: 1px solid #ccc }
td:nth-child(4) { overflow-wrap: anywhere }
.error { color: #a40000 } .warning { color: #7a4a00 } .note { color: #00507a }
.hint { color: #555 }
@media (prefers-color-scheme: dark) {
  body { color: #eee; background: #1a1a1a } .hint { color: #bbb }
  .error { color: #ff8a80 } .warning { color: #ffc46b } .note { color: #7fc8ff }
}
</style>
</head>
<body>
<h1>Validation</h1>
"""
_COLUMNS: Final = (
    '<thead><tr><th scope="col">Place</th><th scope="col">Severity</th>'
    '<th scope="col">Code</th><th scope="col">Finding</th></tr></thead>'
)


def render(findings: Sequence[Finding], root: Path | None = None) -> str:
    """A page with the summary and, for each file, a table of its findings in the order given."""
    parts = [_HEAD, f"<p>{escape(str(summary_of(findings)).capitalize())}.</p>\n"]
    for path, found in groupby(findings, lambda finding: finding.location.path):
        parts.append(f"<h2>{_text(path)}</h2>\n<table>\n{_COLUMNS}\n<tbody>\n")
        parts += map(_row, found)
        parts.append("</tbody>\n</table>\n")
    parts += _explanations(findings)
    return "".join([*parts, "</body>\n</html>\n"])


def _row(finding: Finding) -> str:
    where, code = finding.location, escape(finding.code)
    place = ":".join(str(n) for n in (where.line, where.column) if n)
    known = find_fault(finding.code) is not None
    link = f'<a href="#{code}">{code}</a>' if known else code
    title = f' title="{_text(where.xpath)}"' if where.xpath else ""
    hint = f'<br><span class="hint">{_text(finding.hint)}</span>' if finding.hint else ""
    return (
        f'<tr><td{title}>{place}</td><td class="{finding.severity}">{finding.severity}</td>'
        f"<td>{link}</td><td>{_text(finding.message)}{hint}</td></tr>\n"
    )


def _explanations(findings: Sequence[Finding]) -> Iterator[str]:
    """The manual pages of the codes that occur."""
    faults = [find_fault(code) for code in sorted({finding.code for finding in findings})]
    for number, fault in enumerate(fault for fault in faults if fault is not None):
        if number == 0:
            yield "<h2>What the codes mean</h2>\n"
        manual = escape(fault.manual.strip())
        yield f'<h3 id="{escape(fault.code)}">{escape(fault.code)}</h3>\n<pre>{manual}</pre>\n'


def _text(text: str) -> str:
    return escape(printable(text))
