"""Linked data, as the libraries of that world read it: pyld, rdflib, pyshacl, jsonschema."""

from __future__ import annotations

import copy
import json
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from tei_edition.edition import Edition, EditionDocument, read_edition
from tei_edition.findings import Location
from tei_edition.model.config import config_of, read_config
from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.model.metadata import Agent, ArchivalLocation, DatedText, Metadata, PlaceReference
from tei_edition.registers.entity import Entity, Name, Registers
from tei_edition.tei.mentions import TeiMention
from tei_edition.transformers import json_ld, n_quads, turtle
from tei_edition.transformers.linked_data.context import CONTEXT
from tei_edition.transformers.linked_data.literals import quoted
from tei_edition.transformers.linked_data.published_form import (
    SCHEMA_PATH,
    SHAPES_PATH,
    in_published_form,
    json_schema,
)
from tei_edition.transformers.linked_data.schema_org import TypedDate
from tei_edition.transformers.linked_data.typed_dates import typed, typed_date, typed_day

from .rendering import by_path, specimen_edition

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # of what they import
    import pyshacl
    import rdflib
    from rdflib.compare import isomorphic

# rdflib's own parsers use what rdflib says it will give up.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

BASE = "https://letters.example/"
SDO = rdflib.Namespace("http://schema.org/")
TEI_CERT = rdflib.URIRef("http://www.tei-c.org/ns/1.0/cert")
REPOSITORY = Path(__file__).parents[2]


def at_base(edition: Edition) -> Edition:
    table = edition.config.edition.model_copy(update={"base_url": BASE})
    return replace(edition, config=edition.config.model_copy(update={"edition": table}))


def hard_edition() -> Edition:
    """An edition of one letter with everything that is rare, doubtful or unpleasant."""
    where = Location("x")
    anna = Entity("anna", MentionKind.PERSON, where, (Name('A "quoted" \\ name'),))
    linz = Entity("linz", MentionKind.PLACE, where, (Name("Linz"),), coordinates=(48.0, -0.5))
    office = Entity("office", MentionKind.ORG, where, (Name("Office"),), parent="linz")
    low = Certainty.LOW
    metadata = Metadata(
        id="a",
        title="Line\nbreak\ttab \u2028 \U0001f4dc </script>",
        senders=(Agent("Anna", "person", "anna", "scribe", low, evidence="conjecture"),),
        recipients=(Agent("somebody", ""), Agent("Graz", "place")),
        participants=(Agent("Office", "org", "office"), Agent("X", "person")),
        date=DatedText("31 June"),
        received=DatedText("x", attributes=(("when", "1921-03-04"), ("cert", "low"))),
        place_from=PlaceReference("Linz?", "linz", low),
        places_to=(PlaceReference("Nowhere"),),
        archive=ArchivalLocation("Austria", "Linz", "", "Papers", "12"),
        classification="SECRET",
        keywords=("a, b",),
        source="A book.",
        mentioned=(Agent("Somebody else", "person"), Agent("Office", "org", "office")),
        published="2020-01",
        revised="yesterday",
    )
    mentions = tuple(
        TeiMention(MentionKind.PLACE, ("linz",), "Linz", (), True, certainty, 1)
        for certainty in ("nonsense", "low", "medium")
    )
    letter = EditionDocument("letters/a.xml", "a", "letter", metadata, mentions, ("a",))
    config = config_of(b'[edition]\ntitle = "Letters"\nlicence = "https://licence.example/"\n')
    return Edition(Path("/nowhere"), config, Registers((anna, linz, office)), (letter,))


@pytest.fixture(scope="module", params=["specimen", "hard"])
def one(request: pytest.FixtureRequest) -> Edition:
    return at_base(specimen_edition() if request.param == "specimen" else hard_edition())


@pytest.fixture(scope="module")
def files(one: Edition) -> Mapping[str, bytes]:
    return by_path([file for form in (json_ld, turtle, n_quads) for file in form.render(one)])


def no_network(address: str, options: object) -> None:
    raise AssertionError(f"{address} would be fetched")


