"""DAT003: the text of a date says one day, its attributes another."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from tei_edition.dates import DateExpression, DateValue, from_attributes, read_date
from tei_edition.dates.reader import Order
from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import TEI, XML_LANG, tei
from tei_edition.tei.source_tags import Edit
from tei_edition.tei.text_of import text_of
from tei_edition.validation.datable import JULIAN, POINTS, date_attributes
from tei_edition.validation.editing import OpenFile, rewritten

SUPERSEDES = ("DAT011",)
FAULT = Fault(
    "DAT003",
    "date_text_differs",
    Severity.WARNING,
    """A date's text and its attributes speak of different days.

Why:    readers see the one, indices and search use the other; a slip of the key looks like this.
Fails:  <date when="1912-03-11">1 March 1912</date>
Fails:  <date when="1921-03-01">March 1, 1912</date>
Passes: <date when="1912-03-01">1 March 1912</date>
Passes: <date when="1912-03-01">1 March</date>
Passes: <date notBefore="1912-03-01" notAfter="1912-03-10">early March 1912</date>
Remedy: correct the attributes (those that fit the text are named), or the text if it was misread.
Source: TEI P5 #CONADA
""",
)
_ORDERS: Final[tuple[Order, ...]] = ("dmy", "mdy", "ymd")
_LONGEST: Final = 120
_SHORT_YEAR: Final = re.compile(r"(?<!\d)\d\d\W*\Z")


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every ``date`` whose text can be read and whose attributes mean another time."""
    for element, attributes in date_attributes(document):
        if element.tag != tei("date"):
            continue
        text = text_of(element)
        if not text or len(text) > _LONGEST:
            continue
        reading = _contradicting(text, _languages(element), tuple(attributes.items()))
        if reading is not None:
            fitting = " ".join(f'{k}="{v}"' for k, v in reading.attributes().items())
            written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
            yield FAULT.at(
                locate(element, document.path),
                f'date "{text}" has {written}',
                f"the text means {fitting}; correct the attributes, or the text",
            )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """Day and month of @when the other way round, if that is what the text says.

    Nothing else: a writer may be wrong about the date, and then the attribute has the right one.
    """
    attributes = dict(date_attributes(file.document)).get(element, {})
    text, languages = text_of(element), _languages(element)
    readings = [_reading(text, languages, order) for order in _ORDERS]
    said = {reading.attributes().get("when", "") for reading in readings if reading}
    year, _, rest = attributes.get("when", "").partition("-")
    exchanged = "-".join((year, *reversed(rest.split("-"))))
    if list(attributes) == ["when"] and rest.count("-") == 1 and said == {exchanged}:
        yield from rewritten(file, element, "when", exchanged)


def _value(attributes: Mapping[str, str]) -> DateValue | None:
    known = {
        name: attributes.get(name) or attributes.get(f"{name}-iso", "")
        for name in POINTS
        if attributes.get(name) or attributes.get(f"{name}-iso")
    }
    try:
        return from_attributes(known)
    except ValueError:
        return None


def _languages(element: etree._Element) -> tuple[str, ...]:
    """The language at the place, then English."""
    holder: etree._Element | None = element
    while holder is not None and not holder.get(XML_LANG):
        holder = holder.getparent()
    own = holder.get(XML_LANG, "") if holder is not None else ""
    if not own:
        named = element.getroottree().find(f".//{{{TEI}}}language[@ident]")
        own = named.get("ident", "") if named is not None else ""
    return tuple(dict.fromkeys(language for language in (own, "en") if language))


@lru_cache(maxsize=4096)
def _contradicting(
    text: str, languages: tuple[str, ...], attributes: tuple[tuple[str, str], ...]
) -> DateExpression | None:
    """How the text is read first if no reading fits: numbers such as 3.4.1912 in every order.

    Letters name the same days again and again.
    """
    first = None
    meant = _value(dict(attributes))
    if meant is None:
        return None  # DAT001 and DAT002 say what is wrong with them
    for order in _ORDERS:
        reading = _reading(text, languages, order)
        if reading is None or not reading.value.edtf:
            continue
        if _fits(reading.value, meant) or _in_other_century(text, reading.value, meant):
            return None
        first = first or reading
    return first


def _reading(text: str, languages: tuple[str, ...], order: Order) -> DateExpression | None:
    return read_date(text, languages=languages, order=order)


def _fits(written: DateValue, meant: DateValue) -> bool:
    """Whether the two have a day in common, a year that the text leaves out not counted."""
    if "X" in written.edtf[:4] or "X" in meant.edtf[:4]:
        return not written.edtf.startswith("XXXX-") or _same_month(written, meant)
    first, last = written.earliest, written.latest
    start, end = meant.earliest, meant.latest
    if (end and first and end < first) or (start and last and start > last):
        return _is_julian(first, start)
    return True


def _same_month(written: DateValue, meant: DateValue) -> bool:
    """For "XXXX-03-01": whether the attributes begin in the same month."""
    if meant.edtf.startswith("XXXX-"):
        return written.edtf[5:7] == meant.edtf[5:7]
    if meant.earliest is None:
        return True
    month = written.edtf[5:7]
    return not month.isdigit() or abs(int(month) - meant.earliest.month) in (0, 1, 11)


def _is_julian(first: datetime.date | None, start: datetime.date | None) -> bool:
    if first is None or start is None:
        return False
    return (start - first).days == JULIAN.get(first.year // 100)


def _in_other_century(text: str, written: DateValue, meant: DateValue) -> bool:
    """Whether "22. 11. 92" and 1892-11-22 are meant: two digits say no century."""
    if not _SHORT_YEAR.search(text) or written.earliest is None or meant.earliest is None:
        return False
    years = meant.earliest.year - written.earliest.year
    return years % 100 == 0 and written.edtf[4:] == meant.edtf[4:]
