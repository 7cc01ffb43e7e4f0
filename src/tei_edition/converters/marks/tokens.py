"""The signs of a run of text that may be marks, in one pass from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tei_edition.converters.forbidden import FORBIDDEN
from tei_edition.converters.marks.braces import find_brace, nearest_keyword
from tei_edition.converters.marks.faults import (
    MALFORMED_MARK,
    PAGE_OUT_OF_ORDER,
    UNKNOWN_MARK,
)
from tei_edition.converters.marks.gaps import failed_gap, find_gap
from tei_edition.converters.marks.pages import PageMark
from tei_edition.converters.marks.run import Kind, Problem, Run, Token
from tei_edition.findings import Fault
from tei_edition.model.document import Mark, MarkKind, Span

__all__ = ["tokens_of"]

_SIGN: Final = re.compile(rf"[\\\[\](){{}}<>|*_~^\f\-\u00ad¬{FORBIDDEN}]")
_ESCAPABLE: Final = frozenset("\\[](){}<>|*_~^-#")
_NOTE_REF: Final = re.compile(r"\[\^?[A-Za-z0-9_.-]{1,32}\]")
_LINE_END: Final = re.compile(r"[ \t]*(?:\r\n|\r|\n)")
_BLANKS: Final = re.compile(r"[ \t]*")
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_HYPHENS: Final = frozenset("-\u00ad¬")
_MAX_DELIMITER: Final = {"*": 3, "_": 2, "~": 2, "^": 1}
_MIN_DELIMITER: Final = {"*": 1, "_": 2, "~": 2, "^": 1}


def tokens_of(run: Run, problems: list[Problem]) -> list[Token]:
    """The tokens of a run, in order; what is amiss with single signs goes to ``problems``."""
    return list(_Tokeniser(run, problems).tokens())


class _Tokeniser:
    def __init__(self, run: Run, problems: list[Problem]) -> None:
        self._run = run
        self._text = run.text
        self._end = run.span.end
        self._problems = problems
        self._dropped = list(reversed(run.dropped))

    def tokens(self) -> Iterator[Token]:
        position = self._run.span.start
        sign = _SIGN.search(self._text, position, self._end)
        while True:
            if sign and sign.start() < position:
                sign = _SIGN.search(self._text, position, self._end)
            dropped = self._next_dropped(position)
            if dropped and (sign is None or dropped.start <= sign.start()):
                yield _leaf(MarkKind.ESCAPE, dropped.start, dropped.end)
                position = dropped.end
            elif sign is None:
                return
            else:
                made, position = self._at(sign.start(), sign[0])
                yield from made

    def _next_dropped(self, position: int) -> Span | None:
        while self._dropped and self._dropped[-1].start < position:
            self._dropped.pop()
        return self._dropped[-1] if self._dropped else None

    def _at(self, at: int, sign: str) -> tuple[list[Token], int]:
        """The tokens that begin at a sign, and the offset behind them."""
        page = self._run.pages.get(at)
        if page is not None and page.end <= self._end:
            return self._page(page)
        if sign == "\\":
            return self._backslash(at)
        if sign in _HYPHENS:
            return self._hyphen(at)
        if sign in _MAX_DELIMITER:
            return self._delimiter(at, sign)
        if sign == "[":
            return self._bracket(at)
        if sign == "{":
            return self._brace(at)
        if sign == "<":
            return [Token(Kind.OPEN, at, at + 1, sign)], at + 1
        if sign in "]}>":
            return [Token(Kind.CLOSE, at, at + 1, sign)], at + 1
        if sign == "|":
            return [Token(Kind.BAR, at, at + 1)], at + 1
        if sign in "()\f":
            return [], at + 1
        # What XML forbids is owned by a mark without content; read_source's fault reports it.
        return [_leaf(MarkKind.ESCAPE, at, at + 1)], at + 1

    def _page(self, page: PageMark) -> tuple[list[Token], int]:
        if not page.accepted:
            self._report(
                page.start,
                PAGE_OUT_OF_ORDER,
                f"{self._text[page.start : page.end]} is not the next page; kept as text",
                f"write [p. {page.n}] if a page begins here",
            )
            return [], page.end
        before = self._text[page.start - 1] if page.start > self._run.span.start else " "
        after = self._text[page.end] if page.end < self._end else " "
        inside = before.isalpha() and after.isalpha() and page.n != ""
        attributes = [("n", page.n)] if page.n else []
        if inside:
            attributes.append(("break", "no"))
        return [_leaf(MarkKind.PB, page.start, page.end, attributes)], page.end

    def _backslash(self, at: int) -> tuple[list[Token], int]:
        following = self._text[at + 1 : at + 2] if at + 1 < self._end else ""
        if following in _ESCAPABLE and following:
            mark = Mark(MarkKind.ESCAPE, Span(at, at + 2), Span(at + 1, at + 2))
            return [Token(Kind.LEAF, at, at + 2, leaf=mark)], at + 2
        if at + 1 == self._end or _LINE_END.match(self._text, at + 1, self._end):
            return [_leaf(MarkKind.LB, at, at + 1)], at + 1
        return [], at + 1

    def _hyphen(self, at: int) -> tuple[list[Token], int]:
        """A hyphen that the end of the line or page put into a word; else it is only a sign."""
        text = self._text
        before = text[at - 1] if at > self._run.span.start else " "
        if not before.isalpha() or at + 1 >= self._end:
            return [], at + 1
        closer = text[at + 1] if text[at + 1] in "]>}" else ""
        start = at + 1 + len(closer)
        found = self._line_end(start)
        if found is None:
            return [], at + 1
        end, page = found
        if end >= self._end or not text[end].islower():
            return [], at + 1
        hyphen = Mark(MarkKind.HYPHEN, Span(at, at + 1), Span(at, at + 1), (("force", "weak"),))
        tokens = [Token(Kind.LEAF, at, at + 1, leaf=hyphen)]
        if closer:
            tokens.append(Token(Kind.CLOSE, at + 1, start, closer))
        attributes = [("n", page.n)] if page and page.n else []
        kind = MarkKind.PB if page else MarkKind.LB
        tokens.append(_leaf(kind, start, end, [*attributes, ("break", "no")]))
        return tokens, end

    def _line_end(self, start: int) -> tuple[int, PageMark | None] | None:
        """The end of the white space behind a line's last character, over one page mark."""
        text, end = self._text, self._end
        position = _blank_end(text, start, end)
        if text[position : position + 1] == "\\" and position + 1 < end:
            position += 1
        newline = _LINE_END.match(text, position, end)
        position = self._undropped(newline.end() if newline else position)
        page = self._run.pages.get(_space_end(text, position, end))
        if page and page.accepted and page.end <= end:
            return _space_end(text, self._undropped(page.end), end), page
        return (_blank_end(text, position, end), None) if newline else None

    def _undropped(self, position: int) -> int:
        """The offset behind what is dropped at ``position``."""
        for span in reversed(self._dropped):
            if span.start > position:
                break
            if span.start == position:
                return span.end
        return position

    def _delimiter(self, at: int, sign: str) -> tuple[list[Token], int]:
        text, end = self._text, at
        while end < self._end and text[end] == sign:
            end += 1
        size = end - at
        if not _MIN_DELIMITER[sign] <= size <= _MAX_DELIMITER[sign]:
            return [], end
        before = text[at - 1] if at > self._run.span.start else " "
        after = text[end] if end < self._end else " "
        opens, closes = _flanks(before, after), _flanks(after, before)
        if before.isdigit() and after.isdigit() and sign != "^":
            return [], end
        if sign == "_":  # never inside a word: snake__case
            opens = opens and not before.isalnum()
            closes = closes and not after.isalnum()
        if sign == "^":
            opens, closes = not after.isspace(), not before.isspace()
        if not (opens or closes):
            return [], end
        return [Token(Kind.DELIMITER, at, end, sign, opens=opens, closes=closes)], end

    def _bracket(self, at: int) -> tuple[list[Token], int]:
        text = self._text
        gap = find_gap(text, at, self._end)
        if gap:
            end, attributes = gap
            return [_leaf(MarkKind.GAP, at, end, attributes)], end
        failed = failed_gap(text, at, self._end)
        if failed is not None:
            self._report(
                at,
                MALFORMED_MARK,
                "a gap whose extent is not a number and a unit; kept as text",
                "write for instance [... 3 words], [... 2 lines] or [...]",
            )
            return [], failed
        reference = _NOTE_REF.match(text, at, self._end)
        if reference:
            label = self._run.notes.get(reference[0])
            if label is not None:
                attributes = (("n", label), ("target", f"#note-{label}"))
                mark = _leaf(MarkKind.NOTE_REF, at, reference.end(), attributes)
                return [mark], reference.end()
            if reference[0][1] == "^":
                self._report(
                    at,
                    MALFORMED_MARK,
                    f"{reference[0]} refers to a note that is not there",
                    f"write the note as a paragraph that begins with {reference[0]}:",
                )
                return [], reference.end()
        return [Token(Kind.OPEN, at, at + 1, "[")], at + 1

    def _brace(self, at: int) -> tuple[list[Token], int]:
        brace = find_brace(self._text, at, self._end)
        if brace is None:
            word = nearest_keyword(self._text, at, self._end)
            if word:
                written, near = word
                hint = f"did you mean {{{near} …}}? " if near else ""
                self._report(
                    at,
                    UNKNOWN_MARK,
                    f"{{{written} …}} is no mark; kept as text",
                    f"{hint}for a brace that is a brace write \\{{",
                )
            return [Token(Kind.OPEN, at, at + 1, "{")], at + 1
        if brace.kind is MarkKind.HAND_SHIFT:
            return [_leaf(brace.kind, at, brace.content, brace.attributes)], brace.content
        return [Token(Kind.OPEN, at, brace.content, "{", brace=brace)], brace.content

    def _report(self, offset: int, fault: Fault, message: str, hint: str) -> None:
        self._problems.append(Problem(offset, fault, message, hint))


def _leaf(
    kind: MarkKind,
    start: int,
    end: int,
    attributes: list[tuple[str, str]] | tuple[tuple[str, str], ...] = (),
) -> Token:
    """A token for a mark without content."""
    mark = Mark(kind, Span(start, end), Span(end, end), tuple(attributes))
    return Token(Kind.LEAF, start, end, leaf=mark)


def _flanks(outer: str, inner: str) -> bool:
    """CommonMark's rule: a delimiter faces its text, and stands outside the word if it can."""
    if inner.isspace():
        return False
    return inner.isalnum() or outer.isspace() or not outer.isalnum()


def _blank_end(text: str, start: int, end: int) -> int:
    found = _BLANKS.match(text, start, end)
    return found.end() if found else start


def _space_end(text: str, start: int, end: int) -> int:
    found = _SPACE.match(text, start, end)
    return found.end() if found else start