def expanded(content: bytes) -> list[dict[str, Any]]:
    options = {"documentLoader": no_network, "base": BASE}
    found = jsonld.expand(json.loads(content), options)
    assert isinstance(found, list)
    return found


def rdf_of(content: bytes) -> rdflib.Graph:
    """The graph that pyld makes of JSON-LD."""
    options = {"documentLoader": no_network, "base": BASE, "format": "application/n-quads"}
    return rdflib.Graph().parse(data=jsonld.to_rdf(json.loads(content), options), format="nt")


def linked(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    found = [(path, content) for path, content in files.items() if path.endswith(".jsonld")]
    assert len(found) >= 5
    yield from found


# what others read


def test_expansion_drops_nothing_and_fetches_nothing(files: Mapping[str, bytes]) -> None:
    for _, content in linked(files):
        nodes = json.loads(content)["@graph"]
        assert len(expanded(content)) == len(nodes)
        for plain, full in zip(nodes, expanded(content), strict=True):
            assert full.keys() == {
                key if key.startswith("@") else f"http://schema.org/{key}" for key in plain
            }


def test_names_are_those_of_schema_org(files: Mapping[str, bytes]) -> None:
    graph = rdf_of(files["edition.jsonld"])
    used = {predicate for predicate in graph.predicates() if predicate in SDO}
    used |= set(graph.objects(predicate=rdflib.RDF.type))
    assert len(used) > 20
    for name in used:
        assert str(name).removeprefix(SDO) in rdflib.SDO, name  # raises for what there is not


def test_rdflib_reads_the_same_graph(files: Mapping[str, bytes]) -> None:
    for path, content in linked(files):
        wanted = rdf_of(content)
        assert len(wanted) > 1
        read = rdflib.Graph().parse(data=content, format="json-ld", publicID=BASE)
        assert isomorphic(read, wanted), path
        ttl = files[path.replace(".jsonld", ".ttl")]
        assert isomorphic(rdflib.Graph().parse(data=ttl, format="turtle"), wanted), path


def test_quads_are_the_whole_graph(files: Mapping[str, bytes]) -> None:
    read = rdflib.Dataset().parse(data=files["edition.nq"], format="nquads")
    found = rdflib.Graph()
    for subject, predicate, value, context in read.quads():
        assert context in (None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
        found.add((subject, predicate, value))
    assert isomorphic(found, rdf_of(files["edition.jsonld"]))
    assert len(found) == files["edition.nq"].count(b"\n")


def test_relative_names_in_turtle(edition: Edition) -> None:
    made = by_path([*json_ld.render(edition), *turtle.render(edition)])
    path = "letters/letter-1921-03-04-weidner-to-hallberg"
    read = rdflib.Graph().parse(data=made[f"{path}.ttl"], format="turtle", publicID=BASE + path)
    letter = rdflib.URIRef(f"{BASE}{path}.html")
    assert (letter, SDO.sender, rdflib.URIRef(f"{BASE}persons/clara-weidner.html")) in read


def test_quads_without_an_address_say_so(edition: Edition) -> None:
    (file,) = n_quads.render(edition)
    (loss,) = file.losses
    assert loss.fault.code == "PUB033"
    assert b"<https://edition.invalid/persons/clara-weidner.html>" in file.content
    assert not [loss for file in n_quads.render(at_base(edition)) for loss in file.losses]


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_written(text: str) -> None:
    line = f"<a:b> <a:c> {quoted(text)} ."
    for syntax in ("nt", "turtle"):
        graph = rdflib.Graph().parse(data=line.encode(), format=syntax)
        assert [str(value) for value in graph.objects()] == [text]


# SHACL


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES_PATH)


def conforms(graph: rdflib.Graph, shapes: rdflib.Graph) -> tuple[bool, str]:
    found, _, text = pyshacl.validate(graph, shacl_graph=shapes)
    return bool(found), str(text)


def test_shapes(files: Mapping[str, bytes], shapes: rdflib.Graph) -> None:
    for path, content in linked(files):
        if path.startswith(("letters/", "edition")):
            found, text = conforms(rdf_of(content), shapes)
            assert found, text


def _letter(document: dict[str, Any]) -> dict[str, Any]:
    node = document["@graph"][0]
    assert isinstance(node, dict)
    return node


def _entry(document: dict[str, Any], kind: str) -> dict[str, Any]:
    node = next(node for node in document["@graph"] if node["@type"] == kind)
    assert isinstance(node, dict)
    return node


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "no name": lambda d: _letter(d).pop("name"),
    "two names": lambda d: _letter(d).update(name=["a", "b"]),
    "not part of anything": lambda d: _letter(d).pop("isPartOf"),
    "sent by a collection": lambda d: _letter(d).update(sender=[{"@id": f"{BASE}index.html"}]),
    "a date in words": lambda d: _letter(d).update(dateSent={"@value": "in spring"}),
    "no EDTF": lambda d: _letter(d).update(dateSent={"@type": "edtf:EDTF", "@value": "spring"}),
    "two dates": lambda d: _letter(d).update(dateSent=["1921-03-04", "1921-03-05"]),
    "mentions text": lambda d: _letter(d).update(mentions="Goethe"),
    "written in a person": lambda d: _letter(d).update(
        locationCreated={"@type": "Person", "name": "x"}
    ),
    "licence in words": lambda d: _letter(d).update(license={"@value": "free"}),
    "a statement that states nothing": lambda d: _letter(d).update(
        sender={"@type": "Role", "certainty": "low"}
    ),
    "a person without name": lambda d: _entry(d, "Person").pop("name"),
    "a day as text": lambda d: _entry(d, "Person").update(birthDate={"@value": "1889"}),
    "off the globe": lambda d: _entry(d, "Place")["geo"].update(latitude=91),
}


