"""When documents were written: their order, and dates in the words of the interface."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from tei_edition.dates.value import NO_VALUE, DateValue, from_attributes
from tei_edition.edition import EditionDocument
from tei_edition.model.metadata import DatedText
from tei_edition.transformers.phrases import Phrases

__all__ = [
    "in_order_of_time",
    "is_uncertain",
    "needs_mark",
    "shown_date",
    "shown_day",
    "value_of",
    "year_of",
]

_ISO: Final = re.compile(r"(-?\d{4,})(?:-(\d{2}))?(?:-(\d{2}))?(?![\d:])")
_LAST: Final = "9999-12-32"  # sorts behind every day: documents without a date come last


def value_of(dated: DatedText | None) -> DateValue:
    """The value of a date's attributes; NO_VALUE if it has none or none that makes sense."""
    if dated is None or not dated.attributes:
        return NO_VALUE
    return _value(dated.attributes)


@lru_cache(maxsize=4096)
def _value(attributes: tuple[tuple[str, str], ...]) -> DateValue:
    try:
        return from_attributes(dict(attributes))
    except ValueError:
        return NO_VALUE


def in_order_of_time(documents: Iterable[EditionDocument]) -> tuple[EditionDocument, ...]:
    """The documents by their first possible day, then the last one, then by id."""
    return tuple(sorted(documents, key=_order))


def _order(document: EditionDocument) -> tuple[str, bool, str, str]:
    value = value_of(document.metadata.date)
    first, last = value.earliest or value.latest, value.latest or value.earliest
    if first is None or last is None:
        return _LAST, True, _LAST, document.id
    # "Before that day" comes before the day itself.
    return first.isoformat(), value.earliest is not None, last.isoformat(), document.id


def year_of(document: EditionDocument) -> int | None:
    """The year under which lists file a document, None without a date."""
    value = value_of(document.metadata.date)
    day = value.earliest or value.latest
    return None if day is None else day.year


def is_uncertain(dated: DatedText) -> bool:
    """Whether editors are not sure of the date."""
    names = dict(dated.attributes)
    doubts = (dated.certainty.value, names.get("cert", "high"), names.get("precision", "high"))
    return any(doubt != "high" for doubt in doubts)


def needs_mark(dated: DatedText) -> bool:
    """Whether a doubt must be shown because the wording does not say it."""
    return is_uncertain(dated) and not dated.text.rstrip().endswith("?")


def shown_date(dated: DatedText, phrases: Phrases) -> str:
    """The date as written; where nothing but figures is written, what they say."""
    if dated.text and not _ISO.fullmatch(dated.text):
        return dated.text
    return _in_words(dict(dated.attributes), phrases) or shown_day(dated.text, phrases)


def _in_words(attributes: dict[str, str], phrases: Phrases) -> str:
    def day(name: str) -> str:
        written = attributes.get(name) or attributes.get(f"{name}-iso") or ""
        return shown_day(written, phrases)

    return _first_of(
        lambda: day("when"),
        lambda: _span("date.from-to", day("from"), day("to"), phrases),
        lambda: _span("date.between", day("notBefore"), day("notAfter"), phrases),
        lambda: phrases.say("date.from", day=day("from")) if day("from") else "",
        lambda: phrases.say("date.to", day=day("to")) if day("to") else "",
        lambda: phrases.say("date.after", day=day("notBefore")) if day("notBefore") else "",
        lambda: phrases.say("date.before", day=day("notAfter")) if day("notAfter") else "",
    )


def _span(key: str, first: str, last: str, phrases: Phrases) -> str:
    """Two days; month and year are said once if both days share them."""
    if not first or not last:
        return ""
    if first == last:
        return first
    start, end = first.split(), last.split()
    while len(start) > 1 and len(end) > 1 and start[-1] == end[-1]:
        start.pop()
        end.pop()
    return phrases.say(key, first=" ".join(start), last=last)


def _first_of(*ways: Callable[[], str]) -> str:
    return next((text for text in (way() for way in ways) if text), "")


def shown_day(written: str, phrases: Phrases) -> str:
    """A W3C date in words: "1921-03-04" is "4 March 1921"; what is no date stays as written."""
    match = _ISO.match(written.strip())
    if match is None:
        return written.strip()
    year = match[1].lstrip("-").lstrip("0") or "0"
    if match[1].startswith("-"):
        year = phrases.say("date.bc", year=year)
    month = int(match[2] or 0)
    if not 1 <= month <= 12:
        return year
    name = phrases.say(f"month.{month}")
    if match[3]:
        return phrases.say("date.day", day=str(int(match[3])), month=name, year=year)
    return phrases.say("date.month", month=name, year=year)
