"""Schema files, read like any other XML; what they include must lie in their own folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition.disk import read_file
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.read import IllFormed, parse_xml

__all__ = ["OUTSIDE_FOLDER", "UNUSABLE_SCHEMA", "BrokenSchema", "SchemaFile", "read_schema"]

_MAX_BYTES: Final = 32 * 1024 * 1024

UNUSABLE_SCHEMA = Fault(
    "VAL010",
    "unusable_schema",
    Severity.ERROR,
    """A file was given as schema, but no engine takes it.

Why:    nothing can be validated with it.
Remedy: give RELAX NG in XML syntax (.rng), W3C Schema (.xsd) or ISO Schematron (.sch); RELAX NG
        compact syntax (.rnc) is turned into .rng by trang.
""",
)
OUTSIDE_FOLDER = Fault(
    "VAL011",
    "schema_reads_elsewhere",
    Severity.ERROR,
    """A schema includes a file that does not lie in its own folder or below.

Why:    no document and no schema may make the toolkit read files elsewhere, or from the network.
Remedy: put the included file beside the schema and write its relative path.
""",
)


class BrokenSchema(ValueError):
    """A schema cannot be used; ``findings`` say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{f.location}: {f.message}" for f in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A parsed schema; ``path`` is where it lies, ``shown_path`` what findings call it."""

    path: Path
    shown_path: str
    tree: etree._ElementTree

    @property
    def root(self) -> etree._Element:
        """The outermost element."""
        return self.tree.getroot()

    def locate(self, element: etree._Element) -> Location:
        """Where an element of the schema stands."""
        return locate(element, self.shown_path)

    def included(self, element: etree._Element, href: str) -> SchemaFile:
        """The file that ``element`` includes; raises BrokenSchema unless it lies beside or below.

        A fragment (``#id``) is left to the caller.
        """
        parts = urlsplit(href.strip())
        folder = self.path.parent.resolve()
        path = (folder / unquote(parts.path)).resolve()
        if parts.scheme or parts.netloc or not path.is_relative_to(folder):
            raise BrokenSchema(
                OUTSIDE_FOLDER.at(
                    self.locate(element),
                    f"{href!r} is not in the folder of the schema, and is not read",
                    "put the file beside the schema and write its relative path",
                )
            )
        if not path.is_file():
            raise BrokenSchema(
                UNUSABLE_SCHEMA.at(
                    self.locate(element),
                    f"{href!r} is included, but there is no such file",
                    "correct the path, or put the file there",
                )
            )
        return read_schema(path, _beside(self.shown_path, folder, path))


def read_schema(path: Path, shown_path: str) -> SchemaFile:
    """Parse a schema file.

    Raises BrokenSchema if it is not well-formed, OSError if it cannot be read.
    """
    size = path.stat().st_size
    if size > _MAX_BYTES:
        raise BrokenSchema(
            UNUSABLE_SCHEMA.at(
                Location(shown_path),
                f"the schema has {size} bytes; at most {_MAX_BYTES} are read",
                "split it",
            )
        )
    data = read_file(path)
    try:
        tree = parse_xml(data, shown_path)
    except IllFormed as error:
        if path.suffix == ".rnc":
            raise BrokenSchema(
                UNUSABLE_SCHEMA.at(
                    Location(shown_path),
                    "RELAX NG compact syntax is not read",
                    "turn it into XML syntax with trang, and give the .rng",
                )
            ) from None
        raise BrokenSchema(error.finding) from None
    tree.docinfo.URL = path.resolve().as_uri()
    return SchemaFile(path, shown_path, tree)


def _beside(shown_path: str, folder: Path, path: Path) -> str:
    relative = path.relative_to(folder).as_posix()
    shown_folder = shown_path.rpartition("/")[0]
    return f"{shown_folder}/{relative}" if shown_folder else relative
