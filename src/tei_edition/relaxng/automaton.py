"""A grammar as a deterministic automaton whose states and transitions are made when first needed.

A state is a tuple of patterns: the possible contents of the element that is open (mostly one;
several where the grammar is ambiguous). When the element ends, the bits of those that are complete
choose the state that its parent goes on with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from tei_edition.relaxng.building import Grammar
from tei_edition.relaxng.datatypes.simple_types import Prefixes
from tei_edition.relaxng.derivatives import Derivatives, attributes_in
from tei_edition.relaxng.errors import TooComplex
from tei_edition.relaxng.name_classes import contains
from tei_edition.relaxng.patterns import Holds, Kind, Pattern

__all__ = ["Attributes", "Automaton", "Met", "State", "Step", "ValueTest"]

# Names and values of a start tag, in the order of the names.
Attributes: TypeAlias = tuple[tuple[str, str], ...]

_MAX_STATES: Final = 200_000
_MANY_STATES: Final = 50_000
_MANY_PATTERNS: Final = 100_000
_MANY_TAGS: Final = 10_000
_LONG_TAG: Final = 300  # characters of values
_MAX_VALUES: Final = 20_000
_MAX_VALUE_LENGTH: Final = 200


class ValueTest:
    """The values that an attribute pattern takes, remembered for short values."""

    __slots__ = ("_derivatives", "_known", "_pattern", "id_kind", "uses_prefixes")

    def __init__(self, derivatives: Derivatives, pattern: Pattern) -> None:
        self._derivatives = derivatives
        self._pattern = pattern
        self._known: dict[str, bool] = {}
        kinds = {part.leaf.type for part in _leaves(pattern)}
        self.uses_prefixes = any(kind.uses_prefixes for kind in kinds)
        self.id_kind = next((kind.id_kind for kind in kinds if kind.id_kind), "")

    def __call__(self, text: str, prefixes: Prefixes) -> bool:
        """Whether a value is taken."""
        known = self._known.get(text)
        if known is None:
            known = self._derivatives.takes(self._pattern, text, prefixes)
            few, short = len(self._known) < _MAX_VALUES, len(text) <= _MAX_VALUE_LENGTH
            if few and short and not self.uses_prefixes:
                self._known[text] = known
        return known


class Step:
    """A start tag's effect: the state in the element, and what follows when it has ended."""

    __slots__ = ("following", "inside", "rests")

    def __init__(self, inside: State, rests: list[list[tuple[int, Pattern]]]) -> None:
        self.inside = inside
        # For each pattern of the outer state: bit of the content, pattern that is left.
        self.rests = rests
        self.following: dict[int, State | None] = {}


class Met:
    """An attribute's effect, where the state knows its name."""

    __slots__ = ("following", "tests")

    def __init__(self, tests: list[tuple[Pattern, ValueTest]]) -> None:
        self.tests = tests
        self.following: dict[int, State | None] = {}


class State:
    """A state of the automaton; everything but ``patterns`` is worked out when first needed."""

    __slots__ = (
        "after_text", "attributes", "closed", "complete", "has_attributes", "has_data", "loops",
        "number", "patterns", "steps",
    )  # fmt: skip

    def __init__(self, number: int, patterns: tuple[Pattern, ...]) -> None:
        self.number = number
        self.patterns = patterns
        self.steps: dict[str, Step | None] = {}
        self.attributes: dict[str, Met | None] = {}
        self.closed: State | None = None
        self.after_text: State | None = None
        held = 0
        self.complete = 0
        for bit, pattern in enumerate(patterns):
            held |= pattern.holds
            self.complete |= pattern.nullable << bit
        self.has_attributes = bool(held & Holds.ATTRIBUTE)
        self.has_data = bool(held & Holds.DATA)
        # Text changes nothing here; None until it is known.
        self.loops: bool | None = None


