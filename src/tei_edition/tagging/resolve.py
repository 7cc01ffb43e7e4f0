"""Who is meant: persons linked to the registers by what the text says around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.model.metadata import Agent, Metadata
from tei_edition.registers.entity import Entity, Registers
from tei_edition.tagging.folding import folded
from tei_edition.tagging.names import Form
from tei_edition.tagging.person_index import PersonIndex, person_index
from tei_edition.tagging.reading import Found, Reading
from tei_edition.tagging.variants import Strength

__all__ = ["Resolver"]

_UNKNOWN: Final = "~"  # begins the identity of a person whom no register has
_DOMINANT: Final = 3  # so many times as often as anyone else of that name
_NEAR: Final = 3  # passages


@dataclass(frozen=True, slots=True)
class _Named:
    """A person named in full: where, and who."""

    order: int
    passage: int
    section: int
    identity: str


@dataclass(slots=True)
class Resolver:
    """Links the persons found in one document.

    ``sections`` gives for each passage the part of the document in which short forms are at home
    (a record of a listing); ``dates`` the day (ISO) at which it stands, "" if unknown.
    """

    registers: Registers
    sections: Sequence[int]
    dates: Sequence[str]
    metadata: Sequence[Metadata]
    _named: dict[str, list[_Named]] = field(default_factory=dict)

    @property
    def _persons(self) -> PersonIndex:
        return person_index(self.registers)

    def resolve(
        self, readings: Sequence[Reading], found: Sequence[Sequence[Found]]
    ) -> list[tuple[Reading, Found]]:
        """All findings in order, persons linked; ``found`` are those of each passage."""
        places = [(passage, name) for passage, names in enumerate(found) for name in names]
        full = [
            self._full(order, passage, readings[passage], name)
            if name.kind is MentionKind.PERSON
            else name
            for order, (passage, name) in enumerate(places)
        ]
        return [
            (
                readings[passage],
                self._short(order, passage, readings[passage], name)
                if self._is_short(readings[passage], name)
                else name,
            )
            for order, ((passage, _), name) in enumerate(zip(places, full, strict=True))
        ]

    def _is_short(self, reading: Reading, name: Found) -> bool:
        person = name.kind is MentionKind.PERSON
        return person and not name.ref and len(_words(reading, name)) == 1

    # -- names in full ---------------------------------------------------------------------------

    def _full(self, order: int, passage: int, reading: Reading, name: Found) -> Found:
        row = _words(reading, name)
        strong = tuple(form for form in name.forms if form.strength is not Strength.SHORT)
        if strong:
            name = self._choose(passage, reading, name, strong)
        elif len(row) > 1:
            name = self._by_spelling(name, row)
        if name.ref:
            self._remember(order, passage, name.ref, self._persons.ends(name.ref))
        elif len(row) > 1 and not name.candidates:
            identity = _UNKNOWN + " ".join(row)
            self._remember(order, passage, identity, frozenset((row[0], row[-1])))
        return name

    def _remember(self, order: int, passage: int, identity: str, ends: frozenset[str]) -> None:
        section = self.sections[passage]
        named = _Named(order, passage, section, identity)
        for end in sorted(ends):
            self._named.setdefault(end, []).append(named)

    def _choose(
        self, passage: int, reading: Reading, name: Found, forms: tuple[Form, ...]
    ) -> Found:
        """Link a name that one or several entries bear."""
        ids = tuple(dict.fromkeys(form.entity for form in forms))
        if len(ids) > 1:
            ids = self._narrowed(passage, reading, forms)
        if len(ids) > 1:
            return replace(name, certainty=Certainty.LOW, candidates=ids)
        derived = all(form.strength is Strength.DERIVED for form in forms)
        unsure = derived or len(forms) > 1
        certainty = Certainty.MEDIUM if unsure else Certainty.HIGH
        return replace(name, ref=ids[0], certainty=certainty, candidates=())

    def _by_spelling(self, name: Found, row: tuple[str, ...]) -> Found:
        found = self._persons.spelled_like(row)
        if len(found) != 1:
            return replace(name, candidates=found) if found else name
        entity = self.registers.find(found[0])
        written = entity.name if entity is not None else found[0]
        evidence = "; ".join(part for part in (name.evidence, f"spelt {written} there") if part)
        return replace(
            name, ref=found[0], rule="register-spelling", certainty=Certainty.MEDIUM,
            evidence=evidence,
        )  # fmt: skip

    # -- short forms -----------------------------------------------------------------------------

    def _short(self, order: int, passage: int, reading: Reading, name: Found) -> Found:
        word = _words(reading, name)[0]
        bearers = self._named.get(word, [])
        chosen, evidence, certainty = self._in_text(order, passage, bearers)
        if not chosen:
            chosen, evidence, certainty = self._in_register(passage, reading, name, word, bearers)
        if len(chosen) > 1:
            ids = tuple(i for i in chosen if not i.startswith(_UNKNOWN))
            return replace(
                name, certainty=Certainty.LOW, candidates=ids, evidence="several bear the name"
            )
        if not chosen:
            return name
        if chosen[0].startswith(_UNKNOWN):
            return replace(name, evidence=evidence, rule="short-form")
        return replace(
            name, ref=chosen[0], certainty=certainty, evidence=evidence, rule="short-form",
            candidates=(),
        )  # fmt: skip

    def _in_text(
        self, order: int, passage: int, bearers: Sequence[_Named]
    ) -> tuple[tuple[str, ...], str, Certainty]:
        """Whom the text itself names in full: in the passage, in its section, anywhere."""
        alone = len({named.identity for named in bearers}) == 1
        sure = Certainty.HIGH if alone else Certainty.MEDIUM
        here = [named for named in bearers if named.passage == passage]
        before = [named for named in here if named.order < order]
        if before:
            return (before[-1].identity,), "named in full just before", sure
        if len({named.identity for named in here}) == 1:
            return (here[0].identity,), "named in full just after", sure
        section = self.sections[passage]
        near = [named for named in bearers if named.section == section]
        chosen = self._dominant(near, passage)
        if chosen:
            return (chosen,), "named in full in the same part", sure
        return (), "", sure

    def _dominant(self, bearers: Sequence[_Named], passage: int) -> str:
        """The only bearer, the correspondent, the one named last nearby, or by far most often."""
        counts: dict[str, int] = {}
        for named in bearers:
            counts[named.identity] = counts.get(named.identity, 0) + 1
        if len(counts) < 2:
            return next(iter(counts), "")
        parties = [identity for identity in counts if identity in self._parties(passage)]
        if len(parties) == 1:
            return parties[0]
        recent = [n for n in bearers if passage - _NEAR <= n.passage < passage]
        if len({named.identity for named in recent}) == 1:
            return recent[-1].identity
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return ordered[0][0] if ordered[0][1] >= _DOMINANT * ordered[1][1] else ""

    def _parties(self, passage: int) -> dict[str, None]:
        """The ids of those whom the header of the passage's document names."""
        return dict.fromkeys(a.ref for a in _agents(self.metadata[passage]) if a.ref)

    def _in_register(
        self,
        passage: int,
        reading: Reading,
        name: Found,
        word: str,
        bearers: Sequence[_Named],
    ) -> tuple[tuple[str, ...], str, Certainty]:
        qualified = tuple(
            form.entity for form in name.forms if form.qualifier and _qualifies(form, reading)
        )
        if len(qualified) == 1:
            return qualified, "the register's own qualification stands near", Certainty.MEDIUM
        parties = self._persons.called(word, self._parties(passage))
        if len(parties) == 1:
            return parties, "a correspondent", Certainty.MEDIUM
        elsewhere = tuple(dict.fromkeys(named.identity for named in bearers))
        if len(elsewhere) == 1:
            return elsewhere, "named in full elsewhere in the document", Certainty.MEDIUM
        ids = self._narrowed(passage, reading, name.forms)
        if not ids:
            ids = self._persons.misspelt(word)
            if len(ids) == 1:
                return ids, "another spelling", Certainty.LOW
        if len(elsewhere) > 1:
            ids = tuple(i for i in elsewhere if i in ids) or elsewhere
        return ids, "the only such entry of the register", Certainty.MEDIUM

    def _narrowed(self, passage: int, reading: Reading, forms: Iterable[Form]) -> tuple[str, ...]:
        """Of several entries those alive and in office at the date, or of the office named."""
        ids = tuple(dict.fromkeys(form.entity for form in forms))
        if len(ids) < 2:
            return ids
        entities = [e for e in map(self.registers.find, ids) if e is not None]
        date = self.dates[passage]
        living = [e for e in entities if not date or _alive(e, date)]
        active = [e for e in living if date and _in_office(e, date)]
        for group in (active, living):
            if len(group) == 1:
                return (group[0].id,)
        return tuple(entity.id for entity in (active or living or entities))


def _words(reading: Reading, name: Found) -> tuple[str, ...]:
    return tuple(folded(reading.text[name.start : name.end]).split())


def _agents(metadata: Metadata) -> tuple[Agent, ...]:
    return (*metadata.senders, *metadata.recipients, *metadata.participants)


def _qualifies(form: Form, reading: Reading) -> bool:
    return f" {folded(form.qualifier)} " in f" {reading.form.text} ".replace(",", " ").replace(
        ".", " "
    )


def _alive(entity: Entity, date: str) -> bool:
    return not (entity.birth and entity.birth > date) and not (
        entity.death and entity.death < date[: len(entity.death)]
    )


def _in_office(entity: Entity, date: str) -> bool:
    return any(
        (role.start or role.end)
        and (not role.start or role.start <= date)
        and (not role.end or date[: len(role.end)] <= role.end)
        for role in entity.roles
    )
