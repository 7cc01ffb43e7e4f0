"""Signs that stand for what a text lacks, in words: the same in every output."""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.transformers.phrases import Phrases

__all__ = ["gap_in_words"]

_UNITS: Final = {
    "chars": "char",
    "characters": "char",
    "character": "char",
    "words": "word",
    "lines": "line",
    "pages": "page",
}


def gap_in_words(gap: etree._Element, phrases: Phrases) -> str:
    """What a ``gap`` says (#PHDA): "… 3 words illegible"."""
    written = gap.get("reason", "").strip()
    reason = phrases.find_word("gap", written) or written
    extent = gap.get("extent", "").strip() or _quantity(gap, phrases)
    if extent and reason:
        return phrases.say("gap.both", extent=extent, reason=reason)
    if extent:
        return phrases.say("gap.extent", extent=extent)
    return phrases.say("gap.reason", reason=reason) if reason else phrases.say("gap")


def _quantity(gap: etree._Element, phrases: Phrases) -> str:
    number, unit = gap.get("quantity", "").strip(), gap.get("unit", "").strip()
    if not number:
        return ""
    key = f"unit.{_UNITS.get(unit, unit)}"
    if number.isdecimal() and len(number) < 10 and phrases.find(f"{key}.one"):
        return phrases.count(key, int(number))
    return f"{number} {unit}".strip()
