"""Correspondences: who exchanged letters with whom, how many, when, and when none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from markupsafe import Markup

from tei_edition.edition import EditionDocument
from tei_edition.model.output import OutputFile
from tei_edition.transformers.chronology import year_of
from tei_edition.transformers.correspondences import Correspondence, Silence, silences_in
from tei_edition.transformers.correspondents import direction
from tei_edition.transformers.html.charts import AXIS, Chart, ChartRow, most_of
from tei_edition.transformers.html.correspondence_views import (
    CORRESPONDENCES,
    CORRESPONDENTS,
    correspondence_title,
    linked_party,
    party_key,
    span_of,
)
from tei_edition.transformers.html.entries import Entry, brief_entries_for, entries_for
from tei_edition.transformers.html.head import documents_listed
from tei_edition.transformers.html.linked_text import LinkedText, language_alone
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.paging import (
    address_of_page,
    entry_weight,
    in_pages,
    pager,
    with_number,
)
from tei_edition.transformers.html.periods import find_scale
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.views import Fact
from tei_edition.transformers.outlines import said_of_documents

__all__ = ["KEY", "render"]

KEY: Final = "correspondences"
_MOST: Final = 300  # rows of the first page; all are in the list by name
_LONG: Final = 60  # letters; longer lists have no summaries
_BARS: Final = 3  # fewer letters, or periods, need no drawing
_YEARS: Final = 24  # months from which on a silence is told in years


@dataclass(frozen=True, slots=True)
class CorrespondenceRow:
    """A correspondence in a table."""

    title: LinkedText
    letters: str
    span: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter of a correspondence; ``silence`` says how long none had come before it."""

    letter: EditionDocument
    entry: Entry
    silence: str


@dataclass(frozen=True, slots=True)
class YearOfLetters:
    """The letters of a year; ``silence`` says how long none had come before them."""

    title: str
    anchor: str
    silence: str
    rows: tuple[LetterRow, ...]


@dataclass(frozen=True, slots=True)
class DirectionsView:
    """The letters of each direction as bars over one axis; whether some have no certain date."""

    rows: tuple[ChartRow, ...]
    ticks: Markup
    has_doubts: bool


def render(site: Site) -> Iterator[OutputFile]:
    """A list by number, and a page for each correspondence that the letters make."""
    if not site.correspondences.all:
        return
    yield _by_number(site)
    said = said_of_documents(site.edition)
    for one in site.correspondences.all:
        links = site.links_from(one.address)
        known = (
            (site.phrases.language, site.sections()),
            one.parties,
            [linked_party(party, links) for party in one.parties],
            [[letter.id for letter in sent] for sent in one.sent],
            [said[letter.path] for letter in one.letters],
        )
        make = partial(_pages, one, site)
        yield from site.press.files(f"correspondence {one.address}", known, make)


def _by_number(site: Site) -> OutputFile:
    links = site.links_from(CORRESPONDENCES)
    ordered = sorted(
        site.correspondences.all,
        key=lambda one: (-len(one.letters), [party_key(party, site) for party in one.parties]),
    )
    left = len(ordered) - _MOST
    return site.page(
        CORRESPONDENCES,
        "correspondences.html",
        site.phrases.say("nav.correspondences"),
        site.phrases.say("correspondences.about"),
        rows=tuple(_row(one, site, links) for one in ordered[:_MOST]),
        more=site.phrases.count("more", left) if left > 0 else "",
        names=links.to(CORRESPONDENTS),
    )


def _row(one: Correspondence, site: Site, links: Links) -> CorrespondenceRow:
    title = correspondence_title(one, site.phrases)
    return CorrespondenceRow(
        LinkedText(title, links.to(one.address), marks=links.targets.marks()),
        site.phrases.number(len(one.letters)),
        span_of(one.letters, site.phrases),
    )


