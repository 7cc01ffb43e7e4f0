"""Which bracket closes which, and what the pair means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.converters.marks.faults import MALFORMED_MARK
from tei_edition.converters.marks.remarks import is_remark, is_sentence, is_verbatim
from tei_edition.converters.marks.run import Kind, Problem, Run, Token
from tei_edition.model.document import MarkKind, Span

__all__ = ["Pair", "pairs_of"]

MAX_DEPTH: Final = 12
_PARTNERS: Final = {"]": "[", "}": "{", ">": "<"}
_UNCLEAR: Final = re.compile(r"\S{1,60}(?: \S{1,60}){0,2}\?")
_CLOSING_TAG: Final = re.compile(r"</([A-Za-z][\w:.-]{0,40})")
_TAG_NAME: Final = re.compile(r"[A-Za-z][\w:.-]{0,40}")


@dataclass(frozen=True, slots=True)
class Pair:
    """The tokens (by number) of an opening and a closing bracket, and the mark that they make."""

    opening: int
    closing: int
    kind: MarkKind
    span: Span
    content: Span
    attributes: tuple[tuple[str, str], ...] = ()
    second: MarkKind | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    opening: int
    closing: int
    span: Span
    content: Span

    def made(
        self,
        kind: MarkKind,
        attributes: tuple[tuple[str, str], ...] = (),
        second: MarkKind | None = None,
    ) -> Pair:
        return Pair(self.opening, self.closing, kind, self.span, self.content, attributes, second)


def pairs_of(run: Run, tokens: list[Token], problems: list[Problem]) -> dict[int, Pair]:
    """The pairs that are marks, by the number of their opening token.

    Brackets without partner are reported, but for angle brackets: in ordinary texts they are signs
    of their own.
    """
    matched, lone = _matched(tokens)
    problems += [_lone_problem(tokens[number]) for number in lone if _is_reported(tokens, number)]
    tags = _CLOSING_TAG.finditer(run.text, run.span.start, run.span.end)
    closing_tags = frozenset(found[1] for found in tags)
    pairs: dict[int, Pair] = {}
    open_until: list[int] = []
    deep: list[int] = []
    for opening in sorted(matched):
        while open_until and open_until[-1] < opening:
            open_until.pop()
        # Checked before the content is looked at, so that deep nesting costs no time.
        if len(open_until) >= MAX_DEPTH:
            deep.append(opening)
            continue
        closing = matched[opening]
        open_until.append(closing)
        first, last = tokens[opening], tokens[closing]
        place = _Place(opening, closing, Span(first.start, last.end), Span(first.end, last.start))
        pair = _pair(run, first, place, closing_tags, problems)
        if pair is not None:
            pairs[opening] = pair
    problems += [_too_deep(tokens[number]) for number in deep[:1]]
    return pairs


def _matched(tokens: list[Token]) -> tuple[dict[int, int], list[int]]:
    """Opening to closing token, and the tokens without partner. Each is stacked once: linear."""
    matched: dict[int, int] = {}
    lone: list[int] = []
    stack: list[int] = []
    waiting = dict.fromkeys("[{<", 0)
    for number, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            stack.append(number)
            waiting[token.sign] += 1
        elif token.kind is Kind.CLOSE:
            partner = _PARTNERS[token.sign]
            if not waiting[partner]:
                lone.append(number)
                continue
            while tokens[stack[-1]].sign != partner:
                waiting[tokens[stack[-1]].sign] -= 1
                lone.append(stack.pop())
            waiting[partner] -= 1
            matched[stack.pop()] = number
    return matched, sorted([*lone, *stack])


def _is_reported(tokens: list[Token], number: int) -> bool:
    token = tokens[number]
    if token.sign in "<>":
        return False
    # Of several equal brackets in a row the first is enough.
    before = tokens[number - 1] if number else None
    return before is None or before.sign != token.sign or before.end != token.start


def _lone_problem(token: Token) -> Problem:
    opens = token.kind is Kind.OPEN
    message = f"{token.sign} is never closed in its paragraph" if opens else ""
    return Problem(
        token.start,
        MALFORMED_MARK,
        message or f"{token.sign} closes nothing that was opened in its paragraph",
        f"complete the mark, or write \\{token.sign} for the plain sign",
    )


def _too_deep(token: Token) -> Problem:
    return Problem(
        token.start,
        MALFORMED_MARK,
        f"{token.sign} is nested in more than {MAX_DEPTH} marks; kept as text",
        "write the passage with fewer marks",
    )


def _pair(
    run: Run,
    first: Token,
    place: _Place,
    closing_tags: frozenset[str],
    problems: list[Problem],
) -> Pair | None:
    written = place.content.of(run.text)
    if first.sign == "<":
        if not _is_omitted(written, closing_tags):
            return None
        return place.made(MarkKind.SUPPLIED, (("reason", "omitted"),))
    if first.sign == "{" and first.brace is None:
        return None
    if not written.strip() or written.strip() == "?":
        problems.append(_empty(place.span.of(run.text), place.span.start))
        return None
    if first.brace is not None:
        return place.made(first.brace.kind, first.brace.attributes, first.brace.second)
    return _square(written, place)


def _square(written: str, place: _Place) -> Pair | None:
    """What square brackets mean: a doubtful reading, supplied text, a remark, or only brackets."""
    if _UNCLEAR.fullmatch(written):
        content = Span(place.content.start, place.content.end - 1)
        return replace(place, content=content).made(MarkKind.UNCLEAR)
    if is_verbatim(written):
        return None
    if is_remark(written):
        whole = replace(place, content=place.span)
        return whole.made(MarkKind.NOTE, (("type", "editorial"),))
    return None if is_sentence(written) else place.made(MarkKind.SUPPLIED)


def _is_omitted(written: str, closing_tags: frozenset[str]) -> bool:
    """Whether angle brackets hold words that the writer left out: no tag, address or comparison."""
    if not written or written[0].isspace() or written[-1].isspace():
        return False
    if (
        written[0] in "/!?-=<>"
        or written[-1] in "/-="
        or any(s in written for s in ("@", "://", "="))
    ):
        return False
    name = _TAG_NAME.match(written)
    if name and name[0] in closing_tags:
        return False
    return not written[0].isdigit() or written.isalnum()


def _empty(shown: str, offset: int) -> Problem:
    shown = shown if len(shown) <= 20 else shown[:19] + "…"
    return Problem(
        offset,
        MALFORMED_MARK,
        f"{shown} marks nothing; kept as text",
        "write the words between the brackets, or a backslash before them",
    )
