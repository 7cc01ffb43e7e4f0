"""Evaluates the rules of a Schematron schema on documents.

Source: ISO/IEC 19757-3:2016, section 6.5
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding, Location
from tei_edition.source_text import normalise_space
from tei_edition.tei.read import IllFormed
from tei_edition.validation.engines.schematron.deciding import ByAttributes
from tei_edition.validation.engines.schematron.faults import FAILED_RULE, UNEVALUATED, WORK_LIMIT
from tei_edition.validation.engines.schematron.matching import Node
from tei_edition.validation.engines.schematron.model import (
    Assertion,
    Message,
    Pattern,
    Rule,
    Rules,
)
from tei_edition.validation.engines.schematron.parts import NAME
from tei_edition.validation.engines.schematron.scope import Scope
from tei_edition.validation.engines.schematron.source import Source, beside, name_of
from tei_edition.validation.engines.schematron.work import WorkLimit
from tei_edition.validation.engines.schematron.xpath import Expression, failures, reason_of
from tei_edition.validation.time_limit import TimeLimit, time_limit

__all__ = ["Schematron"]

_MAX_SECONDS: Final = 30.0
_MAX_FINDINGS: Final = 1000
_LONGEST_MESSAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Schematron:
    """A compiled schema; ``findings`` are what is wrong with it, though it can be used."""

    rules: Rules
    name: str = NAME
    is_grammar: bool = False

    @property
    def asks_more(self) -> bool:
        """Whether a rule asks for other files, the time or the machine."""
        return self.rules.asks_more

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with single rules of the schema."""
        return self.rules.findings

    def validate(self, document: TeiDocument) -> Iterator[Finding]:
        """The assertions that fail, the reports that speak, and what could not be evaluated."""
        found: list[Finding] = []
        run = _Run(self.rules, document)
        try:
            with time_limit(_MAX_SECONDS):
                for finding in run.findings():
                    found.append(finding)
                    if len(found) >= _MAX_FINDINGS:
                        raise WorkLimit(f"more than {_MAX_FINDINGS} findings")
        except (WorkLimit, TimeLimit) as error:
            found.append(
                WORK_LIMIT.at(
                    Location(document.path),
                    f"the rules of {self.rules.shown_path} were stopped{run.reached()}: {error}",
                    "make this rule simpler; those behind it are not checked in this document",
                    engine=NAME,
                )
            )
        yield from found
        yield from run.problems()


@dataclass(slots=True)
class _Failure:
    """Where an expression could first not be evaluated, why, and at how many places besides."""

    place: Location
    reason: str
    elsewhere: int = 0


