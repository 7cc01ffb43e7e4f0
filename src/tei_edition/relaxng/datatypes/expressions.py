"""Regular expressions of W3C Schema, run as an automaton that never goes back.

Python's ``re`` lacks ``\\p{…}`` and ``\\i``, and takes exponential time on some expressions. Here
each expression becomes an NFA, and its deterministic states are made when they are first met, so
that matching is linear in the value.
Source: https://www.w3.org/TR/xmlschema-2/#regexs
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from tei_edition.relaxng.datatypes.character_classes import CharacterClass, read_class
from tei_edition.relaxng.errors import TooComplex

__all__ = ["BrokenExpression", "Expression", "ExpressionParser", "Machine", "compile_expression"]

_MAX_STATES: Final = 20_000
_MAX_REMEMBERED: Final = 50_000
# Moves of the NFA for one value: what is remembered costs none, so few values need a thousand.
_MAX_MOVES: Final = 5_000_000


class BrokenExpression(ValueError):
    """No correct regular expression, or one that is too large."""


@cache
def compile_expression(pattern: str) -> Expression:
    """Compile an expression; raises BrokenExpression."""
    return Expression(pattern)


class _State(dict[str, "_State"]):
    """A deterministic state: the NFA states that it stands for; transitions as they are met."""

    __slots__ = ("accepts", "machine", "states")

    def __init__(self, machine: Expression, states: frozenset[int]) -> None:
        super().__init__()
        self.machine = machine
        self.states = states
        self.accepts = machine.final in states

    def __missing__(self, character: str) -> _State:
        return self.machine.step(self, character)


class Machine:
    """An NFA: state n goes to moves[n] = (class, target), or by itself to silent[n].

    Where there are several silent ways, the one that the expression prefers comes first.
    """

    def __init__(self) -> None:
        self.moves: list[tuple[CharacterClass, int] | None] = []
        self.silent: list[list[int]] = []

    def new_state(self) -> int:
        """One more state."""
        if len(self.moves) >= _MAX_STATES:
            raise BrokenExpression("the regular expression is too large")
        self.moves.append(None)
        self.silent.append([])
        return len(self.moves) - 1


class Expression(Machine):
    """A compiled expression."""

    def __init__(self, pattern: str) -> None:
        super().__init__()
        first, self.final = ExpressionParser(pattern, self).read()
        self._made: dict[frozenset[int], _State] = {}
        self._remembered = 0
        self._moves_made = 0
        self._pattern = pattern
        self._first = self._state(self._closure([first]))

    def matches(self, text: str) -> bool:
        """Whether the expression matches the whole text; raises TooComplex."""
        self._moves_made = 0
        state = self._first
        for character in text:
            state = state[character]
        return state.accepts

    def step(self, state: _State, character: str) -> _State:
        """The state after a character, remembered within bounds."""
        self._moves_made += len(state.states)
        if self._moves_made > _MAX_MOVES:
            raise TooComplex(
                f"the regular expression {self._pattern[:100]!r} needs more than {_MAX_MOVES} "
                "steps for one value"
            )
        targets = []
        for number in state.states:
            move = self.moves[number]
            if move is not None and move[0](character):
                targets.append(move[1])
        following = self._state(self._closure(targets))
        if self._remembered < _MAX_REMEMBERED:
            self._remembered += 1
            state[character] = following
        return following

    def _state(self, states: frozenset[int]) -> _State:
        made = self._made.get(states)
        if made is None:
            made = _State(self, states)
            if self._remembered < _MAX_REMEMBERED:
                self._made[states] = made
        return made

    def _closure(self, targets: list[int]) -> frozenset[int]:
        seen, pending = set(targets), list(targets)
        while pending:
            for target in self.silent[pending.pop()]:
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
        return frozenset(seen)


class ExpressionParser:
    """Builds the NFA; each method gives first and last state of what it has read."""

    def __init__(self, pattern: str, machine: Machine) -> None:
        self.pattern = pattern
        self.machine = machine
        self.position = 0
        self.depth = 0

    def read(self) -> tuple[int, int]:
        """Read the whole pattern; raises BrokenExpression."""
        ends = self._branches()
        if self.position < len(self.pattern):
            raise BrokenExpression(f"unexpected {self.pattern[self.position]!r} in {self.pattern}")
        return ends

    def _peek(self) -> str:
        return self.pattern[self.position : self.position + 1]

    def _branches(self) -> tuple[int, int]:
        self.depth += 1
        if self.depth > 50:
            raise BrokenExpression("the regular expression is nested too deep")
        first, last = self.machine.new_state(), self.machine.new_state()
        while True:
            begin, end = self._branch()
            self.machine.silent[first].append(begin)
            self.machine.silent[end].append(last)
            if self._peek() != "|":
                break
            self.position += 1
        self.depth -= 1
        return first, last

    def _branch(self) -> tuple[int, int]:
        first = last = self.machine.new_state()
        while self._peek() and self._peek() not in "|)":
            begin, end = self._piece()
            self.machine.silent[last].append(begin)
            last = end
        return first, last

    def _piece(self) -> tuple[int, int]:
        start = self.position
        ends = self._atom()
        after_atom = self.position
        least, most = self._quantifier()
        prefers_less = self._prefers_less() if self.position > after_atom else False
        if (least, most) == (1, 1):
            return ends

        def again() -> tuple[int, int]:
            end = self.position
            self.position = start
            copy = self._atom()
            self.position = end
            return copy

        if self.position == after_atom:
            return ends
        first, final, choices = self._repeated(ends, again, least, most)
        for state in choices if prefers_less else ():
            self.machine.silent[state].reverse()
        return first, final

    def _repeated(
        self, ends: tuple[int, int], again: Callable[[], tuple[int, int]], least: int, most: int
    ) -> tuple[int, int, list[int]]:
        """A chain of ``least`` copies, then optional ones, or a loop where ``most`` is -1.

        Gives also the states where it may go on or end.
        """
        silent, new_state = self.machine.silent, self.machine.new_state
        first = last = new_state()
        final = new_state()
        copies: list[tuple[int, int]] = [ends]
        count = max(least, most, 1)
        while len(copies) < count:
            copies.append(again())
        choices = []
        for number, (begin, end) in enumerate(copies if most else ()):
            silent[last].append(begin)
            if number >= least:
                silent[last].append(final)
                choices.append(last)
            last = end
        if most == -1:
            silent[last].append(copies[-1][0])
            choices.append(last)
        silent[last].append(final)
        return first, final, choices

    def _prefers_less(self) -> bool:
        """Whether a quantifier is followed by a mark that it is reluctant; Schema has none."""
        return False

    def _quantifier(self) -> tuple[int, int]:
        """Least and most number of times, -1 for any."""
        sign = self._peek()
        if sign in ("?", "*", "+") and sign:
            self.position += 1
            return {"?": (0, 1), "*": (0, -1), "+": (1, -1)}[sign]
        if sign != "{":
            return 1, 1
        end = self.pattern.find("}", self.position)
        body = self.pattern[self.position + 1 : end] if end > 0 else ""
        least, comma, most = body.partition(",")
        digits = [part for part in (least, most) if part]
        if not least or len(body) > 12 or not all(p.isascii() and p.isdigit() for p in digits):
            raise BrokenExpression(f"bad quantity in {self.pattern}")
        self.position = end + 1
        low = int(least)
        high = low if not comma else int(most) if most else -1
        if high != -1 and high < low:
            raise BrokenExpression(f"bad quantity in {self.pattern}")
        if max(low, high) > _MAX_STATES // 2:
            raise BrokenExpression("the regular expression is too large")
        return low, high

    def _atom(self) -> tuple[int, int]:
        if self._peek() == "(":
            return self._group()
        try:
            characters, self.position = self._class()
        except ValueError as error:
            raise BrokenExpression(f"{error} in {self.pattern}") from None
        return self._characters(characters)

    def _class(self) -> tuple[CharacterClass, int]:
        """The class of characters that comes next, and the position behind it."""
        return read_class(self.pattern, self.position)

    def _group(self) -> tuple[int, int]:
        """What is in parentheses; ``position`` is that of the last sign before it."""
        self.position += 1
        ends = self._branches()
        if self._peek() != ")":
            raise BrokenExpression(f"a parenthesis is not closed in {self.pattern}")
        self.position += 1
        return ends

    def _characters(self, characters: CharacterClass) -> tuple[int, int]:
        """One character of a class."""
        first, last = self.machine.new_state(), self.machine.new_state()
        self.machine.moves[first] = (characters, last)
        return first, last
