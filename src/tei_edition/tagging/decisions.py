"""What editors have decided on suggested tags: kept as lines of a table, replayed on conversion.

A decision names its tag by the words tagged, by the words around them and by their number among
equal ones, so that it survives edits elsewhere in the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Final

from tei_edition.dates.value import parse_edtf
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.document import ParsedDocument
from tei_edition.model.mention import Certainty, Mention, MentionKind
from tei_edition.model.text import TEXTLESS
from tei_edition.source_text import normalise_space

__all__ = [
    "Decision",
    "Verdict",
    "apply_decisions",
    "decide",
    "lost_decision",
    "read_decisions",
    "write_decisions",
]

LOST_DECISION = Fault(
    "TAG010",
    "lost_decision",
    Severity.WARNING,
    """A recorded decision on a tag matches nothing in its source.

Why:    the editor's word would be lost in silence: the passage was changed, or the source moved.
Remedy: decide again with `tei-edition review SOURCE`, and delete the line; or correct its words.
""",
)
BROKEN_DECISION = Fault(
    "TAG011",
    "broken_decision",
    Severity.ERROR,
    """A line of a table of decisions cannot be read.

Why:    the decision would not be followed; the other lines are.
Remedy: the message says what is expected; `tei-edition review` writes such lines.
""",
)

_AROUND: Final = 30  # characters kept of the words before and behind
_WORD_EDGE: Final = re.compile(r"\w")


class Verdict(StrEnum):
    """What an editor says of a suggestion."""

    ACCEPTED = "accepted"  # it is right
    CHANGED = "changed"  # these words, but of this kind, with this link or value
    REJECTED = "rejected"  # no tag of this kind belongs here


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a table; the fields but the last two are its columns, in this order.

    ``surface``, ``before`` and ``after`` have single spaces for any white space; ``number`` counts
    equal surfaces in the source from 1. ``value`` is EDTF, of dates only.
    """

    source: str
    surface: str
    number: int
    before: str
    after: str
    kind: MentionKind
    verdict: Verdict
    ref: str = ""
    value: str = ""
    note: str = ""
    path: str = ""
    line: int = 0

    @property
    def place(self) -> tuple[str, str, int, str, str]:
        """What it is about; a later decision on the same takes the place of an earlier one."""
        return self.source, self.surface, self.number, self.before, self.after


_COLUMNS: Final = tuple(field.name for field in fields(Decision))[:-2]


def decide(
    document: ParsedDocument, mention: Mention, verdict: Verdict, note: str = ""
) -> Decision:
    """The record of a verdict on a mention of a document."""
    text = document.source.text
    surface = normalise_space(text[mention.start : mention.end])
    spans = _spans(document, surface)
    number = next((n for n, span in enumerate(spans, 1) if span[0] == mention.start), 1)
    before, after = _around(text, mention.start, mention.end)
    return Decision(
        document.source.path,
        surface,
        number,
        before,
        after,
        mention.kind,
        verdict,
        "" if verdict is Verdict.REJECTED else mention.ref,
        "" if verdict is Verdict.REJECTED else mention.value,
        normalise_space(note),
    )


def write_decisions(decisions: Iterable[Decision]) -> str:
    """A table: a line of names, then one line for each decision, columns set apart by tabs."""
    rows = ["\t".join(_COLUMNS)]
    rows += ["\t".join(str(getattr(d, name)) for name in _COLUMNS) for d in decisions]
    return "\n".join(rows) + "\n"


def read_decisions(data: bytes, path: str) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """The decisions of one table; lines that cannot be read are findings."""
    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        finding = BROKEN_DECISION.at(Location(path), "not UTF-8 text", "save it as UTF-8")
        return (), (finding,)
    names = lines[0].split("\t")
    missing = [name for name in _COLUMNS[:7] if name not in names]
    if missing:
        finding = BROKEN_DECISION.at(
            Location(path, 1),
            f"the first line names no column {missing[0]!r}",
            f"let it name the columns, set apart by tabs: {' '.join(_COLUMNS)}",
        )
        return (), (finding,)
    decisions: list[Decision] = []
    findings: list[Finding] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        values = dict(zip(names, line.split("\t"), strict=False))
        try:
            decisions.append(_decision(values, path, number))
        except ValueError as error:
            hint = "correct the line, or decide again"
            findings.append(BROKEN_DECISION.at(Location(path, number), str(error), hint))
    return tuple(decisions), tuple(findings)


