"""The parts of an .xlsx archive, read within limits, whatever the archive claims of itself."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Final

from lxml import etree

from tei_edition.exchange.tables.faults import NOT_A_TABLE
from tei_edition.exchange.tables.sheet import MAX_BYTES, Unreadable
from tei_edition.findings import Location
from tei_edition.tei.namespaces import local_name
from tei_edition.tei.read import IllFormed, parse_xml

__all__ = ["MAX_PART", "Package", "named"]

MAX_PART: Final = 48 * 1024 * 1024
_MAX_ALL: Final = 96 * 1024 * 1024
_MAX_ENTRIES: Final = 10_000
_ENCRYPTED: Final = 1
_PROLOG: Final = 4096  # bytes
_OLE: Final = b"\xd0\xcf\x11\xe0"
_AGAIN: Final = "save the table again, or as CSV"
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,  # of bytes in memory: an offset that leads nowhere
)


class Package:
    """An archive in memory. Its parts are XML; nothing that they point to outside is opened."""

    def __init__(self, path: str, data: bytes) -> None:
        """Raises Unreadable."""
        self.path = path
        self._left = _MAX_ALL
        if len(data) > MAX_BYTES:
            raise self._unreadable(f"{len(data)} bytes; at most {MAX_BYTES} are read")
        if data.startswith(_OLE):
            raise self._unreadable(
                "is an .xls file or has a password", "save it as .xlsx without a password"
            )
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._entries = {info.filename: info for info in self._archive.infolist()}
        except _BROKEN as error:
            raise self._unreadable(f"is no .xlsx file that can be opened: {error}") from None
        if len(self._entries) > _MAX_ENTRIES:
            raise self._unreadable(f"has {len(self._entries)} parts; expected a few dozen")
        if any(info.flag_bits & _ENCRYPTED for info in self._entries.values()):
            raise self._unreadable("has a password", "save it without one")

    def find_part(self, name: str) -> etree._Element | None:
        """The root element of a part, None if there is no such part; raises Unreadable."""
        info = self._entries.get(name)
        if info is None:
            return None
        limit = min(MAX_PART, self._left)
        try:
            with self._archive.open(info) as stream:
                content = stream.read(limit + 1)
        except _BROKEN as error:
            raise self._unreadable(f"its part {name} cannot be unpacked: {error}") from None
        if len(content) > limit:
            raise self._unreadable(
                f"its part {name} unpacks to more than {limit} bytes",
                "split the table, or save it as CSV",
            )
        self._left -= len(content)
        try:
            tree = parse_xml(content, self.path)
        except IllFormed as error:
            raise self._unreadable(f"its part {name}: {error.finding.message}") from None
        if b"<!DOCTYPE" in content[:_PROLOG] or tree.docinfo.internalDTD is not None:
            raise self._unreadable(f"its part {name} has a DOCTYPE, which no spreadsheet has")
        return tree.getroot()

    def targets(self, part: str) -> dict[str, str]:
        """Parts that a part names by relation ids; what lies outside the archive is not among them.

        Raises Unreadable.
        """
        folder, name = posixpath.split(part)
        root = self.find_part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for relation in () if root is None else root.iterchildren("*"):
            if relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            found[relation.get("Id", "")] = target.lstrip("/")
        return found

    def _unreadable(self, message: str, hint: str = _AGAIN) -> Unreadable:
        return Unreadable(NOT_A_TABLE.at(Location(self.path), message, hint))


def named(root: etree._Element | None, name: str) -> list[etree._Element]:
    """Children with a local name: the two flavours of the format differ in their namespaces."""
    if root is None:
        return []
    return [child for child in root.iterchildren("*") if local_name(str(child.tag)) == name]
