"""The reading of all given TEI files together: letters, registers, and what points where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.exchange.imported import GivenFile, Imported, ImportOptions
from tei_edition.exchange.tei_letters.corpora import (
    NOTHING,
    Inherited,
    holds_documents,
    parts_of,
)
from tei_edition.exchange.tei_letters.draft import Draft, draft_of
from tei_edition.exchange.tei_letters.faults import (
    DIFFERING_ENTRIES,
    NOT_TEI,
    ONLY_A_HEADER,
    SEVERAL_LETTERS,
    SPLIT_CORPUS,
    TAKEN_FOR_NO_LETTER,
    UNRESOLVED_ENTITIES,
)
from tei_edition.exchange.tei_letters.resolving import resolve
from tei_edition.exchange.tei_letters.same import same_entries
from tei_edition.exchange.tei_letters.sorting import Sort, describes_something, sort_of
from tei_edition.exchange.view import View
from tei_edition.findings import Finding, Location
from tei_edition.registers.entity import Entity, Registers
from tei_edition.registers.read import read_entities
from tei_edition.tei.locate import line_of
from tei_edition.tei.namespaces import TEI, local_name, tei
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.tei.source_tags import NotEditable

__all__ = ["read"]

_SHOWN: Final = 5  # so many names of entities a finding has


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    drafts: list[Draft] = field(default_factory=list)
    registers: list[GivenFile] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    unread: list[View] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read(files: Sequence[GivenFile], options: ImportOptions) -> Imported:
    """Letters with their metadata, registers, and what is wrong with the rest; raises OSError."""
    found = _Found()
    for file in files:
        _read_file(file, options, found)
    registers = Registers(tuple(found.entities))
    found.findings.extend(_disagreements(found.entities))
    documents = tuple(resolve(draft, registers) for draft in found.drafts)
    same = same_entries(registers, found.drafts)
    return Imported(
        documents=documents,
        registers=tuple(found.registers),
        findings=(*found.findings, *same.findings),
        unread=tuple(found.unread),
        one_name=same.one_name,
    )


def _read_file(
    file: GivenFile, options: ImportOptions, found: _Found, inherited: Inherited = NOTHING
) -> None:
    try:
        tree = parse_xml(file.read_bytes(), file.path)
    except IllFormed as error:
        _leave_out(file, error.finding, found)
        return
    root = tree.getroot()
    if not str(root.tag).startswith(f"{{{TEI}}}"):
        _leave_out(file, _not_tei(file, root), found)
        return
    if holds_documents(root) and _split(file, options, found):
        return
    if not describes_something(root):
        _leave_out(file, _only_a_header(file, root), found)
        return
    found.findings.extend(_unresolved(file, root))
    entities = read_entities(tree, file.path)
    sort = sort_of(root, has_entries=bool(entities))
    if sort is Sort.LETTER:
        draft = inherited.completed(draft_of(file, root, entities, options.language))
        found.drafts.append(draft)
        if draft.letters > 1:
            found.findings.append(_several(draft, root))
        return
    found.registers.append(file)
    found.entities.extend(entities)
    if sort is Sort.OTHER_LIST:
        found.findings.append(
            TAKEN_FOR_NO_LETTER.at(
                Location(file.path),
                "a list, but of no persons, places, organisations or events",
                "kept beside the registers; move it to the letters if it is one",
            )
        )


def _split(file: GivenFile, options: ImportOptions, found: _Found) -> bool:
    """Read each TEI document of a corpus as a file of its own; whether that can be done."""
    try:
        parts = parts_of(file.read_bytes(), file.path)
    except NotEditable:
        return False
    for part in parts:
        given = GivenFile(f"{file.path}#{part.name}", file.place, part.content)
        _read_file(given, options, found, part.inherited)
    found.findings.append(
        SPLIT_CORPUS.at(
            Location(file.path),
            f"a corpus; each of its documents ({len(parts)}) comes in as a file",
            "keep it: comments between them and what else its own header says are in none of them",
        )
    )
    return True


def _leave_out(file: GivenFile, finding: Finding, found: _Found) -> None:
    found.findings.append(finding)
    place = f"line {finding.location.line}: " if finding.location.line else ""
    found.unread.append(View(file.path, notes=(f"left out: {place}{finding.message}",)))


def _not_tei(file: GivenFile, root: etree._Element) -> Finding:
    name = local_name(str(root.tag))
    where = Location(file.path, line_of(root))
    if name.lower() == "html":
        return NOT_TEI.at(where, "a page of HTML, not TEI", "fetch the file again")
    if name in ("TEI", "teiCorpus"):
        return NOT_TEI.at(
            where,
            f"{name} stands in no namespace, or in another than TEI's",
            f'add xmlns="{TEI}" to it',
        )
    if name in ("TEI.2", "teiCorpus.2"):
        return NOT_TEI.at(
            where, f"{name} is TEI P4 or before", "convert it to TEI P5 (stylesheet p4top5)"
        )
    return NOT_TEI.at(where, f"the outermost element is {name}, not TEI", "give a TEI file")


def _unresolved(file: GivenFile, root: etree._Element) -> Iterator[Finding]:
    names = list(dict.fromkeys(str(one.text) for one in root.iter(etree.Entity)))
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield UNRESOLVED_ENTITIES.at(
            Location(file.path),
            f"entities that are not resolved: {', '.join(names[:_SHOWN])}{more}",
            "write their words into the file (xmllint --noent, if you trust where it comes from)",
        )


def _several(draft: Draft, root: etree._Element) -> Finding:
    hint = "split the file, if each letter is to have a page of its own"
    if holds_documents(root):
        hint = (
            "save it as UTF-8 and without its DOCTYPE (xmllint --noent --dropdtd --encode UTF-8, "
            "if you trust where it comes from) and import it again: then each becomes a file"
        )
    return SEVERAL_LETTERS.at(
        Location(draft.file.path),
        f"holds {draft.letters} letters; sender, addressee and date are those of the first",
        hint,
    )


def _only_a_header(file: GivenFile, root: etree._Element) -> Finding:
    is_of_letter = next(root.iter(tei("correspAction")), None) is not None
    what = "the metadata of a letter without its text" if is_of_letter else "only a header"
    return ONLY_A_HEADER.at(
        Location(file.path, line_of(root)),
        f"{what}; no text, facsimile, transcript or register is in the file",
        "give the file that has the text; metadata alone come in as a table or as CMIF",
    )


def _disagreements(entities: Iterable[Entity]) -> Iterator[Finding]:
    first: dict[str, Entity] = {}
    for entity in entities:
        known = first.setdefault(entity.id, entity)
        if known is not entity and known.location.path != entity.location.path:
            if _is_same(known, entity):
                continue
            yield DIFFERING_ENTRIES.at(
                entity.location,
                f"{entity.id} is {entity.name} here, but {known.name} in {known.location.path}",
                "the first is taken; rename one, with the pointers to it",
            )


def _is_same(one: Entity, other: Entity) -> bool:
    if one.kind is not other.kind:
        return False
    shared = {name.text for name in one.names} & {name.text for name in other.names}
    return bool(shared) or bool(set(one.identifiers) & set(other.identifiers)) or not other.names
