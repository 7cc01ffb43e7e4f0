"""The words by which titles are understood, one file per language: see ``words/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from tei_edition.converters.titles.tokens import Kind, Token, fold, tokenise

__all__ = ["Genre", "Phrases", "States", "Vocabulary", "listed_genres", "states", "vocabularies"]

LANGUAGES: Final = ("en", "de", "fr", "it", "es", "sh")
"""In the order in which they are tried; English titles are by far the most frequent."""


class Phrases:
    """Phrases of one or more words, found at a token; the longest wins."""

    def __init__(self, phrases: Mapping[str, str], *, skip: frozenset[str] = frozenset()) -> None:
        self._skip = skip
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, meaning in phrases.items():
            parts = tuple(token.folded for token in tokenise(phrase)) or (fold(phrase),)
            self._by_first.setdefault(parts[0], []).append((parts, meaning))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    @classmethod
    def of(cls, phrases: Sequence[str]) -> Phrases:
        """Phrases that mean themselves."""
        return cls({phrase: phrase for phrase in phrases})

    def match(self, tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
        """What the phrase at a token means, and the index behind it."""
        if not 0 <= index < len(tokens) or tokens[index].kind is not Kind.WORD:
            return None
        for parts, meaning in self._by_first.get(tokens[index].folded, ()):
            end = self._end(tokens, index, parts)
            if end is not None:
                return meaning, end
        return None

    def _end(self, tokens: Sequence[Token], index: int, parts: tuple[str, ...]) -> int | None:
        position = index
        for number, part in enumerate(parts):
            if number and position < len(tokens) and tokens[position].folded != part:
                while position < len(tokens) and tokens[position].folded in self._skip:
                    position += 1
            if position >= len(tokens) or tokens[position].folded != part:
                return None
            position += 1
        return position

    def __contains__(self, folded: str) -> bool:
        return any(parts == (folded,) for parts, _ in self._by_first.get(folded, ()))


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of document; ``manner`` says how persons are named with it (see words/en.toml)."""

    name: str
    manner: str
    listed_as: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of one language."""

    code: str
    articles: frozenset[str]
    conjunctions: frozenset[str]
    prepositions: Mapping[str, Phrases]
    lead_in: Phrases
    common_possessors: frozenset[str]
    genres: Mapping[str, Genre]
    genre_words: Phrases
    encounters: frozenset[str]
    encounter_links: Phrases
    number_labels: frozenset[str]
    classification: Phrases
    urgency: Phrases
    editorial: frozenset[str]
    roles: Phrases
    surnames: frozenset[str]
    with_to: frozenset[str]
    portfolios: frozenset[str]
    honorifics: Phrases
    suffixes: frozenset[str]
    institutions: Phrases
    institution_surnames: frozenset[str]
    with_on: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]

    def preposition(
        self, tokens: Sequence[Token], index: int, *kinds: str
    ) -> tuple[str, int] | None:
        """The kind of the longest preposition of these kinds at a token, and the index behind."""
        best: tuple[str, int] | None = None
        for kind in kinds:
            found = self.prepositions[kind].match(tokens, index)
            if found and (best is None or found[1] > best[1]):
                best = (kind, found[1])
        return best

    def is_article(self, token: Token) -> bool:
        """Whether the token is an article."""
        return token.folded in self.articles and not token.text.endswith(".")


@dataclass(frozen=True, slots=True)
class States:
    """Names of states and regions, and adjectives of peoples."""

    names: Phrases
    abbreviations: frozenset[str]
    peoples: frozenset[str]

    def match(self, tokens: Sequence[Token], index: int) -> int | None:
        """The index behind the name of a state at a token."""
        found = self.names.match(tokens, index)
        if found:
            return found[1]
        if index < len(tokens) and tokens[index].text.rstrip(".'’") in self.abbreviations:
            return index + 1
        return None


@lru_cache(maxsize=1)
def vocabularies() -> tuple[Vocabulary, ...]:
    """The vocabularies of all languages, English first."""
    english = _data("en")
    return tuple(_vocabulary(code, _data(code), english) for code in LANGUAGES)


@lru_cache(maxsize=1)
def states() -> States:
    """The states of ``words/states.toml``, and the territories of the CLDR in English."""
    from babel import Locale  # noqa: PLC0415 - loaded only where a title needs it

    data = _data("states")
    territories = Locale("en").territories
    names = [name for code, name in sorted(territories.items()) if code.isalpha()]
    return States(
        Phrases.of([*names, *data["names"]]),
        frozenset(data["abbreviations"]),
        frozenset(fold(name) for name in data["peoples"]),
    )


@lru_cache(maxsize=1)
def listed_genres() -> Mapping[str, str]:
    """From each genre to its name in the closed list of the JSON form."""
    return {
        genre.name: genre.listed_as
        for vocabulary in reversed(vocabularies())
        for genre in vocabulary.genres.values()
    }


def _data(name: str) -> dict[str, Any]:
    path = resources.files("tei_edition.converters.titles") / "words" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _vocabulary(code: str, data: dict[str, Any], english: dict[str, Any]) -> Vocabulary:
    articles = _folded(data["articles"])
    genres = {
        genre["name"]: Genre(genre["name"], genre["class"], genre.get("listed_as", genre["name"]))
        for genre in data["genre"]
    }
    words = {word: genre["name"] for genre in data["genre"] for word in genre["words"]}
    reference, roles, names = data["reference"], data["roles"], data["names"]
    return Vocabulary(
        code=code,
        articles=articles,
        conjunctions=_folded(data["and"]),
        prepositions={kind: Phrases.of(found) for kind, found in data["prepositions"].items()},
        lead_in=Phrases.of(data["lead_in"]["phrases"]),
        common_possessors=_folded(data["lead_in"].get("common_possessors", [])),
        genres=genres,
        genre_words=Phrases(words, skip=articles),
        encounters=_folded(data["encounter"]["words"]),
        encounter_links=Phrases.of(data["encounter"]["links"]),
        number_labels=_folded(_both(data, english, "reference", "number_labels")),
        classification=Phrases.of(_both(data, english, "reference", "classification")),
        urgency=Phrases.of(_both(data, english, "reference", "urgency")),
        editorial=_folded(reference["editorial"]),
        roles=Phrases.of(_both(data, english, "roles", "words")),
        surnames=_folded(roles["surnames"]),
        with_to=_folded(roles.get("with_to", [])),
        portfolios=_folded(roles.get("portfolios", [])),
        honorifics=Phrases.of(_both(data, english, "roles", "honorifics")),
        suffixes=_folded(english["roles"]["suffixes"]),
        institutions=Phrases.of(_both(data, english, "institutions", "words")),
        institution_surnames=_folded(english["institutions"]["surnames"]),
        with_on=_folded(data["institutions"].get("with_on", [])),
        particles=_folded([*names["particles"], *english["names"]["particles"]]),
        not_names=_folded(names.get("not_names", [])),
    )


def _both(data: dict[str, Any], english: dict[str, Any], table: str, key: str) -> list[str]:
    """The words of a language after those of English, which titles of all languages use."""
    own = data.get(table, {}).get(key, [])
    return list(dict.fromkeys([*own, *english[table].get(key, [])]))


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)
