"""Evaluates the rules of a Schematron schema on documents.

Source: ISO/IEC 19757-3:2016, section 6.5
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from elementpath.xpath_nodes import XPathNode

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding, Location
from tei_edition.source_text import normalise_space
from tei_edition.tei.read import IllFormed
from tei_edition.validation.engines.schematron.faults import FAILED_RULE, UNEVALUATED, WORK_LIMIT
from tei_edition.validation.engines.schematron.model import (
    Assertion,
    Let,
    Message,
    Pattern,
    Rule,
    Rules,
)
from tei_edition.validation.engines.schematron.parts import NAME
from tei_edition.validation.engines.schematron.source import Source, beside, name_of
from tei_edition.validation.engines.schematron.work import KEYS, WorkLimit
from tei_edition.validation.engines.schematron.xpath import FAILURES, Expression, reason_of
from tei_edition.validation.time_limit import TimeLimit, time_limit

__all__ = ["Schematron"]

_MAX_SECONDS: Final = 30.0
_MAX_FINDINGS: Final = 10_000
_LONGEST_MESSAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Schematron:
    """A compiled schema; ``findings`` are what is wrong with it, though it can be used."""

    rules: Rules
    name: str = NAME
    is_grammar: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with single rules of the schema."""
        return self.rules.findings

    def validate(self, document: TeiDocument) -> Iterator[Finding]:
        """The assertions that fail, the reports that speak, and what could not be evaluated."""
        found: list[Finding] = []
        try:
            with time_limit(_MAX_SECONDS):
                run = _Run(self.rules, document)
                for finding in run.findings():
                    found.append(finding)
                    if len(found) >= _MAX_FINDINGS:
                        raise WorkLimit(f"more than {_MAX_FINDINGS} findings")
        except (WorkLimit, TimeLimit) as error:
            found.append(
                WORK_LIMIT.at(
                    Location(document.path),
                    f"the rules of {self.rules.shown_path} were stopped: {error}",
                    "make the rules simpler; those that were not reached are not checked",
                    engine=NAME,
                )
            )
        yield from found


