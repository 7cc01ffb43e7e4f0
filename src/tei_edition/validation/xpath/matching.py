"""XPath's functions that take regular expressions, on expressions that need bounded time.

Source: https://www.w3.org/TR/xpath-functions-31/#string.match
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any, Final

from elementpath import XPathSchemaContext
from elementpath.namespaces import XPATH_FUNCTIONS_NAMESPACE
from elementpath.tree_builders import get_node_tree

from tei_edition.relaxng.errors import TooComplex
from tei_edition.validation.engines.schematron.work import WorkLimit
from tei_edition.validation.xpath.expressions import (
    FLAGS,
    BrokenExpression,
    Groups,
    Steps,
    XPathExpression,
    compile_xpath,
)

__all__ = ["match_within_bounds"]

_REPLACEMENT: Final = re.compile(r"\\([\\$])|\$([0-9]+)|([^\\$]+)")
_FN: Final = f"{{{XPATH_FUNCTIONS_NAMESPACE}}}"
_BLANKS: Final = re.compile(r"[ \t\n\r]+")
# One step of a document's work is worth so many of an expression: they are shorter.
_STEPS_OF_WORK: Final = 10


def match_within_bounds(symbols: MutableMapping[str, Any]) -> None:
    """Give a parser's symbol table these functions; those of elementpath are shared with others."""
    for symbol, evaluate in (
        ("matches", _matches),
        ("replace", _replace),
        ("tokenize", _tokenize),
        ("analyze-string", _analyse),
    ):
        base: Any = symbols.get(symbol)
        if base is not None:
            symbols[symbol] = type(base.__name__, (base,), {"evaluate": evaluate})


def _matches(self: Any, context: Any = None) -> bool:
    context = self.context or context
    text = self.get_argument(context, default="", cls=str)
    expression, _ = _expression(self, context, 2)
    with _Counted(expression, context) as steps:
        return expression.find(text, 0, steps, groups=False) is not None


def _replace(self: Any, context: Any = None) -> str:
    context = self.context or context
    text: str = self.get_argument(context, default="", cls=str)
    expression, flags = _expression(self, context, 3)
    replacement = self.get_argument(context, 2, required=True, cls=str)
    parts: list[str | int] = [replacement]
    if "q" not in flags:
        parts = _parts(self, replacement, expression.groups)
    pieces, last = [], 0
    with _Counted(expression, context) as steps:
        _refuse_empty(self, expression, steps)
        for groups in expression.spans(text, steps):
            start, end = groups[0]
            pieces.append(text[last:start])
            pieces += [
                part if isinstance(part, str) else text[slice(*groups.get(part, (0, 0)))]
                for part in parts
            ]
            last = end
    return "".join([*pieces, text[last:]])


def _tokenize(self: Any, context: Any = None) -> Any:
    context = self.context or context
    text: str | None = self.get_argument(context, cls=str)
    if not text:
        return []
    if len(self) == 1:
        return [word for word in _BLANKS.split(text) if word]
    expression, _ = _expression(self, context, 2)
    words, last = [], 0
    with _Counted(expression, context) as steps:
        _refuse_empty(self, expression, steps)
        for groups in expression.spans(text, steps, groups=False):
            start, end = groups[0]
            words.append(text[last:start])
            last = end
    words.append(text[last:])
    return words[0] if len(words) == 1 else words


def _analyse(self: Any, context: Any = None) -> Any:
    context = self.context or context
    if context is None:
        raise self.missing_context()
    text: str = self.get_argument(context, default="", cls=str)
    expression, _ = _expression(self, context, 2)
    result = _Result(context.etree, text)
    with _Counted(expression, context) as steps:
        _refuse_empty(self, expression, steps)
        for groups in expression.spans(text, steps):
            result.add(groups)
    result.add_rest(len(text))
    return get_node_tree(root=result.root, namespaces=self.parser.namespaces)


class _Counted:
    """Counts the steps of an expression, and charges them to the work on the document."""

    def __init__(self, expression: XPathExpression, context: Any) -> None:
        self._steps = Steps(expression.pattern)
        self._work = getattr(context, "work", None)

    def __enter__(self) -> Steps:
        return self._steps

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if self._work is not None:
            self._work.spend(self._steps.taken // _STEPS_OF_WORK)
        elif isinstance(error, TooComplex):
            # An assertion of W3C Schema that fails to be evaluated counts as not kept.
            raise WorkLimit(str(error)) from None


def _expression(token: Any, context: Any, number: int) -> tuple[XPathExpression, str]:
    """The expression, which is the second argument, and its flags, those of ``number`` from 0."""
    pattern = token.get_argument(context, 1, required=True, cls=str)
    flags = ""
    if len(token) > number:
        flags = "".join(sorted(set(token.get_argument(context, number, required=True, cls=str))))
    known = FLAGS if token.parser.version > "2" else FLAGS.replace("q", "")
    for flag in flags:
        if flag not in known:
            raise token.error("FORX0001", f"{flag!r} is no flag of a regular expression")
    try:
        return compile_xpath(pattern, flags), flags
    except BrokenExpression as error:
        if isinstance(context, XPathSchemaContext):  # where a value stands for its type
            return compile_xpath("-"), flags
        raise token.error("FORX0002", f"no regular expression: {error}") from None


def _refuse_empty(token: Any, expression: XPathExpression, steps: Steps) -> None:
    if expression.find("", 0, steps, groups=False) is not None:
        raise token.error(
            "FORX0003", f"the regular expression {expression.pattern!r} matches the empty text"
        )


def _parts(token: Any, replacement: str, groups: int) -> list[str | int]:
    """What replaces a match: texts, and the numbers of groups."""
    parts: list[str | int] = []
    position = 0
    while position < len(replacement):
        found = _REPLACEMENT.match(replacement, position)
        if found is None:
            raise token.error(
                "FORX0004",
                f"the replacement {replacement[:100]!r} has a $ without number, or a \\ before "
                "another sign than $ and \\",
            )
        escaped, number, plain = found.groups()
        if number is None:
            parts.append(escaped or plain)
        else:
            # As many digits as there are groups; those behind are digits of the text.
            size = next((n for n in range(len(number), 1, -1) if int(number[:n]) <= groups), 1)
            parts += [int(number[:size]), number[size:]]
        position = found.end()
    return parts


class _Result:
    """The element that analyze-string() gives."""

    def __init__(self, etree: Any, text: str) -> None:
        self._etree = etree
        self._text = text
        self._last = 0
        self.root = etree.Element(f"{_FN}analyze-string-result")

    def add(self, groups: Groups) -> None:
        """A match, after what stands before it; groups lie in each other or apart."""
        start, end = groups[0]
        self.add_rest(start)
        around = [(self._etree.SubElement(self.root, f"{_FN}match"), end)]
        inner = sorted((first, -last, number) for number, (first, last) in groups.items() if number)
        for first, minus_last, number in inner:
            while around[-1][1] < -minus_last:
                self._write(*around.pop())
            self._write(around[-1][0], first)
            group = self._etree.SubElement(around[-1][0], f"{_FN}group", nr=str(number))
            around.append((group, -minus_last))
        for element, last in reversed(around):
            self._write(element, last)

    def add_rest(self, end: int) -> None:
        """What stands before the next match, or behind the last one."""
        if end > self._last:
            self._write(self._etree.SubElement(self.root, f"{_FN}non-match"), end)

    def _write(self, element: Any, end: int) -> None:
        words, self._last = self._text[self._last : end], max(self._last, end)
        if len(element):
            element[-1].tail = (element[-1].tail or "") + words
        else:
            element.text = (element.text or "") + words
