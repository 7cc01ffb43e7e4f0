"""Collections that an introduction refers to: "For related collections, see A; B; and C."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tei_edition.model.mention import Certainty, Mention, MentionKind
from tei_edition.tagging.documents import KnownDocument
from tei_edition.tagging.reading import Found

__all__ = ["link_collections", "related_collections"]

_CUE: Final = re.compile(
    r"\bcollections\b"
    r"(?:[^.;:]{0,160}?"
    r"(?:\bsee(?: also)?\b|\binclud(?:es?|ing)\b|\bamong them\b|\bsuch as\b|\bnamely\b"
    r"|\bare\b(?=\s*:)|(?=:\s*[\"“„«]))"
    r"|(?=\s*:))\s*:?",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[.!?][\"”’»]?(?=\s+[A-ZÀ-Þ\"“]|\s*$)|\n\s*\n")
_LEAD: Final = re.compile(r"\s*(?:and|or|as well as)?\s*(?:\(?[0-9]{1,3}[.)]\s*)?(?:the\s+)?", re.I)
_QUOTED: Final = re.compile(r"[\"“„«](?P<title>[^\"“”„«»]{4,200})[\"”“»]")
_YEARS: Final = re.compile(r"\s*\d{3,4}(?:\s*[-–—/]\s*\d{2,4})?\s*")
_SHORTEST: Final = 4
_LONGEST: Final = 200


def related_collections(text: str) -> Iterator[Found]:
    """The titles of collections that a paragraph lists behind such a phrase.

    If the first is in quotation marks, only what is in quotation marks counts.
    """
    position = 0
    while True:
        cue = _CUE.search(text, position)
        if cue is None:
            return
        end_match = _END.search(text, cue.end())
        # a title in quotation marks may end with the full stop of the sentence
        end = end_match.end() if end_match else len(text)
        rest = text[cue.end() : end].lstrip()
        if rest[:1] in ("“", '"', "„", "«"):
            spans = [match.span("title") for match in _QUOTED.finditer(text, cue.end(), end)]
        else:
            spans = _listed(text, cue.end(), end_match.start() if end_match else end)
        for start, stop in spans:
            yield from _title(text, start, stop)
        position = max(end, cue.end())


def _listed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of an enumeration; years belong to the title before their comma."""
    separator = ";" if ";" in text[start:end] else ","
    begin = start
    spans: list[tuple[int, int]] = []
    for index in (*(i for i in range(start, end) if text[i] == separator), end):
        if spans and separator == "," and _YEARS.fullmatch(text[begin:index]):
            spans[-1] = (spans[-1][0], index)
        else:
            spans.append((begin, index))
        begin = index + 1
    return spans


def _title(text: str, start: int, end: int) -> Iterator[Found]:
    """The title without number, article and white space around it, if it begins like one."""
    lead = _LEAD.match(text, start, end)
    first = lead.end() if lead else start
    last = first + len(text[first:end].rstrip(" \t\r\n,."))
    if not _SHORTEST <= last - first <= _LONGEST:
        return
    if text[first].isupper() or text[first].isdigit():
        yield Found(
            first, last, MentionKind.COLLECTION, "related-collections", Certainty.MEDIUM, rank=5
        )


def link_collections(
    text: str, mentions: Iterable[Mention], known: Sequence[KnownDocument]
) -> Iterator[Mention]:
    """The mentions, those of collections linked where exactly one collection has that title.

    Offsets are offsets into ``text``. White space, case and punctuation do not count, nor
    do the years at the end of a collection's title that the mention leaves out.
    """
    by_title: dict[str, set[str]] = {}
    for document in known:
        if document.kind == "collection":
            for title in _titles(document.metadata.title):
                by_title.setdefault(title, set()).add(document.id)
    for mention in mentions:
        if mention.kind is not MentionKind.COLLECTION or mention.ref:
            yield mention
            continue
        exact, *_ = _titles(text[mention.start : mention.end])
        ids = by_title.get(exact, set())
        yield replace(mention, ref=next(iter(ids))) if len(ids) == 1 else mention


def _titles(title: str) -> tuple[str, ...]:
    """A title as it is compared, and the same without years at its end."""
    folded = re.sub(r"[\W_]+", " ", title.casefold()).strip()
    without = re.sub(r"(?: \d{4}){1,2}$", "", folded)
    return tuple(dict.fromkeys((folded, without)))
