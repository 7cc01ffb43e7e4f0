"""Dates of a text: EDTF value, TEI attributes, and where a missing year came from."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from tei_edition.dates import find_dates
from tei_edition.dates.reader import Order
from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import DatedText
from tei_edition.tagging.reading import Found
from tei_edition.tagging.view import View

__all__ = ["dates_of"]


def dates_of(
    view: View,
    *,
    languages: Sequence[str],
    order: Order,
    document_date: DatedText | None = None,
) -> list[list[Found]]:
    """The dates of each passage, in order; one that never was has no value and says why.

    The text is read as a whole, since a date without a year takes it from the dates before.
    """
    result: list[list[Found]] = [[] for _ in view.passages]
    for date in find_dates(
        view.text, languages=languages, order=order, context_date=_day(document_date)
    ):
        if not view.in_one_passage(date.start, date.end):
            continue
        number = view.index_at(date.start)
        base = view.bases[number]
        result[number].append(
            Found(
                date.start - base,
                date.end - base,
                MentionKind.DATE,
                date.rule or "date",
                date.certainty,
                evidence=date.problem or date.evidence,
                value=date.value.edtf,
                attributes=tuple(date.attributes().items()),
            )
        )
    return result


def _day(date: DatedText | None) -> datetime.date | None:
    if date is None or not date.earliest:
        return None
    try:
        return datetime.date.fromisoformat(date.earliest[:10])
    except ValueError:
        return None
