"""The dateline: place, date and time of writing, at either end of a letter (#DSOC)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.converters.letter.formulas import begins, folded, has_phrase, is_word
from tei_edition.dates import DateExpression, find_dates
from tei_edition.dates.reader import Order

__all__ = ["Dateline", "could_be_dateline", "find_dateline"]

_LONGEST: Final = 160
_LONGEST_UNDATED: Final = 40
_MOST_WORDS: Final = 9
_TIME: Final = re.compile(
    r"(?<!\w)\d{1,2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\b\.?|\s?h\b|\s?Uhr\b|\s?[A-Z]\b)?"
    r"|(?<!\w)\d{4}\s?(?:[A-Z]\b|hours|hrs)"
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’.\-]*")
_NUMBER: Final = re.compile(r"\d")
_ELISION: Final = re.compile(r"(?:dall|dell|all|d|l)['’](?=\w)", re.IGNORECASE)
_CAPITAL_ARTICLE: Final = re.compile(r"\b(?:La|Le|Les|Los|Las|El|Den|The|Il|O) \Z")
_WITHIN_PLACE: Final = re.compile(r"[ \-]{1,3}|,? (?:of|de|di|am|an der|in) ?")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says. ``place`` is "" where none stands.

    It ``is_one_date`` unless several were read: then another language may read them as one.
    """

    date: DateExpression | None
    place: str
    undated: bool = False
    received: bool = False
    is_one_date: bool = True


def could_be_dateline(text: str) -> bool:
    """A quick look: short, and with a figure or a word that says that there is no date."""
    if not text or len(text) > _LONGEST:
        return False
    return any(map(str.isdigit, text)) or _undated_span(text) is not None


def find_dateline(text: str, languages: Sequence[str], order: Order) -> Dateline | None:
    """Read a line or two as a dateline; None if there is more in it than place, date and time.

    ``languages`` are those in which dates are tried.
    """
    dates = [date for date in find_dates(text, languages=languages, order=order) if _is_whole(date)]
    undated = _undated_span(text) if not dates else None
    if not dates and undated is None:
        return None
    spans = [(date.start, date.end) for date in dates] + ([undated] if undated else [])
    rest = _blanked(text, spans)
    rest = _TIME.sub(_spaces, rest)
    words = list(_WORD.finditer(rest))
    if len(words) > _MOST_WORDS or _NUMBER.search(rest):
        return None
    received = bool(words) and is_word(words[0][0], "dateline", "received")
    places = []
    for match in words:
        if not _is_particle(match[0]):
            if not match[0][0].isupper():
                return None
            places.append(match)
    first = dates[0] if dates else None
    return Dateline(first, _place(text, places), not dates, received, len(dates) <= 1)


def _is_whole(date: DateExpression) -> bool:
    """Whether it names a day or month, or stands in doubt; a bare number of four digits is none."""
    return bool(date.value.edtf) or bool(date.problem)


def _undated_span(text: str) -> tuple[int, int] | None:
    """Where a text says, at its end, that it has no date."""
    if not has_phrase(text[-_LONGEST_UNDATED:], "dateline", "undated"):
        return None
    for match in re.finditer(r"[\[(]?[^\W\d_]", text):
        tail = text[match.start() :]
        if len(tail) <= _LONGEST_UNDATED and is_word(tail, "dateline", "undated"):
            return match.start(), len(text)
    return None


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_particle(word: str) -> bool:
    bare = folded(word).strip(".'")
    return (
        is_word(word, "dateline", "particles")
        or is_word(word, "dateline", "weekdays")
        or is_word(word, "dateline", "received")
        or len(bare) == 1
        or begins(word, "dateline", "undated")
    )


def _place(text: str, words: Sequence[re.Match[str]]) -> str:
    """The first run of capitalised words, with the particles that stand between them."""
    if not words:
        return ""
    start, end = words[0].span()
    for word in words[1:]:
        if not _WITHIN_PLACE.fullmatch(text, end, word.start()):
            break
        end = word.end()
    article = _CAPITAL_ARTICLE.search(text, 0, start)
    if article:
        start = article.start()
    elision = _ELISION.match(text, start, end)
    return text[elision.end() if elision else start : end].rstrip(".,;: ")
