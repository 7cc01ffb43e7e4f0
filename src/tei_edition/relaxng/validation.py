"""A document through the automaton: no recursion, and it goes on after a fault.

One walk over the tree; the state of each open element is kept in a frame. What is done about a
fault is the business of ``recovery``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from tei_edition.relaxng.automaton import Attributes, Automaton, State, Step
from tei_edition.relaxng.faults import GrammarFault
from tei_edition.relaxng.identifiers import Identifiers
from tei_edition.relaxng.recovery import Frame, Recovery

__all__ = ["Validation"]

_WHITE: Final = " \t\n\r"
_NONE: Final[dict[str | None, str]] = {}


class Validation:
    """Validates documents with one automaton, which learns from each."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.recovery = Recovery(automaton)
        self.identifiers = Identifiers()

    def faults(self, root: etree._Element) -> tuple[GrammarFault, ...]:
        """The faults of a document, in its order; none if it is valid.

        Raises TooComplex if a bound of the automaton is hit.
        """
        self.automaton.stay_small()
        self.recovery.begin()
        self.identifiers = Identifiers()
        self._walk(root)
        return (*self.recovery.faults, *self.identifiers.faults())

    def _walk(self, root: etree._Element) -> None:
        automaton, text_of = self.automaton, self.automaton.text
        frame = Frame(None, iter((root,)), automaton.start, None)
        stack: list[Frame] = []
        while True:
            state = frame.state
            for child in frame.children:
                tag: Any = child.tag
                if tag.__class__ is not str:
                    if tag is etree.Entity:
                        state = self._entity(frame, state, child)
                    elif not state.loops:
                        state = self._tail(frame, state, child)
                    continue
                step = state.steps.get(tag) or automaton.step(state, tag)
                if step is None:
                    frame.state = state
                    step = self.recovery.element(frame, child)
                    state = frame.state
                    if step is None:
                        state = self._tail(frame, state, child)
                        continue
                inside = self._start_tag(child, step.inside)
                if len(child) and not (inside.has_data and _has_no_elements(child)):
                    # On with its children; the state of this element waits.
                    frame.state, frame.step = state, step
                    stack.append(frame)
                    frame = Frame(child, iter(child), inside, inside)
                    text = child.text
                    if text is not None and not inside.loops and text.strip(_WHITE):
                        after = text_of(inside)
                        frame.state = after or self.recovery.text(frame, inside, None)
                    break
                if inside.has_data:
                    complete = self._data(child, inside)
                else:
                    complete = self._empty(child, inside)
                state = step.following.get(complete) or self._after(step, complete, state)
                tail = child.tail
                if (
                    tail is not None
                    and not state.loops
                    and tail.strip(_WHITE)
                    and frame.element is not None
                ):
                    state = text_of(state) or self.recovery.text(frame, state, child)
            else:
                if not stack:
                    return
                complete = state.complete or self.recovery.incomplete(frame, state)
                ended, frame = frame, stack.pop()
                state = self._after(frame.step, complete, frame.state)
                assert ended.element is not None
                frame.state = self._tail(frame, state, ended.element)

    def _after(self, step: Step | None, complete: int, state: State) -> State:
        """The state after an element; ``state`` again where it was out of place."""
        return (step is not None and self.automaton.after(step, complete)) or state

    def _tail(self, frame: Frame, state: State, child: etree._Element) -> State:
        """The state after the text behind a child."""
        tail = child.tail
        if tail is None or frame.element is None or not tail.strip(_WHITE):
            return state
        return self.automaton.text(state) or self.recovery.text(frame, state, child)

    def _entity(self, frame: Frame, state: State, child: etree._Element) -> State:
        """An entity reference that stays unexpanded counts as text."""
        after = self.automaton.text(state) or self.recovery.text(frame, state, child)
        return self._tail(frame, after, child)

    def _start_tag(self, element: etree._Element, state: State) -> State:
        """The state of the content once the attributes are done with."""
        items: Any = element.items()
        if not items:
            closed = state.closed or self.automaton.close(state)
            return closed or self.recovery.missing_attributes(element, state)
        if len(items) > 1:
            items.sort()
        attributes = tuple(items)
        # The same tags come again and again, in all documents.
        known = self.automaton.tags.get((state, attributes))
        return known or self._attributes(element, state, attributes)

    def _attributes(self, element: etree._Element, first: State, items: Attributes) -> State:
        """The same, attribute by attribute; remembered where only the values count."""
        automaton, state = self.automaton, first
        is_plain = True
        for name, value in items:
            met = state.attributes.get(name) or automaton.met(state, name)
            if met is None:
                is_plain = False
                self.recovery.attribute(element, first, name, value)
                continue
            taken = 0
            bit = 1
            for _, test in met.tests:
                if test.uses_prefixes or test.id_kind:
                    is_plain = False
                if test(value, element.nsmap if test.uses_prefixes else _NONE):
                    taken |= bit
                    if test.id_kind:
                        self.identifiers.add(element, name, value, test.id_kind)
                bit += bit
            if not taken:
                is_plain = False
                self.recovery.value(element, name, value, met)
                taken = bit - 1
            after = met.following.get(taken) or automaton.after_attribute(state, met, taken)
            if after is None:
                is_plain = False
                self.recovery.attribute(element, first, name, value)
            else:
                state = after
        closed = state.closed or automaton.close(state)
        if closed is None:
            return self.recovery.missing_attributes(element, state)
        if is_plain:
            automaton.remember(first, items, closed)
        return closed

    def _data(self, element: etree._Element, state: State) -> int:
        """The contents that an element without children completes, where its text is data."""
        text = element.text or ""
        if len(element):
            text += "".join(child.tail or "" for child in element)
        complete = self.automaton.complete_with(state, text, element.nsmap)
        return complete or self.recovery.data(element, state, text)

    def _empty(self, element: etree._Element, state: State) -> int:
        """The contents that an element without children completes."""
        text = element.text
        if text is not None and not state.loops and text.strip(_WHITE):
            after = self.automaton.text(state)
            if after is None:
                frame = Frame(element, iter(()), state, state)
                self.recovery.text(frame, state, None)
                return state.complete or self.recovery.all_of(state)
            state = after
        return state.complete or self.recovery.incomplete(
            Frame(element, iter(()), state, state), state
        )


def _has_no_elements(element: etree._Element) -> bool:
    children: Iterator[etree._Element] = element.iterchildren("*")
    return next(children, None) is None
