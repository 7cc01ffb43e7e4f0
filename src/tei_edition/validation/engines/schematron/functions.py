"""XPath's functions of strings as closures."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tei_edition.validation.engines.schematron.values import (
    Compiled,
    Run,
    Site,
    number_of,
    spaces_normalised,
)
from tei_edition.validation.engines.schematron.work import short_enough

__all__ = ["FUNCTIONS"]

# A function, made from its parsed call and its arguments as strings (None: an argument is not
# known to be one string).
Function = Callable[[Any, Sequence[Run | None]], Compiled | None]

_SEPARATORS: Final = frozenset(" ,;#/|:")


def _one_text(function: Callable[[str], Any], kind: str) -> Function:
    """A function of one string."""

    def compiled(token: Any, texts: Sequence[Run | None]) -> Compiled | None:
        text = texts[0] if len(texts) == 1 else None
        if text is None:
            return None
        is_integer = function is len
        run: Run = lambda item, site: function(text(item, site))  # noqa: E731
        return Compiled(kind, run, is_single=True, is_integer=is_integer)

    return compiled


def _two_texts(function: Callable[[str, str], Any], kind: str) -> Function:
    """A function of two strings."""

    def compiled(token: Any, texts: Sequence[Run | None]) -> Compiled | None:
        known = [text for text in texts if text is not None]
        if len(texts) != 2 or len(known) != 2:
            return None
        first, second = known
        run: Run = lambda item, site: function(first(item, site), second(item, site))  # noqa: E731
        return Compiled(kind, run, is_single=True)

    return compiled


def _concatenated(token: Any, texts: Sequence[Run | None]) -> Compiled | None:
    known = [text for text in texts if text is not None]
    if len(known) < len(texts) or len(known) < 2:
        return None
    run: Run = lambda item, site: short_enough("".join(text(item, site) for text in known))  # noqa: E731
    return Compiled("string", run, is_single=True)


def _substring(token: Any, texts: Sequence[Run | None]) -> Compiled | None:
    text = texts[0]
    if text is None or any(part.symbol != "(integer)" for part in token[1:]):
        return None
    start = int(token[1].value) - 1
    stop = start + int(token[2].value) if len(token) == 3 else None
    part = slice(max(start, 0), None if stop is None else max(stop, 0))
    return Compiled("string", lambda item, site: text(item, site)[part], is_single=True)


def _translated(token: Any, texts: Sequence[Run | None]) -> Compiled | None:
    text = texts[0]
    if text is None or any(part.symbol != "(string)" for part in token[1:]):
        return None
    marks, others = (str(part.value) for part in token[1:])
    if len(set(marks)) < len(marks):
        return None
    table = {ord(mark): others[i] if i < len(others) else None for i, mark in enumerate(marks)}
    return Compiled("string", lambda item, site: text(item, site).translate(table), is_single=True)


def _tokenized(token: Any, texts: Sequence[Run | None]) -> Compiled | None:
    """tokenize() at a character that means nothing else in a regular expression."""
    text = texts[0]
    if text is None or len(token) != 2 or token[1].symbol != "(string)":
        return None
    mark = str(token[1].value)
    if mark not in _SEPARATORS:
        return None

    def run(item: Any, site: Site) -> list[str]:
        value = text(item, site)
        return value.split(mark) if value else []

    return Compiled("strings", run)


def _before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


FUNCTIONS: Final[Mapping[str, Function]] = {
    "concat": _concatenated,
    "contains": _two_texts(operator.contains, "boolean"),
    "ends-with": _two_texts(str.endswith, "boolean"),
    "normalize-space": _one_text(spaces_normalised, "string"),
    "number": _one_text(number_of, "number"),
    "starts-with": _two_texts(str.startswith, "boolean"),
    "string": _one_text(str, "string"),
    "string-length": _one_text(len, "number"),
    "substring": _substring,
    "substring-after": _two_texts(_after, "string"),
    "substring-before": _two_texts(_before, "string"),
    "tokenize": _tokenized,
    "translate": _translated,
}
