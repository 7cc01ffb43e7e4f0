"""Senders, addressees and places linked to the registers."""

from __future__ import annotations

import pytest

from tei_edition.model.mention import Certainty
from tei_edition.model.metadata import Agent, Metadata, PlaceReference
from tei_edition.registers.entity import Registers
from tei_edition.tagging.agents import resolve_agents
from tests.tagging.marked import registers

REGISTERS = registers(
    [
        {"kind": "person", "id": "lind", "names": ["Anna Maria Lind"]},
        {"kind": "person", "id": "berg", "names": ["Ole Berg", "Berg, Ole"]},
        {"kind": "person", "id": "aas-1", "names": ["Halvard Aas"]},
        {"kind": "person", "id": "aas-2", "names": ["Ingrid Aas"]},
        {"kind": "org", "id": "embassy", "names": ["Embassy of Peru in Norway"]},
        {"kind": "place", "id": "beijing", "names": ["Beijing"]},
        {"kind": "place", "id": "norway", "names": ["Norway"]},
    ]
)


@pytest.mark.parametrize(
    ("name", "kind", "ref", "certainty"),
    [
        ("Anna Maria Lind", "person", "lind", "high"),
        ("ANNA MARIA LIND", "", "lind", "high"),
        ("Ambassador Anna Maria Lind", "person", "lind", "high"),
        ("A. M. Lind", "person", "lind", "medium"),
        ("Ambassador Berg", "person", "berg", "medium"),
        ("Tove Berg", "person", "", "high"),
        ("Anna Marja Lind", "person", "lind", "medium"),
        ("Aas", "person", "", "high"),
        ("Peruvian Embassy in Norway", "", "embassy", "medium"),
        ("the Embassy of Peru in Norway", "org", "embassy", "high"),
        ("Peking", "place", "beijing", "medium"),
        ("Norway House", "place", "", "high"),
        ("", "person", "", "high"),
    ],
)
def test_agent(name: str, kind: str, ref: str, certainty: str) -> None:
    metadata = Metadata(senders=(Agent(name, kind),), recipients=(Agent("nobody", "person"),))
    found = resolve_agents(metadata, REGISTERS)
    assert (found.senders[0].ref, str(found.senders[0].certainty)) == (ref, certainty)
    assert found.senders[0].name == name
    assert found.recipients == metadata.recipients


def test_places_and_what_is_linked_already() -> None:
    metadata = Metadata(
        place_from=PlaceReference("Peking"),
        places_to=(PlaceReference("Norway", "given", Certainty.LOW), PlaceReference("Norway")),
    )
    found = resolve_agents(metadata, REGISTERS)
    assert found.place_from == PlaceReference("Peking", "beijing", Certainty.MEDIUM)
    assert found.places_to[0] == metadata.places_to[0]
    assert found.places_to[1].ref == "norway"


def test_empty_registers_change_nothing() -> None:
    metadata = Metadata(senders=(Agent("Anna Maria Lind", "person"),))
    assert resolve_agents(metadata, Registers()) is metadata
