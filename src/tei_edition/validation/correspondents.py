"""The letters of an edition with sender, addressee and day, from what the edition keeps of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from tei_edition.dates import DateValue, from_attributes
from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Location
from tei_edition.model.metadata import Agent, DatedText
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.validation.letters import find_action

__all__ = ["CALENDARS", "canonical", "find_value", "letters_of", "locate_action"]

# A day may have been taken over from the Julian calendar unconverted.
CALENDARS = datetime.timedelta(days=13)


def letters_of(edition: Edition) -> Iterator[EditionDocument]:
    """The documents that are letters or records of letters."""
    return (document for document in edition.documents if document.kind == "letter")


def find_value(dated: DatedText | None) -> DateValue | None:
    """What a date of the header means by its attributes, None if they say nothing."""
    if dated is None or not dated.attributes:
        return None
    try:
        return from_attributes(dict(dated.attributes))
    except ValueError:
        return None  # DAT001 and DAT002 say what is wrong


def canonical(agent: Agent, edition: Edition) -> str:
    """The id of the register entry that a correspondent is, "" if there is none."""
    entity = edition.registers.find(agent.ref) if agent.ref else None
    return "" if entity is None else entity.id


def locate_action(document: EditionDocument, edition: Edition, kind: str) -> Location:
    """Where a correspAction stands, else the correspDesc, else the file; reads the file again."""
    tree = edition.read_tree(document)
    action = find_action(tree, kind)
    if action is None:
        action = next(tree.root.iter(tei("correspDesc"), tei("creation")), tree.root)
    return locate(action, document.path)
