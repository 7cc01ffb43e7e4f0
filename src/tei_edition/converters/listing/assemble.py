"""From units to entries: which title and abstract belong to which date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tei_edition.converters.listing.units import Unit, UnitKind
from tei_edition.converters.paragraphs import text_of_span
from tei_edition.converters.titles import read_title
from tei_edition.model.metadata import DatedText

__all__ = ["Assembled", "DraftEntry", "assemble"]

_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’')\]]*\Z")
_LONGEST_TITLE: Final = 400


@dataclass(slots=True)
class DraftEntry:
    """One record in the making; its units are in the order of the source."""

    units: list[Unit] = field(default_factory=list)
    date: DatedText | None = None
    title: Unit | None = None
    abstract: list[Unit] = field(default_factory=list)
    own_date: Unit | None = None

    @property
    def number(self) -> str:
        """The number that the listing gives the entry."""
        return next((unit.number for unit in self.units if unit.number), "")


@dataclass(frozen=True, slots=True)
class Assembled:
    """``before`` are the units of title and introduction; ``entries`` the records.

    ``headings`` are units between entries that head a group of them, by the index of the entry
    that follows.
    """

    before: tuple[Unit, ...]
    entries: tuple[DraftEntry, ...]
    headings: tuple[tuple[int, Unit], ...] = ()


def assemble(text: str, units: Sequence[Unit]) -> Assembled:
    """Put units together, in whichever order the listing has date and title."""
    dates = [index for index, unit in enumerate(units) if unit.kind is UnitKind.DATE]
    if not dates:
        return Assembled(tuple(units), ())
    if _title_comes_first(text, units, dates):
        return _title_first(units, dates)
    return _date_first(text, units, dates)


def _title_comes_first(text: str, units: Sequence[Unit], dates: Sequence[int]) -> bool:
    """Whether titles stand before dates: by labels and numbers, else by what looks like a title."""
    marked = [
        index > 0
        and (units[index - 1].kind is UnitKind.TITLE or bool(units[index - 1].number))
        and units[index].kind is UnitKind.DATE
        for index in dates
    ]
    if sum(marked) * 2 >= len(dates):
        return True
    if any(units[index].bulleted for index in dates):
        return False
    before = sum(_looks_like_title(text, units, index - 1) for index in dates)
    after = sum(_looks_like_title(text, units, index + 1) for index in dates)
    return before > after and before * 2 > len(dates)


def _looks_like_title(text: str, units: Sequence[Unit], index: int) -> bool:
    if not 0 <= index < len(units) or units[index].kind is UnitKind.DATE:
        return False
    written = text_of_span(text, units[index].content)
    if len(written) > _LONGEST_TITLE:
        return False
    return not _SENTENCE_END.search(written) or bool(read_title(written).senders)


def _title_first(units: Sequence[Unit], dates: Sequence[int]) -> Assembled:
    starts = {
        _title_of(units, index, after) for index, after in zip(dates, (-1, *dates), strict=False)
    }
    entries: list[DraftEntry] = []
    before: list[Unit] = []
    for index, unit in enumerate(units):
        if index in starts:
            entries.append(DraftEntry())
        if not entries:
            before.append(unit)
            continue
        entry = entries[-1]
        entry.units.append(unit)
        if unit.kind is UnitKind.DATE and entry.own_date is None:
            entry.date, entry.own_date = unit.date, unit
        elif unit.kind is not UnitKind.DATE and entry.title is None:
            entry.title = unit
        else:
            entry.abstract.append(unit)
    return Assembled(tuple(before), tuple(entries))


def _title_of(units: Sequence[Unit], index: int, after: int) -> int:
    """Where the entry of a date begins: at the title right before it, if there is one."""
    if index - 1 > after and units[index - 1].kind in (UnitKind.TEXT, UnitKind.TITLE):
        return index - 1
    return index


def _date_first(text: str, units: Sequence[Unit], dates: Sequence[int]) -> Assembled:
    entries: list[DraftEntry] = []
    headings: list[tuple[int, Unit]] = []
    before = tuple(units[: dates[0]])
    group: Unit | None = None  # a date over several bulleted entries
    for index in range(dates[0], len(units)):
        unit = units[index]
        following = units[index + 1] if index + 1 < len(units) else None
        if unit.kind is UnitKind.DATE:
            if following is not None and _is_heading(unit, following):
                headings.append((len(entries), unit))
                continue
            group = unit if following and _opens_group(unit, following) else None
            entries.append(DraftEntry([unit], unit.date, own_date=unit))
        elif group is not None and unit.bulleted and entries[-1].title is not None:
            entries.append(DraftEntry([unit], group.date, unit))
        else:
            _add(text, entries[-1], unit)
    return Assembled(before, tuple(entries), tuple(headings))


def _is_heading(unit: Unit, following: Unit) -> bool:
    """A year or month right before a date: it heads the entries below."""
    if following.kind is not UnitKind.DATE or unit.bulleted or unit.date is None:
        return False
    return following.date is not None and (
        len(unit.date.edtf) < len(following.date.edtf) or following.bulleted
    )


def _opens_group(unit: Unit, following: Unit) -> bool:
    return not unit.bulleted and following.bulleted and following.kind is not UnitKind.DATE


def _add(text: str, entry: DraftEntry, unit: Unit) -> None:
    entry.units.append(unit)
    if unit.kind is UnitKind.ABSTRACT:
        entry.abstract.append(unit)
    elif entry.title is None and not entry.abstract and not _is_prose(text, unit):
        entry.title = replace(unit)
    else:
        entry.abstract.append(unit)


def _is_prose(text: str, unit: Unit) -> bool:
    """Whether a text right behind the date is an abstract: long, and of several sentences."""
    written = text_of_span(text, unit.content)
    return len(written) > _LONGEST_TITLE and written.count(". ") >= 2
