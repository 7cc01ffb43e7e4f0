"""What an index says beyond version 1.1: whom letters mention, their languages, further addresses.

Both the draft of version 2 (``note/ref`` with a term as type) and names in a note are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.exchange.cmif.entries import Entries
from tei_edition.model.language_tag import is_language_tag
from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.model.metadata import Agent
from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import text_of

__all__ = ["Noted", "read_notes"]

_TERMS: Final = {
    "mentionsperson": MentionKind.PERSON,
    "mentionsplace": MentionKind.PLACE,
    "mentionsorg": MentionKind.ORG,
}
_NAMES: Final = {
    tei("persName"): MentionKind.PERSON,
    tei("placeName"): MentionKind.PLACE,
    tei("orgName"): MentionKind.ORG,
}


@dataclass(frozen=True, slots=True)
class Noted:
    """What the notes of one letter say; ``left_out`` counts what is not taken, by what it is."""

    mentioned: tuple[Agent, ...] = ()
    languages: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)


def read_notes(notes: Iterable[etree._Element], entries: Entries, path: str) -> Noted:
    """Read the ``note`` elements of one ``correspDesc``."""
    mentioned: dict[tuple[str, str], Agent] = {}
    languages: list[str] = []
    also: list[str] = []
    left_out: Counter[str] = Counter()
    for note in notes:
        if _own_words(note):
            left_out["words of a note"] += 1
        for element in note.iterchildren("*"):
            target = element.get("target", "").strip()
            term = _term(element.get("type", ""))
            kind = _NAMES.get(element.tag) or _TERMS.get(term.lower())
            if kind is not None:
                pointers = target or element.get("ref", "").strip()
                agent = _agent(element, pointers, kind, entries, path)
                if agent.name or agent.ref:
                    mentioned.setdefault((agent.ref, "" if agent.ref else agent.name), agent)
            elif term.lower() == "haslanguage" and is_language_tag(target):
                languages.append(target)
            elif term.lower() == "seealso" and target.startswith(("http://", "https://")):
                also.append(target)
            else:
                left_out[term or f"element {etree.QName(element).localname}"] += 1
    return Noted(tuple(mentioned.values()), tuple(dict.fromkeys(languages)), tuple(also), left_out)


def _agent(
    element: etree._Element, pointers: str, kind: MentionKind, entries: Entries, path: str
) -> Agent:
    name = text_of(element)
    ref = entries.id_of(element, pointers, name, kind, path)
    certainty = Certainty.LOW if element.get("cert") == "low" else Certainty.HIGH
    return Agent(name, kind.value, ref, certainty=certainty)


def _term(written: str) -> str:
    """The last part of a term: of its address, behind a prefix, or the term alone."""
    return written.strip().replace("#", "/").replace(":", "/").rpartition("/")[2]


def _own_words(note: etree._Element) -> bool:
    pieces = (note.text, *(child.tail for child in note))
    return any(character.isalnum() for piece in pieces for character in piece or "")
