"""Variables that are defined twice where both are in sight.

Source: ISO/IEC 19757-3:2016, section 5.4.5 (let)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tei_edition.validation.engines.schematron.parts import Part, Parts, named

__all__ = ["defined_twice", "lets_of"]


def lets_of(part: Part, parts: Parts) -> list[Part]:
    """The variables that a pattern or rule defines itself."""
    return list(named(parts.children(part), "let"))


def defined_twice(
    lets: Sequence[Part], phase_lets: Sequence[Part], patterns: Iterable[Part], parts: Parts
) -> Iterator[Part]:
    """The definitions that come too late, be it in the schema, its phase, a pattern or a rule."""
    yield from _repeated(lets, frozenset())
    yield from _repeated(phase_lets, frozenset())
    outer = frozenset(part.read("name") for part in lets)
    for pattern in patterns:
        yield from _repeated(lets_of(pattern, parts), outer)
        for rule in named(parts.children(pattern), "rule"):
            yield from _repeated(lets_of(rule, parts), frozenset())


def _repeated(lets: Iterable[Part], taken: frozenset[str]) -> Iterator[Part]:
    seen = set(taken)
    for part in lets:
        name = part.read("name")
        if name in seen:
            yield part
        seen.add(name)
