"""What is held of an edition: its configuration, its registers, its documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from lxml import etree

from tei_edition.disk import read_file
from tei_edition.model.config import EditionConfig
from tei_edition.model.metadata import Metadata
from tei_edition.registers.entity import Entity, Registers
from tei_edition.source_text import normalise_space, sha256_of
from tei_edition.tei.declarations import Declaration
from tei_edition.tei.metadata import (
    TeiMention,
)
from tei_edition.tei.pointers import Pointer
from tei_edition.tei.read import read_xml

__all__ = ["Edition", "EditionDocument", "ExpectedText", "TeiDocument"]

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class TeiDocument:
    """A parsed TEI file: the sole home of lxml's trees. ``path`` is relative to the edition."""

    path: str
    tree: etree._ElementTree
    _read: dict[Callable[[Any], object], object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def root(self) -> etree._Element:
        """The outermost element."""
        return self.tree.getroot()

    def once(self, read: Callable[[TeiDocument], _Read]) -> _Read:
        """What ``read`` gives for this document, read once however many ask for it.

        For what many checks want to know of one file. The tree must not be changed any more, and
        ``read`` must give no iterator.
        """
        if read not in self._read:
            self._read[read] = read(self)
        return cast(_Read, self._read[read])


@dataclass(frozen=True, slots=True)
class EditionDocument:
    """What is known of a letter, essay or collection without holding its tree.

    ``targets`` are the ids of the documents that its text points to, in order; ``parts`` the types
    of its divisions ("letter", "enclosure", "regest" …), so that a record without transcript can
    be told from a transcript. The languages of title and abstract are "" where the file does not
    say them. ``entities`` are the register entries that the file keeps itself; ``own_ids`` says
    under which ids the edition has those of them whose own were taken; ``declarations`` are the
    practices of the editors that its header names. ``sha256`` is that of the file, with what an
    import left beside it, "" if nobody asked for it. ``pointed_at`` are the ids that its attributes
    name; validation alone asks for them.
    """

    path: str
    id: str
    kind: str
    metadata: Metadata
    mentions: tuple[TeiMention, ...]
    targets: tuple[str, ...]
    parts: tuple[str, ...] = ()
    title_language: str = ""
    abstract_language: str = ""
    entities: tuple[Entity, ...] = ()
    own_ids: Mapping[str, str] = field(default_factory=dict)
    declarations: tuple[Declaration, ...] = ()
    sha256: str = ""
    pointed_at: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ExpectedText:
    """The text that a document must have according to its source.

    ``edited`` says that the file was changed by hand since it was generated. Where the lock knows
    the text's hash, the source is read by ``of_source`` only if the document's text is another.
    """

    source: str
    text: str
    edited: bool = False
    sha256: str = ""
    of_source: Callable[[], ExpectedText | None] | None = field(
        default=None, repr=False, compare=False
    )

    def unlike(self, found: str) -> ExpectedText | None:
        """What is expected instead of the text that was found; None if that is right.

        Both are normalised as ``normalise_space`` does.
        """
        if self.sha256 == sha256_of(found):
            return None
        wanted = self if self.of_source is None else self.of_source()
        return None if wanted is None or normalise_space(wanted.text) == found else wanted


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
    _known: dict[Callable[[Any], object], object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        by_id: dict[str, EditionDocument] = {}
        for document in self.documents:
            by_id.setdefault(document.id, document)
        object.__setattr__(self, "_by_id", by_id)

    def once(self, find_out: Callable[[Edition], _Read]) -> _Read:
        """What ``find_out`` gives for this edition, found out once however many ask for it.

        It must give no iterator, and nobody may change what it gives.
        """
        if find_out not in self._known:
            self._known[find_out] = find_out(self)
        return cast(_Read, self._known[find_out])

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
        return read_file(self.root / document.path)
