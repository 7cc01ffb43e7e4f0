"""After a fault: report it once, and choose the state from which the rest makes most sense."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml import etree

from tei_edition.relaxng.automaton import Automaton, Met, State, Step
from tei_edition.relaxng.derivatives import attributes_in
from tei_edition.relaxng.expected import (
    Expected,
    allowed_in,
    names_of,
    required_attributes,
    requirements,
    values_of,
)
from tei_edition.relaxng.faults import GrammarFault, Kind
from tei_edition.relaxng.lines import end_line, start_line, text_line
from tei_edition.relaxng.order import (
    LOOK_AHEAD,
    after_child,
    belongs_after,
    belongs_before,
    opening,
)
from tei_edition.relaxng.patterns import Kind as PatternKind
from tei_edition.relaxng.patterns import Pattern

__all__ = ["Frame", "Recovery"]

_LIKE: Final = 0.7


@dataclass(slots=True)
class Frame:
    """An open element; the outermost frame has none and holds the root.

    ``first`` is the state in which its content began, ``step`` that of the child being read.
    ``astray`` are names of children that stood wrongly, ``strange`` counts those that may not be
    there at all, ``told`` is what was said to be needed when they were met; ``moved`` are names
    that were missed where they belong; ``belongs`` has, for names of children that came too late,
    the one before which they belong.
    """

    element: etree._Element | None
    children: Iterator[etree._Element]
    state: State
    first: State | None
    step: Step | None = None
    astray: list[str] = field(default_factory=list)
    moved: set[str] = field(default_factory=set)
    belongs: dict[str, etree._Element | None] = field(default_factory=dict)
    told: set[tuple[str, ...]] = field(default_factory=set)
    strange: int = 0
    text_told: bool = False

    def explains(self, need: tuple[str, ...]) -> bool:
        """Whether what is missing was told with a child that stands in its stead.

        That is one of a name like it, or one that may not be here at all.
        """
        if any(_is_like(name, wanted) for name in self.astray for wanted in need):
            return True
        if self.strange and need in self.told:
            self.strange -= 1
            return True
        return False


class Recovery:
    """Collects the faults of a document."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.faults: list[GrammarFault] = []

    def begin(self) -> None:
        """Forget the faults of the document before."""
        self.faults = []

    @staticmethod
    def all_of(state: State) -> int:
        """The bits of all contents."""
        return (1 << len(state.patterns)) - 1

    def element(self, frame: Frame, child: etree._Element) -> Step | None:
        """A child that is not allowed here: the step into it, None if it cannot be read.

        ``frame.state`` is set to the state from which it goes on.
        """
        name = str(child.tag)
        ahead = self.automaton.step_over(frame.state, name)
        if ahead is not None:
            return self._passed_over(frame, child, ahead)
        first = frame.first or self.automaton.start
        known = self.automaton.step_over(first, name)
        if known is not None:
            frame.astray.append(name)
            if name in frame.moved:
                frame.moved.discard(name)
            else:
                if name not in frame.belongs:
                    frame.belongs[name] = belongs_before(self.automaton, first, child)
                self._add(
                    Kind.MISPLACED_ELEMENT, child, name, self._allowed(frame.state),
                    beside=frame.belongs[name],
                )  # fmt: skip
            return _aside(known.inside)
        frame.astray.append(name)
        anywhere = self.automaton.anywhere(name)
        kind = Kind.UNKNOWN_ELEMENT if anywhere is None else Kind.UNEXPECTED_ELEMENT
        allowed = self._allowed(first, frame.state)
        frame.strange += 1
        frame.told.update(allowed.required)
        self._add(kind, child, name, allowed)
        return None if anywhere is None else _aside(anywhere)

    def _passed_over(self, frame: Frame, child: etree._Element, ahead: Step) -> Step:
        """A child that comes too early: what should stand before is missing, or follows later.

        Where it follows later, the child alone is out of place, and the state stays.
        """
        before = _live(frame.state)
        after = [left for rest in ahead.rests for _, left in rest]
        still = {need for pattern in after for need in requirements(pattern)}
        name = str(child.tag)
        missing = [need for need in requirements(before) if need not in still and name not in need]
        siblings = child.itersiblings("*")
        later = [str(other.tag) for other in islice(siblings, LOOK_AHEAD)]
        going_on = self.automaton.after(ahead, self.all_of(ahead.inside)) or frame.state
        passed, stayed = self._failures(going_on, later), self._failures(frame.state, later)
        follows = any(not set(later).isdisjoint(need) for need in missing)
        out_of_place = stayed < passed or (stayed == passed and follows)
        told = [need for need in missing if not frame.explains(need)]
        if told or not missing:
            self._before(frame.state, child, told)
        if not out_of_place:
            frame.moved.update(*missing)
            return ahead
        frame.astray.append(name)
        return _aside(ahead.inside)

    def _before(self, state: State, child: etree._Element, needs: list[tuple[str, ...]]) -> None:
        """Report a child that comes before what is needed, or before anything that lets it come."""
        name = str(child.tag)
        if needs:
            wanted = {entry for need in needs for entry in need}
            later = islice(child.itersiblings("*"), LOOK_AHEAD)
            beside = next((other for other in later if other.tag in wanted), None)
        else:
            beside = belongs_after(self.automaton, state, child)
            opening_it = opening(self.automaton, state, name) if beside is None else ()
            needs = [opening_it] if opening_it else []
        expected = Expected(self._allowed(state).elements, required=tuple(needs))
        self._add(Kind.MISSING_BEFORE, child, name, expected, beside=beside)

    def _failures(self, state: State, names: list[str]) -> int:
        """How many of the children to come would be wrong if it went on from a state."""
        count = 0
        for name in names:
            after = after_child(self.automaton, state, name)
            count += after is None
            state = after or state
        return count + (len(names) < LOOK_AHEAD and not state.complete)

    def _allowed(self, state: State, now: State | None = None) -> Expected:
        first = now is None
        allowed = allowed_in(state.patterns, first=first)
        needs = requirements(_live(now or state))
        return Expected(allowed.elements, required=tuple(needs), text=allowed.text)

    def incomplete(self, frame: Frame, state: State) -> int:
        """An element that ends too early: one fault for each thing that is missing."""
        element = frame.element
        assert element is not None
        pattern = _live(state)
        needs = requirements(pattern)
        line = end_line(element)
        if not needs and not frame.astray:
            expected = values_of([pattern])
            self._add(Kind.WRONG_TEXT, element, "", expected, line=line)
        for need in needs:
            if not frame.explains(need):
                allowed = self._allowed(state)
                expected = Expected(allowed.elements, required=(need,))
                self._add(Kind.MISSING_ELEMENT, element, need[0], expected, line=line)
        return self.all_of(state)

    def text(self, frame: Frame, state: State, before: etree._Element | None) -> State:
        """Text where none may stand; told once for each element."""
        element = frame.element
        assert element is not None
        if not frame.text_told:
            frame.text_told = True
            found = (element.text if before is None else before.tail) or ""
            allowed = allowed_in((frame.first or state).patterns, first=False)
            self._add(
                Kind.UNEXPECTED_TEXT, element, "", Expected(allowed.elements),
                line=text_line(element, before), value=found.strip(),
            )  # fmt: skip
        return state

    def data(self, element: etree._Element, state: State, text: str) -> int:
        """Text that is none of the values, or elements missing."""
        expected = values_of(state.patterns)
        needs = requirements(_live(state)) if not text.strip() else []
        expected = Expected(values=expected.values, forms=expected.forms, required=tuple(needs))
        line = end_line(element)
        self._add(Kind.WRONG_TEXT, element, "", expected, line=line, value=text.strip())
        return self.all_of(state)

    def attribute(self, element: etree._Element, first: State, name: str, value: str) -> None:
        """An attribute that the state in which the element began does not know, or no more."""
        known = self.automaton.met(first, name) is not None
        kind = Kind.EXCLUDED_ATTRIBUTE if known else Kind.UNEXPECTED_ATTRIBUTE
        expected = Expected(attributes=allowed_in(first.patterns, first=False).attributes)
        self._add(kind, element, name, expected, value=value)

    def value(self, element: etree._Element, name: str, value: str, met: Met) -> None:
        """An attribute with a value that no pattern takes."""
        patterns = [attribute.parts[0] for attribute, _ in met.tests]
        self._add(Kind.WRONG_VALUE, element, name, values_of(patterns), value=value)

    def missing_attributes(self, element: etree._Element, state: State) -> State:
        """Attributes that are needed; the state of the content without them."""
        needs = required_attributes(_live(state))
        for need in needs:
            found = allowed_in(state.patterns, first=False).attributes
            glosses = {name: found.get(name, "") for name in need}
            values = values_of(_values(state, need))
            expected = Expected(attributes=glosses, values=values.values, forms=values.forms)
            self._add(Kind.MISSING_ATTRIBUTE, element, need[0], expected)
        if not needs:
            self._add(Kind.MISSING_ATTRIBUTE, element, "", Expected())
        closed = self.automaton.derivatives.closed
        return self.automaton.state(closed(pattern, forgiving=True) for pattern in state.patterns)

    def _add(
        self,
        kind: Kind,
        element: etree._Element,
        name: str,
        expected: Expected,
        *,
        line: int = 0,
        value: str = "",
        beside: etree._Element | None = None,
    ) -> None:
        place = line or start_line(element)
        self.faults.append(GrammarFault(kind, element, place, name, value, expected, beside))


def _aside(inside: State) -> Step:
    """A step into an element after which the outer state stays as it was."""
    return Step(inside, [])


def _values(state: State, names: tuple[str, ...]) -> list[Pattern]:
    """The values of the attributes of these names."""
    return [
        attribute.parts[0]
        for pattern in state.patterns
        for name_class, attribute in attributes_in(pattern)
        if not set(names).isdisjoint(names_of(name_class))
    ]


def _live(state: State) -> Pattern:
    """The first pattern of a state that is not lost."""
    return next(
        (entry for entry in state.patterns if entry.kind != PatternKind.NOT_ALLOWED),
        state.patterns[0],
    )


def _is_like(one: str, other: str) -> bool:
    """Whether two names are nearly alike, whatever their namespaces."""
    first, second = (name.rpartition("}")[2].lower()[:100] for name in (one, other))
    return difflib.SequenceMatcher(None, first, second).ratio() >= _LIKE
