"""The package xmlschema within bounds: it says why libxml2 refuses a document, and knows XSD 1.1.

Its regular expressions are replaced by our own, which need linear time; documents and seconds are
limited. Source: https://www.w3.org/TR/xmlschema11-1/
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import xmlschema
from xmlschema.exceptions import XMLSchemaWarning
from xmlschema.validators.facets import XsdPatternFacets

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.relaxng.datatypes.expressions import (
    BrokenExpression,
    Expression,
    compile_expression,
)
from tei_edition.relaxng.errors import TooComplex
from tei_edition.tei.namespaces import TEI
from tei_edition.validation.engines.schema_file import BrokenSchema, SchemaFile
from tei_edition.validation.engines.xsd.assertions import AssertionParser, WorkLimit
from tei_edition.validation.engines.xsd.facets import FacetParser
from tei_edition.validation.time_limit import TimeLimit, time_limit

__all__ = [
    "BROKEN_XSD",
    "MOST_FINDINGS",
    "XSD",
    "Unfinished",
    "XsdReasons",
    "plain",
]

NAME: Final = "xsd"
XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
MOST_FINDINGS: Final = 1000
_MOST_ELEMENTS: Final = 200_000
_MAX_SECONDS: Final = 30.0
_LONGEST_MESSAGE: Final = 1000

BROKEN_XSD = Fault(
    "XSD020",
    "broken_xsd",
    Severity.ERROR,
    """A W3C Schema is not correct.

Why:    nothing can be validated with it.
Remedy: mend the place that is named; a schema made from an ODD is made again, not mended.
Source: https://www.w3.org/TR/xmlschema-1/
""",
)


class Unfinished(Exception):
    """A document was not checked to the end; says why."""


@dataclass(frozen=True, slots=True)
class XsdReasons:
    """A schema compiled by xmlschema; ``findings`` are what is odd in it, though it can be used."""

    compiled: xmlschema.XMLSchemaBase
    base_url: str
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, schema: SchemaFile, *, version_1_1: bool) -> XsdReasons:
        """Compile a schema; raises BrokenSchema."""
        kind = xmlschema.XMLSchema11 if version_1_1 else xmlschema.XMLSchema10
        try:
            with warnings.catch_warnings(record=True) as told, time_limit(_MAX_SECONDS):
                warnings.simplefilter("always")
                compiled = kind(
                    str(schema.path.resolve()), defuse="always", allow="sandbox", build=False
                )
                _set_parsers(compiled)
                compiled.build()
        except (xmlschema.XMLSchemaException, ValueError, TypeError, RecursionError) as error:
            raise BrokenSchema(_broken(schema, str(error).split("\n", 1)[0])) from None
        except (TimeLimit, WorkLimit, MemoryError) as error:
            raise BrokenSchema(_broken(schema, f"takes too much to compile: {error}")) from None
        _replace_expressions(compiled)
        odd = [
            _broken(schema, str(warning.message)).with_severity(Severity.WARNING)
            for warning in told
            if version_1_1 and issubclass(warning.category, XMLSchemaWarning)
        ]
        return cls(compiled, schema.path.parent.resolve().as_uri(), tuple(odd))

    def errors(self, document: TeiDocument) -> Iterator[xmlschema.XMLSchemaValidationError]:
        """The errors of a document, at most 1,000.

        Raises Unfinished if the document is too large or takes too long; what was found till then
        has been given.
        """
        for number, _ in enumerate(document.root.iter("*")):
            if number >= _MOST_ELEMENTS:
                raise Unfinished(f"more than {_MOST_ELEMENTS} elements")
        found: list[xmlschema.XMLSchemaValidationError] = []
        reason = ""
        try:
            with time_limit(_MAX_SECONDS):
                # The tree is parsed already; sandboxing alone wants the base address.
                resource = xmlschema.XMLResource(
                    document.tree, base_url=self.base_url, allow="sandbox"
                )
                for error in self.compiled.iter_errors(resource):
                    found.append(error)
                    if len(found) >= MOST_FINDINGS:
                        reason = f"more than {MOST_FINDINGS} faults"
                        break
        except (TimeLimit, TooComplex, WorkLimit, RecursionError, MemoryError) as error:
            reason = str(error) or "it takes too much memory"
        yield from found
        if reason:
            raise Unfinished(reason)


def _set_parsers(schema: xmlschema.XMLSchemaBase) -> None:
    """Have assertions parsed by our parsers.

    xmlschema lets nobody choose: its globals refuse to be changed, even before they are built.
    """
    object.__setattr__(schema.maps, "xpath_parser_class", AssertionParser)
    object.__setattr__(schema.maps, "assertion_parser_class", FacetParser)


class _Linear:
    """One of our expressions, where xmlschema expects a compiled one of Python's."""

    __slots__ = ("expression",)

    def __init__(self, expression: Expression) -> None:
        self.expression = expression

    def match(self, text: str) -> _Linear | None:
        """Something true if the whole text matches, else None."""
        return self if self.expression.matches(text) else None


def _replace_expressions(compiled: xmlschema.XMLSchemaBase) -> None:
    """Python's expressions take exponential time on some patterns; ours do not."""
    for component in compiled.maps.iter_components():
        if not isinstance(component, XsdPatternFacets):
            continue
        if component.schema.target_namespace == XSD.strip("{}"):
            continue  # those of the built-in types are harmless, and shared
        patterns: list[Any] = []
        for text, known in zip(component.regexps, component.patterns, strict=True):
            try:
                patterns.append(_Linear(compile_expression(text)))
            except BrokenExpression:
                patterns.append(known)  # too large for ours; the seconds are limited
        component.patterns = patterns


def _broken(schema: SchemaFile, message: str) -> Finding:
    return BROKEN_XSD.at(
        Location(schema.shown_path), plain(message), "mend the schema", engine=NAME
    )


def plain(message: str) -> str:
    """Messages without TEI's namespace and the classes that trang makes of a grammar."""
    message = message[:_LONGEST_MESSAGE].replace(f"{{{TEI}}}", "")
    message = re.sub(r"\b(?:class|content|model|data)\.[\w.]+, ", "", message)
    return re.sub(r"\s+", " ", message).strip()