@pytest.mark.parametrize("name", BREAKS)
def test_shapes_can_fail(name: str, edition: Edition, shapes: rdflib.Graph) -> None:
    made = by_path(list(json_ld.render(at_base(edition))))
    document = json.loads(made["letters/letter-1921-03-04-weidner-to-hallberg.jsonld"])
    BREAKS[name](document)
    assert not conforms(rdf_of(json.dumps(document).encode()), shapes)[0]


# JSON Schema


def test_the_schema_is_that_of_the_models() -> None:
    remake = (
        'python -c "from tei_edition.transformers.linked_data.published_form import *; '
        'SCHEMA_PATH.write_bytes(json_schema())"'
    )
    assert SCHEMA_PATH.read_bytes() == json_schema(), f"make it anew: {remake}"


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    found = json.loads(SCHEMA_PATH.read_bytes())
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def test_every_file_is_valid(
    files: Mapping[str, bytes], schema: jsonschema.Draft202012Validator
) -> None:
    for _, content in linked(files):
        schema.validate(json.loads(content))
        assert in_published_form(content) is content


@pytest.mark.parametrize(
    "change",
    [
        {"@context": "https://schema.org"},
        {"@context": {**CONTEXT, "name": "http://other.example/name"}},
        {"@graph": [{"@id": "a", "@type": "Message"}]},
        {"@graph": [{"@id": "a", "@type": "Message", "name": "A", "colour": "red"}]},
        {"@graph": [{"@id": "a", "@type": "Message", "name": "A", "dateSent": "1921"}]},
        {"@graph": [{"@id": "a", "@type": "Recipe", "name": "A"}]},
        {"@graph": [{"@id": "a", "@type": "Person", "name": "A", "sameAs": "x"}]},
        {"@graph": None},
    ],
)
def test_schema_and_check_refuse_the_same(
    change: dict[str, Any], schema: jsonschema.Draft202012Validator
) -> None:
    good: dict[str, Any] = {
        "@context": CONTEXT,
        "@graph": [{"@id": "a", "@type": "Message", "name": "A"}],
    }
    assert schema.is_valid(good) and in_published_form(json.dumps(good).encode())
    bad = {**copy.deepcopy(good), **change}
    assert not schema.is_valid(bad)
    with pytest.raises(ValueError):
        in_published_form(json.dumps(bad).encode())


# what is said


