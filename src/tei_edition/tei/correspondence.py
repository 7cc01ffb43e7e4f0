"""Sending and receiving as headers tell of it: who, when, where (#CORRDESC, #HD44CD)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from lxml import etree

from tei_edition.model.mention import MentionKind
from tei_edition.tei.mentions import DATE_ATTRIBUTES, KINDS_BY_TYPE
from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.text_of import element_name

__all__ = [
    "RECEIVING",
    "SENDING",
    "Said",
    "correspondence_actions",
    "main_date",
    "said_in",
]

# Words of @type by which projects say that an action is the sending or the receiving, in lower
# case; the first is that of the Guidelines.
SENDING: Final = ("sent", "sending", "send", "sender", "sentby", "from", "dispatched")
RECEIVING: Final = ("received", "receiving", "receive", "recipient", "receiver", "addressee", "to")
_WORDS: Final = {"sent": SENDING, "received": RECEIVING}
_AGENTS: Final = frozenset(map(tei, ("persName", "orgName", "name", "rs")))
_PLACE_NAMES: Final = frozenset(
    map(tei, ("placeName", "settlement", "region", "country", "district", "bloc", "geogName"))
)
_DATE, _NAME, _RS = tei("date"), tei("name"), tei("rs")
_ACTIONS: Final = tuple(map(tei, ("correspAction", "sender", "addressee")))
# What is said in passing; and what is within a name is part of it.
_ASIDE: Final = frozenset(map(tei, ("note", "desc")))
# @subtype of an action that another post office or secretary stands for.
_ON_THE_WAY: Final = ("redirect", "forward", "transmit")
_OLD_STYLE: Final = frozenset({"#julian", "julian"})


def correspondence_actions(header: etree._Element, kind: str) -> tuple[etree._Element, ...]:
    """The actions of a kind ("sent", "received") that a letter has: mostly one.

    An address list may be spread over several ("to", "cc"). Of those by the way (redirecting,
    forwarding) none counts if there is any other, and of several ``correspDesc`` that belong to
    divisions (``@decls``) only the first: these are letters of their own.
    """
    actions = [
        action
        for desc in _descriptions(header)
        for action in desc.iter(*_ACTIONS)
        if _word_of(action) in _WORDS[kind]
    ]
    direct = [
        one for one in actions if not one.get("subtype", "").strip().lower().startswith(_ON_THE_WAY)
    ]
    return tuple(direct or actions)


def _word_of(action: etree._Element) -> str:
    """By which word an action says what it is; drafts of ``correspDesc`` had elements for it."""
    name = element_name(action)
    written = action.get("type", "") if name == "correspAction" else name
    return written.strip().lower().replace("-", "")


def _descriptions(header: etree._Element) -> list[etree._Element]:
    descriptions = list(header.iter(tei("correspDesc")))
    if len(descriptions) > 1:
        root = header.getparent()
        declared = set() if root is None else _declared(root)
        apart = [one for one in descriptions if f"#{one.get(XML_ID)}" in declared]
        if len(apart) > 1:
            return apart[:1]
    return descriptions


def _declared(root: etree._Element) -> set[str]:
    return {
        pointer
        for division in root.iter(tei("div"), tei("text"), tei("floatingText"))
        for pointer in division.get("decls", "").split()
    }


class Said(NamedTuple):
    """What an action says, in document order: the names that are no part of another, the dates."""

    agents: list[etree._Element]
    places: list[etree._Element]
    dates: list[etree._Element]


def said_in(*actions: etree._Element) -> Said:
    """Who, where and when, in some actions or other elements together."""
    said = Said([], [], [])
    for action in actions:
        _add(action, said, in_date=False)
    return said


def main_date(dates: Iterable[etree._Element]) -> etree._Element | None:
    """The one of several dates of one day that counts: with a value, of the newer calendar."""
    found = list(dates)
    with_value = [one for one in found if any(one.get(name) for name in DATE_ATTRIBUTES)]
    new_style = [one for one in with_value if one.get("calendar", "").lower() not in _OLD_STYLE]
    return next(iter((*new_style, *with_value, *found)), None)


def _kind(element: etree._Element) -> MentionKind | None:
    return KINDS_BY_TYPE.get(element.get("type", "").strip().lower())


def _is_agent(element: etree._Element) -> bool:
    if element.tag not in _AGENTS:
        return False
    kind = _kind(element)
    if element.tag == _RS and element.get("type", "").strip():
        return kind in (MentionKind.PERSON, MentionKind.ORG)  # it may be a title, an event …
    return kind is not MentionKind.PLACE


def _is_place(element: etree._Element) -> bool:
    if element.tag in _PLACE_NAMES:
        return True
    return element.tag in (_NAME, _RS) and _kind(element) is MentionKind.PLACE


def _add(element: etree._Element, said: Said, *, in_date: bool) -> None:
    """Add what stands in an element; no file is so deep that this would fail."""
    for child in element.iterchildren("*"):
        tag = child.tag
        if tag in _ASIDE:
            continue
        if tag == _DATE:
            if not in_date:
                said.dates.append(child)
            _add(child, said, in_date=True)
        elif _is_agent(child):
            said.agents.append(child)
        elif _is_place(child):
            said.places.append(child)
        else:
            _add(child, said, in_date=in_date)
