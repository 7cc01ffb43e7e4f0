"""A date as somebody wrote it, with its meaning: what metadata hold."""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.dates.expression import DateExpression
from tei_edition.dates.find import read_date
from tei_edition.dates.reader import Order
from tei_edition.model.metadata import DatedText

__all__ = ["dated_expression", "dated_text"]


def dated_text(text: str, *, languages: Sequence[str] = ("en",), order: Order = "dmy") -> DatedText:
    """The date in ``text``, which is nothing but a date: EDTF, or words in one of the languages.

    What has no meaning ("undated") keeps its wording and has no value.
    """
    wording = text.strip()
    found = read_date(wording, languages=languages, order=order)
    return dated_expression(found) if found else DatedText(wording)


def dated_expression(expression: DateExpression) -> DatedText:
    """The same for a date that was found in a text."""
    value = expression.value
    return DatedText(
        expression.surface,
        value.edtf,
        tuple(value.attributes().items()),
        expression.certainty,
        value.earliest.isoformat() if value.earliest else "",
        value.latest.isoformat() if value.latest else "",
    )
