"""One party as a title names it, without commas: a person, an office, an organisation, a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tei_edition.converters.titles.gazetteer import is_city
from tei_edition.converters.titles.naming import (
    Context,
    is_abbreviation,
    is_city_with_article,
    is_name,
    name_and_place,
    without_affiliation,
    without_alias,
    without_articles,
    without_honorific,
)
from tei_edition.converters.titles.offices import (
    find_head,
    find_name_start,
    is_coordinated,
    is_named_before,
)
from tei_edition.converters.titles.tokens import Kind, Token

__all__ = ["Piece", "PieceKind", "classify"]


class PieceKind(StrEnum):
    """What a piece is."""

    PERSON = "person"
    ROLE = "role"  # an office whose holder is not named
    ORG = "org"
    STATE = "state"
    CITY = "city"
    SUFFIX = "suffix"  # Jr., III
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Piece:
    """``name`` are the tokens of the name, ``role`` those of the office; ``strong`` says that a
    word of office, institution or address, or initials, prove the piece to be a party.
    """

    kind: PieceKind
    name: tuple[Token, ...] = ()
    role: tuple[Token, ...] = ()
    place: tuple[Token, ...] = ()
    strong: bool = False
    addressed: bool = False  # a way of address stands before the name
    in_parenthesis: bool = False  # the name stands in parentheses behind the office


_OTHER = Piece(PieceKind.OTHER)


def classify(context: Context, tokens: Sequence[Token]) -> Piece:
    """What some tokens name; OTHER if nothing of which a title says that it wrote or read."""
    words = context.words
    if is_city_with_article(context, tokens):
        return Piece(PieceKind.CITY, tuple(tokens))
    rest = without_articles(context, tokens)
    if not rest or words.genre_words.match(rest, 0):
        return _OTHER
    if any(token.kind in (Kind.QUOTED, Kind.COLON) for token in rest):
        return _OTHER
    if len(rest) == 1 and rest[0].folded in words.suffixes:
        return Piece(PieceKind.SUFFIX, tuple(rest))
    if rest[-1].kind is Kind.PAREN:
        return _with_parenthesis(context, rest[:-1], rest[-1])
    if any(token.kind is not Kind.WORD for token in rest):
        return _OTHER
    end = context.states.match(rest, 0)
    if end == len(rest):
        return Piece(PieceKind.STATE, tuple(rest))
    if words.preposition(rest, 0, "of"):  # "James Thomson, of the Council's staff"
        return Piece(PieceKind.ROLE, (), tuple(rest)) if len(rest) > 1 else _OTHER
    if is_coordinated(context, rest):
        return _organisation(context, rest)
    head = find_head(context, rest)
    if head is not None:
        kind, start, end = head
        if kind == "role":
            return _office(context, rest, start, end)
        return _organisation(context, rest)
    return _bare_name(context, rest)


def _with_parenthesis(context: Context, front: list[Token], paren: Token) -> Piece:
    """ "the Ambassador to France (Brown)": the name is inside; "Filippov (Stalin)": before."""
    if not front:
        return _OTHER
    piece = classify(context, front)
    inner = list(paren.inner)
    if piece.kind not in (PieceKind.PERSON, PieceKind.OTHER) and is_name(context, inner):
        role = piece.role or piece.name
        return Piece(PieceKind.PERSON, tuple(inner), role, strong=True, in_parenthesis=True)
    if piece.kind is PieceKind.PERSON and not piece.role:
        return replace(piece, role=tuple(inner), in_parenthesis=True)
    return piece


def _office(context: Context, tokens: list[Token], start: int, end: int) -> Piece:
    """An office with or without the name of its holder."""
    if start > 0 and is_named_before(context, tokens[:start]):
        return Piece(PieceKind.PERSON, tuple(tokens[:start]), tuple(tokens[start:]), strong=True)
    cut = find_name_start(context, tokens, end)
    if cut is None:
        return Piece(PieceKind.ROLE, (), tuple(tokens), strong=True)
    role = tokens[:cut]
    name, place = name_and_place(context, tokens[cut:])
    name, addressed = without_honorific(context, name)
    name, affiliation = without_affiliation(context, name)
    role += affiliation
    if not name:
        return Piece(PieceKind.ROLE, (), tuple(role), strong=True)
    if role and context.words.honorifics.match(role, len(role) - 1) and len(role) > 1:
        role, addressed = role[:-1], True
    return Piece(PieceKind.PERSON, tuple(name), tuple(role), tuple(place), True, addressed)


def _organisation(context: Context, tokens: list[Token]) -> Piece:
    return Piece(PieceKind.ORG, tuple(tokens), strong=True)


def _bare_name(context: Context, tokens: list[Token]) -> Piece:
    """A name without a word of office or institution."""
    name, place = name_and_place(context, tokens)
    name, addressed = without_honorific(context, name)
    name, role = without_affiliation(context, name)
    name, alias = without_alias(name)
    if not place and not role and not addressed and is_city(context.text(name)):
        return Piece(PieceKind.CITY, tuple(name))
    if not is_name(context, name):
        return _OTHER
    if not addressed and is_abbreviation(context, name):
        return Piece(PieceKind.ORG, tuple(name), strong=True)
    initials = any("." in token.text or len(token.text) == 1 for token in name)
    strong = addressed or bool(role) or initials
    return Piece(
        PieceKind.PERSON, tuple(name), tuple(role or alias), tuple(place), strong, addressed
    )
