"""Page furniture: navigation and the like that web pages put around a text.

It is left out of the document, and every piece of it is reported with its words. What is furniture
is decided line by line: known words of navigation (``furniture.toml``), the literals of
``edition.toml``, and short lines that stand among them before the text begins. A sentence is never
furniture.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import zip_longest
from typing import Final

from tei_edition.converters.paragraphs import Line, lines_of, text_of_span
from tei_edition.converters.titles import read_title
from tei_edition.dates import read_date
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import Span
from tei_edition.source_text import SourceText

__all__ = ["PAGE_FURNITURE", "Furnished", "furniture_findings", "is_count", "without_furniture"]

PAGE_FURNITURE: Final = Fault(
    "SRC100",
    "page_furniture",
    Severity.NOTE,
    """A line of the source is page furniture and was left out.

Why:    a source copied from a web page brings its navigation along; that is no text of the
        document. Nothing is left out without saying so.
Fails:  Skip to main content
Passes: Dear Comrade,
Remedy: nothing, if it is furniture. If it is text, join the line to its paragraph. Furniture that
        was not recognised goes into edition.toml, under [sources]: furniture = ["The line"].
""",
)

_EDGE: Final = " \t\u00a0.,:;…»›>«‹<|+↑↓→←▲▼·•–—-×[]()"
_SHORT: Final = 90
_ZONE: Final = 14  # furniture before the title reaches no further than so many lines
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’')\]]*\Z")
_COUNT: Final = r"\d{1,3}(?:[,.’ ]\d{3}){0,2}|\d{1,7}"
_COUNTS: Final = re.compile(
    r"(?:(?:showing|displaying|viewing|results?|items?|documents?|records?|entries|page|seite|zeige)"
    rf"\W{{1,3}}){{0,3}}(?P<first>{_COUNT})(?:\s?(?:[-–—]|to|bis)\s?(?P<last>{_COUNT}))?"
    rf"\s(?:of|von|out of)\s(?P<total>{_COUNT})"
    r"(?:\s(?:results?|items?|documents?|records?|entries|letters?|pages?)){0,2}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Furnished:
    """``lines`` are the lines of the text (blank ones too), ``pieces`` the furniture between them.

    A piece at the end of a line ("… Read more") shortens the line.
    """

    lines: tuple[Line, ...]
    pieces: tuple[Span, ...]


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    path = resources.files("tei_edition.converters") / "furniture.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_words()["tails"]))
    return re.compile(
        rf"(?<=[.!?…”\"’)])[ \t\u00a0]{{1,8}}(\[?(?:{words})\]?[ \t\u00a0]?[»›>→…]{{0,3}})\Z", re.I
    )


def without_furniture(
    source: SourceText, config: EditionConfig, start: int = 0, *, listing: bool = False
) -> Furnished:
    """Divide the lines of a source, from ``start`` on, into text and furniture."""
    lines = tuple(lines_of(source.text, start))
    written = [line for line in lines if line.start < line.end]
    literals = frozenset(_key(text) for text in config.sources.furniture)
    known = [_is_known(source.text, line, literals, listing) for line in written]
    top = _top_zone(source, config, written, known)
    bottom = _bottom_zone(source.text, written, known, top)
    furniture = {
        line for index, line in enumerate(written) if known[index] or index < top or index >= bottom
    }
    return _divided(source.text, lines, furniture, literals)


def _divided(
    text: str, lines: Sequence[Line], furniture: set[Line], literals: frozenset[str]
) -> Furnished:
    kept: list[Line] = []
    pieces: list[Span] = []
    for line, following in zip_longest(lines, lines[1:]):
        if line in furniture:
            pieces.append(line.span)
            kept.append(Line(line.start, line.start, line.indent))
            continue
        # Only at the end of a paragraph: a wrapped line may begin with "… Read more".
        ends = following is None or following.start == following.end or following in furniture
        tail = _find_tail(text, line, literals) if ends else None
        if tail is None:
            kept.append(line)
        else:
            pieces.append(tail)
            end = line.start + len(text[line.start : tail.start].rstrip())
            kept.append(Line(line.start, end, line.indent))
    return Furnished(tuple(kept), tuple(pieces))


def _find_tail(text: str, line: Line, literals: frozenset[str]) -> Span | None:
    written = text[line.start : line.end]
    match = _tail().search(written[-60:])
    if match and (match[1][:1].isupper() or match[1][:1] == "["):
        shift = line.end - len(written[-60:])
        return Span(shift + match.start(1), shift + match.end(1))
    for literal in sorted(literals):
        folded = _key(written)
        if literal and folded.endswith(literal) and len(folded) > len(literal):
            at = len(written) - len(literal)
            if _key(written[at:]) == literal and _SENTENCE_END.search(written[:at].rstrip()):
                return Span(line.start + at, line.end)
    return None


def _key(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_EDGE)


def _is_known(text: str, line: Line, literals: frozenset[str], listing: bool) -> bool:
    if len(line.span) > 400:
        return False
    key = _key(line.span.of(text))
    words = _words()
    if key in literals and key:
        return True
    if key in words["anywhere"]:
        return True
    # Elsewhere "2 of 3" may be the mark of a page.
    return listing and (key in words["listing"] or is_count(line.span.of(text)) is not None)


def is_count(text: str) -> tuple[int, int] | None:
    """ "1–20 of 108": the last and the total; None if the line is no such thing."""
    if len(text) > 60:
        return None
    match = _COUNTS.fullmatch(text.strip(" \t\u00a0()[].:"))
    if match is None:
        return None
    last, total = (re.sub(r"\D", "", n) for n in (match["last"] or match["first"], match["total"]))
    return int(last), int(total)


def _top_zone(
    source: SourceText, config: EditionConfig, lines: Sequence[Line], known: Sequence[bool]
) -> int:
    """How many of the first lines are furniture.

    Known words of navigation, and short lines between them (the name of a site, a banner), if a
    line that can be the title follows. What bears a date or names a document is never taken.
    """
    text = source.text
    plain = 0
    while plain < len(lines) and (known[plain] or _is_end_word(text, lines[plain])):
        plain += 1
    if plain == 1 and not known[0] and _key(lines[0].span.of(text)) not in _words()["kinds"]:
        plain = 0
    if not any(known[:plain]) and plain > 1 and len(lines) == plain:
        plain = 0
    end = 0
    for index, line in enumerate(lines[:_ZONE]):
        if known[index] and _key(line.span.of(text)) in _words()["head"]:
            end = index + 1
        elif index == 0 or not (_is_end_word(text, line) or _is_banner(source, config, line)):
            break
    while 0 < end < min(len(lines), _ZONE) and _is_end_word(text, lines[end]):
        end += 1
    if end > plain and end < len(lines) and _can_be_title(source, config, lines[end]):
        return end
    return plain if plain < len(lines) else 0


def _can_be_title(source: SourceText, config: EditionConfig, line: Line) -> bool:
    """A short line without bullet that is no date."""
    written = line.span.of(source.text)
    if not _is_short(source.text, line) or written[:1] in "•·‣▪◦●○■□◆":
        return False
    sources = config.sources
    return read_date(written, languages=sources.languages, order=sources.date_order) is None


def _is_banner(source: SourceText, config: EditionConfig, line: Line) -> bool:
    """A line that could be a title, but names no kind of document."""
    if not _can_be_title(source, config, line):
        return False
    return not read_title(line.span.of(source.text)).genre


def _is_end_word(text: str, line: Line) -> bool:
    return _key(line.span.of(text)) in _words()["ends"]


def _is_short(text: str, line: Line) -> bool:
    written = line.span.of(text)
    return len(written) <= _SHORT and not (_SENTENCE_END.search(written) and " " in written)


def _bottom_zone(text: str, lines: Sequence[Line], known: Sequence[bool], top: int) -> int:
    """Where the furniture at the end begins; only words of navigation count there."""
    index = len(lines)
    while index > top + 1 and (known[index - 1] or _is_end_word(text, lines[index - 1])):
        index -= 1
    return index if any(known[index:]) or len(lines) - index >= 2 else len(lines)


def furniture_findings(source: SourceText, pieces: Iterable[Span]) -> tuple[Finding, ...]:
    """One note for each piece, with its words."""
    return tuple(
        PAGE_FURNITURE.at(
            source.locate(piece.start),
            f"left out as page furniture: “{text_of_span(source.text, piece)}”",
            "nothing to do unless it is text of the document",
        )
        for piece in pieces
    )
