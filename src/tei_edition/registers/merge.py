"""Two entries become one: what one says more goes to the other, and its id stays resolvable.

What moves is moved as the editor wrote it. In its old place the entry keeps id and one name, and
points with ``@sameAs`` to the entry that it went into (#SASE).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier
from tei_edition.registers.entry_xml import Style, identifier_xml
from tei_edition.registers.identifiers import normalised
from tei_edition.registers.read import ENTRY_KINDS, identifier_of, read_entities
from tei_edition.registers.read_names import PREFERRED_TYPES, is_name_of
from tei_edition.registers.write import Rank, find_entry, insert_children, rank_of
from tei_edition.source_text import normalise_space
from tei_edition.tei.namespaces import local_name, tei
from tei_edition.tei.source_tags import Edit, NotEditable, XmlSource, read_source_tags
from tei_edition.tei.text_of import text_of

__all__ = ["Merged", "merge_entries"]

_ONCE: Final = frozenset({"birth", "death", "floruit", "sex", "gender", "location"})
_SAME_AS: Final = re.compile(r"""\ssameAs\s*=\s*("[^"]*"|'[^']*')""")
_TYPE: Final = re.compile(r"""\stype\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Merged:
    """The files that change, with their new content.

    ``doubles`` are elements of which both entries had one (two dates of birth that differ): an
    editor has to choose.
    """

    files: tuple[tuple[str, bytes], ...]
    doubles: tuple[str, ...]


def merge_entries(
    old_file: tuple[str, bytes], old_id: str, into_file: tuple[str, bytes], into_id: str
) -> Merged:
    """Merge one entry into another; files are given as path and content and may be the same.

    Raises IllFormed, NotEditable; ValueError if the entries are not there, are of different kinds,
    are one, lie in each other or have been merged already.
    """
    target = read_source_tags(into_file[1], into_file[0])
    same = old_file[0] == into_file[0]
    origin = target if same else read_source_tags(old_file[1], old_file[0])
    old, into = _check(origin, old_id, target, into_id)
    kind = ENTRY_KINDS[into.tag]
    entity = next(e for e in read_entities(target.tree, target.path) if e.id == into_id)
    doubles: list[str] = []
    groups: dict[int, list[str]] = {}
    for address in old.get("sameAs", "").split():
        known = normalised(Identifier("URL", address))
        if known not in entity.identifiers:
            written = identifier_xml(known, Style(target.spans[into].prefix))
            groups.setdefault(Rank.IDENTIFIER, []).append(written)
    for child in old.iterchildren():
        if child.tag is etree.Entity or _is_known(child, into, entity, kind):
            continue
        element = isinstance(child.tag, str)
        name = local_name(child.tag) if element else ""
        if name in _ONCE and into.find(child.tag) is not None:
            doubles.append(name)
        rank = rank_of(child, old) if element else Rank.NOTE
        groups.setdefault(rank, []).append(_moved(origin, child, kind))
    edits = insert_children(target, into, sorted(groups.items()))
    pointer = f"#{into_id}"
    if not same:
        pointer = posixpath.relpath(target.path, posixpath.dirname(origin.path) or ".") + pointer
    left = _left_behind(origin, old, kind, pointer)
    if same:
        return Merged(((target.path, target.edited([*edits, left])),), tuple(doubles))
    files = ((origin.path, origin.edited([left])), (target.path, target.edited(edits)))
    return Merged(files, tuple(doubles))


def _check(
    origin: XmlSource, old_id: str, target: XmlSource, into_id: str
) -> tuple[etree._Element, etree._Element]:
    """The two entries; raises ValueError and NotEditable as ``merge_entries`` does."""
    old, into = find_entry(origin, old_id), find_entry(target, into_id)
    if old is into:
        raise ValueError(f"{old_id} cannot be merged into itself")
    if ENTRY_KINDS[old.tag] is not ENTRY_KINDS[into.tag]:
        raise ValueError(
            f"{old_id} is a {local_name(old.tag)} and {into_id} a {local_name(into.tag)}: only "
            "entries of one kind can be merged"
        )
    if old in into.iterancestors() or into in old.iterancestors():
        raise ValueError(f"{old_id} and {into_id} lie in each other; take them apart first")
    for element, identifier in ((old, old_id), (into, into_id)):
        pointer = element.get("sameAs", "")
        if pointer and "://" not in pointer:
            raise ValueError(f"{identifier} was merged into {pointer} already")
    if origin.spans[old].prefix != target.spans[into].prefix:
        raise NotEditable(
            f"{origin.path} and {target.path} write TEI's names with different prefixes; merge "
            "the entries by hand"
        )
    return old, into


def _is_known(
    child: etree._Element, into: etree._Element, entity: Entity, kind: MentionKind
) -> bool:
    """Whether the entry that stays says the same."""
    if not isinstance(child.tag, str):
        return False
    if child.tag == tei("idno") and not len(child):
        return normalised(Identifier(*identifier_of(child))) in entity.identifiers
    if is_name_of(child, kind) and text_of(child) in {name.text for name in entity.names}:
        return child.get("type") != "sort" or any(name.type == "sort" for name in entity.names)
    said = _content(child)
    return any(_content(known) == said for known in into.iterchildren(child.tag))


def _content(element: etree._Element) -> tuple[object, ...]:
    """What an element says, however it is laid out."""
    return tuple(
        (node.tag, tuple(sorted(node.items())), normalise_space(node.text or ""))
        for node in element.iter("*")
    )


def _moved(origin: XmlSource, child: etree._Element, kind: MentionKind) -> str:
    """A child as it is written; a preferred name is a variant from now on."""
    written = origin.slice(child)
    if not isinstance(child.tag, str) or not is_name_of(child, kind):
        return written
    if child.tag == tei("location") or child.get("type", "") not in ("", *PREFERRED_TYPES):
        return written
    span = origin.spans[child]
    tag = origin.text[span.start : span.inner]
    if "type" in child.attrib:
        changed = _TYPE.sub(' type="variant"', tag, count=1)
    else:
        name = len(span.name) + 1
        changed = f'{tag[:name]} type="variant"{tag[name:]}'
    return changed + written[len(tag) :]


def _left_behind(origin: XmlSource, old: etree._Element, kind: MentionKind, pointer: str) -> Edit:
    """The old entry with its id, its first name and the pointer; nested entries have moved, too."""
    span = origin.spans[old]
    tag = origin.text[span.start : span.inner].rstrip(">").rstrip("/").rstrip()
    tag = _SAME_AS.sub("", tag)
    opening = f'{tag} sameAs="{pointer}">'
    name = next(iter(_names(old, kind)), None)
    if name is None:
        return Edit(span.start, span.end, f"{opening[:-1]}/>")
    indent, outer = origin.indent_of(name), origin.indent_of(old)
    before = "" if indent is None else origin.newline + indent
    behind = "" if outer is None or indent is None else origin.newline + outer
    text = f"{opening}{before}{origin.slice(name)}{behind}</{span.name}>"
    return Edit(span.start, span.end, text)


def _names(old: etree._Element, kind: MentionKind) -> Iterator[etree._Element]:
    names = [child for child in old.iterchildren("*") if is_name_of(child, kind)]
    yield from (name for name in names if name.get("type") in PREFERRED_TYPES)
    yield from names