def test_doubt_is_said_and_certainty_is_not() -> None:
    made = by_path(list(json_ld.render(hard_edition())))
    nodes = json.loads(made["letters/a.jsonld"])["@graph"]
    letter = nodes[0]
    assert letter["sender"] == [
        {
            "@type": "Role",
            "roleName": "scribe",
            "certainty": "low",
            "evidence": "conjecture",
            "sender": {"@id": "../persons/anna.html"},
        }
    ]
    assert letter["mentions"] == [
        {"@type": "Role", "certainty": "medium", "mentions": {"@id": "../places/linz.html"}},
        {"@id": "../organisations/office.html"},
        {"@type": "Person", "name": "Somebody else"},
    ]
    assert letter["locationCreated"]["certainty"] == "low"
    assert letter["temporal"] == "31 June" and "dateSent" not in letter
    assert letter["dateReceived"] == {"@type": "edtf:EDTF", "@value": "1921-03-04?"}
    assert letter["datePublished"] == {"@type": "xsd:gYearMonth", "@value": "2020-01"}
    assert "dateModified" not in letter and "citation" not in letter
    assert letter["license"] == "https://licence.example/"
    assert letter["holdingArchive"]["address"]["addressLocality"] == "Linz"
    assert [node["@id"] for node in nodes[1:-1]] == [
        "../persons/anna.html",
        "../organisations/office.html",
        "../places/linz.html",
    ]
    assert nodes[2]["location"] == {"@id": "../places/linz.html"}


@pytest.mark.parametrize(
    ("edtf", "kind"),
    [
        ("1921-03-04", ""),
        ("1921-03", "xsd:gYearMonth"),
        ("1921", "xsd:gYear"),
        ("1921-03-04T12:30:00", "xsd:dateTime"),
        ("1921-03-04T12:30:00+01:00", "xsd:dateTime"),
        *((edtf, "edtf:EDTF") for edtf in ("1921~", "192X", "1921-21", "-0043", "0000", "..")),
        *((edtf, "edtf:EDTF") for edtf in ("1921/1922", "[1921,1922]", "Y12345", "XXXX-03-04")),
    ],
)
def test_datatypes(edtf: str, kind: str) -> None:
    found = typed(edtf)
    assert found == (TypedDate.model_validate({"@type": kind, "@value": edtf}) if kind else edtf)


@pytest.mark.parametrize(
    ("attributes", "written"),
    [
        ({"when": "1921"}, "1921?"),
        ({"when": "1921-03-04T12:00:00"}, "1921-03-04?"),
        ({"from": "1921-03", "to": "1921-04-05"}, "1921-03?/1921-04-05?"),
        ({"notAfter": "1921"}, "[..1921?]"),
        ({"when": "1921", "precision": "low"}, "1921%"),
        ({"when": "1921", "cert": "low"}, "1921?"),
    ],
)
def test_uncertain_dates_bear_a_mark(attributes: dict[str, str], written: str) -> None:
    dated = DatedText("x", attributes=tuple(attributes.items()), certainty=Certainty.MEDIUM)
    assert typed_date(dated) == TypedDate(type="edtf:EDTF", written=written)


def test_what_is_no_day() -> None:
    assert typed_day("um 1889") is typed_day("") is typed_date(None) is None
    assert typed_day("-0044") == TypedDate(type="edtf:EDTF", written="-0043")


# and back


def edition_in_repository() -> Edition:
    return read_edition(REPOSITORY, read_config(REPOSITORY))[0]


@pytest.mark.parametrize("read", [specimen_edition, edition_in_repository, hard_edition])
def test_round_trip_of_the_metadata(read: Callable[[], Edition]) -> None:
    edition = at_base(read())
    content = by_path(list(json_ld.render(edition)))["edition.jsonld"]
    graph = rdf_of(content)
    letters = edition.of_kind("letter")
    assert letters
    for letter in letters:
        node = rdflib.URIRef(f"{BASE}letters/{letter.id}.html")
        assert _read_back(graph, node) == _as_known(letter, edition)


