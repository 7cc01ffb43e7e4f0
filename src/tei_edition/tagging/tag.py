"""Tagging: what a document names, found and linked, as mentions; its text stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tei_edition.dates.reader import Order
from tei_edition.findings import Finding
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import ParsedDocument
from tei_edition.model.mention import Mention
from tei_edition.model.metadata import Metadata
from tei_edition.registers.entity import Registers
from tei_edition.tagging.analysis import Request, mentions_of
from tei_edition.tagging.documents import KnownDocument
from tei_edition.tagging.faults import findings_of
from tei_edition.tagging.passages import Scope, passages_of, passages_of_text
from tei_edition.tagging.related_collections import link_collections
from tei_edition.tagging.series import link_essays
from tei_edition.tagging.suggestions import PipelineMissing, with_suggestions
from tei_edition.tagging.view import View

__all__ = ["find_mentions", "tag"]

_UNKNOWN = Metadata()


def tag(
    document: ParsedDocument,
    registers: Registers,
    config: EditionConfig,
    known: Sequence[KnownDocument] = (),
) -> tuple[ParsedDocument, tuple[Finding, ...]]:
    """The document with its mentions: sorted, apart from each other, each inside one block.

    ``known`` are the documents of the edition that an essay may cite. Mentions lie in the contents
    of leaf blocks, never in front matter, furniture or notation. Findings name what asks for a
    decision: a name that may mean several entries, a date that never was, an unknown document.
    """
    languages = document.metadata.languages or config.sources.languages
    view = View(passages_of(document))
    request = Request(registers, languages, config.sources.date_order, document.metadata, known)
    in_source = (view.in_source(mention) for mention in mentions_of(view, request))
    linked = link_collections(document.source.text, in_source, known)
    found = sorted(link_essays(document, linked, known))
    findings = list(findings_of(document.source, found, registers))
    if config.tagging.spacy:
        try:
            found = with_suggestions(document, found, config.tagging.spacy)
        except PipelineMissing as error:
            findings.append(error.finding)
    return replace(document, mentions=tuple(found)), tuple(findings)


def find_mentions(
    text: str,
    registers: Registers,
    *,
    languages: Sequence[str] = ("en",),
    date_order: Order = "dmy",
    metadata: Metadata = _UNKNOWN,
    known: Sequence[KnownDocument] = (),
) -> list[Mention]:
    """The mentions of a plain text, offsets into it; ``metadata`` is what is known of it."""
    view = View(passages_of_text(text, Scope(0, metadata)))
    request = Request(registers, languages, date_order, metadata, known)
    return sorted(view.in_source(mention) for mention in mentions_of(view, request))
