"""How far a clause of a title reaches: from its preposition to the next one that is not its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tei_edition.converters.titles.naming import Context
from tei_edition.converters.titles.offices import is_office_of
from tei_edition.converters.titles.parties import Parties, read_parties
from tei_edition.converters.titles.tokens import Kind, Token

__all__ = ["Clause", "ClauseScanner"]


@dataclass(frozen=True, slots=True)
class Clause:
    """Parties, and the index of the token behind them."""

    parties: Parties
    end: int


@dataclass(frozen=True, slots=True)
class ClauseScanner:
    """The tokens of a title, and what matters for where a clause ends.

    ``manner`` is that of the kind of document (see words/en.toml).
    """

    context: Context
    tokens: Sequence[Token]
    manner: str
    sender_known: bool = False

    def scan(self, start: int, *stops: str, addressed: bool = False) -> Clause:
        """The parties that begin at ``start``; ``stops`` are the prepositions that end them."""
        kinds = {"from", "by", *stops}
        if self.manner == "conversation":
            kinds |= {"with", "between"}
        index = start
        while index < len(self.tokens):
            if self.tokens[index].kind in (Kind.QUOTED, Kind.COLON, Kind.DASH):
                break
            if index > start and self._stops(start, index, kinds):
                break
            index += 1
        inside = list(self.tokens[start:index])
        if len(inside) > 1 and inside[-1].folded in self.context.words.encounters:
            inside.pop()  # "the Central Committee Meeting with …"
        by_wire = self.manner == "wire"
        parties = read_parties(self.context, inside, by_wire=by_wire, list_of_places=addressed)
        return Clause(parties, index)

    def _stops(self, start: int, index: int, kinds: set[str]) -> bool:
        words = self.context.words
        found = words.preposition(self.tokens, index, "about", *sorted(kinds))
        if found is None:
            return False
        if found[0] == "about":
            return not self._in_committee(index)
        if found[0] == "to":
            return not is_office_of(self.context, self.tokens, start, index, found[1])
        # In other languages one word may mean both "from" and "of".
        if words.code == "en" or found[0] != "from":
            return True
        return "to" not in kinds and not self.sender_known

    def _in_committee(self, index: int) -> bool:
        """ "Committee on Foreign Relations"."""
        if index + 1 >= len(self.tokens):
            return False
        before, behind = self.tokens[index - 1], self.tokens[index + 1]
        return before.folded in self.context.words.with_on and behind.text[:1].isupper()
