"""CSV, text corpus, GEXF, GraphML, BEACON and CITATION.cff, read by what others read them with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

import networkx
import pytest
import yaml

from tei_edition.edition import Edition, EditionDocument
from tei_edition.model.config import config_of
from tei_edition.model.metadata import Agent
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Identifier, Registers
from tei_edition.transformers import beacon, citation_cff, corpus, graph_files, tables
from tei_edition.transformers.csv_text import csv_bytes

HOSTILE = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", 'a "quoted", cell', "two\nlines", "Č\u202e"]


def files(module: object, edition: Edition) -> dict[str, OutputFile]:
    found: Iterator[OutputFile] = module.render(edition)  # type: ignore[attr-defined]
    return {file.path: file for file in found}


def rows(file: OutputFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))


def test_every_document_entry_and_mention_has_a_row(edition: Edition) -> None:
    made = files(tables, edition)
    documents = rows(made["tables/documents.csv"])
    assert [row["id"] for row in documents].count(edition.documents[0].id) == 1
    assert {row["id"] for row in documents} == {document.id for document in edition.documents}
    entities = rows(made["tables/entities.csv"])
    assert {row["id"] for row in entities} == {entity.id for entity in edition.registers}
    mentions = rows(made["tables/mentions.csv"])
    assert len(mentions) == sum(len(document.mentions) for document in edition.documents)


def test_a_letter_as_a_row(edition: Edition) -> None:
    found = rows(files(tables, edition)["tables/documents.csv"])
    row = next(row for row in found if row["id"] == "letter-1921-12-weidner-to-hallberg")
    assert row["sender_id"] == "clara-weidner"
    assert (row["earliest"], row["latest"]) == ("1921-12-01", "1921-12-24")
    assert row["edtf"]


def test_goethe_is_identified(edition: Edition) -> None:
    found = rows(files(tables, edition)["tables/entities.csv"])
    row = next(row for row in found if row["id"] == "johann-wolfgang-von-goethe")
    assert row["Wikidata"] == "Q5879"


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_is_a_formula_and_none_is_lost(cell: str) -> None:
    written = csv_bytes(("a", "b"), [(cell, "end")])
    assert written.startswith(b"\xef\xbb\xbfa,b\r\n")
    ((found, end),) = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))[1:]
    assert end == "end"
    assert found.removeprefix("'") == cell
    assert found[0] not in "=+-@\t\r"


def test_numbers_stay_numbers() -> None:
    assert csv_bytes(("a",), [("-33.5",)]).endswith(b"\r\n-33.5\r\n")


def test_corpus_has_the_words_and_their_metadata(edition: Edition) -> None:
    made = files(corpus, edition)
    found = rows(made["corpus/metadata.csv"])
    assert len(found) == len(made) - 1
    for row in found:
        assert made[f"corpus/{row['file']}"].content.strip()


@pytest.fixture(scope="module")
def graphs(edition: Edition) -> dict[str, networkx.DiGraph]:
    made = files(graph_files, edition)
    return {
        "gexf": networkx.read_gexf(_as_version_1_2(made["network/correspondence.gexf"].content)),
        "graphml": networkx.read_graphml(
            io.BytesIO(made["network/correspondence.graphml"].content)
        ),
    }


def _as_version_1_2(content: bytes) -> io.BytesIO:
    """networkx reads GEXF up to 1.2, in which the same graph is the same but for its namespace."""
    older = content.replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")
    return io.BytesIO(older.replace(b'version="1.3"', b'version="1.2"'))


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_network_as_networkx_reads_it(form: str, graphs: dict[str, networkx.DiGraph]) -> None:
    graph = graphs[form]
    assert graph.is_directed()
    by_label = {data["label"]: node for node, data in graph.nodes(data=True)}
    clara = next(node for node, data in graph.nodes(data=True) if data["entity"] == "clara-weidner")
    assert by_label[graph.nodes[clara]["label"]] == clara
    assert graph.nodes[clara]["kind"] == "person"
    assert graph.nodes[clara]["sent"] == sum(
        data["letters"] for _, _, data in graph.out_edges(clara, data=True)
    )
    for _, _, data in graph.edges(data=True):
        assert data["weight"] == data["letters"] >= 1


def test_both_networks_are_the_same(graphs: dict[str, networkx.DiGraph]) -> None:
    one, other = graphs["gexf"], graphs["graphml"]
    assert {e: one.edges[e]["letters"] for e in one.edges} == {
        e: other.edges[e]["letters"] for e in other.edges
    }
    assert len(one) == len(other) > 2


def with_base_url(edition: Edition, base_url: str) -> Edition:
    table = edition.config.edition.model_copy(update={"base_url": base_url})
    return replace(edition, config=edition.config.model_copy(update={"edition": table}))


def test_beacon_leads_to_the_pages(edition: Edition) -> None:
    made = files(beacon, with_base_url(edition, "https://example.org/e/"))
    lines = made["beacon/wikidata.txt"].content.decode().splitlines()
    assert lines[0] == "#FORMAT: BEACON"
    assert "#PREFIX: http://www.wikidata.org/entity/" in lines
    assert "#FEED: https://example.org/e/beacon/wikidata.txt" in lines
    goethe = next(line for line in lines if line.startswith("Q5879|"))
    _, documents, target = goethe.split("|")
    assert int(documents) >= 1
    assert target == "https://example.org/e/persons/johann-wolfgang-von-goethe.html"


def test_beacon_without_an_address_says_so(edition: Edition) -> None:
    made = files(beacon, with_base_url(edition, ""))["beacon/wikidata.txt"]
    assert [loss.fault.code for loss in made.losses] == ["PUB030"]
    assert b"|http" not in made.content


def test_beacon_takes_no_number_that_is_none(edition: Edition) -> None:
    entity = next(iter(edition.registers))
    false = replace(entity, identifiers=(Identifier("GND", "1|x\n#TARGET: evil"),))
    assert not files(beacon, replace(edition, registers=Registers((false,))))


def cff(toml: str, edition: Edition) -> dict[str, object]:
    changed = replace(edition, config=config_of(toml.encode()))
    found: dict[str, object] = yaml.safe_load(files(citation_cff, changed)["CITATION.cff"].content)
    return found


def test_citation_file(edition: Edition) -> None:
    found = cff(
        '[edition]\ntitle = "A: b"\ndate = "2024-05-01"\n'
        'licence = "https://creativecommons.org/licenses/by-sa/4.0/"\n'
        'editors = ["Weidner, Clara", "The Press"]\n'
        'base_url = "https://example.org"\n',
        edition,
    )
    assert found["authors"] == [
        {"family-names": "Weidner", "given-names": "Clara"},
        {"name": "The Press"},
    ]
    assert found["license"] == "CC-BY-SA-4.0"
    assert str(found["date-released"]) == "2024-05-01"
    assert found["title"] == "A: b"


def test_citation_file_of_an_edition_that_says_little(edition: Edition) -> None:
    found = cff('[edition]\ntitle = "Letters"\nlicence = "https://example.org/terms"\n', edition)
    assert found["authors"] == [{"name": "Letters"}]
    assert found["license-url"] == "https://example.org/terms"
    assert "license" not in found


def test_strange_names_pass_through(edition: Edition) -> None:
    document = next(document for document in edition.documents if document.kind == "letter")
    agents = (Agent('<b>&"'), Agent("=cmd"))
    changed = _with_senders(document, agents)
    strange = replace(edition, documents=(changed,))
    graph = networkx.read_graphml(
        io.BytesIO(files(graph_files, strange)["network/correspondence.graphml"].content)
    )
    assert {'<b>&"', "=cmd"} <= {data["label"] for _, data in graph.nodes(data=True)}
    assert rows(files(tables, strange)["tables/documents.csv"])[0]["sender"] == '<b>&" | =cmd'


def _with_senders(document: EditionDocument, agents: tuple[Agent, ...]) -> EditionDocument:
    metadata = replace(document.metadata, senders=agents, recipients=(Agent("X"),))
    return replace(document, metadata=metadata)
