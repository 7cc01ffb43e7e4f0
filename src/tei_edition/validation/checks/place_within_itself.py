"""AUT008: a place that, round about, lies in itself."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity

FAULT = Fault(
    "AUT008",
    "place_within_itself",
    Severity.ERROR,
    """A place lies in another, and that one in the end in the first.

Why:    the index cannot say where it is.
Fails:  <place xml:id="bergen" type="city" corresp="place:bergen"><placeName>B.</placeName></place>
Fails:  <listPlace><place xml:id="norway" type="country" corresp="#bergen">
        <placeName>Norway</placeName></place>
        <place xml:id="bergen" type="city" corresp="#norway"><placeName>Bergen</placeName>
        </place></listPlace>
Passes: <listPlace><place xml:id="norway" type="country"><placeName>Norway</placeName></place>
        <place xml:id="bergen" type="city" corresp="#norway"><placeName>Bergen</placeName>
        </place></listPlace>
Remedy: correct the pointer that leads back.
Source: TEI P5 #NDGEOG
""",
)


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Places from which the way upwards leads back to them."""
    settled: set[str] = set()
    for entity in edition.registers.of_kind(MentionKind.PLACE):
        if entity.parent and _lies_in_itself(entity, edition, settled):
            itself = edition.registers.canonical(entity.parent) == entity.id
            on = "itself" if itself else f'"{entity.parent}", and that in the end in "{entity.id}"'
            yield FAULT.at(
                entity.location,
                f'"{entity.id}" lies in {on}',
                "correct the pointer that leads back",
            )


def _lies_in_itself(entity: Entity, edition: Edition, settled: set[str]) -> bool:
    """Whether the way up comes back; ``settled`` are places from which it is known not to."""
    seen: set[str] = set()
    current: Entity | None = entity
    while current is not None and current.id not in seen and current.id not in settled:
        seen.add(current.id)
        current = edition.registers.find(current.parent) if current.parent else None
    if current is None or current.id in settled:
        settled |= seen
        return False
    return current.id == entity.id
