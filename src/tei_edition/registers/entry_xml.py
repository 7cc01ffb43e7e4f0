"""Register entries as TEI, written as the letters profile has them (#NDPERS)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tei_edition.findings import Location
from tei_edition.model.mention import MentionKind
from tei_edition.model.slug import is_ncname
from tei_edition.registers.entity import Entity, Identifier, Name

__all__ = [
    "LIST_NAMES",
    "NAME_ELEMENTS",
    "Draft",
    "Style",
    "entry_lines",
    "identifier_xml",
    "name_xml",
    "note_xml",
]

LIST_NAMES: Final = {
    MentionKind.PERSON: "listPerson",
    MentionKind.PLACE: "listPlace",
    MentionKind.ORG: "listOrg",
}
NAME_ELEMENTS: Final = {
    MentionKind.PERSON: "persName",
    MentionKind.PLACE: "placeName",
    MentionKind.ORG: "orgName",
}
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORD: Final = re.compile(r"[^\s]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be written.

    ``parent`` is the entry of the place around it; ``position_of`` says whose coordinates they are
    if not the place's own ("capital").
    """

    entity: Entity
    parent: Entity | None = None
    position_of: str = ""

    def with_id(self, identifier: str) -> Draft:
        """The same under another id."""
        return replace(self, entity=replace(self.entity, id=identifier))

    @classmethod
    def of(
        cls,
        kind: MentionKind,
        names: Iterable[Name],
        identifiers: Iterable[Identifier] = (),
        notes: Iterable[str] = (),
        type: str = "",  # noqa: A002 - TEI's own name
    ) -> Draft:
        """A draft without id; a name that recurs is taken once."""
        kept = tuple({name.text: name for name in reversed(list(names))}.values())[::-1]
        return cls(
            Entity(
                "",
                kind,
                Location(""),
                kept,
                tuple(dict.fromkeys(identifiers)),
                type=type,
                notes=tuple(notes),
            )
        )


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written: the prefix of TEI's names with its colon, one step of indentation."""

    prefix: str = ""
    step: str = "  "


def entry_lines(draft: Draft, style: Style) -> list[str]:
    """The lines of an entry, indented from its own first column.

    Raises ValueError if the id is no NCName, there is no name, a type is no single word, or a text
    has characters that XML does not allow.
    """
    entity = draft.entity
    if not is_ncname(entity.id):
        raise ValueError(f"{entity.id!r} cannot be an xml:id")
    if not any(name.text.strip() for name in entity.names):
        raise ValueError(f"the entry {entity.id} has no name")
    element = f"{style.prefix}{entity.kind.value}"
    role = "role" if entity.kind is MentionKind.PERSON else "type"
    opening = _tag(element, [("xml:id", entity.id), (role, _typed(entity.type))])
    inner = [f"{style.step}{line}" for line in _content(draft, style)]
    return [opening, *inner, f"</{element}>"]


def _content(draft: Draft, style: Style) -> Iterator[str]:
    entity = draft.entity
    for name in entity.names:
        yield name_xml(entity.kind, name, style)
    for event, day in (("birth", entity.birth), ("death", entity.death)):
        if day:
            yield _tag(f"{style.prefix}{event}", [("when", day)], empty=True)
    for role in entity.roles:
        dates = [("from", role.start), ("to", role.end)]
        yield _element(f"{style.prefix}occupation", dates, role.text)
    if draft.parent is not None:
        around = draft.parent.type if draft.parent.type in ("country", "region") else "placeName"
        pointer = [("ref", f"place:{draft.parent.id}")]
        yield _element(style.prefix + around, pointer, draft.parent.name)
    if entity.coordinates is not None:
        latitude, longitude = (_degrees(value) for value in entity.coordinates)
        yield _tag(f"{style.prefix}location", [("type", draft.position_of)])
        yield style.step + _element(f"{style.prefix}geo", [], f"{latitude} {longitude}")
        yield f"</{style.prefix}location>"
    for identifier in entity.identifiers:
        yield identifier_xml(identifier, style)
    for note in entity.notes:
        yield note_xml(note, style)


def name_xml(kind: MentionKind, name: Name, style: Style) -> str:
    """A name of an entry; raises ValueError as ``entry_lines`` does."""
    attributes = [("type", _typed(name.type)), ("xml:lang", name.language)]
    return _element(style.prefix + NAME_ELEMENTS[kind], attributes, name.text)


def identifier_xml(identifier: Identifier, style: Style) -> str:
    """An identifier; raises ValueError as ``entry_lines`` does."""
    return _element(
        f"{style.prefix}idno", [("type", _typed(identifier.authority))], identifier.value
    )


def note_xml(text: str, style: Style) -> str:
    """A note; raises ValueError as ``entry_lines`` does."""
    return _element(f"{style.prefix}note", [], text)


def _element(name: str, attributes: Iterable[tuple[str, str]], text: str) -> str:
    return f"{_tag(name, attributes)}{escape(_allowed(' '.join(text.split())))}</{name}>"


def _tag(name: str, attributes: Iterable[tuple[str, str]], *, empty: bool = False) -> str:
    given = "".join(f" {key}={quoteattr(_allowed(value))}" for key, value in attributes if value)
    return f"<{name}{given}{'/' if empty else ''}>"


def _typed(value: str) -> str:
    """A value of @type, which is one word without blanks."""
    if value and not _WORD.fullmatch(value):
        raise ValueError(f"{value!r} cannot be a type: it must be one word")
    return value


def _degrees(value: float) -> str:
    """A decimal number without exponent, to the tenth of a metre.

    >>> _degrees(125.75), _degrees(-1e-7)
    ('125.75', '0')
    """
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _allowed(text: str) -> str:
    match = _FORBIDDEN.search(text)
    if match:
        raise ValueError(f"U+{ord(match[0]):04X} in {text!r} is not allowed in XML")
    return text
