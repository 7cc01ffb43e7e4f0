"""The words of dates in each language: CLDR's months and days, and what ``words/*.toml`` adds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from tei_edition.dates.tokens import Space, Token, fold, tokenise

__all__ = ["Entry", "Lexicon", "lexicon"]

# A language tag to the files that hold its words; Serbo-Croatian is written in both scripts.
_FILES = {
    "sr": ("sr-Latn", "sr-Cyrl"),
    "sh": ("sr-Latn", "sr-Cyrl", "hr", "bs"),
    "hbs": ("sr-Latn", "sr-Cyrl", "hr", "bs"),
}


# The kinds of words with which a date can begin.
_OPENING = frozenset(
    "month weekday season ordinal day_word circa about early mid late ad decade_before"
    " century_before".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase: its kind ("month", "of", "early" …) and its number, if it has one."""

    kind: str
    value: int
    parts: tuple[str, ...]
    abbreviated: bool = False  # written with a full stop, or meant to be
    capital: bool = False  # counts only with a capital letter (May, März)
    unsure: bool = False  # an ordinary word, too (may, march)
    leading: bool = False  # a month that may come before its day (May 4)


class Lexicon:
    """All entries of some languages, found by their first word."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._last: dict[str, tuple[Entry, ...]] = {}
        self._opening: set[str] = set()
        for entry in sorted(set(entries), key=lambda e: (-len(e.parts), e.kind, e.value)):
            first = entry.parts[0]
            self._entries[first] = (*self._entries.get(first, ()), entry)
            last = entry.parts[-1]
            self._last[last] = (*self._last.get(last, ()), entry)
            if entry.kind in _OPENING:
                self._opening.add(first)
        self._known = {*self._entries, *self._last}

    def knows_any(self, folded: Iterable[str]) -> bool:
        """Whether one of the words is of any entry; else a text of them is read by figures only."""
        return not self._known.isdisjoint(folded)

    def opens(self, folded: str) -> bool:
        """Whether a date can begin with this word."""
        return folded in self._opening

    def match(self, tokens: Sequence[Token], index: int, *kinds: str) -> tuple[Entry, int] | None:
        """The longest entry of one of the kinds at a token, and the index behind it."""
        if not 0 <= index < len(tokens):
            return None
        token = tokens[index]
        for entry in self._entries.get(token.folded, ()):
            if entry.kind not in kinds:
                continue
            end = index + len(entry.parts)
            if entry.capital and token.text[0].islower():
                continue
            if len(entry.parts) > 1 and not _same(tokens[index:end], entry.parts):
                continue
            if entry.abbreviated and _is_dot(tokens, end):
                end += 1
            return entry, end
        return None

    def match_before(self, tokens: Sequence[Token], index: int, *kinds: str) -> Entry | None:
        """The longest entry of one of the kinds that ends just before a token."""
        if not 0 < index <= len(tokens):
            return None
        end = index
        stopped = _is_dot(tokens, index - 1) and index > 1
        if stopped:
            end -= 1
        for entry in self._last.get(tokens[end - 1].folded, ()):
            start = end - len(entry.parts)
            if entry.kind not in kinds or start < 0 or (stopped and not entry.abbreviated):
                continue
            if len(entry.parts) > 1 and not _same(tokens[start:end], entry.parts):
                continue
            if not (entry.capital and tokens[start].text[0].islower()):
                return entry
        return None


def _same(tokens: Sequence[Token], parts: tuple[str, ...]) -> bool:
    return tuple(token.folded for token in tokens) == parts and all(
        token.space is not Space.BREAK for token in tokens[1:]
    )


def _is_dot(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].text == "." and tokens[index].space is Space.NONE


def lexicon(languages: Sequence[str]) -> Lexicon:
    """The words of the languages (BCP 47 tags); a language that nobody knows adds none.

    Only what CLDR has is known of languages without a file in ``words/``.
    """
    return _merged(tuple(dict.fromkeys(languages)))


@lru_cache(maxsize=64)
def _merged(languages: tuple[str, ...]) -> Lexicon:
    entries: list[Entry] = []
    for tag in languages:
        for name in _names(tag):
            entries.extend(_entries(name))
    return Lexicon(entries)


def _names(tag: str) -> tuple[str, ...]:
    parts = tag.replace("_", "-").split("-")
    base = parts[0].lower()
    script = parts[1].title() if len(parts) > 1 and len(parts[1]) == 4 else ""
    if script:
        return (f"{base}-{script}",)
    return _FILES.get(base, (base,))


@lru_cache(maxsize=64)
def _entries(name: str) -> tuple[Entry, ...]:
    """The entries of one language, from CLDR and its file."""
    data = _read_file(name)
    named = bool(data.get("capitalised", False))
    unsure = {fold(word.rstrip(".")) for word in data.get("unsure", [])}
    leading = bool(data.get("month_first", False))
    entries = [
        _entry(kind, value, word, short=short, capital=named)
        for kind, value, word, short in _cldr(name)
    ]
    for kind in ("month", "weekday", "season", "ordinal", "day_word"):
        capital = named and kind in ("month", "weekday")
        for value, words in data.get(kind, {}).items():
            entries += [_entry(kind, int(value), word, capital=capital) for word in words]
    for kind, words in data.get("words", {}).items():
        entries += [_entry(kind, 0, word) for word in words]
    for zone, minutes in data.get("zone", {}).items():
        entries.append(_entry("zone", minutes, zone, capital=True))
    return tuple(
        replace(entry, unsure=" ".join(entry.parts) in unsure, leading=leading) for entry in entries
    )


def _entry(
    kind: str, value: int, word: str, *, short: bool = False, capital: bool = False
) -> Entry:
    """An entry; a full stop at the end of the word says that it is abbreviated."""
    parts = tuple(token.folded for token in tokenise(word.rstrip(".")))
    return Entry(kind, value, parts, short or word.endswith("."), capital)


def _read_file(name: str) -> dict[str, Any]:
    try:
        file = resources.files("tei_edition.dates").joinpath("words").joinpath(f"{name}.toml")
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def _cldr(name: str) -> list[tuple[str, int, str, bool]]:
    """Months (1–12) and days (0 is Monday) of a language: kind, number, word, abbreviated."""
    # babel takes a while to load and is not needed for ISO dates.
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        locale = Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return []
    found: list[tuple[str, int, str, bool]] = []
    for kind, names in (("month", locale.months), ("weekday", locale.days)):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for value, word in names[context][width].items():
                    short = width == "abbreviated" and word not in names[context]["wide"].values()
                    found.append((kind, int(value), word, short))
    return found
