"""Persons, organisations and places in the cells of a row, each with what identifies it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.exchange.tables.cells import identifier_of, is_gnd, is_nobody, split
from tei_edition.exchange.tables.entries import Named
from tei_edition.exchange.tables.faults import BAD_IDENTIFIER, UNEQUAL_NUMBERS
from tei_edition.exchange.tables.fields import AUTHORITIES
from tei_edition.findings import Fault
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Identifier

__all__ = ["Habits", "authority_of_numbers", "named_in"]


_OWN_ID: Final = re.compile(r"#?[\w.:-]{1,100}")


@dataclass(frozen=True, slots=True)
class Habits:
    """How a table writes names and ids.

    ``numbers`` is the authority of bare numbers under ``.id``; ``tell`` reports a fault at a field,
    with message and hint.
    """

    separator: str
    numbers: str
    tell: Callable[[Fault, str, str, str], None]


@dataclass(frozen=True, slots=True)
class _Ids:
    """What stands in the columns for identifiers, one row of values for each name."""

    identifiers: tuple[Identifier, ...] = ()
    own_id: str = ""


def authority_of_numbers(values: Sequence[str], *, of_places: bool) -> str:
    """The authority whose numbers all values of a column must be; "" if that is not certain.

    >>> authority_of_numbers(["118540238", "118607626"], of_places=False)
    'GND'
    """
    bare = [part for value in values for part in split(value) if part and "://" not in part]
    if not bare:
        return ""
    if all(map(is_gnd, bare)):
        return "GND"
    if all(re.fullmatch(r"Q[1-9]\d{0,10}", part) for part in bare):
        return "Wikidata"
    if of_places and all(re.fullmatch(r"[1-9]\d{4,8}", part) for part in bare):
        return "GeoNames"
    return ""


def named_in(base: str, group: Mapping[str, str], habits: Habits) -> Iterator[Named]:
    """Whom the cells of one group of columns name, by aspect ("" is the name)."""
    separator = habits.separator
    kind = MentionKind.PLACE if base.startswith("place") else MentionKind.PERSON
    if "forename" in group and "surname" not in group:
        group = {**group, "": "", "surname": group.get("", "")}
    names = [(name, "") for name in split(group.get("", ""), separator)]
    if not names:
        names = list(_from_parts(group, separator))
    orgs = [name for name in split(group.get("org", ""), separator) if name]
    if not any(name for name, _ in names) and orgs:
        names, kind, orgs = [(name, "") for name in orgs], MentionKind.ORG, []
    ids = _ids(base, group, habits, len(names))
    names = names or [("", "")] * len(ids)
    for (name, sort), found in zip(names, ids, strict=True):
        identifier = next((f"{one.authority} {one.value}" for one in found.identifiers), "")
        shown = name or found.own_id or identifier
        if shown:
            yield Named(shown, kind, found.identifiers, found.own_id, sort)
    for name in orgs:
        yield Named(name, MentionKind.ORG)


def _from_parts(group: Mapping[str, str], separator: str) -> Iterator[tuple[str, str]]:
    """Names whose parts stand in columns of their own, with the form under which they are filed."""
    forenames = split(group.get("forename", ""), separator)
    surnames = split(group.get("surname", ""), separator)
    for number in range(max(len(forenames), len(surnames))):
        forename = forenames[number] if number < len(forenames) else ""
        surname = surnames[number] if number < len(surnames) else ""
        sort = f"{surname}, {forename}" if forename and surname else ""
        yield f"{forename} {surname}".strip(), sort


def _ids(base: str, group: Mapping[str, str], habits: Habits, names: int) -> list[_Ids]:
    """Identifiers for each name; where no name stands, for each identifier."""
    columns: list[list[_Ids]] = []
    for aspect in ("id", *AUTHORITIES):
        cell = group.get(aspect, "")
        values = split(cell, habits.separator)
        if len(values) == 1 and values[0].count("://") > 1:
            values = values[0].split()
        if not values or all(is_nobody(value) or not value for value in values):
            continue
        authority = AUTHORITIES.get(aspect, habits.numbers)
        field = f"{base}.{aspect}"
        found = [_read(value, authority, aspect == "id", field, habits) for value in values]
        if names > 1 and len(found) != names:
            habits.tell(
                UNEQUAL_NUMBERS,
                field,
                f"{names} names, but {len(found)} under {field}: {cell[:80]!r}",
                "give one for each, in the same order; leave the place of an unknown one empty",
            )
            continue
        columns.append(found)
    count = names or max(map(len, columns), default=0)
    if names == 1:
        columns = [[one] for column in columns for one in column]
    return [
        _Ids(
            tuple(i for column in columns if n < len(column) for i in column[n].identifiers),
            next((c[n].own_id for c in columns if n < len(c) and c[n].own_id), ""),
        )
        for n in range(count)
    ]


def _read(value: str, authority: str, may_be_own: bool, field: str, habits: Habits) -> _Ids:
    if not value or is_nobody(value):
        return _Ids()
    identifier = identifier_of(value, authority)
    if identifier is not None:
        return _Ids((identifier,))
    if may_be_own and _OWN_ID.fullmatch(value):
        return _Ids(own_id=value.removeprefix("#").rpartition(":")[2])
    expected = f"no number of {authority}" if authority else "no identifier"
    habits.tell(
        BAD_IDENTIFIER,
        field,
        f"{value[:80]!r} is {expected}; it is left out",
        "copy it from the authority's page, or take out blanks",
    )
    return _Ids()
