"""Who wrote to whom, as names: lists, plain text and the heads of pages say it in one way."""

from __future__ import annotations

from tei_edition.model.metadata import Metadata
from tei_edition.transformers.phrases import Phrases

__all__ = ["correspondents", "recipients_of", "senders_of"]


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
        return ", ".join(agent.name for agent in metadata.participants)
    sender = ", ".join(senders) or phrases.say("unknown.sender")
    recipient = ", ".join(recipients) or phrases.say("unknown.recipient")
    return f"{sender} {phrases.say('arrow.sign')} {recipient}"
