"""What pages say of a register entry: its offices with their years, its numbers as links."""

from __future__ import annotations

from tei_edition.registers.entity import Identifier, Role
from tei_edition.registers.identifiers import find_authority_link
from tei_edition.transformers.addresses import find_web_address
from tei_edition.transformers.chronology import bounded_day, shown_day
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Targets

__all__ = ["identifier_link", "shown_role"]


def identifier_link(identifier: Identifier) -> LinkedText:
    """An authority's number as a link to what the authority says, without if none is known."""
    link = find_authority_link(identifier)
    if link is not None:
        return LinkedText(link.authority, link.page, title=link.value)
    address = find_web_address(identifier.value) or ""
    return LinkedText(identifier.authority or identifier.value, address, title=identifier.value)


def shown_role(role: Role, targets: Targets) -> LinkedText:
    """What a person was, and when: "librarian (1919–1927)"."""
    phrases = targets.phrases
    start, end = (shown_day(day, phrases) for day in (role.start, role.end))
    if start and end:
        span = start if start == end else phrases.say("date.span", first=start, last=end)
    elif start:
        span = bounded_day("date.from", role.start, phrases)
    else:
        span = bounded_day("date.to", role.end, phrases)
    after = f" ({span})" if span else ""
    return LinkedText(role.text, marks=targets.marks(), after=after)
