"""What the title of a document says: its kind, who wrote to whom, where, under which number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from tei_edition.converters.titles.clauses import read_clauses
from tei_edition.converters.titles.dates import take_date
from tei_edition.converters.titles.genres import find_genre
from tei_edition.converters.titles.naming import Context
from tei_edition.converters.titles.plain import read_plain
from tei_edition.converters.titles.reference import Reference, take_reference
from tei_edition.converters.titles.tokens import Kind, Token, tokenise
from tei_edition.converters.titles.vocabulary import Vocabulary, vocabularies
from tei_edition.model.metadata import Agent, DatedText, PlaceReference

__all__ = ["TitleReading", "read_title"]

_HEAD: Final = 14
_LISTING_NUMBER: Final = re.compile(r"\s*\d{1,4}\.\s*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class TitleReading:
    """What a title says; "", () and None where it is silent.

    Names are as written, without articles, offices, ways of address and square brackets; offsets
    of agents are into the source in which the title stands. ``date`` is the document's own as the
    title gives it ("Journal … for 8 December 1960"), not a date of which it speaks. ``subject`` is
    what the title quotes. ``language`` is that of the words that were understood.
    """

    genre: str = ""
    senders: tuple[Agent, ...] = ()
    recipients: tuple[Agent, ...] = ()
    participants: tuple[Agent, ...] = ()
    place_from: PlaceReference | None = None
    places_to: tuple[PlaceReference, ...] = ()
    number: str = ""
    classification: str = ""
    urgency: str = ""
    date: DatedText | None = None
    subject: str = ""
    language: str = ""


def read_title(title: str, *, offset: int = 0) -> TitleReading:
    """Read a title, as it stands in its source (it may run over several lines).

    ``offset`` is where the title begins in the source. Never raises; a title that says nothing of
    kind or parties gives an empty reading.
    """
    reading = _read_title(title)
    if not offset:
        return reading
    return replace(
        reading,
        senders=_moved(reading.senders, offset),
        recipients=_moved(reading.recipients, offset),
        participants=_moved(reading.participants, offset),
    )


def _moved(agents: tuple[Agent, ...], offset: int) -> tuple[Agent, ...]:
    return tuple(
        replace(agent, start=agent.start + offset, end=agent.end + offset) for agent in agents
    )


@lru_cache(maxsize=2048)
def _read_title(title: str) -> TitleReading:
    numbered = _LISTING_NUMBER.match(title)
    tokens = tokenise(title, numbered.end() if numbered else 0)
    best = TitleReading()
    english, *others = vocabularies()
    for words in (english, *(words for words in others if _may_be(words, tokens, english))):
        reading = _read(title, tokens, words)
        if reading.genre and (reading.senders or reading.recipients or reading.participants):
            return reading
        if _weight(reading) > _weight(best):
            best = reading
    return best


def _may_be(words: Vocabulary, tokens: Sequence[Token], english: Vocabulary) -> bool:
    """Whether a title can be of a language: it names a kind of document in it, and if that word
    is English, too, joins the parties with words of the language; or it is "A an B", "A à B".
    """
    head = range(min(len(tokens), _HEAD))
    if any(words.genre_words.match(tokens, index) for index in head):
        if not any(english.genre_words.match(tokens, index) for index in head):
            return True
        return any(_joins_in(words, tokens, index, english) for index in range(len(tokens)))
    links = words.prepositions["to"]
    return words.code in ("de", "fr") and any(
        links.match(tokens, index) for index in range(1, len(tokens))
    )


def _joins_in(words: Vocabulary, tokens: Sequence[Token], index: int, english: Vocabulary) -> bool:
    found = words.preposition(tokens, index, "from", "to", "between", "with", "of")
    return found is not None and tokens[index].folded not in english.articles


def _weight(reading: TitleReading) -> int:
    parties = (reading.senders, reading.recipients, reading.participants, reading.places_to)
    said = sum(map(bool, (*parties, reading.place_from, reading.number, reading.classification)))
    return said + 3 * bool(reading.genre)


def _read(title: str, tokens: Sequence[Token], words: Vocabulary) -> TitleReading:
    context = Context(title, words)
    dated = take_date(title, tokens, words)
    reference = take_reference(_without_remarks(dated.rest, words), words)
    genre = find_genre(reference.rest, words)
    if genre is None:
        reading = read_plain(context, reference.rest)
    else:
        reading = read_clauses(context, genre, reference.rest)
    subject = next((t.text for t in tokens if t.kind is Kind.QUOTED), "")
    understood = reading.genre or reading.senders or reading.recipients or reference.number
    return _with_reference(
        TitleReading(
            genre=reading.genre,
            senders=reading.senders,
            recipients=reading.recipients,
            participants=reading.participants,
            place_from=reading.place_from,
            places_to=reading.places_to,
            number=reading.number,
            date=dated.date,
            subject=" ".join(subject[1:-1].split()),
            language=words.code if understood else "",
        ),
        reference,
    )


def _with_reference(reading: TitleReading, reference: Reference) -> TitleReading:
    return replace(
        reading,
        number=reference.number or reading.number,
        classification=reference.classification,
        urgency=reference.urgency,
    )


def _without_remarks(tokens: Sequence[Token], words: Vocabulary) -> list[Token]:
    """Without brackets that hold a remark of the editor: (excerpt), [undated]."""
    groups: dict[int, list[Token]] = {}
    for token in tokens:
        groups.setdefault(token.bracket, []).append(token)
    remarks = {
        bracket
        for bracket, inside in groups.items()
        if bracket and all(token.folded in words.editorial for token in inside)
    }
    return [
        token
        for token in tokens
        if token.bracket not in remarks
        and not (
            token.kind is Kind.PAREN
            and token.inner
            and all(inner.folded in words.editorial for inner in token.inner)
        )
    ]
