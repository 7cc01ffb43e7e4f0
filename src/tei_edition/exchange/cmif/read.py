"""Reading an index of letters: each entry becomes a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from lxml import etree

from tei_edition.exchange.cmif.actions import ActionReader, Side
from tei_edition.exchange.cmif.entries import Entries
from tei_edition.exchange.cmif.faults import LEFT_OUT, NOT_CMIF, NOTHING_SAID, SOURCE_NOT_FOUND
from tei_edition.exchange.cmif.index import Index, index_findings, read_index
from tei_edition.exchange.cmif.notes import Noted, read_notes
from tei_edition.exchange.imported import GivenFile, Imported, ImportedDocument, ImportOptions
from tei_edition.exchange.view import View
from tei_edition.findings import Finding, Location
from tei_edition.model.metadata import EditedElsewhere, Metadata
from tei_edition.model.slug import is_ncname, slug
from tei_edition.source_text import normalise_space
from tei_edition.tei.correspondence import RECEIVING, SENDING
from tei_edition.tei.locate import line_of
from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.tei.text_of import element_name

__all__ = ["read"]

_LONG: Final = 12  # characters
_WEB: Final = ("http://", "https://")


def read(files: Sequence[GivenFile], options: ImportOptions) -> Imported:
    """All letters of all files; one person of several files is one entry. Raises OSError."""
    entries = Entries()
    documents: list[ImportedDocument] = []
    findings: list[Finding] = []
    for file in files:
        try:
            root = parse_xml(file.read_bytes(), file.path).getroot()
        except IllFormed as error:
            findings.append(error.finding)
            continue
        descs = list(root.iter(tei("correspDesc")))
        if not descs:
            findings.append(_not_cmif(root, file.path))
            continue
        index = read_index(root, file.path)
        findings += index_findings(root, index)
        reader = _Reader(index, ActionReader(file.path, entries, options), entries, [], Counter())
        documents += [one for one in map(reader.read, descs) if one is not None]
        findings += [*reader.findings, *reader.actions.findings, *reader.left_out_findings()]
    entities = entries.entities()
    findings += entries.findings
    return Imported(tuple(documents), (), entities, tuple(sorted(findings)))


def _not_cmif(root: etree._Element, path: str) -> Finding:
    name = element_name(root)
    is_web_page = name.lower() == "html"
    what = "a page of the web" if is_web_page else f"its root is {name}, and it has no correspDesc"
    return NOT_CMIF.at(
        Location(path, line_of(root)),
        f"no index of letters: {what}",
        "fetch the file again" if is_web_page else "name its format with --format",
    )


@dataclass(slots=True)
class _Reader:
    """Reads the letters of one file."""

    index: Index
    actions: ActionReader
    entries: Entries
    findings: list[Finding]
    left_out: Counter[str]

    def read(self, desc: etree._Element) -> ImportedDocument | None:
        """The record that a ``correspDesc`` becomes; None if it says nothing."""
        location = Location(self.index.path, line_of(desc))
        found = list(desc.iterchildren(tei("correspAction")))
        sent = self.actions.read(_of_kind(found, SENDING), "sent")
        received = self.actions.read(_of_kind(found, RECEIVING), "received")
        for action in found:
            if _kind(action) not in (*SENDING, *RECEIVING):
                self.left_out[f'action "{action.get("type", "")}"'] += 1
        noted = read_notes(desc.iterchildren(tei("note")), self.entries, self.index.path)
        self.left_out.update(noted.left_out)
        assumptions = tuple(self.actions.assumptions)
        self.actions.assumptions.clear()
        if not any((*_all_of(sent), *_all_of(received))):
            self.findings.append(
                NOTHING_SAID.at(
                    location,
                    "an entry without sender, addressee, date and place is left out",
                    "look whether it was meant to be filled in",
                )
            )
            return None
        metadata = self._metadata(desc, sent, received, noted, location)
        key = normalise_space(desc.get("key", ""))
        notes = (f"{one.field}: {one.value}, {one.ground}" for one in assumptions)
        view = View(
            self.index.path,
            desc.get(XML_ID, "").strip() or key,
            metadata.title,
            sent.written,
            received.written,
            tuple((kind, tuple(sorted(ids))) for kind, ids in _mentions(noted)),
            noted.languages,
            (self.index.licence,) if self.index.licence else (),
            tuple(notes),
        )
        name = metadata.id or _name(metadata)
        return ImportedDocument(name, view, metadata, assumptions=assumptions)

    def _metadata(
        self, desc: etree._Element, sent: Side, received: Side, noted: Noted, location: Location
    ) -> Metadata:
        key = normalise_space(desc.get("key", ""))
        address = next((one for one in desc.get("ref", "").split() if one.startswith(_WEB)), "")
        # An index that we wrote ourselves has the ids of its letters as keys, where they have no
        # number; no number is that long.
        at_end = address.rpartition("/")[2].removesuffix(".html") == key
        is_id = is_ncname(key) and (at_end or len(key) >= _LONG)
        own = desc.get(XML_ID, "").strip()
        edited, words = self._edition(desc, address, location)
        also = (one for one in desc.get("corresp", "").split() if one.startswith(_WEB))
        metadata = Metadata(
            id=own if is_ncname(own) else key if is_id else "",
            senders=sent.agents,
            recipients=received.agents,
            date=next(iter(sent.dates), None),
            received=next(iter(received.dates), None),
            place_from=next(iter(sent.places), None),
            places_to=received.places,
            number="" if is_id else key,
            source=words,
            languages=noted.languages,
            editors=self.index.editors,
            licence=self.index.licence,
            other_dates=sent.dates[1:],
            other_received=received.dates[1:],
            other_places_from=sent.places[1:],
            mentioned=noted.mentioned,
            edited=replace(edited, also=tuple(dict.fromkeys((*also, *noted.also)))),
        )
        return replace(metadata, title=_title(metadata))

    def _edition(
        self, desc: etree._Element, address: str, location: Location
    ) -> tuple[EditedElsewhere, str]:
        """Where the letter is edited, and that edition in words."""
        pointed = next(iter(desc.get("source", "").split()), "").removeprefix("#")
        edition = self.index.find(pointed)
        if edition is None or (pointed and edition.id != pointed):
            self.findings.append(
                SOURCE_NOT_FOUND.at(
                    location,
                    f'source="#{pointed}" names no bibl of the index'
                    if pointed
                    else "no source says in which edition the letter is",
                    "correct it, or add the bibl to sourceDesc",
                )
            )
        if edition is None:
            return EditedElsewhere(address), ""
        source = edition.id if is_ncname(edition.id) else ""
        return EditedElsewhere(address, source, edition.kind if source else ""), edition.words

    def left_out_findings(self) -> Iterator[Finding]:
        """One finding for each sort of thing that is not taken, with how often it occurs."""
        for what, times in sorted(self.left_out.items()):
            often = "once" if times == 1 else f"{times} times"
            yield LEFT_OUT.at(
                Location(self.index.path),
                f"{what} is not taken, {often}",
                "a record cannot have it",
            )


def _kind(action: etree._Element) -> str:
    return action.get("type", "").strip().lower().replace("-", "")


def _of_kind(actions: Sequence[etree._Element], words: Sequence[str]) -> tuple[etree._Element, ...]:
    return tuple(action for action in actions if _kind(action) in words)


def _all_of(side: Side) -> tuple[object, ...]:
    return (*side.agents, *side.places, *side.dates)


def _mentions(noted: Noted) -> Iterator[tuple[str, set[str]]]:
    ordered = sorted(noted.mentioned, key=lambda agent: agent.kind)
    for kind, agents in groupby(ordered, key=lambda agent: agent.kind):
        yield kind, {agent.ref or agent.name for agent in agents}


def _names(metadata: Metadata) -> tuple[str, str]:
    """Sender and addressee in words; a place stands for one of whom nothing else is known."""
    place = metadata.place_from
    senders = [agent.name for agent in metadata.senders] or ([place.name] if place else [])
    recipients = [agent.name for agent in metadata.recipients]
    return ", ".join(senders), ", ".join(recipients or [one.name for one in metadata.places_to])


def _title(metadata: Metadata) -> str:
    sender, recipient = _names(metadata)
    # The number tells letters of one day apart.
    words = [f"Letter {metadata.number}" if len(metadata.number) <= _LONG else "Letter"]
    words += [f"from {sender}"] if sender else []
    words += [f"to {recipient}"] if recipient else []
    date = metadata.date
    shown = "" if date is None else date.text or " – ".join(_days(metadata))
    return normalise_space(" ".join(words)) + (f", {shown}" if shown else "")


def _days(metadata: Metadata) -> list[str]:
    attributes = () if metadata.date is None else metadata.date.attributes
    days = [value for name, value in attributes if name not in ("calendar", "precision")]
    return list(dict.fromkeys(days))


def _name(metadata: Metadata) -> str:
    """An id: the date as far as it is one, sender and addressee."""
    days = _days(metadata)
    date = days[0][:10] if len(days) == 1 else days[0][:4] if days else ""
    sender, recipient = (slug(name, longest=40) for name in _names(metadata))
    parties = f"{sender}-to-{recipient}" if sender and recipient else sender or recipient
    return "-".join(part for part in ("letter", slug(date), parties) if part)
