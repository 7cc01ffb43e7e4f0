"""A compiled W3C Schema: who gives the verdict, and who the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

import xmlschema
from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.tei.locate import locate
from tei_edition.validation.engines.schema_file import (
    BrokenSchema,
    SchemaFile,
)
from tei_edition.validation.engines.xsd import XSD_UNFINISHED
from tei_edition.validation.engines.xsd.log import LogLine, log_of
from tei_edition.validation.engines.xsd.reasons import (
    BROKEN_XSD,
    MOST_FINDINGS,
    XSD,
    Unfinished,
    XsdReasons,
    plain,
)
from tei_edition.validation.engines.xsd.size import MANY, particles_in
from tei_edition.validation.engines.xsd.wording import concerned, words_of

__all__ = ["BROKEN_XSD", "INVALID_BY_XSD", "XsdEngine", "compiled"]

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


def compiled(schema: SchemaFile) -> XsdEngine:
    """Compile a schema; raises BrokenSchema."""
    files = _files_of(schema)
    version_1_1 = any(_needs_1_1(file.root) for file in files)
    if any(_is_conditional(file.root) for file in files):
        return XsdEngine(schema, None, files, version_1_1=True)  # libxml2 would take all branches
    if particles_in(file.root for file in files) > MANY:
        return XsdEngine(schema, None, files, version_1_1=version_1_1)  # it would take minutes
    try:
        by_libxml2 = etree.XMLSchema(schema.tree)
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
    return XsdEngine(schema, by_libxml2, files, version_1_1=version_1_1)


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
        self.asks_more = version_1_1  # assertions may ask for the time
        size = sum(file.path.stat().st_size for file in files)
        self._explains = version_1_1 or size <= _EXPLAINED_BYTES
        # A broken schema must be known before the first document.
        self.findings = self._reasons.findings if version_1_1 else ()

    def validate(self, document: TeiDocument) -> Iterator[Finding]:
        """One finding for each fault; none if the document is valid."""
        log = None if self._compiled is None else log_of(self._compiled, document, MOST_FINDINGS)
        if log is not None and not log.lines:
            return
        by_libxml2 = [_from_log(line) for line in log.lines] if log else []
        if log and not log.is_whole:
            by_libxml2.append(_unfinished(document, f"more than {len(log.lines)} faults"))
        hints = {finding.location.xpath: finding.hint for finding in by_libxml2}
        # What 1.0 forbids 1.1 may allow, so that there xmlschema has the last word. Otherwise the
        # verdict is libxml2's: where xmlschema sees nothing wrong, libxml2 must say why.
        decides = self._version_1_1 or log is None
        explained: list[Finding] = []
        try:
            for error in self._errors(document):
                finding = _explained_finding(document, error, hints)
                if finding not in explained[-1:]:  # xmlschema may say the same twice
                    explained.append(finding)
        except Unfinished as error:
            if decides or explained:
                explained.append(_unfinished(document, str(error)))
        yield from explained if decides else explained or by_libxml2

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
        "mend what is listed, or split the document, and validate again; look also at assertions "
        "and patterns of the schema",
        engine=NAME,
    )


def _explained_finding(
    document: TeiDocument, error: xmlschema.XMLSchemaValidationError, hints: Mapping[str, str]
) -> Finding:
    element = concerned(error)
    if element is None:
        reason = plain(error.reason or error.message)
        return INVALID_BY_XSD.at(Location(document.path), reason, engine=NAME)
    where = locate(element, document.path)
    message, hint = words_of(error, element)
    return INVALID_BY_XSD.at(
        where, message, hint or hints.get(where.xpath) or "correct it", engine=NAME
    )


def _from_log(line: LogLine) -> Finding:
    fault, mark, expected = plain(line.message).partition(" Expected is ")
    expected = expected.removeprefix("one of ").strip("(). ")
    hint = f"expected: {expected}" if mark else "correct it"
    return INVALID_BY_XSD.at(line.where, fault, hint, engine=NAME)


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
