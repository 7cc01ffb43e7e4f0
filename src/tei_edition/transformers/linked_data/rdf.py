"""The RDF graph that a JSON-LD file of ours stands for, as a tree of statements.

Only what our context and our models use is understood: plain values, typed values, pointers, and
nodes within nodes.

Source: https://www.w3.org/TR/json-ld11-api/#deserialize-json-ld-to-rdf-algorithm
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from tei_edition.transformers.linked_data.context import PREFIXES, datatype_of, iri_of
from tei_edition.transformers.linked_data.schema_org import Graph

__all__ = ["RDF_TYPE", "XSD_STRING", "Iri", "Node", "TypedLiteral", "nodes_of"]

RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD: Final = PREFIXES["xsd"]
_ABSOLUTE: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")
XSD_STRING: Final = f"{_XSD}string"


@dataclass(frozen=True, slots=True)
class Iri:
    """The name of a thing; relative where the edition has no address."""

    value: str


@dataclass(frozen=True, slots=True)
class TypedLiteral:
    """A value; ``datatype`` is an IRI."""

    text: str
    datatype: str = XSD_STRING


@dataclass(frozen=True, slots=True)
class Node:
    """What is said of a thing: pairs of a property and its value; ``name`` is None if it has none.

    A thing without name is the value of one statement only.
    """

    name: Iri | None
    statements: tuple[tuple[Iri, Iri | TypedLiteral | Node], ...]


def nodes_of(graph: Graph, base: str = "") -> Iterator[Node]:
    """The nodes of a graph; ``base`` is what relative names are relative to, if anything."""
    for node in graph.written():
        yield _node(node, base)


def _node(node: Mapping[str, Any], base: str) -> Node:
    name = Iri(_resolved(node["@id"], base)) if "@id" in node else None
    return Node(name, tuple(_statements(node, base)))


def _statements(
    node: Mapping[str, Any], base: str
) -> Iterator[tuple[Iri, Iri | TypedLiteral | Node]]:
    for term, values in node.items():
        for value in values if isinstance(values, list) else [values]:
            if term == "@type":
                yield Iri(RDF_TYPE), Iri(iri_of(value))
            elif term != "@id":
                yield Iri(iri_of(term)), _value(term, value, base)


def _value(term: str, value: object, base: str) -> Iri | TypedLiteral | Node:
    if isinstance(value, Mapping):
        if "@value" in value:
            return TypedLiteral(value["@value"], iri_of(value["@type"]))
        if value.keys() == {"@id"}:
            return Iri(_resolved(value["@id"], base))
        return _node(value, base)
    if isinstance(value, int):
        return TypedLiteral(str(value), f"{_XSD}integer")
    if isinstance(value, float):
        return _number(value)
    kind = datatype_of(term)
    if kind == "@id":
        return Iri(_resolved(str(value), base))
    return TypedLiteral(str(value), iri_of(kind) if kind else XSD_STRING)


def _number(value: float) -> TypedLiteral:
    """A number as JSON-LD has it: whole ones are integers, others canonical doubles."""
    if value.is_integer():
        return TypedLiteral(str(int(value)), f"{_XSD}integer")
    digits, _, exponent = f"{value:.15E}".partition("E")
    return TypedLiteral(f"{digits.rstrip('0')}E{int(exponent)}", f"{_XSD}double")


def _resolved(address: str, base: str) -> str:
    return urljoin(base, address) if base and not _ABSOLUTE.match(address) else address
