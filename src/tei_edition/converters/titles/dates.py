"""The document's own date in its title, taken out before the parties are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tei_edition.converters.titles.tokens import Kind, Token
from tei_edition.converters.titles.vocabulary import Vocabulary
from tei_edition.dates import DateExpression, find_dates
from tei_edition.dates.dated import dated_expression
from tei_edition.model.metadata import DatedText

__all__ = ["TitleDate", "take_date"]


@dataclass(frozen=True, slots=True)
class TitleDate:
    """``rest`` are the tokens without the date and the word that introduces it."""

    rest: tuple[Token, ...]
    date: DatedText | None = None


def take_date(title: str, tokens: Sequence[Token], words: Vocabulary) -> TitleDate:
    """Find the last date that is introduced as the document's own: "dated", "for", "on" or a comma
    before it, nothing but a pause behind it. Quotations are not looked into.
    """
    for expression in reversed(find_dates(title, languages=_languages(words))):
        found = _own(tokens, expression, words)
        if found is not None:
            start, end = found
            rest = (*tokens[:start], *tokens[end:])
            return TitleDate(rest, dated_expression(expression))
    return TitleDate(tuple(tokens))


def _languages(words: Vocabulary) -> tuple[str, ...]:
    return ("en",) if words.code == "en" else (words.code, "en")


def _own(
    tokens: Sequence[Token], expression: DateExpression, words: Vocabulary
) -> tuple[int, int] | None:
    """The tokens of a date with what introduces it, if it is the document's own."""
    inside = [
        index
        for index, token in enumerate(tokens)
        if token.start < expression.end and token.end > expression.start
    ]
    if not inside or any(tokens[i].kind in (Kind.QUOTED, Kind.PAREN) for i in inside):
        return None
    start, end = inside[0], inside[-1] + 1
    if expression.value.earliest is None or not _is_pause(tokens, end):
        return None
    if start > 0 and tokens[start - 1].kind in (Kind.COMMA, Kind.SEMICOLON, Kind.DASH):
        return (start - 1, end) if _is_full(expression) else None
    for length in (2, 1):
        introduced = words.prepositions["dated"].match(tokens, start - length)
        if introduced and introduced[1] == start and _is_full(expression):
            return start - length, end
    return None


def _is_full(expression: DateExpression) -> bool:
    """At least year and month: a bare year is more often what the document is about."""
    value = expression.value
    if value.earliest is None or value.latest is None:
        return False
    return (value.latest - value.earliest).days < 32


def _is_pause(tokens: Sequence[Token], index: int) -> bool:
    return index >= len(tokens) or tokens[index].kind is not Kind.WORD
