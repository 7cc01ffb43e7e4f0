"""Dates in running text, and a text that is one date."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from tei_edition.dates.context import Context, with_context
from tei_edition.dates.expression import DateExpression
from tei_edition.dates.lists import continued, listed
from tei_edition.dates.meaning import meaning
from tei_edition.dates.parts import roman
from tei_edition.dates.points import longest, point
from tei_edition.dates.ranges import ranges
from tei_edition.dates.reader import Order, Reader
from tei_edition.dates.reading import Reading, Relation
from tei_edition.dates.relations import related
from tei_edition.dates.times import time_behind
from tei_edition.dates.tokens import Kind, Token
from tei_edition.dates.value import NO_VALUE, parse_edtf
from tei_edition.dates.words import lexicon
from tei_edition.dates.years import centuries
from tei_edition.model.mention import Certainty

__all__ = ["find_dates", "read_date"]


def find_dates(
    text: str,
    *,
    languages: Sequence[str] = ("en",),
    order: Order = "dmy",
    context_year: int | None = None,
    context_date: datetime.date | None = None,
) -> list[DateExpression]:
    """All dates of a running text, in order, none overlapping another.

    ``languages`` are BCP 47 tags; ``order`` decides figures such as 12/03/1976; ``context_date`` or
    ``context_year`` is the document's own, from which dates without a year take theirs. The words
    around a date ("in", "by", "between … and …") stay outside; two full dates joined by a word are
    two expressions, by a dash one. A date that never was has a ``problem`` and no value.
    """
    r = Reader.of(text, lexicon(languages), order=order)
    readings = with_context(r, _scan(r), Context(context_year, context_date))
    return [_expression(r, reading) for reading in readings]


def read_date(
    text: str,
    *,
    languages: Sequence[str] = ("en",),
    order: Order = "dmy",
    context_year: int | None = None,
    context_date: datetime.date | None = None,
) -> DateExpression | None:
    """The date that a whole string is, as written or in EDTF; None if it is none.

    As ``find_dates``, but words that bind dates belong to them: "between 1973 and 1979" has the
    value ``[1973..1979]``, "before 1973" ``[..1973]``; brackets around all of it are a date that
    an editor supplied; an article or preposition before it is passed over. "undated" has no value,
    the rule "undated" and no problem.
    """
    edtf = _as_edtf(text)
    if edtf is not None:
        return edtf
    r = Reader.of(text, lexicon(languages), order=order, whole=True)
    start, end, supplied = _frame(r)
    if start >= end:
        return None
    undated = r.word(start, "undated")
    if undated and undated[1] == end:
        first, last = r.tokens[0].start, r.tokens[-1].end
        return DateExpression(first, last, text[first:last], NO_VALUE, rule="undated")
    found = next((reading for reading in _whole(r, start) if _closes(r, reading, end)), None)
    if found is None:
        return None
    if supplied:
        found = found.noted("supplied in brackets", Certainty.MEDIUM)
    resolved = with_context(r, [found], Context(context_year, context_date))[0]
    first, last = r.tokens[0].start, r.tokens[-1].end
    return replace(_expression(r, resolved), start=first, end=last, surface=text[first:last])


def _closes(r: Reader, reading: Reading, end: int) -> bool:
    """Whether nothing but the word for year and a full stop stands behind a reading."""
    j = reading.end
    if j < end and r.tokens[j].text == "." and r.tokens[j - 1].kind is Kind.NUMBER:
        j += 1
    return end in (reading.end, r.skip(j, "year"))


def _as_edtf(text: str) -> DateExpression | None:
    """EDTF as it stands, unless its two figures at the end are rather a second year."""
    stripped = text.strip()
    try:
        value = parse_edtf(stripped)
    except ValueError:
        return None
    if stripped[0] in "[{" and ".." not in stripped and "," not in stripped:
        return None
    parts = stripped.split("-")
    if len(parts) == 2 and parts[1].isdigit() and int(parts[1]) > max(12, int(parts[0][2:4] or 0)):
        return None
    start = text.index(stripped)
    time = value.edtf.partition("T")[2] or None
    return DateExpression(start, start + len(stripped), stripped, value, rule="edtf", time=time)


def _frame(r: Reader) -> tuple[int, int, bool]:
    """The tokens inside brackets around all, or all but a full stop at the end."""
    start, end, supplied = 0, len(r.tokens), False
    if end > 1 and r.tokens[0].text == "[" and r.tokens[-1].text == "]":
        start, end, supplied = 1, end - 1, True
    elif end > 1 and r.tokens[0].text == "(" and r.tokens[-1].text == ")":
        start, end = 1, end - 1
    while (start < end and r.tokens[end - 1].text in ",;") or _final_stop(r, end):
        end -= 1
    return start, end, supplied


def _final_stop(r: Reader, end: int) -> bool:
    return end > 1 and r.tokens[end - 1].text == "." and r.tokens[end - 2].kind is Kind.NUMBER


def _whole(r: Reader, start: int) -> list[Reading]:
    """Readings from the first token on, or from behind an article or preposition there."""
    found = [related(r, start), *_candidates(r, start)]
    opening = r.word(start, "on", "in", "month_in", "the")
    if opening:
        found += _candidates(r, r.skip(opening[1], "the"))
    timed = [_with_time(r, reading) for reading in found if reading is not None]
    return [*timed, *(reading for reading in found if reading is not None)]


def _candidates(r: Reader, i: int) -> list[Reading | None]:
    century = centuries(r, i)
    return [ranges(r, i), point(r, i), *(century[:1] if len(century) == 1 else [])]


def _scan(r: Reader) -> list[Reading]:
    """One pass over the tokens; at each, the longest reading wins."""
    found: list[Reading] = []
    i = 0
    while i < len(r.tokens):
        token = r.tokens[i]
        group = _at(r, i) if _may_open(r, token) else []
        if not group:
            i += 1
            continue
        found += group
        i = max(group[-1].end, i + 1)
    return found


def _may_open(r: Reader, token: Token) -> bool:
    """A number, a word of dates, a Roman number, the apostrophe of a short year."""
    if token.kind is Kind.NUMBER or r.words.opens(token.folded):
        return True
    return token.text in "'’‘" or roman(token.text.rstrip("eèm").upper()) is not None


def _at(r: Reader, i: int) -> list[Reading]:
    """The reading at a token, or the readings of a list that begins there."""
    lists = [group for group in (centuries(r, i), listed(r, i)) if group]
    single = longest([ranges(r, i), point(r, i)])
    group = max(lists, key=lambda readings: readings[-1].end, default=[])
    if single is not None and (not group or single.end >= group[-1].end):
        group = [single]
    if not group or not r.ends_freely(group[-1].end):
        return []
    group = [*group, *continued(r, group[-1])]
    return [*group[:-1], _with_time(r, group[-1])]


def _with_time(r: Reader, reading: Reading) -> Reading:
    """With the time of day behind it, if it is one full day."""
    point = reading.first
    single = reading.last is None and reading.relation is Relation.SINGLE
    if not single or point.day is None or point.time or point.uncertain or point.approximate:
        return reading
    found = time_behind(r, reading.end)
    if found is None:
        return reading
    start, time = found
    return replace(reading, end=time.end, first=replace(point, time=time.time), time_start=start)


def _expression(r: Reader, reading: Reading) -> DateExpression:
    value, reading = meaning(reading)
    start, end = r.tokens[reading.start].start, r.tokens[reading.end - 1].end
    span = (r.tokens[reading.time_start].start, end) if reading.time_start else None
    return DateExpression(
        start=start,
        end=end,
        surface=r.text[start:end],
        value=value,
        certainty=reading.certainty,
        rule=reading.rule,
        evidence=reading.evidence,
        problem=reading.problem,
        time=reading.first.time or None,
        time_span=span,
    )
