"""Persons in a text: those of the registers, their short forms, and names that no register has."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest
from typing import Final

from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.tagging.chains import Chain, chains
from tei_edition.tagging.cities import CityFound
from tei_edition.tagging.folding import folded
from tei_edition.tagging.names import Form, NameIndex
from tei_edition.tagging.person_words import is_common
from tei_edition.tagging.reading import Found, Reading
from tei_edition.tagging.tokens import Token
from tei_edition.tagging.unlisted import Evidence, judge
from tei_edition.tagging.variants import Strength, person_name

__all__ = ["Document", "find_persons"]

_UNLISTED: Final = "unlisted-name"
_SHORT: Final = "short-form"
_PERSON: Final = MentionKind.PERSON
_SUFFIX: Final = re.compile(
    r",?[ \n](?:(?:Jr|Sr)\b\.?|(?:II|III|IV|V|VI|VII|VIII|IX|XI{0,3}|XI?V|XVI{0,3}|XXI{0,3})\b)"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row of name-like words with what speaks for it; ``row`` are its folded words."""

    reading: Reading
    chain: Chain
    start: int
    end: int
    row: tuple[str, ...]
    evidence: Evidence
    forms: tuple[Form, ...]
    city: CityFound | None = None

    @property
    def short(self) -> bool:
        """Whether it is one word (perhaps with a hyphen inside)."""
        return len(self.row) == 1


