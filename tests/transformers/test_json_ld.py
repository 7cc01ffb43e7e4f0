"""JSON-LD: golden, and the links between the nodes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from tei_edition.edition import Edition
from tei_edition.transformers import json_ld
from tei_edition.transformers.linked_data.context import CONTEXT

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("golden", sorted(GOLDEN.rglob("*.jsonld")), ids=lambda path: path.stem)
def test_golden(golden: Path, site: Mapping[str, bytes]) -> None:
    assert site[golden.relative_to(GOLDEN).as_posix()] == golden.read_bytes()


def graph(content: bytes) -> dict[str, dict[str, Any]]:
    """The nodes of a file by their ids."""
    document = json.loads(content)
    assert document["@context"] == CONTEXT
    nodes = {node["@id"]: node for node in document["@graph"]}
    assert len(nodes) == len(document["@graph"]), "a node twice"
    return nodes


def test_nodes_are_the_pages(site: Mapping[str, bytes]) -> None:
    for path, content in site.items():
        if path.endswith(".jsonld"):
            for identifier in graph(content):
                assert urljoin(path, identifier) in site, identifier


def test_letter(site: Mapping[str, bytes]) -> None:
    nodes = graph(site["letters/letter-1921-12-weidner-to-hallberg.jsonld"])
    letter = nodes["letter-1921-12-weidner-to-hallberg.html"]
    assert letter["sender"] == [{"@id": "../persons/clara-weidner.html"}]
    assert letter["recipient"][1] == {"@type": "Organization", "name": "Surveyors’ Office"}
    assert letter["dateSent"] == {"@type": "edtf:EDTF", "@value": "[1921-12-01..1921-12-24]"}
    assert letter["creativeWorkStatus"] == "proposed"


def test_doubtful_date_is_not_given_as_certain(site: Mapping[str, bytes]) -> None:
    nodes = graph(site["letters/letter-1921-03-19-hallberg-to-weidner.jsonld"])
    letter = nodes["letter-1921-03-19-hallberg-to-weidner.html"]
    assert letter["dateSent"]["@value"].endswith("?")


def test_entities_have_files(site: Mapping[str, bytes]) -> None:
    nodes = graph(site["persons/clara-weidner.jsonld"])
    assert nodes["clara-weidner.html"]["birthDate"] == "1889-06-02"
    assert nodes["clara-weidner.html"]["deathDate"] == {"@type": "xsd:gYear", "@value": "1961"}


def test_entities_are_tied_to_authority_files(site: Mapping[str, bytes]) -> None:
    nodes = graph(site["edition.jsonld"])
    goethe = nodes["persons/johann-wolfgang-von-goethe.html"]
    assert "http://www.wikidata.org/entity/Q5879" in goethe["sameAs"]
    assert not any("shelf" in uri for uri in goethe["sameAs"])
    (number,) = goethe["identifier"]
    assert number == {"@type": "PropertyValue", "propertyID": "local", "value": "shelf 4 <b>"}
    assert nodes["places/vienna.html"]["containedInPlace"] == {"@id": "places/austria.html"}


def test_edition(site: Mapping[str, bytes]) -> None:
    nodes = graph(site["edition.jsonld"])
    whole = nodes["index.html"]
    assert len(whole["hasPart"]) == 6
    assert nodes["collections/collection-specimens.html"]["hasPart"][0] == {
        "@id": "letters/letter-1921-03-04-weidner-to-hallberg.html"
    }
    assert len(nodes["essays/essay-a-box-and-its-lid.html"]["citation"]) == 4


def test_base_url_makes_absolute_names(edition: Edition) -> None:
    table = edition.config.edition.model_copy(update={"base_url": "https://letters.example"})
    config = edition.config.model_copy(update={"edition": table})
    for file in json_ld.render(replace(edition, config=config)):
        assert all(name.startswith("https://letters.example/") for name in graph(file.content))
