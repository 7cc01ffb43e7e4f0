"""Tables as CSV: RFC 4180, UTF-8 with a byte-order mark, since spreadsheets guess without it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["SEPARATOR", "csv_bytes"]

SEPARATOR: Final = " | "  # between several values in one cell
# A spreadsheet takes a cell that begins like this for a formula, and runs it.
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table; cells that a spreadsheet would take for a formula have an apostrophe in front.

    Source: RFC 4180; OWASP, CSV injection
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """The cell as text.

    >>> _harmless('=HYPERLINK("https://example.org")'), _harmless("-3.5")
    ('\\'=HYPERLINK("https://example.org")', '-3.5')
    """
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
