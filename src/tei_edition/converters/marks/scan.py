"""From the signs of a run of text to its marks, properly nested."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tei_edition.converters.marks.brackets import Pair, pairs_of
from tei_edition.converters.marks.faults import LONE_DELIMITER, MALFORMED_MARK
from tei_edition.converters.marks.run import Kind, Problem, Run, Token
from tei_edition.converters.marks.tokens import tokens_of
from tei_edition.findings import Finding
from tei_edition.model.document import Mark, MarkKind, Span
from tei_edition.source_text import SourceText

__all__ = ["scan_marks"]

_DELIMITERS: Final = {
    ("*", 1): (MarkKind.HI, (("rend", "italic"),)),
    ("*", 2): (MarkKind.HI, (("rend", "bold"),)),
    ("_", 2): (MarkKind.HI, (("rend", "underline"),)),
    ("^", 1): (MarkKind.HI, (("rend", "superscript"),)),
    ("~", 2): (MarkKind.DEL, ()),
}
_MAX_OPEN: Final = 8


def scan_marks(source: SourceText, run: Run) -> tuple[tuple[Mark, ...], tuple[Finding, ...]]:
    """The outermost marks of a run, in order, with those inside them; and what is amiss.

    Time grows with the length of the run alone. Marks lie in ``run.span``, children in the content
    of their parents; what is malformed is no mark, stays text and is reported.
    """
    problems: list[Problem] = []
    tokens = tokens_of(run, problems)
    if not tokens:
        return (), _findings(source, problems)
    pairs = pairs_of(run, tokens, problems)
    marks = _Nesting(run, tokens, pairs, problems).marks()
    return marks, _findings(source, problems)


def _findings(source: SourceText, problems: list[Problem]) -> tuple[Finding, ...]:
    return tuple(
        problem.fault.at(source.locate(problem.offset), problem.message, problem.hint)
        for problem in sorted(problems, key=lambda problem: problem.offset)
    )


@dataclass(slots=True)
class _Delimiter:
    """An opening delimiter that waits for its partner; ``end`` is where its text begins."""

    sign: str
    size: int
    start: int
    end: int


@dataclass(slots=True)
class _Frame:
    """What is open: a bracket (or the run itself), the marks in it, the delimiters in it."""

    pair: Pair | None
    marks: list[Mark] = field(default_factory=list)
    waiting: list[_Delimiter] = field(default_factory=list)
    bar: int = -1
    before_bar: list[Mark] = field(default_factory=list)


class _Nesting:
    def __init__(
        self, run: Run, tokens: list[Token], pairs: dict[int, Pair], problems: list[Problem]
    ) -> None:
        self._run = run
        self._tokens = tokens
        self._pairs = pairs
        self._problems = problems
        self._frames = [_Frame(None)]

    def marks(self) -> tuple[Mark, ...]:
        for number, token in enumerate(self._tokens):
            frame = self._frames[-1]
            if token.leaf is not None:
                frame.marks.append(token.leaf)
            elif number in self._pairs:
                self._frames.append(_Frame(self._pairs[number]))
            elif frame.pair is not None and number == frame.pair.closing:
                self._close_frame()
            elif token.kind is Kind.DELIMITER:
                self._delimiter(frame, token)
            elif token.kind is Kind.BAR and frame.pair and frame.pair.second and frame.bar < 0:
                self._drop_waiting(frame, 0)
                frame.bar = token.start
                frame.before_bar, frame.marks = frame.marks, []
        self._drop_waiting(self._frames[0], 0)
        return tuple(self._frames[0].marks)

    def _close_frame(self) -> None:
        frame = self._frames.pop()
        self._drop_waiting(frame, 0)
        outer, pair = self._frames[-1], frame.pair
        if pair is None:
            return
        if pair.second is not None and frame.bar >= 0:
            first = Span(pair.content.start, frame.bar)
            if not first.of(self._run.text).strip():
                self._report_empty(pair)
                outer.marks += [*frame.before_bar, *frame.marks]
                return
            outer.marks.append(_choice(pair, frame))
        else:
            outer.marks.append(
                Mark(pair.kind, pair.span, pair.content, pair.attributes, tuple(frame.marks))
            )

    def _report_empty(self, pair: Pair) -> None:
        self._problems.append(
            Problem(
                pair.span.start,
                MALFORMED_MARK,
                "the mark has nothing before its bar; kept as text",
                "write what the source has before the bar",
            )
        )

    def _delimiter(self, frame: _Frame, token: Token) -> None:
        position, size = token.start, token.end - token.start
        if token.closes:
            position = self._closed(frame, token)
            size = token.end - position
        if not size or not token.opens:
            return
        for part in (2, 1) if token.sign == "*" and size == 3 else (size,):
            frame.waiting.append(_Delimiter(token.sign, part, position, position + part))
            position += part
        if len(frame.waiting) > _MAX_OPEN:
            del frame.waiting[0]

    def _closed(self, frame: _Frame, token: Token) -> int:
        """Close what the delimiter can close; gives the offset of what is left of it."""
        position = token.start
        while position < token.end:
            index = next(
                (
                    index
                    for index in range(len(frame.waiting) - 1, -1, -1)
                    if self._fits(frame.waiting[index], token, position)
                ),
                None,
            )
            if index is None:
                break
            opening = frame.waiting[index]
            self._drop_waiting(frame, index + 1)
            frame.waiting.pop()
            end = position + opening.size
            kind, attributes = _DELIMITERS[opening.sign, opening.size]
            span, content = Span(opening.start, end), Span(opening.end, position)
            inner = _taken(frame.marks, opening.end)
            frame.marks.append(Mark(kind, span, content, attributes, inner))
            position = end
        return position

    def _fits(self, opening: _Delimiter, token: Token, position: int) -> bool:
        if opening.sign != token.sign or opening.size > token.end - position:
            return False
        if opening.size != token.end - token.start and token.sign != "*":
            return False
        if opening.end >= position:
            return False
        if opening.sign != "^":
            return True
        raised = self._run.text[opening.end : min(position, opening.end + 41)]
        return len(raised) <= 40 and not any(character.isspace() for character in raised)

    def _drop_waiting(self, frame: _Frame, keep: int) -> None:
        """Delimiters that found no partner are signs; those that look like marks are reported."""
        for lone in frame.waiting[keep:]:
            if lone.sign == "^":
                continue  # x^2 is no attempt at a mark
            sign = lone.sign * lone.size
            self._problems.append(
                Problem(
                    lone.start,
                    LONE_DELIMITER,
                    f"{sign} is never closed in its paragraph; kept as text",
                    f"close it with {sign}, or write \\{lone.sign} for the plain sign",
                )
            )
        del frame.waiting[keep:]


def _taken(marks: list[Mark], start: int) -> tuple[Mark, ...]:
    """Remove and give the marks that begin at or after ``start``."""
    index = len(marks)
    while index and marks[index - 1].span.start >= start:
        index -= 1
    taken = tuple(marks[index:])
    del marks[index:]
    return taken


def _choice(pair: Pair, frame: _Frame) -> Mark:
    """Both readings of a pair. The bar belongs to the first: so no notation is left between."""
    if pair.second is None:
        raise ValueError(f"{pair.kind} has no second reading")
    content, bar = pair.content, frame.bar
    first = Mark(
        pair.kind,
        Span(content.start, bar + 1),
        Span(content.start, bar),
        pair.attributes,
        tuple(frame.before_bar),
    )
    second_span = Span(bar + 1, content.end)
    second = Mark(pair.second, second_span, second_span, (), tuple(frame.marks))
    return Mark(MarkKind.CHOICE, pair.span, content, (), (first, second))
