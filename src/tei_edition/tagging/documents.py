"""Which document of the edition an essay means by "[Document 5]".

The essay's own list decides. Without one, the evidence is weighed: the dates and persons of the
sentence, the kind of document, the order of the numbers. What stays unsure stays unresolved.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.model.mention import Certainty, Mention, MentionKind
from tei_edition.model.metadata import Metadata
from tei_edition.tagging.citations import Citation, find_citations
from tei_edition.tagging.folding import folded
from tei_edition.tagging.vocabulary import words

__all__ = ["KnownDocument", "resolve_documents"]

_RULE: Final = "document-number"
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’')\]]{0,3}\s+(?=[\"“‘'(\[]?[A-ZÀ-Þ])")
_FAR: Final = 1200  # characters back that a sentence may begin
_ENOUGH: Final = 5
_AHEAD: Final = 2
_DAY, _NEXT_DAY, _MONTH, _YEAR = 6, 4, 3, 1
_OTHER_DAY, _OTHER_YEAR = -4, -2
_CLOSE: Final = 1  # days by which a writer and an archive may differ
_WRITE: Final = frozenset("wrote writes write writing sent sends send letter message".split())


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of the edition that may be meant: its id and what is known of it.

    ``kind`` is "letter", "essay" or "collection".
    """

    id: str
    metadata: Metadata
    kind: str = "letter"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What stands before a citation in its sentence."""

    text: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Score:
    """How well a document fits the sentences that cite a number, and why."""

    points: int
    reasons: tuple[str, ...] = ()


def resolve_documents(
    text: str,
    mentions: Sequence[Mention],
    numbered: Mapping[str, str],
    known: Sequence[KnownDocument],
) -> list[Mention]:
    """The mentions with the documents that are cited by number linked, as far as anything tells.

    ``numbered`` is the essay's own list: numbers and ids. Offsets are offsets into ``text``.
    """
    citations = {citation.start: citation for citation in find_citations(text)}
    wanted = [
        citations[m.start] for m in mentions if m.kind is MentionKind.DOC and m.start in citations
    ]
    if not wanted:
        return list(mentions)
    found = _weighed(text, mentions, wanted, known) if known else {}
    return [
        _linked(mention, citations[mention.start], numbered, found)
        if mention.kind is MentionKind.DOC and mention.start in citations
        else mention
        for mention in mentions
    ]


def _linked(
    mention: Mention,
    citation: Citation,
    numbered: Mapping[str, str],
    found: Mapping[str, tuple[tuple[str, ...], _Score]],
) -> Mention:
    listed = [numbered[number] for number in citation.numbers if number in numbered]
    if listed:
        return replace(
            mention,
            ref=" ".join(listed),
            certainty=Certainty.HIGH,
            rule=_RULE,
            evidence="the essay's own list of documents",
        )
    ids, score = found.get(citation.numbers[0], ((), _Score(0)))
    reasons = "; ".join(score.reasons)
    evidence = (
        f"{reasons} (score {score.points})"
        if reasons
        else "nothing in the sentence tells which document is meant"
    )
    if len(ids) == 1 and len(citation.numbers) == 1:
        sure = score.points >= _ENOUGH + _AHEAD
        certainty = Certainty.MEDIUM if sure else Certainty.LOW
        return replace(
            mention, ref=ids[0], certainty=certainty, rule="document-evidence", evidence=evidence
        )
    return replace(mention, certainty=Certainty.LOW, rule=_RULE, evidence=evidence, candidates=ids)


def _weighed(
    text: str,
    mentions: Sequence[Mention],
    citations: Sequence[Citation],
    known: Sequence[KnownDocument],
) -> dict[str, tuple[tuple[str, ...], _Score]]:
    """For each number the document that fits clearly best, or those that fit equally well."""
    known = [document for document in known if document.kind == "letter"]
    sentences: dict[str, list[_Sentence]] = {}
    for citation in citations:
        start = _sentence_start(text, citation.start)
        inside = [m for m in mentions if start <= m.start and m.end <= citation.start]
        sentence = _Sentence(text[start : citation.start], tuple(inside))
        sentences.setdefault(citation.numbers[0], []).append(sentence)
    order = sorted(sentences, key=int)
    scores = {
        number: {document.id: _score(sentences[number], document) for document in known}
        for number in order
    }
    days = {document.id: _earliest(document) for document in known}
    return {number: _best(number, order, scores, days) for number in order}


def _best(
    number: str,
    order: Sequence[str],
    scores: Mapping[str, Mapping[str, _Score]],
    days: Mapping[str, str],
) -> tuple[tuple[str, ...], _Score]:
    """The clear winner; a tie is broken by the order of numbers and dates."""
    ranked = sorted(scores[number].items(), key=lambda item: (-item[1].points, item[0]))
    if not ranked or ranked[0][1].points < _ENOUGH:
        return (), _Score(0)
    top = ranked[0][1].points
    near = [(name, score) for name, score in ranked if score.points > top - _AHEAD]
    if len(near) > 1:
        before, after = _clear_days(number, order, scores, days)
        fitting = [
            (name, score)
            for name, score in near
            if (not before or days[name] >= before) and (not after or days[name] <= after)
        ]
        if len(fitting) == 1:
            name, score = fitting[0]
            reasons = (*score.reasons, "the order of the numbers")
            return (name,), _Score(min(score.points, _ENOUGH), reasons)
    if len(near) == 1:
        return (near[0][0],), near[0][1]
    return tuple(name for name, _ in near), _Score(top, near[0][1].reasons)


def _clear_days(
    number: str,
    order: Sequence[str],
    scores: Mapping[str, Mapping[str, _Score]],
    days: Mapping[str, str],
) -> tuple[str, str]:
    """The days of the nearest numbers before and behind that are clear by themselves."""
    before = after = ""
    for other in order:
        ranked = sorted(scores[other].items(), key=lambda item: (-item[1].points, item[0]))
        clear = len(ranked) == 1 or ranked[0][1].points >= ranked[1][1].points + _AHEAD
        if other == number or not clear or ranked[0][1].points < _ENOUGH:
            continue
        day = days[ranked[0][0]]
        if int(other) < int(number):
            before = day
        elif not after:
            after = day
    return before, after


def _score(sentences: Sequence[_Sentence], document: KnownDocument) -> _Score:
    points = 0
    reasons: dict[str, None] = {}
    for sentence in sentences:
        for part in (
            _by_date(sentence.mentions, document),
            _by_persons(sentence.mentions, document),
            _by_genre(sentence.text, document),
        ):
            points += part.points
            reasons |= dict.fromkeys(part.reasons)
    return _Score(points, tuple(reasons))


def _sentence_start(text: str, end: int) -> int:
    low = max(0, end - _FAR, text.rfind("\n\n", 0, end) + 2)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, low, end)]
    while ends and not text[ends[-1] : end].strip():
        ends.pop()  # the citation stands behind the full stop of its sentence
    return ends[-1] if ends else low


def _earliest(document: KnownDocument) -> str:
    date = document.metadata.date
    return date.earliest if date is not None else ""


def _by_date(inside: Sequence[Mention], document: KnownDocument) -> _Score:
    day = _earliest(document)
    if not day:
        return _Score(0)
    best = _Score(0)
    for mention in inside:
        if mention.kind is not MentionKind.DATE or not mention.attributes:
            continue
        written = _precise(mention)
        if not written:
            continue
        score = _compared(written, day)
        if score.points > best.points or (score.points < 0 and best.points == 0):
            best = score
    return best


def _precise(mention: Mention) -> str:
    """The value of @when, if it has a year."""
    when = dict(mention.attributes).get("when", "")
    return when[:10] if re.match(r"\d{4}", when) else ""


def _compared(written: str, day: str) -> _Score:
    if len(written) == 10:
        try:
            apart = abs((_date(written) - _date(day)).days)
        except ValueError:
            return _Score(0)
        if apart <= _CLOSE:
            return _Score(_NEXT_DAY if apart else _DAY, (f"dated {day}",))
        return _Score(_OTHER_DAY)
    if day.startswith(written):
        return _Score(_MONTH if len(written) == 7 else _YEAR, (f"dated {day}, in {written}",))
    return _Score(_OTHER_YEAR)


def _date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text[:10])


def _by_persons(inside: Sequence[Mention], document: KnownDocument) -> _Score:
    named = [m.ref for m in inside if m.ref and m.kind is not MentionKind.DATE]
    senders = [agent.ref for agent in document.metadata.senders if agent.ref]
    recipients = [agent.ref for agent in document.metadata.recipients if agent.ref]
    points = 0
    reasons: list[str] = []
    from_one = next((ref for ref in named if ref in senders), "")
    to_one = next((ref for ref in named if ref in recipients), "")
    if from_one:
        points += 2
        reasons.append(f"from {from_one}")
    if to_one:
        points += 1
        reasons.append(f"to {to_one}")
    if from_one and to_one:
        points += 1 if named.index(from_one) < named.index(to_one) else -1
    return _Score(points, tuple(reasons))


def _by_genre(sentence: str, document: KnownDocument) -> _Score:
    genre = folded(document.metadata.genre)
    present = set(re.findall(r"\w+", folded(sentence)))
    if genre and genre in present:
        return _Score(1, (f"called a {document.metadata.genre}",))
    other = present & words("documents", "genres")
    if genre in ("letter", "message") and present & _WRITE and not other - _WRITE:
        return _Score(1, ("the sentence speaks of writing",))
    return _Score(0)
