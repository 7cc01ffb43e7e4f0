"""Offices and bodies: which word says what a phrase is, and where its holder's name begins."""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.converters.titles.gazetteer import is_city
from tei_edition.converters.titles.naming import (
    Context,
    is_adjective,
    is_capital,
    is_name,
    name_and_place,
    without_affiliation,
    without_honorific,
)
from tei_edition.converters.titles.tokens import Kind, Token

__all__ = [
    "find_head",
    "find_name_start",
    "find_to",
    "is_coordinated",
    "is_named_before",
    "is_office_of",
]


def find_head(context: Context, tokens: list[Token]) -> tuple[str, int, int] | None:
    """The word that says what the phrase is: ("role" | "org", where its run begins, its end).

    It stands before the first preposition; of several the last decides: an Embassy Counselor is a
    person, a Prime Minister's Office an organisation.
    """
    words = context.words
    found: tuple[str, int, int] | None = None
    first_role: int | None = None
    index = 0
    while index < len(tokens):
        if words.preposition(tokens, index, "of", "in", "for", "to", "about", "from") and index:
            break
        institution = words.institutions.match(tokens, index)
        role = words.roles.match(tokens, index)
        if institution and not (role and role[1] > institution[1]):
            if found and found[0] == "role" and _is_surname(context, tokens, found, index):
                break
            found = ("org", index, institution[1])
            index = institution[1]
        elif role and not _is_family_name(context, tokens, index, role[1]):
            first_role = index if first_role is None else first_role
            found = ("role", first_role, role[1])
            index = role[1]
        else:
            if found and found[0] == "role" and not words.honorifics.match(tokens, index):
                break  # the name has begun
            index += 1
    return found


def is_coordinated(context: Context, tokens: list[Token]) -> bool:
    """Whether two bodies, or an office and a body, share an "of": Doge and Senate of Venice."""
    words = context.words
    for index in range(1, len(tokens) - 3):
        if tokens[index].folded not in words.conjunctions:
            continue
        heads = [words.institutions.match(tokens, 0), words.roles.match(tokens, 0)]
        before = any(head and head[1] == index for head in heads)
        body = words.institutions.match(tokens, index + 1)
        if before and body and words.preposition(tokens, body[1], "of"):
            return True
    return False


def _is_surname(
    context: Context, tokens: list[Token], role: tuple[str, int, int], index: int
) -> bool:
    """ "President House", but "General Assembly", "President's House"."""
    before = tokens[role[2] - 1]
    last = index == len(tokens) - 1
    possessive = before.folded.endswith("'s")
    listed = tokens[index].folded in context.words.institution_surnames
    return (
        last and listed and not possessive and before.folded not in ("general", "first", "second")
    )


def _is_family_name(context: Context, tokens: list[Token], start: int, end: int) -> bool:
    """ "Martin Luther King": the last word, behind words that no office has before it."""
    if end != len(tokens) or start == 0 or tokens[start].folded not in context.words.surnames:
        return False
    before = tokens[start - 1]
    return not is_adjective(context, before) and not context.words.roles.match(tokens, start - 1)


def is_named_before(context: Context, tokens: list[Token]) -> bool:
    """Whether the words before an office are a name ("I. Petrov Ambassador"), not adjectives."""
    if len(tokens) < 2 or any(is_adjective(context, token) for token in tokens):
        return False
    if any(token.folded in context.words.not_names for token in tokens):
        return False
    return any("." in token.text for token in tokens) and is_name(context, tokens)


def find_name_start(context: Context, tokens: list[Token], after: int) -> int | None:
    """Where the holder's name begins behind the words of office: after the office itself, its
    state, its department or a way of address; None if no name is there.
    """
    best: int | None = None
    index = after
    while index < len(tokens):
        closes = index == after or _closes(context, tokens, after, index)
        tail = tokens[index:]
        if closes and _is_holder(context, tail):
            best = index
            break
        index += 1
    return best


def _closes(context: Context, tokens: list[Token], after: int, index: int) -> bool:
    """Whether the phrase of office can end before the token at ``index``."""
    words = context.words
    before = tokens[index - 1]
    capitals = before.text.isupper() and len(before.text) > 1 and not context.all_capitals
    if before.folded in words.portfolios or capitals:
        return True
    if words.honorifics.match(tokens, index - 1) or words.honorifics.match(tokens, index):
        return True
    for start in range(max(after, index - 6), index):
        if context.states.match(tokens, start) == index:
            return True
        for phrases in (words.institutions, words.roles):
            found = phrases.match(tokens, start)
            if found and found[1] == index:
                return True
        behind_preposition = words.preposition(tokens, start - 1, "of", "in", "to")
        place = tokens[start:index]
        if behind_preposition and len(place) <= 3 and all(is_capital(token) for token in place):
            return is_city(context.text(place))
    return False


def _is_holder(context: Context, tokens: list[Token]) -> bool:
    name, _ = name_and_place(context, tokens)
    name, addressed = without_honorific(context, name)
    name, _ = without_affiliation(context, name)
    if context.words.preposition(name, 0, "of"):  # "roi de Prusse": the office goes on
        return False
    if not name or not is_name(context, name):
        return False
    if addressed:
        return True
    state = context.states.match(name, 0)
    return state != len(name)


def is_office_of(
    context: Context, tokens: Sequence[Token], start: int, index: int, behind: int
) -> bool:
    """Whether a "to" belongs to an office: "Ambassador to France", "Assistant to the President",
    "Ambassador of the Soviet Union to France".
    """
    words = context.words
    if not _is_office_with_to(context, tokens, start, index):
        return False
    position = behind
    while position < len(tokens) and words.is_article(tokens[position]):
        position += 1
    for at in range(position, min(position + 4, len(tokens))):
        if tokens[at].kind is not Kind.WORD:
            break
        if context.states.match(tokens, at) is not None:
            return True
        if not tokens[at].text[:1].isupper() and not words.preposition(tokens, at, "of"):
            break
    # An unknown country or a superior: only if another "to" leads to the addressee.
    return any(words.preposition(tokens, at, "to") for at in range(behind + 1, len(tokens)))


def _is_office_with_to(context: Context, tokens: Sequence[Token], start: int, index: int) -> bool:
    """Whether an office that may have a "to", with or without its own state, ends at ``index``."""
    words = context.words
    if tokens[index - 1].folded in words.with_to:
        return True
    for at in range(max(start, index - 6), index):
        if context.states.match(tokens, at) != index:
            continue
        before = at - 1
        while before > start and words.is_article(tokens[before]):
            before -= 1
        linked = words.preposition(tokens, before, "of") is not None
        return linked and before > start and tokens[before - 1].folded in words.with_to
    return False


def find_to(context: Context, tokens: Sequence[Token], start: int) -> int:
    """The index of the "to" between two parties, -1 if there is none."""
    for index in range(start + 1, len(tokens)):
        if tokens[index].kind is Kind.QUOTED:
            return -1
        found = context.words.preposition(tokens, index, "to")
        if found and not is_office_of(context, tokens, start, index, found[1]):
            return index
    return -1
