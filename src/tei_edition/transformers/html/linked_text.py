"""The small pieces that pages are given: words with links, files in other forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import Markup

__all__ = ["UNMARKED", "Alternate", "LinkedText", "language_alone"]

UNMARKED: Final = Markup("")


class LinkedText(NamedTuple):
    """Words on a page, a link where ``href`` is not "".

    ``marks`` are ``lang`` and ``dir`` of words that are not the interface's; ``after`` is what
    the interface adds to them.
    """

    text: str
    href: str = ""
    title: str = ""
    classes: str = ""
    current: bool = False
    datetime: str = ""
    marks: Markup = UNMARKED
    after: str = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same document in another form."""

    href: str
    type: str
    text: str


def language_alone(marks: Markup) -> Markup:
    """``lang`` without ``dir``: for words in an order that is the page's own.

    >>> language_alone(Markup(' lang="he" dir="rtl"'))
    Markup(' lang="he"')
    """
    return Markup(marks.partition(" dir=")[0])
