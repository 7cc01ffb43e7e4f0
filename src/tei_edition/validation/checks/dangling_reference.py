"""REF001: a pointer whose end is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Final
from urllib.parse import unquote

from lxml import etree

from tei_edition.edition import Edition, TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.pointers import PREFIXES, Pointer
from tei_edition.tei.read import IllFormed, read_xml
from tei_edition.tei.source_tags import Edit
from tei_edition.validation.editing import OpenFile, rewritten
from tei_edition.validation.element_index import index_of, values_of
from tei_edition.validation.identifiers import elements_with_id
from tei_edition.validation.nearest import nearest_of
from tei_edition.validation.paths import within
from tei_edition.validation.pointing import attribute_shown, pointing_attributes

SUPERSEDES = (
    "schematron:person-reference",
    "schematron:place-reference",
    "schematron:organisation-reference",
    "schematron:pointer-resolves",
    "schematron:hand-described",
    "schematron:span-ends-later",
    "RNG004",
    "XSD001",
)
FAULT = Fault(
    "REF001",
    "dangling_reference",
    Severity.ERROR,
    """A pointer names nothing: no register entry, document, file or xml:id.

Why:    the reader's link leads nowhere, and exchange formats lose the person or letter.
Fails:  <persName ref="person:nobody">Anna</persName>
Fails:  <ref target="letter:letter-1912-04-01">the next letter</ref>
Fails:  <ref target="#nowhere">above</ref>
Fails:  <placeName ref="bergen">Bergen</placeName>
Fails:  <ref target="../indices/listplace.xml#nowhere">Bergen</ref>
Fails:  <ref target="letter-1912-03-01-anna-berg-to-carl-dorn.xml#nowhere">a passage</ref>
Fails:  <ref target="">elsewhere</ref>
Passes: <persName ref="person:anna-berg">Anna</persName>
Passes: <ref target="letter:letter-1912-03-01-anna-berg-to-carl-dorn">this letter</ref>
Passes: <ref target="../indices/listplace.xml#bergen">Bergen</ref>
Passes: <ref target="https://example.org/">elsewhere</ref>
Remedy: add the entry to its register, or correct the pointer.
Source: TEI P5 #SAXP, #CONARS
""",
)
# "person: anna", "# anna"
_CUT: Final = re.compile(r"(?<!\S)([a-z]+:|#)\s+(?=[^\s:#]+(?!\S))")
_REGISTERS: Final = {"person": "listPerson", "place": "listPlace", "org": "listOrg"}
_ENTITY_HINT: Final = "add the entry to {}, or correct the pointer"


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Pointers into the same file (``#id``), and empty ones."""
    yield from _empty_pointers(document)
    ids: Set[str] | None = None
    for element, attribute, pointer in pointing_attributes(document):
        if not pointer.file and not pointer.prefix and pointer.written.startswith("#"):
            if ids is None:
                ids = _ids_in(document)
            if pointer.id not in ids:
                written = f'{attribute_shown(element, attribute)} "{pointer.written}"'
                yield FAULT.at(
                    locate(element, document.path),
                    f"{written}: no element of this file has that xml:id",
                    nearest_of(pointer.id, ids, "#{}") or "correct the pointer, or add the xml:id",
                )


def check_document(document: TeiDocument, edition: Edition) -> Iterator[Finding]:
    """Pointers to registers, other documents and other files of the edition."""
    for element, attribute, pointer in pointing_attributes(document):
        fault = _fault(document, edition, attribute, pointer)
        if fault:
            why, hint = fault
            written = f'{attribute_shown(element, attribute)} "{pointer.written}"'
            yield FAULT.at(locate(element, document.path), f"{written}: {why}", hint)


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """Blanks within a pointer, and a prefix that is missing before the id of an entry."""
    pointing = {name for node, name, _ in pointing_attributes(file.document) if node is element}
    for attribute in sorted(pointing):
        joined = re.sub(
            r"(?<!\S)([a-z]+:|#)\s+(?=[^\s:#]+(?:\s|$))", r"\1", element.get(attribute, "")
        )
        words = joined.split()
        if attribute == "ref" and file.edition is not None:
            words = [_with_prefix(word, file.edition) for word in words]
        if words != element.get(attribute, "").split():
            yield from rewritten(file, element, attribute, " ".join(words))