@dataclass(slots=True)
class _Run:
    """The evaluation of all rules on one document."""

    rules: Rules
    document: TeiDocument
    failed: set[Expression] = field(default_factory=set)
    problems: list[Finding] = field(default_factory=list)

    def findings(self) -> Iterator[Finding]:
        main = Source.of(self.document, self.rules)
        variables = self._globals(main)
        for pattern in self.rules.patterns:
            for source in self._sources(pattern, main, variables):
                scope = variables if source is main else self._globals(source)
                yield from self._pattern(
                    pattern, source, self._with_lets(pattern.lets, scope, source, source.root)
                )
                yield from self._taken_problems()
        yield from self._taken_problems()

    def _taken_problems(self) -> Iterator[Finding]:
        problems, self.problems = self.problems, []
        yield from problems

    def _globals(self, source: Source) -> dict[str, Any]:
        """The variables of the schema and the phase, then those of patterns with other names."""
        base: dict[str, Any] = {KEYS: source.keyed}
        variables = self._with_lets(self.rules.lets, base, source, source.root)
        for pattern in self.rules.patterns:
            others = [let for let in pattern.lets if let.name not in variables]
            variables = self._with_lets(others, variables, source, source.root)
        source.variables = variables
        return variables

    def _with_lets(
        self, lets: Iterable[Let], outer: Mapping[str, Any], source: Source, node: XPathNode
    ) -> dict[str, Any]:
        """The variables with those of ``lets``; one that cannot be evaluated is left out."""
        variables = dict(outer)
        for let in lets:
            if isinstance(let.value, str):
                variables[let.name] = let.value
                continue
            items = self._evaluated(let.value, source, node, variables)
            if items is None:
                variables.pop(let.name, None)
            else:
                variables[let.name] = items[0] if len(items) == 1 else items
        return variables

    def _pattern(
        self, pattern: Pattern, source: Source, variables: Mapping[str, Any]
    ) -> Iterator[Finding]:
        taken: set[int] = set()
        for rule in pattern.rules:
            if not rule.context.names <= variables.keys():
                return  # the finding on the variable says so
            try:
                context = source.context.at(source.root, variables)
                nodes = [n for n in rule.context.nodes(source.index, context) if id(n) not in taken]
            except FAILURES as error:
                self.problems.append(
                    self._problem(rule.context.text, rule.where, source.locate(source.root), error)
                )
                return
            for node in nodes:
                taken.add(id(node))
                yield from self._rule(rule, source, node, variables)

    def _rule(
        self, rule: Rule, source: Source, node: XPathNode, outer: Mapping[str, Any]
    ) -> Iterator[Finding]:
        variables = self._with_lets(rule.lets, outer, source, node) if rule.lets else outer
        for assertion in rule.assertions:
            if not assertion.test.names <= variables.keys() or assertion.test in self.failed:
                continue
            try:
                holds = assertion.test.is_true(source.context.at(node, variables))
            except FAILURES as error:
                self._remember(assertion.test, source.locate(node), error)
                continue
            if holds == assertion.is_report:
                yield self._finding(assertion, source, node, variables)

    def _finding(
        self,
        assertion: Assertion,
        source: Source,
        node: XPathNode,
        variables: Mapping[str, Any],
    ) -> Finding:
        text = self._words(assertion.message, source, node, variables)
        hints = (self._words(part, source, node, variables) for part in assertion.diagnostics)
        test = " ".join(assertion.test.text.split())
        kind = "report" if assertion.is_report else "assert"
        finding = FAILED_RULE.at(
            source.locate(node),
            text or f"the rule {kind} {test} is not kept",
            "; ".join(hint for hint in hints if hint),
            engine=f"{NAME}:{assertion.id}" if assertion.id else NAME,
        )
        return finding.with_severity(assertion.severity)

    def _words(
        self,
        message: Message,
        source: Source,
        node: XPathNode,
        variables: Mapping[str, Any],
    ) -> str:
        words = []
        for piece in message:
            if isinstance(piece, str):
                words.append(piece)
            elif piece is None:
                words.append(name_of(node))
            else:
                words.append(self._string(piece, source, node, variables))
        text = normalise_space("".join(words))
        return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"

    def _string(
        self,
        expression: Expression,
        source: Source,
        node: XPathNode,
        variables: Mapping[str, Any],
    ) -> str:
        if not expression.names <= variables.keys() or expression in self.failed:
            return "…"
        try:
            return expression.string(
                source.context.at(node, variables), first_only=self.rules.is_xslt_1
            )
        except FAILURES as error:
            self._remember(expression, source.locate(node), error)
            return "…"

    def _evaluated(
        self,
        expression: Expression,
        source: Source,
        node: XPathNode,
        variables: Mapping[str, Any],
    ) -> list[Any] | None:
        if not expression.names <= variables.keys():
            return None
        try:
            return expression.items(source.context.at(node, variables))
        except FAILURES as error:
            if expression not in self.failed:
                self._remember(expression, source.locate(node), error)
            return None

    def _remember(self, expression: Expression, place: Location, error: Exception) -> None:
        """Report an expression once in a document, and evaluate it no more."""
        self.failed.add(expression)
        self.problems.append(self._problem(expression.text, expression.where, place, error))

    def _problem(self, text: str, where: Location, place: Location, error: Exception) -> Finding:
        shown = " ".join(text.split())[:200]
        return UNEVALUATED.at(
            place,
            f'"{shown}" ({where}) cannot be evaluated here: {reason_of(error)}',
            "mend the rule, or the value that it expects; in this document it is not checked",
            engine=NAME,
        )

    def _sources(
        self, pattern: Pattern, main: Source, variables: Mapping[str, Any]
    ) -> Iterator[Source]:
        """The document, or those beside it that ``pattern/@documents`` names (5.4.9)."""
        if pattern.documents is None:
            yield main
            return
        items = self._evaluated(pattern.documents, main, main.root, variables) or []
        for item in items:
            name = pattern.documents.token.string_value(item)
            try:
                yield Source.of(beside(self.document, name), self.rules)
            except (IllFormed, OSError, ValueError) as error:
                self.problems.append(
                    UNEVALUATED.at(
                        main.locate(main.root),
                        f'the rules for the document "{name}" cannot be evaluated: {error}',
                        "it must lie beside this document or below, and be well-formed",
                        engine=NAME,
                    )
                )