def _decision(values: dict[str, str], path: str, line: int) -> Decision:
    def one_of(kinds: type[StrEnum], name: str) -> str:
        given = values.get(name, "").strip()
        if given not in list(kinds):
            raise ValueError(f"{name} is {given!r}; expected is one of {', '.join(kinds)}")
        return given

    number = values.get("number", "").strip()
    if not re.fullmatch(r"[1-9][0-9]{0,8}", number):
        raise ValueError(f"number is {number!r}; expected is 1, 2, …")
    surface = normalise_space(values.get("surface", ""))
    if not surface:
        raise ValueError("surface is empty; expected are the words that are tagged")
    value = values.get("value", "").strip()
    if value:
        try:
            parse_edtf(value)
        except ValueError as error:
            raise ValueError(f"value is no EDTF date: {error}") from None
    return Decision(
        values.get("source", "").strip(),
        surface,
        int(number),
        normalise_space(values.get("before", "")),
        normalise_space(values.get("after", "")),
        MentionKind(one_of(MentionKind, "kind")),
        Verdict(one_of(Verdict, "verdict")),
        normalise_space(values.get("ref", "")),
        value,
        normalise_space(values.get("note", "")),
        path,
        line,
    )


def apply_decisions(
    document: ParsedDocument, decisions: Iterable[Decision], found: Iterable[Finding] = ()
) -> tuple[ParsedDocument, tuple[Finding, ...]]:
    """The document with its mentions as decided; ``found`` are the findings of its tagging.

    Decisions on other sources are passed over; of several on one place the last counts. Findings of
    tagging at a place that is decided are dropped; a decision that matches nothing is one.
    """
    own = {d.place: d for d in decisions if d.source == document.source.path}
    mentions = list(document.mentions)
    settled: set[Location] = set()
    findings: list[Finding] = []
    for decision in own.values():
        span = _find(document, decision)
        if span is None:
            findings.append(lost_decision(decision))
            continue
        mentions = list(_with(mentions, decision, span))
        settled.add(document.source.locate(span[0]))
    kept = [f for f in found if f.location not in settled]
    return replace(document, mentions=tuple(sorted(mentions))), (*kept, *findings)


def lost_decision(decision: Decision) -> Finding:
    """The finding that a decision is about words that are not there."""
    return LOST_DECISION.at(
        Location(decision.path, decision.line),
        f"{decision.surface!r} is not found any more in {decision.source}",
        "decide again with `tei-edition review`, and delete this line",
    )


def _with(
    mentions: Sequence[Mention], decision: Decision, span: tuple[int, int]
) -> Iterator[Mention]:
    start, end = span
    same = [m for m in mentions if (m.start, m.end, m.kind) == (start, end, decision.kind)]
    if decision.verdict is Verdict.REJECTED:
        yield from (mention for mention in mentions if mention not in same)
        return
    yield from (mention for mention in mentions if mention.end <= start or end <= mention.start)
    mention = Mention(start, end, decision.kind, rule="decision", evidence=decision.note)
    if same and same[0].value == decision.value:
        mention = replace(mention, attributes=same[0].attributes)
    elif decision.value:
        mention = replace(
            mention, attributes=tuple(parse_edtf(decision.value).attributes().items())
        )
    yield replace(
        mention,
        ref=decision.ref,
        value=decision.value,
        certainty=Certainty.HIGH,
        reviewed=True,
    )


def _find(document: ParsedDocument, decision: Decision) -> tuple[int, int] | None:
    """The span that a decision is about: the one whose surroundings are most alike."""
    text = document.source.text
    spans = _spans(document, decision.surface)
    best: tuple[int, int, int] | None = None
    for number, (start, end) in enumerate(spans, 1):
        before, after = _around(text, start, end)
        alike = (before == decision.before) + (after == decision.after)
        score = (alike, -abs(number - decision.number), -number)
        best = score if best is None else max(best, score)
    if best is None or (best[0] == 0 and len(spans) > 1):
        return None
    return spans[-best[2] - 1]


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Some words before and behind, white space made single."""
    before = normalise_space(text[max(0, start - 4 * _AROUND) : start])[-_AROUND:]
    after = normalise_space(text[end : end + 4 * _AROUND])[:_AROUND]
    return before.strip(), after.strip()


def _spans(document: ParsedDocument, surface: str) -> list[tuple[int, int]]:
    """Where the words stand, whole, in one block that is text."""
    pattern = r"\s+".join(re.escape(word) for word in surface.split(" "))
    left = r"(?<!\w)" if _WORD_EDGE.match(surface) else ""
    right = r"(?!\w)" if _WORD_EDGE.match(surface[-1:]) else ""
    leaves = sorted(
        (block.content.start, block.content.end)
        for block in document.walk()
        if not block.children and block.kind not in TEXTLESS
    )
    spans = []
    for match in re.finditer(left + pattern + right, document.source.text):
        place = bisect_right(leaves, match.start(), key=lambda leaf: leaf[0]) - 1
        if place >= 0 and match.end() <= leaves[place][1]:
            spans.append(match.span())
    return spans
