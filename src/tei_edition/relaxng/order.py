"""Where a child that stands at a wrong place belongs among its siblings."""

from __future__ import annotations

from itertools import islice

from lxml import etree

from tei_edition.relaxng.automaton import Automaton, State
from tei_edition.relaxng.expected import allowed_in

__all__ = ["LOOK_AHEAD", "after_child", "belongs_after", "belongs_before", "opening"]

LOOK_AHEAD = 50
_LOOK_BACK = 2000


def after_child(automaton: Automaton, state: State, name: str) -> State | None:
    """The state behind a child of this name that is complete; None if it is not allowed."""
    step = automaton.step(state, name)
    if step is None:
        return None
    return automaton.after(step, (1 << len(step.inside.patterns)) - 1)


def belongs_before(
    automaton: Automaton, first: State, child: etree._Element
) -> etree._Element | None:
    """The last sibling before a child that came too late before which it would be right.

    ``first`` is the state in which the content of their parent began.
    """
    parent, name, state, last = child.getparent(), str(child.tag), first, None
    for sibling in islice(parent.iterchildren("*"), _LOOK_BACK) if parent is not None else ():
        if sibling is child:
            break
        if automaton.step(state, name) is not None:
            last = sibling
        state = after_child(automaton, state, str(sibling.tag)) or state
    return last


def belongs_after(automaton: Automaton, now: State, child: etree._Element) -> etree._Element | None:
    """The last sibling behind a child that came too early after which it would be right."""
    name, state, last = str(child.tag), now, None
    for sibling in islice(child.itersiblings("*"), LOOK_AHEAD):
        following = after_child(automaton, state, str(sibling.tag))
        if following is None:
            break
        state = following
        if automaton.step(state, name) is not None:
            last = sibling
    return last


def opening(automaton: Automaton, now: State, name: str) -> tuple[str, ...]:
    """The elements that may stand in this state, and after which one of this name may."""
    found = []
    for other in allowed_in(now.patterns, first=True).elements:
        following = after_child(automaton, now, other)
        if following is not None and automaton.step(following, name) is not None:
            found.append(other)
    return tuple(sorted(found))
