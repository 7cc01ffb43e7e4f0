"""When letters were written: all of them, by collection and by sender, as bars and as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.model.output import OutputFile
from tei_edition.transformers.collation import sort_key
from tei_edition.transformers.correspondences import sender_parties
from tei_edition.transformers.flows import Party
from tei_edition.transformers.html.charts import AXIS, Chart, ChartRow, most_of
from tei_edition.transformers.html.correspondence_views import linked_party
from tei_edition.transformers.html.days import CALENDAR, days_of
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.periods import Count, Scale, find_scale
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.phrases import Phrases

__all__ = ["KEY", "render"]

KEY: Final = "timeline"
_HERE: Final = "timeline.html"
_HEIGHT: Final = 150  # pixels
_SENDERS: Final = 12


@dataclass(frozen=True, slots=True)
class Series:
    """The letters of a sender or a collection."""

    label: LinkedText
    letters: tuple[EditionDocument, ...]


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A row of a table: a period, and the numbers in it, "" for none."""

    period: LinkedText
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Rows of bars over one axis, with the same as a table."""

    title: str
    anchor: str
    rows: tuple[ChartRow, ...]
    table: tuple[PeriodRow, ...]
    more: LinkedText | None = None


@dataclass(frozen=True, slots=True)
class _Axis:
    """The periods of the page, and where the calendar has the letters of each."""

    scale: Scale
    addresses: Mapping[int, str]
    phrases: Phrases

    def dated(self, series: Iterable[Series]) -> tuple[Series, ...]:
        """Those that have a letter in some period."""
        return tuple(one for one in series if self.scale.counts(one.letters))

    def table(
        self, periods: Iterable[int], columns: Sequence[Mapping[int, Count]]
    ) -> Iterator[PeriodRow]:
        """How many letters each column has of each period."""
        for period in periods:
            numbers = (counts.get(period, Count()).letters for counts in columns)
            yield PeriodRow(
                LinkedText(self.scale.named(period, self.phrases), self.addresses[period]),
                tuple(self.phrases.number(number) if number else "" for number in numbers),
            )

    def view(
        self, key: str, series: Sequence[Series], more: LinkedText | None = None
    ) -> TimelineView:
        """Bars and table of several series."""
        columns = [self.scale.counts(one.letters) for one in series]
        chart = Chart(self.scale, most_of(columns), self.phrases)
        pairs = zip(series, columns, strict=True)
        return TimelineView(
            self.phrases.say(f"timeline.{key}"),
            key,
            tuple(chart.row(one.label, counts) for one, counts in pairs),
            tuple(self.table(sorted(set().union(*columns)), columns)),
            more,
        )


def render(site: Site) -> Iterator[OutputFile]:
    """``timeline.html``, if any letter has a date."""
    letters, say = site.connections.letters, site.phrases.say
    scale = find_scale(letters)
    if scale is None:
        return
    links = site.links_from(_HERE)
    counts = scale.counts(letters)
    chart = Chart(scale, most_of([counts]), site.phrases)
    undated = len(letters) - sum(count.letters for count in counts.values())
    axis = _Axis(scale, dict(_addresses(counts, scale, site, links)), site.phrases)
    yield site.page(
        _HERE,
        "timeline.html",
        say("nav.timeline"),
        say("timeline.about"),
        axis=AXIS,
        base=_HEIGHT,
        bars=chart.bars(counts, _HEIGHT, axis.addresses.__getitem__),
        ticks=chart.ticks(_HEIGHT),
        row_ticks=chart.ticks(),
        most=site.phrases.number(chart.most),
        has_doubts=any(count.doubtful for count in counts.values()),
        columns=(LinkedText(say("nav.letters")),),
        table=tuple(axis.table(counts, [counts])),
        views=tuple(_views(axis, site, links)),
        undated=site.phrases.count("timeline.undated", undated) if undated else "",
        calendar=links.to(CALENDAR),
    )


def _addresses(
    counts: Mapping[int, Count], scale: Scale, site: Site, links: Links
) -> Iterator[tuple[int, str]]:
    """Where the calendar has the letters of each period: its first year with letters."""
    years = days_of(site.connections.letters).years
    for period in counts:
        number, month = scale.year_and_month(period)
        year = years[next(one for one in years if one >= number)]
        has_month = scale.unit == 1 and year.count(month)
        address = f"{year.address_of_month(month)}#m{month}" if has_month else year.address
        yield period, links.to(address)


def _views(axis: _Axis, site: Site, links: Links) -> Iterator[TimelineView]:
    """By collection and by sender; who has no letter with a date is not on a line of time."""
    collections = axis.dated(_collections(site, links))
    if len(collections) > 1:
        yield axis.view("collections", collections)
    senders = axis.dated(_senders(site, links))
    if len(senders) > 1:
        left = len(senders) - _SENDERS
        address = links.to("correspondences/index.html")
        words = site.phrases.count("timeline.more", left) if left > 0 else ""
        more = LinkedText(words, address) if words else None
        yield axis.view("senders", senders[:_SENDERS], more)


def _collections(site: Site, links: Links) -> Iterator[Series]:
    for collection in site.of_kind("collection"):
        found = links.to_document(collection.id)
        letters = site.connections.entries_of[collection.id]
        if found is not None and letters:
            marks = links.targets.marks(collection.title_language)
            title = collection.metadata.title or collection.id
            yield Series(LinkedText(title, found.href, marks=marks), letters)


def _senders(site: Site, links: Links) -> Iterator[Series]:
    """The senders, those of most letters first."""
    letters: dict[Party, list[EditionDocument]] = {}
    for letter in site.connections.letters:
        for party in sender_parties(letter, site.edition.registers):
            letters.setdefault(party, []).append(letter)
    totals = Counter({party: len(sent) for party, sent in letters.items()})
    language = site.phrases.language
    for party in sorted(totals, key=lambda p: (-totals[p], sort_key(p.name, language), p)):
        yield Series(linked_party(party, links, "unknown.sender"), tuple(letters[party]))