def _read_back(graph: rdflib.Graph, letter: rdflib.URIRef) -> dict[str, object]:
    def texts(name: str, node: Any = letter) -> list[str]:
        return sorted(map(str, graph.objects(node, SDO[name])))

    def text(name: str) -> str:
        return "".join(texts(name))

    def stated(name: str) -> list[tuple[str, str]]:
        """Ids or names, each with its certainty if that is not high."""
        found = []
        for value in graph.objects(letter, SDO[name]):
            certainty = str(graph.value(value, TEI_CERT, default="high"))
            if (value, rdflib.RDF.type, SDO.Role) in graph:
                value = graph.value(value, SDO[name])  # noqa: PLW2901
            known = isinstance(value, rdflib.URIRef)
            shown = _id(value) if known else str(graph.value(value, SDO.name))
            found.append((shown, certainty))
        return sorted(found)

    def within(node: Any, name: str) -> Any:
        return "" if node == "" else graph.value(node, SDO[name], default="")

    archive = within(letter, "holdingArchive")
    address = within(archive, "address")
    wholes = list(graph.objects(letter, SDO.isPartOf))
    keywords = list(graph.objects(letter, SDO.keywords))
    return {
        "title": text("name"),
        "genre": text("genre"),
        "number": text("identifier"),
        "abstract": text("abstract"),
        "sender": stated("sender"),
        "recipient": stated("recipient"),
        "from": stated("locationCreated"),
        "to": stated("toLocation"),
        "mentions": stated("mentions"),
        "sent": text("dateSent"),
        "received": text("dateReceived"),
        "languages": texts("inLanguage"),
        "keywords": sorted(str(one) for one in keywords if isinstance(one, rdflib.Literal)),
        "classification": "".join(
            str(graph.value(one, SDO.name)) for one in keywords if isinstance(one, rdflib.BNode)
        ),
        "repository": str(within(archive, "name")),
        "settlement": str(within(address, "addressLocality")),
        "country": str(within(address, "addressCountry")),
        "collection": "".join(
            str(graph.value(one, SDO.name)) for one in wholes if isinstance(one, rdflib.BNode)
        ),
        "shelfmark": text("itemLocation"),
        "source": "".join(
            str(graph.value(one, SDO.name)) for one in graph.objects(letter, SDO.isBasedOn)
        ),
        "status": text("creativeWorkStatus"),
        "editors": sorted(
            str(graph.value(one, SDO.name)) for one in graph.objects(letter, SDO.editor)
        ),
    }


def _id(node: rdflib.URIRef) -> str:
    return str(node).rpartition("/")[2].removesuffix(".html")


def _as_known(letter: EditionDocument, edition: Edition) -> dict[str, object]:
    known, registers = letter.metadata, edition.registers

    def stated(named: tuple[Agent | PlaceReference, ...]) -> list[tuple[str, str]]:
        return sorted(
            (one.ref if one.ref in registers else one.name, one.certainty.value) for one in named
        )

    def date(dated: DatedText | None) -> str:
        found = typed_date(dated)
        return found.written if isinstance(found, TypedDate) else found or ""

    ranks = ["", "high", "medium", "low"]
    mentions: dict[str, str] = {}
    for mention in letter.mentions:
        for identifier in filter(registers.__contains__, mention.ids):
            before, now = mentions.get(identifier, "low"), mention.certainty
            now = now if now in ranks else "low"
            mentions[identifier] = min(before, now, key=ranks.index)
    # A letter without text says in its header whom it mentions, always for sure here.
    for agent in known.mentioned:
        mentions[agent.ref if agent.ref in registers else agent.name] = "high"
    archive = known.archive
    return {
        "title": known.title,
        "genre": known.genre,
        "number": known.number,
        "abstract": known.abstract,
        "sender": stated(known.senders),
        "recipient": stated(known.recipients),
        "from": stated((known.place_from,) if known.place_from else ()),
        "to": stated(known.places_to),
        "mentions": sorted((name, level or "high") for name, level in mentions.items()),
        "sent": date(known.date),
        "received": date(known.received),
        "languages": sorted(set(known.languages)),
        "keywords": sorted(set(known.keywords)),
        "classification": known.classification,
        "repository": archive.repository,
        "settlement": archive.settlement,
        "country": archive.country,
        "collection": archive.collection,
        "shelfmark": archive.shelfmark,
        "source": known.source,
        "status": known.status,
        "editors": sorted(known.editors),
    }
