"""What a reader of another project's material is given, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from tei_edition.dates import Order
from tei_edition.disk import open_file, read_file
from tei_edition.exchange.columns import TableReading
from tei_edition.exchange.view import View
from tei_edition.findings import Finding
from tei_edition.model.imports import OneName
from tei_edition.model.metadata import Metadata
from tei_edition.registers.entity import Entity
from tei_edition.tei.read import Start, parse_start

__all__ = ["Assumption", "GivenFile", "ImportOptions", "Imported", "ImportedDocument"]

_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that is to be imported.

    ``path`` is what findings call it: as given, with ``/``. ``part`` is the content of a letter
    that stands in the file with others, whose ``path`` then ends in "#" and its name.
    """

    path: str
    place: Path
    part: bytes | None = None

    def read_bytes(self) -> bytes:
        """Its content; raises OSError."""
        return read_file(self.place) if self.part is None else self.part

    def head(self) -> bytes:
        """Its first 4,096 bytes; raises OSError."""
        with open_file(self.place) as file:
            return file.read(_HEAD_BYTES)

    def start(self) -> Start | None:
        """The root element of an XML file with its attributes; None if there is none to be read."""
        return parse_start(self.place)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user says beside the files.

    ``language`` is the edition's language (BCP 47), ``date_order`` as in ``[sources]``;
    ``settings`` are options of one format by name ("mapping": a path).
    """

    language: str = "en"
    date_order: Order = "dmy"
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Assumption:
    """What was taken for true though the file does not say it outright.

    ``field`` is "sent.dates", "received.agents" …; ``value`` what was taken; ``ground`` why.
    """

    field: str
    value: str
    ground: str


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """One letter that came in.

    ``name`` is the id that it shall have, if that is free. ``original`` is the TEI file to be kept
    as it is; without one a record is encoded from ``metadata``, of which ``source`` and ``edited``
    say where the letter is edited.
    """

    name: str
    view: View
    metadata: Metadata
    original: GivenFile | None = None
    assumptions: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What a reader made of the files that it was given.

    ``unread`` are views of files that were left out; their notes say why. ``tables`` say how the
    columns of tables were understood: a guess is shown before anything is written. ``one_name`` are
    entries of several files that are taken for one since they came together and have one name.
    """

    documents: tuple[ImportedDocument, ...] = ()
    registers: tuple[GivenFile, ...] = ()
    entities: tuple[Entity, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[View, ...] = ()
    tables: tuple[TableReading, ...] = ()
    one_name: tuple[OneName, ...] = ()
