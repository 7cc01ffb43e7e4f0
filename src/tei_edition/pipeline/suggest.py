"""The mentions of one source: as conversion would tag it, or as a plain text of unknown shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tei_edition.converters.detect import UNRECOGNISED_SOURCE
from tei_edition.converters.read_source import read_source
from tei_edition.findings import Finding
from tei_edition.model.config import EditionConfig, EditionTable, read_config
from tei_edition.model.document import Block, BlockKind, ParsedDocument, Span
from tei_edition.model.mention import Mention
from tei_edition.model.metadata import Metadata
from tei_edition.pipeline.decisions import read_all_decisions
from tei_edition.pipeline.prepare import with_agents
from tei_edition.pipeline.register_files import given_registers
from tei_edition.pipeline.sources import parse_file
from tei_edition.source_text import SourceText
from tei_edition.tagging.decisions import Decision, apply_decisions
from tei_edition.tagging.tag import find_mentions, tag

__all__ = ["Suggestions", "suggest"]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was found in a source; ``document`` is None if it cannot be read.

    ``suggested`` is the document as the program tags it, ``document`` as editors have decided.
    """

    document: ParsedDocument | None
    suggested: ParsedDocument | None
    config: EditionConfig
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions, sorted, with the decisions of editors."""
        return self.document.mentions if self.document else ()


def suggest(
    path: Path, edition: Path | None = None, register_paths: Sequence[Path] = ()
) -> Suggestions:
    """Tag a source with the registers given, or with those of its edition.

    A source that no converter takes is tagged as plain text. Raises ConfigError, and OSError if the
    source cannot be read.
    """
    path.stat()
    root = edition or path.resolve().parent
    config = read_config(root) if edition else EditionConfig(edition=EditionTable(title="untitled"))
    try:
        shown = path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        root, shown = path.resolve().parent, path.name
    given = given_registers(register_paths, edition, config)
    parsed, findings = parse_file(root, shown, config)
    decisions, faults = read_all_decisions(edition) if edition else ((), ())
    if parsed is not None:
        resolved = with_agents(parsed, given.registers)
        suggested, found = tag(resolved, given.registers, config)
    elif any(finding.code == UNRECOGNISED_SOURCE.code for finding in findings):
        source, findings = read_source(root / shown, shown)
        if source is None:
            return Suggestions(None, None, config, decisions, findings)
        mentions = find_mentions(
            source.text,
            given.registers,
            languages=config.sources.languages,
            date_order=config.sources.date_order,
        )
        suggested, found = _as_it_is(source, mentions), ()
    else:
        return Suggestions(None, None, config, decisions, (*given.findings, *findings))
    document, found = apply_decisions(suggested, decisions, found)
    return Suggestions(
        document, suggested, config, decisions, (*given.findings, *faults, *findings, *found)
    )


def _as_it_is(source: SourceText, mentions: Sequence[Mention]) -> ParsedDocument:
    """A text of unknown shape as one block."""
    whole = Span(0, len(source.text))
    blocks = (Block(BlockKind.PARAGRAPH, whole, whole),) if source.text else ()
    return ParsedDocument(source, "text", Metadata(), blocks, mentions=tuple(mentions))
