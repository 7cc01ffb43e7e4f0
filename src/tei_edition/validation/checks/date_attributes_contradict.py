"""DAT002: a span of time that ends before it begins, or two ways of saying when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.text_of import element_name
from tei_edition.validation.datable import date_attributes, find_date

SUPERSEDES = (
    "schematron:date-when-alone",
    "schematron:date-one-beginning",
    "schematron:date-one-end",
    "schematron:date-earliest-before-latest",
    "schematron:date-begins-before-end",
)
FAULT = Fault(
    "DAT002",
    "date_attributes_contradict",
    Severity.ERROR,
    """The attributes of a date exclude each other.

Why:    no day fulfils them, or nobody knows which of them counts.
Fails:  <date from="1912-05" to="1912-03">spring</date>
Fails:  <date notBefore="1913" notAfter="1912">about then</date>
Fails:  <date when="1912-03-01" notAfter="1912-04">1 March</date>
Fails:  <date from="1912-03" notBefore="1912">March</date>
Passes: <date from="1912-03" to="1912-05">spring</date>
Passes: <date notBefore="1912-03-01" notAfter="1912-03">March</date>
Remedy: exchange the two, or keep one way: @when for a day, @from and @to for what lasted,
        @notBefore and @notAfter for what happened once in that time.
Source: TEI P5 #att.datable.w3c
""",
)
_PAIRS: Final = (
    ("from", "to"),
    ("notBefore", "notAfter"),
    ("from", "notAfter"),
    ("notBefore", "to"),
)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every element whose dates contradict; dates that are none are DAT001's business."""
    for element, attributes in date_attributes(document):
        if len(attributes) < 2:
            continue
        fault = _reversed_pair(attributes, "") or _reversed_pair(attributes, "-iso")
        fault = fault or _excluded(attributes)
        if fault:
            message, hint = fault
            name = element_name(element)
            yield FAULT.at(locate(element, document.path), f"{name}: {message}", hint)


def _reversed_pair(attributes: Mapping[str, str], suffix: str) -> tuple[str, str] | None:
    for start, end in _PAIRS:
        first, last = attributes.get(start + suffix), attributes.get(end + suffix)
        if first is not None and last is not None and _reversed(first, last):
            return (
                f'@{start}{suffix} "{first}" is later than @{end}{suffix} "{last}"',
                "exchange the two, or correct one",
            )
    return None


def _excluded(attributes: Mapping[str, str]) -> tuple[str, str] | None:
    """What P5 forbids side by side; of @when-iso and its like it forbids nothing."""
    others = [name for name in ("from", "to", "notBefore", "notAfter") if name in attributes]
    if "when" in attributes and others:
        listed = ", ".join(f"@{name}" for name in others)
        return (
            f'@when "{attributes["when"]}" stands beside {listed}',
            "keep @when for a certain day, the others for what lasted or is uncertain",
        )
    for lasting, once in (("from", "notBefore"), ("to", "notAfter")):
        if lasting in attributes and once in attributes:
            return (
                f'@{lasting} "{attributes[lasting]}" stands beside @{once} "{attributes[once]}"',
                f"keep @{lasting} for what lasted, or @{once} for what happened on some day",
            )
    return None


def _reversed(first: str, last: str) -> bool:
    start, end = find_date(first), find_date(last)
    if start is None or end is None:
        return False
    return start.earliest is not None and end.latest is not None and start.earliest > end.latest
