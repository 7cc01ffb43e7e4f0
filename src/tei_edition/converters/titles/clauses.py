"""What stands around the word for the kind of document: "from", "to", "between", "with" …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.converters.titles.extent import Clause, ClauseScanner
from tei_edition.converters.titles.genres import GenreMatch
from tei_edition.converters.titles.naming import Context
from tei_edition.converters.titles.parties import Parties, read_parties
from tei_edition.converters.titles.reference import find_bare_number
from tei_edition.converters.titles.tokens import Kind, Token, fold
from tei_edition.model.metadata import Agent, PlaceReference

__all__ = ["Clauses", "read_clauses"]


_LETTER: Final = ("from", "to", "by", "of", "for", "about")
_MEETING: Final = ("between", "with", "of", "by", "from", "to", "about")


@dataclass(frozen=True, slots=True)
class Clauses:
    """Kind, parties and places of a title."""

    genre: str = ""
    senders: tuple[Agent, ...] = ()
    recipients: tuple[Agent, ...] = ()
    participants: tuple[Agent, ...] = ()
    place_from: PlaceReference | None = None
    places_to: tuple[PlaceReference, ...] = ()
    number: str = ""


def read_clauses(context: Context, match: GenreMatch, tokens: Sequence[Token]) -> Clauses:
    """Read what a title says besides its kind."""
    reader = _ClauseReader(context, match, list(tokens))
    return reader.read()


class _ClauseReader:
    """Goes through the words behind the kind of document from left to right."""

    def __init__(self, context: Context, match: GenreMatch, tokens: list[Token]) -> None:
        self.context = context
        self.words = context.words
        self.match = match
        self.tokens = tokens
        self.manner = match.genre.manner
        self.found = Clauses(genre=match.genre.name)

    def read(self) -> Clauses:
        index = self.match.end
        number = find_bare_number(self.tokens, index)
        if number:
            self.found = replace(self.found, number=number)
            index += 1
        self._read_possessor()
        if self.manner == "conversation":
            self._read_meeting(index)
        else:
            self._read_letter(index)
            if self.manner == "own" and self._read_report_of_talk():
                return self.found
            if not (self.found.senders or self.found.place_from):
                self._read_encounter(index)
        return self.found

    # -- letters ---------------------------------------------------------------------------

    def _read_letter(self, index: int) -> None:
        """ "from A to B", "to B from A", ", A to B", "of A", "by A"."""
        if self._at_comma(index):
            index = self._read_unmarked(index + 1)
        elif self.words.preposition(self.tokens, index, *_LETTER, "between", "with") is None:
            index = self._read_unmarked(index, bare=True)
        if self._read_exchange(index):
            return
        while index < len(self.tokens):
            found = self.words.preposition(self.tokens, index, *_LETTER)
            if found is None:
                if self.tokens[index].kind is Kind.COMMA and self._introduces(index + 1):
                    index += 1
                    continue
                return
            kind, start = found
            if kind == "about" or (kind == "of" and not self._has_author(start)):
                return
            if kind == "to" and (answered := self._answered(start)) is not None:
                start = answered
            addressed = kind in ("to", "for")
            clause = self._clause(start, "from" if addressed else "to", addressed=addressed)
            if not clause.parties or (kind == "for" and not clause.parties.strong):
                return
            if addressed:
                self._set_recipients(clause.parties)
            else:
                self._set_senders(clause.parties)
            index = clause.end

    def _read_exchange(self, index: int) -> bool:
        """ "Letters between A and B": nobody is the sender of all."""
        found = self.words.preposition(self.tokens, index, "between")
        if found is None:
            return False
        self._add_participants(self._clause(found[1]).parties)
        return True

    def _answered(self, start: int) -> int | None:
        """ "Reply to the Letter from A": whoever wrote what is answered, is written to."""
        index = start
        while index < len(self.tokens) and self.words.is_article(self.tokens[index]):
            index += 1
        if self.words.genre_words.match(self.tokens, index) is None:
            return None
        for at in range(index, len(self.tokens)):
            found = self.words.preposition(self.tokens, at, "from", "of", "by")
            if found:
                return found[1]
        return None

    def _introduces(self, index: int) -> bool:
        return self.words.preposition(self.tokens, index, "from", "to", "by") is not None

    def _read_unmarked(self, start: int, *, bare: bool = False) -> int:
        """ "Letter, A to B": the sender has no preposition; without an addressee he needs proof.

        ``bare`` says that no comma stands there, either: then a single word is no sender.
        """
        clause = self._clause(start, "to")
        addressed = self.words.preposition(self.tokens, clause.end, "to") is not None
        if bare and clause.end - start < 2:
            return start
        if clause.parties and (addressed or clause.parties.strong):
            self._set_senders(clause.parties)
            return clause.end
        return start

    def _has_author(self, start: int) -> bool:
        """Whether "of" names an author: always in a diary, else only if a word proves it."""
        clause = self._clause(start, "to")
        if not clause.parties:
            return False
        if self.manner == "own":
            return True
        addressed = self.words.preposition(self.tokens, clause.end, "to") is not None
        return clause.parties.strong or (self.manner != "paper" and addressed)

    def _set_senders(self, parties: Parties) -> None:
        if self.found.senders or self.found.place_from:
            return
        place = parties.places[0] if parties.places else None
        self.found = replace(self.found, senders=parties.agents, place_from=place)

    def _set_recipients(self, parties: Parties) -> None:
        if self.found.recipients or self.found.places_to:
            return
        self.found = replace(self.found, recipients=parties.agents, places_to=parties.places)

    def _read_possessor(self) -> None:
        """ "President Berg's Reply", "Foreign Ministry Memorandum"."""
        before = list(self.match.before)
        if self.match.apart:
            parties = read_parties(self.context, before)
            if parties.complete and (parties.strong or self.manner == "conversation"):
                self._set_party(parties)
            return
        last = next((i for i in reversed(range(len(before))) if _is_possessive(before[i])), None)
        if last is None or self._names_body(before[last:]):
            parties = read_parties(self.context, before)
            named = [agent for agent in parties.agents if agent.kind == "org"]
            if named and parties.complete and len(before) > 1:
                self._set_party(Parties(tuple(named)))
            return
        owner = _without_possessive(before[last])
        if last == 0 and owner.folded in self.words.common_possessors:
            return
        parties = read_parties(self.context, [*before[:last], owner])
        if parties.complete and parties.agents:
            self._set_party(parties)

    def _names_body(self, tokens: list[Token]) -> bool:
        """ "Workers' Party": the possessive belongs to the name."""
        institutions = self.words.institutions
        return any(institutions.match(tokens, index) for index in range(1, len(tokens)))

    def _set_party(self, parties: Parties) -> None:
        if self.manner == "conversation":
            self.found = replace(self.found, participants=parties.agents)
        else:
            self._set_senders(parties)

    # -- conversations ---------------------------------------------------------------------

    def _read_meeting(self, index: int) -> None:
        """ "between A and B", "with B", "of A with B", ", A and B"; or an encounter further on."""
        if self._at_comma(index):
            index += 1
            clause = self._clause(index)
            if clause.parties.strong and len(clause.parties.agents) > 1:
                self._add_participants(clause.parties)
                return
        if not self._read_participants(index):
            self._read_encounter(index)

    def _read_participants(self, index: int) -> bool:
        read = False
        while index < len(self.tokens):
            found = self.words.preposition(self.tokens, index, *_MEETING)
            if found is None or found[0] == "about":
                return read
            kind, start = found
            stops = {"of": ("with",), "by": ("with", "to"), "from": ("to", "with")}.get(kind, ())
            clause = self._clause(start, *stops)
            if kind == "of" and not self.words.preposition(self.tokens, clause.end, "with"):
                return read
            if not clause.parties.agents:
                return read
            self._add_participants(clause.parties)
            read, index = True, clause.end
        return read

    def _add_participants(self, parties: Parties) -> None:
        known = {agent.name for agent in self.found.participants}
        new = tuple(agent for agent in parties.agents if agent.name not in known)
        self.found = replace(self.found, participants=(*self.found.participants, *new))

    def _read_encounter(self, start: int) -> None:
        """A conversation, meeting or audience that the rest of the title names."""
        for index in range(start, len(self.tokens)):
            token = self.tokens[index]
            if token.kind is Kind.QUOTED:
                return
            if token.folded not in self.words.encounters:
                continue
            behind = index + 1
            while (link := self.words.encounter_links.match(self.tokens, behind)) is not None:
                behind = link[1]
            if self._read_participants(behind):
                return

    def _read_report_of_talk(self) -> bool:
        """ "From the Journal of A, Record of Conversation with B": both took part."""
        for index in range(self.match.end, len(self.tokens)):
            if self.tokens[index].kind is not Kind.COMMA:
                continue
            named = self.words.genre_words.match(self.tokens, index + 1)
            genre = self.words.genres[named[0]] if named else None
            if named and genre and genre.manner == "conversation":
                self.manner = genre.manner
                writers = self.found.senders
                self.found = replace(self.found, genre=genre.name, senders=(), participants=writers)
                self._read_meeting(named[1])
                return True
        return False

    def _clause(self, start: int, *stops: str, addressed: bool = False) -> Clause:
        scanner = ClauseScanner(
            self.context, self.tokens, self.manner, sender_known=bool(self.found.senders)
        )
        return scanner.scan(start, *stops, addressed=addressed)

    def _at_comma(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].kind in (
            Kind.COMMA,
            Kind.COLON,
            Kind.DASH,
        )


def _is_possessive(token: Token) -> bool:
    return token.folded.endswith("'s") or token.folded.endswith("s'")


def _without_possessive(token: Token) -> Token:
    cut = 2 if token.folded.endswith("'s") else 1
    text = token.text[:-cut]
    return replace(token, text=text, folded=fold(text), end=token.end - cut)
