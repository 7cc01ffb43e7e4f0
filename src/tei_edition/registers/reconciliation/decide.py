"""Which candidate an entry is linked to, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tei_edition.registers.reconciliation.protocol import Answer, Candidate

__all__ = ["THRESHOLD", "Decision", "Verdict", "decide"]

THRESHOLD: Final = 95.0


class Verdict(StrEnum):
    """What becomes of an entry."""

    LINKED = "linked"  # the service is sure, and the score reaches the threshold
    ACCEPTED = "accepted"  # the editor has said so
    OPEN = "open"  # there are candidates, an editor must choose
    NONE = "none"  # there is no candidate
    NOT_ASKED = "not asked"  # offline, and never asked before


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on an entry, the candidate chosen and the reason."""

    verdict: Verdict
    chosen: Candidate | None = None
    reason: str = ""


def decide(answer: Answer | None, threshold: float = THRESHOLD, accepted: str = "") -> Decision:
    """Choose among candidates.

    Linked without an editor's word is only the one candidate that the service itself calls a match
    (``match: true``) with a score of at least ``threshold``. ``accepted`` is the identifier that
    the editor chose; it need not be among the candidates.
    """
    if accepted:
        candidates = answer.candidates if answer is not None else ()
        known = next((one for one in candidates if one.id == accepted), None)
        return Decision(Verdict.ACCEPTED, known or Candidate(id=accepted), "accepted by the editor")
    if answer is None:
        return Decision(Verdict.NOT_ASKED, reason="never asked, and the network is not used")
    if not answer.candidates:
        return Decision(Verdict.NONE, reason="the service knows nobody of this name")
    high = [one for one in answer.candidates if one.score >= threshold]
    sure = [one for one in high if one.match]
    if len(sure) == 1:
        return Decision(Verdict.LINKED, sure[0], f"match with score {sure[0].score:g}")
    if len(sure) > 1:
        return Decision(Verdict.OPEN, reason=f"{len(sure)} matches with scores of {threshold:g}+")
    if high:
        return Decision(Verdict.OPEN, reason="the service calls none a match")
    best = answer.candidates[0].score
    return Decision(Verdict.OPEN, reason=f"best score {best:g} is below {threshold:g}")
