"""The walk over a TEI text: its elements are opened and closed in their order, by their behaviours.

HTML says what may stand in lists and tables; what else TEI has there is wrapped. Notes are written
apart, with a marker where each stood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from lxml import etree

from tei_edition.tei.reading import HIDEABLE, hidden_in_reading
from tei_edition.transformers.html.behaviours import Behaviour, names, plain
from tei_edition.transformers.html.behaviours.breaks import PLAIN_LINE, show_line_break
from tei_edition.transformers.html.behaviours.fallback import show_unknown
from tei_edition.transformers.html.behaviours.lists import CONTAINER_TAGS, Container, container_of
from tei_edition.transformers.html.markup import Shown, escape_content
from tei_edition.transformers.html.parallel import ROW
from tei_edition.transformers.html.state import ALWAYS_BLOCK, State, note_marker, start_tag

__all__ = ["Walk"]

_PLAIN: Final = {**plain.PLAIN, **names.PLAIN, **names.BARE}
_Around = tuple[list[str], bool, list[str]]  # output, in_link and pending markers before a note


class _Plan(NamedTuple):
    """What is the same for all elements of a name.

    ``tags`` are for those that show no more than their words, None if the behaviour must be asked;
    ``is_bare`` says that these have no attributes. What ``is_silent`` has no words of the text.
    Readers may not see what is ``hideable``; HTML says what may stand in what ``contains``: both
    are ``rare``.
    """

    behaviour: Behaviour
    tags: Shown | None = None
    is_bare: bool = False
    is_silent: bool = False
    rare: bool = False
    hideable: bool = False
    contains: bool = False


@dataclass(slots=True)
class _Frame:
    """An open element that asks more of the walk than to be closed."""

    after: str
    container: Container | None
    link: bool
    note: bool
    opened: bool = False  # whether the container's own tag was written


class Walk:
    """An explicit stack, so that no depth of nesting can exhaust Python's.

    ``notes`` are the footnotes that were met, as HTML.
    """

    def __init__(self, state: State, behaviours: Mapping[str, Behaviour]) -> None:
        self.notes: dict[etree._Element, str] = {}
        self._state = state
        self._behaviours = behaviours
        self._plans: dict[object, _Plan] = {}
        self._out: list[str] = []
        self._stack: list[str | _Frame] = [""]
        self._around_notes: list[_Around] = []

    def render(self, scope: etree._Element) -> str:
        """The HTML of an element with all that it contains."""
        self._out = []
        self._open(scope, _plan(scope.tag, self._behaviours.get(scope.tag, show_unknown)), False)
        self._write(scope.text)
        self._render_inside(scope)
        self._end(scope, None)
        return "".join(self._out)

    def _render_inside(self, scope: etree._Element) -> None:
        # The hot loop: what is rare is in the methods below, most frames are mere strings, and most
        # words have nothing to escape.
        state, stack, out = self._state, self._stack, self._out
        plans, displaced, marked = self._plans, state.displaced, state.special | state.displaced
        # The open elements, and what stands right before a node.
        around, text = [scope], scope.text
        takes_all = self._takes_all()
        for node in scope.iterdescendants():
            parent = node.getparent()
            if around[-1] is not parent:
                while around[-1] is not parent:
                    text = around[-1].tail
                    self._end(around.pop(), text)
                out, takes_all = self._out, self._takes_all()
            tag = node.tag
            plan = plans.get(tag)
            if plan is None:
                plan = plans[tag] = _plan(tag, self._behaviours.get(tag, show_unknown))
            behaviour, tags, is_bare, is_silent, rare, _, _ = plan
            is_marked = node in marked
            if rare or not takes_all or (is_marked and node in displaced):
                self._open(node, plan, node in state.numbers)
                out, takes_all = self._out, self._takes_all()
                around.append(node)
                text = None if is_silent else node.text
                self._write(text)
                continue
            if tags and not is_marked and not (node.keys() if is_bare else node.get("rend")):
                before, after, link = tags
            elif (
                behaviour is show_line_break
                and state.plain_lines
                and text
                and not text.isspace()
                and not node.keys()
            ):
                before, after, link = PLAIN_LINE
            else:
                before, after, link = behaviour(node, state)
                state.hidden = ""
            out.append(before)
            text = None if is_silent else node.text
            if text:
                if "&" in text or "<" in text:
                    text = escape_content(text)
                out.append(text)
            if link or len(node):
                stack.append(_Frame(after, None, link, False) if link else after)
                state.in_link = state.in_link or link
                around.append(node)
                continue
            # Most elements have no other in them, and end here.
            out.append(after)
            text = node.tail
            if text:
                if "&" in text or "<" in text:
                    text = escape_content(text)
                out.append(text)
        while around[-1] is not scope:
            text = around[-1].tail
            self._end(around.pop(), text)

    def _takes_all(self) -> bool:
        """Whether HTML lets any element stand in the one that is open."""
        top = self._stack[-1]
        return isinstance(top, str) or top.container is None

    def _end(self, node: etree._Element, behind: str | None) -> None:
        """End an element, and write the words behind it."""
        frame = self._stack.pop()
        if isinstance(frame, str):
            self._out.append(frame)
        else:
            self._close(node, frame)
        if behind:
            self._write(behind)

    def _write(self, text: str | None) -> None:
        """Write words, perhaps where HTML has no place for them."""
        if not text:
            return
        if "&" in text or "<" in text:
            text = escape_content(text)
        top = self._stack[-1]
        self._out.append(text if isinstance(top, str) else _stray_text(text, top))

    def _open(self, node: etree._Element, plan: _Plan, is_note: bool) -> None:
        """Begin an element of which more must be known than its name."""
        state = self._state
        top = self._stack[-1]
        wrapper = ""
        if is_note:
            self._begin_note(node)
        elif isinstance(top, _Frame) and isinstance(node.tag, str):
            wrapper = self._enter_container(top, node.tag)
        if node in state.parallel.rows:
            self._out.append(ROW)
        if plan.hideable and hidden_in_reading(node):
            state.hide(node)
        before, after, link = plan.behaviour(node, state)
        state.hidden = ""
        self._out.append(before)
        if link or is_note or wrapper or plan.contains or node in state.notes.markers:
            container = container_of(node) if plan.contains else None
            self._stack.append(_Frame(after + wrapper, container, link, is_note))
            state.in_link = state.in_link or link
        else:
            self._stack.append(after)

    def _close(self, node: etree._Element, frame: _Frame) -> None:
        state = self._state
        if frame.container is not None and frame.opened:
            self._out.append(frame.container.close)
        markers = state.notes.markers.get(node, ()) if node not in state.numbers else ()
        inside = markers and (node.tag in ALWAYS_BLOCK or node in state.holders)
        if inside:
            self._mark(markers)
        self._out.append(frame.after)
        if frame.link:
            state.in_link = False
            self._out += state.pending
            state.pending.clear()
        if markers and not inside:
            self._mark(markers)
        if frame.note:
            self.notes[node] = "".join(self._out)
            self._out, state.in_link, state.pending = self._around_notes.pop()

    def _enter_container(self, parent: _Frame, tag: str) -> str:
        """Make sure that a child may stand where it does; gives what must follow it."""
        container = parent.container
        if container is None:
            return ""
        if tag in container.allowed:
            if not parent.opened:
                self._out.append(container.open)
                parent.opened = True
            return ""
        if parent.opened or not container.open:
            self._out.append(container.stray_open)
            return container.stray_close
        return ""

    def _begin_note(self, note: etree._Element) -> None:
        """The marker stays (if it stands here), the note goes into a place of its own."""
        state = self._state
        own = state.notes.markers.get(note, ())
        top = self._stack[-1]
        if own:
            wrapper = "" if isinstance(top, str) else self._enter_container(top, note.tag)
            self._mark(own)
            self._out.append(wrapper)
        self._around_notes.append((self._out, state.in_link, state.pending))
        self._out, state.in_link, state.pending = [], False, []

    def _mark(self, numbers: tuple[int, ...]) -> None:
        for number in numbers:
            marker = self._marker(number)
            if self._state.in_link:
                self._state.pending.append(marker)
            else:
                self._out.append(marker)

    def _marker(self, number: int) -> str:
        state = self._state
        anchors = state.markers.setdefault(number, [])
        anchor = state.claim(f"ref{number}" if not anchors else f"ref{number}-{len(anchors) + 1}")
        anchors.append(anchor)
        note = state.anchors.names[state.notes.numbered[number - 1]]
        return note_marker(number, anchor, note, state.interface_marks, state.phrases)


# Most texts have the same elements.
@lru_cache(maxsize=1024)
def _plan(tag: object, behaviour: Behaviour) -> _Plan:
    if not isinstance(tag, str):
        # A comment or the like; or an entity reference that nobody expanded, which has words.
        return _Plan(_nothing, is_silent=tag is not etree.Entity)
    html = _PLAIN.get(behaviour, "")
    tags = Shown(f"{start_tag(html, tag)}>", f"</{html}>") if html else None
    hideable, contains = tag in HIDEABLE, tag in CONTAINER_TAGS
    is_bare, rare = behaviour in names.BARE, hideable or contains
    return _Plan(behaviour, tags, is_bare, False, rare, hideable, contains)


def _nothing(element: etree._Element, state: State) -> Shown:
    return Shown("", "")


def _stray_text(written: str, frame: _Frame) -> str:
    """Text straight inside a list or table, where HTML has no place for it."""
    container = frame.container
    if container is None or written.isspace() or (container.open and not frame.opened):
        return written
    return f"{container.stray_open}{written}{container.stray_close}"
