"""Texts with inline marks, ``⟦person anna-lind|Anna Lind⟧``, and registers in short."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tei_edition.findings import Location
from tei_edition.model.mention import Mention, MentionKind
from tei_edition.registers.entity import Entity, Name, Registers, Role

MARK = re.compile(r"⟦(\w+)(?: ([^|⟧]*))?\|([^⟧]*)⟧")


def plain(marked: str) -> str:
    """The text without its marks."""
    return MARK.sub(r"\3", marked)


def marks(text: str, mentions: Sequence[Mention], kinds: set[str] | None = None) -> str:
    """The text with its mentions as marks; of dates the value, of others the link."""
    out: list[str] = []
    position = 0
    for mention in mentions:
        if kinds and mention.kind not in kinds:
            continue
        target = mention.value if mention.kind is MentionKind.DATE else mention.ref
        head = f"{mention.kind} {target}".strip()
        out += [text[position : mention.start], f"⟦{head}|{text[mention.start : mention.end]}⟧"]
        position = mention.end
    return "".join([*out, text[position:]])


def registers(entries: Sequence[Mapping[str, object]]) -> Registers:
    """Registers from tables with kind, id, names and, perhaps, roles, birth and death."""
    return Registers(tuple(_entity(entry) for entry in entries))


def _entity(entry: Mapping[str, object]) -> Entity:
    names, roles = entry["names"], entry.get("roles", [])
    assert isinstance(names, list)
    assert isinstance(roles, list)
    return Entity(
        id=str(entry["id"]),
        kind=MentionKind(str(entry["kind"])),
        location=Location("register.xml"),
        names=tuple(
            Name(text, "preferred" if number == 0 else "variant")
            for number, text in enumerate(names)
        ),
        roles=tuple(Role(*role) for role in roles),
        birth=str(entry.get("birth", "")),
        death=str(entry.get("death", "")),
    )
