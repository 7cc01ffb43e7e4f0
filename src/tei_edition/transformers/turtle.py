"""Turtle: the graphs of the JSON-LD files in a form that people can read.

Source: https://www.w3.org/TR/turtle/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tei_edition.edition import Edition
from tei_edition.model.output import OutputFile
from tei_edition.transformers.linked_data.context import PREFIXES, VOCABULARY
from tei_edition.transformers.linked_data.files import graphs_of
from tei_edition.transformers.linked_data.literals import quoted, written_iri
from tei_edition.transformers.linked_data.rdf import (
    RDF_TYPE,
    XSD_STRING,
    Iri,
    Node,
    TypedLiteral,
    nodes_of,
)

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "turtle"
DESCRIPTION: Final = "Turtle: the graphs of the JSON-LD files"

_PREFIXES: Final = {**PREFIXES, "schema": VOCABULARY}
_HEAD: Final = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in _PREFIXES.items())


def render(edition: Edition) -> Iterator[OutputFile]:
    """``letters/ID.ttl``, ``persons/ID.ttl`` and their like, ``edition.ttl`` for all.

    Names are relative to the file where the edition has no ``base_url``.
    """
    for one in graphs_of(edition):
        text = "\n".join((_HEAD, *(_described(node) for node in nodes_of(one.graph()))))
        yield OutputFile(f"{one.address}.ttl", text.encode())


def _described(node: Node) -> str:
    subject = "[]" if node.name is None else written_iri(node.name.value)
    return f"{subject}\n{_statements(node, '    ')} .\n"


def _statements(node: Node, indent: str) -> str:
    """One line for each property, values apart by commas."""
    by_property: dict[str, list[str]] = {}
    for name, value in node.statements:
        key = "a" if name.value == RDF_TYPE else _short(name.value)
        by_property.setdefault(key, []).append(_value(value, indent))
    return " ;\n".join(f"{indent}{key} {_listed(values)}" for key, values in by_property.items())


def _listed(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(values))


def _value(value: Iri | TypedLiteral | Node, indent: str) -> str:
    if isinstance(value, Iri):
        return _short(value.value)
    if isinstance(value, Node):
        return f"[\n{_statements(value, indent + '    ')}\n{indent}]"
    written = quoted(value.text)
    return written if value.datatype == XSD_STRING else f"{written}^^{_short(value.datatype)}"


def _short(iri: str) -> str:
    """A name with a prefix, where one fits and the rest is a plain word."""
    for prefix, namespace in _PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest.isascii() and rest.isalnum():
            return f"{prefix}:{rest}"
    return written_iri(iri)
