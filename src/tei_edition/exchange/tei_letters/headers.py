"""What a letter says outright of its sending and receiving, as it says it."""

from __future__ import annotations

from lxml import etree

from tei_edition.exchange.view import Action, ViewAgent, ViewDate, ViewPlace
from tei_edition.tei.correspondence import (
    correspondence_actions,
    said_in,
)
from tei_edition.tei.namespaces import XML_ID, local_name, tei
from tei_edition.tei.pointers import entries_named_by
from tei_edition.tei.text_of import element_name, text_of

__all__ = ["agent_of", "date_of", "place_of", "read_action"]


def read_action(root: etree._Element, kind: str) -> Action:
    """The sending or receiving that ``correspDesc`` tells of; empty if it tells nothing."""
    header = root.find(tei("teiHeader"))
    said = said_in(*(() if header is None else correspondence_actions(header, kind)))
    return Action(
        tuple(map(agent_of, said.agents)),
        tuple(map(date_of, said.dates)),
        tuple(map(place_of, said.places)),
    )


def agent_of(element: etree._Element) -> ViewAgent:
    """A name, or an entry of ``particDesc``, which is its own reference."""
    return ViewAgent(element_name(element), _name(element), _written(element), _ids(element))


def place_of(element: etree._Element) -> ViewPlace:
    """A name of a place, in the same way."""
    return ViewPlace(element_name(element), _name(element), _written(element), _ids(element))


def date_of(element: etree._Element) -> ViewDate:
    """A date with all that its attributes say."""
    return ViewDate(
        _words(element),
        tuple((local_name(str(name)), str(value)) for name, value in element.attrib.items()),
    )


def _name(element: etree._Element) -> str:
    """The words; of an entry those of its first name."""
    names = (tei("persName"), tei("orgName"), tei("placeName"), tei("name"))
    if element.tag in (tei("person"), tei("org"), tei("personGrp"), tei("place")):
        first = next(element.iterchildren(*names), None)
        return _words(element if first is None else first)
    return _words(element)


def _words(element: etree._Element) -> str:
    """Its text with plain blanks: no-break spaces are a matter of layout."""
    return " ".join(text_of(element).split())


def _written(element: etree._Element) -> str:
    for name in ("ref", "key", "sameAs", "corresp"):
        value = " ".join(element.get(name, "").split())
        if value:
            return value
    own = element.get(XML_ID, "")
    return f"#{own}" if own and element_name(element) in ("person", "org", "personGrp") else ""


def _ids(element: etree._Element) -> tuple[str, ...]:
    found = entries_named_by(element)
    own = element.get(XML_ID, "")
    if found or not own or element_name(element) not in ("person", "org", "personGrp"):
        return found
    return (own,)
