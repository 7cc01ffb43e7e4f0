"""W3C XML Schema: libxml2 gives the verdict, the package xmlschema the reasons; 1.1 is its alone.

Source: https://www.w3.org/TR/xmlschema-1/, https://www.w3.org/TR/xmlschema11-1/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import xmlschema
from lxml import etree
from xmlschema.validators.exceptions import XMLSchemaChildrenValidationError

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import TEI
from tei_edition.validation.engines.explanation import shown
from tei_edition.validation.engines.schema_file import (
    BrokenSchema,
    SchemaFile,
)

__all__ = ["BROKEN_XSD", "INVALID_BY_XSD", "XsdEngine", "accepts", "compile_schema"]

NAME: Final = "xsd"
XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
_VERSION: Final = "{http://www.w3.org/2007/XMLSchema-versioning}minVersion"
_ONLY_IN_1_1: Final = tuple(
    f"{XSD}{name}" for name in ("assert", "assertion", "alternative", "openContent", "override")
)
_MAX_FILES: Final = 100
_MOST_FINDINGS: Final = 1000
# xmlschema needs some 20 s to load a schema of 1 MB; libxml2's own words are better than that.
_EXPLAINED_BYTES: Final = 500_000

INVALID_BY_XSD = Fault(
    "XSD001",
    "invalid_by_xsd",
    Severity.ERROR,
    """The document is invalid against the W3C Schema.

