"""Dates in tables: one cell, parts in several columns, spans, and the habits of catalogues."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from tei_edition.dates import Order, from_attributes
from tei_edition.dates.dated import dated_text
from tei_edition.exchange.tables.fields import SPANS
from tei_edition.model.mention import Certainty
from tei_edition.model.metadata import DatedText

__all__ = ["dated_cells"]

_UNDATED: Final = re.compile(
    r"\W*(?:undated|undatiert|o\W?\s*d|s\W?\s*d|n\W?\s*d|ohne datum|sans date|senza data|unknown"
    r"|unbekannt|inconnue?)?\W*",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(r"(1\d{3}|20\d\d)(\d\d)(\d\d)")
_MISSING: Final = re.compile(r"(\d{4})(-\d\d)?(?:-(?:00|xx|\?\?|__))+", re.IGNORECASE)
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?")
_GROUNDS: Final = ("internal", "external", "conjecture")
_WORTH: Final = 200  # no date is longer


def dated_cells(
    cells: Mapping[str, str], languages: Sequence[str], order: Order
) -> tuple[DatedText | None, str]:
    """The date in the cells of one row by aspect ("" is the date itself), and what is wrong.

    What has no value keeps its words. None if the cells say nothing.
    """
    main = cells.get("", "") or _from_parts(cells)
    words = cells.get("text", "") or main
    valued = cells.get("edtf", "") or main
    problem = ""
    found: DatedText | None = None
    if len(valued) > _WORTH:
        found = DatedText(valued)
    elif valued:
        found = dated_text(_tidied(valued), languages=languages, order=order)
    if found is None or not found.edtf:
        if valued and not (len(valued) <= _WORTH and _UNDATED.fullmatch(valued)):
            problem = f"{valued[:60]!r} is no date that can be understood"
        span, wrong = _span(cells, languages, order)
        problem = wrong or ("" if span is not None else problem)
        found = span or found
    if found is None:
        return (DatedText(words) if words else None), problem
    ground = cells.get("evidence", "").lower()
    certainty = cells.get("certainty", "").lower()
    found = replace(
        found,
        text=words or found.text,
        evidence=ground if ground in _GROUNDS else "",
        certainty=Certainty(certainty) if certainty in list(Certainty) else found.certainty,
    )
    if ground and ground not in _GROUNDS:
        problem = problem or f"{ground[:30]!r} is no evidence; expected {', '.join(_GROUNDS)}"
    return found, problem


def _tidied(written: str) -> str:
    """A date as catalogues and databases write it, in a form that all know.

    >>> _tidied("18420503"), _tidied("1842-05-00"), _tidied("1842-05-03 00:00:00")
    ('1842-05-03', '1842-05', '1842-05-03')
    """
    text = " ".join(written.split())
    if match := _COMPACT.fullmatch(text):
        return "-".join(match.groups())
    if match := _MIDNIGHT.fullmatch(text):
        return match[1]
    if match := _MISSING.fullmatch(text):
        return match[1] + (match[2] if match[2] and match[2] != "-00" else "")
    return text


def _from_parts(cells: Mapping[str, str]) -> str:
    """A date whose day, month and year stand in columns of their own."""
    year, month, day = (cells.get(name, "").strip() for name in ("year", "month", "day"))
    if not year or not re.fullmatch(r"\d{4}", year):
        return " ".join(part for part in (day, month, year) if part)
    if not month or month == "0":
        return year
    if not month.isdigit():
        return " ".join(part for part in (day, month, year) if part)
    is_known = bool(day) and day != "0"
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}" if is_known else f"{year}-{month.zfill(2)}"


def _span(
    cells: Mapping[str, str], languages: Sequence[str], order: Order
) -> tuple[DatedText | None, str]:
    attributes: dict[str, str] = {}
    written: list[str] = []
    for aspect, name in SPANS.items():
        cell = cells.get(aspect, "")
        if not cell:
            continue
        written.append(cell)
        value = dict(
            dated_text(_tidied(cell[:_WORTH]), languages=languages, order=order).attributes
        )
        # Of a span within a span its outer end: "from May 1842 on" begins with the month.
        ends = ("when", "from", "notBefore") if name in ("from", "notBefore") else None
        chosen = [value[one] for one in ends or ("when", "to", "notAfter") if one in value]
        if not chosen:
            return DatedText(" – ".join(written)), f"{cell[:60]!r} is no date"
        attributes[name] = chosen[0]
    if not attributes:
        return None, ""
    text = " – ".join(dict.fromkeys(written))
    try:
        value_of = from_attributes(attributes)
    except ValueError as error:
        return DatedText(text), f"{text[:60]!r} is no span: {error}"
    first, last = (
        "" if day is None else day.isoformat() for day in (value_of.earliest, value_of.latest)
    )
    return DatedText(
        text, value_of.edtf, tuple(attributes.items()), Certainty.HIGH, first, last
    ), ""
