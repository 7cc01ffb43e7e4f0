"""Suggestions of a spaCy pipeline that the edition's configuration names (extra ``[nlp]``).

They fill what the rules left open and never displace a mention of ours; each bears certainty low.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import CONFIG_NAME
from tei_edition.model.document import Block, ParsedDocument
from tei_edition.model.mention import Certainty, Mention, MentionKind
from tei_edition.model.text import TEXTLESS

__all__ = ["PipelineMissing", "load_pipeline", "with_suggestions"]

NO_PIPELINE = Fault(
    "TAG030",
    "no_nlp_pipeline",
    Severity.WARNING,
    """The spaCy pipeline that edition.toml names cannot be loaded.

Why:    everything else works without it, but its suggestions are missing.
Remedy: install the extra (`pip install 'tei-edition[nlp]'`) and the pipeline, for instance
        `python -m spacy download en_core_web_sm`; or name the folder of a pipeline; or delete
        `spacy` under [tagging] in edition.toml.
Source: https://spacy.io/usage/models
""",
)
# What pipelines call the kinds of names that we tag; other labels (MONEY, LAW …) are passed over.
_KINDS: Final = {
    "PERSON": MentionKind.PERSON,
    "PER": MentionKind.PERSON,
    "GPE": MentionKind.PLACE,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.PLACE,
    "ORG": MentionKind.ORG,
    "EVENT": MentionKind.EVENT,
}
_LONGEST: Final = 100_000  # characters of one block; spaCy's memory grows with them


class PipelineMissing(ValueError):
    """The pipeline cannot be loaded; ``finding`` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@lru_cache(maxsize=2)
def load_pipeline(name: str) -> Any:
    """The spaCy pipeline of this name or in this folder; raises PipelineMissing."""
    try:
        import spacy  # noqa: PLC0415 - heavy, and only there with the extra
    except ImportError:
        raise PipelineMissing(
            _finding(f"spaCy is not installed, so {name!r} cannot be used")
        ) from None
    try:
        return spacy.load(name)
    except (OSError, ValueError) as error:
        reason = str(error).split("\n", 1)[0]
        raise PipelineMissing(
            _finding(f"the pipeline {name!r} cannot be loaded: {reason}")
        ) from None


def _finding(message: str) -> Finding:
    return NO_PIPELINE.at(
        Location(CONFIG_NAME), message, "install it, or delete `spacy` under [tagging]"
    )


def with_suggestions(
    document: ParsedDocument, mentions: Iterable[Mention], name: str
) -> list[Mention]:
    """The mentions, and the pipeline's names where none of them stands; raises PipelineMissing."""
    pipeline = load_pipeline(name)
    kept = sorted(mentions)
    taken = [(mention.start, mention.end) for mention in kept]
    added = [
        mention
        for block in document.walk()
        if not block.children and block.kind not in TEXTLESS
        for mention in _suggested(document, block, pipeline)
        if not any(start < mention.end and mention.start < end for start, end in taken)
    ]
    return sorted([*kept, *added])


def _suggested(document: ParsedDocument, block: Block, pipeline: Any) -> Iterator[Mention]:
    text = document.text(block.content)
    if len(text) > _LONGEST:
        return
    for entity in pipeline(text).ents:
        kind = _KINDS.get(entity.label_)
        start = block.content.start + entity.start_char
        end = block.content.start + entity.end_char
        crosses = any(
            mark.span.start < end
            and start < mark.span.end
            and not (mark.content.start <= start and end <= mark.content.end)
            for mark in block.marks
        )
        if kind is not None and start < end and not crosses:
            yield Mention(start, end, kind, certainty=Certainty.LOW, rule="spacy")
