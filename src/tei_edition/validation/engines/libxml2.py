"""RELAX NG, second engine: libxml2 gives the verdict, the grammar's vocabulary most reasons.

Source: https://relaxng.org/spec-20011203.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.tei.locate import locate
from tei_edition.validation.engines.explanation import (
    INVALID,
    MISPLACED,
    MISSING_CHILD,
    UNEXPECTED_TEXT,
    WRONG_VALUE,
    allowed_here,
    explain,
    shown,
)
from tei_edition.validation.engines.schema_file import BrokenSchema, SchemaFile
from tei_edition.validation.engines.trial import ends_in_time
from tei_edition.validation.engines.vocabulary import RNG, ElementRule, read_vocabulary

__all__ = ["BROKEN_GRAMMAR", "LibxmlRelaxNg", "check_includes", "compile_with_libxml2"]

NAME: Final = "relaxng"
_MAX_FILES: Final = 100
_MAX_SECONDS: Final = 60.0
# libxml2 needs about 3.5 times as long for every further optional attribute that one element bears
# (68 ms for 13), so an element with twenty would not end.
_MAX_ATTRIBUTES: Final = 14

BROKEN_GRAMMAR = Fault(
    "RNG020",
    "broken_grammar",
    Severity.ERROR,
    """A RELAX NG schema is no correct RELAX NG.

Why:    nothing can be validated with it.
Remedy: mend the place that is named; a schema made from an ODD is made again, not mended.
Source: https://relaxng.org/spec-20011203.html
""",
)


TOO_MANY_ATTRIBUTES = Fault(
    "RNG021",
    "too_many_attributes_for_engine",
    Severity.WARNING,
    """An element bears more than 14 attributes, and RELAX NG was not checked.

Why:    the time that libxml2 needs grows threefold with every attribute of one element; the file
        could stop the validation for ever. The other engines have checked it.
Remedy: look whether the element needs all its attributes.
""",
)


def compile_with_libxml2(schema: SchemaFile) -> LibxmlRelaxNg:
    """Compile a grammar; raises BrokenSchema."""
    check_includes(schema)
    if not ends_in_time(schema.path, _MAX_SECONDS):
        raise BrokenSchema(
            BROKEN_GRAMMAR.at(
                schema.locate(schema.root),
                f"libxml2 has not read the grammar after {_MAX_SECONDS:g} seconds",
                'validate with the engine "relaxng"',
                engine=NAME,
            )
        )
    try:
        compiled = etree.RelaxNG(schema.tree)
    except etree.RelaxNGParseError as error:
        raise BrokenSchema(*_schema_findings(schema, error)) from None
    return LibxmlRelaxNg(compiled, read_vocabulary(schema.root))


@dataclass(frozen=True, slots=True)
class LibxmlRelaxNg:
    """A compiled grammar."""

    compiled: etree.RelaxNG
    vocabulary: Mapping[str, ElementRule]
    name: str = NAME
    is_grammar: bool = True
    asks_more: bool = False
    findings: tuple[Finding, ...] = ()

    def validate(self, document: TeiDocument) -> Iterator[Finding]:
        """One finding for each fault that can be told apart; none if the document is valid."""
        crowded = _crowded_element(document)
        if crowded is not None:
            yield TOO_MANY_ATTRIBUTES.at(
                locate(crowded, document.path),
                f"{shown(crowded.tag)} bears {len(crowded.attrib)} attributes; RELAX NG was not "
                f"checked, which libxml2 can do for up to {_MAX_ATTRIBUTES}",
                "look whether the element needs all its attributes",
                engine=NAME,
            )
            return
        if self.compiled.validate(document.tree):
            return
        explained = list(explain(document, self.vocabulary))
        yield from (finding for _, finding in explained)
        places = {element for element, _ in explained}
        places |= {parent for element in places if (parent := element.getparent()) is not None}
        rest = list(self._from_log(document, places))
        yield from rest
        if not explained and not rest:
            yield INVALID.at(
                document_location(document),
                "invalid; libxml2 does not say why",
                "compare with a valid document of this kind",
                engine=NAME,
            )

    def _from_log(self, document: TeiDocument, explained: set[etree._Element]) -> Iterator[Finding]:
        """Findings from libxml2's log, but for elements that are explained and those around."""
        seen = {ancestor for element in explained for ancestor in element.iterancestors()}
        seen |= explained
        for entry in self.compiled.error_log:
            element = _element_at(document, entry.path)
            if element is None or element in seen:
                continue
            parent = element.getparent()
            if parent is not None and parent in explained:
                continue
            seen.add(element)
            seen.update(element.iterancestors())
            yield self._finding(document, element, entry)

    def _finding(
        self, document: TeiDocument, element: etree._Element, entry: etree._LogEntry
    ) -> Finding:
        where = locate(element, document.path)
        kind, name = entry.type_name, shown(element.tag)
        rule = self.vocabulary.get(str(element.tag))
        if kind in ("RELAXNG_ERR_ELEMWRONG", "RELAXNG_ERR_EXTRACONTENT", "RELAXNG_ERR_ELEMNAME"):
            return _misplaced(element, where, self.vocabulary)
        if kind in ("RELAXNG_ERR_INVALIDATTR", "RELAXNG_ERR_ATTRVALID"):
            return _wrong_attribute(element, where, rule, entry.message)
        if kind == "RELAXNG_ERR_NOELEM":
            hint = f"allowed in {name}: {allowed_here(rule)}" if rule else "compare with its like"
            return MISSING_CHILD.at(
                where, f"{name} is not complete: an element is missing in it", hint, engine=NAME
            )
        if kind == "RELAXNG_ERR_TEXTWRONG":
            return UNEXPECTED_TEXT.at(
                where, f"text in {name}, where none may stand", "wrap or move it", engine=NAME
            )
        return INVALID.at(
            where, f"{name}: {entry.message}", allowed_here(rule) if rule else "", engine=NAME
        )


