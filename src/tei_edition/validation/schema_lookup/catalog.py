"""XML catalogs: which file stands for an address.

Source: OASIS XML Catalogs 1.1, https://www.oasis-open.org/committees/download.php/14809/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, unquote_plus, urljoin, urlsplit

from lxml import etree

from tei_edition.findings import Finding, Location
from tei_edition.tei.locate import locate
from tei_edition.tei.read import IllFormed, read_xml
from tei_edition.validation.schema_lookup.faults import BROKEN_CATALOG

__all__ = ["Catalog", "local_path", "read_catalog"]

_NS: Final = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
_MAX_FILES: Final = 100
_MAX_DEPTH: Final = 10
# An address of a schema is looked up as a URI and as a system identifier, as XML programs do: old
# catalogs know only the latter. Element -> (kind, attribute of the key, attribute of the target).
_ENTRIES: Final = {
    "uri": ("uri", "name", "uri"),
    "system": ("uri", "systemId", "uri"),
    "public": ("public", "publicId", "uri"),
    "rewriteURI": ("rewrite", "uriStartString", "rewritePrefix"),
    "rewriteSystem": ("rewrite", "systemIdStartString", "rewritePrefix"),
    "uriSuffix": ("suffix", "uriSuffix", "uri"),
    "systemSuffix": ("suffix", "systemIdSuffix", "uri"),
    "delegateURI": ("delegate", "uriStartString", "catalog"),
    "delegateSystem": ("delegate", "systemIdStartString", "catalog"),
    "delegatePublic": ("delegate_public", "publicIdStartString", "catalog"),
    "nextCatalog": ("next", "", "catalog"),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry: ``key`` as normalised for comparison, ``target`` an absolute address."""

    kind: str
    key: str
    target: str


