"""Regular expressions of XPath, matched without ever doing the same work twice.

Python's ``re`` takes exponential time on some expressions. Here a place of the expression that
failed at a place of the text is not tried there again, so that time is linear in the text. Only
with back-references is that not so: what the groups hold counts too. Steps are counted.
Source: https://www.w3.org/TR/xpath-functions-31/#regex-syntax
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final, TypeAlias

from tei_edition.relaxng.datatypes.character_classes import CharacterClass, read_class
from tei_edition.relaxng.datatypes.expressions import BrokenExpression, ExpressionParser, Machine
from tei_edition.relaxng.errors import TooComplex

__all__ = ["FLAGS", "BrokenExpression", "Groups", "Steps", "XPathExpression", "compile_xpath"]

FLAGS: Final = "smixq"
MAX_STEPS: Final = 3_000_000
_MAX_REMEMBERED: Final = 10_000
_LONGEST_PATTERN: Final = 20_000
_META: Final = re.compile(r"([\\|.?*+(){}\[\]\-^$])")
# Parts of an expression in which flag x leaves white space alone, and the white space elsewhere.
_FREE_SPACE: Final = re.compile(r"(\\.|\[(?:\\.|[^\\\]])*\]?)|[\t\n\r ]+", re.DOTALL)

# Where each group begins and ends in the text, by its number; 0 is the whole match.
Groups: TypeAlias = dict[int, tuple[int, int]]
_Marks: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Steps:
    """The steps that an expression took, with texts of one call of a function."""

    pattern: str
    taken: int = 0

    def spend(self, steps: int) -> None:
        """Count steps; raises TooComplex."""
        self.taken += steps
        if self.taken > MAX_STEPS:
            raise TooComplex(
                f"the regular expression {self.pattern[:100]!r} needs more than {MAX_STEPS} steps "
                "for one text"
            )


@lru_cache(maxsize=500)
def compile_xpath(pattern: str, flags: str = "") -> XPathExpression:
    """Compile an expression; ``flags`` are some of "smixq". Raises BrokenExpression."""
    if len(pattern) > _LONGEST_PATTERN:
        raise BrokenExpression(f"the regular expression is longer than {_LONGEST_PATTERN} signs")
    if "q" in flags:
        pattern, flags = _META.sub(r"\\\1", pattern), flags.replace("m", "").replace("s", "")
    elif "x" in flags:
        pattern = _FREE_SPACE.sub(lambda found: found[1] or "", pattern)
    return XPathExpression(pattern, flags)


class _Known(dict[str, bool]):
    """A class of characters that remembers which ones belong to it."""

    __slots__ = ("test",)

    def __init__(self, test: CharacterClass) -> None:
        super().__init__()
        self.test = test

    def __missing__(self, character: str) -> bool:
        belongs = self.test(character)
        if len(self) < _MAX_REMEMBERED:
            self[character] = belongs
        return belongs


class XPathExpression(Machine):
    """A compiled expression.

    ``marks`` says what is to be done or true at a state: "(1" and ")1" where group 1 begins and
    ends, "1" where its text is repeated, "^" and "$".
    """

    def __init__(self, pattern: str, flags: str) -> None:
        super().__init__()
        self.pattern = pattern
        self.marks: dict[int, str] = {}
        self.repeated: set[int] = set()
        self._is_multiline = "m" in flags
        parser = _XPathParser(pattern, self, flags)
        self._first, self._final = parser.read()
        self.groups = parser.groups
        self._known = [None if move is None else (_Known(move[0]), move[1]) for move in self.moves]
        self._begins = self._beginnings()

    def find(self, text: str, start: int, steps: Steps, *, groups: bool = True) -> Groups | None:
        """The first match that begins at ``start`` or later; raises TooComplex."""
        keeps = frozenset(range(1, self.groups + 1)) if groups else frozenset(self.repeated)
        tried: set[tuple[int, int, _Marks]] = set()
        for begin in self._starts(text, start):
            found = self._match(text, begin, steps, keeps, tried)
            if found is not None:
                end, marks = found
                ends = dict(marks)
                spans = {k: (ends[k], ends[-k]) for k in ends if k > 0 and -k in ends}
                return {0: (begin, end), **spans}
        return None

    def _starts(self, text: str, start: int) -> Iterable[int]:
        """The places at which a match may begin."""
        begins = self._begins
        if begins is None:
            return range(start, len(text) + 1)
        later = (at for at in range(max(start, 1), len(text)) if begins[text[at]])
        return later if start else chain((0,), later)

    def spans(self, text: str, steps: Steps, *, groups: bool = True) -> Iterator[Groups]:
        """All matches from left to right; raises TooComplex. The expression must not match ""."""
        start = 0
        while (found := self.find(text, start, steps, groups=groups)) is not None:
            yield found
            start = found[0][1]

    def _match(
        self,
        text: str,
        begin: int,
        steps: Steps,
        keeps: frozenset[int],
        tried: set[tuple[int, int, _Marks]],
    ) -> tuple[int, _Marks] | None:
        """The end of the preferred match that begins here, and where its groups begin and end."""
        known, silent, marks, length = self._known, self.silent, self.marks, len(text)
        pending: list[tuple[int, int, _Marks]] = [(self._first, begin, ())]
        taken = 0
        while pending:
            state, at, held = pending.pop()
            while True:
                taken += 1
                if taken > 1000:
                    steps.spend(taken)
                    taken = 0
                if state == self._final:
                    steps.spend(taken)
                    return at, held
                move = known[state]
                if move is not None:
                    if at == length or not move[0][text[at]]:
                        break
                    state, at = move[1], at + 1
                    continue
                mark = marks.get(state)
                if mark is not None:
                    passed = self._passed(mark, text, at, held, keeps)
                    if passed is None:
                        break
                    at, held = passed
                ways = silent[state]
                if len(ways) != 1:
                    # The same place with the same text before it fails the same way again.
                    key = (state, at, held if self.repeated else ())
                    if not ways or key in tried:
                        break
                    tried.add(key)
                    pending += [(way, at, held) for way in ways[:0:-1]]
                state = ways[0]
        steps.spend(taken)
        return None

    def _passed(
        self, mark: str, text: str, at: int, held: _Marks, keeps: frozenset[int]
    ) -> tuple[int, _Marks] | None:
        """The place in the text and the groups after a mark; None if it does not hold."""
        if mark in "^$":
            return (at, held) if self._is_edge(mark, text, at) else None
        if mark[0] in "()":
            number = int(mark[1:])
            if number not in keeps:
                return at, held
            key = number if mark[0] == "(" else -number
            return at, (*(pair for pair in held if pair[0] != key), (key, at))
        ends, number = dict(held), int(mark)
        words = text[ends.get(number, 0) : ends.get(-number, 0)]
        return (at + len(words), held) if text.startswith(words, at) else None

    def _is_edge(self, mark: str, text: str, at: int) -> bool:
        """Whether the text, or with flag m a line, begins or ends here."""
        if mark == "^":
            return at == 0 or (self._is_multiline and at < len(text) and text[at - 1] == "\n")
        return at == len(text) or (self._is_multiline and text[at] == "\n")

    def _beginnings(self) -> _Known | None:
        """The characters with which a match may begin, but for one at the beginning of the text.

        None if a match may be empty, or begins with what a group holds.
        """
        classes: list[CharacterClass] = []
        seen, pending = {self._first}, [self._first]
        while pending:
            state = pending.pop()
            mark, move = self.marks.get(state, ""), self.moves[state]
            if state == self._final or mark == "$" or mark.isdigit():
                return None
            if mark == "^" and not self._is_multiline:
                continue
            if move is not None:
                classes.append(move[0])
            fresh = [target for target in self.silent[state] if target not in seen]
            seen.update(fresh)
            pending += fresh
        return _Known(lambda character: any(test(character) for test in classes))


class _XPathParser(ExpressionParser):
    """What XPath adds to the expressions of W3C Schema: anchors, groups, reluctance, flags."""

    machine: XPathExpression

    def __init__(self, pattern: str, machine: XPathExpression, flags: str) -> None:
        super().__init__(pattern, machine)
        self.groups = 0
        self._flags = flags
        self._number_at: dict[int, int] = {}
        self._closed: set[int] = set()

    def _prefers_less(self) -> bool:
        is_reluctant = self._peek() == "?"
        self.position += is_reluctant
        return is_reluctant

    def _atom(self) -> tuple[int, int]:
        sign, following = self._peek(), self.pattern[self.position + 1 : self.position + 2]
        if sign == "(":
            return self._unnumbered_group() if following == "?" else self._numbered_group()
        if sign == "\\" and following in tuple("123456789"):
            return self._repetition()
        if sign in ("^", "$"):
            self.position += 1
            return self._marked(sign)
        return super()._atom()

    def _class(self) -> tuple[CharacterClass, int]:
        if self._peek() == "." and "s" in self._flags:
            return lambda character: True, self.position + 1
        return read_class(self.pattern, self.position, any_case="i" in self._flags)

    def _marked(self, mark: str) -> tuple[int, int]:
        """A state that passes only as its mark says."""
        first, last = self.machine.new_state(), self.machine.new_state()
        self.machine.marks[first] = mark
        self.machine.silent[first].append(last)
        return first, last

    def _unnumbered_group(self) -> tuple[int, int]:
        if not self.pattern.startswith("(?:", self.position):
            raise BrokenExpression(f"unexpected '?' in {self.pattern}")
        self.position += 2
        return self._group()

    def _numbered_group(self) -> tuple[int, int]:
        # An atom that is repeated is read again: its groups keep their numbers.
        number = self._number_at.setdefault(self.position, len(self._number_at) + 1)
        self.groups = len(self._number_at)
        opening, begun = self._marked(f"({number}")
        first, last = self._group()
        closing, end = self._marked(f"){number}")
        self.machine.silent[begun].append(first)
        self.machine.silent[last].append(closing)
        self._closed.add(number)
        return opening, end

    def _repetition(self) -> tuple[int, int]:
        """A back-reference: as many digits as there are groups."""
        self.position += 1
        digits = self._peek()
        self.position += 1
        while self._peek().isdecimal() and int(digits + self._peek()) <= self.groups:
            digits += self._peek()
            self.position += 1
        if int(digits) not in self._closed:
            raise BrokenExpression(f"\\{digits} refers to no group before it in {self.pattern}")
        self.machine.repeated.add(int(digits))
        return self._marked(digits)