def _with_prefix(word: str, edition: Edition) -> str:
    entity = None if any(mark in word for mark in "/.:#") else edition.registers.find(word)
    return f"{entity.kind.value}:{entity.id}" if entity else word


def _empty_pointers(document: TeiDocument) -> Iterator[Finding]:
    for attribute in ("ref", "target", "sameAs", "corresp"):
        for element, value in values_of(document, attribute):
            if not value.strip():
                yield FAULT.at(
                    locate(element, document.path),
                    f'{attribute_shown(element, attribute)} "" is empty',
                    "write where it leads, or delete the attribute",
                )


def _fault(
    document: TeiDocument, edition: Edition, attribute: str, pointer: Pointer
) -> tuple[str, str] | None:
    """What is wrong with a pointer, and the remedy; None if nothing is."""
    if pointer.prefix in _REGISTERS:
        if edition.find_entity(pointer) is not None:
            return None
        ids = [entity.id for entity in edition.registers]
        near = nearest_of(pointer.id, ids, f"{pointer.prefix}:{{}}")
        register = _REGISTERS[pointer.prefix]
        return (
            f"no register entry has the id {pointer.id}",
            near or _ENTITY_HINT.format(register),
        )
    if pointer.prefix in PREFIXES:
        if edition.find(pointer.id) is not None:
            return None
        ids = [entry.id for entry in edition.documents]
        near = nearest_of(pointer.id, ids, f"{pointer.prefix}:{{}}")
        return (
            f"the edition has no document {pointer.id}",
            near or "add the document, or correct the pointer",
        )
    if pointer.prefix or "://" in pointer.written:
        return None
    if attribute == "ref" and pointer.file and pointer.file == pointer.written:
        return _bare_word(edition, pointer)
    return _other_file(document, edition, pointer)


def _bare_word(edition: Edition, pointer: Pointer) -> tuple[str, str] | None:
    """``ref="bergen"``: formally a file beside this one, always meant as an id."""
    if any(mark in pointer.file for mark in "/.:"):
        return None
    entity = edition.registers.find(pointer.file)
    return (
        "without a prefix or # it points to a file of that name",
        f'write "{entity.kind.value}:{entity.id}"'
        if entity
        else f'write a prefix such as "person:" before it, or "#{pointer.file}" if it is the '
        "xml:id of an element of this file",
    )


def _other_file(
    document: TeiDocument, edition: Edition, pointer: Pointer
) -> tuple[str, str] | None:
    if not pointer.file.endswith(".xml"):
        return None
    path = within(document.path, unquote(pointer.file))
    if path is None:
        return None  # outside the edition: not ours to open
    if not (edition.root / path).is_file():
        return f"the edition has no file {path}", "correct the path"
    if not pointer.id or "(" in pointer.id:  # an XPointer of another scheme
        return None
    ids = edition.once(_FileIds).of(path)
    if ids is None or pointer.id in ids:
        return None
    is_register = path in edition.register_paths
    return (
        f"{path} has no {'entry' if is_register else 'element with the xml:id'} {pointer.id}",
        nearest_of(pointer.id, ids, f"{pointer.file}#{{}}")
        or (_ENTITY_HINT.format(path) if is_register else "correct the pointer, or add the xml:id"),
    )


class _FileIds:
    """The xml:ids in the files of an edition; a file is read when one points into it."""

    def __init__(self, edition: Edition) -> None:
        self._root = edition.root
        self._known: dict[str, frozenset[str] | None] = {}

    def of(self, path: str) -> frozenset[str] | None:
        """Those of a file, None if it cannot be read, which is told of the file itself."""
        if path not in self._known:
            try:
                document = TeiDocument(path, read_xml(self._root / path, path))
            except (IllFormed, OSError):
                self._known[path] = None
            else:
                ids = (element.get(XML_ID, "") for element in elements_with_id(document))
                self._known[path] = frozenset(ids)
        return self._known[path]


def _ids_in(document: TeiDocument) -> Set[str]:
    return {element.get(XML_ID, "") for element in index_of(document).holders.get(XML_ID, ())}
