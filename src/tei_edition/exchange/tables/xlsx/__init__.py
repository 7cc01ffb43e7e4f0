"""Sheets of .xlsx files: cached values only; no formula, link or macro is ever followed.

Source: ECMA-376, Office Open XML
"""

from tei_edition.exchange.tables.xlsx.workbook import read_workbook

__all__ = ["read_workbook"]
