"""Number, classification and urgency: taken out of a title before its parties are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.converters.titles.tokens import Kind, Token
from tei_edition.converters.titles.vocabulary import Phrases, Vocabulary

__all__ = ["Reference", "take_reference"]

_NUMBER: Final = re.compile(r"(?=[^\d]{0,6}\d)[#№]?([\w][\w./–‑-]{0,40}?)\.?")
_LABELLED: Final = re.compile(r"([A-Za-zº°]{1,8}\.?|[#№])(\d[\w./–‑-]{0,40}?)\.?")
_BOUNDS: Final = (Kind.COMMA, Kind.SEMICOLON, Kind.COLON, Kind.DASH, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Reference:
    """``rest`` are the tokens that are left; the others are "" where the title has none."""

    rest: tuple[Token, ...]
    number: str = ""
    classification: str = ""
    urgency: str = ""


def take_reference(tokens: Sequence[Token], words: Vocabulary) -> Reference:
    """Find number, classification and urgency, wherever between commas they stand."""
    rest = list(tokens)
    number = _take_number(rest, words)
    classification = _take_phrases(rest, words.classification)
    urgency = _take_phrases(rest, words.urgency)
    while rest and rest[0].kind in _BOUNDS:
        rest.pop(0)
    return Reference(tuple(rest), number, classification, urgency)


def _take_number(tokens: list[Token], words: Vocabulary) -> str:
    """ "No. 02/01476", "No.061.009", "# 12": the number without its label."""
    for index, token in enumerate(tokens):
        if token.kind is not Kind.WORD:
            continue
        glued = _LABELLED.fullmatch(token.text)
        if glued and _is_label(glued[1], words):
            del tokens[index]
            return glued[2]
        if index + 1 < len(tokens) and _is_label(token.text, words):
            found = _NUMBER.fullmatch(tokens[index + 1].text)
            if found and any(char.isdigit() for char in found[1]):
                del tokens[index : index + 2]
                return found[1]
    return ""


def _is_label(text: str, words: Vocabulary) -> bool:
    return text.rstrip(".").casefold() in words.number_labels or text in ("#", "№")


def find_bare_number(tokens: Sequence[Token], index: int) -> str:
    """The number behind the word for the kind of document ("Telegram 068.712", "Airgram A–232").

    A plain year is none.
    """
    if index >= len(tokens) or tokens[index].kind is not Kind.WORD:
        return ""
    text = tokens[index].text.rstrip(".")
    found = _NUMBER.fullmatch(text)
    if found is None or re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", text):
        return ""
    if not text.isdigit() or index + 1 >= len(tokens):
        return found[1]
    behind = tokens[index + 1]
    return found[1] if behind.kind in _BOUNDS or behind.text.lower() != behind.text.upper() else ""


def _take_phrases(tokens: list[Token], phrases: Phrases) -> str:
    """Phrases that stand alone between commas, in parentheses, or before the first word."""
    for index in range(len(tokens)):
        token = tokens[index]
        if token.kind is Kind.PAREN:
            found = phrases.match(token.inner, 0)
            if found and found[1] == len(token.inner):
                del tokens[index]
                return " ".join(inner.text for inner in token.inner)
            continue
        if not _is_bound(tokens, index - 1):
            continue
        found = phrases.match(tokens, index)
        if found and (_is_bound(tokens, found[1]) or index == 0):
            taken = " ".join(token.text for token in tokens[index : found[1]])
            del tokens[index : found[1]]
            return taken
    return ""


def _is_bound(tokens: Sequence[Token], index: int) -> bool:
    if not 0 <= index < len(tokens):
        return True
    return tokens[index].kind in (*_BOUNDS, Kind.PAREN, Kind.QUOTED)
