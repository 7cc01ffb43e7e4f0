"""One row of a table as a letter: first what it says, then, once all are read, with ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tei_edition.exchange.tables.cells import (
    find_language,
    is_nobody,
    is_web_address,
    one_line,
    split,
)
from tei_edition.exchange.tables.dating import dated_cells
from tei_edition.exchange.tables.entries import Entries, Named
from tei_edition.exchange.tables.faults import BAD_ADDRESS, NO_DATE, NOT_UNDERSTOOD
from tei_edition.exchange.tables.fields import NAMED
from tei_edition.exchange.tables.naming import Habits, named_in
from tei_edition.exchange.tables.sheet import Row
from tei_edition.exchange.tables.table import Table
from tei_edition.findings import Fault, Finding, Location
from tei_edition.model.metadata import ArchivalLocation, DatedText, EditedElsewhere, Metadata

__all__ = ["Draft", "RowReader"]

_STATUS: Final = frozenset(
    """approved candidate cleared deprecated draft embargoed expired frozen galley proposed
    published recommendation submitted unfinished withdrawn""".split()
)
_COMMAS: Final = re.compile(r"[,;|/\n]")
_NO_LETTERS: Final = frozenset({"essay", "collection", "listing"})
_WEB: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a row says; ``named`` are persons and places by field ("sender", "place-from" …)."""

    location: Location
    metadata: Metadata
    named: dict[str, tuple[Named, ...]] = field(default_factory=dict)

    @property
    def says_nothing(self) -> bool:
        """Whether the row describes no letter: a sum, a remark, a line between two parts."""
        told = self.metadata
        return not (
            any(self.named.values()) or told.date or told.title or told.abstract or told.edited
        )


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table; gathers whom they name in ``entries``."""

    table: Table
    entries: Entries
    languages: tuple[str, ...]
    findings: list[Finding] = field(default_factory=list)
    _cells: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    _line: int = 0

    def read(self, row: Row) -> Draft | None:
        """What the row says; None if it is no letter but an essay or a collection."""
        self._cells, self._line = self.table.cells(row), row.line
        if self._one("kind").lower() in _NO_LETTERS:
            return None
        named = {base: tuple(self._named(base)) for base in NAMED}
        location = Location(self.table.path, row.line)
        draft = Draft(location, self._metadata(), named)
        for people in named.values():
            for one in people:
                self.entries.add(one, location)
        return draft

    def _metadata(self) -> Metadata:
        one = self._one
        number, written_id = one("number"), one("id")
        if written_id.isdigit() and not number:
            number = written_id
        return Metadata(
            id=written_id,
            title=one("title"),
            genre=one("genre"),
            date=self._date("date"),
            received=self._date("received"),
            number=number,
            classification=one("classification"),
            archive=ArchivalLocation(
                *map(one, ("country", "settlement", "repository", "collection", "shelfmark"))
            ),
            source=one("source"),
            languages=tuple(self._languages()),
            abstract=" ".join((*self._all("abstract"), *self._all("note"))),
            editors=tuple(self._values("editors")),
            translators=tuple(self._values("translators")),
            licence=self._licence(),
            keywords=tuple(v for cell in self._all("keywords") for v in _listed(cell)),
            collections=tuple(self._values("collections")),
            status=self._status(),
            edited=EditedElsewhere(
                next(self._addresses("url"), ""), also=tuple(dict.fromkeys(self._addresses("also")))
            ),
        )

    def _one(self, name: str) -> str:
        return next((one_line(value) for value, _ in self._cells.get(name, ()) if value), "")

    def _all(self, name: str) -> Iterator[str]:
        return (one_line(value) for value, _ in self._cells.get(name, ()) if value)

    def _values(self, name: str) -> Iterator[str]:
        for value, _ in self._cells.get(name, ()):
            yield from (part for part in split(value, self.table.mapping.separator) if part)

    def _named(self, base: str) -> Iterator[Named]:
        """Persons or places; the second column of ids belongs to the second column of names."""
        columns = {
            field.partition(".")[2]: values
            for field, values in self._cells.items()
            if field.partition(".")[0] == base
        }
        numbers = self.table.numbers.get(f"{base}.id", "")
        has_own_ids = self.table.numbers.get(f"{base}.id") == ""
        habits = Habits(self.table.mapping.separator, numbers, self._tell)
        for number in range(max(map(len, columns.values()), default=0)):
            group = {a: v[number][0] for a, v in columns.items() if number < len(v)}
            for one in named_in(base, group, habits):
                kind = self.entries.kind_of(one.own_id, one.kind)
                if not is_nobody(one.name) or one.identifiers or one.own_id:
                    is_known = bool(one.identifiers or one.own_id)
                    yield replace(one, kind=kind, is_open=has_own_ids and not is_known)

    def _date(self, base: str) -> DatedText | None:
        cells = {
            field.partition(".")[2]: one_line(next((v for v, _ in values if v), ""))
            for field, values in self._cells.items()
            if field.partition(".")[0] == base
        }
        date, problem = dated_cells(cells, self.languages, self.table.order)
        if problem:
            aspect = next((a for a in cells if cells[a] and cells[a] in problem), "")
            self._tell(
                NO_DATE,
                f"{base}.{aspect}".rstrip("."),
                f"{problem}; it stays as it is written",
                "write one day, month or year, or EDTF: 1842/1843, [1842,1843], 1842~",
            )
        return date

    def _languages(self) -> Iterator[str]:
        for cell in self._all("languages"):
            for word in _listed(cell):
                tag = find_language(word)
                if tag:
                    yield tag
                else:
                    self._tell(
                        NOT_UNDERSTOOD,
                        "languages",
                        f"{word[:40]!r} is no language",
                        "write its name or its tag of BCP 47",
                    )

    def _licence(self) -> str:
        licence = self._one("licence")
        if licence.startswith(_WEB) and not is_web_address(licence):
            self._tell(BAD_ADDRESS, "licence", f"{licence[:80]!r} is no address", "correct it")
            return ""
        return licence

    def _status(self) -> str:
        status = self._one("status")
        if status and status.lower() not in _STATUS:
            self._tell(
                NOT_UNDERSTOOD,
                "status",
                f"{status[:40]!r} is no status",
                f"expected one of {', '.join(sorted(_STATUS))}",
            )
            return ""
        return status.lower()

    def _addresses(self, name: str) -> Iterator[str]:
        for cell in self._all(name):
            for word in cell.replace("|", " ").split() if _is_several(cell) else (cell,):
                if is_web_address(word):
                    yield word
                elif not is_nobody(word):
                    self._tell(
                        BAD_ADDRESS,
                        name,
                        f"{word[:80]!r} is no web address; it is left out",
                        "write it with https:// and without blanks",
                    )

    def _tell(self, fault: Fault, name: str, message: str, hint: str) -> None:
        column = next((c for _, c in self._cells.get(name, ()) if c), 0)
        self.findings.append(fault.at(Location(self.table.path, self._line, column), message, hint))


def _is_several(cell: str) -> bool:
    """Whether a cell holds addresses only, more than one."""
    words = cell.replace("|", " ").split()
    return len(words) > 1 and all(word.startswith(_WEB) for word in words)


def _listed(cell: str) -> Sequence[str]:
    return [part.strip() for part in _COMMAS.split(cell) if part.strip()]
