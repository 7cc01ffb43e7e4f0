"""Tagging for tests: a small register, and a way back to the untagged file that shares no code."""

from __future__ import annotations

import re
from pathlib import Path

from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Name, Registers
from tei_edition.tagging.tei.tag import TaggedTei, TeiRequest, tag_tei

_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<[^>]*>", re.DOTALL)
_NAMES = {
    "anna-berg": (MentionKind.PERSON, "Anna Berg", "Anna Maria Berg"),
    "ludwig-thal": (MentionKind.PERSON, "Ludwig Thal"),
    "graz": (MentionKind.PLACE, "Graz"),
    "society": (MentionKind.ORG, "Society of Travellers"),
}
REGISTERS = Registers(
    tuple(
        Entity(
            identifier,
            kind,
            Location("register.xml"),
            tuple(Name(text, "variant" if n else "preferred") for n, text in enumerate(names)),
        )
        for identifier, (kind, *names) in _NAMES.items()
    )
)
FILES = {entity.id: Path("/edition/register.xml") for entity in REGISTERS}


def tagged(data: bytes, *, resp: str = "", path: str = "/edition/letters/a.xml") -> TaggedTei:
    return tag_tei(data, Path(path), "a.xml", TeiRequest(REGISTERS, FILES, resp=resp))


def body(content: str) -> bytes:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text xml:lang="en"><body>'
        f"<p>{content}</p></body></text></TEI>"
    ).encode()


def content_of(data: bytes) -> str:
    return data.decode().partition("<p>")[2].rpartition("</p>")[0]


def without_tags(file: str) -> str:
    """The file without the elements that bear @cert."""
    pieces, position, dropped = [], 0, []
    for match in _MARKUP.finditer(file):
        drop = False
        markup = match[0]
        if markup.startswith("</"):
            drop = dropped.pop()
        elif not markup.startswith(("<!", "<?")):
            drop = ' cert="' in markup
            if not markup.endswith("/>"):
                dropped.append(drop)
        if drop:
            pieces.append(file[position : match.start()])
            position = match.end()
    return "".join([*pieces, file[position:]])
