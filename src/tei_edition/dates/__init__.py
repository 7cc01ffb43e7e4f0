"""Dates: from the words of a text to EDTF, first and last day, and TEI attributes.

``find_dates`` finds them in running text, ``read_date`` reads a text that is one date,
``parse_edtf`` and ``from_attributes`` read values that are written already. Words come from CLDR
and from ``words/*.toml``.
"""

from tei_edition.dates.clock import TimeExpression, find_times
from tei_edition.dates.expression import DateExpression
from tei_edition.dates.find import find_dates, read_date
from tei_edition.dates.reader import Order
from tei_edition.dates.value import NO_VALUE, DateValue, from_attributes, parse_edtf
from tei_edition.model.mention import Certainty

__all__ = [
    "NO_VALUE",
    "Certainty",
    "DateExpression",
    "DateValue",
    "Order",
    "TimeExpression",
    "find_dates",
    "find_times",
    "from_attributes",
    "parse_edtf",
    "read_date",
]
