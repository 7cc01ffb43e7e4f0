"""The view of a letter that all formats share: who sent what to whom, when, and whom it names."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Action", "View", "ViewAgent", "ViewDate", "ViewPlace"]


@dataclass(frozen=True, slots=True)
class ViewAgent:
    """Someone who sent or received: the element that says so, the name, the pointers as written."""

    element: str
    name: str
    ref: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewPlace:
    """A place of sending or receiving, in the same way."""

    element: str
    name: str
    ref: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewDate:
    """A date: its words, and its attributes as written (#att.datable)."""

    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def values(self) -> str:
        """The values of the attributes."""
        return " ".join(value for _name, value in self.attributes)


@dataclass(frozen=True, slots=True)
class Action:
    """What is known of sending or receiving."""

    agents: tuple[ViewAgent, ...] = ()
    dates: tuple[ViewDate, ...] = ()
    places: tuple[ViewPlace, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.agents or self.dates or self.places)

    def as_json(self) -> dict[str, object]:
        """Plain values; what is not known is None."""
        return {
            "agents": [_named(agent) for agent in self.agents],
            "dates": [{"text": d.text or None, **dict(d.attributes)} for d in self.dates],
            "places": [_named(place) for place in self.places],
        }


@dataclass(frozen=True, slots=True)
class View:
    """One letter as `tei-edition import --json` prints it.

    ``mentions`` are ids by kind ("person", "place", "org" …), each once, sorted; ``languages`` are
    BCP 47, as declared; ``notes`` say in words what was assumed or not understood.
    """

    path: str
    id: str = ""
    title: str = ""
    sent: Action = Action()
    received: Action = Action()
    mentions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    languages: tuple[str, ...] = ()
    licence: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Plain values in a fixed order."""
        return {
            "path": self.path,
            "id": self.id or None,
            "title": self.title or None,
            "sent": self.sent.as_json(),
            "received": self.received.as_json(),
            "mentions": {kind: list(ids) for kind, ids in self.mentions},
            "languages": list(self.languages),
            "licence": list(self.licence),
            "notes": list(self.notes),
        }


def _named(one: ViewAgent | ViewPlace) -> dict[str, object]:
    return {
        "element": one.element,
        "name": one.name,
        "ref": one.ref or None,
        "ids": list(one.ids),
    }
