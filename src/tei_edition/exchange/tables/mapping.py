"""The mapping file: which column of a table holds which field, in TOML or YAML."""

from __future__ import annotations

import codecs
import difflib
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from tei_edition.disk import read_file
from tei_edition.exchange.columns import TableReading
from tei_edition.exchange.tables.faults import BAD_MAPPING
from tei_edition.exchange.tables.fields import FIELDS, LEFT_OUT
from tei_edition.exchange.tables.sheet import Unreadable
from tei_edition.findings import Location

__all__ = ["Mapping", "differing_headings", "mapping_text", "read_mapping"]

_MAX_BYTES: Final = 256 * 1024


def _field(value: str) -> str:
    if value in (*FIELDS, LEFT_OUT):
        return value
    near = difflib.get_close_matches(value, FIELDS, n=1)
    hint = f"; is {near[0]!r} meant?" if near else f"; fields are {', '.join(FIELDS)}"
    raise ValueError(f"{value!r} is no field{hint}")


def _encoding(value: str) -> str:
    try:
        is_text = not value or codecs.lookup(value)._is_text_encoding
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        raise ValueError(f"{value!r} is no encoding; expected one such as utf-8 or mac_roman")
    return value


_FieldName = Annotated[str, AfterValidator(_field)]


class Mapping(BaseModel):
    """What a mapping file says; nothing in it need be said."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    columns: dict[str, _FieldName] = Field(default_factory=dict)
    constants: dict[_FieldName, str] = Field(default_factory=dict)
    only: dict[str, str] = Field(default_factory=dict)
    sheet: str = ""
    header: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    delimiter: Annotated[str, Field(max_length=1)] = ""
    encoding: Annotated[str, AfterValidator(_encoding)] = ""
    separator: str = ""
    date_order: Literal["dmy", "mdy", "ymd", ""] = ""
    languages: tuple[str, ...] = Field(default=(), strict=False)


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file; raises Unreadable with a finding, OSError."""
    shown = path.as_posix()
    data = read_file(path)
    if len(data) > _MAX_BYTES:
        raise _bad(shown, f"{len(data)} bytes; at most {_MAX_BYTES} are read")
    try:
        text = data.decode("utf-8-sig")
        given = _from_yaml(text) if path.suffix in (".yaml", ".yml") else tomllib.loads(text)
        return Mapping.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"] if part != "[key]")
        said = str(first["msg"]).removeprefix("Value error, ")
        raise _bad(shown, f"{place or 'the file'}: {said}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, yaml.YAMLError, RecursionError) as error:
        raise _bad(shown, f"cannot be read: {' '.join(str(error).split())}") from None


def _from_yaml(text: str) -> object:
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("it has an alias (*); write the value out")
    return yaml.safe_load(text)


def _bad(path: str, message: str) -> Unreadable:
    return Unreadable(
        BAD_MAPPING.at(Location(path), message, "correct it, or write a new one: --write-mapping")
    )


def differing_headings(readings: Iterable[TableReading]) -> list[str]:
    """Headings that mean one thing in one table and another in another: one file cannot say so."""
    fields: dict[str, set[str]] = {}
    for reading in readings:
        for column in reading.columns:
            fields.setdefault(column.heading, set()).add(column.field)
    return sorted(heading for heading, found in fields.items() if len(found) > 1)


def mapping_text(readings: Iterable[TableReading]) -> str:
    """A mapping file in TOML that says what was understood, to be corrected by hand."""
    given = list(readings)
    lines = ['# What the columns hold: "heading" = "field"; "" leaves a column out.']
    sheets = {reading.sheet for reading in given}
    if len(given) == 1 and sheets != {""}:
        lines.append(f"sheet = {_quoted(given[0].sheet)}")
    orders = {reading.date_order for reading in given if reading.date_order}
    if len(orders) == 1:
        lines.append(f"date_order = {_quoted(orders.pop())}")
    lines += ["", "[columns]"]
    seen = set()
    for reading in given:
        for column in reading.columns:
            if column.heading in seen:
                continue
            seen.add(column.heading)
            entry = f"{_quoted(column.heading)} = {_quoted(column.field)}"
            examples = ", ".join(" ".join(value.split())[:30] for value in column.values)
            lines.append(f"{entry}  # {examples}" if examples else entry)
    lines += [
        "",
        "# The same for all letters, for instance:",
        "[constants]",
        '# sender = "Anna Berg"',
        "",
        "# Only rows with these values:",
        "[only]",
        '# published = "true"',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
