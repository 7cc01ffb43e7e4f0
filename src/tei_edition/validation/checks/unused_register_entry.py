"""AUT006: a register entry that no document names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from contextlib import suppress
from typing import Final

from tei_edition.disk import read_file
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
# "person:ID", "listperson.xml#ID" or key="ID", wherever it stands in a register.
_POINTED_AT: Final = re.compile(rb"""[:#]([^\s"'<>:#&]{1,200}+)(?=["'\s])""")
_KEY: Final = re.compile(rb"""\bkey\s?=\s?["']([^\s"'<>:#&]{1,200}+)(?=["'\s])""")


def check_edition(edition: Edition) -> Iterator[Finding]:
    """One finding for each entry that nothing points to."""
    if not edition.documents or not len(edition.registers):
        return
    used = _used(edition)
    for entity in edition.registers:
        if entity.id not in used:
            yield FAULT.at(
                entity.location,
                f'no document names "{entity.id}" ({entity.name})',
                "tag its mentions, merge it with its double, or delete it",
            )


def _used(edition: Edition) -> Set[str]:
    """The entries that some file or another entry names."""
    registers = edition.registers
    found = {name for document in edition.documents for name in document.pointed_at}
    for path in edition.register_paths:
        with suppress(OSError):  # a finding of its own
            data = read_file(edition.root / path)
            names = {*_POINTED_AT.findall(data), *_KEY.findall(data)}
            found |= {name.decode("utf-8", "replace") for name in names}
    # An entry is also named by the ids of those that were merged into it.
    return {*(entity.parent for entity in registers), *map(registers.canonical, found)}
