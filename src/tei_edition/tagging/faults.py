"""What an editor should look at after tagging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tei_edition.findings import Fault, Finding, Severity
from tei_edition.model.mention import Mention, MentionKind
from tei_edition.registers.entity import Registers
from tei_edition.source_text import SourceText, normalise_space

__all__ = ["AMBIGUOUS_NAME", "IMPOSSIBLE_DATE", "UNKNOWN_DOCUMENT", "findings_of"]

AMBIGUOUS_NAME = Fault(
    "TAG001",
    "ambiguous_name",
    Severity.NOTE,
    """A name may mean several entries of the registers, and the text does not say which.

Why:    a wrong link misleads more than none; the tag has no @ref until an editor decides.
Remedy: add the @ref by hand; or give the entries' roles and dates, so that office and time decide;
        or name the person in full once in the letter's front matter.
Source: TEI P5 #NDPER
""",
)
IMPOSSIBLE_DATE = Fault(
    "TAG002",
    "impossible_date",
    Severity.WARNING,
    """The text names a day that never was.

Why:    a date without value can be neither sorted nor searched; a guessed one would be wrong.
Remedy: compare the original; if it reads so, leave it, or mark it {sic …|…} with what is meant.
Source: TEI P5 #CODATES
""",
)
UNKNOWN_DOCUMENT = Fault(
    "TAG003",
    "unknown_document",
    Severity.NOTE,
    """An essay cites a document by its number, and nothing tells which document that is.

Why:    the reader's link leads nowhere.
Remedy: list it in the essay's front matter, `documents:`, number and id of the letter.
""",
)


def findings_of(
    source: SourceText, mentions: Iterable[Mention], registers: Registers
) -> Iterator[Finding]:
    """One finding for each mention that asks for a decision, in the order of the text."""
    for mention in mentions:
        surface = normalise_space(source.text[mention.start : mention.end])
        location = source.locate(mention.start)
        if mention.kind is MentionKind.DATE:
            if not mention.value and not mention.attributes:
                why = f": {mention.evidence}" if mention.evidence else ""
                yield IMPOSSIBLE_DATE.at(
                    location, f"{surface!r} has no value{why}", "compare the original"
                )
        elif mention.kind is MentionKind.DOC:
            if not mention.ref:
                possible = ", ".join(mention.candidates)
                yield UNKNOWN_DOCUMENT.at(
                    location,
                    f"{surface} is no known document"
                    + (f"; possible are {possible}" if possible else f": {mention.evidence}"),
                    "list it under `documents:` in the essay's front matter",
                )
        elif not mention.ref and len(mention.candidates) > 1:
            yield AMBIGUOUS_NAME.at(
                location,
                f"{surface!r} may be {_either(mention.candidates, registers)}",
                "decide by @ref in the TEI file, or give roles with dates in the register",
            )


def _either(ids: tuple[str, ...], registers: Registers) -> str:
    names = []
    for entity_id in ids:
        entity = registers.find(entity_id)
        names.append(f"{entity.name} ({entity_id})" if entity is not None else entity_id)
    return " or ".join(names)
