"""What columns can hold: the names of fields, as mapping files have them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tei_edition.registers.identifiers import AUTHORITY_NAMES

__all__ = ["AUTHORITIES", "FIELDS", "LEFT_OUT", "NAMED", "SPANS", "is_several"]

LEFT_OUT: Final = ""
# Aspects that are numbers of an authority, each with the authority's usual name.
AUTHORITIES: Final = {name.lower(): name for name in AUTHORITY_NAMES}
NAMED: Final = ("sender", "recipient", "mentioned", "place-from", "place-to")
_PERSONS: Final = ("sender", "recipient", "mentioned")
_DATED: Final = ("date", "received")
SPANS: Final = {
    "from": "from",
    "to": "to",
    "not-before": "notBefore",
    "not-after": "notAfter",
}
_DATE_ASPECTS: Final = (*SPANS, "year", "month", "day", "edtf", "text", "evidence", "certainty")
_PLAIN: Final = tuple(
    """id kind title genre number classification abstract note country settlement repository
    collection shelfmark languages licence status collections keywords source url also editors
    translators""".split()
)
_SEVERAL: Final = frozenset(
    "abstract note languages collections keywords also editors translators".split()
)


def _fields() -> Iterator[str]:
    yield from _PLAIN
    for base in NAMED:
        yield base
        yield f"{base}.id"
        yield from (f"{base}.{aspect}" for aspect in AUTHORITIES)
    for base in _PERSONS:
        yield from (f"{base}.{aspect}" for aspect in ("forename", "surname", "org"))
    for base in _DATED:
        yield base
        yield from (f"{base}.{aspect}" for aspect in _DATE_ASPECTS)


FIELDS: Final = tuple(_fields())


def is_several(field: str) -> bool:
    """Whether several columns may hold the field: names and ids may, a title may not."""
    return field.partition(".")[0] in NAMED or field in _SEVERAL
