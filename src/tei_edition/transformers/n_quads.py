"""N-Quads: the graph of the whole edition, one statement a line, for triple stores.

Source: https://www.w3.org/TR/n-quads/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Location, Severity
from tei_edition.model.config import CONFIG_NAME
from tei_edition.model.output import Loss, OutputFile
from tei_edition.transformers.linked_data.files import EDITION, edition_graph
from tei_edition.transformers.linked_data.literals import quoted, written_iri
from tei_edition.transformers.linked_data.rdf import (
    XSD_STRING,
    Iri,
    Node,
    TypedLiteral,
    nodes_of,
)

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "n_quads"
DESCRIPTION: Final = "N-Quads: the graph of the whole edition, for triple stores"

_PATH: Final = f"{EDITION}.nq"
# A name that is reserved for what is no host (RFC 6761, 6.4), so that nothing is taken for another.
_NOWHERE: Final = "https://edition.invalid/"
NO_ADDRESS: Final = Fault(
    "PUB033",
    "quads_without_address",
    Severity.WARNING,
    """N-Quads do not say where the edition's pages are.

Why:    N-Quads have no relative addresses; without the edition's own the things in them are named
        https://edition.invalid/…, which leads nowhere and is the same for every edition.
Fails:  [publish] formats = ["n_quads"] without [edition] base_url.
Passes: [edition] base_url = "https://example.org/letters/"
Remedy: give base_url in edition.toml, or take Turtle ("turtle"), which has relative addresses.
Source: https://www.w3.org/TR/n-quads/#sec-iri
""",
)


def render(edition: Edition) -> Iterator[OutputFile]:
    """``edition.nq``: the graph of ``edition.jsonld``, all in the default graph."""
    base = edition.config.edition.base_url
    nodes = nodes_of(edition_graph(edition), base or _NOWHERE)
    content = "".join(_lines(nodes)).encode()
    yield OutputFile(_PATH, content, () if base else (_loss(),))


def _loss() -> Loss:
    return Loss(
        NO_ADDRESS,
        f"{_PATH} names its things {_NOWHERE}…, for the edition has no address",
        "give [edition] base_url",
        Location(CONFIG_NAME),
    )


def _lines(nodes: Iterable[Node]) -> Iterator[str]:
    numbers = count(1)
    for node in nodes:
        yield from _described(node, numbers)


def _described(node: Node, numbers: Iterator[int], label: str = "") -> Iterator[str]:
    """The statements about a node, then those about what it leads to without a name."""
    subject = label if node.name is None else _term(node.name)
    within: list[tuple[Node, str]] = []
    for name, value in node.statements:
        if isinstance(value, Node):
            written = f"_:b{next(numbers)}"
            within.append((value, written))
        else:
            written = _term(value)
        yield f"{subject} {_term(name)} {written} .\n"
    for inner, inner_label in within:
        yield from _described(inner, numbers, inner_label)


def _term(term: Iri | TypedLiteral) -> str:
    if isinstance(term, Iri):
        return written_iri(term.value)
    if term.datatype == XSD_STRING:
        return quoted(term.text)
    return f"{quoted(term.text)}^^{written_iri(term.datatype)}"