def _crowded_element(document: TeiDocument) -> etree._Element | None:
    return next((e for e in document.root.iter("*") if len(e.attrib) > _MAX_ATTRIBUTES), None)


def document_location(document: TeiDocument) -> Location:
    """The place of the outermost element."""
    return locate(document.root, document.path)


def _misplaced(
    element: etree._Element, where: Location, vocabulary: Mapping[str, ElementRule]
) -> Finding:
    name = shown(element.tag)
    parent = element.getparent()
    if parent is None:
        return MISPLACED.at(where, f"{name} may not be the outermost element", engine=NAME)
    before = next(element.itersiblings("*", preceding=True), None)
    place = f"after {shown(before.tag)}" if before is not None else "as the first"
    rule = vocabulary.get(str(parent.tag))
    hint = "look at what stands before it: the order is wrong, or there is one too many"
    if rule is not None and rule.required_children:
        hint += f"; {shown(parent.tag)} needs {allowed_here(rule, required=True)}"
    return MISPLACED.at(
        where,
        f"{name} may stand in {shown(parent.tag)}, but not here, {place}",
        hint,
        engine=NAME,
    )


def _wrong_attribute(
    element: etree._Element, where: Location, rule: ElementRule | None, message: str
) -> Finding:
    name = shown(element.tag)
    words = message.split()
    attribute = words[2] if message.startswith("Invalid attribute ") and len(words) > 2 else ""
    for key in map(str, element.attrib):
        if attribute and key.rpartition("}")[2] == attribute:
            expected = rule.attributes[key].expected if rule and key in rule.attributes else ""
            return WRONG_VALUE.at(
                where,
                f'@{shown(key)}="{element.get(key)}" on {name} is not allowed',
                f"expected: {expected}" if expected else "correct or delete it",
                engine=NAME,
            )
    return WRONG_VALUE.at(
        where,
        f"the attributes of {name} are not what is allowed there",
        "compare with its like: one is missing, or two exclude each other",
        engine=NAME,
    )


def _element_at(document: TeiDocument, path: str | None) -> etree._Element | None:
    if not path:
        return document.root
    try:
        found = document.tree.xpath(path)
    except etree.XPathError:
        return document.root
    first = found[0] if isinstance(found, list) and found else None
    return first if isinstance(first, etree._Element) else document.root


def check_includes(schema: SchemaFile) -> None:
    """A grammar may only include files beside it; raises BrokenSchema."""
    pending, seen = [schema], {schema.path.resolve()}
    while pending:
        current = pending.pop()
        for element in current.root.iter(f"{RNG}include", f"{RNG}externalRef"):
            included = current.included(element, element.get("href", ""))
            if included.path not in seen:
                seen.add(included.path)
                pending.append(included)
            if len(seen) > _MAX_FILES:
                raise BrokenSchema(
                    BROKEN_GRAMMAR.at(
                        schema.locate(schema.root), f"includes more than {_MAX_FILES} files"
                    )
                )


def _schema_findings(schema: SchemaFile, error: etree.RelaxNGParseError) -> Iterator[Finding]:
    entries = list(error.error_log)[:10]
    for entry in entries:
        yield BROKEN_GRAMMAR.at(
            Location(schema.shown_path, entry.line), entry.message, "mend the schema", engine=NAME
        )
    if not entries:
        yield BROKEN_GRAMMAR.at(
            Location(schema.shown_path), str(error), "mend the schema", engine=NAME
        )