Why:    programs that read the edition rely on the schema: what it does not know gets lost.
Remedy: the message says what was found and what is expected there.
Source: https://www.w3.org/TR/xmlschema-1/
""",
)
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


def accepts(root: etree._Element) -> bool:
    """Whether the schema is W3C XML Schema."""
    return root.tag == f"{XSD}schema"


def compile_schema(schema: SchemaFile) -> XsdEngine:
    """Compile a schema; raises BrokenSchema."""
    files = _files_of(schema)
    if any(_needs_1_1(file.root) for file in files):
        return XsdEngine(schema, None, files, version_1_1=True)
    try:
        compiled = etree.XMLSchema(schema.tree)
    except etree.XMLSchemaParseError as error:
        entries = [(entry.line, entry.message) for entry in error.error_log][:10]
        raise BrokenSchema(
            *(
                BROKEN_XSD.at(Location(schema.shown_path, line), _plain(message), "mend the schema")
                for line, message in entries or [(0, str(error))]
            )
        ) from None
    return XsdEngine(schema, compiled, files, version_1_1=False)


@dataclass(frozen=True, slots=True)
class _LogLine:
    """A line of libxml2's log: the element's path, and what is wrong."""

    path: str
    message: str


class XsdEngine:
    """A compiled W3C Schema."""

    name = NAME
    is_grammar = True
    findings: tuple[Finding, ...] = ()

    def __init__(
        self,
        schema: SchemaFile,
        compiled: etree.XMLSchema | None,
        files: list[SchemaFile],
        *,
        version_1_1: bool,
    ) -> None:
        self._schema = schema
        self._compiled = compiled
        self._version_1_1 = version_1_1
        size = sum(file.path.stat().st_size for file in files)
        self._explains = version_1_1 or size <= _EXPLAINED_BYTES
        if version_1_1:
            _ = self._explainer  # a broken schema must be known before the first document

    def validate(self, document: TeiDocument) -> Iterator[Finding]:
        """One finding for each fault; none if the document is valid."""
        if self._compiled is not None:
            if self._compiled.validate(document.tree):
                return
            log = list(_log_lines(self._compiled))
        else:
            log = []
        # The verdict is libxml2's: where xmlschema sees nothing wrong, libxml2 must say why.
        by_libxml2 = [_from_log(document, entry) for entry in log]
        hints = {finding.location.xpath: finding.hint for finding in by_libxml2}
        explained = list(self._explained(document, hints)) if self._explains else []
        yield from explained or by_libxml2

    @cached_property
    def _explainer(self) -> xmlschema.XMLSchemaBase:
        kind = xmlschema.XMLSchema11 if self._version_1_1 else xmlschema.XMLSchema10
        try:
            return kind(str(self._schema.path.resolve()), defuse="always", allow="sandbox")
        except (xmlschema.XMLSchemaException, ValueError, TypeError) as error:
            raise BrokenSchema(
                BROKEN_XSD.at(
                    Location(self._schema.shown_path),
                    _plain(str(error).splitlines()[0]),
                    "mend the schema",
                    engine=NAME,
                )
            ) from None

    def _explained(self, document: TeiDocument, hints: Mapping[str, str]) -> Iterator[Finding]:
        # The tree is already parsed; the base address is only there because sandboxing wants one.
        resource = xmlschema.XMLResource(
            document.tree, base_url=self._schema.path.parent.resolve().as_uri(), allow="sandbox"
        )
        for number, error in enumerate(self._explainer.iter_errors(resource)):
            if number >= _MOST_FINDINGS:
                return
            yield _explained_finding(document, error, hints)


def _explained_finding(
    document: TeiDocument, error: xmlschema.XMLSchemaValidationError, hints: Mapping[str, str]
) -> Finding:
    element = error.elem
    if not isinstance(element, etree._Element):
        return INVALID_BY_XSD.at(
            Location(document.path), _plain(error.reason or error.message), engine=NAME
        )
    where, name = locate(element, document.path), shown(element.tag)
    if not isinstance(error, XMLSchemaChildrenValidationError):
        return INVALID_BY_XSD.at(
            where,
            f"{name}: {_plain(error.reason or error.message)}",
            hints.get(where.xpath) or "correct it",
            engine=NAME,
        )
    message, child = f"{name} is not complete", error.invalid_child
    if isinstance(child, etree._Element):
        where = locate(child, document.path)
        message = f"{shown(child.tag)} may not stand in {name} at this place"
    expected = _listed(error)
    hint = f"expected: {expected}" if expected else hints.get(where.xpath, "")
    return INVALID_BY_XSD.at(where, message, hint or "look at the order", engine=NAME)


def _listed(error: XMLSchemaChildrenValidationError) -> str:
    names: list[str] = []
    particles: Any = error.expected or ()
    for particle in particles:
        tag = getattr(particle, "name", None) or str(particle)
        names.append(shown(tag))
    named = sorted({name for name in names if "." not in name})
    return ", ".join(named[:25]) + (" …" if len(named) > 25 else "")


def _log_lines(compiled: etree.XMLSchema) -> Iterator[_LogLine]:
    entries: Any = compiled.error_log  # the stubs do not know that it can be iterated
    for entry in entries:
        yield _LogLine(entry.path or "", entry.message)


def _from_log(document: TeiDocument, entry: _LogLine) -> Finding:
    found = document.tree.xpath(entry.path) if entry.path else None
    element = found[0] if isinstance(found, list) and found else document.root
    place = element if isinstance(element, etree._Element) else document.root
    fault, mark, expected = _plain(entry.message).partition(" Expected is ")
    expected = expected.removeprefix("one of ").strip("(). ")
    hint = f"expected: {expected}" if mark else "correct it"
    return INVALID_BY_XSD.at(locate(place, document.path), fault, hint, engine=NAME)


def _plain(message: str) -> str:
    """Messages without TEI's namespace and the classes that trang makes of a grammar."""
    message = message.replace(f"{{{TEI}}}", "")
    message = re.sub(r"\b(?:class|content|model|data)\.[\w.]+, ", "", message)
    return re.sub(r"\s+", " ", message).strip()


def _needs_1_1(root: etree._Element) -> bool:
    return root.get(_VERSION, "1.0") != "1.0" or next(root.iter(*_ONLY_IN_1_1), None) is not None


def _files_of(schema: SchemaFile) -> list[SchemaFile]:
    """The schema and all that it includes or imports; raises BrokenSchema if one is elsewhere."""
    files, seen = [schema], {schema.path.resolve()}
    for current in files:
        for name in ("include", "import", "redefine", "override"):
            for element in current.root.iterchildren(f"{XSD}{name}"):
                href = element.get("schemaLocation")
                if href is None:
                    continue
                included = current.included(element, href)
                if included.path not in seen:
                    seen.add(included.path)
                    files.append(included)
        if len(files) > _MAX_FILES:
            raise BrokenSchema(
                BROKEN_XSD.at(schema.locate(schema.root), f"includes more than {_MAX_FILES} files")
            )
    return files
