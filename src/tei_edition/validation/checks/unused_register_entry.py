"""AUT006: a register entry that no document names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Final

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Severity

FAULT = Fault(
    "AUT006",
    "unused_register_entry",
    Severity.NOTE,
    """A register entry is named by no document and no other entry.

Why:    it is a remnant, or its mentions are not tagged yet, or they point to a double of it.
Fails:  <org xml:id="salt-office"><orgName type="preferred">Salt Office</orgName></org>
Passes: <org xml:id="harbour-office"><orgName type="preferred">Harbour Office</orgName></org>
Remedy: tag the mentions, merge the entry with its double, or delete it; registers that serve
        several editions may ignore AUT006 in edition.toml.
Source: TEI P5 #NDPERS
""",
)
# "person:ID", "listperson.xml#ID" or key="ID", wherever it stands.
_POINTED_AT: Final = re.compile(r"""(?:[:#]|\bkey\s?=\s?["'])([^\s"'<>:#&]{1,200})(?=["'\s])""")


def check_edition(edition: Edition) -> Iterator[Finding]:
    """One finding for each entry that nothing points to."""
    if not edition.documents or not len(edition.registers):
        return
    used = {edition.registers.canonical(identifier) for identifier in _pointed_at(edition)}
    used |= {entity.parent for entity in edition.registers}
    for entity in edition.registers:
        if entity.id not in used:
            yield FAULT.at(
                entity.location,
                f'no document names "{entity.id}" ({entity.name})',
                "tag its mentions, merge it with its double, or delete it",
            )


def _pointed_at(edition: Edition) -> Set[str]:
    """Every id that stands behind a colon or # in a file: quicker than parsing all of them."""
    found: set[str] = set()
    for path in (*(document.path for document in edition.documents), *edition.register_paths):
        text = (edition.root / path).read_bytes().decode("utf-8", errors="replace")
        found.update(_POINTED_AT.findall(text))
    return found
