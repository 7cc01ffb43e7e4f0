"""Sender, addressee and date from titles such as "Anna Berg to Karl Holm, 3 May 1912"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.dates import DateExpression, find_dates
from tei_edition.source_text import normalise_space

__all__ = ["TitleParts", "read_title"]

_LONGEST: Final = 300  # characters of a title that are looked at
_TO: Final = "to|an|à|au|aux|aan|till|til|al|alla|ai|für|para"
_FROM: Final = "from|by|von|vom|de|di|du|des|van|från|fra|da"
# Words for a letter and the like, before "from" or "to".
_GENRES: Final = (
    "letter|brief|schreiben|lettre|lettera|carta|brev|postcard|postkarte|ansichtskarte|karte|"
    "telegramm?e?|télégramme|telegrama|billet|note|cable|message|korrespondenzkarte|kartenbrief"
)
_LEAD: Final = re.compile(
    rf"(?:.{{0,40}}?\b)?(?:{_GENRES})\b[^\w]{{0,4}}(?:#?\d+\b[^\w]{{0,4}})?", re.I
)
_SENDER_MARK: Final = re.compile(rf"(?:{_FROM})\s+|d['’]\s?", re.I)
_ADDRESSEE_MARK: Final = re.compile(rf"\s(?:{_TO})\s")
_FIRST_ADDRESSEE_MARK: Final = re.compile(rf"(?:{_TO})\s+", re.I)
# What may stand between the names and the date, and belongs to neither.
_JOINING: Final = frozenset(
    "on of am vom den der le du del il dated um ca c zwischen between ohne datum s d".split()
)
_NAME: Final = re.compile(r"[^\W\d_](?:[^\d#@{}<>|/]{1,78}[^\d#@{}<>|/\s,;:])?")


@dataclass(frozen=True, slots=True)
class TitleParts:
    """What a title says; "" and None where nothing."""

    sender: str = ""
    addressee: str = ""
    date: DateExpression | None = None


def read_title(title: str, languages: Sequence[str] = ("en",)) -> TitleParts:
    """Take a title apart: names before the first date, on either side of "to", "an", "à" …

    >>> parts = read_title("Letter from Anna Berg to Karl Holm, 3 May 1912")
    >>> parts.sender, parts.addressee, parts.date.value.edtf
    ('Anna Berg', 'Karl Holm', '1912-05-03')
    """
    title = normalise_space(title)[:_LONGEST]
    dates = find_dates(title, languages=tuple(languages) or ("en",))
    dated = next((one for one in dates if one.value.edtf), None)
    head = title[: dated.start] if dated else title
    head = _before_date(head) if dated else head
    lead = _LEAD.match(head)
    rest = head[lead.end() :] if lead else head
    marked = _SENDER_MARK.match(rest) if lead else None
    rest = rest[marked.end() :] if marked else rest
    first = _FIRST_ADDRESSEE_MARK.match(rest) if lead and not marked else None
    if first:
        return TitleParts("", _name(rest[first.end() :]), dated)
    parts = _ADDRESSEE_MARK.split(rest)
    if len(parts) == 2 and _name(parts[0]) and _name(parts[1]):
        return TitleParts(_name(parts[0]), _name(parts[1]), dated)
    sender = _name(rest) if marked and len(parts) == 1 else ""
    return TitleParts(sender, "", dated)


def _before_date(head: str) -> str:
    for _ in range(3):
        head = head.rstrip(" ,;:.()[]–—-")
        before, _blank, word = head.rpartition(" ")
        if word.lower() not in _JOINING:
            break
        head = before
    return head


def _name(text: str) -> str:
    """A text if it can be a name: it begins with a capital or a script without capitals."""
    name = text.strip(" ,;:.()[]")
    return name if _NAME.fullmatch(name) and not name[0].islower() else ""
