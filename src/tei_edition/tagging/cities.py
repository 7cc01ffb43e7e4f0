"""Cities of the gazetteer, where size, a preposition or a neighbour speaks for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.model.document import BlockKind
from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.tagging.chains import Chain, chains
from tei_edition.tagging.folding import folded
from tei_edition.tagging.gazetteer import City, find_city, state_names
from tei_edition.tagging.person_words import is_title
from tei_edition.tagging.reading import Found, Reading
from tei_edition.tagging.tokens import Token
from tei_edition.tagging.vocabulary import words
from tei_edition.tagging.world_names import Bridge

__all__ = ["CityFound", "find_cities"]

_ENOUGH: Final = 2
_LARGE: Final = 100_000
_MILLION: Final = 1_000_000
_MOST_WORDS: Final = 4
_WEAK: Final = frozenset("to from with by between of".split())


@dataclass(frozen=True, slots=True)
class CityFound:
    """A city; ``placed`` says that the words around it allow nothing but a place ("in N.").

    ``alias`` says that it has another name as its first today.
    """

    found: Found
    placed: bool
    alias: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    word: str
    city: City
    score: int
    placed: bool


def find_cities(
    readings: Sequence[Reading], named: Sequence[Sequence[Found]], known: Bridge
) -> list[list[CityFound]]:
    """For each passage the cities in it; ``named`` are the names found there so far.

    What is clearly a city somewhere in the document is one elsewhere, too.
    """
    candidates = [
        list(_candidates(reading, names)) for reading, names in zip(readings, named, strict=True)
    ]
    clear = {c.word for own in candidates for c in own if c.placed and c.score >= _ENOUGH}
    return [
        [
            CityFound(
                _found(candidate, known),
                candidate.placed,
                candidate.word != folded(candidate.city.name),
            )
            for candidate in own
            if candidate.score >= _ENOUGH or (candidate.word in clear and candidate.score >= 0)
        ]
        for own in candidates
    ]


def _candidates(reading: Reading, named: Sequence[Found]) -> Iterator[_Candidate]:
    tokens = reading.tokens
    places = reading.covered(f for f in named if f.kind is MentionKind.PLACE)
    for chain in chains(tokens, reading.covered(named)):
        if chain.end - chain.start > _MOST_WORDS:
            continue
        first = _with_article(tokens, chain)
        start, end = tokens[first].start, tokens[chain.end - 1].end
        city = find_city(reading.text[start:end])
        if city is None:
            start = tokens[chain.start].start
            city = find_city(reading.text[start:end])
        if city is None:
            continue
        score, placed = _score(tokens, chain, city, places)
        if reading.passage.kind is BlockKind.DATELINE:
            score, placed = score + 2, True
        if score >= _ENOUGH:
            for index in range(chain.start, chain.end):
                places[index] = True
        # "The" of a city's own name stays outside the name, like any article
        start = tokens[chain.start].start
        yield _Candidate(start, end, folded(reading.text[start:end]), city, score, placed)


def _with_article(tokens: Sequence[Token], chain: Chain) -> int:
    before = chain.start - 1
    if before >= 0 and tokens[before].text == "The" and tokens[chain.start].joined:
        return before
    return chain.start


def _score(
    tokens: Sequence[Token], chain: Chain, city: City, places: Sequence[bool]
) -> tuple[int, bool]:
    """The points for a city, negative behind a title, and whether the company decides."""
    score = int(city.capital) + int(city.population >= _MILLION) - int(city.population < _LARGE)
    placed = False
    first = _with_article(tokens, chain)
    before = tokens[first - 1] if first else None
    after = tokens[chain.end] if chain.end < len(tokens) else None
    if before is not None:
        gap = tokens[first]
        if is_title(before) and (gap.joined or gap.gap.strip() == "."):
            return -1, False
        if gap.joined and before.folded in words("geography", "prepositions"):
            placed = before.folded not in _WEAK
            score += 2 if placed else 1
        beside = before.folded == "and" and gap.joined and first > 1 and places[first - 2]
        listed = gap.gap.strip() in (",", "-") and places[first - 1]
        if beside or listed:
            score += 2
    if after is not None and after.gap.strip() == "," and _is_its_state(tokens, chain.end, city):
        score += 2
        placed = True
    return score, placed


def _is_its_state(tokens: Sequence[Token], index: int, city: City) -> bool:
    """Whether the name of the state in which the city lies stands there."""
    row = [token.folded for token in tokens[index : index + _MOST_WORDS]]
    return any(
        state_names().get(" ".join(row[:length])) == f"state:{city.state}"
        for length in range(len(row), 0, -1)
    )


def _found(candidate: _Candidate, known: Bridge) -> Found:
    city = candidate.city
    entries = known.city_entries(city.geonames)
    one = len(entries) == 1
    return Found(
        candidate.start,
        candidate.end,
        MentionKind.PLACE,
        "gazetteer",
        certainty=Certainty.MEDIUM if one or not entries else Certainty.LOW,
        ref=entries[0] if one else "",
        evidence=f"GeoNames {city.geonames}, {city.name} ({city.state})",
        candidates=entries if len(entries) > 1 else (),
    )
