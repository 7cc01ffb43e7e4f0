"""How good tagging is, measured against annotation by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tei_edition.model.mention import Mention, MentionKind

__all__ = ["Evaluation", "GoldSpan", "KindScore", "Miss", "evaluate", "read_gold"]

_NO_VALUE: Final = ("", "-")
_UNLINKED: Final = frozenset({MentionKind.DATE, MentionKind.DOC, MentionKind.COLLECTION})


@dataclass(frozen=True, slots=True, order=True)
class GoldSpan:
    """A span annotated by hand; ``ref`` is the entry named, ``value`` the EDTF of a date."""

    start: int
    end: int
    kind: MentionKind
    ref: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class KindScore:
    """Counts for one kind: found and right, found and wrong, not found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 if nothing was found."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the annotation that was found; 1 if there is none."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """One thing that is not as annotated.

    ``what`` is "missed", "wrong" (found, but not annotated), "link" or "value".
    """

    start: int
    end: int
    what: str
    kind: MentionKind
    surface: str
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by kind, in the order of MentionKind; links and values of the spans found."""

    scores: tuple[tuple[MentionKind, KindScore], ...]
    links_right: int
    links: int
    values_right: int
    values: int
    misses: tuple[Miss, ...]

    def score(self, kind: MentionKind) -> KindScore:
        """The score of a kind."""
        return dict(self.scores).get(kind, KindScore(0, 0, 0))

    @property
    def link_accuracy(self) -> float:
        """The share of the linked spans found whose link is right."""
        return _share(self.links_right, self.links)

    @property
    def value_accuracy(self) -> float:
        """The share of the dates found whose value is right."""
        return _share(self.values_right, self.values)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def read_gold(content: bytes) -> tuple[GoldSpan, ...]:
    """Read gold annotation: a JSON list of objects with start, end, type, id and value.

    "-" stands for no id or value. Raises ValueError naming the entry that is wrong.
    """
    try:
        data: Any = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"the gold file is no JSON: {error}") from None
    if not isinstance(data, list):
        raise ValueError("the gold file is no JSON list of spans")  # noqa: TRY004 - bad content
    return tuple(sorted(_span(number, entry) for number, entry in enumerate(data)))


def _span(number: int, entry: object) -> GoldSpan:
    if not isinstance(entry, dict):
        raise ValueError(f"entry {number} of the gold file is no object")  # noqa: TRY004
    start, end = entry.get("start"), entry.get("end")
    written = entry.get("type", entry.get("kind"))
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise ValueError(f"entry {number} of the gold file has no span: {start!r} to {end!r}")
    try:
        kind = MentionKind(str(written))
    except ValueError:
        known = ", ".join(MentionKind)
        raise ValueError(
            f"entry {number} of the gold file has type {written!r}; known are {known}"
        ) from None
    ref = str(entry.get("id", entry.get("ref", "")) or "")
    value = str(entry.get("value", "") or "")
    return GoldSpan(
        start, end, kind, "" if ref in _NO_VALUE else ref, "" if value in _NO_VALUE else value
    )


def evaluate(text: str, gold: Sequence[GoldSpan], mentions: Iterable[Mention]) -> Evaluation:
    """Compare mentions with gold spans; a span is right if start, end and kind agree.

    Links are counted where the annotation has one and the kind is linked to a register, values
    where it is a date.
    """
    wanted = {(span.start, span.end, span.kind): span for span in gold}
    found = {(m.start, m.end, m.kind): m for m in mentions}
    misses: list[Miss] = []
    counts = {kind: [0, 0, 0] for kind in MentionKind}
    links = [0, 0]
    values = [0, 0]
    for key, span in wanted.items():
        mention = found.get(key)
        if mention is None:
            counts[span.kind][2] += 1
            misses.append(_miss(text, key, "missed", span.ref or span.value))
            continue
        counts[span.kind][0] += 1
        if span.kind is MentionKind.DATE:
            right, tally, what = mention.value == span.value, values, "value"
            expected, got = span.value, mention.value
        elif span.ref and span.kind not in _UNLINKED:
            right, tally, what = mention.ref == span.ref, links, "link"
            expected, got = span.ref, mention.ref or " or ".join(mention.candidates)
        else:
            continue
        tally[0] += right
        tally[1] += 1
        if not right:
            misses.append(_miss(text, key, what, expected, got))
    for key, mention in found.items():
        if key not in wanted:
            counts[mention.kind][1] += 1
            misses.append(_miss(text, key, "wrong", "", mention.ref or mention.value))
    scores = tuple((kind, KindScore(*counts[kind])) for kind in MentionKind)
    return Evaluation(scores, links[0], links[1], values[0], values[1], tuple(sorted(misses)))


def _miss(
    text: str, key: tuple[int, int, MentionKind], what: str, expected: str, found: str = ""
) -> Miss:
    start, end, kind = key
    return Miss(start, end, what, kind, text[start:end], expected, found)
