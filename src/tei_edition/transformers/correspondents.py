"""Who wrote to whom, as names: lists, plain text and the heads of pages say it in one way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from unicodedata import bidirectional

from tei_edition.model.metadata import Metadata
from tei_edition.transformers.phrases import Phrases

__all__ = ["between", "correspondents", "direction", "named_in", "recipients_of", "senders_of"]

_LEFTWARD: Final = frozenset({"R", "AL"})
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def senders_of(metadata: Metadata) -> tuple[str, ...]:
    """The names of the senders; a place stands for an unnamed one, as telegrams are known."""
    place = metadata.place_from
    names = tuple(agent.name for agent in metadata.senders)
    return names or ((place.name,) if place is not None else ())


def recipients_of(metadata: Metadata) -> tuple[str, ...]:
    """The names of the addressees; places stand for unnamed ones."""
    names = tuple(agent.name for agent in metadata.recipients)
    return names or tuple(place.name for place in metadata.places_to)


def correspondents(metadata: Metadata, phrases: Phrases) -> str:
    """ "Anna → Berta"; the participants of a conversation; "" if nobody is known."""
    senders, recipients = senders_of(metadata), recipients_of(metadata)
    if not metadata.senders and not recipients:
        return _joined(tuple(agent.name for agent in metadata.participants))
    return direction(_joined(senders), _joined(recipients), phrases)


def direction(sender: str, recipient: str, phrases: Phrases) -> str:
    """ "Anna → Berta"; "" is who is not known.

    Names that run against the arrow are isolated, or it would point at the sender.
    """
    arrow = phrases.say("arrow.sign")
    one = _isolated(sender, arrow) or phrases.say("unknown.sender")
    other = _isolated(recipient, arrow) or phrases.say("unknown.recipient")
    return f"{one} {arrow} {other}"


def _isolated(names: str, arrow: str) -> str:
    runs_left = any(bidirectional(sign) in _LEFTWARD for sign in names)
    return f"{_ISOLATE}{names}{_END}" if names and runs_left != (arrow == "←") else names


def between(names: Iterable[str]) -> str:
    """What stands between names: a comma, unless one of them has a comma of its own.

    >>> between(["Anna", "Berta"]), between(["Weidner, Anna", "Berta"])
    (', ', '; ')
    """
    return "; " if any("," in name for name in names) else ", "


def named_in(name: str, title: str) -> bool:
    """Whether a title has a name, be it as written or with the surname last.

    >>> named_in("Weidner, Anna", "Anna Weidner to Berta"), named_in("Anna", "To Berta")
    (True, False)
    """
    surname, _, others = name.partition(", ")
    return name in title or (bool(others) and f"{others} {surname}" in title)


def _joined(names: tuple[str, ...]) -> str:
    return between(names).join(names)
