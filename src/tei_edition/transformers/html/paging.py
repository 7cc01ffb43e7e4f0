"""Long lists in several pages, so that no page grows beyond what a reader wants to load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from tei_edition.transformers.html.entries import Entry
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.phrases import Phrases

__all__ = ["address_of_page", "entry_weight", "in_pages", "pager", "row_weight", "with_number"]

_Item = TypeVar("_Item")
_LIMIT: Final = 180_000  # bytes of the items of a page
_MOST: Final = 500  # items of a page


def in_pages(
    items: Iterable[_Item], weight: Callable[[_Item], int]
) -> tuple[tuple[_Item, ...], ...]:
    """The items page by page, at least one page; ``weight`` is the bytes of an item in HTML."""
    pages: list[list[_Item]] = [[]]
    total = 0
    for item in items:
        size = weight(item)
        if pages[-1] and (total + size > _LIMIT or len(pages[-1]) >= _MOST):
            pages.append([])
            total = 0
        pages[-1].append(item)
        total += size
    return tuple(map(tuple, pages))


def address_of_page(address: str, number: int) -> str:
    """The address of a page (from 1) of a list: no id has the sign "~" in its file name.

    >>> address_of_page("browse/year/1921.html", 2)
    'browse/year/1921~2.html'
    """
    return address if number == 1 else f"{address.removesuffix('.html')}~{number}.html"


def pager(first: str, spans: tuple[str, ...], current: int, links: Links) -> tuple[LinkedText, ...]:
    """Links to the pages of a list that begins at ``first``, () if it has one.

    ``spans`` say what is on each page; ``current`` is the number of the page at hand, from 1.
    """
    if len(spans) == 1:
        return ()
    return tuple(
        LinkedText(
            str(number),
            links.to(address_of_page(first, number)),
            title=span,
            current=number == current,
        )
        for number, span in enumerate(spans, 1)
    )


def with_number(title: str, number: int, phrases: Phrases) -> str:
    """The title of a page of a list, told apart from that of the first page."""
    return title if number == 1 else f"{title} ({phrases.number(number)})"


def entry_weight(entry: Entry) -> int:
    """About the bytes that an entry takes in a list."""
    texts = (entry.title, entry.date, entry.summary, *(one.text for one in entry.who))
    return 350 + _bytes(texts) + 3 * len(entry.href)


def row_weight(row: LinkedText) -> int:
    """About the bytes that a row of an index takes."""
    return 120 + _bytes((row.text, row.title)) + len(row.href)


def _bytes(texts: Sequence[str]) -> int:
    return sum(len(text.encode()) for text in texts)
