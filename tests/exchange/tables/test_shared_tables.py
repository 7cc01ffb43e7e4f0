"""A real table, of which its project made an index of letters: both say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.exchange import cmif, tables
from tei_edition.exchange.imported import GivenFile, Imported, ImportOptions
from tei_edition.model.metadata import Agent, DatedText, PlaceReference

_TOLKIEN = """
[columns]
key = "number"
senderPlace = "place-from"
senderPlaceID = "place-from.id"
senderDate = "date"
senderDateFrom = "date.from"
senderDateTo = "date.to"
senderDateEarliest = "date.not-before"
senderDateLatest = "date.not-after"
senderDateEvidence = "date.evidence"
addressee = "recipient"
addresseeID = "recipient.id"
addresseeOrg = "recipient.org"
addresseePlace = "place-to"
addresseePlaceID = "place-to.id"
seeAlso = "also"
[constants]
sender = "J. R. R. Tolkien"
"sender.viaf" = "95218067"
[only]
publicationReady = "true"
exclude = ""
"""


def _told(imported: Imported) -> dict[str, object]:
    """What each letter says, by its number, with identifiers instead of ids."""
    numbers = {
        entity.id: sorted((one.authority, one.value) for one in entity.identifiers)
        for entity in imported.entities
    }

    def named(one: Agent | PlaceReference) -> tuple[str, object]:
        return one.name, numbers.get(one.ref) or None

    def dated(date: DatedText | None) -> object:
        return None if date is None else (date.attributes, date.evidence)

    return {
        one.metadata.number: (
            [named(agent) for agent in one.metadata.senders],
            [named(agent) for agent in one.metadata.recipients],
            None if one.metadata.place_from is None else named(one.metadata.place_from),
            [named(place) for place in one.metadata.places_to],
            dated(one.metadata.date),
            one.metadata.edited.also,
        )
        for one in imported.documents
    }


@pytest.mark.shared
def test_the_table_says_what_its_index_says(shared: Path, tmp_path: Path) -> None:
    folder = shared / "corpora/cmif/csv2cmif/tolkien"
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(_TOLKIEN, encoding="utf-8")
    options = ImportOptions(settings={"mapping": str(mapping)})
    table = tables.read([GivenFile("letters.csv", folder / "letters.csv")], options)
    index = cmif.read([GivenFile("letters.xml", folder / "letters.xml")], ImportOptions())
    assert len(table.documents) == 39
    assert _told(table) == _told(index)


@pytest.mark.shared
def test_the_guess_is_what_the_table_means(shared: Path) -> None:
    path = shared / "corpora/cmif/csv2cmif/tolkien/letters.csv"
    found = tables.read([GivenFile("letters.csv", path)], ImportOptions())
    assert len(found.documents) == 508
    guessed = {one.heading: one.field for one in found.tables[0].columns if one.field}
    wanted = [line.split(" = ") for line in _TOLKIEN.partition("[constants]")[0].split("\n")[2:]]
    assert {key: field.strip('"') for key, field in filter(None, (w for w in wanted if w[1:]))} == {
        heading: field for heading, field in guessed.items() if heading not in ("textType", "note")
    }
