"""Front matter to plain values: texts, lists and tables, with the place of each.

YAML is read event by event, so that hostile input stops at a bound before anything is built:
no anchors, aliases or tags, eight levels, 32,000 characters. All scalars stay texts as written:
in YAML 1.1 ``no`` is a truth value, ``1979-11-16`` a date and ``007`` a number; here they are the
language, the wording and the shelfmark that the editor wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import yaml

from tei_edition.converters.front_matter.faults import BROKEN_FRONT_MATTER, REPEATED_KEY
from tei_edition.converters.front_matter.find import MAX_LENGTH, Region
from tei_edition.findings import Finding
from tei_edition.source_text import SourceText

__all__ = ["Value", "Values", "read_values"]

_MAX_DEPTH: Final = 8
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})

Value = str | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]


@dataclass(slots=True)
class Values:
    """The keys as written and their values; ``offsets`` says where each value begins."""

    entries: dict[str, Value] = field(default_factory=dict)
    offsets: dict[Path, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_mapping: bool = True


class _Refused(ValueError):
    """Legal YAML that front matter must not use; the offset is counted from its first character."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


# Who looks for the kind of a source and who then reads it ask one after the other.
@lru_cache(maxsize=1)
def read_values(source: SourceText, region: Region) -> Values:
    """The values of a region that find_front_matter found; not to be changed."""
    text = region.inner.of(source.text)
    if not region.is_yaml:
        return _read_key_lines(source, region)
    values = Values()
    try:
        if len(text) > MAX_LENGTH:
            raise _Refused(f"longer than {MAX_LENGTH:,} characters", 0)
        _read_yaml(text, region.inner.start, source, values)
    except _Refused as refused:
        values.findings.append(_broken(source, region.inner.start + refused.offset, str(refused)))
    except yaml.reader.ReaderError as error:
        offset = region.inner.start + min(error.position, len(text))
        values.findings.append(_broken(source, offset, "a character that YAML does not allow"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        offset = region.inner.start + (min(mark.index, len(text)) if mark else 0)
        values.findings.append(_broken(source, offset, error.problem or "no YAML"))
    return values


def _broken(source: SourceText, offset: int, problem: str) -> Finding:
    return BROKEN_FRONT_MATTER.at(
        source.locate(offset),
        f"front matter cannot be read: {problem}",
        'mend this line; a text with ": " or a leading bracket, quote or asterisk needs quotes',
    )


def _read_yaml(text: str, base: int, source: SourceText, values: Values) -> None:
    events = _checked(yaml.parse(text, Loader=yaml.SafeLoader))
    first = next(events, None)
    if first is None:
        return
    if not isinstance(first, yaml.MappingStartEvent):
        values.is_mapping = False
        return
    values.entries.update(_Builder(base, source, values).mapping(events, ()))
    if next(events, None) is not None:
        raise _Refused("a second document begins", 0)


def _checked(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """The events that carry content; refuses what front matter must not use."""
    depth = 0
    for event in events:
        offset = event.start_mark.index if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(f"the alias *{event.anchor}; aliases are not allowed", offset)
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            raise _Refused(f"the anchor &{event.anchor}; anchors are not allowed", offset)
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag:
            raise _Refused(f"the tag {event.tag}; tags are not allowed", offset)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                raise _Refused(f"nested more than {_MAX_DEPTH} levels deep", offset)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(
            event, (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.CollectionEndEvent)
        ):
            yield event


class _Builder:
    """Builds the values from events and notes where each begins."""

    def __init__(self, base: int, source: SourceText, values: Values) -> None:
        self._base = base
        self._source = source
        self._values = values

    def mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            offset = self._offset(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused("a key that is no text", offset - self._base)
            key = str(event.value).strip()
            place: Path = (*path, key)
            value = self._value(next(events), place, events)
            if key in found:
                self._values.findings.append(_repeated(self._source, offset, key))
                continue
            # A fault of a value is shown at its key: that is the line people look for.
            self._values.offsets[place] = offset
            found[key] = value
        return found

    def _sequence(self, events: Iterator[yaml.Event], path: Path) -> list[Value]:
        found: list[Value] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            place: Path = (*path, len(found))
            found.append(self._value(event, place, events))
            self._values.offsets[place] = self._offset(event)
        return found

    def _value(self, event: yaml.Event, path: Path, events: Iterator[yaml.Event]) -> Value:
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        if not isinstance(event, yaml.ScalarEvent):
            raise _Refused("neither text, list nor table", self._offset(event) - self._base)
        text = str(event.value)
        is_null = event.style is None and text in _NULLS
        return "" if is_null else text.strip()

    def _offset(self, event: yaml.Event) -> int:
        return self._base + (event.start_mark.index if event.start_mark else 0)


_KEY_LINE: Final = re.compile(r"([A-Za-z][A-Za-z _-]{0,30}):[ \t]*(.*)")


def _read_key_lines(source: SourceText, region: Region) -> Values:
    values = Values()
    key = ""
    offset = region.inner.start
    for line in region.inner.of(source.text).splitlines(keepends=True):
        found = None if line[0] in " \t" else _KEY_LINE.fullmatch(line.strip())
        if found:
            key = found[1].strip()
            if key in values.entries:
                values.findings.append(_repeated(source, offset, key))
                key = ""
            else:
                values.entries[key] = found[2].strip()
                values.offsets[key,] = offset
        elif key:
            values.entries[key] = f"{values.entries[key]} {line.strip()}".strip()
        offset += len(line)
    return values


def _repeated(source: SourceText, offset: int, key: str) -> Finding:
    return REPEATED_KEY.at(
        source.locate(offset),
        f"the key {key!r} is there already; this value is not used",
        "delete one of them, or write both values as a list",
    )
