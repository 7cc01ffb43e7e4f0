"""The definitions of a grammar, and how several of one name are combined: section 4.17.

Source: https://relaxng.org/spec-20011203.html#IDA0DZR
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tei_edition.relaxng.errors import GrammarError

__all__ = ["Scope", "Tree", "joined"]

Tree = tuple[Any, ...]


@dataclass(slots=True, eq=False)
class Scope:
    """The definitions of one grammar; the start is under None."""

    parent: Scope | None = None
    trees: dict[str | None, Tree] = field(default_factory=dict)
    references: list[tuple[str | None, GrammarError]] = field(default_factory=list)


def joined(name: str | None, parts: list[tuple[str, Tree, GrammarError]]) -> Tree:
    """Definitions of one name, combined: section 4.17."""
    if len(parts) == 1:
        return parts[0][1]
    kinds = {combine for combine, _, _ in parts}
    shown = "<start>" if name is None else f"{name!r}"
    if sum(1 for combine, _, _ in parts if not combine) > 1:
        raise _because(parts[-1][2], f"{shown} is defined twice without combine")
    if len(kinds - {""}) > 1:
        raise _because(parts[-1][2], f"{shown} is combined in two ways")
    return (kinds - {""}).pop(), [tree for _, tree, _ in parts]


def _because(place: GrammarError, message: str) -> GrammarError:
    return GrammarError(message, place.source, place.line)
