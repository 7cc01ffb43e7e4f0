"""Reconciliation: register entries linked to an authority file, by a service or from the cache."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tei_edition.disk import read_file, write_file
from tei_edition.model.config import EditionConfig
from tei_edition.model.mention import MentionKind
from tei_edition.pipeline.registers import RegisterError, find_entries, open_registers
from tei_edition.pipeline.sources import Progress
from tei_edition.registers.entity import Entity, Identifier, Registers
from tei_edition.registers.identifiers import (
    authority_at,
    identifier_at,
    normalised,
    read_identifier,
)
from tei_edition.registers.reconciliation.decide import THRESHOLD, Decision, Verdict, decide
from tei_edition.registers.reconciliation.protocol import Candidate, Manifest, Query
from tei_edition.registers.reconciliation.service import Service, checked_address
from tei_edition.registers.reconciliation.store import Store, read_store
from tei_edition.registers.write import add_to_entry
from tei_edition.tagging.variants import person_name

__all__ = ["Item", "Reconciliation", "Wish", "reconcile"]

_PROPERTIES: Final = ("birth", "death")


@dataclass(frozen=True, slots=True)
class Wish:
    """What to ask, and how.

    ``types`` are the service's ids of types by kind, ``properties`` its ids of properties by
    "birth" and "death"; ``accepted`` maps ids of entries to the identifiers that the editor chose;
    ``authority`` names the authority file if the service's addresses do not tell.
    """

    service: str
    kinds: tuple[MentionKind, ...] = (MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORG)
    entries: tuple[str, ...] = ()
    types: Mapping[MentionKind, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    threshold: float = THRESHOLD
    limit: int = 5
    accepted: Mapping[str, str] = field(default_factory=dict)
    authority: str = ""
    offline: bool = False
    refresh: bool = False
    dry_run: bool = False
    timeout: float = 30.0
    batch_size: int = 20

    def __post_init__(self) -> None:
        checked_address(self.service)
        unknown = sorted(set(self.properties) - set(_PROPERTIES))
        if unknown:
            raise ValueError(f"{unknown[0]!r} is no property; there are: {', '.join(_PROPERTIES)}")
        if self.offline and self.refresh:
            raise ValueError("to ask again needs the network: not both --offline and --refresh")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry, what the service knows, what became of it, and the identifier it was given."""

    entity: Entity
    decision: Decision
    candidates: tuple[Candidate, ...]
    identifier: Identifier | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What a run did: queries sent now and replayed from the cache, files written."""

    authority: str
    items: tuple[Item, ...]
    asked: int
    replayed: int
    written: tuple[str, ...]

    def of(self, verdict: Verdict) -> tuple[Item, ...]:
        """The entries with a verdict."""
        return tuple(item for item in self.items if item.decision.verdict is verdict)


def reconcile(
    root: Path, config: EditionConfig, wish: Wish, progress: Progress | None = None
) -> Reconciliation:
    """Ask a service about the entries that have no identifier of its authority, and link them.

    Every answer is kept in ``reconciliation/``; what is there is not asked again. Raises
    RegisterError, ServiceError, BrokenStore, ValueError, OSError; answers got until then are kept.
    """
    registers = open_registers(root, config)
    unknown = sorted(set(wish.accepted) - {entity.id for entity in registers})
    if unknown:
        raise RegisterError(f"no register has an entry {unknown[0]!r}, which --accept names")
    store = read_store(root, wish.service)
    service = Service(wish.service, wish.timeout, wish.batch_size)
    if not wish.offline and (store.manifest is None or wish.refresh):
        store.manifest = service.manifest()
    if store.manifest is None:
        raise RegisterError(
            f"{wish.service} was never asked, so there is nothing to replay; run once without "
            "--offline"
        )
    authority = wish.authority or _authority(store.manifest)
    if not authority:
        raise RegisterError(
            f"the service does not tell whose identifiers it gives (its space is "
            f"{store.manifest.identifier_space!r}); name the authority, as in --authority GND"
        )
    entities = _wanted(registers, wish, authority)
    queries = {entity.id: _query(entity, wish) for entity in entities}
    asked = () if wish.offline else _open_queries(queries.values(), store, refresh=wish.refresh)
    _ask(service, store, asked, progress)
    items = [_item(entity, queries[entity.id], store, wish, authority) for entity in entities]
    written = () if wish.dry_run else _link(root, items)
    replayed = {query.key for query in queries.values() if store.find(query) is not None}
    return Reconciliation(
        authority,
        tuple(items),
        len(asked),
        len(replayed - {query.key for query in asked}),
        written,
    )


def _authority(manifest: Manifest) -> str:
    return authority_at(manifest.identifier_space) or authority_at(manifest.view)


def _wanted(registers: Registers, wish: Wish, authority: str) -> list[Entity]:
    known = normalised(Identifier(authority, "")).authority
    unknown = sorted(entry for entry in wish.entries if registers.find(entry) is None)
    if unknown:
        raise RegisterError(f"no register has an entry {unknown[0]!r}")
    return [
        entity
        for entity in find_entries(registers, None)
        if entity.kind in wish.kinds
        and (not wish.entries or entity.id in wish.entries)
        and not any(number.authority == known for number in entity.identifiers)
    ]


def _query(entity: Entity, wish: Wish) -> Query:
    name = entity.name
    if entity.kind is MentionKind.PERSON and "," in name:
        parts = person_name(name)
        name = " ".join(parts.parts) if parts is not None else name
    said = {"birth": entity.birth, "death": entity.death}
    properties = tuple(
        (wish.properties[key], said[key]) for key in _PROPERTIES if key in wish.properties
    )
    return Query(
        query=name,
        type=wish.types.get(entity.kind, ""),
        limit=wish.limit,
        properties=tuple((pid, value) for pid, value in properties if value),
    )


def _open_queries(queries: Iterable[Query], store: Store, *, refresh: bool) -> tuple[Query, ...]:
    """What must be asked, each once."""
    wanted = {query.key: query for query in queries if refresh or store.find(query) is None}
    return tuple(wanted[key] for key in sorted(wanted))


def _ask(
    service: Service, store: Store, queries: Sequence[Query], progress: Progress | None
) -> None:
    """Ask, and keep each batch at once: what broke off goes on where it stopped."""
    largest = store.manifest.batch_size if store.manifest is not None else 0
    done = 0
    if queries:
        for answers in service.ask(queries, largest=largest):
            done += len(answers)
            store.add(answers)
            store.write()
            if progress:
                progress("asking", done, len(queries))


def _item(entity: Entity, query: Query, store: Store, wish: Wish, authority: str) -> Item:
    answer = store.find(query)
    accepted = wish.accepted.get(entity.id, "")
    chosen: Identifier | None = None
    if ":" in accepted:
        chosen = read_identifier(accepted)
        accepted = chosen.value
    decision = decide(answer, wish.threshold, accepted)
    if decision.chosen is not None and chosen is None:
        chosen = _identifier(decision.chosen, authority, store.manifest)
    return Item(entity, decision, answer.candidates if answer is not None else (), chosen)


def _identifier(candidate: Candidate, authority: str, manifest: Manifest | None) -> Identifier:
    """The candidate's id as a number of the authority; an address where it is none of its form."""
    given = normalised(Identifier(authority, candidate.id))
    if manifest is not None and authority == authority_at(manifest.identifier_space):
        return identifier_at(manifest.identifier_space, candidate.id) or given
    return given


def _link(root: Path, items: Iterable[Item]) -> tuple[str, ...]:
    """Write the identifiers into the registers; gives the files that changed."""
    contents: dict[str, bytes] = {}
    for item in items:
        if item.identifier is None:
            continue
        path = item.entity.location.path
        before = contents.get(path) or read_file(root / path)
        contents[path] = add_to_entry(before, path, item.entity.id, identifiers=[item.identifier])
    return tuple(path for path in sorted(contents) if write_file(root / path, contents[path]))
