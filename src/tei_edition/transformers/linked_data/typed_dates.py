"""Dates as typed values: days as XML Schema has them, what it cannot hold as EDTF.

Source: https://www.w3.org/TR/xmlschema-2/, http://id.loc.gov/datatypes/edtf.html
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from tei_edition.dates.edtf import Edtf, EdtfDate, EdtfInterval, EdtfRange, EdtfSet, read_edtf
from tei_edition.dates.value import from_attributes
from tei_edition.model.metadata import DatedText
from tei_edition.transformers.chronology import is_uncertain, value_of
from tei_edition.transformers.linked_data.schema_org import TypedDate

__all__ = ["typed", "typed_date", "typed_day"]

# XML Schema has no year 0, and counts the years before it differently: those are left to EDTF.
_YEAR: Final = "(?!0000)[0-9]{4}"
_MONTH: Final = "(?:0[1-9]|1[0-2])"
_DAY: Final = re.compile(f"{_YEAR}-{_MONTH}-[0-9]{{2}}")
_REDUCED: Final = (
    ("xsd:gYear", re.compile(_YEAR)),
    ("xsd:gYearMonth", re.compile(f"{_YEAR}-{_MONTH}")),
    ("xsd:dateTime", re.compile(f"{_YEAR}-{_MONTH}-[0-9]{{2}}T[0-9:.]+(?:Z|[+-][0-9:]+)?")),
)
_DOUBTS: Final = {"": "?", "~": "%"}


def typed_date(dated: DatedText | None) -> str | TypedDate | None:
    """A date of a letter, with "?" where the editors are not sure of it; None if it has no value.

    A single day is a plain string, ``xsd:date`` by the context.
    """
    if dated is None:
        return None
    written = value_of(dated).edtf or dated.edtf
    if written and is_uncertain(dated):
        written = _doubtful(written)
    return typed(written) if written else None


@lru_cache(maxsize=4096)
def typed_day(written: str) -> str | TypedDate | None:
    """A W3C date of a register or a header; None if it is none."""
    try:
        return typed(from_attributes({"when": written}).edtf)
    except ValueError:
        return None


def typed(edtf: str) -> str | TypedDate:
    """An EDTF string as a value.

    >>> typed("1921-03-04"), typed("1921").type, typed("1921-03-04?").type
    ('1921-03-04', 'xsd:gYear', 'edtf:EDTF')
    """
    if _DAY.fullmatch(edtf):
        return edtf
    for kind, pattern in _REDUCED:
        if pattern.fullmatch(edtf):
            return TypedDate.model_validate({"@type": kind, "@value": edtf})
    return TypedDate(type="edtf:EDTF", written=edtf)


def _doubtful(written: str) -> str:
    try:
        tree = read_edtf(written)
    except ValueError:
        return written
    return str(_in_doubt(tree))


def _in_doubt(tree: Edtf) -> Edtf:
    """The same dates, each marked as uncertain, if none is yet."""
    if "?" in str(tree) or "%" in str(tree):
        return tree
    if isinstance(tree, EdtfDate):
        return _marked(tree)
    if isinstance(tree, EdtfInterval):
        return EdtfInterval(
            *(_marked(end) if isinstance(end, EdtfDate) else end for end in (tree.start, tree.end))
        )
    return EdtfSet(
        tuple(
            EdtfRange(*(_marked(end) if end else None for end in (member.start, member.end)))
            if isinstance(member, EdtfRange)
            else _marked(member)
            for member in tree.members
        ),
        tree.every,
    )


def _marked(date: EdtfDate) -> EdtfDate:
    """A date in doubt; EDTF has no doubtful time of day, so that the time is left out."""
    year, month, day = (_DOUBTS.get(mark, mark) for mark in date.qualifiers)
    return replace(
        date,
        time="",
        qualifiers=(year, month if date.month else "", day if date.day else ""),
    )
