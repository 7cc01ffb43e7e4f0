"""Merging two entries of an edition, and finding or changing what points to the old one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tei_edition.disk import read_file, write_file
from tei_edition.lock import Lock, read_lock, sha256_of
from tei_edition.model.config import EditionConfig
from tei_edition.pipeline.registers import RegisterError, open_registers
from tei_edition.registers.entity import Entity, Registers
from tei_edition.registers.merge import merge_entries
from tei_edition.tei.pointers import Pointer, pointers_in
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.tei.source_tags import Edit, NotEditable, SourceSpan, XmlSource, read_source_tags

__all__ = ["Merge", "PointingFile", "merge"]

_ATTRIBUTE: Final = re.compile(r"""\s([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TOKEN: Final = re.compile(r"\S+")
_PREFIXES: Final = frozenset({"person", "place", "org", "event"})


@dataclass(frozen=True, slots=True)
class PointingFile:
    """A file that points to the old id: how often, and how many of these were rewritten."""

    path: str
    pointers: int
    rewritten: int = 0


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge did; ``doubles`` are elements of which both entries had one."""

    old: Entity
    into: Entity
    files: tuple[str, ...]
    doubles: tuple[str, ...]
    pointing: tuple[PointingFile, ...]


def merge(
    root: Path,
    config: EditionConfig,
    old_id: str,
    into_id: str,
    *,
    rewrite: bool = False,
    dry_run: bool = False,
) -> Merge:
    """Merge an entry into another.

    The old id stays and leads to the other entry, so nothing breaks; ``rewrite`` changes the
    pointers to it, byte for byte in their places. Generated files stay known as generated. Raises
    RegisterError, NotEditable, ValueError, LockError, OSError; then nothing was written.
    """
    registers = open_registers(root, config)
    old, into = _entry(registers, old_id), _entry(registers, into_id)
    old_file, into_file = old.location.path, into.location.path
    merged = merge_entries(
        (old_file, read_file(root / old_file)),
        old_id,
        (into_file, read_file(root / into_file)),
        into_id,
    )
    contents = dict(merged.files)
    pointing = []
    for path in _files(root, config):
        content = contents[path] if path in contents else read_file(root / path)
        # An id is an NCName, so a file that points to it has it as it is, or as references.
        if old_id.encode() not in content and b"&#" not in content:
            continue
        found, changed = _pointers(content, path, old, into)
        if rewrite and changed:
            contents[path] = changed
        if found:
            done = found if rewrite and changed else 0
            left = _pointers(changed, path, old, into)[0] if done else 0
            pointing.append(PointingFile(path, found, done - left))
    if not dry_run:
        _write(root, contents)
    return Merge(
        old, into, tuple(path for path, _ in merged.files), merged.doubles, tuple(pointing)
    )


def _entry(registers: Registers, identifier: str) -> Entity:
    entity = registers.find(identifier)
    if entity is None:
        raise RegisterError(
            f"no register has an entry {identifier!r}; `tei-edition register list` shows what "
            "there is"
        )
    if entity.id != identifier:
        raise RegisterError(f"{identifier} was merged into {entity.id} already")
    return entity


def _files(root: Path, config: EditionConfig) -> Iterator[str]:
    """All TEI files of the edition, registers among them, sorted."""
    found = {
        path.relative_to(root).as_posix()
        for path in (root / config.editions.folder).rglob("*.xml")
        if not path.name.startswith(".")
    }
    found |= {path for path in config.editions.registers.paths if (root / path).is_file()}
    yield from sorted(found)


def _pointers(content: bytes, path: str, old: Entity, into: Entity) -> tuple[int, bytes]:
    """How many pointers in a file name the old entry; the file with those rewritten that can be."""
    try:
        source = read_source_tags(content, path)
    except IllFormed:
        return 0, b""
    except NotEditable:
        return sum(1 for _ in _all_pointers(content, path, old)), b""
    total = 0
    edits: list[Edit] = []
    for element in source.tree.iter("*"):
        values = [str(value) for name, value in element.items() if not str(name).endswith("}id")]
        own = [p for value in values for p in pointers_in(value) if _names(p, path, old)]
        if own:
            total += len(own)
            edits += _edits(source, source.spans[element], own, old, into)
    return total, source.edited(edits) if edits else b""


def _all_pointers(content: bytes, path: str, old: Entity) -> Iterator[Pointer]:
    for element in parse_xml(content, path).iter("*"):
        for value in element.attrib.values():
            yield from (p for p in pointers_in(str(value)) if _names(p, path, old))


def _names(pointer: Pointer, path: str, entity: Entity) -> bool:
    """Whether a pointer in a file names the entry: by prefix, in its own file, or by the file."""
    if pointer.id != entity.id:
        return False
    if pointer.prefix:
        return pointer.prefix in _PREFIXES
    if not pointer.file:
        return path == entity.location.path
    folder = posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(folder, pointer.file)) == entity.location.path


def _edits(
    source: XmlSource, span: SourceSpan, pointers: list[Pointer], old: Entity, into: Entity
) -> Iterator[Edit]:
    """The pointers of one start tag with the other id at their ends."""
    tag = source.text[span.start : span.inner]
    written = {
        pointer.written
        for pointer in pointers
        if pointer.prefix or old.location.path == into.location.path
    }
    for attribute in _ATTRIBUTE.finditer(tag):
        group = 2 if attribute[2] is not None else 3
        if attribute[1] == "xml:id":
            continue
        for token in _TOKEN.finditer(attribute[group]):
            if token[0] in written:
                at = span.start + attribute.start(group) + token.end() - len(old.id)
                yield Edit(at, at + len(old.id), into.id)


def _write(root: Path, contents: dict[str, bytes]) -> None:
    """Write the files; those that are as they were generated are known as such afterwards."""
    for path in contents:
        if not (root / path).resolve().is_relative_to(root.resolve()):
            raise RegisterError(f"{path} is a link out of the edition; nothing was written")
    lock = read_lock(root)
    by_path = {entry.path: entry for entry in lock}
    entries = dict(lock.entries)
    for path, content in sorted(contents.items()):
        file = root / path
        before = read_file(file)
        write_file(file, content)
        known = by_path.get(path)
        if known is not None and known.sha256 == sha256_of(before):
            for place, entry in lock.entries.items():
                if entry.path == path:
                    entries[place] = entry.model_copy(update={"sha256": sha256_of(content)})
    if entries != dict(lock.entries):
        Lock().replace(entries.values()).write(root)
