"""What was found in files, kept from one run to the next while nothing they depend on changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from tei_edition.disk import read_file
from tei_edition.edition import Edition
from tei_edition.findings import Finding
from tei_edition.validation.paths import within

__all__ = ["Memory"]

# Changes of these kinds are seen in what is compared; any other may be of a schema's parts.
_COMPARED: Final = (".xml", ".txt", ".md", ".toml", ".lock")
# A pointer into another file, of which prefixDef has patterns.
_INTO: Final = re.compile(rb"[\"'\s]([^\"'\s<>#]{1,500}\.xml)#(?!\$)")


@dataclass(frozen=True, slots=True)
class _Kept:
    key: object
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Memory:
    """The findings of each file of the editions that a process validates again and again.

    What compares files with each other is never kept, for it depends on all of them.
    """

    _common: dict[Path, object] = field(default_factory=dict)
    _kept: dict[Path, _Kept] = field(default_factory=dict)
    _new: dict[Path, object] = field(default_factory=dict)
    _targets: dict[Path, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)

    def heed(self, changed: Iterable[Path]) -> None:
        """Forget all if one of the files that have changed may matter to more than itself."""
        for path in changed:
            known = path.suffix != ".xml" or path in self._kept
            if path.suffix not in _COMPARED or not known or not path.is_file():
                self._common.clear()
                self._kept.clear()
                return

    def recall(
        self, edition: Edition, schemas: Sequence[Path], paths: Sequence[str]
    ) -> dict[str, tuple[Finding, ...]]:
        """What is known of files, for those that were not changed. Raises OSError."""
        root = edition.root.resolve()
        common = _common_to_all(edition, schemas)
        same = self._common.get(root) == common
        self._common[root] = common
        recalled = {}
        digests: dict[str, bytes | None] = {}
        targets = {path: self._look(root, path, digests) for path in paths}
        for path in paths:
            place = root / path
            others = tuple((to, _digest_in(root, to, digests)) for to in targets[path])
            key = (digests[path], edition.expected_texts.get(path), others)
            self._new[place] = key
            kept = self._kept.pop(place, None)
            if same and kept is not None and kept.key == key:
                recalled[path] = kept.findings
        return recalled

    def _look(self, root: Path, path: str, digests: dict[str, bytes | None]) -> tuple[str, ...]:
        """Note a file's digest; gives the files of the edition into which it points."""
        place = root / path
        try:
            data = read_file(place)
        except OSError:
            digests[path] = None
            return ()
        digest = digests[path] = sha256(data).digest()
        known = self._targets.get(place)
        if known is None or known[0] != digest:
            names = (match[1].decode("utf-8", "replace") for match in _INTO.finditer(data))
            found = {within(path, unquote(name)) for name in names}
            known = self._targets[place] = digest, tuple(sorted(to for to in found if to))
        return known[1]

    def keep(self, edition: Edition, paths: Sequence[str], findings: Iterable[Finding]) -> None:
        """Take note of the findings of these files, as they were when ``recall`` was asked."""
        by_path: dict[str, list[Finding]] = {path: [] for path in paths}
        for finding in findings:
            by_path[finding.location.path].append(finding)
        root = edition.root.resolve()
        for path, found in by_path.items():
            self._kept[root / path] = _Kept(self._new[root / path], tuple(found))


def _common_to_all(edition: Edition, schemas: Sequence[Path]) -> object:
    """What the findings of one file depend on besides the file itself."""
    return (
        edition.config,
        edition.registers,
        tuple(replace(document, mentions=(), sha256="") for document in edition.documents),
        tuple((path, _digest(path)) for path in schemas),
    )


def _digest_in(root: Path, path: str, digests: dict[str, bytes | None]) -> bytes | None:
    if path not in digests:
        digests[path] = _digest(root / path)
    return digests[path]


def _digest(path: Path) -> bytes | None:
    try:
        return sha256(read_file(path)).digest()
    except OSError:
        return None
