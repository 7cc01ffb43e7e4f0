"""What was found in files, kept from one run to the next while nothing they depend on changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from tei_edition.edition import Edition
from tei_edition.findings import Finding

__all__ = ["Memory"]

# Changes of these kinds are seen in what is compared; any other may be of a schema's parts.
_COMPARED: Final = (".xml", ".txt", ".md", ".toml", ".lock")


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
        for path in paths:
            place = root / path
            key = (_digest(place), edition.expected_texts.get(path))
            self._new[place] = key
            kept = self._kept.pop(place, None)
            if same and kept is not None and kept.key == key:
                recalled[path] = kept.findings
        return recalled

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


def _digest(path: Path) -> bytes | None:
    try:
        return sha256(path.read_bytes()).digest()
    except OSError:
        return None
