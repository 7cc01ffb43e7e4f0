"""Reading an edition: registers, and what each document says of itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lxml import etree
from pydantic import TypeAdapter

from tei_edition.disk import read_file
from tei_edition.edition.records import Edition, EditionDocument, ExpectedText, TeiDocument
from tei_edition.findings import Finding
from tei_edition.memo import Answers, Asked, Memo
from tei_edition.model.config import EditionConfig
from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import Metadata
from tei_edition.model.sidecar import SidecarError, read_sidecar, sidecar_bytes
from tei_edition.registers.entity import Entity, Registers
from tei_edition.registers.read import read_entities
from tei_edition.sharing import Sharer
from tei_edition.tei.declarations import read_declarations
from tei_edition.tei.metadata import (
    abstract_language,
    read_mentions,
    read_metadata,
    title_language,
)
from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.pointers import pointers_in
from tei_edition.tei.read import IllFormed, parse_start, parse_xml, read_xml, unreadable
from tei_edition.tei.texts import texts_in

__all__ = [
    "document_paths",
    "metadata_of",
    "read_document",
    "read_edition",
    "read_outline",
    "read_summary",
    "with_sidecar",
]

_KindOf = Callable[[str], MentionKind | None]
# What many documents, and many mentions, have in common.
_REPEATED: Final = "targets parts title_language abstract_language declarations".split()
_REPEATED_METADATA: Final = (
    "genre senders recipients participants place_from places_to classification archive source "
    "languages authors editors translators licence keywords collections status revised published "
    "other_dates other_received other_places_from mentioned edited"
).split()
_REPEATED_IN_MENTIONS: Final = "ids text attributes certainty shown anchor language".split()
_KINDS_BY_FOLDER: Final = {"letters": "letter", "essays": "essay", "collections": "collection"}


def read_edition(
    root: Path,
    config: EditionConfig,
    expected_texts: Mapping[str, ExpectedText] = MappingProxyType({}),
    *,
    memo: Memo | None = None,
    jobs: int | None = 1,
) -> tuple[Edition, tuple[Finding, ...]]:
    """Read registers and documents below ``root``.

    Ill-formed and unreadable files are findings and left out. Documents that the ``memo`` knows are
    not parsed; ``jobs`` processes read the others (``map_in_order``). Raises OSError.
    """
    entities, register_paths, findings = _read_registers(root, config)
    registers = Registers.joined(entities)
    documents = []
    known, sharer = memo or Memo(), Sharer()
    reading = _Reading(root, registers, known)
    for found in known.map(reading, tuple(document_paths(root, config)), jobs):
        if isinstance(found, Finding):
            findings.append(found)
        else:
            documents.append(_shared(found, sharer))
    edition = Edition(root, config, registers, tuple(documents), register_paths, expected_texts)
    return edition, tuple(findings)


def _shared(document: EditionDocument, sharer: Sharer) -> EditionDocument:
    """The same in less memory."""
    return replace(
        sharer.shared(document, _REPEATED),
        metadata=sharer.shared(document.metadata, _REPEATED_METADATA),
        mentions=tuple(sharer.shared(one, _REPEATED_IN_MENTIONS) for one in document.mentions),
    )


class _Reading:
    """The reading of one document, in any process."""

    def __init__(self, root: Path, registers: Registers, memo: Memo) -> None:
        self._root, self._registers, self._memo = root, registers, memo
        self._answers = Answers({"kind": self._kind})

    def __reduce__(self) -> tuple[type[_Reading], tuple[Path, Registers, Memo]]:
        return _Reading, (self._root, self._registers, self._memo)

    def __call__(self, path: str) -> EditionDocument | Finding:
        """What is kept of a document, or why it cannot be read."""
        try:
            data = read_file(self._root / path)
            beside = sidecar_bytes(self._root / path)
        except OSError as error:
            return unreadable(path, error)
        digest = hashlib.sha256(data).hexdigest()

        def find_out(asked: Asked) -> EditionDocument:
            def kind_of(entity_id: str) -> MentionKind | None:
                asked.note("kind", entity_id)
                return self._kind(entity_id)

            document = TeiDocument(path, parse_xml(data, path))
            return replace(read_document(document, kind_of=kind_of), sha256=digest)

        try:
            found = self._memo.value(f"document {path}", digest, _shape(), find_out, self._answers)
            return _described(found, beside, digest) if beside else found
        except IllFormed as error:
            return error.finding

    def _kind(self, entity_id: str) -> MentionKind | None:
        entity = self._registers.find(entity_id)
        return None if entity is None else entity.kind


@cache
def _shape() -> TypeAdapter[EditionDocument]:
    return TypeAdapter(EditionDocument)


def read_outline(
    root: Path,
    config: EditionConfig,
    expected_texts: Mapping[str, ExpectedText] = MappingProxyType({}),
) -> Edition:
    """Read the registers below ``root``, and of the documents no more than their ids.

    That is what the check of one document needs to know of the others; ill-formed documents are
    among them, for they are there. Raises OSError.
    """
    entities, register_paths, _ = _read_registers(root, config)
    documents = tuple(_outlined(root, path) for path in document_paths(root, config))
    return Edition(
        root, config, Registers.joined(entities), documents, register_paths, expected_texts
    )


def document_paths(root: Path, config: EditionConfig) -> Iterator[str]:
    """The TEI files of the edition but for its registers, sorted by path."""
    registers = set(config.editions.registers.paths)
    found: list[tuple[str, ...]] = []
    for place, folders, files in os.walk(root / config.editions.folder):
        parts = Path(place).relative_to(root).parts
        names = (name for name in (*files, *folders) if name.endswith(".xml"))
        found += ((*parts, name) for name in names if not name.startswith("."))
    for parts in sorted(found):
        path = "/".join(parts)
        if path not in registers:
            yield path


def metadata_of(document: TeiDocument) -> Metadata:
    """What a document says of itself, read once."""
    return document.once(_metadata)


def _metadata(document: TeiDocument) -> Metadata:
    return read_metadata(document.root)


def read_summary(document: TeiDocument) -> EditionDocument:
    """Of what is kept of a document the part that comparing it with others needs: its metadata."""
    metadata = metadata_of(document)
    kind = _kind(document.path)
    return EditionDocument(
        document.path, metadata.id or _stem(document.path), kind, metadata, (), ()
    )


def read_document(document: TeiDocument, *, kind_of: _KindOf | None = None) -> EditionDocument:
    """What is kept of a document when its tree is let go.

    ``kind_of`` tells of what kind an entry of the registers is, where its mention does not say it.
    """
    metadata = metadata_of(document)
    entities = read_entities(document.tree, document.path)
    kinds = {entity.id: entity.kind for entity in entities}

    def kind(entity_id: str) -> MentionKind | None:
        own = kinds.get(entity_id)
        return kind_of(entity_id) if own is None and kind_of is not None else own

    return EditionDocument(
        document.path,
        metadata.id or _stem(document.path),
        _kind(document.path),
        metadata,
        tuple(read_mentions(document.root, kind)),
        tuple(_targets(document.root)),
        tuple(
            div.get("type", "")
            for div in document.root.iterfind(f"{tei('text')}/{tei('body')}/{tei('div')}")
        ),
        title_language(document.root),
        abstract_language(document.root),
        entities,
        declarations=read_declarations(document.root),
    )


def with_sidecar(document: EditionDocument, root: Path) -> EditionDocument:
    """The document as its sidecar describes it, itself if it has none; raises OSError."""
    beside = sidecar_bytes(root / document.path)
    if not beside:
        return document
    digest = hashlib.sha256(read_file(root / document.path)).hexdigest()
    return _described(document, beside, digest)


def _described(document: EditionDocument, beside: bytes, digest: str) -> EditionDocument:
    try:
        metadata = read_sidecar(beside).described(document.metadata, digest)
    except SidecarError:
        return document  # a finding of validation
    both = hashlib.sha256(digest.encode() + beside).hexdigest() if document.sha256 else ""
    return replace(document, id=metadata.id or document.id, metadata=metadata, sha256=both)


def _read_registers(
    root: Path, config: EditionConfig
) -> tuple[list[tuple[Entity, ...]], tuple[str, ...], list[Finding]]:
    """The entries of each register, the registers that are there, the faults of ill-formed ones."""
    findings: list[Finding] = []
    entities: list[tuple[Entity, ...]] = []
    paths = tuple(path for path in config.editions.registers.paths if (root / path).is_file())
    for path in paths:
        try:
            entities.append(read_entities(read_xml(root / path, path), path))
        except IllFormed as error:
            findings.append(error.finding)
    return entities, paths, findings


def _outlined(root: Path, path: str) -> EditionDocument:
    try:
        start = parse_start(root / path)
    except OSError:  # a finding of validation
        start = None
    metadata = Metadata(id="" if start is None else start.attributes.get(XML_ID, ""))
    return EditionDocument(path, metadata.id or _stem(path), _kind(path), metadata, (), ())


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".xml")


def _kind(path: str) -> str:
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return _KINDS_BY_FOLDER.get(folder, "letter")


def _targets(root: etree._Element) -> Iterator[str]:
    for element in (e for text in texts_in(root) for e in text.iter(tei("ref"), tei("ptr"))):
        for pointer in pointers_in(element.get("target")):
            if pointer.prefix in _KINDS_BY_FOLDER.values():
                yield pointer.id
