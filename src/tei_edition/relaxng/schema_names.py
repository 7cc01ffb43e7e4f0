"""Name classes of a schema, read and checked.

Source: https://relaxng.org/spec-20011203.html#IDA3FZR
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.relaxng.datatypes.simple_types import is_ncname
from tei_edition.relaxng.name_classes import NameClass, clark, names_in
from tei_edition.relaxng.syntax import Context, children_of, local_name, text_of

__all__ = ["NAME_CLASSES", "check_attribute_names", "read_name", "read_name_class"]

NAME_CLASSES: Final = frozenset({"name", "anyName", "nsName", "choice"})
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_XMLNS: Final = "http://www.w3.org/2000/xmlns"


def read_name(element: etree._Element, text: str, context: Context) -> NameClass:
    """The class of one name, with or without prefix."""
    name = text.strip()
    prefix, colon, local = name.rpartition(":")
    if not is_ncname(local) or (colon and not is_ncname(prefix)):
        raise context.error(element, f"{name!r} is no name")
    if not colon:
        return "name", clark(context.ns, local)
    uri = _XML if prefix == "xml" else element.nsmap.get(prefix)
    if uri is None:
        raise context.error(element, f"the prefix of {name!r} is not declared")
    return "name", clark(uri, local)


def read_name_class(
    element: etree._Element, context: Context, within: frozenset[str] = frozenset()
) -> NameClass:
    """A name class; ``within`` names the wildcards whose exception it is in."""
    outer, kind = context, local_name(element)
    context = outer.inside(element)
    if kind == "name":
        return read_name(element, text_of(element, context), context)
    children = children_of(element, context)
    if kind == "choice":
        if not children:
            raise context.error(element, "<choice> is empty")
        return "choice", *(read_name_class(child, context, within) for child in children)
    if kind not in NAME_CLASSES:
        raise context.error(element, f"<{kind}> where a name class is expected")
    if kind in within or (kind == "anyName" and within):
        raise context.error(element, f"<{kind}> in the exception of a wildcard")
    excepted = _excepted(element, children, context, within | {kind, "anyName"})
    return ("any", *excepted) if kind == "anyName" else ("ns", context.ns, *excepted)


def _excepted(
    element: etree._Element,
    children: list[etree._Element],
    context: Context,
    within: frozenset[str],
) -> tuple[NameClass, ...]:
    if not children:
        return ()
    if len(children) > 1 or local_name(children[0]) != "except":
        raise context.error(element, "a wildcard holds one <except>, nothing else")
    context = context.inside(children[0])
    classes = children_of(children[0], context)
    if not classes:
        raise context.error(children[0], "<except> is empty")
    return tuple(read_name_class(child, context, within) for child in classes)


def check_attribute_names(name_class: NameClass, element: etree._Element, context: Context) -> None:
    """Namespace declarations are no attributes; raises GrammarError."""
    if name_class[0] == "ns" and name_class[1] == _XMLNS:
        raise context.error(element, "namespace declarations are no attributes")
    for name in names_in(name_class):
        if name == "xmlns" or name.startswith(f"{{{_XMLNS}}}"):
            raise context.error(element, "namespace declarations are no attributes")
    for part in name_class[1:]:
        if isinstance(part, tuple):
            check_attribute_names(part, element, context)
