"""A schema and all that it includes, from files or from the network, as files of one folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree

from tei_edition.disk import read_file
from tei_edition.network import Reply, request
from tei_edition.tei.namespaces import XML
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.validation.schema_lookup.catalog import local_path
from tei_edition.validation.schema_lookup.store import NAME, StoreError
from tei_edition.web_address import checked_address

__all__ = ["Collected", "Fetch", "collect", "fetch"]

# Gives the bytes of a web address; raises NetworkError.
Fetch = Callable[[str], Reply]

_MAX_FILES: Final = 100
_MAX_BYTES: Final = 32 * 1024 * 1024
_MAX_TOTAL: Final = 64 * 1024 * 1024
_BASE: Final = f"{{{XML}}}base"
_XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
_SCH: Final = "{http://purl.oclc.org/dsdl/schematron}"
_REFERENCES: Final = {
    **{f"{_RNG}{name}": "href" for name in ("include", "externalRef")},
    **{f"{_XSD}{n}": "schemaLocation" for n in ("include", "import", "redefine", "override")},
    **{f"{_SCH}{name}": "href" for name in ("include", "extends")},
}


@dataclass(frozen=True, slots=True)
class Collected:
    """A schema with what it includes: contents by plain file name, ``schema`` being the main one.

    References lead to these names; where they do so already, a file is as it was, to the byte.
    ``origins`` says by file name where each came from.
    """

    schema: str
    address: str
    files: dict[str, bytes]
    origins: dict[str, str]


def fetch(address: str, timeout: float = 30.0) -> Reply:
    """Ask the network for a schema; raises NetworkError."""
    return request(
        address, timeout=timeout, most_bytes=_MAX_BYTES, agent="tei-edition (schema add)"
    )


def collect(source: str, fetched: Fetch = fetch) -> Collected:
    """Take a schema from a file or a web address (http: or https:), and all that it includes.

    Files must lie in the folder of the schema or below; a schema from the network takes no file.
    Raises StoreError, NetworkError, OSError.
    """
    if urlsplit(source).scheme in ("http", "https"):
        return _Collector(fetched, None).collect(checked_address(source))
    path = Path(source).resolve()
    return _Collector(fetched, path.parent).collect(path.as_uri())


@dataclass(slots=True)
class _Collector:
    fetched: Fetch
    folder: Path | None
    names: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def collect(self, address: str) -> Collected:
        """Breadth first from the main file."""
        schema = self._name(address)
        answered = address
        pending = [address]
        for current in pending:
            final, data = self._read(current)
            if current == address:
                answered = final
            content, found = self._with_plain_references(final, data)
            self.files[self.names[current]] = content
            pending += [one for one in found if one not in pending]
            if len(pending) > _MAX_FILES:
                raise StoreError(f"{_shown(address)} includes more than {_MAX_FILES} files")
            if sum(map(len, self.files.values())) > _MAX_TOTAL:
                size = f"{_MAX_TOTAL // 1024 // 1024} MiB"
                raise StoreError(f"{_shown(address)} and what it includes are larger than {size}")
        origins = {name: origin for origin, name in self.names.items()}
        return Collected(schema, answered, self.files, origins)

    def _read(self, address: str) -> tuple[str, bytes]:
        path = local_path(address)
        if path is None:
            reply = self.fetched(address)
            return reply.address, reply.content
        if path.stat().st_size > _MAX_BYTES:
            raise StoreError(f"{path} is larger than {_MAX_BYTES // 1024 // 1024} MiB")
        return address, read_file(path)

    def _with_plain_references(self, address: str, data: bytes) -> tuple[bytes, list[str]]:
        """A file whose references are names in one folder, and the addresses it includes."""
        try:
            tree = parse_xml(data, address)
        except IllFormed as error:
            advice = ""
            if urlsplit(address).path.lower().endswith(".rnc"):
                advice = "; convert RELAX NG compact syntax with trang, and add the .rng"
            shown, message = _shown(address), error.finding.message
            raise StoreError(f"{shown} is no schema: {message}{advice}") from None
        tree.docinfo.URL = address
        found: list[str] = []
        changed = False
        for element, attribute in list(_references(tree)):
            href = (element.get(attribute) or "").strip()
            try:
                target, fragment = urldefrag(urljoin(element.base or address, href))
            except ValueError:
                raise StoreError(
                    f"{_shown(address)} includes {href!r}, which is no address"
                ) from None
            if not target or target == urldefrag(element.base or address)[0]:
                continue  # a place in the file itself
            self._check(address, target)
            found.append(target)
            name = self._name(target)
            plain = f"{name}#{fragment}" if fragment else name
            if plain != href:
                element.set(attribute, plain)
                changed = True
        for element in tree.getroot().iter("*"):
            if _BASE in element.attrib:
                del element.attrib[_BASE]
                changed = True
        if changed:
            data = etree.tostring(tree, encoding="UTF-8", xml_declaration=True) + b"\n"
        return data, found

    def _check(self, address: str, target: str) -> None:
        """Raises StoreError if ``target`` may not be read."""
        scheme = urlsplit(target).scheme
        if scheme in ("http", "https"):
            checked_address(target)
            return
        path = local_path(target)
        if path is None:
            raise StoreError(
                f"{_shown(address)} includes {target!r}, which is no file and no web address"
            )
        if self.folder is None or not path.is_relative_to(self.folder):
            raise StoreError(
                f"{_shown(address)} includes {target}, which is not in the folder of the schema, "
                "and is not read; put both into one folder"
            )

    def _name(self, address: str) -> str:
        """A plain file name of its own for an address."""
        if address in self.names:
            return self.names[address]
        last = unquote(urlsplit(address).path).rpartition("/")[2]
        wanted = re.sub(r"[^A-Za-z0-9._-]+", "-", last).lstrip(".-")[-70:].lstrip(".-") or "schema"
        taken = {name.lower() for name in self.names.values()}
        name = next(
            candidate
            for number in range(1, _MAX_FILES * 2)
            if (candidate := wanted if number == 1 else f"{number}-{wanted}").lower() not in taken
        )
        assert NAME.fullmatch(name), name
        self.names[address] = name
        return name


def _references(tree: etree._ElementTree) -> Iterator[tuple[etree._Element, str]]:
    for element in tree.getroot().iter(*_REFERENCES):
        attribute = _REFERENCES[element.tag]
        if element.get(attribute) is not None:
            yield element, attribute


def _shown(address: str) -> str:
    """An address as people write it: of a file its path."""
    return str(local_path(address) or address)
