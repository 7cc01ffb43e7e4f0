"""The facets as lists: every sender, year, kind of document … with its documents by date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from tei_edition.edition import EditionDocument
from tei_edition.model.output import OutputFile
from tei_edition.transformers.chronology import shown_date, year_of
from tei_edition.transformers.collation import index_letter
from tei_edition.transformers.html.entries import Entry, entries_for
from tei_edition.transformers.html.facets import (
    Facets,
    FacetValue,
    address_of_facet,
    address_of_value,
    facets_of,
    has_own_pages,
)
from tei_edition.transformers.html.linked_text import UNMARKED, LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.paging import (
    address_of_page,
    entry_weight,
    in_pages,
    pager,
    row_weight,
    with_number,
)
from tei_edition.transformers.html.site import SEARCH, Site
from tei_edition.transformers.html.views import Group, Section
from tei_edition.transformers.outlines import said_of_documents

__all__ = ["render"]

_HERE: Final = "browse/index.html"
_FEW: Final = 12  # values of a facet on the first page
_YEARS: Final = 60  # so short that few would leave gaps for no good
_BY_INITIAL: Final = frozenset({"sender", "addressee"})


@dataclass(frozen=True, slots=True)
class _FacetView:
    """A facet on the first page: its name, its most frequent values, where all of them are."""

    label: str
    href: str
    values: tuple[LinkedText, ...]
    all: str


def render(site: Site) -> Iterator[OutputFile]:
    """``browse/index.html``, a list for each facet, a list for each value."""
    if not site.documents:
        return
    facets, said = facets_of(site), said_of_documents(site.edition)
    yield _first_page(facets, site)
    for facet, values in facets.values.items():
        if has_own_pages(facet):
            yield from _facet_pages(facet, values, site)
            documents: dict[str, list[EditionDocument]] = {}
            for document in site.documents:
                for key in facets.of(document.id, facet):
                    documents.setdefault(key, []).append(document)
            for value in values:
                found = documents[value.key]
                known = (
                    (site.phrases.language, site.sections()),
                    value,
                    site.targets.entities.get(value.key),
                    [said[document.path] for document in found],
                )
                make = partial(_value_pages, facet, value, found, site)
                yield from site.press.files(f"browse {facet} {value.key}", known, make)


def _first_page(facets: Facets, site: Site) -> OutputFile:
    links, phrases = site.links_from(_HERE), site.phrases
    views = []
    for facet, values in facets.values.items():
        most = _YEARS if facet == "year" else _FEW
        often = sorted(values, key=lambda value: -value.number)[:most]
        shown = [value for value in values if value in often]
        rest = len(values) > len(shown)
        views.append(
            _FacetView(
                phrases.say(f"facet.{facet}"),
                links.to(address_of_facet(facet)),
                tuple(_row(facet, value, site, links, short=True) for value in shown),
                phrases.say("browse.all", number=phrases.number(len(values))) if rest else "",
            )
        )
    return site.page(_HERE, "browse.html", phrases.say("browse.title"), facets=tuple(views))


def _row(
    facet: str, value: FacetValue, site: Site, links: Links, *, short: bool = False
) -> LinkedText:
    """A value as a link, with the number of its documents."""
    targets = links.targets
    number = site.phrases.number(value.number)
    return LinkedText(
        value.text if short else value.sort if facet in _BY_INITIAL else value.text,
        links.to(address_of_value(facet, value.key)),
        title=site.phrases.count("documents", value.number),
        marks=targets.marks(value.language) if value.language else UNMARKED,
        after=number if short else "",
    )


def _facet_pages(facet: str, values: Iterable[FacetValue], site: Site) -> Iterator[OutputFile]:
    first = address_of_facet(facet)
    label = site.phrases.say(f"facet.{facet}")
    rows = [(value, _row(facet, value, site, site.links_from(first))) for value in values]
    pages = in_pages(rows, lambda pair: row_weight(pair[1]))
    spans = tuple(f"{page[0][1].text} – {page[-1][1].text}" for page in pages)
    for number, page in enumerate(pages, 1):
        here = address_of_page(first, number)
        links = site.links_from(here)
        groups: dict[str, list[LinkedText]] = {}
        for value, row in page:
            groups.setdefault(_initial(facet, value, site), []).append(row)
        yield site.page(
            here,
            "facet.html",
            with_number(label, number, site.phrases),
            heading=label,
            up=LinkedText(site.phrases.say("browse.title"), links.to(_HERE)),
            pages=pager(first, spans, number, links),
            groups=tuple(
                Group(initial, f"i{n}", tuple(rows))
                for n, (initial, rows) in enumerate(groups.items(), 1)
            ),
        )


def _initial(facet: str, value: FacetValue, site: Site) -> str:
    if facet not in _BY_INITIAL:
        return ""
    return index_letter(value.sort, site.phrases.language) or site.phrases.say("index.other")


def _value_pages(
    facet: str, value: FacetValue, documents: Iterable[EditionDocument], site: Site
) -> Iterator[OutputFile]:
    first = address_of_value(facet, value.key)
    pairs = list(zip(documents, entries_for(documents, site.links_from(first)), strict=True))
    pages = in_pages(pairs, lambda pair: entry_weight(pair[1]))
    by_day = facet == "year"
    spans = tuple(_span(page[0][0], page[-1][0], site, by_day=by_day) for page in pages)
    say = site.phrases.say
    marks = site.targets.marks(value.language) if value.language else UNMARKED
    label = say(f"facet.{facet}")
    for number, page in enumerate(pages, 1):
        here = address_of_page(first, number)
        links = site.links_from(here)
        search = links.to(SEARCH)
        title = say("browse.value", facet=label, value=value.text)
        sections = (Section("", tuple(e for _, e in page)),) if by_day else _by_year(page, site)
        yield site.page(
            here,
            "value.html",
            with_number(title, number, site.phrases),
            heading=LinkedText(value.text, marks=marks),
            up=LinkedText(label, links.to(address_of_facet(facet))),
            total=site.phrases.count("documents", value.number),
            entry=_entry_of(facet, value, marks, links),
            within=f"{search}?{urlencode({facet: value.key})}" if search else "",
            pages=pager(first, spans, number, links),
            sections=sections,
        )


def _entry_of(facet: str, value: FacetValue, marks: Markup, links: Links) -> LinkedText | None:
    """The register entry that a value is, if it is one."""
    link = links.to_entity(value.key) if facet in _BY_INITIAL else None
    return None if link is None else LinkedText(value.text, link.href, marks=marks)


def _by_year(page: Iterable[tuple[EditionDocument, Entry]], site: Site) -> tuple[Section, ...]:
    years: dict[int | None, list[Entry]] = {}
    for document, entry in page:
        years.setdefault(year_of(document), []).append(entry)
    return tuple(
        Section(
            site.phrases.say("letters.undated") if year is None else str(year),
            tuple(entries),
            "undated" if year is None else f"y{year}",
        )
        for year, entries in years.items()
    )


def _span(first: EditionDocument, last: EditionDocument, site: Site, *, by_day: bool) -> str:
    """From when to when the documents of a page are."""
    names = []
    for document in (first, last):
        year, date = year_of(document), document.metadata.date
        name = site.phrases.say("letters.undated") if year is None else str(year)
        names.append(shown_date(date, site.phrases) if by_day and date is not None else name)
    return names[0] if names[0] == names[1] else f"{names[0]} – {names[1]}"
