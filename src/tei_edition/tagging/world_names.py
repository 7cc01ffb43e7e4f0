"""Names of states, regions and international bodies, linked to the edition's registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from tei_edition.findings import Location
from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.registers.entity import Entity, Name, Registers
from tei_edition.tagging.folding import folded
from tei_edition.tagging.gazetteer import find_city, state_names, world
from tei_edition.tagging.names import NameIndex, name_index
from tei_edition.tagging.per_registers import per_registers
from tei_edition.tagging.reading import Found, Reading, whole_brackets
from tei_edition.tagging.variants import variants_of
from tei_edition.tagging.vocabulary import lines_of, words

__all__ = ["Bridge", "bridge", "world_names"]


class Bridge:
    """From what everyone knows to the register's entries: by names that both have."""

    def __init__(self, registers: Registers) -> None:
        by_name: dict[str, list[str]] = {}
        for entity in registers:
            if entity.kind not in (MentionKind.PLACE, MentionKind.ORG):
                continue
            for variant in variants_of(entity):
                by_name.setdefault(folded(variant.text), []).append(entity.id)
        self._known: dict[str, tuple[str, ...]] = {}
        for entity in (*world(), *_bodies()):
            for name in entity.names:  # the usual name comes first and decides
                if folded(name.text) in by_name and entity.id not in self._known:
                    self._known[entity.id] = tuple(dict.fromkeys(by_name[folded(name.text)]))
        self._places = tuple(e for e in registers if e.kind is MentionKind.PLACE)
        self._cities: dict[int, tuple[str, ...]] | None = None

    def entries(self, world_id: str) -> tuple[str, ...]:
        """The entries that a state, region or body of the gazetteer has in the register."""
        return self._known.get(world_id, ())

    def city_entries(self, geonames: int) -> tuple[str, ...]:
        """The entries that a city has in the register, by identifier or by a name."""
        if self._cities is None:
            self._cities = {}
            for entity in self._places:
                for number in sorted(_geonames_of(entity)):
                    self._cities[number] = (*self._cities.get(number, ()), entity.id)
        return self._cities.get(geonames, ())

    def ending_in(self, words_of: str) -> tuple[str, ...]:
        """The places of the register whose name ends in these folded words; none for ""."""
        if not words_of:
            return ()
        return tuple(
            entity.id
            for entity in self._places
            if any(f" {folded(name.text)}".endswith(f" {words_of}") for name in entity.names)
        )


def _geonames_of(entity: Entity) -> set[int]:
    given = {
        int(digits)
        for identifier in entity.identifiers
        if "geonames" in (identifier.authority + identifier.value).lower()
        and (digits := "".join(c for c in identifier.value if c.isdigit()))
    }
    if given:
        return given
    names = (find_city(name.text) for name in entity.names)
    return {city.geonames for city in names if city is not None}


bridge = per_registers(Bridge)


def world_names(reading: Reading, known: Bridge) -> Iterator[Found]:
    """The states, regions and international bodies named in a passage."""
    for index in _indices():
        for match in index.find(reading.text, reading.form):
            form = match.forms[0]
            if reading.is_adjective(match.start, match.end):
                continue
            entries = known.entries(form.entity)
            start, end = whole_brackets(reading.text, match.start, match.end)
            side = _side_before(reading, start)
            if side < start and form.kind is MentionKind.PLACE:
                yield Found(
                    side, end, form.kind, "gazetteer", Certainty.MEDIUM,
                    evidence=f"part of {_by_id()[form.entity].name}",
                )  # fmt: skip
            body = _body_behind(reading, end)
            if body > end and form.kind is MentionKind.PLACE:
                yield Found(
                    start, body, MentionKind.ORG, "state-body", Certainty.LOW,
                    evidence=f"an abbreviation behind {reading.text[start:end]}",
                )  # fmt: skip
            yield Found(
                start,
                end,
                form.kind,
                "gazetteer",
                certainty=Certainty.MEDIUM if len(entries) < 2 else Certainty.LOW,
                ref=entries[0] if len(entries) == 1 else "",
                evidence=_evidence(form.entity, entries),
                candidates=entries if len(entries) > 1 else (),
                forms=match.forms,
            )


def _side_before(reading: Reading, start: int) -> int:
    """Where "Western" before the name of a region begins; ``start`` if nothing like it is there."""
    before = reading.token_before(start)
    if (
        before is None
        or before.end != start - 1
        or not before.capital
        or before.acronym
        or before.possessive
    ):
        return start
    joined = reading.text[before.end : start].isspace()
    return before.start if joined and before.folded in words("geography", "compass") else start


def _body_behind(reading: Reading, end: int) -> int:
    """Where an abbreviation behind the name of a state ends; ``end`` if there is none."""
    after = reading.token_behind(end)
    if after is None or after.start != end + 1 or not after.acronym or not after.joined:
        return end
    if reading.capitals:
        return end
    short = len(after.text) < 3 or not after.text.isalpha()
    known = after.folded in state_names() or after.folded in words("common", "stamps")
    return end if short or known else after.end


def _evidence(world_id: str, entries: tuple[str, ...]) -> str:
    entity = _by_id()[world_id]
    if entries:
        return f"another name of {entity.name}"
    numbers = [f"GeoNames {identifier.value}" for identifier in entity.identifiers]
    return ", ".join([f"the gazetteer's {entity.name}", *numbers])


@cache
def _by_id() -> Mapping[str, Entity]:
    return {entity.id: entity for entity in (*world(), *_bodies())}


@lru_cache(maxsize=1)
def _indices() -> tuple[NameIndex, ...]:
    return (name_index(Registers((*world(), *_bodies()))),)


@cache
def _bodies() -> tuple[Entity, ...]:
    found = []
    for line in lines_of("bodies.tsv"):
        names, _, abbreviations = line.partition("\t")
        texts = [item.strip() for item in f"{names};{abbreviations}".split(";") if item.strip()]
        found.append(
            Entity(
                f"body:{folded(texts[0])}",
                MentionKind.ORG,
                Location("bodies.tsv"),
                tuple(Name(text) for text in texts),
            )
        )
    return tuple(found)
