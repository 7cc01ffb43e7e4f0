"""Names and what stands around them: articles, ways of address, places, affiliations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.converters.titles.gazetteer import is_city
from tei_edition.converters.titles.tokens import Kind, Token, text_of_tokens
from tei_edition.converters.titles.vocabulary import States, Vocabulary, states

__all__ = [
    "Context",
    "is_abbreviation",
    "is_adjective",
    "is_capital",
    "is_city_with_article",
    "is_name",
    "name_and_place",
    "without_affiliation",
    "without_alias",
    "without_articles",
    "without_honorific",
]

_LONGEST_NAME: Final = 6


@dataclass(frozen=True, slots=True)
class Context:
    """The title and the language in which it is read."""

    title: str
    words: Vocabulary

    @property
    def all_capitals(self) -> bool:
        """Whether the title is in capitals, so that they distinguish nothing."""
        return self.title.upper() == self.title

    @property
    def states(self) -> States:
        """States, regions and peoples."""
        return states()

    def text(self, tokens: Sequence[Token]) -> str:
        """The words of some tokens."""
        return text_of_tokens(tokens, self.title)


def is_name(context: Context, tokens: Sequence[Token]) -> bool:
    """Whether tokens have the shape of a personal name: capitals, particles, initials; "of" a place
    may follow ("Frederick V of Palatinate").
    """
    words = context.words
    if not 1 <= len(tokens) <= _LONGEST_NAME or any(t.kind is not Kind.WORD for t in tokens):
        return False
    if not is_capital(tokens[-1]) or words.is_article(tokens[0]):
        return False
    for index, token in enumerate(tokens):
        if any(char.isdigit() for char in token.text) or token.folded.endswith("'s"):
            return False
        if token.folded in words.not_names or token.folded in words.portfolios:
            return False
        particle = token.folded in words.particles or (
            0 < index < len(tokens) - 1 and words.preposition(tokens, index, "of") is not None
        )
        if not is_capital(token) and not particle:
            return False
    if tokens[-1].folded not in words.institution_surnames or len(tokens) == 1:
        return not any(words.institutions.match(tokens, index) for index in range(len(tokens)))
    return not any(words.institutions.match(tokens, index) for index in range(len(tokens) - 1))


def is_capital(token: Token) -> bool:
    """Begins with a capital, also behind a particle (al-Sadat, d'Annunzio), or has no case."""
    text = token.text
    if not text[:1].isalpha():
        return False
    if not text[0].islower():
        return True
    behind = [text[i + 1] for i, char in enumerate(text[:-1]) if char in "-’'‘" and i < 4]
    return bool(behind) and behind[0].isupper()


def is_adjective(context: Context, token: Token) -> bool:
    """An adjective of a people or state: Soviet, Hungarian, GDR, People's."""
    if token.folded in context.states.peoples or token.folded.endswith("'s"):
        return True
    capitals = token.text.isupper() and len(token.text) > 1 and not context.all_capitals
    if token.text.rstrip(".") in context.states.abbreviations or capitals:
        return True
    return token.folded.endswith(("ian", "ish", "ese", "ean", "can", "sche", "scher", "schen"))


def is_abbreviation(context: Context, tokens: Sequence[Token]) -> bool:
    """ "CC CPSU": capitals only, in a title that is not set in capitals."""
    if context.all_capitals:
        return False
    return all(token.text.isupper() and len(token.text) > 1 for token in tokens) and any(
        "." not in token.text for token in tokens
    )


def is_city_with_article(context: Context, tokens: Sequence[Token]) -> bool:
    """ "The Hague", whose article is part of the name."""
    if len(tokens) != 2 or not context.words.is_article(tokens[0]):
        return False
    return all(is_capital(token) for token in tokens) and is_city(context.text(tokens))


def without_articles(context: Context, tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the articles before them."""
    rest = list(tokens)
    while rest and context.words.is_article(rest[0]):
        rest.pop(0)
    return rest


def without_honorific(context: Context, tokens: Sequence[Token]) -> tuple[list[Token], bool]:
    """The tokens without the ways of address before them, and whether there were any."""
    rest, addressed = list(tokens), False
    while rest:
        found = context.words.honorifics.match(rest, 0)
        if found is None or found[1] >= len(rest):
            break
        rest, addressed = rest[found[1] :], True
    return rest, addressed


def name_and_place(context: Context, tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """ "Mikoyan in Beijing": the name and its place; "Nehru at the summit": the name alone."""
    words = context.words
    for index in range(1, len(tokens) - 1):
        found = words.preposition(tokens, index, "in")
        if found and (tokens[index].text.islower() or context.all_capitals):
            place = list(tokens[found[1] :])
            if not is_city_with_article(context, place):
                place = without_articles(context, place)
            named = is_city(context.text(place)) or context.states.match(place, 0) == len(place)
            return list(tokens[:index]), place if named else []
    return list(tokens), []


def without_affiliation(context: Context, tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """ "Robert Komer of the Council's staff": the name, and where he belongs."""
    for index in range(1, len(tokens)):
        if context.words.preposition(tokens, index, "of"):
            behind = without_articles(context, tokens[index + 1 :])
            named = any(context.words.institutions.match(behind, at) for at in range(len(behind)))
            named = named or _is_long_state(context, behind)
            if named and is_name(context, tokens[:index]):
                return tokens[:index], tokens[index:]
            break
    return tokens, []


def _is_long_state(context: Context, tokens: list[Token]) -> bool:
    """A state in two words or more: "Frederick of Denmark" is a name, "of the Soviet Union" not."""
    return len(tokens) > 1 and context.states.match(tokens, 0) == len(tokens)


def without_alias(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """ "Filippov [Stalin]": who is meant by a single name; "Anna [Maria] Berg" is one name."""
    if len(tokens) >= 2 and not tokens[0].bracket and tokens[1].bracket:
        inside = [token for token in tokens if token.bracket == tokens[1].bracket]
        if inside == tokens[1:]:
            return tokens[:1], inside
    return tokens, []
