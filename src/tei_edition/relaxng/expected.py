"""What a state of the automaton would take: for messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from tei_edition.relaxng.derivatives import attributes_in
from tei_edition.relaxng.name_classes import NameClass, names_in
from tei_edition.relaxng.patterns import Holds, Kind, Pattern

__all__ = [
    "FORMS",
    "Expected",
    "allowed_in",
    "form_of",
    "names_of",
    "required_attributes",
    "requirements",
    "values_of",
]


# What TEI's patterns for words come to.
_ONE_WORD: Final = (r"[^\p{C}\p{Z}]+", r"\S+")
_CONDITIONS: Final = {
    "minInclusive": "from",
    "maxInclusive": "up to",
    "minLength": "of at least",
    "maxLength": "of at most",
}
# What the simple types of W3C Schema look like.
FORMS: Final = {
    "token": "text",
    "string": "text",
    "anyURI": "pointer (URI)",
    "language": "language tag (en, de-AT)",
    "date": "date (2001-12-31)",
    "dateTime": "dateTime (2001-12-31T23:59:00)",
    "time": "time (23:59:00)",
    "gYear": "gYear (2001)",
    "gYearMonth": "gYearMonth (2001-12)",
    "gMonthDay": "gMonthDay (--12-31)",
    "gMonth": "gMonth (--12)",
    "gDay": "gDay (---31)",
    "duration": "duration (P1Y2M3D)",
    "boolean": "boolean (true, false)",
    "nonNegativeInteger": "whole number from 0",
    "positiveInteger": "whole number from 1",
    "integer": "whole number",
    "double": "number",
    "float": "number",
    "decimal": "number",
    "ID": "identifier (letters, digits, - _ . after a letter)",
    "NCName": "name (letters, digits, - _ . after a letter)",
    "Name": "name (letters, digits, - _ . : after a letter)",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What would be allowed; names in Clark notation, ``*`` for wildcards, glosses as values.

    ``required`` lists what must be there, each entry the names of which one is needed.
    """

    elements: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    required: tuple[tuple[str, ...], ...] = ()
    text: bool = False


def names_of(name_class: NameClass) -> tuple[str, ...]:
    """The names in a class, ``*`` for a wildcard."""
    return tuple(names_in(name_class)) or ("*",)


def allowed_in(patterns: Iterable[Pattern], *, first: bool) -> Expected:
    """The elements and attributes in patterns: all, or those that may come ``first``."""
    elements: dict[str, str] = {}
    attributes: dict[str, str] = {}
    text = False
    for pattern in patterns:
        for part in _reached(pattern, first):
            if part.kind == Kind.ELEMENT:
                for name in names_of(part.leaf.name_class):
                    elements.setdefault(name, part.leaf.gloss)
            text = text or part.kind in (Kind.TEXT, Kind.DATA, Kind.VALUE, Kind.LIST)
        for name_class, attribute in attributes_in(pattern):
            for name in names_of(name_class):
                attributes.setdefault(name, attribute.gloss)
    return Expected(elements, attributes, text=text)


def _reached(pattern: Pattern, first: bool) -> Iterator[Pattern]:
    pending, seen = [pattern], set()
    while pending:
        part = pending.pop()
        if part in seen:
            continue
        seen.add(part)
        yield part
        if part.kind == Kind.GROUP and first:
            for member in part.parts:
                pending.append(member)
                if not member.nullable:
                    break
        elif part.kind not in (Kind.ATTRIBUTE, Kind.DATA, Kind.LIST):
            pending += part.parts


def requirements(pattern: Pattern) -> list[tuple[str, ...]]:
    """What a content still needs: for each thing, the names of which one must come."""
    return list(_Needs().of_content(pattern))


def required_attributes(pattern: Pattern) -> list[tuple[str, ...]]:
    """The attributes that a pattern needs and has not: each with its alternatives."""
    return list(_Needs().of_attributes(pattern))


Need = tuple[str, ...]


class _Needs:
    """One question; parts that patterns share are asked once."""

    def __init__(self) -> None:
        self._known: dict[Pattern, dict[Need, None]] = {}

    def of_content(self, pattern: Pattern) -> dict[Need, None]:
        if pattern.nullable:
            return {}
        if pattern in self._known:
            return self._known[pattern]
        found: dict[Need, None] = {}
        if pattern.kind in (Kind.GROUP, Kind.INTERLEAVE, Kind.ONE_OR_MORE):
            for part in pattern.parts:
                found.update(self.of_content(part))
        elif names := sorted(allowed_in([pattern], first=True).elements):
            found[tuple(names)] = None
        self._known[pattern] = found
        return found

    def of_attributes(self, pattern: Pattern) -> dict[Need, None]:
        if not pattern.holds & Holds.ATTRIBUTE:
            return {}
        if pattern in self._known:
            return self._known[pattern]
        found: dict[Need, None] = {}
        if pattern.kind == Kind.ATTRIBUTE:
            found[names_of(pattern.leaf)] = None
        elif pattern.kind == Kind.CHOICE:
            needs = [self.of_attributes(part) for part in pattern.parts]
            names = dict.fromkeys(name for need in needs for one in need for name in one)
            if all(needs):
                found[tuple(names)] = None
        else:
            for part in pattern.parts:
                found.update(self.of_attributes(part))
        self._known[pattern] = found
        return found


def values_of(patterns: Iterable[Pattern]) -> Expected:
    """The values and forms of text that patterns take."""
    values: dict[str, None] = {}
    forms: dict[str, None] = {}
    pending, seen = list(patterns)[::-1], set()
    while pending:
        pattern = pending.pop()
        if pattern in seen:
            continue
        seen.add(pattern)
        if pattern.kind == Kind.VALUE:
            values[pattern.leaf.text.strip()] = None
        elif pattern.kind == Kind.DATA:
            forms[_form(pattern)] = None
        elif pattern.kind == Kind.TEXT:
            forms["text"] = None
        elif pattern.kind == Kind.LIST:
            inner = values_of(pattern.parts)
            listed = [f'"{value}"' for value in inner.values[:20]] + list(inner.forms)
            forms[f"one or several, separated by blanks, of: {', '.join(listed)}"] = None
        elif pattern.kind != Kind.ATTRIBUTE:
            pending += reversed(pattern.parts)
    return Expected(values=tuple(values), forms=tuple(forms))


def form_of(expression: str) -> str:
    """A regular expression that a text must match, in words."""
    return "without blanks" if expression in _ONE_WORD else f"of the form {expression}"


def _form(pattern: Pattern) -> str:
    conditions = []
    for name, text in pattern.leaf.params:
        if name == "pattern":
            conditions.append(form_of(text))
        else:
            conditions.append(f"{_CONDITIONS.get(name, name)} {text}")
    name = pattern.leaf.name
    return " ".join([FORMS.get(name, name), *conditions])
