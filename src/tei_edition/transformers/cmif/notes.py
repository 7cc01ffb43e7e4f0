"""What the draft of CMIF 2 says beyond version 1.1: languages, the file, whom letters mention.

Source: https://github.com/TEI-Correspondence-SIG/CMIF/blob/main/proposals/CMIFv2_proposal.md
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Location
from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.model.output import Loss
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import (
    address_of_document,
    address_of_entity,
    site_address,
)
from tei_edition.transformers.cmif.authorities import accepted_for, find_address
from tei_edition.transformers.cmif.elements import add
from tei_edition.transformers.cmif.faults import NO_AUTHORITY

__all__ = ["write_note"]

# The address at which the vocabulary is kept: in full, for there is no encodingDesc to declare a
# prefix in.
_TERMS: Final = "https://lod.academy/cmif/vocab/terms#"
_MENTIONS: Final = {
    MentionKind.PERSON: "mentionsPerson",
    MentionKind.PLACE: "mentionsPlace",
    MentionKind.ORG: "mentionsOrg",
}


def write_note(desc: etree._Element, document: EditionDocument, edition: Edition) -> list[Loss]:
    """Append a ``note`` with all that is known to ``desc``, a ``correspDesc``; give what is not."""
    note = add(desc, "note")
    metadata, base_url = document.metadata, edition.config.edition.base_url
    for language in metadata.languages:
        _ref(note, "hasLanguage", language)
    transcribed = any(part != "regest" for part in document.parts)
    has_pages = bool(base_url) and "html" in edition.config.publish.formats
    if not metadata.edited and transcribed:
        _ref(note, "isPublishedWith", f"{_TERMS}Transcription")
        if has_pages:
            address = address_of_document(document.kind, document.id, ".xml")
            _ref(note, "isAvailableAsTEIfile", site_address(base_url, address, address))
    for address in metadata.edited.also:
        _ref(note, "seeAlso", address)
    losses = []
    for mention in _mentioned(document, edition):
        target = find_address(mention.entity or mention.pointer, mention.kind)
        if not target and mention.entity is not None and has_pages:
            page = address_of_entity(mention.kind, mention.entity.id)
            target = site_address(base_url, page, page)
        if target:
            cert = {} if mention.certain else {"cert": "low"}
            _ref(note, _MENTIONS[mention.kind], target, mention.name, cert)
        else:
            losses.append(_unmentioned(mention, document))
    _indent(note)
    if not len(note):
        desc.remove(note)
    return losses


def _indent(note: etree._Element) -> None:
    """One line for each: a note may hold text, so that nothing else would break its lines."""
    for element in note:
        element.tail = "\n" + "  " * 5
    if len(note):
        note.text, note[-1].tail = "\n" + "  " * 5, "\n" + "  " * 4


@dataclass(slots=True)
class _Mention:
    """Who or what a letter mentions, once; certain if any of the mentions is."""

    kind: MentionKind
    name: str
    entity: Entity | None
    pointer: str
    certain: bool


def _mentioned(document: EditionDocument, edition: Edition) -> list[_Mention]:
    """The entries that the text names, in its order, and what the header says of a text elsewhere.

    Names in the text that point to no entry are not resolved, and so not told.
    """
    found: dict[tuple[MentionKind, str], _Mention] = {}
    for mention in document.mentions:
        certain = mention.certainty in ("", "high")
        for identifier in mention.ids:
            entity = edition.registers.find(identifier)
            if entity is not None and entity.kind in _MENTIONS:
                one = _Mention(entity.kind, entity.name, entity, identifier, certain)
                known = found.setdefault((entity.kind, entity.id), one)
                known.certain |= certain
    for agent in document.metadata.mentioned:
        kind = MentionKind(agent.kind)
        entity = edition.registers.find(agent.ref) if agent.ref else None
        key = entity.id if entity is not None else agent.ref or agent.name
        certain = agent.certainty is Certainty.HIGH
        found.setdefault((kind, key), _Mention(kind, agent.name, entity, agent.ref, certain))
    return list(found.values())


def _ref(
    note: etree._Element, term: str, target: str, text: str = "", more: dict[str, str] | None = None
) -> None:
    add(note, "ref", {"type": f"{_TERMS}{term}", "target": target, **(more or {})}, text)


def _unmentioned(mention: _Mention, document: EditionDocument) -> Loss:
    accepted = " or ".join(accepted_for(mention.kind))
    entity = mention.entity
    if entity is None:
        return Loss(
            NO_AUTHORITY,
            f'mentions of "{mention.name}" are left out: nothing says who or what it is',
            f"add an entry with {accepted} to the registers, and point to it",
            Location(document.path, xml_id=document.id),
        )
    return Loss(
        NO_AUTHORITY,
        f'mentions of {entity.kind.value} "{entity.id}" are left out: it has no address',
        f"add {accepted} to the entry, or give [edition] base_url",
        entity.location,
    )
