"""What a RELAX NG grammar allows in each element, read off it without matching: for messages.

libxml2 says that a document is invalid, but seldom why. Most faults are of kinds that need no
matching to be named: an element, attribute, value or text that this parent never takes, a child or
attribute that it always needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

__all__ = ["AttributeRule", "ElementRule", "read_vocabulary"]

RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
ANY: Final = "*"
# Patterns that these need are read from several files or scopes; such grammars are not explained.
_UNREAD: Final = tuple(f"{RNG}{name}" for name in ("include", "externalRef", "parentRef"))
_OPTIONAL: Final = frozenset(f"{RNG}{name}" for name in ("choice", "optional", "zeroOrMore"))
_TEXT: Final = frozenset(f"{RNG}{name}" for name in ("text", "data", "value", "list"))
_MAX_STEPS: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """An attribute's values: the ``values`` listed, and data types (``forms``) such as "date"."""

    values: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        """The values and forms in words; "" if anything goes."""
        listed = [f'"{value}"' for value in self.values[:12]]
        more = ["…"] if len(self.values) > 12 else []
        return ", ".join([*listed, *more, *self.forms])

    def takes(self, value: str) -> bool:
        """False if only listed values are allowed and this is none; blanks around it are no fault.

        Data types are not looked into: where there is one, the answer is True.
        """
        if self.forms or not self.values:
            return True
        return " ".join(value.split()) in self.values

    def joined(self, other: AttributeRule) -> AttributeRule:
        """What either allows."""
        return AttributeRule(
            tuple(dict.fromkeys((*self.values, *other.values))),
            tuple(dict.fromkeys((*self.forms, *other.forms))),
        )


@dataclass(frozen=True, slots=True)
class ElementRule:
    """What an element may and must hold; names in Clark notation, ``*`` for any.

    Of several patterns for one name, ``children``, ``attributes`` and ``text`` say what any of
    them allows, ``required`` what all of them need.
    """

    children: Mapping[str, None] = field(default_factory=dict)
    attributes: Mapping[str, AttributeRule] = field(default_factory=dict)
    required_children: frozenset[str] = frozenset()
    required_attributes: frozenset[str] = frozenset()
    text: bool = False

    def joined(self, other: ElementRule) -> ElementRule:
        """The rule for elements to which either rule may apply."""
        attributes = dict(self.attributes)
        for name, rule in other.attributes.items():
            attributes[name] = attributes[name].joined(rule) if name in attributes else rule
        return ElementRule(
            {**self.children, **other.children},
            attributes,
            self.required_children & other.required_children,
            self.required_attributes & other.required_attributes,
            self.text or other.text,
        )


def read_vocabulary(root: etree._Element) -> dict[str, ElementRule]:
    """The rules of the grammar, by element name; empty where they cannot be read off in this way.

    That is the case for grammars spread over several files and for those of absurd size.
    """
    if next(root.iter(*_UNREAD), None) is not None:
        return {}
    if sum(1 for _ in root.iter(f"{RNG}grammar")) > 1:
        return {}
    reader = _Reader(root)
    rules: dict[str, ElementRule] = {}
    try:
        for pattern in root.iter(f"{RNG}element"):
            rule = reader.rule_of(pattern)
            for name in names_of(pattern):
                rules[name] = rules[name].joined(rule) if name in rules else rule
    except _TooLarge:
        return {}
    return {} if ANY in rules else rules


class _TooLarge(Exception):
    """The grammar would take too many steps."""


