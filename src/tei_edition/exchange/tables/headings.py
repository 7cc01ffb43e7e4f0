"""What a heading says of its column: whole phrases first, else all of its words together."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from tei_edition.exchange.tables.fields import AUTHORITIES

__all__ = ["field_of_heading", "folded"]

_CAMEL: Final = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Ý])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBERED: Final = re.compile(r"\s*\d{1,2}$")
_LINKS: Final = ("", "s", "n")
_SHORTEST, _LONGEST = 3, 40
_DATE_PARTS: Final = ("not-before", "not-after", "edtf", "year", "month", "day", "evidence")
_DATE: Final = frozenset({"date", "received", *_DATE_PARTS})


@cache
def _table() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Fields by phrase; meanings by word, which may have several ("de" opens and binds)."""
    path = resources.files("tei_edition.exchange.tables") / "headings.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    phrases = {phrase: field for field, given in table["phrases"].items() for phrase in given}
    words: dict[str, set[str]] = {}
    for meaning, given in table["words"].items():
        for word in given:
            words.setdefault(word, set()).add(meaning)
    return phrases, {word: frozenset(meanings) for word, meanings in words.items()}


def folded(heading: str) -> str:
    """The words of a heading: lower case, no accents, ``senderPlaceID`` in three words.

    >>> folded("senderPlaceID"), folded("Empfänger (GND-Nr.)")
    ('sender place id', 'empfanger gnd nr')
    """
    spaced = unicodedata.normalize("NFKD", _CAMEL.sub(" ", heading[:200])).casefold()
    kept = "".join(one for one in spaced if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", kept))


@lru_cache(maxsize=4096)
def field_of_heading(heading: str) -> str | None:
    """The field that a heading names, ``LEFT_OUT`` for what follows from others, None if none.

    ``.gnd`` and the like are numbers of whomever the column before names.

    >>> field_of_heading("senderPlaceID"), field_of_heading("Absendeort"), field_of_heading("GND")
    ('place-from.id', 'place-from', '.gnd')
    """
    words = folded(heading)
    phrases, _ = _table()
    if words in phrases:
        return phrases[words]
    words = _NUMBERED.sub("", words)
    if not words:
        return None
    if words in phrases:
        return phrases[words]
    meanings: set[str] = set()
    for token in _without_of(_joined(words.split())):
        found = _meanings(token)
        if found is None:
            return None
        meanings |= found
    return _combined(meanings)


def _joined(tokens: list[str]) -> list[str]:
    """Words that are written apart here and together in the list: "not before", "Geo Names"."""
    _, words = _table()
    found: list[str] = []
    while tokens:
        length = next((n for n in (3, 2) if "".join(tokens[:n]) in words and len(tokens) >= n), 1)
        found.append("".join(tokens[:length]))
        tokens = tokens[length:]
    return found


def _without_of(tokens: list[str]) -> list[str]:
    """Without "de" and "da" between words, where they mean "of": "date de réception"."""
    inner = {"de", "du", "da", "di", "of", "a", "al", "der", "des"}
    return [
        token for i, token in enumerate(tokens) if i in (0, len(tokens) - 1) or token not in inner
    ]


def _meanings(token: str) -> frozenset[str] | None:
    """What a word means, or the words that it is made of: "empfangsort"."""
    _, words = _table()
    if token in words:
        return words[token]
    if not _SHORTEST < len(token) <= _LONGEST:
        return None
    # Meanings of what begins at each offset, from the end on.
    tails: dict[int, frozenset[str]] = {len(token): frozenset()}
    for start in range(len(token) - 2, -1, -1):
        for end in range(len(token), start + 1, -1):
            word = token[start:end]
            if word not in words or (len(word) < _SHORTEST and word != "id"):
                continue
            for link in _LINKS:
                tail = tails.get(end + len(link))
                if tail is not None and token.startswith(link, end):
                    tails.setdefault(start, words[word] | tail)
    return tails.get(0)


def _combined(meanings: set[str]) -> str | None:
    numbers = [aspect for aspect in AUTHORITIES if aspect in meanings]
    aspect = numbers[0] if numbers else "id" if "id" in meanings else ""
    told = meanings - {"filler", "id", *numbers}
    if "place" in told:
        is_target = told & {"recipient", "received", "to"}
        return _named("place-to" if is_target else "place-from", aspect)
    if told & _DATE and not aspect and not told & {"org", "forename", "surname"}:
        return _dated(told)
    if "mentioned" in told:
        return _named("mentioned", aspect)
    for base, signs in (("recipient", {"recipient", "to"}), ("sender", {"sender", "from"})):
        if told & signs:
            for name in ("org", "forename", "surname"):
                aspect = aspect or (name if name in told else "")
            return _named(base, aspect)
    aspect = aspect or next((name for name in ("forename", "surname") if name in told), "")
    return f".{aspect}" if aspect and told <= {aspect} else None


def _named(base: str, aspect: str) -> str:
    return f"{base}.{aspect}" if aspect else base


def _dated(told: set[str]) -> str:
    base = "received" if told & {"received", "recipient"} else "date"
    if "date" in told and told & {"from", "to"}:
        return f"{base}.{'to' if 'to' in told else 'from'}"
    for part in (*_DATE_PARTS, "certainty", "text"):
        if part in told:
            return f"{base}.{part}"
    return base
