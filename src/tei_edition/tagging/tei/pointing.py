"""Pointers to register entries, written as the file at hand writes them (#SAXP)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from lxml import etree

from tei_edition.model.mention import MentionKind
from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.pointers import PREFIXES, pointers_in
from tei_edition.tei.tags import prefixed

__all__ = ["Pointing"]

_NAMES = ("persName", "placeName", "orgName", "name", "rs", "settlement")


class Pointing:
    """Writes pointers for one file: by a prefix that it declares, by its habit, or by path.

    ``registers`` says in which file each entry stands. A prefix is taken if its prefixDef leads to
    that file, or if it is one of the toolkit's own; "#id" if the entry stands in the file itself or
    the file points so already to entries that stand elsewhere.
    """

    def __init__(self, root: etree._Element, path: Path, registers: Mapping[str, Path]) -> None:
        self._folder = path.resolve().parent
        self._path = path.resolve()
        self._registers = registers
        self._prefixes = dict(_prefixes(root))
        self._own_ids = {node.get(XML_ID) for node in root.iter("*")}
        self._bare = self._points_bare(root)
        self._declared: dict[Path, tuple[str, str]] = {}
        for file in dict.fromkeys(registers.values()):
            found = self._find_prefix(file.resolve())
            if found is not None:
                self._declared[file] = found

    def __call__(self, kind: MentionKind, identifier: str) -> str:
        """The pointer, "" if nothing is known that it could lead to."""
        own = prefixed(kind, identifier)
        prefix = own.partition(":")[0]
        if prefix in self._prefixes and prefix in PREFIXES:
            return own
        file = self._registers.get(identifier)
        if file is None:
            return ""
        if file in self._declared:
            return ":".join((self._declared[file][0], identifier))
        if self._bare or file.resolve() == self._path:
            return f"#{identifier}"
        relative = Path(os.path.relpath(file.resolve(), self._folder)).as_posix()
        return f"{quote(relative)}#{identifier}"

    def _points_bare(self, root: etree._Element) -> bool:
        for name in root.iter(*(tei(name) for name in _NAMES)):
            for pointer in pointers_in(name.get("ref")):
                bare = pointer.written == f"#{pointer.id}"
                if bare and pointer.id in self._registers and pointer.id not in self._own_ids:
                    return True
        return False

    def _find_prefix(self, file: Path) -> tuple[str, str] | None:
        for ident, replacement in self._prefixes.items():
            target, mark, fragment = replacement.partition("#")
            # Only "file.xml#$1" can be turned round without guessing.
            if not mark or fragment != "$1" or "://" in target:
                continue
            if Path(os.path.normpath(self._folder / unquote(target))) == file:
                return ident, replacement
        return None


def _prefixes(root: etree._Element) -> Iterator[tuple[str, str]]:
    for definition in root.iter(tei("prefixDef")):
        ident = definition.get("ident", "")
        if re.fullmatch(r"[a-z][a-z0-9+.-]*", ident, re.IGNORECASE):
            yield ident, definition.get("replacementPattern", "")
