"""The names of the registers, found in a text in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Registers
from tei_edition.tagging.boundaries import stands_alone
from tei_edition.tagging.folding import Folded, fold
from tei_edition.tagging.per_registers import per_registers
from tei_edition.tagging.variants import Strength, variants_of
from tei_edition.tagging.vocabulary import words

__all__ = ["Form", "NameIndex", "NameMatch", "name_index"]

_LONGEST_ACRONYM: Final = 12
_LONGEST_ABBREVIATION: Final = 3


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """Which entry a form names, and how much the form says by itself."""

    entity: str
    kind: MentionKind
    strength: Strength
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A form of one or more entries in a text, as a half-open span of its characters."""

    start: int
    end: int
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A folded form; ``capitals`` are the places in it that must have capitals in a text."""

    text: str
    capitals: tuple[int, ...]
    acronym: bool
    forms: tuple[Form, ...]


class NameIndex:
    """All forms of the names of some registers, ready to be sought in texts."""

    def __init__(self, registers: Registers) -> None:
        collected: dict[tuple[str, tuple[int, ...], bool], dict[Form, None]] = {}
        for entity in registers:
            for variant in variants_of(entity):
                made = Form(entity.id, entity.kind, variant.strength, variant.qualifier)
                for text in dict.fromkeys((variant.text, variant.text.replace(". ", " "))):
                    form = fold(text)
                    if not _says_something(text, form.text):
                        continue
                    acronym = text.isupper() and len(form.text) <= _LONGEST_ACRONYM
                    key = (form.text, _capitals(text, form), acronym)
                    collected.setdefault(key, {})[made] = None
        self._patterns = [
            _Pattern(*key, forms=_strongest(tuple(forms))) for key, forms in collected.items()
        ]
        self._automaton = AhoCorasick([pattern.text for pattern in self._patterns])

    def find(self, text: str, form: Folded | None = None) -> Iterator[NameMatch]:
        """All forms in a text that stand as words of their own; they may overlap.

        ``form`` is the folded text, if it is at hand. Matches come in the order of their ends.
        """
        form = form or fold(text)
        found = self._automaton.find_matches_as_indexes(form.text, overlapping=True)
        for number, low, high in found:
            pattern = self._patterns[number]
            start, end = form.offsets[low], form.offsets[high - 1] + 1
            if not _capitals_agree(pattern, text, form, low):
                continue
            if pattern.acronym and text[end : end + 1] == "." and "." in text[start:end]:
                end += 1
            persons = all(entry.kind is MentionKind.PERSON for entry in pattern.forms)
            if stands_alone(text, start, end, person=persons):
                yield NameMatch(start, end, pattern.forms)


name_index = per_registers(NameIndex)


def _says_something(text: str, form: str) -> bool:
    """Whether a form is more than a letter or a short abbreviation ("N.", "Sch.")."""
    letters = sum(character.isalpha() for character in form)
    if letters < 2:
        return False
    return letters > _LONGEST_ABBREVIATION or not text.endswith(".") or text.isupper()


def _strongest(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """One form per entry, the one that says most."""
    best: dict[str, Form] = {}
    for form in forms:
        known = best.get(form.entity)
        if known is None or form.strength > known.strength:
            best[form.entity] = form
    return tuple(best.values())


def _capitals(text: str, form: Folded) -> tuple[int, ...]:
    """Where words of the form begin with a capital; generic words for land and water need none."""
    generic = words("geography", "nouns")
    found: list[int] = []
    position = 0
    for word in form.text.split(" "):
        if text[form.offsets[position]].isupper() and not (position and word in generic):
            found.append(position)
        position += len(word) + 1
    return tuple(found)


def _capitals_agree(pattern: _Pattern, text: str, form: Folded, low: int) -> bool:
    if pattern.acronym:
        span = form.offsets[low : low + len(pattern.text)]
        return not any(text[offset].islower() for offset in span)
    for place in pattern.capitals:
        offset = form.offsets[low + place]
        behind_hyphen = place and text[offset - 1] in "-\u2010\u2011"
        if not text[offset].isupper() and not behind_hyphen:
            return False
    return True