@dataclass(slots=True)
class Catalog:
    """A catalog and those that it leads to; ``findings`` are what is wrong with them.

    What it knows must lie in the folder ``within``, links followed, if that is given.
    """

    main: str
    within: Path | None = None
    files: dict[str, tuple[_Entry, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def find(self, address: str) -> str | None:
        """The address that stands for another (file: or any other), or None."""
        if address.lower().startswith("urn:publicid:"):
            return self._find(self.main, "_public", _public_id(address), set())
        return self._find(self.main, "", _normalised(address), set())

    def _find(self, name: str, form: str, key: str, asked: set[str]) -> str | None:
        """The answer of one file, then of those it delegates to, else of those that follow it.

        Each file is asked once, however many lead to it.
        """
        if name in asked:
            return None
        asked.add(name)
        entries = self.files.get(name, ())
        answer = _public(entries, key) if form else _answer(entries, key)
        if answer is not None:
            return answer
        begun = [e for e in entries if e.kind == f"delegate{form}" and key.startswith(e.key)]
        begun.sort(key=lambda entry: -len(entry.key))
        # Once a delegate is responsible, the following catalogs are not asked (section 7.1.2).
        others = begun or [entry for entry in entries if entry.kind == "next"]
        for entry in others:
            answer = self._find(_name(entry.target), form, key, asked)
            if answer is not None:
                return answer
        return None


def _name(address: str) -> str:
    """What a catalog is called in ``files``: its address, links followed."""
    path = local_path(address)
    return address if path is None else path.as_uri()


def _answer(entries: tuple[_Entry, ...], key: str) -> str | None:
    """Exact entries go before rewritten beginnings, those before ends; the longest wins."""
    for entry in entries:
        if entry.kind == "uri" and entry.key == key:
            return entry.target
    begun = [e for e in entries if e.kind == "rewrite" and key.startswith(e.key)]
    if begun:
        best = max(begun, key=lambda entry: len(entry.key))
        return best.target + key[len(best.key) :]
    ended = [e for e in entries if e.kind == "suffix" and key.endswith(e.key)]
    return max(ended, key=lambda entry: len(entry.key)).target if ended else None


def _public(entries: tuple[_Entry, ...], key: str) -> str | None:
    return next((e.target for e in entries if e.kind == "public" and e.key == key), None)


def read_catalog(path: Path, shown_path: str, within: Path | None = None) -> Catalog:
    """Read a catalog and those that it leads to.

    They must lie in the folder ``within`` if it is given. Nothing is fetched from the network; what
    cannot be read is among the findings. Raises OSError if ``path`` itself cannot be read.
    """
    reader = _Reader(None if within is None else within.resolve(), path.resolve().parent)
    main = path.resolve()
    path.stat()
    reader.read(main, shown_path)
    return Catalog(main.as_uri(), reader.within, reader.files, tuple(reader.findings))


@dataclass(slots=True)
class _Reader:
    within: Path | None
    folder: Path
    files: dict[str, tuple[_Entry, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(self, path: Path, shown_path: str) -> None:
        """Read a file and all that it leads to, breadth first, within bounds."""
        pending = [(path, shown_path, 0)]
        for current, shown, depth in pending:
            name = current.as_uri()
            if name in self.files:
                continue
            if len(self.files) >= _MAX_FILES or depth > _MAX_DEPTH:
                self._report(Location(shown), f"leads to more than {_MAX_FILES} catalogs")
                return
            entries: list[_Entry] = []
            for element, entry in self._entries(current, shown):
                entries.append(entry)
                if entry.kind in ("next", "delegate", "delegate_public"):
                    following = self._following(entry.target, locate(element, shown))
                    if following is not None:
                        pending.append((following, self._shown(following), depth + 1))
            self.files[name] = tuple(entries)

    def _entries(self, path: Path, shown: str) -> Iterator[tuple[etree._Element, _Entry]]:
        try:
            tree = read_xml(path, shown)
        except IllFormed as error:
            found = error.finding
            self._report(found.location, found.message)
            return
        except OSError as error:
            self._report(Location(shown), f"cannot be read: {error.strerror}")
            return
        tree.docinfo.URL = path.as_uri()
        if tree.getroot().tag != f"{_NS}catalog":
            self._report(Location(shown), "is no XML catalog: its outermost element is another")
            return
        for element in tree.getroot().iter(*(f"{_NS}{name}" for name in _ENTRIES)):
            kind, key_name, target_name = _ENTRIES[etree.QName(element.tag).localname]
            target, key = element.get(target_name), element.get(key_name, "") if key_name else ""
            if target is None or (key_name and not key):
                self._report(locate(element, shown), f"lacks @{target_name} or @{key_name}")
                continue
            normal = _public_text(key) if "public" in kind else _normalised(key)
            try:
                absolute = urljoin(element.base or path.as_uri(), _normalised(target))
            except ValueError:
                self._report(locate(element, shown), f"{target!r} is no address")
                continue
            yield element, _Entry(kind, normal, absolute)

    def _following(self, address: str, where: Location) -> Path | None:
        path = local_path(address)
        if path is None:
            self._report(where, f"{address!r} is not on this machine, and is not fetched")
        elif self.within is not None and not path.is_relative_to(self.within):
            self._report(where, f"{address!r} lies outside the edition, and is not read")
        else:
            return path
        return None

    def _shown(self, path: Path) -> str:
        base = self.within or self.folder
        return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name

    def _report(self, where: Location, message: str) -> None:
        self.findings.append(BROKEN_CATALOG.at(where, message, "mend the catalog"))


def local_path(address: str) -> Path | None:
    """The file that a ``file:`` address means, links followed; None for other addresses."""
    try:
        parts = urlsplit(address)
        if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
            return None
        text = unquote(parts.path)
        # file:///C:/x is C:/x where drives have letters
        drive = Path(text[1:])
        return (drive if drive.drive else Path(text)).resolve()
    except (ValueError, OSError, RuntimeError):
        return None


def _normalised(address: str) -> str:
    """An address with all but the characters of URIs escaped (section 6.3)."""
    return quote(address.strip(), safe="!#$%&'()*+,/:;=?@[]~-._")


def _public_text(text: str) -> str:
    return " ".join(text.split())


def _public_id(urn: str) -> str:
    """The public identifier in a ``urn:publicid:`` (RFC 3151)."""
    text = urn[len("urn:publicid:") :].replace(":", "//").replace(";", "::")
    return _public_text(unquote_plus(text))
