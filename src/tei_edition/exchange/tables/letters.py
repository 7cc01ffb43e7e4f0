"""Drafts become letters: ids of register entries, titles, names, and the view of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from tei_edition.disk import is_device_name
from tei_edition.exchange.imported import Assumption, ImportedDocument
from tei_edition.exchange.tables.entries import Entries, Named
from tei_edition.exchange.tables.faults import CHANGED_ID, REPEATED_ID
from tei_edition.exchange.tables.rows import Draft
from tei_edition.exchange.view import Action, View, ViewAgent, ViewDate, ViewPlace
from tei_edition.findings import Finding
from tei_edition.model.mention import MentionKind
from tei_edition.model.metadata import Agent, DatedText, Metadata, PlaceReference
from tei_edition.model.slug import is_ncname, slug

__all__ = ["Letters"]

_LONG: Final = 12
_ELEMENTS: Final = {MentionKind.PERSON: "persName", MentionKind.ORG: "orgName"}


class Letters:
    """Makes letters of drafts, when all names are known."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._names: dict[str, str] = {}
        self.findings: list[Finding] = []

    def make(self, draft: Draft) -> ImportedDocument:
        """The letter that a row describes."""
        named = draft.named
        froms, tos = self._places(named["place-from"]), self._places(named["place-to"])
        metadata = replace(
            draft.metadata,
            senders=self._agents(named["sender"]),
            recipients=self._agents(named["recipient"]),
            mentioned=self._agents(named["mentioned"]),
            place_from=next(iter(froms), None),
            other_places_from=froms[1:],
            places_to=tos,
        )
        written_id = metadata.id
        metadata = replace(metadata, title=metadata.title or _title(metadata, draft))
        name = self._name(draft, metadata)
        metadata = replace(metadata, id=name)
        assumptions = tuple(self._assumptions(draft))
        view = View(
            draft.location.path,
            written_id or metadata.number,
            metadata.title,
            self._action(named["sender"], named["place-from"], metadata.date),
            self._action(named["recipient"], named["place-to"], metadata.received),
            (("person", tuple(sorted({one.ref or one.name for one in metadata.mentioned}))),)
            if metadata.mentioned
            else (),
            metadata.languages,
            (metadata.licence,) if metadata.licence else (),
            (
                f"line {draft.location.line}",
                *(f"{one.field}: {one.value}, {one.ground}" for one in assumptions),
            ),
        )
        return ImportedDocument(name, view, metadata, assumptions=assumptions)

    def _agents(self, named: Sequence[Named]) -> tuple[Agent, ...]:
        return tuple(Agent(one.name, one.kind.value, self._entries.id_of(one)) for one in named)

    def _places(self, named: Sequence[Named]) -> tuple[PlaceReference, ...]:
        return tuple(PlaceReference(one.name, self._entries.id_of(one)) for one in named)

    def _action(
        self, agents: Sequence[Named], places: Sequence[Named], date: DatedText | None
    ) -> Action:
        return Action(
            tuple(
                ViewAgent(_ELEMENTS.get(one.kind, "name"), one.name, _ref(one), self._ids(one))
                for one in agents
            ),
            () if date is None else (ViewDate(date.text, date.attributes),),
            tuple(ViewPlace("placeName", one.name, _ref(one), self._ids(one)) for one in places),
        )

    def _ids(self, named: Named) -> tuple[str, ...]:
        found = self._entries.id_of(named)
        return (found,) if found else ()

    def _assumptions(self, draft: Draft) -> Iterable[Assumption]:
        for field, people in draft.named.items():
            for one in people:
                bearers = self._entries.bearers(one)
                if bearers > 1:
                    ground = f"{bearers} entries bear the name, and no identifier says which"
                    yield Assumption(field, f"{one.name} not resolved", ground)

    def _name(self, draft: Draft, metadata: Metadata) -> str:
        """The id of the letter: its own made fit and unique, else one of what it says."""
        written = metadata.id
        wanted = written or _made_name(metadata)
        name = wanted if is_ncname(wanted) else slug(wanted)
        is_fit = is_ncname(name) and not is_device_name(name)
        name = name if is_fit else f"letter-{name}".rstrip("-")
        before = self._names.get(name.lower())
        free, number = name, 1
        while free.lower() in self._names:
            number += 1
            free = f"{name}-{number}"
        self._names[free.lower()] = f"{draft.location}"
        if written and before is not None:
            self.findings.append(
                REPEATED_ID.at(
                    draft.location,
                    f"the id {written!r} stands at {before} already; this row comes in as {free}",
                    "give each letter an id of its own",
                )
            )
        elif written and name != written and not written.isdigit():
            self.findings.append(
                CHANGED_ID.at(
                    draft.location,
                    f"{written[:80]!r} cannot be an id; the letter comes in as {free}",
                    "nothing is to be done unless others point to it",
                )
            )
        return free


def _ref(named: Named) -> str:
    written = [
        f"{one.authority}:{one.value}" for one in named.identifiers if one.authority != "URL"
    ]
    written += [one.value for one in named.identifiers if one.authority == "URL"]
    return " ".join(written) or named.own_id


def _spoken(draft: Draft, *fields: str) -> str:
    """Names in words: of the first field that has any."""
    for field in fields:
        if draft.named[field]:
            return ", ".join(one.spoken for one in draft.named[field])
    return ""


def _title(metadata: Metadata, draft: Draft) -> str:
    sender = _spoken(draft, "sender", "place-from")
    recipient = _spoken(draft, "recipient", "place-to")
    words = "Letter"
    if metadata.number and len(metadata.number) <= _LONG:
        words += f" {metadata.number}"
    words += f" from {sender}" if sender else ""
    words += f" to {recipient}" if recipient else ""
    return words + (f", {metadata.date.text}" if metadata.date else "")


def _made_name(metadata: Metadata) -> str:
    """An id of date, sender and addressee."""
    date = metadata.date
    match = re.match(r"\d{4}(-\d\d){0,2}", date.edtf) if date is not None else None
    day = match[0] if match else date.earliest[:4] if date is not None else ""
    places = (metadata.place_from,) if metadata.place_from is not None else ()
    sender = _slugged(metadata.senders or places)
    recipient = _slugged(metadata.recipients or metadata.places_to)
    parties = f"{sender}-to-{recipient}" if sender and recipient else sender or recipient
    if not day and not parties:
        parties = slug(metadata.number or metadata.title, longest=48)
    return "-".join(part for part in ("letter", day, parties) if part)


def _slugged(named: Sequence[Agent | PlaceReference]) -> str:
    """The first two, by the ids of their entries, which are shorter than names."""
    return slug(" ".join(one.ref or one.name for one in named[:2]), longest=40)
