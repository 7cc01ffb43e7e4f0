"""The order in which the mentions of a text are sought, weighed and linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.dates.reader import Order
from tei_edition.model.mention import Certainty, Mention, MentionKind
from tei_edition.model.metadata import Metadata
from tei_edition.registers.entity import Registers
from tei_edition.tagging.boundaries import splits_word
from tei_edition.tagging.choose import longest
from tei_edition.tagging.citations import find_citations
from tei_edition.tagging.cities import find_cities
from tei_edition.tagging.dated import dates_of
from tei_edition.tagging.documents import KnownDocument, resolve_documents
from tei_edition.tagging.fixed import built_names, register_names
from tei_edition.tagging.glosses import add_abbreviations
from tei_edition.tagging.institution_key import institutions_of
from tei_edition.tagging.names import NameIndex, name_index
from tei_edition.tagging.persons import Document, find_persons
from tei_edition.tagging.reading import Found, Reading, readings_of
from tei_edition.tagging.related_collections import related_collections
from tei_edition.tagging.resolve import Resolver
from tei_edition.tagging.sections import days_of, sections_of
from tei_edition.tagging.sides import add_sides
from tei_edition.tagging.variants import Strength
from tei_edition.tagging.view import View
from tei_edition.tagging.world_names import bridge, world_names

__all__ = ["Request", "mentions_of"]

_CITED_RANK: Final = 9  # a citation is never a part of another name
_NOTHING_KNOWN: Final = Metadata()


@dataclass(frozen=True, slots=True)
class Request:
    """What a text is tagged with: registers, languages, and what is known of it."""

    registers: Registers
    languages: Sequence[str] = ("en",)
    date_order: Order = "dmy"
    metadata: Metadata = _NOTHING_KNOWN
    known: Sequence[KnownDocument] = ()


def mentions_of(view: View, request: Request) -> list[Mention]:
    """The mentions of a view, sorted and apart from each other."""
    readings = readings_of(view, request.languages)
    dates = dates_of(
        view,
        languages=request.languages,
        order=request.date_order,
        document_date=request.metadata.date,
    )
    found = _chosen(readings, dates, request)
    resolver = Resolver(
        request.registers,
        sections_of(readings, dates),
        days_of(readings, dates, request.metadata),
        [reading.passage.scope.metadata for reading in readings],
    )
    mentions = [reading.mention(name) for reading, name in resolver.resolve(readings, found)]
    numbered = dict(request.metadata.documents)
    return resolve_documents(view.text, mentions, numbered, request.known)


def _chosen(
    readings: Sequence[Reading], dates: Sequence[Sequence[Found]], request: Request
) -> list[list[Found]]:
    """For each passage the names and dates that stay, persons not yet linked."""
    index, known = name_index(request.registers), bridge(request.registers)
    named = [_named(reading, index, request) for reading in readings]
    add_abbreviations(readings, named)
    fixed = [
        longest([*own_dates, *_cited(reading), *own_names])
        for reading, own_dates, own_names in zip(readings, dates, named, strict=True)
    ]
    company = [
        [*names, *_listed_persons(reading, index)]
        for reading, names in zip(readings, fixed, strict=True)
    ]
    cities = find_cities(readings, company, known)
    persons = find_persons(readings, index, fixed, cities, Document.of(readings))
    for number, names in enumerate(fixed):
        # a person before a city: of equal spans the first stays
        names.extend([*persons[number], *(city.found for city in cities[number])])
    add_sides(readings, fixed)
    return [
        longest(name for name in names if not splits_word(reading.text, name.start, name.end))
        for reading, names in zip(readings, fixed, strict=True)
    ]


def _named(reading: Reading, index: NameIndex, request: Request) -> list[Found]:
    known, institutions = bridge(request.registers), institutions_of(request.registers)
    found = [*register_names(reading, index), *world_names(reading, known)]
    company = [*longest(found), *_listed_persons(reading, index)]
    return [*found, *built_names(reading, company, institutions, known)]


def _cited(reading: Reading) -> list[Found]:
    found = [
        Found(c.start, c.end, MentionKind.DOC, "document-number", Certainty.LOW, rank=_CITED_RANK)
        for c in find_citations(reading.text)
    ]
    if reading.passage.scope.number == 0:
        found += related_collections(reading.text)
    return found


def _listed_persons(reading: Reading, index: NameIndex) -> list[Found]:
    """The persons of the registers, by names that say enough."""
    return [
        Found(match.start, match.end, MentionKind.PERSON, "register-name")
        for match in index.find(reading.text, reading.form)
        if any(
            form.kind is MentionKind.PERSON and form.strength is not Strength.SHORT
            for form in match.forms
        )
    ]
