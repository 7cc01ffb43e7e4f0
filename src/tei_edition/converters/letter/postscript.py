"""Postscripts: "P.S. …" (#DSCLOS)."""

from __future__ import annotations

from tei_edition.converters.letter.formulas import begins

__all__ = ["is_postscript"]


def is_postscript(text: str) -> bool:
    """Whether a paragraph begins as a postscript does."""
    return begins(text, "postscript", "begins") and (text[:1].isupper() or text[1:2] == ".")
