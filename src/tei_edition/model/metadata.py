"""What is known of a document: from its front matter, its title or its text."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.model.mention import Certainty

__all__ = [
    "Agent",
    "ArchivalLocation",
    "DatedText",
    "EditedElsewhere",
    "Metadata",
    "PlaceReference",
    "Related",
]


@dataclass(frozen=True, slots=True)
class Agent:
    """A sender, addressee or participant: person, organisation, or a place that stands for one.

    ``name`` is as written; ``kind`` is "person", "org" or "place", "" if not known; ``ref`` the id
    of a register entry, "" if unresolved; ``start``/``end`` offsets into the source, -1 if the name
    does not stand there; ``evidence`` what its ground is ("conjecture"; #att.editLike), "" where
    nothing says so.
    """

    name: str
    kind: str = ""
    ref: str = ""
    role: str = ""
    certainty: Certainty = Certainty.HIGH
    start: int = -1
    end: int = -1
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PlaceReference:
    """A place as written, with its register id where it was resolved."""

    name: str
    ref: str = ""
    certainty: Certainty = Certainty.HIGH
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class DatedText:
    """A date as written, its EDTF value ("" if it has none) and the attributes of att.datable."""

    text: str
    edtf: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    certainty: Certainty = Certainty.HIGH
    earliest: str = ""  # ISO day, for ids and sorting
    latest: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ArchivalLocation:
    """Where the document is kept (#msid)."""

    country: str = ""
    settlement: str = ""
    repository: str = ""
    collection: str = ""
    shelfmark: str = ""

    def __bool__(self) -> bool:
        return any(
            (self.country, self.settlement, self.repository, self.collection, self.shelfmark)
        )


@dataclass(frozen=True, slots=True)
class Related:
    """A pointer to a document of the edition; ``kind`` is a correspContext type or the like."""

    target: str
    kind: str = "related"


@dataclass(frozen=True, slots=True)
class EditedElsewhere:
    """Where a letter is edited that this edition only lists.

    ``address`` is that of the letter there; ``source`` the ``xml:id`` of the ``bibl`` that says in
    which edition, ``kind`` its type ("online", "print", "hybrid"); ``also`` are further addresses.
    Source: TEI P5 #correspDesc, @ref, @source and @corresp
    """

    address: str = ""
    source: str = ""
    kind: str = ""
    also: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.address or self.source or self.also)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of one document; "" and () where nothing is."""

    id: str = ""
    title: str = ""
    genre: str = ""
    senders: tuple[Agent, ...] = ()
    recipients: tuple[Agent, ...] = ()
    participants: tuple[Agent, ...] = ()
    date: DatedText | None = None
    received: DatedText | None = None
    place_from: PlaceReference | None = None
    places_to: tuple[PlaceReference, ...] = ()
    number: str = ""
    classification: str = ""
    archive: ArchivalLocation = ArchivalLocation()
    source: str = ""  # bibliographic or provenance statement in words
    languages: tuple[str, ...] = ()  # BCP 47; the first is the main language
    abstract: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    licence: str = ""
    keywords: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    collections: tuple[str, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()  # essay: number of "[Document N]" -> document id
    status: str = ""
    revised: str = ""  # W3C day, month or year of the last change
    published: str = ""
    # What one action has more of than one: the same day in two calendars, two places of writing.
    other_dates: tuple[DatedText, ...] = ()
    other_received: tuple[DatedText, ...] = ()
    other_places_from: tuple[PlaceReference, ...] = ()
    mentioned: tuple[Agent, ...] = ()  # by a letter of which the edition has no text
    edited: EditedElsewhere = EditedElsewhere()