class Automaton:
    """The states of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.patterns = grammar.patterns
        # What the grammar itself consists of stays; what documents add is forgotten in time.
        self._own_patterns = len(grammar.patterns)
        self._begin()

    def _begin(self) -> None:
        grammar = self.grammar
        self.derivatives = Derivatives(grammar.patterns)
        self._states: dict[tuple[Pattern, ...], State] = {}
        self._anywhere: dict[str, State | None] = {}
        self._tests: dict[Pattern, ValueTest] = {}
        # The state of the content after a start tag with these attributes, where the values alone
        # decide it.
        self.tags: dict[tuple[State, Attributes], State] = {}
        self.start = self.state((grammar.start,))

    def stay_small(self) -> None:
        """Forget what was learnt if that has grown large: to be called between documents."""
        large = len(self.patterns) - self._own_patterns > _MANY_PATTERNS
        if large or len(self._states) > _MANY_STATES:
            self.forget()

    def forget(self) -> None:
        """Forget what was learnt from documents."""
        self.patterns.forget_after(self._own_patterns)
        self._begin()

    def __len__(self) -> int:
        return len(self._states)

    def state(self, patterns: Iterable[Pattern]) -> State:
        """The state of these patterns, always the same object."""
        key = tuple(patterns)
        known = self._states.get(key)
        if known is None:
            if len(self._states) >= _MAX_STATES:
                raise TooComplex(f"more than {_MAX_STATES} states of the grammar are needed")
            known = self._states[key] = State(len(self._states), key)
        return known

    def _live(self, patterns: list[Pattern]) -> State | None:
        """The state, None if no pattern is left in it."""
        if all(pattern.kind == Kind.NOT_ALLOWED for pattern in patterns):
            return None
        return self.state(patterns)

    def step(self, state: State, name: str) -> Step | None:
        """What a start tag does; None if it is not allowed here."""
        if name not in state.steps:
            state.steps[name] = self._step(state, name, skipping=False)
        return state.steps[name]

    def step_over(self, state: State, name: str) -> Step | None:
        """The same, passing over what is missing before."""
        return self._step(state, name, skipping=True)

    def _step(self, state: State, name: str, *, skipping: bool) -> Step | None:
        contents: dict[Pattern, int] = {}
        rests = []
        for pattern in state.patterns:
            starts = self.derivatives.starts(pattern, name, skipping=skipping)
            rests.append(
                [
                    (contents.setdefault(content, len(contents)), left)
                    for content, left in starts.items()
                ]
            )
        return Step(self.state(contents), rests) if contents else None

    def anywhere(self, name: str) -> State | None:
        """The contents of all elements of this name, None if the grammar has none."""
        if name not in self._anywhere:
            contents = {
                element.content: None
                for element in self.grammar.elements
                if contains(element.name_class, name)
            }
            self._anywhere[name] = self.state(contents) if contents else None
        return self._anywhere[name]

    def after(self, step: Step, complete: int) -> State | None:
        """The outer state once the element has ended with these contents complete."""
        if complete in step.following:
            return step.following[complete]
        patterns = [
            self.patterns.choice([left for bit, left in rest if complete >> bit & 1])
            for rest in step.rests
        ]
        made = step.following[complete] = self._live(patterns)
        return made

    def met(self, state: State, name: str) -> Met | None:
        """How an attribute's value is tested here; None if no such attribute is allowed."""
        if name in state.attributes:
            return state.attributes[name]
        found: dict[Pattern, ValueTest] = {}
        for pattern in state.patterns:
            for name_class, attribute in attributes_in(pattern):
                if contains(name_class, name):
                    found[attribute] = self.test_of(attribute.parts[0])
        made = Met(list(found.items())) if found else None
        state.attributes[name] = made
        return made

    def test_of(self, value: Pattern) -> ValueTest:
        """The test of an attribute's value, always the same object."""
        known = self._tests.get(value)
        if known is None:
            known = self._tests[value] = ValueTest(self.derivatives, value)
        return known

    def after_attribute(self, state: State, met: Met, taken: int) -> State | None:
        """The state after an attribute whose value the tests in ``taken`` (bits) accept."""
        if taken in met.following:
            return met.following[taken]
        accepted = frozenset(
            attribute for bit, (attribute, _) in enumerate(met.tests) if taken >> bit & 1
        )
        patterns = [self.derivatives.attribute(pattern, accepted) for pattern in state.patterns]
        made = met.following[taken] = self._live(patterns)
        return made

    def close(self, state: State) -> State | None:
        """The state at the end of the start tag, None if an attribute is missing."""
        if state.closed is None:
            if not state.has_attributes:
                state.closed = state
            else:
                patterns = [self.derivatives.closed(pattern) for pattern in state.patterns]
                state.closed = self._live(patterns)
        return state.closed

    def remember(self, state: State, attributes: Attributes, closed: State) -> None:
        """Note what a start tag leads to."""
        if sum(len(value) for _, value in attributes) <= _LONG_TAG:
            if len(self.tags) >= _MANY_TAGS:
                self.tags.clear()
            self.tags[state, attributes] = closed

    def text(self, state: State) -> State | None:
        """The state after text that is more than white space, None if none may stand here."""
        if state.loops is None:
            patterns = [self.derivatives.text(pattern) for pattern in state.patterns]
            state.after_text = self._live(patterns)
            state.loops = state.after_text is state
        return state.after_text

    def complete_with(self, state: State, text: str, prefixes: Prefixes) -> int:
        """The contents, as bits, that this text alone completes."""
        complete = 0
        for bit, pattern in enumerate(state.patterns):
            complete |= self.derivatives.takes(pattern, text, prefixes) << bit
        return complete


def _leaves(pattern: Pattern) -> Iterator[Pattern]:
    seen, pending = {pattern}, [pattern]
    while pending:
        part = pending.pop()
        if part.kind in (Kind.DATA, Kind.VALUE):
            yield part
        pending += [inner for inner in part.parts if inner not in seen]
        seen.update(part.parts)
