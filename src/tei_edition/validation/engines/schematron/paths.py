"""Paths and attributes as closures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, cast

from lxml import etree

from tei_edition.validation.engines.schematron.alike import (
    gives_elements,
    is_one_attribute,
    is_single,
    nodes_in_1,
    walks_in,
)
from tei_edition.validation.engines.schematron.values import (
    Compiled,
    Run,
    Site,
    StaticContext,
    xpath_1,
)

__all__ = [
    "attribute",
    "attribute_names",
    "attributes",
    "clark",
    "found_nodes",
    "names_given",
    "query_run",
]


_below: Final = etree.XPath("1 + count(descendant::*)")


def attribute(token: Any, scope: StaticContext) -> Compiled | None:
    """An attribute with a name."""
    name = clark(token[0], scope)
    if name is None:
        return None

    def run(item: Any, site: Site) -> list[str]:
        value = item.get(name)
        return [] if value is None else [value]

    return Compiled("strings", run, is_single=True, is_nodes=True)


def attributes(token: Any, scope: StaticContext) -> Compiled | None:
    """Several attributes of an element, joined: ``@a | @b``."""
    names = attribute_names(token, scope)
    if names is None:
        return None

    def run(item: Any, site: Site) -> list[str]:
        return [value for name, value in item.items() if name in names]

    return Compiled("strings", run, is_nodes=True)


def attribute_names(token: Any, scope: StaticContext) -> frozenset[str] | None:
    """The names in ``@a | @b``, or in ``@a or @b``, which is true of the same elements."""
    if token.symbol in ("|", "or"):
        parts = [attribute_names(part, scope) for part in token]
        known = [part for part in parts if part is not None]
        return frozenset[str]().union(*known) if len(known) == len(parts) else None
    name = clark(token[0], scope) if is_one_attribute(token) else None
    return None if name is None else frozenset({name})


def clark(token: Any, scope: StaticContext) -> str | None:
    """The name in a test of names, in Clark notation; None if it has a wildcard."""
    if token.symbol != ":":
        return str(token.value) if token.symbol == "(name)" else None
    namespace = scope.namespaces.get(str(token[0].value))
    return f"{{{namespace}}}{token[1].value}" if namespace else None


def found_nodes(token: Any, scope: StaticContext) -> Compiled | None:
    """What libxml2 finds; an absolute path is the same for all nodes of a document."""
    text = nodes_in_1(token, walks=True)
    if text is None or not (gives_elements(token) or _ends_in_attribute(token)):
        return None
    query, names = xpath_1(text, scope.namespaces), names_given(token, scope)
    if query is None or names is None:
        return None
    kind = "elements" if gives_elements(token) else "strings"
    found = Compiled(kind, query_run(query, names), is_single=is_single(token), is_nodes=True)
    if token.symbol == "//" and len(token) == 1 and is_one_attribute(token[0]):
        name = clark(token[0][0], scope)
        if name is not None:  # as the ids of a document
            return replace(found, run=lambda item, site: site.values(name), is_absolute=True)
    if text.startswith("/") and not names:
        return replace(found, run=lambda item, site: site.once(query), is_absolute=True)
    if not walks_in(token):
        return found
    pay, run = _price(token, text), found.run

    def walking(item: Any, site: Site) -> Any:
        pay(item, site)
        return run(item, site)

    return replace(found, run=walking)


def _price(token: Any, text: str) -> Callable[[etree._Element, Site], None]:
    """What a walk costs: its siblings, what is in it, or the whole document."""
    symbols = {part.symbol for part in token.iter()}
    if text.startswith("/") or symbols & {"following", "preceding"}:
        return lambda item, site: site.walk()
    if symbols & {"following-sibling", "preceding-sibling"}:
        return _pay_for_siblings
    return lambda item, site: site.spend(int(cast(float, _below(item))))


def _pay_for_siblings(item: etree._Element, site: Site) -> None:
    parent = item.getparent()
    site.spend(1 if parent is None else len(parent))


def names_given(token: Any, scope: StaticContext) -> tuple[str, ...] | None:
    """The variables that libxml2 is to be given; None if they are not all single strings."""
    names = sorted({str(part[0].value) for part in token.iter() if part.symbol == "$"})
    known = all(name in scope.kinds and scope.kinds[name].kind == "string" for name in names)
    return tuple(names) if known else None


def query_run(query: etree.XPath, names: tuple[str, ...]) -> Run:
    """What libxml2 says, given some variables."""
    if not names:
        return lambda item, site: query(item)

    def run(item: Any, site: Site) -> Any:
        return query(item, **{name: site.variables[name] for name in names})

    return run


def _ends_in_attribute(token: Any) -> bool:
    if token.symbol in ("/", "//", "["):
        return len(token) > 0 and _ends_in_attribute(token[0 if token.symbol == "[" else -1])
    return bool(token.symbol in ("@", "attribute"))
