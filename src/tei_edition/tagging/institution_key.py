"""Institutions that are the same under differently built names."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Registers
from tei_edition.tagging.folding import folded
from tei_edition.tagging.gazetteer import state_name, state_names
from tei_edition.tagging.per_registers import per_registers
from tei_edition.tagging.spelling import nearly_equal
from tei_edition.tagging.vocabulary import same_words, words

__all__ = ["Institutions", "institution_key", "institutions_of"]

_LONGEST_STATE: Final = 6
_HOST: Final = frozenset("in to at near en".split())
_WORD: Final = re.compile(r"\w+")
_BOUNDARY: Final = re.compile(r"[\s-]+")


def institution_key(name: str) -> tuple[str, ...]:
    """The parts of an institution's name, sorted: states by id, spellings made equal.

    "Embassy of Norway in Peru" and "Norwegian Embassy in Peru" have the same key; what stands
    behind "in" is marked, so that "Embassy of Peru in Norway" has another.
    """
    parts: list[str] = []
    host = False
    for word in _words(name):
        if word in _HOST:
            host = True
        if word not in words("institutions", "fillers"):
            parts.append(f"in {word}" if host else word)
    return tuple(sorted(parts))


def _words(name: str) -> list[str]:
    """The words, states and their adjectives as ids, other words in the form compared."""
    row = _WORD.findall(folded(name))
    found: list[str] = []
    index = 0
    while index < len(row):
        length, state = _state_at(row, index)
        found.append(state.replace(" ", "-") if length else row[index])
        index += length or 1
    text = f" {' '.join(found)} "
    for other, same in sorted(same_words().items(), key=lambda pair: (-len(pair[0]), pair[0])):
        text = text.replace(f" {other} ", f" {same} ")
    return text.split()


def _state_at(row: Sequence[str], index: int) -> tuple[int, str]:
    for length in range(min(_LONGEST_STATE, len(row) - index), 0, -1):
        state = state_names().get(" ".join(row[index : index + length]))
        if state is not None:
            return length, state
    return 0, ""


@dataclass(frozen=True, slots=True)
class _Row:
    """The words of one name of an entry."""

    entity: str
    words: tuple[str, ...]
    key: tuple[str, ...]


class Institutions:
    """The institutions of the registers, by the build of their names."""

    def __init__(self, registers: Registers) -> None:
        self._rows: list[_Row] = []
        self._short: dict[str, list[str]] = {}
        for entity in registers.of_kind(MentionKind.ORG):
            for name in entity.names:
                if name.type == "sort" or not name.text.strip():
                    continue
                row = _words(name.text)
                self._rows.append(_Row(entity.id, tuple(row), institution_key(name.text)))
                self._short.setdefault(_initials(name.text), row)
        self._near: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._parts: dict[tuple[str, ...], dict[str, Set[str]]] = {}
        self._by_key: dict[tuple[str, ...], tuple[str, ...]] = {}
        for known in self._rows:
            ids = self._by_key.get(known.key, ())
            self._by_key[known.key] = tuple(dict.fromkeys((*ids, known.entity)))

    def same(self, name: str) -> tuple[str, ...]:
        """The entries with the same build; else those that differ as spellings do.

        An abbreviation counts as the name that it abbreviates; one word may have a slip; the
        name of a whole country may stand for its part.
        """
        key = self._key(name)
        if key in self._by_key:
            return self._by_key[key]
        if key not in self._near:
            near = [row.entity for row in self._rows if _alike(key, row.key)]
            self._near[key] = tuple(dict.fromkeys(near))
        return self._near[key]

    def shortened(self, name: str, company: Set[str]) -> tuple[str, ...]:
        """The entries of whose name this is a part: its beginning or end, and words of the rest.

        ``company`` are folded words near it; of several entries those stay whose other words are
        met there.
        """
        row, key = tuple(_words(name)), self._key(name)
        if row not in self._parts:
            self._parts[row] = {
                known.entity: rest
                for known in self._rows
                if (rest := _left_out(key, known.key)) and _is_end(row, known.words)
            }
        fitting = self._parts[row]
        if len(fitting) < 2:
            return tuple(fitting)
        best = max(_share(rest, company) for rest in fitting.values())
        return tuple(
            entity for entity, rest in fitting.items() if not best or _share(rest, company) == best
        )

    def _key(self, name: str) -> tuple[str, ...]:
        spelled: list[str] = []
        for part in institution_key(name):
            full = self._short.get(part)
            spelled += (
                [w for w in full if w not in words("institutions", "fillers")]
                if (full and len(part) > 2)
                else [part]
            )
        return tuple(sorted(spelled))


def _share(rest: Set[str], near: Set[str]) -> float:
    return len(rest & near) / len(rest) if rest else 0.0


def _initials(name: str) -> str:
    return "".join(w[0] for w in _BOUNDARY.split(name) if w[:1].isupper()).lower()


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two keys differ by one slip of the pen, or by how much of a country is named."""
    if len(one) != len(other):
        return False
    left, right = list(one), list(other)
    for part in one:
        if part in right:
            right.remove(part)
            left.remove(part)
    if len(left) != 1:
        return not left
    return _compatible(left[0], right[0]) or nearly_equal(left[0], right[0])


def _compatible(one: str, other: str) -> bool:
    """Whether one state's name ends in the other's: "Vietnam" and "South Vietnam"."""
    if ":" not in one or ":" not in other or one.startswith("in ") != other.startswith("in "):
        return False
    names = [state_name(part.removeprefix("in ")) for part in (one, other)]
    if not all(names):
        return False
    short, long = sorted(names, key=len)
    return long.endswith(f" {short}")


def _left_out(part: Sequence[str], whole: Sequence[str]) -> set[str] | None:
    """What a key has more than another that is a part of it; None if that is no part of it."""
    rest = list(whole)
    for word in part:
        found = next((other for other in rest if word == other or _compatible(word, other)), None)
        if found is None:
            return None
        rest.remove(found)
    return {word.removeprefix("in ") for word in rest}


def _is_end(row: Sequence[str], full: Sequence[str]) -> bool:
    """Whether two words or more of the row begin or end the full name as they begin or end it."""
    fillers = words("institutions", "fillers")
    for length in range(min(len(row), len(full)), 1, -1):
        for core in (row[:length], row[-length:]):
            if sum(word not in fillers for word in core) < 2:
                continue
            if list(core) in (list(full[:length]), list(full[-length:])):
                return True
    return False


institutions_of = per_registers(Institutions)
