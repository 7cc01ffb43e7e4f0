"""A register that comes again: what is new goes into a file that an editor has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from tei_edition.registers.read import ENTRY_KINDS
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.source_tags import Edit, NotEditable, XmlSource, read_source_tags

__all__ = ["Updated", "entry_digests", "updated_register"]


@dataclass(frozen=True, slots=True)
class Updated:
    """The file with its new entries, and the ids of those that were left as they are.

    ``kept`` are entries that both sides have changed, ``gone`` those that the new file has not.
    """

    content: bytes
    kept: tuple[str, ...]
    gone: tuple[str, ...]


def entry_digests(data: bytes, path: str) -> dict[str, str]:
    """The SHA-256 of each entry as it is written, by ``xml:id``; raises IllFormed, NotEditable.

    An entry within another, such as a place in a place, is part of that.
    """
    return _digests(read_source_tags(data, path))


def updated_register(here: bytes, new: bytes, path: str, before: Mapping[str, str]) -> Updated:
    """Bring the entries of a new state into the file that stands here.

    ``before`` has the digests of the entries as they came last. An entry that is as it came then is
    replaced, one that was changed or deleted here stays so; further ones follow behind the last of
    their kind. All other bytes stay as they are. Raises IllFormed, NotEditable.
    """
    standing, coming = read_source_tags(here, path), read_source_tags(new, path)
    standing_digests, coming_digests = _digests(standing), _digests(coming)
    entries, new_entries = dict(_entries(standing)), dict(_entries(coming))
    edits: list[Edit] = []
    kept: list[str] = []
    for entry_id, entry in new_entries.items():
        digest, old = coming_digests[entry_id], entries.get(entry_id)
        if old is None:
            if entry_id not in before:
                edits.append(_behind_the_last(standing, entries, coming.slice(entry), entry))
            elif before[entry_id] != digest:
                kept.append(entry_id)  # deleted here
        elif standing_digests[entry_id] == digest:
            continue
        elif standing_digests[entry_id] == before.get(entry_id):
            span = standing.spans[old]
            edits.append(Edit(span.start, span.end, coming.slice(entry)))
        elif before.get(entry_id) != digest:
            kept.append(entry_id)
    gone = tuple(one for one in entries if one in before and one not in new_entries)
    content = standing.edited(edits)
    # An entry may need a prefix that is declared in its own file only.
    read_source_tags(content, path)
    return Updated(content, tuple(kept), gone)


def _behind_the_last(
    standing: XmlSource, entries: Mapping[str, etree._Element], text: str, entry: etree._Element
) -> Edit:
    alike = [one for one in entries.values() if one.tag == entry.tag]
    if not alike:
        raise NotEditable(f"{standing.path}: has no entries beside which {entry.tag} could stand")
    indent = standing.indent_of(alike[-1])
    at = standing.spans[alike[-1]].end
    return Edit(at, at, ("" if indent is None else standing.newline + indent) + text)


def _digests(source: XmlSource) -> dict[str, str]:
    return {
        entry_id: hashlib.sha256(source.slice(entry).encode()).hexdigest()
        for entry_id, entry in _entries(source)
    }


def _entries(source: XmlSource) -> Iterator[tuple[str, etree._Element]]:
    """The outermost entries by id; of two with one id the first."""
    seen: set[str] = set()
    for entry in source.tree.iter(*ENTRY_KINDS):
        entry_id = entry.get(XML_ID, "")
        within = next(entry.iterancestors(*ENTRY_KINDS), None) is not None
        if entry_id and not within and entry_id not in seen:
            seen.add(entry_id)
            yield entry_id, entry