@dataclass(frozen=True, slots=True)
class Document:
    """What the whole document says of its words.

    ``small`` are those that it also writes small, ``alone`` the capitalised ones that stand without
    a hyphen (all folded); ``agents`` are the names of its correspondents.
    """

    small: frozenset[str]
    alone: frozenset[str]
    agents: tuple[str, ...] = ()

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> Document:
        """Taken from all passages, and from the headers that they have."""
        tokens = [token for reading in readings for token in reading.tokens]
        headers = {id(r.passage.scope): r.passage.scope.metadata for r in readings}
        parties = [
            agent
            for metadata in headers.values()
            for agent in (*metadata.senders, *metadata.recipients, *metadata.participants)
        ]
        names = (agent.name for agent in parties if agent.kind == "person" and not agent.ref)
        return cls(
            frozenset(token.folded for token in tokens if token.text.islower()),
            frozenset(
                token.folded
                for token, after in zip_longest(tokens, tokens[1:])
                if token.capital
                and not token.hyphened
                and not (after is not None and after.hyphened)
            ),
            tuple(dict.fromkeys(names)),
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """Names held to be persons, as rows of words, and the words that can stand for one."""

    ends: frozenset[str]
    rows: frozenset[tuple[str, ...]]


def find_persons(
    readings: Sequence[Reading],
    index: NameIndex,
    others: Sequence[Sequence[Found]],
    cities: Sequence[Sequence[CityFound]],
    document: Document,
) -> list[list[Found]]:
    """For each passage the names of persons in it.

    ``others`` are, for each passage, the names of places, institutions and events in it, ``cities``
    what may be a city.
    """
    listed: list[list[Found]] = []
    candidates: list[list[_Candidate]] = []
    for reading, fixed, doubtful in zip(readings, others, cities, strict=True):
        full, short = _of_register(reading, index)
        cities_at = {(city.found.start, city.found.end): city for city in doubtful}
        own = [
            replace(candidate, city=cities_at.get((candidate.start, candidate.end)))
            for candidate in _candidates(
                reading, full, short, (fixed, [city.found for city in doubtful]), document
            )
        ]
        listed.append(full)
        candidates.append(list(_in_company(reading, own, full)))
    known = _known(readings, listed, candidates, document.agents)
    result: list[list[Found]] = []
    for reading, full, own in zip(readings, listed, candidates, strict=True):
        accepted = [_accepted(candidate, known) for candidate in own]
        names = [*full, *(found for found in accepted if found is not None)]
        result.append([_with_suffix(reading, found) for found in names])
    return result


def _of_register(
    reading: Reading, index: NameIndex
) -> tuple[list[Found], dict[tuple[int, int], tuple[Form, ...]]]:
    """The names that say enough by themselves, and the short forms by their spans."""
    listed: list[Found] = []
    short: dict[tuple[int, int], tuple[Form, ...]] = {}
    for match in index.find(reading.text, reading.form):
        persons = tuple(form for form in match.forms if form.kind is _PERSON)
        strong = tuple(form for form in persons if form.strength is not Strength.SHORT)
        if strong:
            derived = all(form.strength is Strength.DERIVED for form in strong)
            rule = "register-variant" if derived else "register-name"
            listed.append(Found(match.start, match.end, _PERSON, rule, forms=strong))
        elif persons:
            short[match.start, match.end] = persons
    return listed, short


def _candidates(
    reading: Reading,
    listed: Sequence[Found],
    short: dict[tuple[int, int], tuple[Form, ...]],
    others: tuple[Sequence[Found], Sequence[Found]],
    document: Document,
) -> Iterator[_Candidate]:
    fixed, cities = others
    covered = reading.covered(fixed)
    places = reading.covered((*fixed, *cities))
    tokens = reading.tokens
    expected = reading.covered(_at(span) for span in short)
    in_order = sorted(listed, key=lambda found: found.start)
    starts = [found.start for found in in_order]
    # The furthest end of all that begin up to here, and the nearest of all that begin from here on.
    furthest = list(accumulate((found.end for found in in_order), max))
    nearest = list(accumulate((found.end for found in reversed(in_order)), min))[::-1]
    for chain in chains(tokens, covered, expected, document.alone):
        start, end = tokens[chain.start].start, tokens[chain.end - 1].end
        before, behind = bisect_right(starts, start), bisect_left(starts, start)
        whole = before > 0 and end <= furthest[before - 1]
        inside = behind < len(starts) and nearest[behind] <= end
        if whole or (inside and reading.heading):
            continue
        evidence = judge(tokens, chain, places, heading=reading.heading, small=document.small)
        row = tuple(token.folded for token in tokens[chain.start : chain.end])
        forms = short.get((start, end), ())
        if not forms and chain.parts > 1:
            last = tokens[chain.end - 1]
            if (last.start, last.end) in short:
                evidence = replace(
                    evidence,
                    score=evidence.score + 1,
                    reasons=(*evidence.reasons, "a surname of the register"),
                )
        yield _Candidate(reading, chain, start, end, row, evidence, forms)


def _at(span: tuple[int, int]) -> Found:
    return Found(*span, _PERSON, _SHORT)


def _in_company(
    reading: Reading, candidates: list[_Candidate], listed: Sequence[Found]
) -> Iterator[_Candidate]:
    """The candidates; to stand beside a person, joined by "and" or a comma, is evidence."""
    tokens = reading.tokens
    persons = reading.covered(listed)
    for candidate in candidates:
        if candidate.evidence.enough and not candidate.city:
            for index in range(candidate.chain.start, candidate.chain.end):
                persons[index] = True
    for candidate in candidates:
        beside = _beside(tokens, candidate.chain.start - 1, -1, persons) or _beside(
            tokens, candidate.chain.end, 1, persons
        )
        evidence = candidate.evidence
        if beside and not candidate.city:
            reasons = (*evidence.reasons, "beside a person")
            evidence = replace(evidence, score=evidence.score + 1, reasons=reasons)
        yield replace(candidate, evidence=evidence)


def _beside(tokens: Sequence[Token], index: int, step: int, persons: Sequence[bool]) -> bool:
    if not 0 <= index < len(tokens):
        return False
    behind = tokens[index if step > 0 else index + 1]
    if tokens[index].folded in ("and", "und", "et", "e", "y", "i") and behind.joined:
        return 0 <= index + step < len(tokens) and persons[index + step]
    return behind.gap.strip() == "," and persons[index]


def _known(
    readings: Sequence[Reading],
    listed: Sequence[Sequence[Found]],
    candidates: Sequence[Sequence[_Candidate]],
    agents: Iterable[str],
) -> _Known:
    """What the document tells of its persons as a whole."""
    ends: set[str] = set()
    rows: set[tuple[str, ...]] = set()
    for reading, full in zip(readings, listed, strict=True):
        for found in full:
            row = folded(reading.text[found.start : found.end]).split()
            ends |= {row[0], row[-1]}
    for candidate in (candidate for own in candidates for candidate in own):
        if candidate.evidence.enough and (candidate.evidence.titled or not candidate.city):
            rows.add(candidate.row)
            if not candidate.short:
                ends |= {candidate.row[0], candidate.row[-1]}
    for name in agents:
        parts = person_name(name)
        row = folded(" ".join(parts.parts)).split() if parts is not None else []
        if row:
            rows.add(tuple(row))
            ends |= {row[0], row[-1]}
    return _Known(frozenset(end for end in ends if len(end) > 1), frozenset(rows))


def _accepted(candidate: _Candidate, known: _Known) -> Found | None:
    evidence = candidate.evidence
    again = candidate.row in known.rows or (candidate.short and candidate.row[0] in known.ends)
    word = candidate.row[0]
    if candidate.city is not None and not evidence.titled:
        listed = bool(candidate.forms)
        called = (listed and candidate.city.alias) or (
            word in known.ends and (listed or evidence.enough)
        )
        if candidate.city.placed or not called:
            return None
    spoken = evidence.enough or word in known.ends or _addressed(candidate)
    if candidate.forms and (spoken or not is_common(word)):
        reasons = "; ".join(evidence.reasons)
        return Found(
            candidate.start,
            candidate.end,
            _PERSON,
            _SHORT,
            certainty=Certainty.MEDIUM,
            evidence=reasons,
            forms=candidate.forms,
        )
    if not evidence.enough and (not again or evidence.ordinary):
        return None
    certainty = Certainty.MEDIUM if evidence.titled or evidence.score > 3 else Certainty.LOW
    reasons = "; ".join(evidence.reasons) if evidence.enough else "named in full elsewhere"
    return Found(
        candidate.start,
        candidate.end,
        _PERSON,
        _SHORT if again and candidate.short else _UNLISTED,
        certainty=certainty,
        evidence=reasons,
    )


def _with_suffix(reading: Reading, found: Found) -> Found:
    """The name with the "Jr." or "III" behind it."""
    match = _SUFFIX.match(reading.text, found.end)
    return replace(found, end=match.end()) if match else found


def _addressed(candidate: _Candidate) -> bool:
    """Whether the name is all of a passage, as a signature, or opens it before a comma or colon."""
    text = candidate.reading.text
    if candidate.start:
        return False
    return candidate.end == len(text) or text[candidate.end] in ",:"
