"""Dates that a program can use: from attributes, else from the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tei_edition.dates import from_attributes, read_date
from tei_edition.exchange.imported import Assumption
from tei_edition.exchange.view import ViewDate
from tei_edition.model.mention import Certainty
from tei_edition.model.metadata import DatedText
from tei_edition.tei.mentions import DATE_ATTRIBUTES

__all__ = ["assumed_date", "dated", "has_value"]


def has_value(date: DatedText) -> bool:
    """Whether the attributes say a day, month, year or span that can be."""
    try:
        from_attributes(dict(date.attributes))
    except ValueError:
        return False
    return True


def assumed_date(dates: Sequence[ViewDate]) -> DatedText | None:
    """The first date that was made out elsewhere than in ``correspDesc``."""
    for date in dates:
        given = dict(date.attributes)
        attributes = tuple((name, given[name]) for name in DATE_ATTRIBUTES if name in given)
        return DatedText(date.text, attributes=attributes, certainty=Certainty.MEDIUM)
    return None


def dated(
    date: DatedText | None, field: str, languages: Sequence[str]
) -> tuple[DatedText | None, tuple[Assumption, ...]]:
    """The date, and what was assumed: the value of its words where its attributes have none."""
    if date is None or has_value(date):
        return date, ()
    found = read_date(date.text, languages=tuple(languages) or ("en",)) if date.text else None
    attributes = found.value.attributes() if found is not None else {}
    if not attributes:
        return date, ()
    usable = tuple((name, attributes[name]) for name in DATE_ATTRIBUTES if name in attributes)
    shown = " ".join(value for _name, value in usable)
    return (
        replace(date, attributes=usable, certainty=Certainty.MEDIUM),
        (Assumption(field, shown, f'the words "{date.text}"'),),
    )
