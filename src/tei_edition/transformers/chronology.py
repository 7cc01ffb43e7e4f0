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
    "bounded_day",
    "in_order_of_time",
    "is_uncertain",
    "needs_mark",
    "shown_date",
    "shown_day",
    "shown_span",
    "shown_year",
    "shows_own_words",
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


def shows_own_words(dated: DatedText) -> bool:
    """Whether a date is shown as the document has it, not in the words of the interface."""
    return bool(dated.text) and not _ISO.fullmatch(dated.text)


def shown_date(dated: DatedText, phrases: Phrases) -> str:
    """The date as written; where nothing but figures is written, what they say."""
    if shows_own_words(dated):
        return dated.text
    return _in_words(dated.attributes, phrases) or shown_day(dated.text, phrases)


# Letters name the same days again and again.
@lru_cache(maxsize=4096)
def _in_words(pairs: tuple[tuple[str, str], ...], phrases: Phrases) -> str:
    attributes = dict(pairs)

    def written(name: str) -> str:
        return attributes.get(name) or attributes.get(f"{name}-iso") or ""

    return _first_of(
        lambda: shown_day(written("when"), phrases),
        lambda: _span("date.from-to", written("from"), written("to"), phrases),
        lambda: _span("date.between", written("notBefore"), written("notAfter"), phrases),
        lambda: bounded_day("date.from", written("from"), phrases),
        lambda: bounded_day("date.to", written("to"), phrases),
        lambda: bounded_day("date.after", written("notBefore"), phrases),
        lambda: bounded_day("date.before", written("notAfter"), phrases),
    )


def bounded_day(key: str, written: str, phrases: Phrases) -> str:
    """A W3C date with what it bounds: "from 1927", "after 4 March 1921"; "" for ""."""
    if not written.strip():
        return ""
    return phrases.say(_precise(key, written), day=shown_day(written, phrases))


def _precise(key: str, *written: str) -> str:
    """The key for days, where languages say other words than before months and years."""
    matches = [_ISO.match(one.strip()) for one in written]
    return f"{key}.day" if all(match is not None and match[3] for match in matches) else key


def _span(key: str, first: str, last: str, phrases: Phrases) -> str:
    """Two W3C dates; month and year are said once if both days share them."""
    key = _precise(key, first, last)
    first, last = shown_day(first, phrases), shown_day(last, phrases)
    if not first or not last:
        return ""
    if first == last:
        return first
    start, end = first.split(" "), last.split(" ")
    while len(start) > 1 and len(end) > 1 and start[-1] == end[-1]:
        start.pop()
        end.pop()
    return phrases.say(key, first=" ".join(start).rstrip(","), last=last)


def _first_of(*ways: Callable[[], str]) -> str:
    return next((text for text in (way() for way in ways) if text), "")


def shown_day(written: str, phrases: Phrases) -> str:
    """A W3C date in words: "1921-03-04" is "4 March 1921"; what is no date stays as written."""
    match = _ISO.match(written.strip())
    if match is None:
        return written.strip()
    year = _year(match, phrases)
    month = int(match[2] or 0)
    if not 1 <= month <= 12:
        return year
    if not match[3]:
        name = phrases.say(f"month.alone.{month}")
        return phrases.say("date.month", month=name, year=year)
    day = int(match[3])
    pattern = "date.day.first" if day == 1 else "date.day"
    return phrases.say(pattern, day=str(day), month=phrases.say(f"month.{month}"), year=year)


def shown_span(first: str, last: str, phrases: Phrases) -> str:
    """From one day or year, in words, to another; the one that there is, if the other is ""."""
    if first and last and first != last:
        return phrases.say("date.span", first=first, last=last)
    return first or last


def shown_year(written: str, phrases: Phrases) -> str:
    """The year of a W3C date in words; of anything else the last word."""
    match = _ISO.match(written.strip())
    return written.strip().rpartition(" ")[2] if match is None else _year(match, phrases)


def _year(match: re.Match[str], phrases: Phrases) -> str:
    year = match[1].lstrip("-").lstrip("0") or "0"
    return phrases.say("date.bc", year=year) if match[1].startswith("-") else year
