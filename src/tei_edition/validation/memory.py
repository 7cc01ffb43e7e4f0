"""What was found in files, kept on disk from run to run while nothing it depends on changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import unquote

from pydantic import TypeAdapter

from tei_edition.digest import digest_of
from tei_edition.disk import read_file
from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Finding
from tei_edition.store import Store, cache_folder, open_store
from tei_edition.validation.checks import Check
from tei_edition.validation.engines.schematron.faults import WORK_LIMIT
from tei_edition.validation.engines.wording import BOUND_HIT
from tei_edition.validation.engines.xsd import XSD_UNFINISHED
from tei_edition.validation.file_states import (
    State,
    program_state,
    state_inside,
    state_outside,
    states_of,
)
from tei_edition.validation.paths import within
from tei_edition.validation.schema_lookup.plan import SchemaOptions, SchemaPlan

__all__ = ["Looked", "Memory", "Recollection"]

# The findings of a file, and what is kept of a document, None for a register.
Looked: TypeAlias = tuple[tuple[Finding, ...], EditionDocument | None]

# A pointer into another file, of which prefixDef has patterns.
_INTO: Final = re.compile(rb"[\"'\s]([^\"'\s<>#]{1,500}\.xml)#(?!\$)")
# A slow machine finds these where a fast one does not.
_UNSURE: Final = frozenset({WORK_LIMIT.code, BOUND_HIT.code, XSD_UNFINISHED.code})


@dataclass(frozen=True, slots=True)
class Memory:
    """The findings of each file of the editions that are validated again and again.

    What compares files with each other is never kept, for it depends on all of them. Without a
    folder, or where that cannot be written, nothing is kept.
    """

    folder: Path | None = field(default_factory=lambda: cache_folder("validations"))

    def recall(
        self,
        edition: Edition,
        paths: Sequence[str],
        plan: SchemaPlan,
        checks: Iterable[Check],
        options: SchemaOptions | None = None,
    ) -> Recollection:
        """What is known of the files of an edition, paths relative to it. Raises OSError."""
        root = edition.root.resolve()
        known = self.folder is not None and not plan.asks_more
        schemas = state_outside(root, edition, plan) if known else None
        if self.folder is None or schemas is None:
            return Recollection()
        catalog = options.catalog if options else None
        common = digest_of(
            program_state(),
            edition.config.model_dump(mode="json"),
            tuple(edition.registers),
            tuple(replace(document, mentions=(), sha256="") for document in edition.documents),
            state_inside(root, edition, set(paths)),
            schemas,
            plan.paths,
            states_of([(str(catalog), catalog)] if catalog else ()),
            options.engine if options else "",
            tuple(check.fault.code for check in checks),
        )
        store = open_store(self.folder, root)
        seen = _Seen(edition, root, plan, common)
        inputs = seen.inputs(paths)
        return Recollection(store, inputs, dict(_known(store, inputs)), seen)


@dataclass(frozen=True, slots=True)
class Recollection:
    """What is ``known`` of the files of a run; what the run finds of the others is kept."""

    store: Store | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Looked] = field(default_factory=dict)
    seen: _Seen | None = None

    def keep(self, path: str, looked: Looked) -> None:
        """Take note of what was found in a file, if it was what ``recall`` has seen."""
        if self.store is None or self.seen is None or path not in self.inputs:
            return
        unsure = any(finding.code in _UNSURE for finding in looked[0])
        if not unsure and self.seen.is_same(path):
            self.store.keep(path, self.inputs[path], _shape().dump_json(looked))
            self.store.settle()

    def save(self) -> None:
        """Write what is new; a disk that refuses is no fault."""
        if self.store is not None:
            self.store.save()


def _known(store: Store, inputs: Mapping[str, str]) -> Iterator[tuple[str, Looked]]:
    for path, digest in inputs.items():
        kept = store.find(path, digest)
        if kept is not None:
            try:
                yield path, _shape().validate_json(kept)
            except ValueError:
                continue  # of no use: found out anew


@cache
def _shape() -> TypeAdapter[Looked]:
    return TypeAdapter(Looked)


@dataclass(slots=True)
class _Seen:
    """The files as ``recall`` has seen them."""

    edition: Edition
    root: Path
    plan: SchemaPlan
    common: str
    _digests: dict[str, str] = field(default_factory=dict)
    _stamps: dict[str, State] = field(default_factory=dict)

    def inputs(self, paths: Iterable[str]) -> dict[str, str]:
        """By path a digest of all that its findings depend on; not of files that are not read."""
        targets = {path: self._look(path) for path in paths}
        return {
            path: digest_of(
                self.common,
                self._digest(path),
                self.edition.expected_texts.get(path),
                tuple(engine.name for engine in self.plan.engines_for(path)),
                tuple((to, self._digest(to)) for to in others),
            )
            for path, others in targets.items()
            if self._digest(path) and path.isprintable()  # what is no Unicode cannot be kept
        }

    def is_same(self, path: str) -> bool:
        """Whether a file is still what was seen."""
        return self._stamps[path] == self._stamp(path)

    def _stamp(self, path: str) -> State:
        return states_of([(path, self.root / path)])

    def _look(self, path: str) -> tuple[str, ...]:
        """Note a file's digest; gives the files of the edition into which it points."""
        self._stamps[path] = self._stamp(path)
        try:
            data = read_file(self.root / path)
        except OSError:
            self._digests[path] = ""
            return ()
        self._digests[path] = sha256(data).hexdigest()
        names = {match[1].decode("utf-8", "replace") for match in _INTO.finditer(data)}
        found = {within(path, unquote(name)) for name in names}
        return tuple(sorted(to for to in found if to))

    def _digest(self, path: str) -> str:
        if path not in self._digests:
            self._look(path)
        return self._digests[path]