@dataclass(slots=True)
class _Found:
    """What is collected while one element's content is walked."""

    children: dict[str, None] = field(default_factory=dict)
    attributes: dict[str, AttributeRule] = field(default_factory=dict)
    required_children: set[str] = field(default_factory=set)
    required_attributes: set[str] = field(default_factory=set)
    text: bool = False


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        self.defines: dict[str, list[etree._Element]] = {}
        self.steps = 0
        for define in root.iter(f"{RNG}define"):
            self.defines.setdefault(define.get("name", "").strip(), []).append(define)

    def rule_of(self, pattern: etree._Element) -> ElementRule:
        found = _Found()
        for child in _content(pattern):
            self._walk(child, found, True, set())
        return ElementRule(
            found.children,
            found.attributes,
            frozenset(found.required_children),
            frozenset(found.required_attributes),
            found.text,
        )

    def _walk(
        self,
        pattern: etree._Element,
        found: _Found,
        required: bool,
        seen: set[tuple[str, bool]],
    ) -> None:
        self.steps += 1
        if self.steps > _MAX_STEPS:
            raise _TooLarge
        tag = pattern.tag
        if tag == f"{RNG}element":
            names = names_of(pattern)
            found.children.update(dict.fromkeys(names))
            if required and len(names) == 1 and ANY not in names:
                found.required_children.update(names)
        elif tag == f"{RNG}attribute":
            self._attribute(pattern, found, required)
        elif tag == f"{RNG}ref":
            self._ref(pattern.get("name", "").strip(), found, required, seen)
        elif tag in _TEXT:
            found.text = True
        else:
            found.text = found.text or tag == f"{RNG}mixed"
            children = list(_content(pattern))
            still = required and (tag not in _OPTIONAL or (_only_choice(tag, children)))
            for child in children:
                self._walk(child, found, still, seen)

    def _ref(self, name: str, found: _Found, required: bool, seen: set[tuple[str, bool]]) -> None:
        # Seen as required, a definition has nothing new to say when it is met as optional.
        if (name, required) in seen or (name, True) in seen:
            return
        seen.add((name, required))
        defines = self.defines.get(name, [])
        alternatives = any(define.get("combine") == "choice" for define in defines)
        for define in defines:
            for child in _content(define):
                self._walk(child, found, required and not (alternatives and len(defines) > 1), seen)

    def _attribute(self, pattern: etree._Element, found: _Found, required: bool) -> None:
        values: dict[str, None] = {}
        forms: dict[str, None] = {}
        for child in _content(pattern):
            self._values(child, values, forms, set())
        if not any(True for _ in _content(pattern)):
            forms["text"] = None
        rule = AttributeRule(tuple(values), tuple(forms))
        names = names_of(pattern)
        for name in names:
            known = found.attributes.get(name)
            found.attributes[name] = known.joined(rule) if known else rule
        if required and len(names) == 1 and ANY not in names:
            found.required_attributes.update(names)

    def _values(
        self,
        pattern: etree._Element,
        values: dict[str, None],
        forms: dict[str, None],
        seen: set[str],
    ) -> None:
        self.steps += 1
        if pattern.tag == f"{RNG}value":
            values[(pattern.text or "").strip()] = None
        elif pattern.tag == f"{RNG}data":
            forms[_data_form(pattern)] = None
        elif pattern.tag == f"{RNG}text":
            forms["text"] = None
        elif pattern.tag == f"{RNG}list":
            forms.setdefault("several values separated by blanks")
            for child in _content(pattern):
                self._values(child, {}, forms, seen)
        elif pattern.tag == f"{RNG}ref":
            name = pattern.get("name", "").strip()
            if name not in seen:
                seen.add(name)
                for define in self.defines.get(name, []):
                    for child in _content(define):
                        self._values(child, values, forms, seen)
        else:
            for child in _content(pattern):
                self._values(child, values, forms, seen)


def _data_form(pattern: etree._Element) -> str:
    kind = pattern.get("type", "")
    for parameter in pattern.iterchildren(f"{RNG}param"):
        if parameter.get("name") == "pattern":
            return f"{kind} of the form {parameter.text or ''}"
    return kind


def _only_choice(tag: str, children: list[etree._Element]) -> bool:
    return tag == f"{RNG}choice" and len(children) == 1


def _content(pattern: etree._Element) -> Iterator[etree._Element]:
    """The patterns in a pattern: without annotations and the name class."""
    children = [
        child
        for child in pattern
        if isinstance(child.tag, str) and child.tag.startswith(RNG) and child.tag != f"{RNG}param"
    ]
    named = pattern.tag in (f"{RNG}element", f"{RNG}attribute") and pattern.get("name") is None
    yield from children[1:] if named else children


def names_of(pattern: etree._Element) -> tuple[str, ...]:
    """The names that an element or attribute pattern allows, ``*`` for wildcards."""
    is_attribute = pattern.tag == f"{RNG}attribute"
    name = pattern.get("name")
    if name is not None:
        return (_clark(pattern, name.strip(), is_attribute and pattern.get("ns") is None),)
    first = next((child for child in pattern if isinstance(child.tag, str)), None)
    if first is None:
        return ()
    names = []
    for part in first.iter(f"{RNG}name", f"{RNG}anyName", f"{RNG}nsName"):
        plain = part.tag == f"{RNG}name"
        names.append(_clark(part, (part.text or "").strip(), False) if plain else ANY)
    return tuple(names)


def _clark(element: etree._Element, name: str, without_namespace: bool) -> str:
    prefix, colon, local = name.rpartition(":")
    if colon:
        namespace = "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else ""
        namespace = namespace or element.nsmap.get(prefix) or ""
    else:
        namespace = "" if without_namespace else _inherited_ns(element)
    return f"{{{namespace}}}{local}" if namespace else local


def _inherited_ns(element: etree._Element) -> str:
    current: etree._Element | None = element
    while current is not None:
        namespace = current.get("ns")
        if namespace is not None:
            return namespace
        current = current.getparent()
    return ""
