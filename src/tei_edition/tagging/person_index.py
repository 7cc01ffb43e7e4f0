"""The persons of the registers by the words of their names, for short forms and other spellings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity, Registers
from tei_edition.tagging.folding import folded
from tei_edition.tagging.per_registers import per_registers
from tei_edition.tagging.spelling import nearly_equal, romanised, same_name
from tei_edition.tagging.variants import Strength, variants_of

__all__ = ["PersonIndex", "person_index"]

_Row = tuple[str, ...]
_SHORTEST_END: Final = 2


class PersonIndex:
    """Persons by the parts of their names; all words are folded."""

    def __init__(self, registers: Registers) -> None:
        self._ends: dict[str, frozenset[str]] = {}
        self._surnames: dict[tuple[str, int], dict[str, dict[str, None]]] = {}
        self._by_word: dict[tuple[int, str], dict[tuple[str, _Row], None]] = {}
        self._by_sound: dict[str, dict[str, None]] = {}
        self._by_last: dict[str, dict[tuple[str, _Row], None]] = {}
        for entity in registers.of_kind(MentionKind.PERSON):
            self._add(entity)

    def _add(self, entity: Entity) -> None:
        ends: set[str] = set()
        for variant in variants_of(entity):
            row = tuple(folded(variant.text).split())
            if not row:
                continue
            if variant.strength is Strength.SHORT or len(row) == 1:
                word = " ".join(row)
                ends.add(word)
                by_word = self._surnames.setdefault((word[0], len(word)), {})
                by_word.setdefault(word, {})[entity.id] = None
            if len(row) > 1 and variant.strength is not Strength.SHORT:
                self._by_sound.setdefault(romanised("".join(row)), {})[entity.id] = None
            if len(row) > 1 and variant.strength is Strength.NAMED:
                for word in row:
                    self._by_word.setdefault((len(row), word), {})[entity.id, row] = None
                self._by_last.setdefault(row[-1], {})[entity.id, row] = None
        self._ends[entity.id] = frozenset(end for end in ends if len(end) >= _SHORTEST_END)

    def ends(self, entity_id: str) -> frozenset[str]:
        """The words by which a person may be called in short; empty if the id is no person's."""
        return self._ends.get(entity_id, frozenset())

    def spelled_like(self, row: _Row) -> _Row:
        """The persons whose full name differs from a row of words only as spellings do."""
        near: dict[tuple[str, _Row], None] = {}
        for word in row:
            near |= self._by_word.get((len(row), word), {})
        if len(row) == 2:
            near |= self._by_last.get(row[-1], {})
        ids = dict.fromkeys(entity for entity, full in near if same_name(row, full))
        if not ids and len(row) > 1:
            ids = dict.fromkeys(self._by_sound.get(romanised("".join(row)), {}))
        return tuple(ids)

    def misspelt(self, word: str) -> tuple[str, ...]:
        """The persons whose surname is this word but for one slip."""
        if not word:
            return ()
        found: dict[str, None] = {}
        for length in (len(word) - 1, len(word), len(word) + 1):
            for other, ids in self._surnames.get((word[0], length), {}).items():
                if other != word and nearly_equal(word, other):
                    found |= ids
        return tuple(found)

    def called(self, word: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Those of some persons who may be called by this word."""
        return tuple(dict.fromkeys(i for i in ids if word in self.ends(i)))


person_index = per_registers(PersonIndex)
