"""What each key of front matter may hold, checked by pydantic at the border."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from tei_edition.converters.forbidden import without_forbidden
from tei_edition.converters.front_matter.licences import licence_address

__all__ = ["AgentEntry", "FrontMatter", "PlaceEntry", "RelatedEntry"]

_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|x(?:-[A-Za-z0-9]{1,8})+")
_RELATIONS: Final = ("reply", "prev", "next", "related", "enclosure")


def _fault(message: str) -> PydanticCustomError:
    # Braces would be taken for places of a template.
    return PydanticCustomError("expected", "{message}", {"message": message})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _fault("expected a text")
    return without_forbidden(value)


def _name(value: object) -> str:
    text = _text(value)
    if text and not _NAME.fullmatch(text):
        raise _fault(
            "expected a name of letters, digits, '-', '_' and '.', that begins with a letter"
        )
    return text


def _items(value: object) -> list[Any]:
    """A list; one text stands for a list of one."""
    found = value if isinstance(value, list) else [value]
    return [item for item in found if item not in ("", [], {})]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value))


def _languages(value: object) -> tuple[str, ...]:
    tags = [tag for text in _texts(value) for tag in re.split(r"[,;]\s*|\s+", text) if tag]
    for tag in tags:
        if not _LANGUAGE.fullmatch(tag):
            raise _fault(f"{tag!r} is no language tag; expected for instance en, de or sr-Latn")
    return tuple(tags)


def _licence(value: object) -> str:
    text = _text(value)
    address = licence_address(text)
    if text and not address:
        raise _fault("expected a web address, or a Creative Commons name such as CC BY 4.0")
    return address


def _entry(value: object) -> object:
    if isinstance(value, str):
        return {"name": value}
    if isinstance(value, dict):
        return value
    raise _fault("expected a name, or a table with name, ref, role, kind")


def _related(value: object) -> list[dict[str, str]]:
    """Ids, or tables such as ``reply: ID``; ids may bear the prefix of their kind."""
    found: list[dict[str, str]] = []
    for item in _items(value):
        pairs = item.items() if isinstance(item, dict) else [("related", item)]
        for kind, targets in pairs:
            if kind not in _RELATIONS:
                raise _fault(f"{kind!r} is no relation; expected one of {', '.join(_RELATIONS)}")
            for target in _texts(targets):
                found.append({"target": _document(target), "kind": kind})
    return found


def _document(target: str) -> str:
    name = target.removeprefix("letter:")
    if not _NAME.fullmatch(name):
        raise _fault(f"{target!r} is no id of a document")
    return name


def _documents(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _fault("expected a table from number to id, such as 5: letter-1979-11-16-…")
    found = {}
    for number, target in value.items():
        if not re.fullmatch(r"[0-9]{1,4}[a-z]?", number):
            raise _fault(f"{number!r} is no number of a document")
        found[number] = _document(_text(target))
    return found


Text = Annotated[str, BeforeValidator(_text)]
Name = Annotated[str, BeforeValidator(_name)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AgentEntry(_Table):
    """A sender, recipient or participant."""

    name: Text = Field(min_length=1)
    ref: Text = ""
    role: Text = ""
    kind: Literal["person", "org", "place", ""] = ""


class PlaceEntry(_Table):
    """A place, with the id of its register entry if wanted."""

    name: Text = Field(min_length=1)
    ref: Text = ""


class RelatedEntry(_Table):
    """Another document of the edition."""

    target: str
    kind: str


Agents = Annotated[
    tuple[Annotated[AgentEntry, BeforeValidator(_entry)], ...], BeforeValidator(_items)
]
Place = Annotated[PlaceEntry, BeforeValidator(_entry)]
Places = Annotated[tuple[Place, ...], BeforeValidator(_items)]


class FrontMatter(_Table):
    """All keys, with "_" for "-"."""

    kind: Name = ""
    id: Name = ""
    title: Text = ""
    genre: Text = ""
    sender: Agents = ()
    recipient: Agents = ()
    participants: Agents = ()
    date: Text = ""
    place: Place | None = None
    received: Text = ""
    place_received: Places = ()
    repository: Text = ""
    settlement: Text = ""
    country: Text = ""
    archive_collection: Text = ""
    shelfmark: Text = ""
    language: Annotated[tuple[str, ...], BeforeValidator(_languages)] = ()
    translation_of: Text = ""
    editors: Texts = ()
    translator: Texts = ()
    author: Texts = ()
    licence: Annotated[str, BeforeValidator(_licence)] = ""
    keywords: Texts = ()
    related: Annotated[tuple[RelatedEntry, ...], BeforeValidator(_related)] = ()
    status: Literal[
        "",
        "approved",
        "candidate",
        "cleared",
        "deprecated",
        "draft",
        "embargoed",
        "expired",
        "frozen",
        "galley",
        "proposed",
        "published",
        "recommendation",
        "submitted",
        "unfinished",
        "withdrawn",
    ] = ""
    source: Text = ""
    abstract: Text = ""
    number: Text = ""
    classification: Text = ""
    documents: Annotated[dict[str, str], BeforeValidator(_documents)] = Field(default_factory=dict)
    collection: Texts = ()
