"""The registers of an edition: entries added, shown with their mentions, listed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tei_edition.disk import read_file, write_file
from tei_edition.edition import Edition, EditionDocument, read_edition
from tei_edition.model.config import EditionConfig
from tei_edition.model.mention import MentionKind
from tei_edition.model.slug import is_ncname, slug
from tei_edition.pipeline.prepare import read_registers
from tei_edition.registers.entity import Entity, Identifier, Name, Registers
from tei_edition.registers.entry_xml import Draft, Style, entry_lines
from tei_edition.registers.new_file import new_register
from tei_edition.registers.write import add_entry, add_to_entry, find_entry
from tei_edition.tagging.folding import folded
from tei_edition.tagging.place_proposals import (
    PlaceProposal,
    propose_by_number,
    propose_place,
)
from tei_edition.tagging.world_names import bridge
from tei_edition.tei.source_tags import read_source_tags

__all__ = [
    "Added",
    "Occurrence",
    "RegisterError",
    "add_draft",
    "add_to",
    "draft_xml",
    "entry_as_written",
    "find_entries",
    "occurrences_of",
    "open_registers",
    "place_draft",
    "register_path",
    "unique_id",
    "with_gazetteer",
]


class RegisterError(ValueError):
    """What was asked of the registers cannot be done; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Added:
    """An entry that was written: its id, its file, and the TEI of the entry."""

    id: str
    path: str
    xml: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where an entry is named: file, 1-based line, the words around, "" for a header's agents.

    ``part`` says in which part: "mention", "sender", "recipient", "participant", "place".
    """

    path: str
    line: int
    part: str
    before: str
    text: str
    after: str


def register_path(config: EditionConfig, kind: MentionKind) -> str:
    """The file of the register for a kind, relative to the edition."""
    registers = config.editions.registers
    paths = {
        MentionKind.PERSON: registers.person,
        MentionKind.PLACE: registers.place,
        MentionKind.ORG: registers.org,
    }
    return paths[kind]


def open_registers(root: Path, config: EditionConfig) -> Registers:
    """The registers for a change; raises RegisterError if one of them cannot be read, OSError."""
    registers, findings = read_registers(root, config)
    if findings:
        first = findings[0]
        raise RegisterError(f"{first.location}: {first.message}; {first.hint}")
    return registers


def unique_id(draft: Draft, taken: Container[str]) -> str:
    """The slug of the preferred name, numbered if the id is taken."""
    entity = draft.entity
    wanted = slug(entity.name)
    if not is_ncname(wanted):
        wanted = f"{entity.kind.value}-{wanted}".rstrip("-")
    candidate, number = wanted, 2
    while candidate in taken:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate


def add_draft(
    root: Path,
    config: EditionConfig,
    draft: Draft,
    *,
    wanted_id: str = "",
    another: bool = False,
    dry_run: bool = False,
) -> Added:
    """Write an entry into the register of its kind, which is made if there is none.

    ``another`` allows an entry of a name or identifier that some entry has already. Raises
    RegisterError, ValueError (see ``registers.write``), OSError.
    """
    registers = open_registers(root, config)
    if wanted_id and wanted_id in registers:
        raise RegisterError(f"there is an entry {wanted_id} already; choose another id")
    if not another:
        _check_new(draft.entity, registers)
    draft = draft.with_id(wanted_id or unique_id(draft, registers))
    path = register_path(config, draft.entity.kind)
    file = _inside(root, path)
    try:
        content = add_entry(read_file(file), path, draft)
    except FileNotFoundError:
        content = new_register(draft, path, config)
    if not dry_run:
        write_file(file, content)
    return Added(draft.entity.id, path, draft_xml(draft))


def _inside(root: Path, path: str) -> Path:
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        raise RegisterError(f"{path} is a link out of the edition; nothing was written")
    return file


def _check_new(entity: Entity, registers: Registers) -> None:
    own = {folded(name.text) for name in entity.names}
    for known in registers.of_kind(entity.kind):
        shared = next((name.text for name in known.names if folded(name.text) in own), "")
        if shared:
            raise RegisterError(
                f"{known.id} ({known.location}) has the name {shared!r} already; add to it with "
                f"--to {known.id}, or give --another if somebody else is meant"
            )
        same = set(entity.identifiers) & set(known.identifiers)
        if same:
            one = min(same, key=lambda number: (number.authority, number.value))
            raise RegisterError(
                f"{known.id} ({known.location}) has {one.authority} {one.value} already; add to "
                f"it with --to {known.id}"
            )


def add_to(
    root: Path,
    config: EditionConfig,
    identifier: str,
    *,
    names: Iterable[Name] = (),
    identifiers: Iterable[Identifier] = (),
    notes: Iterable[str] = (),
    dry_run: bool = False,
) -> tuple[Entity, bool]:
    """Add names, identifiers and notes to an entry; gives the entry as it was, and if it changed.

    Raises RegisterError if there is no such entry; ValueError, OSError.
    """
    registers = open_registers(root, config)
    entity = registers.find(identifier)
    if entity is None:
        raise RegisterError(_unknown(identifier))
    path = entity.location.path
    file = _inside(root, path)
    before = read_file(file)
    after = add_to_entry(before, path, entity.id, names=names, identifiers=identifiers, notes=notes)
    if not dry_run:
        write_file(file, after)
    return entity, before != after


def _unknown(identifier: str) -> str:
    return (
        f"no register has an entry {identifier!r}; `tei-edition register list` shows what there is"
    )


def draft_xml(draft: Draft) -> str:
    """The entry as it is written, not indented."""
    return "\n".join(entry_lines(draft, Style()))


def place_draft(draft: Draft, registers: Registers, geonames: str = "auto") -> Draft:
    """The draft of a place with what the gazetteer knows of it.

    ``geonames`` is "auto", "none" or a GeoNames id. A number that the embedded extract lacks is
    taken as it is. Raises ValueError for anything else.
    """
    if geonames == "none" or draft.entity.kind is not MentionKind.PLACE:
        return draft
    if geonames == "auto":
        proposal = propose_place(draft.entity.name)
        return draft if proposal is None else with_gazetteer(draft, proposal, registers)
    if not geonames.isascii() or not geonames.isdigit() or len(geonames) > 9:
        raise ValueError(f"--geonames {geonames!r}: expected auto, none or a GeoNames id")
    proposal = propose_by_number(int(geonames))
    if proposal is None:
        number = Identifier("GeoNames", geonames)
        identifiers = tuple(dict.fromkeys((*draft.entity.identifiers, number)))
        return replace(draft, entity=replace(draft.entity, identifiers=identifiers))
    return with_gazetteer(draft, proposal, registers)


def with_gazetteer(draft: Draft, proposal: PlaceProposal, registers: Registers) -> Draft:
    """The draft with type, numbers, coordinates and state of a proposal; its own stay."""
    own = {number.authority for number in draft.entity.identifiers}
    further = tuple(number for number in proposal.identifiers if number.authority not in own)
    parents = bridge(registers).entries(proposal.state) if proposal.state else ()
    parent = registers.find(parents[0]) if len(parents) == 1 else None
    entity = replace(
        draft.entity,
        type=draft.entity.type or proposal.type,
        identifiers=(*draft.entity.identifiers, *further),
        coordinates=draft.entity.coordinates or proposal.coordinates,
        parent=parent.id if parent is not None else "",
    )
    return Draft(entity, parent, proposal.position_of)


def find_entries(registers: Registers, kind: MentionKind | None) -> tuple[Entity, ...]:
    """The entries of a kind, or all, by kind, sort name and id."""
    entities = registers.entities if kind is None else registers.of_kind(kind)
    order = list(MentionKind)
    return tuple(sorted(entities, key=lambda e: (order.index(e.kind), folded(e.sort_name), e.id)))


def occurrences_of(
    root: Path, config: EditionConfig, identifier: str
) -> tuple[Entity, tuple[Occurrence, ...]]:
    """An entry and where the documents name it, by file and line.

    Raises RegisterError if there is no such entry; OSError.
    """
    edition, _ = read_edition(root, config)
    entity = edition.registers.find(identifier)
    if entity is None:
        raise RegisterError(_unknown(identifier))
    found = (
        occurrence
        for document in edition.documents
        for occurrence in _in_document(document, entity.id, edition)
    )
    return entity, tuple(found)


def _in_document(document: EditionDocument, wanted: str, edition: Edition) -> Iterator[Occurrence]:
    canonical = edition.registers.canonical
    metadata = document.metadata
    for part, agents in (
        ("sender", metadata.senders),
        ("recipient", metadata.recipients),
        ("participant", metadata.participants),
    ):
        for agent in agents:
            if canonical(agent.ref) == wanted:
                yield Occurrence(document.path, 0, part, "", agent.name, "")
    places = (*((metadata.place_from,) if metadata.place_from else ()), *metadata.places_to)
    for place in places:
        if canonical(place.ref) == wanted:
            yield Occurrence(document.path, 0, "place", "", place.name, "")
    for mention in document.mentions:
        if wanted in (canonical(one) for one in mention.ids):
            text = mention.shown or mention.text
            yield Occurrence(
                document.path, mention.line, "mention", mention.before, text, mention.after
            )


def entry_as_written(root: Path, entity: Entity) -> str:
    """The entry as it stands in its file, its first line at the first column.

    Raises OSError; NotEditable if its place in the file cannot be told.
    """
    path = entity.location.path
    source = read_source_tags(read_file(root / path), path)
    element = find_entry(source, entity.id)
    indent = source.indent_of(element) or ""
    lines = source.slice(element).splitlines()
    return "\n".join(line.removeprefix(indent) for line in lines)