def _pages(one: Correspondence, site: Site) -> Iterator[OutputFile]:
    """The letters of a correspondence; very many of them on several pages."""
    rows = tuple(_letter_rows(one, site))
    pages = in_pages(rows, lambda row: entry_weight(row.entry))
    spans = tuple(_span(page, site) for page in pages)
    chart = _chart(one, site)
    for number, page in enumerate(pages, 1):
        here = address_of_page(one.address, number)
        links = site.links_from(here)
        letters = site.phrases.count("letters", len(one.letters))
        yield site.page(
            here,
            "correspondence.html",
            with_number(correspondence_title(one, site.phrases), number, site.phrases),
            ", ".join(part for part in (letters, span_of(one.letters, site.phrases)) if part),
            title_marks=links.targets.marks(),
            listed=documents_listed(row.letter for row in page),
            facts=tuple(_facts(one, site, links, is_drawn=chart is not None and number == 1)),
            chart=chart if number == 1 else None,
            axis=AXIS,
            years=tuple(_years(page, site)),
            all=LinkedText(site.phrases.say("nav.correspondences"), links.to(CORRESPONDENCES)),
            pages=pager(one.address, spans, number, links),
        )


def _span(rows: tuple[LetterRow, ...], site: Site) -> str:
    undated = site.phrases.say("letters.undated")
    return span_of([row.letter for row in rows], site.phrases) or undated


def _facts(one: Correspondence, site: Site, links: Links, *, is_drawn: bool) -> Iterator[Fact]:
    """Who, how many, when; a drawing tells the number of each direction, if all have dates."""
    say, count = site.phrases.say, site.phrases.count
    parties = tuple(linked_party(party, links) for party in dict.fromkeys(one.parties))
    yield Fact(say("correspondence.parties"), parties)
    directions = tuple(
        LinkedText(
            _direction(one, side, site),
            marks=language_alone(links.targets.marks()),
            after=f" ({count('letters', len(sent))})",
        )
        for side, sent in enumerate(one.sent[: len(parties)])
        if sent
    )
    is_told = is_drawn and all(year_of(letter) is not None for letter in one.letters)
    total = LinkedText(site.phrases.number(len(one.letters)))
    yield Fact(say("nav.letters"), (total,) if is_told else directions)
    span = span_of(one.letters, site.phrases)
    if span:
        yield Fact(say("period"), (LinkedText(span),))


def _direction(one: Correspondence, side: int, site: Site) -> str:
    """ "Anna → Berta" """
    return direction(one.parties[side].name, one.parties[1 - side].name, site.phrases)


def _chart(one: Correspondence, site: Site) -> DirectionsView | None:
    """Bars for each direction; a letter or two need none."""
    scale = find_scale(one.letters)
    if scale is None or len(scale.periods) < _BARS or len(one.letters) < _BARS:
        return None
    columns = [scale.counts(letters) for letters in one.sent[: len(set(one.parties))]]
    chart = Chart(scale, most_of(columns), site.phrases)
    marks = language_alone(site.targets.marks())
    rows = (
        chart.row(LinkedText(_direction(one, side, site), marks=marks), counts)
        for side, counts in enumerate(columns)
        if counts
    )
    has_doubts = any(count.doubtful for counts in columns for count in counts.values())
    return DirectionsView(tuple(rows), chart.ticks(), has_doubts)


def _letter_rows(one: Correspondence, site: Site) -> Iterator[LetterRow]:
    listed = entries_for if len(one.letters) <= _LONG else brief_entries_for
    entries = listed(one.letters, site.links_from(one.address))
    silences = {silence.after + 1: silence for silence in silences_in(one.letters)}
    for index, (letter, entry) in enumerate(zip(one.letters, entries, strict=True)):
        silence = silences.get(index)
        yield LetterRow(letter, entry, "" if silence is None else _said(silence, site))


def _years(rows: tuple[LetterRow, ...], site: Site) -> Iterator[YearOfLetters]:
    groups: dict[int | None, list[LetterRow]] = {}
    for row in rows:
        groups.setdefault(year_of(row.letter), []).append(row)
    for year, found in groups.items():
        title = site.phrases.say("letters.undated") if year is None else str(year)
        anchor = "undated" if year is None else f"y{year}"
        first = replace(found[0], silence="")
        yield YearOfLetters(title, anchor, found[0].silence, (first, *found[1:]))


def _said(silence: Silence, site: Site) -> str:
    if silence.months < _YEARS:
        return site.phrases.count("silence.months", silence.months)
    return site.phrases.count("silence.years", silence.months // 12)
