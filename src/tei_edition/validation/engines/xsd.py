"""W3C XML Schema: libxml2 gives the verdict, the package xmlschema the reasons; 1.1 is its alone.

Source: https://www.w3.org/TR/xmlschema-1/, https://www.w3.org/TR/xmlschema11-1/
"""

from __future__ import annotations

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
from tei_edition.validation.engines.explanation import shown
from tei_edition.validation.engines.schema_file import (
    BrokenSchema,
    SchemaFile,
)
from tei_edition.validation.engines.xsd_reasons import (
    BROKEN_XSD,
    MOST_FINDINGS,
    XSD,
    XSD_UNFINISHED,
    Unfinished,
    XsdReasons,
    plain,
)
from tei_edition.validation.engines.xsd_size import MANY, particles_in

__all__ = ["BROKEN_XSD", "INVALID_BY_XSD", "XsdEngine", "accepts", "compile_schema"]

NAME: Final = "xsd"
_VERSIONING: Final = "{http://www.w3.org/2007/XMLSchema-versioning}"
_ONLY_IN_1_1: Final = tuple(
    f"{XSD}{name}" for name in ("assert", "assertion", "alternative", "openContent", "override")
)
_MAX_FILES: Final = 100
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


def accepts(root: etree._Element) -> bool:
    """Whether the schema is W3C XML Schema."""
    return root.tag == f"{XSD}schema"


def compile_schema(schema: SchemaFile) -> XsdEngine:
    """Compile a schema; raises BrokenSchema."""
    files = _files_of(schema)
    version_1_1 = any(_needs_1_1(file.root) for file in files)
    if any(_is_conditional(file.root) for file in files):
        return XsdEngine(schema, None, files, version_1_1=True)  # libxml2 would take all branches
    if particles_in(file.root for file in files) > MANY:
        return XsdEngine(schema, None, files, version_1_1=version_1_1)  # it would take minutes
    try:
        compiled = etree.XMLSchema(schema.tree)
    except etree.XMLSchemaParseError as error:
        if version_1_1:
            return XsdEngine(schema, None, files, version_1_1=True)
        entries = [(entry.line, entry.message) for entry in error.error_log][:10]
        raise BrokenSchema(
            *(
                BROKEN_XSD.at(Location(schema.shown_path, line), plain(message), "mend the schema")
                for line, message in entries or [(0, str(error))]
            )
        ) from None
    return XsdEngine(schema, compiled, files, version_1_1=version_1_1)


@dataclass(frozen=True, slots=True)
class _LogLine:
    """A line of libxml2's log: the element's path, and what is wrong."""

    path: str
    message: str


class XsdEngine:
    """A compiled W3C Schema."""

    name = NAME
    is_grammar = True

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
        # A broken schema must be known before the first document.
        self.findings = self._reasons.findings if version_1_1 else ()

    def validate(self, document: TeiDocument) -> Iterator[Finding]:
        """One finding for each fault; none if the document is valid."""
        log = self._log(document)
        if log is not None and not log:
            return
        by_libxml2 = [_from_log(document, entry) for entry in (log or ())[:MOST_FINDINGS]]
        if log and len(log) > MOST_FINDINGS:
            by_libxml2.append(_unfinished(document, f"more than {MOST_FINDINGS} faults"))
        hints = {finding.location.xpath: finding.hint for finding in by_libxml2}
        # What 1.0 forbids 1.1 may allow, so that there xmlschema has the last word. Otherwise the
        # verdict is libxml2's: where xmlschema sees nothing wrong, libxml2 must say why.
        decides = self._version_1_1 or log is None
        explained: list[Finding] = []
        try:
            for error in self._errors(document):
                explained.append(_explained_finding(document, error, hints))
        except Unfinished as error:
            if decides or explained:
                explained.append(_unfinished(document, str(error)))
        yield from explained if decides else explained or by_libxml2

    def _log(self, document: TeiDocument) -> list[_LogLine] | None:
        """What libxml2 has against a document; None if it does not decide."""
        if self._compiled is None:
            return None
        try:
            return [] if self._compiled.validate(document.tree) else [*_log_lines(self._compiled)]
        except etree.XMLSchemaValidateError:
            return None  # some regular expressions are too much for it

    def _errors(self, document: TeiDocument) -> Iterator[xmlschema.XMLSchemaValidationError]:
        """What xmlschema has against a document; raises Unfinished."""
        if not self._explains:
            raise Unfinished("libxml2 gave up, and the schema is large")
        try:
            reasons = self._reasons
        except BrokenSchema as error:
            raise Unfinished(str(error)) from None
        yield from reasons.errors(document)

    @cached_property
    def _reasons(self) -> XsdReasons:
        return XsdReasons.of(self._schema, version_1_1=self._version_1_1)


def _unfinished(document: TeiDocument, reason: str) -> Finding:
    return XSD_UNFINISHED.at(
        locate(document.root, document.path),
        f"the W3C Schema was not checked to the end: {reason}",
        "split the document, or make assertions and patterns of the schema simpler",
        engine=NAME,
    )


def _explained_finding(
    document: TeiDocument, error: xmlschema.XMLSchemaValidationError, hints: Mapping[str, str]
) -> Finding:
    element = error.elem
    if not isinstance(element, etree._Element):
        return INVALID_BY_XSD.at(
            Location(document.path), plain(error.reason or error.message), engine=NAME
        )
    where, name = locate(element, document.path), shown(element.tag)
    if not isinstance(error, XMLSchemaChildrenValidationError):
        return INVALID_BY_XSD.at(
            where,
            f"{name}: {plain(error.reason or error.message)}",
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
    fault, mark, expected = plain(entry.message).partition(" Expected is ")
    expected = expected.removeprefix("one of ").strip("(). ")
    hint = f"expected: {expected}" if mark else "correct it"
    return INVALID_BY_XSD.at(locate(place, document.path), fault, hint, engine=NAME)


def _needs_1_1(root: etree._Element) -> bool:
    """Whether a schema says that it is 1.1, or has an element that only 1.1 knows."""
    declared = root.get(f"{_VERSIONING}minVersion", "1.0")
    return declared != "1.0" or next(root.iter(*_ONLY_IN_1_1), None) is not None


def _is_conditional(root: etree._Element) -> bool:
    """Whether parts of a schema hold for some versions only."""
    return any(
        str(name).startswith(_VERSIONING)
        for element in root.iterdescendants("*")
        for name in element.attrib
    )


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
