"""Every place where the sources and the TEI name what is in no register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tei_edition.edition import EditionDocument, read_edition
from tei_edition.lock import Lock
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import ParsedDocument
from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.model.metadata import Metadata
from tei_edition.pipeline.keep import is_edited
from tei_edition.pipeline.prepare import Prepared
from tei_edition.source_text import normalise_space
from tei_edition.tagging.folding import folded

__all__ = ["KINDS", "Context", "Seen", "seen_in_sources", "seen_in_tei"]

KINDS: Final = (MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORG)
_AROUND: Final = 60  # characters on either side
_PARAGRAPH: Final = re.compile(r"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Context:
    """One place where the name stands; ``line`` is 1-based, 0 for a name in a header."""

    path: str
    line: int
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A name at a place."""

    kind: MentionKind
    text: str
    certainty: Certainty
    evidence: str
    context: Context


def seen_in_sources(prepared: Prepared) -> Iterator[Seen]:
    """Names without entry in the sources, by path and place; each source is looked at once."""
    parsed: dict[str, ParsedDocument] = {}
    for _, unit in prepared.units:
        for one in (unit, *unit.also):
            parsed.setdefault(one.parsed.source.path, one.parsed)
    for path in sorted(parsed):
        document = parsed[path]
        named = set()
        for mention in document.mentions:
            if mention.kind not in KINDS:
                continue
            text = normalise_space(document.source.text[mention.start : mention.end])
            named.add(folded(text))
            if not mention.ref and not mention.candidates and text:
                evidence = mention.evidence or mention.rule
                context = _context(document, mention.start, mention.end, text)
                yield Seen(mention.kind, text, mention.certainty, evidence, context)
        for metadata in (document.metadata, *(entry.metadata for entry in document.entries)):
            for kind, text, certainty in _in_metadata(metadata):
                if folded(text) not in named:
                    named.add(folded(text))
                    context = Context(path, 0, "", text, "")
                    yield Seen(kind, text, certainty, "front matter or title", context)


def _in_metadata(metadata: Metadata) -> Iterator[tuple[MentionKind, str, Certainty]]:
    """Senders, addressees and places without entry; of an unknown kind they are no sure persons."""
    kinds = {"": MentionKind.PERSON, **{kind.value: kind for kind in KINDS}}
    for agent in (*metadata.senders, *metadata.recipients, *metadata.participants):
        if not agent.ref and normalise_space(agent.name):
            certainty = agent.certainty if agent.kind in kinds and agent.kind else Certainty.LOW
            yield kinds.get(agent.kind, MentionKind.PERSON), normalise_space(agent.name), certainty
    for place in (metadata.place_from, *metadata.places_to):
        if place is not None and not place.ref and normalise_space(place.name):
            yield MentionKind.PLACE, normalise_space(place.name), place.certainty


def _context(document: ParsedDocument, start: int, end: int, text: str) -> Context:
    """The words around a name in its paragraph; ``before`` and ``after`` have their spaces."""
    source = document.source
    left = source.text[max(0, start - _AROUND) : start]
    right = source.text[end : end + _AROUND]
    before, after = _PARAGRAPH.split(left)[-1], _PARAGRAPH.split(right)[0]
    if before == left and start > _AROUND:
        before = "…" + (before.partition(" ")[2] or before)
    if after == right and end + _AROUND < len(source.text):
        after = (after.rpartition(" ")[0] or after) + "…"
    space = " " if before[-1:].isspace() else ""
    before = normalise_space(before) + space
    space = " " if after[:1].isspace() else ""
    after = space + normalise_space(after)
    return Context(source.path, source.locate(start).line, before, text, after)


def seen_in_tei(
    root: Path, config: EditionConfig, lock: Lock, known: set[tuple[MentionKind, str]]
) -> Iterator[Seen]:
    """Names without reference in TEI of which no source is there, or which was edited by hand.

    Of an edited file only what the sources have not: the rest is counted there.
    """
    edition, _ = read_edition(root, config)
    made = {entry.path: entry for entry in lock if (root / entry.source).is_file()}
    for document in edition.documents:
        entry = made.get(document.path)
        if entry is not None and not is_edited(root, entry):
            continue
        for one in _in_document(document):
            if entry is None or (one.kind, folded(one.text)) not in known:
                yield one


def _in_document(document: EditionDocument) -> Iterator[Seen]:
    named = set()
    for mention in document.mentions:
        text = mention.shown or mention.text
        if mention.kind not in KINDS or not text:
            continue
        named.add(folded(text))
        if not mention.ids:
            context = Context(document.path, mention.line, mention.before, text, mention.after)
            certainty = (
                Certainty(mention.certainty)
                if mention.certainty in tuple(Certainty)
                else Certainty.HIGH
            )
            yield Seen(mention.kind, text, certainty, "tagged in the TEI", context)
    for kind, text, certainty in _in_metadata(document.metadata):
        if folded(text) not in named:
            named.add(folded(text))
            context = Context(document.path, 0, "", text, "")
            yield Seen(kind, text, certainty, "header", context)
