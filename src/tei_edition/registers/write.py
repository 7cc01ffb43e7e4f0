"""Changes of register files that leave every other byte as it was.

An entry goes where the file's order wants it: among entries sorted by id at its place, else at
the end of the list. Indentation and line ends are those of the entries around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lxml import etree

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Identifier, Name
from tei_edition.registers.entry_xml import (
    LIST_NAMES,
    Draft,
    Style,
    entry_lines,
    identifier_xml,
    name_xml,
    note_xml,
)
from tei_edition.registers.read import ENTRY_KINDS, read_entities
from tei_edition.registers.read_names import is_name_of
from tei_edition.tei.namespaces import XML_ID, local_name, tei
from tei_edition.tei.source_tags import Edit, NotEditable, XmlSource, read_source_tags

__all__ = [
    "Rank",
    "add_entries",
    "add_entry",
    "add_to_entry",
    "find_entry",
    "insert_children",
    "rank_of",
    "style_of",
]


class Rank:
    """In which order the parts of an entry stand: names and descriptions, identifiers, notes."""

    NAME: Final = 0
    IDENTIFIER: Final = 1
    NOTE: Final = 2
    NESTED: Final = 3


_NOTES: Final = frozenset({"note", "noteGrp", "bibl", "listBibl", "ptr", "linkGrp"})


def add_entry(data: bytes, path: str, draft: Draft) -> bytes:
    """The register file with the entry added.

    Raises IllFormed, NotEditable; ValueError if the entry cannot be written or the file has its
    id already.
    """
    return add_entries(data, path, (draft,))


def add_entries(data: bytes, path: str, drafts: Sequence[Draft]) -> bytes:
    """The register file with several entries of one kind added, in their order.

    Raises as ``add_entry``.
    """
    if not drafts:
        return data
    source = read_source_tags(data, path)
    kind = drafts[0].entity.kind
    known = {element.get(XML_ID) for element in source.tree.iter("*")}
    for draft in drafts:
        if draft.entity.id in known:
            raise ValueError(f"{path} has the id {draft.entity.id} already")
    listing = _find_list(source.tree, kind)
    if listing is None:
        return add_entries(source.edited([_new_list(source, drafts[0])]), path, drafts[1:])
    entries = [
        child for child in listing if ENTRY_KINDS.get(child.tag) is kind and child.get(XML_ID)
    ]
    style = style_of(source, listing, entries)
    if not entries:
        first = source.edited(_into_empty(source, listing, entry_lines(drafts[0], style), style))
        return add_entries(first, path, drafts[1:])
    ids = [entry.get(XML_ID, "") for entry in entries]
    if len(ids) > 1 and ids == sorted(ids):
        drafts = sorted(drafts, key=lambda draft: draft.entity.id)
    return source.edited(_insertion(source, entries, draft, style) for draft in drafts)


def _insertion(
    source: XmlSource, entries: Sequence[etree._Element], draft: Draft, style: Style
) -> Edit:
    """An entry put where the order of the file wants it."""
    following = _following(entries, draft.entity.id)
    neighbour = following if following is not None else entries[-1]
    indent = source.indent_of(neighbour)
    text = _joined(entry_lines(draft, style), indent, source.newline)
    gap = "" if indent is None else source.newline + indent
    span = source.spans[neighbour]
    if following is not None:
        return Edit(span.start, span.start, text + gap)
    return Edit(span.end, span.end, gap + text)


def _following(entries: Sequence[etree._Element], identifier: str) -> etree._Element | None:
    """Of entries sorted by id, the first that stands behind the new one."""
    ids = [entry.get(XML_ID, "") for entry in entries]
    if len(ids) < 2 or ids != sorted(ids):
        return None
    return next((e for e, known in zip(entries, ids, strict=True) if known > identifier), None)


def _find_list(tree: etree._ElementTree, kind: MentionKind) -> etree._Element | None:
    """The last list that holds entries of the kind, else the first list for the kind."""
    lists = [
        listing
        for listing in tree.iter(tei(LIST_NAMES[kind]))
        if not any(ancestor.tag in ENTRY_KINDS for ancestor in listing.iterancestors())
    ]
    filled = [
        listing
        for listing in lists
        if any(ENTRY_KINDS.get(child.tag) is kind and child.get(XML_ID) for child in listing)
    ]
    if filled:
        return filled[-1]
    return next(iter(lists), None)


def style_of(
    source: XmlSource, parent: etree._Element, entries: Sequence[etree._Element] = ()
) -> Style:
    """Prefix and step of indentation, read off the entries, else off the list itself."""
    prefix = source.spans[parent].prefix
    for outer in (*reversed(entries), parent, *parent.iterancestors("*")):
        inner = next(iter(outer.iterchildren("*")), None)
        if inner is None:
            continue
        outside, inside = source.indent_of(outer), source.indent_of(inner)
        if outside is not None and inside is not None and inside.startswith(outside):
            step = inside.removeprefix(outside)
            if step:
                return Style(prefix, step)
    return Style(prefix)


def _joined(lines: Iterable[str], indent: str | None, newline: str) -> str:
    """Lines as they stand in the file; on one line where the file has entries on one line."""
    if indent is None:
        return "".join(line.strip() for line in lines)
    return (newline + indent).join(lines)


def _into_empty(
    source: XmlSource, listing: etree._Element, lines: Sequence[str], style: Style
) -> Iterator[Edit]:
    """The first entry of a list that may have a heading, but no entries."""
    span = source.spans[listing]
    outer = source.indent_of(listing)
    inner = None if outer is None else outer + style.step
    text = _joined(lines, inner, source.newline)
    if inner is not None:
        text = source.newline + inner + text
    if span.is_empty:
        closing = "" if outer is None else source.newline + outer
        yield Edit(span.end - 2, span.end, f">{text}{closing}</{span.name}>")
        return
    content = source.text[span.inner : span.inner_end]
    at = span.inner + len(content.rstrip())
    # The list's end tag keeps the line that it has; one that has none gets it.
    closing = "" if outer is None or content[len(content.rstrip()) :] else source.newline + outer
    yield Edit(at, at, text + closing)


def _new_list(source: XmlSource, draft: Draft) -> Edit:
    """A list for a kind of which the file has none: in standOff, which is made if need be."""
    root = source.tree.getroot()
    if root.tag != tei("TEI"):
        raise NotEditable(
            f"{source.path}: is no TEI document and has no {LIST_NAMES[draft.entity.kind]}; "
            "expected a register"
        )
    holder = next(root.iterchildren(tei("standOff")), None)
    if holder is not None and source.spans[holder].is_empty:
        raise NotEditable(f"{source.path}: has an empty standOff; delete it")
    text_element = next(root.iterchildren(tei("text")), None)
    before = holder if holder is not None else text_element
    style = style_of(source, root)
    name = f"{style.prefix}{LIST_NAMES[draft.entity.kind]}"
    lines = [f"<{name}>", *(style.step + line for line in entry_lines(draft, style)), f"</{name}>"]
    outer = source.indent_of(before if before is not None else root) or ""
    if holder is None:
        wrapper = f"{style.prefix}standOff"
        lines = [f"<{wrapper}>", *(style.step + line for line in lines), f"</{wrapper}>"]
        outer = outer if before is not None else outer + style.step
    else:
        outer += style.step
    text = _joined(lines, outer, source.newline)
    if holder is not None or text_element is None:
        end = source.spans[holder if holder is not None else root].inner_end
        at = len(source.text[:end].rstrip())
        return Edit(at, at, source.newline + outer + text)
    at = source.spans[text_element].start
    return Edit(at, at, text + source.newline + outer)


def find_entry(source: XmlSource, identifier: str) -> etree._Element:
    """The entry with an id; raises ValueError if the file has none."""
    for element in source.tree.iter(*ENTRY_KINDS):
        if element.get(XML_ID) == identifier:
            return element
    raise ValueError(f"{source.path} has no entry {identifier}")


def add_to_entry(
    data: bytes,
    path: str,
    identifier: str,
    *,
    names: Iterable[Name] = (),
    identifiers: Iterable[Identifier] = (),
    notes: Iterable[str] = (),
) -> bytes:
    """The register file with names, identifiers and notes added to an entry.

    What the entry has already is not added again. Raises IllFormed, NotEditable, ValueError.
    """
    source = read_source_tags(data, path)
    element = find_entry(source, identifier)
    entity = next(e for e in read_entities(source.tree, path) if e.id == identifier)
    style = style_of(source, element)
    kind = entity.kind
    added: list[tuple[int, list[str]]] = [
        (Rank.NAME, [name_xml(kind, name, style) for name in _new_names(names, entity)]),
        (
            Rank.IDENTIFIER,
            [identifier_xml(i, style) for i in identifiers if i not in entity.identifiers],
        ),
        (Rank.NOTE, [note_xml(note, style) for note in notes if note not in entity.notes]),
    ]
    return source.edited(insert_children(source, element, added))


def _new_names(names: Iterable[Name], entity: Entity) -> Iterator[Name]:
    known = {name.text for name in entity.names}
    for name in names:
        if name.text not in known:
            known.add(name.text)
            yield name


def insert_children(
    source: XmlSource, entry: etree._Element, added: Sequence[tuple[int, Sequence[str]]]
) -> list[Edit]:
    """Elements put into an entry, each group by its rank (see ``Rank``).

    A group goes behind the last element of its rank, else behind those of an earlier rank, and
    before entries that are nested in the entry: so the schema wants it.
    """
    if not len(entry):
        pieces = [piece for _, group in sorted(added, key=lambda one: one[0]) for piece in group]
        return [_insert(source, entry, Rank.NAME, pieces)] if pieces else []
    edits: dict[int, Edit] = {}
    for rank, group in sorted(added, key=lambda one: one[0]):
        if group:
            edit = _insert(source, entry, rank, group)
            known = edits.get(edit.start)
            text = known.text + edit.text if known is not None else edit.text
            edits[edit.start] = Edit(edit.start, edit.start, text)
    return list(edits.values())


def _insert(source: XmlSource, entry: etree._Element, rank: int, pieces: Sequence[str]) -> Edit:
    span = source.spans[entry]
    children = list(entry.iterchildren("*"))
    own = [child for child in children if rank_of(child, entry) == rank]
    if rank == Rank.NAME:
        kind = ENTRY_KINDS[entry.tag]
        own = [child for child in own if is_name_of(child, kind)] or own
    earlier = [child for child in children if rank_of(child, entry) < rank]
    anchor = own[-1] if own else earlier[-1] if earlier else None
    outer = source.indent_of(entry)
    if anchor is not None:
        indent = source.indent_of(anchor)
        gap = "" if indent is None else source.newline + indent
        at = source.spans[anchor].end
        return Edit(at, at, "".join(gap + piece for piece in pieces))
    first = children[0] if children else None
    indent = source.indent_of(first) if first is not None else None
    if indent is None and outer is not None and first is None:
        indent = outer + style_of(source, entry).step
    gap = "" if indent is None else source.newline + indent
    text = "".join(gap + piece for piece in pieces)
    if span.is_empty:
        closing = "" if outer is None else source.newline + outer
        return Edit(span.end - 2, span.end, f">{text}{closing}</{span.name}>")
    if first is None and not source.text[span.inner : span.inner_end].strip():
        closing = "" if outer is None else source.newline + outer
        return Edit(span.inner, span.inner_end, text + closing)
    return Edit(span.inner, span.inner, text)


def rank_of(child: etree._Element, entry: etree._Element) -> int:
    """The rank of a child of an entry."""
    name = local_name(child.tag)
    if child.tag in ENTRY_KINDS or (name.startswith("list") and name != "listBibl"):
        is_last = child.tag == entry.tag or name in ("listPlace", "person")
        return Rank.NESTED if is_last else Rank.NAME
    if name == "idno":
        return Rank.IDENTIFIER
    return Rank.NOTE if name in _NOTES else Rank.NAME
