"""A person, place, organisation, date … named in a source, and why we think so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Certainty", "Mention", "MentionKind"]


class Certainty(StrEnum):
    """TEI's teidata.certainty (#CEIMEC)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class MentionKind(StrEnum):
    """What is mentioned; each has its TEI element."""

    PERSON = "person"  # persName
    PLACE = "place"  # placeName
    ORG = "org"  # orgName
    DATE = "date"  # date
    EVENT = "event"  # name type=event
    DOC = "doc"  # ref type=document
    COLLECTION = "collection"  # ref type=collection


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A tag to be: half-open code-point offsets into the source, and what they name.

    ``ref`` is the id of a register entry or of a document, "" if unresolved; ``value`` is EDTF for
    dates; ``attributes`` are further TEI attributes in order (for dates those of att.datable.w3c);
    ``rule`` says which rule found it, ``evidence`` on what ground, ``candidates`` which entries
    were possible where no one was chosen. ``reviewed`` says that an editor has decided: it is no
    longer a program's word.
    """

    start: int
    end: int
    kind: MentionKind
    ref: str = ""
    value: str = ""
    certainty: Certainty = Certainty.HIGH
    rule: str = ""
    evidence: str = ""
    candidates: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    reviewed: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a mention: {self.start}..{self.end}")
