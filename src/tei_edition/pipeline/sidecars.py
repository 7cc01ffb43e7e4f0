"""What is wrong with the metadata that imports left beside their files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from tei_edition.disk import read_file
from tei_edition.edition import document_paths
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import EditionConfig
from tei_edition.model.imports import REGISTERS, imports_path, read_imports
from tei_edition.model.sidecar import SidecarError, read_sidecar, sidecar_bytes, sidecar_path

__all__ = ["digest_at", "sidecar_findings"]

CHANGED_SINCE_IMPORT = Fault(
    "EXC013",
    "changed_since_import",
    Severity.NOTE,
    """A letter was changed since its metadata were written beside it.

Why:    NAME.metadata.json says what an import understood of NAME.xml. Now that the file is another,
        what it says itself counts; the metadata beside it only fill its gaps.
Remedy: nothing, if the header says all; else import the file again where it is
        (`tei-edition import editions/letters/NAME.xml --into . --force`).
""",
)
UNREADABLE_SIDECAR = Fault(
    "EXC014",
    "unreadable_sidecar",
    Severity.ERROR,
    """The metadata beside a letter cannot be read.

Why:    what an import understood, and what you may have corrected there, is passed over.
Remedy: mend the JSON at the place that is named, or delete the file and import the letter again.
""",
)


def sidecar_findings(root: Path, config: EditionConfig) -> Iterator[Finding]:
    """One finding for each sidecar that is broken or of an older state; raises OSError.

    Also for the file in which imports note where registers came from.
    """
    registers = Path(config.editions.folder) / REGISTERS
    try:
        read_imports(root / registers)
    except SidecarError as error:
        yield UNREADABLE_SIDECAR.at(
            Location(imports_path(registers).as_posix()),
            f"no note of what was imported: {error}",
            "mend it; or delete it, and import the registers again",
        )
    for path in document_paths(root, config):
        data = sidecar_bytes(root / path)
        if not data:
            continue
        where = Location(sidecar_path(Path(path)).as_posix())
        try:
            sidecar = read_sidecar(data)
        except SidecarError as error:
            yield UNREADABLE_SIDECAR.at(
                where, f"no metadata of a document: {error}", "mend it, or delete it"
            )
            continue
        if digest_at(root / path) != sidecar.sha256:
            yield CHANGED_SINCE_IMPORT.at(
                where,
                f"written for an older state of {path}, which counts now",
                "nothing is to be done if its header says all; else import it again",
            )


def digest_at(path: Path) -> str:
    """The SHA-256 of a file, "" if there is none; raises OSError."""
    try:
        return hashlib.sha256(read_file(path)).hexdigest()
    except FileNotFoundError:
        return ""
