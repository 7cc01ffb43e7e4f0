"""Compiling the expressions of a Schematron schema; what cannot be is reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tei_edition.findings import Fault, Finding
from tei_edition.validation.engines.schema_file import BrokenSchema
from tei_edition.validation.engines.schematron.deciding import ByAttributes, deciding, united
from tei_edition.validation.engines.schematron.faults import (
    BROKEN_SCHEMATRON,
    NEEDS_XSLT,
    UNREADABLE_EXPRESSION,
)
from tei_edition.validation.engines.schematron.matching import Context, compile_context
from tei_edition.validation.engines.schematron.model import Assertion, Let
from tei_edition.validation.engines.schematron.parts import NAME, Part
from tei_edition.validation.engines.schematron.values import STRING, Compiled
from tei_edition.validation.engines.schematron.xpath import (
    Expression,
    ExpressionError,
    XPath,
    compile_expression,
)

__all__ = ["Compiler", "Scope", "too_large"]

_MAX_EXPRESSIONS: Final = 20_000


def too_large(part: Part, bound: str) -> BrokenSchema:
    """What is said of a schema that would take for ever to read."""
    return BrokenSchema(
        BROKEN_SCHEMATRON.at(
            part.where,
            f"the schema is too large: {bound}",
            "split it, and look for abstract rules that extend others again and again",
            engine=NAME,
        )
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may refer to, and the parameters of the abstract pattern around it.

    ``kinds`` are the variables for closures.
    """

    names: frozenset[str]
    parameters: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Compiled] = field(default_factory=dict)

    def with_let(self, let: Let) -> Scope:
        """The scope with one more variable."""
        kind = STRING if isinstance(let.value, str) else let.value.value
        kinds = {name: known for name, known in self.kinds.items() if name != let.name}
        if kind is not None:
            kinds[let.name] = kind
        return replace(self, names=self.names | {let.name}, kinds=kinds)


class Compiler:
    """Compiles expressions for one schema, and collects what is wrong with it."""

    def __init__(self, xpath: XPath) -> None:
        self.findings: dict[Finding, None] = {}
        self._count = 0
        self._xpath = xpath

    def report(self, fault: Fault, part: Part, message: str, hint: str = "") -> None:
        """Remember a finding about a part of the schema, once."""
        self.findings[fault.at(part.where, message, hint, engine=NAME)] = None

    def expression(self, text: str, part: Part, scope: Scope) -> Expression | None:
        """The compiled expression; None, and a finding, if it is none."""
        self._count_one(part)
        try:
            expression = compile_expression(text, part.where, self._xpath, scope.kinds)
        except ExpressionError as error:
            self._unreadable(part, text, str(error))
            return None
        return expression if self._names_are_known(part, expression.names, text, scope) else None

    def context(self, part: Part, text: str, scope: Scope) -> Context | None:
        """The compiled context of a rule; None, and a finding, if it is none."""
        self._count_one(part)
        try:
            context = compile_context(text, part.where, self._xpath)
        except ExpressionError as error:
            self._unreadable(part, text, str(error))
            return None
        return context if self._names_are_known(part, context.names, text, scope) else None

    def verdicts(
        self, context: Context, assertions: Sequence[Assertion]
    ) -> ByAttributes[tuple[int, ...]] | None:
        """Where to remember what a rule without variables says, if attributes alone decide it."""
        tests = [assertion.test for assertion in assertions]
        if len(context.alternatives) != 1 or any(test.truth is None for test in tests):
            return None
        of_tests = (deciding(test.token, self._xpath.namespaces) for test in tests)
        names = united((context.alternatives[0].deciding, *of_tests))
        return None if names is None else ByAttributes(names)

    def known(self, value: Expression) -> ByAttributes[Any] | None:
        """Where to remember the values of a variable, if attributes alone decide them."""
        names = None if value.value is None else deciding(value.token, self._xpath.namespaces)
        return ByAttributes(names) if names else None

    def _count_one(self, part: Part) -> None:
        """Count an expression, that of an abstract pattern or rule wherever it is used."""
        self._count += 1
        if self._count > _MAX_EXPRESSIONS:
            raise too_large(part, f"more than {_MAX_EXPRESSIONS} expressions")

    def _names_are_known(self, part: Part, names: frozenset[str], text: str, scope: Scope) -> bool:
        unknown = sorted(names - scope.names)
        if unknown:
            self._unreadable(part, text, f"the variable ${unknown[0]} is not defined")
        return not unknown

    def _unreadable(self, part: Part, text: str, reason: str) -> None:
        shown = " ".join(text.split())
        self.report(
            UNREADABLE_EXPRESSION,
            part,
            f'"{shown[:200]}": {reason}',
            "mend the expression; what depends on it is not checked",
        )

    def needs_xslt(self, part: Part) -> None:
        """Report an instruction of XSLT."""
        self.report(
            NEEDS_XSLT,
            part,
            f"xsl:{part.tag.rpartition('}')[2]} is not carried out",
            "write it with XPath alone, or run an XSLT implementation of Schematron as well",
        )
