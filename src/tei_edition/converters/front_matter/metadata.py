"""Checked front matter to the metadata of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from tei_edition.converters.front_matter.faults import UNREAD_DATE
from tei_edition.converters.front_matter.schema import AgentEntry, FrontMatter, PlaceEntry
from tei_edition.dates.dated import dated_text
from tei_edition.findings import Finding
from tei_edition.model.metadata import (
    Agent,
    ArchivalLocation,
    DatedText,
    Metadata,
    PlaceReference,
    Related,
)
from tei_edition.source_text import SourceText

__all__ = ["metadata_of", "unread_dates"]

_PREFIX: Final = re.compile(r"(?:person|place|org):(?=\S)")
_KINDS: Final = {"person:": "person", "org:": "org", "place:": "place"}
_WITHOUT_DATE: Final = frozenset({"undated", "n.d.", "s.d.", "unknown", "no date", "o. d.", "o.d."})


def metadata_of(
    front_matter: FrontMatter,
    languages: Sequence[str],
    date_order: Literal["dmy", "mdy", "ymd"],
) -> Metadata:
    """What the front matter says, as the other stages want it."""

    def dated(text: str) -> DatedText | None:
        return dated_text(text, languages=languages, order=date_order) if text else None

    translation = front_matter.translation_of
    return Metadata(
        id=front_matter.id,
        title=front_matter.title,
        genre=front_matter.genre,
        senders=tuple(map(_agent, front_matter.sender)),
        recipients=tuple(map(_agent, front_matter.recipient)),
        participants=tuple(map(_agent, front_matter.participants)),
        date=dated(front_matter.date),
        received=dated(front_matter.received),
        place_from=_place(front_matter.place) if front_matter.place else None,
        places_to=tuple(map(_place, front_matter.place_received)),
        number=front_matter.number,
        classification=front_matter.classification,
        archive=ArchivalLocation(
            front_matter.country,
            front_matter.settlement,
            front_matter.repository,
            front_matter.archive_collection,
            front_matter.shelfmark,
        ),
        source=front_matter.source,
        languages=front_matter.language,
        abstract=front_matter.abstract,
        authors=front_matter.author,
        editors=front_matter.editors,
        translators=front_matter.translator,
        licence=front_matter.licence,
        keywords=front_matter.keywords,
        related=(
            *(Related(entry.target, entry.kind) for entry in front_matter.related),
            *([Related(translation, "translation-of")] if translation else []),
        ),
        collections=front_matter.collection,
        documents=tuple(front_matter.documents.items()),
        status=front_matter.status,
    )


def _agent(entry: AgentEntry) -> Agent:
    prefix = _PREFIX.match(entry.ref)
    kind = entry.kind or (_KINDS[prefix[0]] if prefix else "")
    return Agent(entry.name, kind, _PREFIX.sub("", entry.ref), entry.role)


def _place(entry: PlaceEntry) -> PlaceReference:
    return PlaceReference(entry.name, _PREFIX.sub("", entry.ref))


def unread_dates(
    source: SourceText, metadata: Metadata, offsets: Mapping[str, int]
) -> list[Finding]:
    """A finding for each date that says something, but nothing that can be worked out."""
    findings = []
    for key, date in (("date", metadata.date), ("received", metadata.received)):
        if date is None or date.edtf or date.text.lower() in _WITHOUT_DATE:
            continue
        findings.append(
            UNREAD_DATE.at(
                source.locate(offsets[key]),
                f"{key} is {date.text!r}, which means no day, month or year",
                "write EDTF such as 1979-11-16 or 1979-11, or the date in words",
            )
        )
    return findings
