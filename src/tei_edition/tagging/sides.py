"""Short forms of places by the side of the compass: "the South"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.tagging.folding import folded
from tei_edition.tagging.reading import Found, Reading
from tei_edition.tagging.vocabulary import words

__all__ = ["add_sides"]


def add_sides(readings: Sequence[Reading], named: Sequence[list[Found]]) -> None:
    """Add "the South" where the text calls a place "South …" elsewhere.

    ``named`` are the names of each passage; it is linked to that place if there is just one.
    """
    places: dict[str, dict[str, None]] = {}
    for reading, names in zip(readings, named, strict=True):
        for name in names:
            side = folded(reading.text[name.start : name.end]).partition(" ")
            if (
                name.kind is MentionKind.PLACE
                and side[0] in words("geography", "sides")
                and side[2]
            ):
                places.setdefault(side[0], {})[name.ref] = None
    for reading, names in zip(readings, named, strict=True):
        names.extend(list(_sides(reading, names, places)) if places else ())


def _sides(
    reading: Reading, named: Sequence[Found], places: dict[str, dict[str, None]]
) -> Iterator[Found]:
    covered = reading.covered(named)
    for index, token in enumerate(reading.tokens):
        if covered[index] or token.folded not in places or not _is_name(reading, index):
            continue
        refs = tuple(ref for ref in places[token.folded] if ref)
        yield Found(
            token.start,
            token.end,
            MentionKind.PLACE,
            "short-form",
            certainty=Certainty.MEDIUM if len(refs) < 2 else Certainty.LOW,
            ref=refs[0] if len(refs) == 1 else "",
            evidence="named in full in the text",
            candidates=refs if len(refs) > 1 else (),
        )


def _is_name(reading: Reading, index: int) -> bool:
    """Whether a capital and an article make the word a name, and no other noun follows."""
    token = reading.tokens[index]
    before = reading.tokens[index - 1] if index else None
    after = reading.tokens[index + 1] if index + 1 < len(reading.tokens) else None
    if not token.capital or token.acronym or before is None or before.folded != "the":
        return False
    if not token.joined:
        return False
    if after is None or token.possessive:
        return True
    return not (after.hyphened or (after.joined and after.capital))
