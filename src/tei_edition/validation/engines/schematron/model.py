"""A Schematron schema as read: rules, with their expressions compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tei_edition.findings import Finding, Location, Severity
from tei_edition.validation.element_index import ElementIndex
from tei_edition.validation.engines.schematron.deciding import ByAttributes
from tei_edition.validation.engines.schematron.matching import Context
from tei_edition.validation.engines.schematron.xpath import Expression

__all__ = ["Assertion", "Key", "Let", "Message", "Pattern", "Rule", "Rules"]

_MANY: Final = 256
# The names of elements and of attributes.
_Vocabulary = tuple[frozenset[str], frozenset[str]]
# Literal text, an expression whose value stands there, or None for the name of the context node.
Message = tuple[str | Expression | None, ...]


@dataclass(frozen=True, slots=True)
class Let:
    """A variable; its value is an expression, or the text in the element.

    ``known`` has the values that it had, where attributes alone decide it.
    """

    name: str
    value: Expression | str
    known: ByAttributes[Any] | None = field(default=None, compare=False)

    @property
    def is_fixed(self) -> bool:
        """Whether its value is the same for all nodes: a text, or a path from the root."""
        known = None if isinstance(self.value, str) else self.value.value
        return isinstance(self.value, str) or (known is not None and known.is_absolute)


@dataclass(frozen=True, slots=True)
class Assertion:
    """An assert, or a report: which speaks when its test is true; ``id`` is "" if it has none."""

    id: str
    test: Expression
    is_report: bool
    message: Message
    diagnostics: tuple[Message, ...]
    severity: Severity
    where: Location


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for the nodes that the context matches.

    ``verdicts`` has what was found, where attributes alone decide: the places of the assertions
    that are broken, after 0 if the context matches at all.
    """

    context: Context
    lets: tuple[Let, ...]
    assertions: tuple[Assertion, ...]
    where: Location
    verdicts: ByAttributes[tuple[int, ...]] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rules, of which the first that matches a node counts for it.

    ``documents`` gives the files, relative to the document, to which they apply instead.
    """

    lets: tuple[Let, ...]
    rules: tuple[Rule, ...]
    documents: Expression | None = None

    def may_speak(self, index: ElementIndex) -> bool:
        """Whether one of its rules may match something in a document."""
        if self.documents is not None or self.lets:
            return True
        return any(rule.context.may_match(index) for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Key:
    """An xsl:key: the nodes by the values of an expression."""

    name: str
    match: Context
    use: Expression | str


@dataclass(frozen=True, slots=True)
class Rules:
    """All that is evaluated for a phase, and what was wrong with the schema.

    ``asks_more`` says that an expression asks for more than the document.
    """

    shown_path: str
    is_xslt_1: bool
    lets: tuple[Let, ...]
    patterns: tuple[Pattern, ...]
    keys: Mapping[str, tuple[Key, ...]]
    findings: tuple[Finding, ...]
    asks_more: bool = False
    _relevant: dict[_Vocabulary, tuple[Pattern, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def patterns_for(self, index: ElementIndex) -> tuple[Pattern, ...]:
        """Those that may have something to say of a document, by the names that it uses."""
        vocabulary = frozenset(index.elements), frozenset(index.holders)
        known = self._relevant.get(vocabulary)
        if known is None:
            if len(self._relevant) >= _MANY:
                self._relevant.clear()
            known = tuple(pattern for pattern in self.patterns if pattern.may_speak(index))
            self._relevant[vocabulary] = known
        return known
