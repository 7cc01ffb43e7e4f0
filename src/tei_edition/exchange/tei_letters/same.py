"""Entries of the given files that stand for the same: told, and noted where a name says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tei_edition.exchange.tei_letters.draft import Draft
from tei_edition.exchange.tei_letters.faults import JOINED_ENTRY, POSSIBLE_DOUBLE
from tei_edition.findings import Finding
from tei_edition.model.imports import OneName
from tei_edition.registers.entity import Registers
from tei_edition.registers.own_entries import join_entries
from tei_edition.registers.same_entries import find_same

__all__ = ["Same", "same_entries"]


@dataclass(frozen=True, slots=True)
class Same:
    """What there is to say of such entries, and those that are one by their name."""

    findings: tuple[Finding, ...]
    one_name: tuple[OneName, ...]


def same_entries(registers: Registers, drafts: Iterable[Draft]) -> Same:
    """Compare the entries of registers, and of letters that have their own."""
    owned = ((draft.metadata.id or draft.file.path, draft.entities) for draft in drafts)
    joined, _ = join_entries(registers, owned)
    findings, one_name = [], []
    for pair in find_same(joined):
        entry, kept = pair.entry, pair.kept
        if pair.by_name:
            one_name.append(OneName(entry.id, kept.id, entry.name))
        if pair.sure:
            message = f"{entry.id} is one with {kept.id} in {kept.location.path}: {pair.ground}"
            finding = JOINED_ENTRY.at(entry.location, message, "nothing, if that is right")
        else:
            message = (
                f"{entry.id} may be one with {kept.id} in {kept.location.path}: {pair.ground}, but "
                "a date or number contradicts it"
            )
            finding = POSSIBLE_DOUBLE.at(entry.location, message, "correct what is wrong of these")
        findings.append(finding)
    return Same(tuple(findings), tuple(one_name))
