"""Findings as text, one line each, for logs and editors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from tei_edition.findings import Finding
from tei_edition.validation.reports.repetition import without_repetition

__all__ = ["NAME", "printable", "render", "shown_of"]

NAME: Final = "text"


def render(
    findings: Sequence[Finding], root: Path | None = None, *, everything: bool = False
) -> str:
    """``path:line:column: severity CODE message`` for each, the hint below it; "" for none.

    Of many that are alike the first stand for all unless ``everything`` is wanted.
    """
    lines = []
    for finding, more in shown_of(findings, everything=everything):
        lines.append(
            f"{printable(str(finding.location))}: {finding.severity} {finding.code} "
            f"{printable(finding.message)}"
        )
        if finding.hint:
            lines.append(f"    {printable(finding.hint)}")
        if more:
            lines.append(f"    {more}")
    return "".join(f"{line}\n" for line in lines)


def shown_of(findings: Sequence[Finding], *, everything: bool) -> Iterable[tuple[Finding, str]]:
    """What is shown, each with the line for those like it that are not."""
    if everything:
        return ((finding, "") for finding in findings)
    return (
        (finding, more and f"{more}; --json lists all")
        for finding, more in without_repetition(findings)
    )


def printable(text: str) -> str:
    """The text on one line, without what could move the cursor or turn the writing direction.

    >>> printable("red\\x1b[31m\\nline\\ttab")
    'red␛[31m line tab'
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp") or (
        category == "Cf" and unicodedata.bidirectional(character) != "BN"
    ):
        return f"<U+{ord(character):04X}>"
    return character
