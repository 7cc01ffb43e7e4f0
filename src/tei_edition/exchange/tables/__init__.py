"""Tables of letters' metadata: CSV and its relatives, and sheets of .xlsx files.

Each row becomes a record, whoever it names an entry of a register. What a column holds is guessed
from headings and values, or said in a mapping file.
Source: RFC 4180; ECMA-376
"""

from __future__ import annotations

import zipfile
from typing import Final

from tei_edition.exchange.imported import GivenFile
from tei_edition.exchange.tables.read import has_headings, is_archive, read

__all__ = ["DESCRIPTION", "NAME", "accepts", "read"]

NAME: Final = "tables"
DESCRIPTION: Final = "Tables of letters: CSV, TSV, XLSX"

_TEXT: Final = (".csv", ".tsv", ".tab")
_SHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
_SURE, _NAMED, _PERHAPS = 0.9, 0.6, 0.45


def accepts(file: GivenFile) -> float:
    """0.9 for workbooks, 0.6 for what is named as a table, 0.45 for text that begins as one."""
    path = file.path.lower()
    head = file.head()
    if is_archive(head):
        if path.endswith(_SHEETS):
            return _SURE
        return _SURE if head.startswith(b"PK") and _is_workbook(file) else 0.0
    if path.endswith((*_TEXT, *_SHEETS)):
        start = file.start()
        # A page of HTML is reported as a table that is none; TEI is TEI, whatever it is called.
        return _PERHAPS if start is not None and "tei-c.org" in start.tag else _NAMED
    if path.endswith(".txt"):
        whole = head.rpartition(b"\n")[0]
        is_divided = b"\t" in whole or b";" in whole
        return _PERHAPS if is_divided and has_headings(path, whole) else 0.0
    return 0.0


def _is_workbook(file: GivenFile) -> bool:
    try:
        with zipfile.ZipFile(file.place) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
