"""Front matter: what the editor says of a document before its text begins.

YAML between two lines of three hyphens, or plain "Key: value" lines; see ``find`` for when such
lines are taken for front matter. All converters read it with ``read_front_matter``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tei_edition.converters.front_matter.faults import (
    REPEATED_KEY,
    UNCLOSED_FRONT_MATTER,
    UNKNOWN_KEY,
    WRONG_VALUE,
)
from tei_edition.converters.front_matter.find import Region, find_front_matter
from tei_edition.converters.front_matter.keys import KEYS, canonical_key, nearest_key
from tei_edition.converters.front_matter.metadata import metadata_of, unread_dates
from tei_edition.converters.front_matter.schema import FrontMatter
from tei_edition.converters.front_matter.values import Value, Values, read_values
from tei_edition.findings import Finding
from tei_edition.model.document import Block, BlockKind
from tei_edition.model.metadata import Metadata
from tei_edition.source_text import SourceText

__all__ = ["FrontMatterReading", "read_front_matter"]

# In "Key: value" lines a semicolon divides several values of these.
_LISTS: Final = frozenset(
    """sender recipient participants place-received editors translator author keywords related
    collection""".split()
)


class FrontMatterReading(NamedTuple):
    """The block (None if there is no front matter), what it says, and the keys that say no more.

    ``extra`` has ``kind`` where it is given: the converter's name, no property of the document.
    """

    block: Block | None
    metadata: Metadata
    extra: dict[str, str]
    findings: tuple[Finding, ...]


def read_front_matter(
    source: SourceText,
    *,
    languages: Sequence[str] = ("en",),
    date_order: Literal["dmy", "mdy", "ymd"] = "dmy",
) -> FrontMatterReading:
    """Read the front matter of a source, if it has any; never raises.

    ``languages`` and ``date_order`` say how dates are to be read. The block begins at 0 and ends
    where the text begins. A faulty key or value is reported with its line and left out; the others
    count.
    """
    nothing = FrontMatterReading(None, Metadata(), {}, ())
    region = find_front_matter(source.text)
    if region is None:
        return nothing
    if not region.closed:
        return nothing._replace(findings=(_unclosed(source, region),))
    values = read_values(source, region)
    if not values.is_mapping and not values.findings:
        return nothing  # two rules of hyphens around a piece of text
    entries, findings = _known(source, region, values)
    checked, faults = _checked(source, entries)
    front_matter = FrontMatter.model_validate(checked)
    metadata = metadata_of(front_matter, languages, date_order)
    places = {key: offset for key, (_, offset) in entries.items()}
    block = Block(BlockKind.FRONT_MATTER, region.outer, region.inner)
    extra = {"kind": front_matter.kind} if front_matter.kind else {}
    doubts = unread_dates(source, metadata, places)
    every = (*values.findings, *findings, *faults, *doubts)
    return FrontMatterReading(block, metadata, extra, tuple(sorted(every)))


def _unclosed(source: SourceText, region: Region) -> Finding:
    return UNCLOSED_FRONT_MATTER.at(
        source.locate(region.inner.start),
        "the front matter that begins here has no end; all is taken for text",
        "add a line of three hyphens after the last key",
    )


Entries = dict[str, tuple[Value, int]]


def _known(source: SourceText, region: Region, values: Values) -> tuple[Entries, list[Finding]]:
    """The values by their canonical keys, each with its offset; empty ones are left out."""
    entries: Entries = {}
    findings: list[Finding] = []
    for written, value in values.entries.items():
        offset = values.offsets.get((written,), region.inner.start)
        key = canonical_key(written)
        if not key:
            findings.append(_unknown(source, offset, written))
        elif key in entries:
            findings.append(
                REPEATED_KEY.at(
                    source.locate(offset),
                    f"the key {written!r} means the same as one above; this value is not used",
                    "delete one of them, or write both values as a list",
                )
            )
        elif value not in ("", [], {}):
            is_list = not region.is_yaml and key in _LISTS
            entries[key] = (_divided(value) if is_list else value, offset)
    return entries, findings


def _divided(value: Value) -> Value:
    return [item.strip() for item in value.split(";")] if isinstance(value, str) else value


def _unknown(source: SourceText, offset: int, written: str) -> Finding:
    near = nearest_key(written)
    hint = f"did you mean {near!r}?" if near else f"known keys: {', '.join(KEYS)}"
    shown = written if len(written) <= 40 else written[:39] + "…"
    return UNKNOWN_KEY.at(source.locate(offset), f"unknown key {shown!r}", hint)


def _checked(source: SourceText, entries: Entries) -> tuple[dict[str, Value], list[Finding]]:
    """The values that are as they should be, under the model's field names."""
    fields = {key.replace("-", "_"): value for key, (value, _) in entries.items()}
    try:
        FrontMatter.model_validate(fields)
    except ValidationError as error:
        details = error.errors()
    else:
        return fields, []
    findings = []
    for detail in details:
        field = str(detail["loc"][0])
        key = field.replace("_", "-")
        fields.pop(field, None)
        findings.append(_wrong(source, entries[key][1], key, detail))
    return fields, findings


def _wrong(source: SourceText, offset: int, key: str, detail: ErrorDetails) -> Finding:
    found = repr(detail["input"])
    shown = found if len(found) <= 60 else found[:59] + "…"
    steps = "".join(f" {step}" for step in detail["loc"][1:] if isinstance(step, str))
    expected = _expected(detail)
    return WRONG_VALUE.at(
        source.locate(offset), f"{key}{steps} is {shown}: {expected}", "correct the value"
    )


def _expected(detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return "no such key here; expected name, ref, role or kind"
    if kind == "missing":
        return "it is missing"
    if kind == "literal_error":
        known = [word for word in re.findall(r"'([^']*)'", detail["ctx"]["expected"]) if word]
        return f"expected {', '.join(known[:-1])} or {known[-1]}"
    if kind == "string_too_short":
        return "expected a text that is not empty"
    return detail["msg"]
