"""The calendar: years, the twelve months of each, the letters of every day."""

from __future__ import annotations

import calendar
import datetime
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.model.output import OutputFile
from tei_edition.transformers.chronology import shown_day
from tei_edition.transformers.cldr import first_weekday
from tei_edition.transformers.html.days import CALENDAR, Day, Days, Year, days_of
from tei_edition.transformers.html.entries import Entry, brief_entries_for
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.site import Site

__all__ = ["KEY", "render"]

KEY: Final = "calendar"
_MONTHS: Final = range(1, 13)
_SIDES: Final = (("neighbour.prev", "previous"), ("neighbour.next", "following"))
_GREGORY: Final = 1583  # the first whole year of the calendar that weekdays are reckoned by


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a month, a link where it has letters; no text for the days around the month."""

    text: str = ""
    href: str = ""
    title: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class MonthTable:
    """A month as a table of its weeks; ``href`` leads to the list of its letters."""

    name: LinkedText
    weeks: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A letter in the list of a month; ``anchor`` for the first of its day."""

    anchor: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class MonthList:
    """The letters of a month; those whose day is not sure stand apart."""

    title: str
    anchor: str
    dated: tuple[DayEntry, ...]
    unsure: tuple[DayEntry, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year in the table of years; ``gap`` has the years without letters before it."""

    gap: str
    year: LinkedText
    months: tuple[LinkedText, ...]
    total: str


def render(site: Site) -> Iterator[OutputFile]:
    """``calendar/index.html`` and a page for each year, if any letter has a date."""
    days = days_of(site.connections.letters)
    if not days.years:
        return
    yield _index(days, site)
    numbers = list(days.years)
    for index, number in enumerate(numbers):
        year = days.years[number]
        around = (numbers[index - 1] if index else None, *numbers[index + 1 : index + 2])
        yield _year(year, around, days, site)
        if year.is_split:
            for month in sorted({day.month for day in year.letters}):
                yield _month(year, month, days, site)


def _index(days: Days, site: Site) -> OutputFile:
    links, say = site.links_from(CALENDAR), site.phrases.say
    return site.page(
        CALENDAR,
        "calendar.html",
        say("nav.calendar"),
        say("calendar.about"),
        months=tuple(_month_heads(site)),
        rows=tuple(_rows(days, site, links)),
        timeline=links.to("timeline.html"),
        undated=brief_entries_for(days.undated, links),
    )


def _month_heads(site: Site) -> Iterator[LinkedText]:
    for month in _MONTHS:
        short, name = (site.phrases.say(f"month.{form}.{month}") for form in ("narrow", "alone"))
        yield LinkedText(short, title=name)


def _rows(days: Days, site: Site, links: Links) -> Iterator[YearRow]:
    number, say = site.phrases.number, site.phrases.say
    before = 0
    for year in days.years.values():
        skipped = (before + 1, year.number - 1) if before else (1, 0)
        before = year.number
        yield YearRow(
            say("calendar.gap", years=_span(*skipped, site)) if skipped[0] <= skipped[1] else "",
            LinkedText(str(year.number), links.to(year.address)),
            tuple(_month_cell(year, month, site, links) for month in _MONTHS),
            number(year.count()),
        )


def _span(first: int, last: int, site: Site) -> str:
    if first == last:
        return str(first)
    return site.phrases.say("date.span", first=str(first), last=str(last))


def _month_cell(year: Year, month: int, site: Site, links: Links) -> LinkedText:
    letters = year.count(month)
    if not letters:
        return LinkedText("")
    return LinkedText(
        site.phrases.number(letters),
        links.to(f"{year.address_of_month(month)}#m{month}"),
        title=_labelled(_named(year, month, site), letters, site),
    )


def _labelled(label: str, letters: int, site: Site) -> str:
    return site.phrases.say("labelled", label=label, value=site.phrases.count("letters", letters))


def _named(year: Year, month: int, site: Site) -> str:
    return shown_day(f"{year.number:04}-{month:02}", site.phrases) if month else str(year.number)


def _year(year: Year, around: tuple[int | None, ...], days: Days, site: Site) -> OutputFile:
    links = site.links_from(year.address)
    months = () if year.is_split else sorted({day.month for day in year.letters if day.month})
    letters = site.phrases.count("letters", year.count())
    return site.page(
        year.address,
        "calendar_year.html",
        str(year.number),
        letters,
        letters=letters,
        up=links.to(CALENDAR),
        ways=tuple(_ways(around, days, site, links)),
        weekdays=tuple(_weekdays(site)),
        tables=tuple(_table(year, month, days, site, links) for month in _MONTHS),
        lists=tuple(_list(year, month, site, links) for month in months),
        elsewhere=_monthless(year, site, links) if year.is_split else None,
        monthless=() if year.is_split else _monthless_entries(year, links),
        reckoned=year.number < _GREGORY,
    )


def _monthless_entries(year: Year, links: Links) -> tuple[DayEntry, ...]:
    return tuple(_day_entries(year.in_month(0), links))


def _monthless(year: Year, site: Site, links: Links) -> LinkedText | None:
    """The link to the page of letters that are of no month, where a year has pages of months."""
    letters = year.count(0)
    if not letters:
        return None
    after = f" ({site.phrases.number(letters)})"
    href = links.to(year.address_of_month(0))
    return LinkedText(site.phrases.say("calendar.month-unsure"), href, after=after)


def _month(year: Year, month: int, days: Days, site: Site) -> OutputFile:
    here = year.address_of_month(month)
    links = site.links_from(here)
    title = _named(year, month, site) if month else site.phrases.say("calendar.month-unsure")
    return site.page(
        here,
        "calendar_year.html",
        title,
        "",
        letters=site.phrases.count("letters", year.count(month)),
        up=links.to(CALENDAR),
        ways=tuple(_ways_from_month(year, month, days, site, links)),
        weekdays=(),
        tables=(),
        lists=(_list(year, month, site, links),) if month else (),
        elsewhere=None,
        monthless=() if month else _monthless_entries(year, links),
        reckoned=False,
    )


def _ways(
    around: tuple[int | None, ...], days: Days, site: Site, links: Links
) -> Iterator[LinkedText]:
    for (sign, side), number in zip(_SIDES, around, strict=False):
        if number is not None:
            href = links.to(days.years[number].address)
            yield _way(sign, side, str(number), href, site)


def _way(sign: str, side: str, text: str, href: str, site: Site) -> LinkedText:
    title = site.phrases.say("labelled", label=site.phrases.say(sign), value=text)
    return LinkedText(text, href, title=title, classes=side)


def _ways_from_month(
    year: Year, month: int, days: Days, site: Site, links: Links
) -> Iterator[LinkedText]:
    """To the month with letters before it, to its year, to the month after it."""
    months = site.once("months of the calendar", partial(_months_with_letters, days))
    here = (year.number, month)
    index = bisect_left(months, here)
    around = (months[:index][-1:], months[index + 1 :][:1]) if month else ((), ())
    before, after = (
        [_way_to_month(days.years[one], name, side, site, links) for one, name in found]
        for found, side in zip(around, _SIDES, strict=True)
    )
    yield from (*before, LinkedText(str(year.number), links.to(year.address)), *after)


def _way_to_month(
    year: Year, month: int, side: tuple[str, str], site: Site, links: Links
) -> LinkedText:
    href = links.to(f"{year.address_of_month(month)}#m{month}")
    return _way(*side, _named(year, month, site), href, site)


def _months_with_letters(days: Days) -> list[tuple[int, int]]:
    found = {(year.number, day.month) for year in days.years.values() for day in year.letters}
    return sorted(one for one in found if one[1])


def _weekdays(site: Site) -> Iterator[LinkedText]:
    for number in _week(site):
        say = site.phrases.say
        yield LinkedText(say(f"weekday.short.{number}"), title=say(f"weekday.{number}"))


def _week(site: Site) -> list[int]:
    """The days of a week from 1 for Monday, beginning as the language of the interface has it."""
    first = first_weekday(site.phrases.language)
    return [(first - 1 + offset) % 7 + 1 for offset in range(7)]


def _table(year: Year, month: int, days: Days, site: Site, links: Links) -> MonthTable:
    letters = year.count(month)
    name = LinkedText(
        site.phrases.say(f"month.alone.{month}"),
        links.to(f"{year.address_of_month(month)}#m{month}") if letters else "",
        title=site.phrases.count("letters", letters) if letters else "",
    )
    weeks = calendar.Calendar(_week(site)[0] - 1).monthdayscalendar(year.number, month)
    return MonthTable(
        name,
        tuple(
            tuple(_cell((year.number, month, day), days, site, links) for day in week)
            for week in weeks
        ),
    )


def _cell(date: tuple[int, int, int], days: Days, site: Site, links: Links) -> Cell:
    if not date[2]:
        return Cell()
    found = days.busy.get(datetime.date(*date), ())
    if not found:
        return Cell(str(date[2]))
    named = shown_day(f"{date[0]:04}-{date[1]:02}-{date[2]:02}", site.phrases)
    return Cell(
        str(date[2]),
        links.to(days.address_of(found[0])),
        _labelled(named, len(found), site),
        len(found) > 1,
    )


def _list(year: Year, month: int, site: Site, links: Links) -> MonthList:
    letters = year.in_month(month)
    return MonthList(
        _named(year, month, site),
        f"m{month}",
        tuple(_day_entries({day: letters[day] for day in letters if day.day}, links)),
        tuple(_day_entries({day: letters[day] for day in letters if not day.day}, links)),
    )


def _day_entries(
    letters: Mapping[Day, tuple[EditionDocument, ...]], links: Links
) -> Iterator[DayEntry]:
    for day, documents in letters.items():
        for number, entry in enumerate(brief_entries_for(documents, links)):
            yield DayEntry("" if number or not day.day else day.anchor, entry)
