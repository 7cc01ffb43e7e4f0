"""The registers that a command is given, or those of the edition around a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tei_edition.findings import Finding
from tei_edition.model.config import EditionConfig
from tei_edition.pipeline.prepare import read_registers
from tei_edition.registers.entity import Registers
from tei_edition.registers.read import read_entities
from tei_edition.tei.read import IllFormed, read_xml

__all__ = ["GivenRegisters", "given_registers"]


@dataclass(frozen=True, slots=True)
class GivenRegisters:
    """Register entries, and for each id the file in which the entry stands."""

    registers: Registers = field(default_factory=Registers)
    files: dict[str, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def given_registers(
    paths: Sequence[Path], edition: Path | None = None, config: EditionConfig | None = None
) -> GivenRegisters:
    """Read TEI registers; without ``paths`` those of the edition, without both none.

    An ill-formed register is a finding. Raises OSError.
    """
    if not paths:
        if edition is None or config is None:
            return GivenRegisters()
        registers, found = read_registers(edition, config)
        files: dict[str, Path] = {}
        for entity in registers:
            files.setdefault(entity.id, edition / entity.location.path)
        return GivenRegisters(registers, files, found)
    parts, findings = [], []
    where: dict[str, Path] = {}
    for path in paths:
        shown = path.as_posix()
        try:
            entities = read_entities(read_xml(path, shown), shown)
        except IllFormed as error:
            findings.append(error.finding)
            continue
        parts.append(entities)
        for entity in entities:
            where.setdefault(entity.id, path)
    return GivenRegisters(Registers.joined(parts), where, tuple(findings))
