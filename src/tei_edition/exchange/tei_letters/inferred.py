"""What a letter does not say in ``correspDesc``: from elsewhere in the header, the text, the title.

Each step is asked only for what the ones before it left open; whatever is taken is an assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.dates import find_dates
from tei_edition.exchange.imported import Assumption
from tei_edition.exchange.tei_letters.headers import agent_of, date_of, place_of
from tei_edition.exchange.tei_letters.titles import read_title
from tei_edition.exchange.view import Action, ViewAgent, ViewDate, ViewPlace
from tei_edition.tei.correspondence import RECEIVING, SENDING, said_in
from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import text_of
from tei_edition.tei.texts import texts_in

__all__ = ["Inferred", "complete"]

_SENDERS: Final = frozenset(
    """author writer correspondent-from absender absenderin verfasser verfasserin schreiber
    autor auteur expéditeur expediteur mittente remitente remetente aut""".split()
) | set(SENDING)
_ADDRESSEES: Final = frozenset(
    """empfänger empfaenger empfängerin adressat adressatin destinataire destinatario destinatário
    rcp""".split()
) | set(RECEIVING)
_HOLDERS: Final = tuple(
    map(tei, ("person", "personGrp", "org", "persName", "orgName", "name", "rs", "author"))
)
_WITHIN: Final = frozenset(
    map(tei, ("floatingText", "quote", "cit", "note", "listPerson", "listPlace", "back"))
)
_LONGEST_NAME: Final = 80


@dataclass(slots=True)
class Inferred:
    """Sending and receiving as far as they are made out, and what was assumed on the way."""

    sent: Action
    received: Action
    assumptions: list[Assumption] = field(default_factory=list)

    def offer_agents(self, side: str, agents: Iterable[ViewAgent], ground: str) -> None:
        """Take agents for a side that has none."""
        action, found = getattr(self, side), tuple(one for one in agents if one.name or one.ref)
        if found and not action.agents:
            setattr(self, side, Action(found, action.dates, action.places))
            self._note(f"{side}.agents", "; ".join(one.name or one.ref for one in found), ground)

    def offer_dates(self, dates: Iterable[ViewDate], ground: str) -> None:
        """Take dates of sending if there are none."""
        found = tuple(one for one in dates if one.text or one.attributes)
        if found and not self.sent.dates:
            self.sent = Action(self.sent.agents, found, self.sent.places)
            shown = "; ".join(one.text or " ".join(dict(one.attributes).values()) for one in found)
            self._note("sent.dates", shown, ground)

    def offer_places(self, places: Iterable[ViewPlace], ground: str) -> None:
        """Take places of sending if there are none."""
        found = tuple(one for one in places if one.name or one.ref)
        if found and not self.sent.places:
            self.sent = Action(self.sent.agents, self.sent.dates, found)
            self._note("sent.places", "; ".join(one.name or one.ref for one in found), ground)

    def _note(self, name: str, value: str, ground: str) -> None:
        self.assumptions.append(Assumption(name, value, ground))


def complete(
    root: etree._Element,
    sent: Action,
    received: Action,
    title: str,
    languages: Sequence[str],
) -> Inferred:
    """What ``correspDesc`` says, and what it leaves open as far as it stands elsewhere."""
    found = Inferred(sent, received)
    header = root.find(tei("teiHeader"))
    if header is not None:
        _by_roles(found, header)
        _by_creation(found, header)
    bodies = texts_in(root)
    if bodies:
        _by_text(found, bodies[0], languages)
    _by_title(found, title, languages)
    if header is not None and not found.sent.agents:
        author = _first(header, _path("fileDesc", "titleStmt", "author"))
        found.offer_agents("sent", map(agent_of, author), "the author that the header names")
    return found


def _by_roles(found: Inferred, header: etree._Element) -> None:
    """Persons of ``particDesc``, names in ``creation``, ``sourceDesc`` … that say their role."""
    for side, words in (("sent", _SENDERS), ("received", _ADDRESSEES)):
        holders = [
            element
            for section in header.iterdescendants(
                *map(tei, ("correspDesc", "particDesc", "creation", "sourceDesc", "titleStmt"))
            )
            for element in section.iter(*_HOLDERS)
            if _role(element) in words
        ]
        named = [one for one in holders if one.getparent() not in holders]
        found.offer_agents(side, map(agent_of, named), "its role in the header")


def _role(element: etree._Element) -> str:
    for name in ("role", "type", "ana", "corresp"):
        value = element.get(name, "").strip().lstrip("#").lower().rpartition(":")[2]
        if value in _SENDERS or value in _ADDRESSEES:
            return value
    return ""


def _by_creation(found: Inferred, header: etree._Element) -> None:
    for creation in header.iterdescendants(tei("creation")):
        ground = "the creation that the header tells of"
        said = said_in(creation)
        found.offer_dates(map(date_of, said.dates), ground)
        found.offer_places(map(place_of, said.places), ground)


def _by_text(found: Inferred, text: etree._Element, languages: Sequence[str]) -> None:
    datelines = list(_own(text, "dateline"))
    for dateline in datelines:
        said = said_in(dateline)
        found.offer_dates(map(date_of, said.dates), "the dateline")
        found.offer_places(map(place_of, said.places), "the dateline")
    for dateline in datelines:
        words = text_of(dateline)[:_LONGEST_NAME]
        dates = find_dates(words, languages=tuple(languages) or ("en",))
        known = next((one for one in dates if one.value.edtf), None)
        if known is not None:
            wording = words[known.start : known.end]
            attributes = tuple(known.value.attributes().items())
            found.offer_dates([ViewDate(wording, attributes)], "the words of the dateline")
    for name in ("signed", "byline", "docAuthor"):
        for signed in _own(text, name):
            found.offer_agents("sent", map(agent_of, said_in(signed).agents), f"the name in {name}")
    for name in ("address", "salute"):
        for address in _own(text, name):
            if next(address.iterancestors(tei("closer")), None) is None:
                agents = map(agent_of, said_in(address).agents)
                found.offer_agents("received", agents, f"the name in {name}")


def _own(text: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of the letter itself, not of one that it quotes or has as an enclosure."""
    for element in text.iter(tei(name)):
        if not any(above.tag in _WITHIN for above in element.iterancestors()):
            yield element


def _by_title(found: Inferred, title: str, languages: Sequence[str]) -> None:
    parts = read_title(title, languages)
    ground = "the title"
    if parts.sender:
        found.offer_agents("sent", [ViewAgent("title", parts.sender)], ground)
    if parts.addressee:
        found.offer_agents("received", [ViewAgent("title", parts.addressee)], ground)
    if parts.date is not None:
        wording = title[parts.date.start : parts.date.end]
        attributes = tuple(parts.date.value.attributes().items())
        found.offer_dates([ViewDate(wording, attributes)], ground)


def _path(*names: str) -> str:
    return "/".join(map(tei, names))


def _first(header: etree._Element, path: str) -> Sequence[etree._Element]:
    return header.findall(path)[:1]
