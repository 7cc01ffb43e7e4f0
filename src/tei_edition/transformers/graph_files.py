"""The network of correspondents for Gephi, Cytoscape, igraph and their like: GEXF and GraphML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tei_edition.edition import Edition, EditionDocument
from tei_edition.model.output import OutputFile
from tei_edition.transformers.chronology import year_of
from tei_edition.transformers.connections import published
from tei_edition.transformers.correspondences import UNKNOWN, correspondences_in
from tei_edition.transformers.flows import Party

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "network"
DESCRIPTION: Final = "the network of correspondents: GEXF and GraphML"

_GEXF: Final = "http://gexf.net/1.3"
_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
_NODE_COLUMNS: Final = (
    ("entity", "string"),
    ("kind", "string"),
    ("sent", "int"),
    ("received", "int"),
)
_EDGE_COLUMNS: Final = (("letters", "int"), ("first", "int"), ("last", "int"))


@dataclass(frozen=True, slots=True)
class _Node:
    """A correspondent; ``cells`` are the values under ``_NODE_COLUMNS``, "" where not known."""

    id: str
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    """The letters from one to the other; ``cells`` are the values under ``_EDGE_COLUMNS``."""

    id: str
    source: str
    target: str
    letters: int
    cells: tuple[str, ...]


def render(edition: Edition) -> Iterator[OutputFile]:
    """``network/correspondence.gexf`` (1.3) and ``network/correspondence.graphml``, directed.

    Nodes are those of whom a sent or received letter is known, edges have the number of letters as
    weight, and the first and last year. Letters of unknown sender or addressee are left out.
    """
    directions = _directions(edition)
    numbers = {party: f"n{n}" for n, party in enumerate(sorted({p for d in directions for p in d}))}
    nodes = tuple(_nodes(directions, numbers, edition))
    edges = tuple(_edges(directions, numbers))
    yield OutputFile("network/correspondence.gexf", _written(_gexf(nodes, edges, edition)))
    yield OutputFile("network/correspondence.graphml", _written(_graphml(nodes, edges)))


def _directions(edition: Edition) -> dict[tuple[Party, Party], tuple[EditionDocument, ...]]:
    letters = (document for document in published(edition) if document.kind == "letter")
    found: dict[tuple[Party, Party], tuple[EditionDocument, ...]] = {}
    for one in correspondences_in(letters, edition.registers).all:
        if UNKNOWN not in one.parties:
            for direction, sent in zip((one.parties, one.parties[::-1]), one.sent, strict=True):
                if sent:
                    found.setdefault(direction, sent)
    return dict(sorted(found.items()))


def _nodes(
    directions: dict[tuple[Party, Party], tuple[EditionDocument, ...]],
    numbers: dict[Party, str],
    edition: Edition,
) -> Iterator[_Node]:
    sent: Counter[Party] = Counter()
    received: Counter[Party] = Counter()
    for (sender, recipient), letters in directions.items():
        sent[sender] += len(letters)
        received[recipient] += len(letters)
    for party, number in numbers.items():
        entity = edition.registers.find(party.id) if party.id else None
        kind = "" if entity is None else entity.kind.value
        cells = (party.id, kind, str(sent[party]), str(received[party]))
        yield _Node(number, party.name, cells)


def _edges(
    directions: dict[tuple[Party, Party], tuple[EditionDocument, ...]], numbers: dict[Party, str]
) -> Iterator[_Edge]:
    for number, ((sender, recipient), letters) in enumerate(directions.items()):
        years = [year for letter in letters if (year := year_of(letter)) is not None]
        first, last = (str(min(years)), str(max(years))) if years else ("", "")
        cells = (str(len(letters)), first, last)
        yield _Edge(f"e{number}", numbers[sender], numbers[recipient], len(letters), cells)


def _gexf(nodes: Sequence[_Node], edges: Sequence[_Edge], edition: Edition) -> etree._Element:
    root = _root(_GEXF, "gexf")
    root.set("version", "1.3")
    meta = _add(root, "meta")
    _add(meta, "creator").text = edition.config.edition.publisher or edition.config.edition.title
    _add(meta, "description").text = edition.config.edition.title
    graph = _add(root, "graph", mode="static", defaultedgetype="directed")
    for kind, columns in (("node", _NODE_COLUMNS), ("edge", _EDGE_COLUMNS)):
        attributes = _add(graph, "attributes", **{"class": kind})
        for number, (title, form) in enumerate(columns):
            named = {"title": title, "type": "integer" if form == "int" else form}
            _add(attributes, "attribute", id=str(number), **named)
    above = _add(graph, "nodes")
    for node in nodes:
        _add_values(_add(above, "node", id=node.id, label=node.label), node.cells)
    above = _add(graph, "edges")
    for edge in edges:
        ends = {"source": edge.source, "target": edge.target, "weight": str(edge.letters)}
        _add_values(_add(above, "edge", id=edge.id, **ends), edge.cells)
    return root


def _add_values(above: etree._Element, cells: Sequence[str]) -> None:
    values = _add(above, "attvalues")
    for number, cell in enumerate(cells):
        if cell:
            _add(values, "attvalue", **{"for": str(number), "value": cell})


def _graphml(nodes: Sequence[_Node], edges: Sequence[_Edge]) -> etree._Element:
    root = _root(_GRAPHML, "graphml")
    node_columns = (("label", "string"), *_NODE_COLUMNS)
    edge_columns = (("weight", "int"), *_EDGE_COLUMNS)
    for kind, columns in (("node", node_columns), ("edge", edge_columns)):
        for name, form in columns:
            declared = {"for": kind, "attr.name": name, "attr.type": form}
            _add(root, "key", id=f"{kind}-{name}", **declared)
    graph = _add(root, "graph", id="correspondence", edgedefault="directed")
    for node in nodes:
        _add_data(_add(graph, "node", id=node.id), node_columns, (node.label, *node.cells), "node")
    for edge in edges:
        element = _add(graph, "edge", id=edge.id, source=edge.source, target=edge.target)
        _add_data(element, edge_columns, (str(edge.letters), *edge.cells), "edge")
    return root


def _add_data(
    above: etree._Element, columns: Sequence[tuple[str, str]], cells: Sequence[str], kind: str
) -> None:
    for (name, _), cell in zip(columns, cells, strict=True):
        if cell:
            _add(above, "data", key=f"{kind}-{name}").text = cell


def _root(namespace: str, name: str) -> etree._Element:
    default: dict[str | None, str] = {None: namespace}
    return etree.Element(f"{{{namespace}}}{name}", nsmap=default)  # type: ignore[arg-type]


def _add(above: etree._Element, name: str, **attributes: str) -> etree._Element:
    namespace = etree.QName(above).namespace
    return etree.SubElement(above, f"{{{namespace}}}{name}", dict(attributes))


def _written(root: etree._Element) -> bytes:
    etree.indent(root, " ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
