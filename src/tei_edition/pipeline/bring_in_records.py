"""Letters that come without a file of their own: records in TEI, and entries for the registers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tei_edition.disk import is_device_name, read_file, write_file
from tei_edition.edition import read_outline
from tei_edition.encoding.record import encode_record
from tei_edition.exchange.imported import Imported, ImportedDocument
from tei_edition.model.config import EditionConfig
from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import Agent, Metadata
from tei_edition.model.sidecar import (
    Sidecar,
    find_sidecar,
    sidecar_path,
)
from tei_edition.model.slug import is_ncname, slug
from tei_edition.pipeline.registers import register_path, unique_id
from tei_edition.pipeline.sidecars import digest_at
from tei_edition.registers.entity import Entity, Identifier, Registers
from tei_edition.registers.entry_xml import Draft
from tei_edition.registers.identifiers import normalised
from tei_edition.registers.new_file import new_register
from tei_edition.registers.write import add_entries
from tei_edition.tei.serialize import serialize

__all__ = ["Records", "bring_records"]


@dataclass(slots=True)
class Records:
    """What was done, as paths in the edition: records written, there already, kept as edited."""

    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    registers: list[str] = field(default_factory=list)


def bring_records(
    root: Path,
    config: EditionConfig,
    imported: Imported,
    format_name: str,
    *,
    force: bool = False,
) -> Records:
    """Write the documents that have no file of their own, and the entries that they point to.

    An entry that has an identifier of one of the edition's is that one, and that stays as it is.
    What an editor has changed since it was written is kept, except with ``force``, which leaves a
    backup. Raises OSError; IllFormed, NotEditable or ValueError if a register cannot take an entry.
    """
    done = Records()
    given = [one for one in imported.documents if one.original is None]
    if not given and not imported.entities:
        return done
    ids = _bring_entities(root, config, imported.entities, done)
    outline = read_outline(root, config)
    taken = {document.id.lower() for document in outline.documents}
    known: dict[str, str] = {}
    for standing in outline.documents:
        sidecar = find_sidecar(root / standing.path)
        if sidecar is not None:
            known[sidecar.origin] = standing.id
    seen: dict[str, int] = {}
    for document in given:
        origin = _origin(document, seen)
        document_id = known.get(origin, "")
        if not document_id:
            document_id = _free(document.name, taken)
            taken.add(document_id.lower())
        metadata = _pointing(replace(document.metadata, id=document_id), ids)
        made = encode_record(metadata, document_id, Path(document.view.path).name, config)
        content = serialize(made.tree)
        digest = hashlib.sha256(content).hexdigest()
        sidecar = Sidecar(digest, metadata, format_name, origin, document.view.notes)
        _write(root, made.path, content, sidecar, done, force=force)
    return done


def _origin(document: ImportedDocument, seen: dict[str, int]) -> str:
    """What a record is known by when it comes again: its file, and what names it there."""
    named = document.view.id or document.metadata.edited.address or document.name
    origin = f"{Path(document.view.path).name}#{named}"
    seen[origin] = seen.get(origin, 0) + 1
    return origin if seen[origin] == 1 else f"{origin}~{seen[origin]}"


def _free(wanted: str, taken: Iterable[str]) -> str:
    stem = wanted if is_ncname(wanted) else slug(wanted)
    stem = stem if is_ncname(stem) and not is_device_name(stem) else f"letter-{stem}".rstrip("-")
    name, number = stem, 1
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _write(
    root: Path, path: str, content: bytes, sidecar: Sidecar, done: Records, *, force: bool
) -> None:
    """Write a record with its sidecar, unless an editor has changed it since it was written."""
    place = root / path
    before = find_sidecar(place)
    if before is not None and (before.is_corrected or before.sha256 != digest_at(place)):
        if not force:
            done.kept.append(path)
            return
        for one in (place, sidecar_path(place)):
            if one.exists():
                write_file(one.with_name(f"{one.name}.bak"), read_file(one), within=root)
    is_new = write_file(place, content, within=root)
    is_new |= write_file(sidecar_path(place), sidecar.to_bytes(), within=root)
    (done.written if is_new else done.same).append(path)


def _bring_entities(
    root: Path, config: EditionConfig, entities: tuple[Entity, ...], done: Records
) -> dict[str, str]:
    """Add entries to the registers; give the id in the edition for each that was proposed."""
    outline = read_outline(root, config)
    registers = outline.registers
    by_identifier = _by_identifier(registers)
    taken = {entity.id for entity in registers} | set(registers.aliases)
    taken |= {document.id for document in outline.documents}
    ids: dict[str, str] = {}
    new: dict[str, list[Draft]] = {}
    for entity in entities:
        standing = next(
            (
                by_identifier[entity.kind.value, one]
                for one in map(normalised, entity.identifiers)
                if (entity.kind.value, one) in by_identifier
            ),
            _find_namesake(entity, registers),
        )
        if standing is not None:
            ids[entity.id] = standing.id
            continue
        draft = Draft(entity)
        draft = draft if entity.id not in taken else draft.with_id(unique_id(draft, taken))
        ids[entity.id] = draft.entity.id
        taken.add(draft.entity.id)
        new.setdefault(register_path(config, entity.kind), []).append(draft)
    given = {entity.id: entity for entity in entities}
    for path in sorted(new):
        drafts = [_within(draft, given, ids) for draft in new[path]]
        _write_register(root, config, path, drafts, done)
    return ids


def _find_namesake(entity: Entity, registers: Registers) -> Entity | None:
    """The entry that one without identifier became when it came before: same id, kind and name."""
    known = None if entity.identifiers else registers.find(entity.id)
    if known is None or known.kind is not entity.kind:
        return None
    names = {name.text for name in known.names}
    return known if any(name.text in names for name in entity.names) else None


def _within(draft: Draft, given: dict[str, Entity], ids: dict[str, str]) -> Draft:
    """A place with the place around it, if that comes too."""
    around = given.get(draft.entity.parent)
    if around is None or not draft.entity.kind is around.kind is MentionKind.PLACE:
        return draft
    return replace(draft, parent=replace(around, id=ids[around.id]))


def _by_identifier(registers: Registers) -> dict[tuple[str, Identifier], Entity]:
    return {
        (entity.kind.value, normalised(identifier)): entity
        for entity in reversed(registers.entities)
        for identifier in entity.identifiers
    }


def _write_register(
    root: Path, config: EditionConfig, path: str, drafts: list[Draft], done: Records
) -> None:
    place = root / path
    by_kind: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_kind.setdefault(draft.entity.kind.value, []).append(draft)
    content = place.read_bytes() if place.is_file() else b""
    for _, alike in sorted(by_kind.items()):
        rest = alike
        if not content:
            content, rest = new_register(alike[0], path, config), alike[1:]
        content = add_entries(content, path, rest)
    if write_file(place, content, within=root):
        done.registers.append(path)


def _pointing(metadata: Metadata, ids: dict[str, str]) -> Metadata:
    """The metadata with the ids that the entries have in the edition."""

    def agents(given: tuple[Agent, ...]) -> tuple[Agent, ...]:
        return tuple(replace(one, ref=ids.get(one.ref, one.ref)) for one in given)

    place = metadata.place_from
    return replace(
        metadata,
        senders=agents(metadata.senders),
        recipients=agents(metadata.recipients),
        mentioned=agents(metadata.mentioned),
        place_from=None if place is None else replace(place, ref=ids.get(place.ref, place.ref)),
        places_to=tuple(replace(one, ref=ids.get(one.ref, one.ref)) for one in metadata.places_to),
        other_places_from=tuple(
            replace(one, ref=ids.get(one.ref, one.ref)) for one in metadata.other_places_from
        ),
    )
