"""From a Schematron file to its rules: extends, abstract patterns and rules, phases, variables.

Source: ISO/IEC 19757-3:2016, sections 5.4 and 6
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from tei_edition.findings import Severity
from tei_edition.tei.namespaces import XML
from tei_edition.validation.engines.schema_file import BrokenSchema, SchemaFile
from tei_edition.validation.engines.schematron.compiling import Compiler, Scope, too_large
from tei_edition.validation.engines.schematron.faults import BROKEN_SCHEMATRON
from tei_edition.validation.engines.schematron.model import (
    Assertion,
    Key,
    Let,
    Message,
    Pattern,
    Rule,
    Rules,
)
from tei_edition.validation.engines.schematron.parts import NAME, SCH, XSL, Part, Parts, named
from tei_edition.validation.engines.schematron.tokens import KnownExpressions
from tei_edition.validation.engines.schematron.variables import defined_twice, lets_of
from tei_edition.validation.engines.schematron.xpath import Expression, XPath
from tei_edition.validation.time_limit import TimeLimit, time_limit

__all__ = ["SCH", "read_rules"]

_BINDINGS: Final = frozenset({"xslt", "xslt1", "xslt2", "xslt3", "xpath", "xpath2", "xpath3"})
_MAX_SECONDS: Final = 60.0
_MAX_PATTERNS: Final = 10_000
_MAX_EXTENDS: Final = 20_000
_SEVERITIES: Final = {
    "warn": Severity.WARNING,
    "warning": Severity.WARNING,
    "nonfatal": Severity.WARNING,
    "info": Severity.NOTE,
    "information": Severity.NOTE,
    "note": Severity.NOTE,
}


def read_rules(schema: SchemaFile, phase: str) -> Rules:
    """The rules of a phase ("#ALL", "#DEFAULT" or an id).

    What is wrong with single rules is among ``findings`` of the result; raises BrokenSchema if
    nothing can be made of the schema.
    """
    try:
        with time_limit(_MAX_SECONDS):
            reader = _Reader(schema)
            rules = reader.read(phase)
            reader.xpath.known.keep()
            return rules
    except TimeLimit as error:
        raise too_large(Part(schema.root, schema), str(error)) from None


class _Reader:
    def __init__(self, schema: SchemaFile) -> None:
        self.schema = schema
        self.parts = Parts(schema)
        self.top = self.parts.top()
        self.binding = self._binding()
        self.is_xslt_1 = self.binding in ("xslt", "xslt1", "xpath")
        self.namespaces = {"xml": XML}
        self.patterns = list(named(self.top, "pattern"))
        if len(self.patterns) > _MAX_PATTERNS:
            raise too_large(self.patterns[-1], f"more than {_MAX_PATTERNS} patterns")
        self._copied = 0
        inside = (part for pattern in self.patterns for part in self.parts.children(pattern))
        for part in named([*self.top, *inside], "ns"):
            self.namespaces[part.read("prefix")] = part.read("uri")
        known = KnownExpressions.of(
            etree.tostring(schema.tree), self.namespaces, compatible=self.is_xslt_1
        )
        self.xpath = XPath(self.namespaces, self.is_xslt_1, known)
        self.compiler = Compiler(self.xpath)
        self.diagnostics = {
            part.read("id"): part
            for group in named(self.top, "diagnostics")
            for part in named(self.parts.children(group), "diagnostic")
        }

    def _binding(self) -> str:
        root = self.schema.root
        if root.tag != f"{SCH}schema":
            return "xslt2"  # rules in a grammar cannot say it; TEI's are written for XSLT 2
        binding = (root.get("queryBinding") or "xslt").lower()
        if binding not in _BINDINGS:
            raise BrokenSchema(
                BROKEN_SCHEMATRON.at(
                    self.schema.locate(root),
                    f'the query binding "{binding}" is not supported',
                    "use xslt, xslt2 or xslt3",
                    engine=NAME,
                )
            )
        return binding

    def read(self, phase: str) -> Rules:
        for part in self.top:
            if part.tag.startswith(XSL) and part.tag != f"{XSL}key":
                self.compiler.needs_xslt(part)
        lets = list(named(self.top, "let"))
        active, phase_lets = self._phase(phase)
        pattern_lets = [let for part in self.patterns for let in lets_of(part, self.parts)]
        for double in defined_twice(lets, phase_lets, self.patterns, self.parts):
            problem = f"the variable ${double.read('name')} is defined twice"
            self.compiler.report(
                BROKEN_SCHEMATRON, double, problem, "give one of them another name"
            )
        scope = Scope(frozenset(part.read("name") for part in (*lets, *phase_lets, *pattern_lets)))
        read_lets = tuple(self._lets((*lets, *phase_lets), scope))
        hidden = {part.read("name") for part in (*phase_lets, *pattern_lets)}
        for let in read_lets:
            if let.name not in hidden and let.is_fixed:
                scope = scope.with_let(let)
        chosen = [
            part
            for part in self.patterns
            if part.find("abstract") != "true" and (active is None or part.read("id") in active)
        ]
        read = [pattern for part in chosen if (pattern := self._pattern(part, scope))]
        keys: dict[str, tuple[Key, ...]] = {}
        for key in self._keys(scope):
            keys[key.name] = (*keys.get(key.name, ()), key)
        return Rules(
            shown_path=self.schema.shown_path,
            is_xslt_1=self.is_xslt_1,
            lets=read_lets,
            patterns=tuple(read),
            keys=keys,
            findings=tuple(self.compiler.findings),
            asks_more=self.xpath.asks_more or any(pattern.documents for pattern in read),
        )

    def _phase(self, wanted: str) -> tuple[frozenset[str] | None, list[Part]]:
        """The ids of the active patterns (None: all), and the variables of the phase."""
        if wanted == "#DEFAULT":
            wanted = self.schema.root.get("defaultPhase") or "#ALL"
        if wanted == "#ALL":
            return None, []
        for part in named(self.top, "phase"):
            if part.read("id") == wanted:
                children = self.parts.children(part)
                active = frozenset(child.read("pattern") for child in named(children, "active"))
                return active, list(named(children, "let"))
        raise BrokenSchema(
            BROKEN_SCHEMATRON.at(
                self.schema.locate(self.schema.root),
                f'the schema has no phase "{wanted}"',
                "choose a phase of the schema, or #ALL",
                engine=NAME,
            )
        )

    def _pattern(self, part: Part, scope: Scope) -> Pattern | None:
        children, parameters = self.parts.children(part), {}
        template = part.find("is-a")
        if template is not None:
            parameters = {
                child.read("name"): child.read("value") for child in named(children, "param")
            }
            abstract = [
                other
                for other in self.patterns
                if other.find("abstract") == "true" and other.read("id") == template
            ]
            if not abstract:
                self.compiler.report(
                    BROKEN_SCHEMATRON, part, f'there is no abstract pattern "{template}"'
                )
                return None
            children = [*self.parts.children(abstract[0]), *children]
        inner = replace(scope, parameters=parameters)
        rules: list[Rule] = []
        for child in named(children, "rule"):
            if child.find("abstract") == "true":
                continue
            rule = self._rule(child, children, inner)
            if rule is None:
                break  # nobody knows which nodes the rules behind it would be left with
            rules.append(rule)
        documents = part.find("documents", parameters)
        return Pattern(
            tuple(self._lets(named(children, "let"), inner)),
            tuple(rules),
            None if documents is None else self.compiler.expression(documents, part, inner),
        )

    def _rule(self, part: Part, siblings: list[Part], scope: Scope) -> Rule | None:
        context = self.compiler.context(part, part.read("context", scope.parameters), scope)
        if context is None:
            return None
        content = list(self._rule_content(part, siblings, frozenset()))
        lets: list[Let] = []
        inner = scope
        for child in named(content, "let"):
            # A variable of a rule may use those before it.
            for let in self._lets([child], inner):
                lets.append(let)
                inner = inner.with_let(let)
        role = part.read("role", scope.parameters)
        asserted = (self._assertion(p, role, inner) for p in named(content, "assert", "report"))
        assertions = tuple(assertion for assertion in asserted if assertion)
        verdicts = None if lets else self.compiler.verdicts(context, assertions)
        return Rule(context, tuple(lets), assertions, part.where, verdicts)

    def _rule_content(
        self, part: Part, siblings: list[Part], extended: frozenset[str]
    ) -> Iterator[Part]:
        """The children of a rule, and of the rules that it extends, in order (5.4.12)."""
        for child in self.parts.children(part):
            if child.tag != f"{SCH}extends":
                if child.tag.startswith(XSL):
                    self.compiler.needs_xslt(child)
                yield child
                continue
            self._copied += 1
            if self._copied > _MAX_EXTENDS:
                raise too_large(child, f"rules are extended more than {_MAX_EXTENDS} times")
            if child.find("href") is not None:
                yield from self._rule_content(self.parts.target(child), siblings, extended)
                continue
            name = child.read("rule")
            base = [
                other
                for other in named(siblings, "rule")
                if other.find("abstract") == "true" and other.read("id") == name
            ]
            if not base or name in extended:
                problem = "extends itself" if base else "is no abstract rule of this pattern"
                self.compiler.report(BROKEN_SCHEMATRON, child, f'the rule "{name}" {problem}')
            else:
                yield from self._rule_content(base[0], siblings, extended | {name})

    def _assertion(self, part: Part, rule_role: str, scope: Scope) -> Assertion | None:
        test = self.compiler.expression(part.read("test", scope.parameters), part, scope)
        if test is None:
            return None
        role = (part.read("role", scope.parameters) or rule_role).strip().lower()
        diagnostics = [
            self._message(self.diagnostics[name], scope)
            for name in part.read("diagnostics").split()
            if name in self.diagnostics
        ]
        return Assertion(
            part.read("id"),
            test,
            part.tag == f"{SCH}report",
            self._message(part, scope),
            tuple(diagnostics),
            _SEVERITIES.get(role, Severity.ERROR),
            part.where,
        )

    def _message(self, part: Part, scope: Scope) -> Message:
        return tuple(self._message_pieces(part, part.element, scope))

    def _message_pieces(
        self, part: Part, element: etree._Element, scope: Scope
    ) -> Iterator[str | Expression | None]:
        yield element.text or ""
        for child in element:
            inner = Part(child, part.file)
            if inner.tag in (f"{SCH}value-of", f"{XSL}value-of"):
                select = self.compiler.expression(
                    inner.read("select", scope.parameters), inner, scope
                )
                yield "…" if select is None else select
            elif inner.tag == f"{SCH}name" and inner.find("path") is None:
                yield None
            elif inner.tag == f"{SCH}name":
                path = self.compiler.expression(inner.read("path", scope.parameters), inner, scope)
                yield "…" if path is None else path
            elif inner.tag.startswith(XSL) and inner.tag != f"{XSL}text":
                self.compiler.needs_xslt(inner)
            elif inner.tag:
                yield from self._message_pieces(inner, child, scope)
            yield child.tail or ""

    def _lets(self, parts: Iterable[Part], scope: Scope) -> Iterator[Let]:
        for part in parts:
            value = part.find("value", scope.parameters)
            if value is None:
                yield Let(part.read("name"), "".join(map(str, part.element.itertext())).strip())
            elif (expression := self.compiler.expression(value, part, scope)) is not None:
                yield Let(part.read("name"), expression, self.compiler.known(expression))

    def _keys(self, scope: Scope) -> Iterator[Key]:
        for part in self.top:
            if part.tag != f"{XSL}key":
                continue
            match = self.compiler.context(part, part.read("match"), scope)
            use = part.find("use")
            value: Expression | str | None = "".join(map(str, part.element.itertext())).strip()
            if use is not None:
                value = self.compiler.expression(use, part, scope)
            elif any(child.tag != f"{XSL}text" for child in part.element.iterchildren("*")):
                self.compiler.needs_xslt(part)
                continue
            if match is not None and value is not None:
                yield Key(part.read("name"), match, value)
