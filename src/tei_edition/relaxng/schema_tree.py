"""What a schema says, file by file read into trees of plain tuples: sections 4.1 to 4.18.

A tree is ``(kind, …)``: ``("element"|"attribute", name class, content, gloss, place)``,
``("group"|"interleave"|"choice", [trees])``, the same with one tree for ``oneOrMore``,
``zeroOrMore``, ``optional`` and ``list``, ``("ref", scope, name, place)`` with name None for the
start, ``("data", Data, tree or None)``, ``("value", Value)``, ``("text",)``, ``("empty",)``,
``("notAllowed",)``. A place is a GrammarError without words: file and line.
Source: https://relaxng.org/spec-20011203.html#simplification
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from lxml import etree

from tei_edition.relaxng.datatypes import Data, UnknownType, Value
from tei_edition.relaxng.errors import GrammarError
from tei_edition.relaxng.schema_names import (
    NAME_CLASSES,
    check_attribute_names,
    read_name,
    read_name_class,
)
from tei_edition.relaxng.scopes import Scope, Tree, joined
from tei_edition.relaxng.sources import Sources, resolved
from tei_edition.relaxng.syntax import Context, children_of, gloss_of, local_name, text_of

__all__ = ["SchemaReader"]

_MAX_FILES: Final = 200
_MAX_NESTING: Final = 150
_MANY: Final = frozenset({"group", "interleave", "choice"})
_ONE: Final = frozenset({"oneOrMore", "zeroOrMore", "optional", "list", "mixed"})
_LEAVES: Final = frozenset({"text", "empty", "notAllowed"})


@dataclass(slots=True)
class _Component:
    """A define or start, with the context that it stands in."""

    element: etree._Element
    context: Context
    name: str | None
    files: tuple[str, ...]


class SchemaReader:
    """Reads a schema and the files that it refers to."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.files: dict[str, bytes] = {}
        self._roots: dict[str, etree._Element] = {}
        self._scopes: list[Scope] = []
        self._opened = 0
        self._nesting = 0

    def read(self, name: str) -> Tree:
        """The tree of the whole schema; raises GrammarError."""
        root = self._root(name)
        tree = self._pattern(root, Context(name, name), (name,))
        for scope in self._scopes:
            for wanted, error in scope.references:
                if wanted not in scope.trees:
                    raise error
        return tree

    def _root(self, name: str) -> etree._Element:
        self._opened += 1
        if self._opened > _MAX_FILES:
            raise GrammarError(f"the schema refers to files more than {_MAX_FILES} times", name)
        if name not in self._roots:
            self.files[name] = self.sources.read(name)
            self._roots[name] = self.sources.parse(self.files[name], name)
        return self._roots[name]

    def _referred(
        self, element: etree._Element, context: Context, files: tuple[str, ...]
    ) -> tuple[etree._Element, Context, tuple[str, ...]]:
        try:
            name = resolved(context.base, element.get("href", ""))
        except GrammarError as error:
            raise context.error(element, error.message) from None
        if name in files:
            raise context.error(element, f"{name} refers to itself")
        root = self._root(name)
        return root, Context(name, name, context.ns, "", context.scope), (*files, name)

    def _pattern(self, element: etree._Element, outer: Context, files: tuple[str, ...]) -> Tree:
        self._nesting += 1
        if self._nesting > _MAX_NESTING:
            raise outer.error(element, f"patterns are nested deeper than {_MAX_NESTING} levels")
        try:
            return self._read(element, outer, files)
        finally:
            self._nesting -= 1

    def _read(self, element: etree._Element, outer: Context, files: tuple[str, ...]) -> Tree:
        kind = local_name(element)
        context = outer.inside(element)
        if kind in _ONE or kind in _MANY:
            trees = self._patterns(element, context, files, children_of(element, context))
            return _combined(kind, trees)
        if kind in ("element", "attribute"):
            return self._named(element, kind, context, files)
        if kind in ("ref", "parentRef"):
            self._nothing_in(element, context)
            return _reference(element, kind, context)
        if kind in _LEAVES:
            self._nothing_in(element, context)
            return (kind,)
        if kind == "value":
            return self._value(element, context)
        if kind == "data":
            return self._data(element, context, files)
        if kind == "externalRef":
            self._nothing_in(element, context)
            root, inner, opened = self._referred(element, context, files)
            return self._pattern(root, inner, opened)
        if kind == "grammar":
            return self._grammar(element, context, files)
        raise context.error(element, f"<{kind}> where a pattern is expected")

    @staticmethod
    def _nothing_in(element: etree._Element, context: Context) -> None:
        if children_of(element, context):
            raise context.error(element, f"<{local_name(element)}> must be empty")

    def _patterns(
        self,
        element: etree._Element,
        context: Context,
        files: tuple[str, ...],
        children: list[etree._Element],
    ) -> list[Tree]:
        if not children:
            raise context.error(element, f"<{local_name(element)}> holds no pattern")
        return [self._pattern(child, context, files) for child in children]

    def _named(
        self, element: etree._Element, kind: str, context: Context, files: tuple[str, ...]
    ) -> Tree:
        children = children_of(element, context)
        name = element.get("name")
        if name is not None:
            without = kind == "attribute" and element.get("ns") is None
            naming = replace(context, ns="") if without else context
            name_class = read_name(element, name, naming)
        elif children and local_name(children[0]) in NAME_CLASSES:
            name_class = read_name_class(children.pop(0), context)
        else:
            raise context.error(element, f"<{kind}> has no name")
        if kind == "attribute":
            check_attribute_names(name_class, element, context)
            if len(children) > 1:
                raise context.error(element, "<attribute> holds more than one pattern")
            if not children:
                return self._made(kind, name_class, ("text",), element, context)
        content = _combined("group", self._patterns(element, context, files, children))
        return self._made(kind, name_class, content, element, context)

    @staticmethod
    def _made(
        kind: str, name_class: Any, content: Tree, element: etree._Element, context: Context
    ) -> Tree:
        return kind, name_class, content, gloss_of(element), context.error(element, "")

    def _value(self, element: etree._Element, context: Context) -> Tree:
        name = element.get("type")
        text = text_of(element, context)
        library = "" if name is None else context.datatype_library
        prefixes: dict[str | None, str] = {}
        if name in ("QName", "NOTATION"):
            prefixes = {**element.nsmap, None: context.ns}
        try:
            return "value", Value(library, (name or "token").strip(), text, prefixes)
        except UnknownType as error:
            raise context.error(element, str(error)) from None

    def _data(self, element: etree._Element, context: Context, files: tuple[str, ...]) -> Tree:
        params: list[tuple[str, str]] = []
        excepted: Tree | None = None
        for child in children_of(element, context):
            kind, inner = local_name(child), context.inside(child)
            if kind == "param" and excepted is None:
                params.append((child.get("name", "").strip(), text_of(child, inner)))
            elif kind == "except" and excepted is None:
                trees = self._patterns(child, inner, files, children_of(child, inner))
                excepted = _combined("choice", trees)
            else:
                raise context.error(child, f"<{kind}> in <data>")
        try:
            data = Data(context.datatype_library, element.get("type", "").strip(), params)
            data.check()
        except UnknownType as error:
            raise context.error(element, str(error)) from None
        return "data", data, excepted

    def _grammar(self, element: etree._Element, context: Context, files: tuple[str, ...]) -> Tree:
        scope = Scope(context.scope)
        self._scopes.append(scope)
        inner = replace(context, scope=scope)
        collected: dict[str | None, list[tuple[str, Tree, GrammarError]]] = {}
        for part in self._components(element, inner, files):
            combine = part.element.get("combine", "").strip()
            children = children_of(part.element, part.context)
            if part.name is None and len(children) != 1:
                raise part.context.error(part.element, "<start> holds one pattern")
            trees = self._patterns(part.element, part.context, part.files, children)
            place = part.context.error(part.element, "")
            tree = _combined("group", trees)
            collected.setdefault(part.name, []).append((combine, tree, place))
        for name, parts in collected.items():
            scope.trees[name] = joined(name, parts)
        place = context.error(element, "the grammar has no <start>")
        scope.references.append((None, place))
        return "ref", scope, None, place

    def _components(
        self, parent: etree._Element, context: Context, files: tuple[str, ...]
    ) -> Iterator[_Component]:
        """The definitions of a grammar, of the div in it, and of what it includes."""
        for element in children_of(parent, context):
            kind = local_name(element)
            inner = context.inside(element)
            if kind == "div":
                yield from self._components(element, inner, files)
            elif kind == "include":
                yield from self._included(element, inner, files)
            elif kind in ("start", "define"):
                name = element.get("name", "").strip() if kind == "define" else None
                yield _Component(element, inner, name, files)
            else:
                raise context.error(element, f"<{kind}> in a grammar")

    def _included(
        self, element: etree._Element, context: Context, files: tuple[str, ...]
    ) -> Iterator[_Component]:
        for inner in element.iter("{*}include"):
            if inner is not element and local_name(inner) == "include" and _own(inner, element):
                raise context.error(inner, "<include> in <include>")
        overriding = list(self._components(element, context, files))
        root, outer, opened = self._referred(element, context, files)
        if local_name(root) != "grammar":
            raise context.error(element, "what is included is no <grammar>")
        parts = list(self._components(root, outer.inside(root), opened))
        names = {part.name for part in overriding}
        for missing in sorted(str(name) for name in names - {part.name for part in parts}):
            what = "no <start>" if missing == "None" else f"no definition of {missing!r}"
            raise context.error(element, f"{what} to replace in what is included")
        yield from (part for part in parts if part.name not in names)
        yield from overriding


def _own(inner: etree._Element, include: etree._Element) -> bool:
    """Whether only div stands between an include and another in it."""
    parent = inner.getparent()
    while parent is not None and parent is not include and local_name(parent) == "div":
        parent = parent.getparent()
    return parent is include


def _combined(kind: str, trees: list[Tree]) -> Tree:
    if kind in _MANY:
        return trees[0] if len(trees) == 1 else (kind, trees)
    tree = _combined("group", trees)
    return ("interleave", [tree, ("text",)]) if kind == "mixed" else (kind, tree)


def _reference(element: etree._Element, kind: str, context: Context) -> Tree:
    name = element.get("name", "").strip()
    scope: Scope | None = context.scope
    if scope is not None and kind == "parentRef":
        scope = scope.parent
    if scope is None:
        raise context.error(element, f"<{kind}> to {name!r} outside a grammar")
    error = context.error(element, f"{name!r} is not defined")
    scope.references.append((name, error))
    return "ref", scope, name, error
