"""Titles that name no kind of document: "Anna Maier, Berlin, to Karl Kraus, Vienna"."""

from __future__ import annotations

from collections.abc import Sequence

from tei_edition.converters.titles.clauses import Clauses
from tei_edition.converters.titles.naming import Context
from tei_edition.converters.titles.offices import find_to
from tei_edition.converters.titles.parties import Parties, read_parties
from tei_edition.converters.titles.tokens import Kind, Token

__all__ = ["read_plain"]


def read_plain(context: Context, tokens: Sequence[Token]) -> Clauses:
    """Read sender and addressee on either side of "to", if both are surely parties.

    Nothing else says that the title is that of a letter, so both must be named in full or have a
    word of office or institution, and nothing in the title may stay unread.
    """
    index = find_to(context, tokens, 0)
    if index < 1:
        return Clauses()
    behind = context.words.preposition(tokens, index, "to")
    start = behind[1] if behind else index + 1
    end = next(
        (i for i in range(start, len(tokens)) if tokens[i].kind in (Kind.QUOTED, Kind.COLON)),
        len(tokens),
    )
    sender = read_parties(context, tokens[:index])
    addressee = read_parties(context, tokens[start:end])
    if not (_is_sure(context, sender) and _is_sure(context, addressee)):
        return Clauses()
    return Clauses(
        senders=sender.agents,
        recipients=addressee.agents,
        place_from=sender.places[0] if sender.places else None,
        places_to=addressee.places,
    )


def _is_sure(context: Context, parties: Parties) -> bool:
    if not parties.agents or not parties.complete:
        return False
    for agent in parties.agents:
        first, _, rest = agent.name.partition(" ")
        if agent.kind not in ("person", "org"):
            return False
        people = first.casefold() in context.states.peoples or first.endswith(("ian", "ish", "ese"))
        if agent.kind == "person" and not agent.role and (not rest or people):
            return False
    return True
