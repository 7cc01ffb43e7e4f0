"""An edition: its configuration, its registers, and what each of its documents says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lxml import etree

from tei_edition.findings import Finding
from tei_edition.model.config import EditionConfig
from tei_edition.model.metadata import Metadata
from tei_edition.registers.entity import Entity, Registers
from tei_edition.registers.read import read_entities
from tei_edition.tei.metadata import TeiMention, read_mentions, read_metadata
from tei_edition.tei.namespaces import tei
from tei_edition.tei.pointers import Pointer, pointers_in
from tei_edition.tei.read import IllFormed, read_xml

__all__ = ["Edition", "EditionDocument", "ExpectedText", "TeiDocument", "read_edition"]

_KINDS_BY_FOLDER: Final = {"letters": "letter", "essays": "essay", "collections": "collection"}


@dataclass(frozen=True, slots=True)
class TeiDocument:
    """A parsed TEI file: the sole home of lxml's trees. ``path`` is relative to the edition."""

    path: str
    tree: etree._ElementTree

    @property
    def root(self) -> etree._Element:
        """The outermost element."""
        return self.tree.getroot()


@dataclass(frozen=True, slots=True)
class EditionDocument:
    """What is known of a letter, essay or collection without holding its tree.

    ``targets`` are the ids of the documents that its text points to, in order; ``parts`` the types
    of its divisions ("letter", "enclosure", "regest" …), so that a record without transcript can
    be told from a transcript.
    """

    path: str
    id: str
    kind: str
    metadata: Metadata
    mentions: tuple[TeiMention, ...]
    targets: tuple[str, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedText:
    """The text that a document must have according to its source.

    ``edited`` says that the file was changed by hand since it was generated.
    """

    source: str
    text: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """A folder with edition.toml, as read; trees are parsed when asked for and not kept.

    ``expected_texts`` is by document path, and holds what was converted from a source that is there
    and has not changed since.
    """

    root: Path
    config: EditionConfig
    registers: Registers
    documents: tuple[EditionDocument, ...]
    register_paths: tuple[str, ...] = ()
    expected_texts: Mapping[str, ExpectedText] = field(default_factory=dict)
    _by_id: Mapping[str, EditionDocument] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id: dict[str, EditionDocument] = {}
        for document in self.documents:
            by_id.setdefault(document.id, document)
        object.__setattr__(self, "_by_id", MappingProxyType(by_id))

    def find(self, document_id: str) -> EditionDocument | None:
        """The document with this id, or None."""
        return self._by_id.get(document_id)

    def of_kind(self, kind: str) -> tuple[EditionDocument, ...]:
        """The documents of a kind ("letter", "essay", "collection"), by id."""
        return tuple(document for document in self.documents if document.kind == kind)

    def find_entity(self, pointer: Pointer) -> Entity | None:
        """The register entry that a pointer names, or None."""
        return self.registers.find(pointer.id)

    def read_tree(self, document: EditionDocument) -> TeiDocument:
        """Parse the document's file; raises IllFormed or OSError."""
        return TeiDocument(document.path, read_xml(self.root / document.path, document.path))

    def read_bytes(self, document: EditionDocument) -> bytes:
        """The document's file as it is; raises OSError."""
        return (self.root / document.path).read_bytes()


def read_edition(
    root: Path,
    config: EditionConfig,
    expected_texts: Mapping[str, ExpectedText] = MappingProxyType({}),
) -> tuple[Edition, tuple[Finding, ...]]:
    """Read registers and documents below ``root``.

    Ill-formed files are findings and left out. Raises OSError.
    """
    findings: list[Finding] = []
    entities: list[tuple[Entity, ...]] = []
    register_paths = [path for path in config.editions.registers.paths if (root / path).is_file()]
    for path in register_paths:
        try:
            entities.append(read_entities(read_xml(root / path, path), path))
        except IllFormed as error:
            findings.append(error.finding)
    documents = []
    for path in document_paths(root, config):
        try:
            documents.append(read_document(TeiDocument(path, read_xml(root / path, path))))
        except IllFormed as error:
            findings.append(error.finding)
    edition = Edition(
        root,
        config,
        Registers.joined(entities),
        tuple(documents),
        tuple(register_paths),
        expected_texts,
    )
    return edition, tuple(findings)


def document_paths(root: Path, config: EditionConfig) -> Iterator[str]:
    """The TEI files of the edition but for its registers, sorted by path."""
    registers = set(config.editions.registers.paths)
    for path in sorted((root / config.editions.folder).rglob("*.xml")):
        relative = path.relative_to(root).as_posix()
        if relative not in registers and not path.name.startswith("."):
            yield relative


def read_document(document: TeiDocument) -> EditionDocument:
    """What is kept of a document when its tree is let go."""
    metadata = read_metadata(document.root)
    stem = document.path.rpartition("/")[2].removesuffix(".xml")
    folder = document.path.rpartition("/")[0].rpartition("/")[2]
    return EditionDocument(
        document.path,
        metadata.id or stem,
        _KINDS_BY_FOLDER.get(folder, "letter"),
        metadata,
        tuple(read_mentions(document.root)),
        tuple(_targets(document.root)),
        tuple(
            div.get("type", "")
            for div in document.root.iterfind(f"{tei('text')}/{tei('body')}/{tei('div')}")
        ),
    )


def _targets(root: etree._Element) -> Iterator[str]:
    text = root.find(tei("text"))
    if text is None:
        return
    for element in text.iter(tei("ref"), tei("ptr")):
        for pointer in pointers_in(element.get("target")):
            if pointer.prefix in _KINDS_BY_FOLDER.values():
                yield pointer.id
