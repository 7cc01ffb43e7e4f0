"""What stands before and after a document: in its collection, and between the same two parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from tei_edition.encoding.correspondence import ContextReference
from tei_edition.encoding.unit import Unit
from tei_edition.model.metadata import Agent, Metadata

__all__ = ["find_neighbours"]

Named = tuple[str, Unit]  # id and unit


def find_neighbours(units: Sequence[Named]) -> dict[str, list[ContextReference]]:
    """For every id the pointers for its correspContext; ``units`` in the order of the sources."""
    references: dict[str, list[ContextReference]] = {name: [] for name, _ in units}
    for sequence in _collections(units):
        _link(sequence, "collection", references)
    for sequence in _correspondences(units):
        _link(sequence, "correspondence", references)
    known = dict(units)
    for name, unit in units:
        references[name] += _stated(unit.metadata, known)
    return references


def _collections(units: Sequence[Named]) -> Iterable[list[Named]]:
    """The records of each listing, in its order; a record may stand in several."""
    by_source: dict[str, list[tuple[int, Named]]] = {}
    for name, unit in units:
        for part in (unit, *unit.also):
            if part.key:
                place = part.blocks[0].span.start
                by_source.setdefault(part.place[0], []).append((place, (name, part)))
    for source in sorted(by_source):
        ordered = sorted(by_source[source], key=lambda placed: placed[0])
        yield [named for _, named in ordered]


def _correspondences(units: Sequence[Named]) -> Iterable[list[Named]]:
    """Letters between the same two parties, by date; those without a date have no place in it."""
    by_pair: dict[tuple[str, ...], list[Named]] = {}
    for name, unit in units:
        metadata = unit.metadata
        if metadata.senders and metadata.recipients and metadata.date and metadata.date.earliest:
            parties = {_party(agent) for agent in (*metadata.senders, *metadata.recipients)}
            if len(parties) > 1:
                by_pair.setdefault(tuple(sorted(parties)), []).append((name, unit))
    for pair in sorted(by_pair):
        yield sorted(by_pair[pair], key=lambda named: (_day(named[1].metadata), named[0]))


def _party(agent: Agent) -> str:
    return agent.ref or agent.name


def _day(metadata: Metadata) -> str:
    return metadata.date.earliest if metadata.date else ""


def _link(
    sequence: Sequence[Named], subtype: str, references: dict[str, list[ContextReference]]
) -> None:
    for (before, before_unit), (after, after_unit) in pairwise(sequence):
        references[before].append(
            ContextReference("next", subtype, f"letter:{after}", after_unit.metadata.title)
        )
        references[after].append(
            ContextReference("prev", subtype, f"letter:{before}", before_unit.metadata.title)
        )


def _stated(metadata: Metadata, known: Mapping[str, Unit]) -> Iterable[ContextReference]:
    """What the front matter says; ids that no document has are left for validation to report."""
    for related in metadata.related:
        unit = known.get(related.target)
        kind = unit.kind if unit else "letter"
        title = unit.metadata.title if unit else related.target
        yield ContextReference(related.kind, "", f"{kind}:{related.target}", title)
