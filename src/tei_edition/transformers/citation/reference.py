"""A reference as readers copy it into a footnote, in the language of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from tei_edition.transformers.citation.names import CitedName
from tei_edition.transformers.citation.record import CitedWork
from tei_edition.transformers.cldr import shown_list
from tei_edition.transformers.correspondents import named_in
from tei_edition.transformers.phrases import Phrases

__all__ = ["Piece", "reference_to"]

_HERE: Final = "\0"  # where a phrase has the words that are put into it; no text contains it


class Piece(NamedTuple):
    """Words of a reference; ``language`` is a BCP 47 tag, "" if they are the interface's."""

    text: str
    language: str = ""
    is_container: bool = False
    is_address: bool = False


def reference_to(work: CitedWork, own: str, phrases: Phrases) -> tuple[Piece, ...]:
    """The pieces of a reference, in order; ``own`` is the language of the edition.

    A letter is cited by its title, which mostly tells who wrote to whom; where it does not, they
    stand before it.
    """
    found: list[Piece] = []
    for piece in _pieces(work, own, phrases):
        # Abbreviations and titles may end with the full stop that follows.
        twice = piece.text.startswith(". ") and found[-1].text.endswith(".")
        shown = piece._replace(text=piece.text[1:]) if twice else piece
        if shown.text:
            found.append(shown)
    found[-1] = found[-1]._replace(text=found[-1].text.rstrip())
    return tuple(found)


def _pieces(work: CitedWork, own: str, phrases: Phrases) -> Iterator[Piece]:
    title = work.title.rstrip(" .")
    if not work.container:
        yield Piece(work.title, work.title_language, is_container=True)
    else:
        yield from _people(work, own, phrases)
        yield from _around("cite.quoted", [Piece(title, work.title_language)], phrases)
        if work.kind in ("letter", "record"):
            yield Piece(", ")
            yield Piece(work.date.words or phrases.say("cite.undated"))
    year = str(work.published.first[0]) if work.published.first else ""
    imprint = (work.publisher, year)
    yield from _edition(work.container, work.editors, imprint, own, phrases)
    yield Piece(work.url, is_address=True)


# The same for most documents.
@lru_cache(maxsize=64)
def _edition(
    container: str,
    editors: tuple[CitedName, ...],
    imprint: tuple[str, str],
    own: str,
    phrases: Phrases,
) -> tuple[Piece, ...]:
    """Where something stands, who edited and published it; an imprint is a publisher and a year."""
    found: list[Piece] = []
    if container:
        whole = Piece(container, own, is_container=True)
        found += [Piece(". "), *_around("cite.in", [whole], phrases)]
    if editors:
        found += [Piece(", "), *_around("cite.edited", [_names(editors, own, phrases)], phrases)]
    found.append(Piece(". "))
    if any(imprint):
        words = ", ".join(part for part in imprint if part)
        found += [Piece(words, own if imprint[0] else ""), Piece(". ")]
    return tuple(found)


def _people(work: CitedWork, own: str, phrases: Phrases) -> Iterator[Piece]:
    """Who wrote it, and to whom, as far as the title does not say it."""
    named = (*work.authors, *work.recipients)
    if not named or all(named_in(name.whole, work.title) for name in named):
        return
    if work.kind == "letter":
        for between, names, unknown in (
            ("", work.authors, "unknown.sender"),
            (f" {phrases.say('arrow')} ", work.recipients, "unknown.recipient"),
        ):
            yield Piece(between)
            yield _names(names, own, phrases) if names else Piece(phrases.say(unknown))
    else:
        yield _names(work.authors, own, phrases)
    yield Piece(": ")


def _names(names: Iterable[CitedName], own: str, phrases: Phrases) -> Piece:
    return Piece(shown_list([name.whole for name in names], phrases.language), own)


def _around(key: str, inner: Iterable[Piece], phrases: Phrases) -> Iterator[Piece]:
    """A phrase with pieces where its placeholder stands."""
    before, after = _halves(key, phrases)
    yield before
    yield from inner
    yield after


# The same for all documents.
@lru_cache(maxsize=64)
def _halves(key: str, phrases: Phrases) -> tuple[Piece, Piece]:
    before, _, after = phrases.say(key, words=_HERE).partition(_HERE)
    return Piece(before), Piece(after)