@dataclass(slots=True)
class _Run:
    """The evaluation of all rules on one document; ``rule`` is the one that is at work."""

    rules: Rules
    document: TeiDocument
    failed: dict[tuple[str, Location], _Failure] = field(default_factory=dict)
    unread: list[Finding] = field(default_factory=list)
    rule: Rule | None = None

    def reached(self) -> str:
        """The rule at which the work was stopped."""
        if self.rule is None:
            return ""
        shown = " ".join(self.rule.context.text.split())[:200]
        return f' at the rule for "{shown}" ({self.rule.where})'

    def problems(self) -> Iterator[Finding]:
        """What could not be evaluated: each expression once in a document."""
        for (text, where), failure in self.failed.items():
            shown = " ".join(text.split())[:200]
            number = failure.elsewhere
            more = f", nor at {number} other place{'s' * (number > 1)}" if number else ""
            yield UNEVALUATED.at(
                failure.place,
                f'"{shown}" ({where}) cannot be evaluated here{more}: {failure.reason}',
                "mend the rule, or the value that it expects; there it is not checked",
                engine=NAME,
            )
        yield from self.unread

    def findings(self) -> Iterator[Finding]:
        main = self._globals(Source.of(self.document, self.rules))
        for pattern in self.rules.patterns_for(main.index):
            for scope in self._scopes(pattern, main):
                inner = scope.within(pattern.lets, None, self._remember) if pattern.lets else scope
                yield from self._pattern(pattern, inner)

    def _globals(self, source: Source) -> Scope:
        """The variables of the schema and the phase, then those of patterns with other names."""
        scope = Scope(source).within(self.rules.lets, None, self._remember)
        for pattern in self.rules.patterns:
            others = [let for let in pattern.lets if let.name not in scope.names]
            if others:
                scope = scope.within(others, None, self._remember)
        return scope

    def _pattern(self, pattern: Pattern, scope: Scope) -> Iterator[Finding]:
        taken: set[Node] = set()
        for rule in pattern.rules:
            if not rule.context.names <= scope.names:
                return  # the finding on the variable says so
            self.rule = rule
            if rule.verdicts is not None and scope.is_plain:
                yield from self._remembered(rule, rule.verdicts, scope, taken)
                continue
            try:
                nodes: Iterable[Node] = rule.context.nodes(scope)
            except failures() as error:
                self._fail(rule.context.text, rule.where, None, scope, error)
                return
            if len(pattern.rules) > 1:
                nodes = [node for node in nodes if node not in taken]
                taken.update(nodes)
            for node in nodes:
                yield from self._rule(rule, node, scope)

    def _remembered(
        self, rule: Rule, verdicts: ByAttributes[tuple[int, ...]], scope: Scope, taken: set[Node]
    ) -> Iterator[Finding]:
        """The findings of a rule that looks at nothing but attributes."""
        matching = rule.context.alternatives[0]

        def ask(element: etree._Element) -> tuple[int, ...]:
            if not all(test(element, scope) for test in matching.tests or ()):
                return ()
            broken = (
                place
                for place, assertion in enumerate(rule.assertions, 1)
                if self._holds(assertion.test, element, scope) == assertion.is_report
            )
            return (0, *broken)

        candidates = matching.candidates(scope.index) or ()
        scope.spend(len(candidates))
        for element in candidates:
            found = verdicts.of(element, ask)
            if found and element not in taken:
                taken.add(element)
                for place in found[1:]:
                    yield self._finding(rule.assertions[place - 1], element, scope)

    def _rule(self, rule: Rule, node: Node, outer: Scope) -> Iterator[Finding]:
        scope = outer.within(rule.lets, node, self._remember) if rule.lets else outer
        scope.spend()
        for assertion in rule.assertions:
            test = assertion.test
            if not test.names <= scope.names:
                continue
            try:
                holds = self._holds(test, node, scope)
            except failures() as error:
                self._remember(test, scope, error, node)
                continue
            if holds == assertion.is_report:
                yield self._finding(assertion, node, scope)

    @staticmethod
    def _holds(test: Expression, node: Node, scope: Scope) -> bool:
        if scope.source.is_plain and isinstance(node, etree._Element):
            if test.truth is not None:
                return bool(test.truth(node, scope))
            if test.guard is not None and not test.guard(node, scope):
                return False
        return test.is_true(scope.context(node))

    def _finding(self, assertion: Assertion, node: Node, scope: Scope) -> Finding:
        text = self._words(assertion.message, node, scope)
        hints = (self._words(part, node, scope) for part in assertion.diagnostics)
        test = " ".join(assertion.test.text.split())
        kind = "report" if assertion.is_report else "assert"
        finding = FAILED_RULE.at(
            scope.source.locate(node),
            text or f"the rule {kind} {test} is not kept",
            "; ".join(hint for hint in hints if hint),
            engine=f"{NAME}:{assertion.id}" if assertion.id else NAME,
        )
        return finding.with_severity(assertion.severity)

    def _words(self, message: Message, node: Node, scope: Scope) -> str:
        words = []
        for piece in message:
            if isinstance(piece, str):
                words.append(piece)
            elif piece is None:
                words.append(name_of(node))
            else:
                words.append(self._string(piece, node, scope))
        text = normalise_space("".join(words))
        return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"

    def _string(self, expression: Expression, node: Node, scope: Scope) -> str:
        if not expression.names <= scope.names:
            return "…"
        try:
            words = expression.words if scope.source.is_plain else None
            if words is not None and isinstance(node, etree._Element):
                return str(words(node, scope))
            return expression.string(scope.context(node), first_only=self.rules.is_xslt_1)
        except failures() as error:
            self._remember(expression, scope, error, node)
            return "…"

    def _remember(
        self, expression: Expression, scope: Scope, error: Exception, node: Node | None = None
    ) -> None:
        place = scope.node if node is None else node
        self._fail(expression.text, expression.where, place, scope, error)

    def _fail(
        self, text: str, where: Location, node: Node | None, scope: Scope, error: Exception
    ) -> None:
        """Note that an expression cannot be evaluated at a node; at others it still may be."""
        known = self.failed.get((text, where))
        if known is None:
            self.failed[text, where] = _Failure(scope.source.locate(node), reason_of(error))
        else:
            known.elsewhere += 1

    def _scopes(self, pattern: Pattern, main: Scope) -> Iterator[Scope]:
        """The document, or those beside it that ``pattern/@documents`` names (5.4.9)."""
        if pattern.documents is None:
            yield main
            return
        for name in self._documents(pattern.documents, main):
            try:
                yield self._globals(Source.of(beside(self.document, name), self.rules))
            except (IllFormed, OSError, ValueError) as error:
                self.unread.append(
                    UNEVALUATED.at(
                        main.source.locate(None),
                        f'the rules for the document "{name}" cannot be evaluated: {error}',
                        "it must lie beside this document or below, and be well-formed",
                        engine=NAME,
                    )
                )

    def _documents(self, expression: Expression, main: Scope) -> list[str]:
        if not expression.names <= main.names:
            return []
        try:
            return expression.strings(main.context())
        except failures() as error:
            self._remember(expression, main, error)
            return []
