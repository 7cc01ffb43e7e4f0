"""AUT007: two register entries with the same preferred name."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity
from tei_edition.source_text import normalise_space

FAULT = Fault(
    "AUT007",
    "two_entries_with_one_name",
    Severity.NOTE,
    """Two entries of one kind have the same preferred name.

Why:    they may be one; if not, readers of the index cannot tell them apart.
Fails:  <listPerson>
        <person xml:id="anna-berg"><persName type="preferred">Anna Berg</persName></person>
        <person xml:id="carl-dorn"><persName type="preferred">Anna Berg</persName></person>
        </listPerson>
Passes: <listPerson>
        <person xml:id="anna-berg"><persName type="preferred">Anna Berg</persName></person>
        <person xml:id="carl-dorn"><persName type="preferred">Anna Berg (painter)</persName>
        </person></listPerson>
Passes: <listPerson>
        <person xml:id="anna-berg"><persName>Anna Berg</persName><birth when="1880"/></person>
        <person xml:id="carl-dorn"><persName>Anna Berg</persName><birth when="1901"/></person>
        </listPerson>
Remedy: merge them, or add to the preferred name what tells them apart: a year, an office, a
        country.
Source: TEI P5 #NDPERS
""",
)


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Entries named like an earlier one; those with other dates or in other places differ."""
    first: dict[tuple[MentionKind, str], list[Entity]] = {}
    for entity in edition.registers:
        if not entity.names:
            continue
        key = (entity.kind, normalise_space(entity.name).casefold())
        earlier = first.setdefault(key, [])
        known = next((other for other in earlier if not _differ(entity, other)), None)
        if known is not None:
            yield FAULT.at(
                entity.location,
                f'"{entity.id}" and "{known.id}" are both called {entity.name}',
                "merge them, or add what tells them apart to the preferred name",
            )
        earlier.append(entity)


def _differ(one: Entity, other: Entity) -> bool:
    """Whether the entries themselves say that they are two."""
    pairs = (
        (one.birth[:4], other.birth[:4]),
        (one.death[:4], other.death[:4]),
        (one.type, other.type),
        (one.parent, other.parent),
    )
    # With a common identifier they are AUT003's business.
    common = {*one.identifiers} & {*other.identifiers}
    return one.id == other.id or bool(common) or any(a and b and a != b for a, b in pairs)
