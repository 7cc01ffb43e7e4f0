"""Sending and receiving of one letter in an index, as view and as metadata."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.dates import from_attributes, read_date
from tei_edition.exchange.cmif.entries import Entries
from tei_edition.exchange.cmif.faults import DATE_NOT_UNDERSTOOD
from tei_edition.exchange.imported import Assumption, ImportOptions
from tei_edition.exchange.view import Action, ViewAgent, ViewDate, ViewPlace
from tei_edition.findings import Finding, Location
from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.model.metadata import Agent, DatedText, PlaceReference
from tei_edition.tei.correspondence import main_date, said_in
from tei_edition.tei.locate import line_of
from tei_edition.tei.mentions import DATE_ATTRIBUTES, KINDS_BY_TYPE
from tei_edition.tei.text_of import element_name, text_of

__all__ = ["ActionReader", "Side"]

# CMIF's own word for a correspondent of whom nothing is known.
_UNKNOWN: Final = "unknown"
_KEPT: Final = ("calendar", "precision")
_CERTAINTIES: Final = {certainty.value: certainty for certainty in Certainty}
_LANGUAGES: Final = ("en", "de", "fr", "it", "es")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sides of a letter: as written, and as metadata with ids of entries."""

    written: Action
    agents: tuple[Agent, ...]
    places: tuple[PlaceReference, ...]
    dates: tuple[DatedText, ...]


@dataclass(slots=True)
class ActionReader:
    """Reads the actions of a file; tells what it had to assume for each letter."""

    path: str
    entries: Entries
    options: ImportOptions
    findings: list[Finding] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)

    def read(self, actions: Iterable[etree._Element], side: str) -> Side:
        """The actions of one ``side`` ("sent", "received") together."""
        said = said_in(*actions)
        main = main_date(said.dates)
        dates = sorted(said.dates, key=lambda element: element is not main)
        written_agents = tuple(self._agent(element) for element in said.agents)
        written_places = tuple(self._place(element) for element in said.places)
        written = Action(
            tuple(shown for shown, _ in written_agents),
            tuple(map(_view_date, said.dates)),
            tuple(shown for shown, _ in written_places),
        )
        return Side(
            written,
            tuple(self._known(one for _, one in written_agents)),
            tuple(place for _, place in written_places if place.name or place.ref),
            tuple(day for day in (self._day(date, side) for date in dates) if day is not None),
        )

    def _agent(self, element: etree._Element) -> tuple[ViewAgent, Agent]:
        name, written = text_of(element), element.get("ref", "").strip()
        kind = MentionKind.ORG if element_name(element) == "orgName" else MentionKind.PERSON
        kind = KINDS_BY_TYPE.get(element.get("type", "").strip().lower(), kind)
        ref = self.entries.id_of(element, written, name, kind, self.path)
        shown = ViewAgent(element_name(element), name, written, (ref,) if ref else ())
        certainty, evidence = _doubt(element)
        return shown, Agent(name, kind.value, ref, certainty=certainty, evidence=evidence)

    def _place(self, element: etree._Element) -> tuple[ViewPlace, PlaceReference]:
        name, written = text_of(element), element.get("ref", "").strip()
        ref = self.entries.id_of(element, written, name, MentionKind.PLACE, self.path)
        shown = ViewPlace(element_name(element), name, written, (ref,) if ref else ())
        return shown, PlaceReference(name, ref, *_doubt(element))

    def _known(self, agents: Iterable[Agent]) -> Iterable[Agent]:
        """Those of whom anything is known: "Unknown" and "-" stand for nobody."""
        for agent in agents:
            if agent.ref or (
                agent.name.strip("[]()?. ").lower() != _UNKNOWN
                and any(character.isalnum() for character in agent.name)
            ):
                yield agent

    def _day(self, element: etree._Element, side: str) -> DatedText | None:
        text = text_of(element)
        values = {
            name: element.get(name, "").strip()
            for name in (*DATE_ATTRIBUTES, *_KEPT)
            if element.get(name, "").strip()
        }
        certainty, evidence = _doubt(element)
        if any(name in DATE_ATTRIBUTES for name in values):
            try:
                value = from_attributes(values)
            except ValueError as error:
                return self._not_understood(element, values, text, str(error))
            first, last = (
                "" if day is None else day.isoformat() for day in (value.earliest, value.latest)
            )
            pairs = tuple(values.items())
            return DatedText(text, value.edtf, pairs, certainty, first, last, evidence)
        return self._day_in_words(text, side, evidence) if text else None

    def _day_in_words(self, text: str, side: str, evidence: str) -> DatedText:
        """A date of which only words are given, read as those of a letter are."""
        languages = tuple(dict.fromkeys((self.options.language, *_LANGUAGES)))
        # "o.D. [1912 …]": without date, and in brackets what its editors made out.
        inner = text.partition("[")[2].rpartition("]")[0] or text
        for words in dict.fromkeys((text, inner)):
            found = read_date(words, languages=languages, order=self.options.date_order)
            attributes = {} if found is None else found.value.attributes()
            if found is not None and attributes:
                self.assumptions.append(
                    Assumption(f"{side}.dates", found.value.edtf, f'read from the words "{text}"')
                )
                value = found.value
                first, last = (
                    "" if day is None else day.isoformat() for day in (value.earliest, value.latest)
                )
                pairs = tuple(attributes.items())
                ground = evidence or "internal"
                return DatedText(text, value.edtf, pairs, Certainty.MEDIUM, first, last, ground)
        return DatedText(text, evidence=evidence)

    def _not_understood(
        self, element: etree._Element, values: dict[str, str], text: str, why: str
    ) -> DatedText:
        written = ", ".join(f'{name}="{value}"' for name, value in values.items())
        self.findings.append(
            DATE_NOT_UNDERSTOOD.at(
                Location(self.path, line_of(element)),
                f"{written[:100]} is no date: {why}",
                "give a day, month or year; the date is kept as words",
            )
        )
        return DatedText(text or " ".join(dict.fromkeys(values.values())))


def _doubt(element: etree._Element) -> tuple[Certainty, str]:
    certainty = _CERTAINTIES.get(element.get("cert", "").strip(), Certainty.HIGH)
    return certainty, element.get("evidence", "").strip()


def _view_date(element: etree._Element) -> ViewDate:
    return ViewDate(
        text_of(element),
        tuple((str(name), str(value).strip()) for name, value in element.attrib.items()),
    )
