"""Expressions as Python functions on lxml's elements, where the outcome is that of XPath 3.1.

Only expressions whose types are known beforehand, and that cannot fail, are taken: so nothing is
lost by not asking for the types of values, and the order of evaluation does not show. What walks
through the document is left to libxml2, as far as ``alike`` allows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from lxml import etree

from tei_edition.validation.engines.schematron.alike import (
    COMPARED,
    is_one_attribute,
    nodes_in_1,
    truth_in_1,
)
from tei_edition.validation.engines.schematron.functions import FUNCTIONS
from tei_edition.validation.engines.schematron.logic import both, chosen, compared, negated
from tei_edition.validation.engines.schematron.paths import (
    attribute,
    attribute_names,
    attributes,
    clark,
    found_nodes,
    names_given,
    query_run,
)
from tei_edition.validation.engines.schematron.values import (
    ELEMENT,
    STRING,
    Compiled,
    Run,
    Site,
    StaticContext,
    strings_of,
    text_of,
    truth_of,
    xpath_1,
)

__all__ = ["compile_closure", "compile_test"]

_GENERAL: Final = ("=", "!=", "<", "<=", ">", ">=")
_TRUTHS: Final = frozenset({"not", "boolean", "and", "or", "empty", "exists", "some", "every"})
_name_of: Final = etree.XPath("name()", smart_strings=False)


def compile_closure(
    token: Any, namespaces: Mapping[str, str], kinds: Mapping[str, Compiled], *, truth: bool
) -> Compiled | None:
    """The function of a parsed expression for elements; None if it has none that is certain.

    ``kinds`` are the variables whose values are known to be of a kind; with ``truth``, the
    function gives the effective boolean value.
    """
    scope = StaticContext(namespaces, kinds, ELEMENT)
    if truth:
        run = _truth(token, scope)
        return None if run is None else Compiled("boolean", run)
    return _value(token, scope)


def compile_test(token: Any, namespaces: Mapping[str, str]) -> Run | None:
    """The function of a predicate that asks for the truth, not for the position."""
    if truth_in_1(token) is None and not _is_boolean(token):
        return None
    return _truth(token, StaticContext(namespaces, {}, ELEMENT))


def _truth(token: Any, scope: StaticContext) -> Run | None:
    """The effective boolean value."""
    if scope.item.kind == "elements":
        if is_one_attribute(token):
            name = clark(token[0], scope)
            return None if name is None else lambda item, site: item.get(name) is not None
        names = attribute_names(token, scope)
        if names is not None:
            return lambda item, site: not names.isdisjoint(item.keys())
        text = truth_in_1(token)
        asked = None if text is None else _asked(text, token, scope)
        if asked is not None:
            return asked
    symbol, arity = token.symbol, len(token)
    if symbol == "(" and arity == 1:
        return _truth(token[0], scope)
    if symbol in ("and", "or"):
        return both(symbol, *(_truth(part, scope) for part in token))
    if symbol in ("not", "boolean", "empty", "exists") and arity == 1:
        inner = (
            _truth(token[0], scope) if symbol in ("not", "boolean") else _is_any(token[0], scope)
        )
        return negated(inner) if inner and symbol in ("not", "empty") else inner
    if symbol in ("|", "union") and arity == 2:
        return both("or", *(_is_any(part, scope) for part in token))
    if symbol in (">", "gt") and token[0].symbol == "count" and token[1].symbol == "(integer)":
        some = _truth(token[0][0], scope) if int(token[1].value) == 0 else None
        if some is not None and _is_path(token[0][0]):
            return some
    if symbol == "if" and arity == 3:
        return chosen(*(_truth(part, scope) for part in token))
    if symbol in ("some", "every"):
        return _quantified(token, scope)
    value = _value(token, scope)
    return None if value is None else truth_of(value)


def _asked(text: str, token: Any, scope: StaticContext) -> Run | None:
    query, names = xpath_1(f"boolean({text})", scope.namespaces), names_given(token, scope)
    return None if query is None or names is None else query_run(query, names)


def _is_path(token: Any) -> bool:
    """Whether it is nodes: their number is above 0 if it is true."""
    if token.symbol in ("|", "union"):
        return all(_is_path(part) for part in token)
    return nodes_in_1(token, walks=True) is not None


def _is_any(token: Any, scope: StaticContext) -> Run | None:
    value = _value(token, scope)
    if value is None:
        return None
    run = value.run
    if value.kind in ("strings", "elements"):
        return lambda item, site: bool(run(item, site))
    return lambda item, site: True


def _quantified(token: Any, scope: StaticContext) -> Run | None:
    """``some`` and ``every`` over strings, with one variable; not one in another."""
    name = str(token[0][0].value)
    if len(token) != 3 or scope.in_loop or name in scope.kinds:
        return None
    values = strings_of(_value(token[1], scope))
    inner = replace(scope, kinds={**scope.kinds, name: STRING}, in_loop=True)
    test = _truth(token[2], inner)
    if values is None or test is None or scope.item.kind != "elements":
        return None
    wanted = token.symbol == "some"

    def run(item: Any, site: Site) -> bool:
        variables = site.variables
        for value in values(item, site):
            site.spend()
            variables[name] = value
            if bool(test(item, site)) is wanted:
                return wanted
        return not wanted

    return run


def _value(token: Any, scope: StaticContext) -> Compiled | None:
    symbol, arity = token.symbol, len(token)
    if symbol == "(" and arity == 1:
        return _value(token[0], scope)
    if symbol == "(string)":
        text = str(token.value)
        return Compiled("string", lambda item, site: text, is_single=True)
    if symbol == "(integer)" or (symbol == "-" and arity == 1 and token[0].symbol == "(integer)"):
        number = int(token.value) if arity == 0 else -int(token[0].value)
        return Compiled("number", lambda item, site: number, is_integer=True)
    if symbol == "." and arity == 0:
        return scope.item
    if symbol == "$":
        return _variable(str(token[0].value), scope)
    if symbol in ("count", "name"):
        return _counted(token, scope) if symbol == "count" else _named(token, scope)
    if symbol in FUNCTIONS and arity > 0:
        return FUNCTIONS[symbol](token, [_text(part, scope) for part in token])
    if symbol in _TRUTHS or symbol in _GENERAL or symbol in COMPARED:
        run = _truth(token, scope) if symbol in _TRUTHS else None
        if run is None and arity == 2 and symbol not in _TRUTHS:
            run = compared(symbol, _value(token[0], scope), _value(token[1], scope))
        return None if run is None else Compiled("boolean", run)
    return _path(token, scope)


def _variable(name: str, scope: StaticContext) -> Compiled | None:
    known = scope.kinds.get(name)
    if known is None:
        return None
    return replace(known, run=lambda item, site: site.variables[name], is_absolute=False)


def _path(token: Any, scope: StaticContext) -> Compiled | None:
    symbol, arity = token.symbol, len(token)
    if symbol == "[" and arity == 2:
        filtered = _filtered(token, scope)
        if filtered is not None:
            return filtered
    if scope.item.kind == "elements":
        if is_one_attribute(token):
            return attribute(token, scope)
        if symbol == "|":
            return attributes(token, scope)
        found = found_nodes(token, scope)
        if found is not None:
            return found
    if symbol == "/" and arity == 2:
        return _mapped(token, scope)
    return None


def _filtered(token: Any, scope: StaticContext) -> Compiled | None:
    """Strings of which some are chosen, by number or by a test."""
    base = _value(token[0], scope)
    if base is None or base.kind != "strings":
        return None
    run, chosen = base.run, token[1]
    if chosen.symbol == "last" and len(chosen) == 0:
        return replace(base, run=lambda item, site: run(item, site)[-1:], is_single=True)
    if chosen.symbol == "(integer)":
        start = int(chosen.value) - 1
        if start < 0 or token[0].symbol in ("@", "attribute", "/", "//"):
            return None  # in a path, the number counts in the last step only
        return replace(
            base, run=lambda item, site: run(item, site)[start : start + 1], is_single=True
        )
    test = _truth(chosen, replace(scope, item=STRING)) if _is_boolean(chosen) else None
    if test is None:
        return None

    def kept(item: Any, site: Site) -> list[str]:
        return [value for value in run(item, site) if test(value, site)]

    return replace(base, run=kept)


def _is_boolean(token: Any) -> bool:
    """Whether it gives a truth value: a number would ask for the position."""
    if token.symbol == "(":
        return len(token) == 1 and _is_boolean(token[0])
    boolean = ("starts-with", "ends-with", "contains", *_GENERAL, *COMPARED)
    return token.symbol in _TRUTHS or token.symbol in boolean


def _mapped(token: Any, scope: StaticContext) -> Compiled | None:
    """A function of each of several attributes: ``(@a | @b)/tokenize(., ' ')``."""
    left = _value(token[0], scope)
    if left is None or left.kind != "strings" or not left.is_nodes:
        return None
    right = _value(token[1], replace(scope, item=STRING))
    values = strings_of(right)
    if right is None or values is None or right.kind not in ("string", "strings"):
        return None
    run = left.run
    return Compiled(
        "strings",
        lambda item, site: [part for value in run(item, site) for part in values(value, site)],
        is_single=left.is_single and right.is_single,
    )


def _text(token: Any, scope: StaticContext) -> Run | None:
    """The argument of a function that takes one string, or nothing, which counts as ""."""
    value = _value(token, scope)
    values = strings_of(value)
    if value is None or values is None or not value.is_single:
        return None
    if value.kind == "string":
        return value.run
    if value is ELEMENT:
        return lambda item, site: text_of(item)

    def run(item: Any, site: Site) -> str:
        found = values(item, site)
        return str(found[0]) if found else ""

    return run


def _counted(token: Any, scope: StaticContext) -> Compiled | None:
    value = _value(token[0], scope)
    if value is None or value.kind not in ("strings", "elements"):
        return None
    run = value.run
    return Compiled("number", lambda item, site: len(run(item, site)), is_integer=True)


def _named(token: Any, scope: StaticContext) -> Compiled | None:
    """name() of the context element."""
    is_own = len(token) == 0 or token[0].symbol == "."
    if scope.item.kind != "elements" or not is_own:
        return None
    return Compiled("string", lambda item, site: str(_name_of(item)), is_single=True)
