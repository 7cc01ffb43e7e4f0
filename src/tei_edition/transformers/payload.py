"""What an archive is given to keep: the files that the edition is made of, as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tei_edition.edition import Edition, document_paths
from tei_edition.findings import Fault, Location, Severity
from tei_edition.lock import LOCK_NAME
from tei_edition.model.config import CONFIG_NAME
from tei_edition.model.output import Loss
from tei_edition.tei.shipped import SHIPPED_SCHEMAS, shipped_schema

__all__ = ["NOT_DEPOSITED", "PayloadFile", "left_out", "payload_of"]

# Files at the top that say what the edition is, and what others may do with it.
_AT_THE_TOP: Final = ("README", "LICENSE", "LICENCE", "CHANGELOG", "CITATION")
NOT_DEPOSITED: Final = Fault(
    "PUB031",
    "not_deposited",
    Severity.WARNING,
    """A file of the edition is left out of the deposit.

Why:    it is a link that leads out of the edition's folder: what stands there is not the edition's,
        and may be private.
Fails:  sources/letter.txt -> /home/me/letter.txt
Remedy: put a copy in its place.
""",
)


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """A file to keep: its path in the deposit, and where it stands."""

    path: str
    place: Path


def payload_of(edition: Edition) -> tuple[PayloadFile, ...]:
    """The configuration, the TEI, registers, schemas, sources and statements at the top, by path.

    Where the edition has no schemas of its own, those that it is validated with are taken along.
    """
    root, config = edition.root, edition.config
    names = {CONFIG_NAME, LOCK_NAME, *document_paths(root, config), *edition.register_paths}
    names |= {path.name for path in root.iterdir() if path.stem.upper() in _AT_THE_TOP}
    for folder in (config.sources.folder, config.editions.schemas):
        names |= {path.relative_to(root).as_posix() for path in (root / folder).rglob("*")}
    files = {
        name: root / name for name in names if _is_seen(name) and _is_inside(root / name, root)
    }
    for name in SHIPPED_SCHEMAS:
        files.setdefault(f"{config.editions.schemas}/{name}", shipped_schema(name))
    return tuple(PayloadFile(name, files[name]) for name in sorted(files))


def left_out(edition: Edition) -> tuple[Loss, ...]:
    """The files that lead out of the edition, and are not kept."""
    return tuple(
        Loss(
            NOT_DEPOSITED,
            f"{name} leads out of the edition and is left out",
            "put a copy in its place",
            Location(name),
        )
        for name in sorted(_leading_out(edition))
    )


def _leading_out(edition: Edition) -> Iterator[str]:
    root = edition.root
    for folder in (edition.config.sources.folder, edition.config.editions.folder):
        for path in (root / folder).rglob("*"):
            name = path.relative_to(root).as_posix()
            if path.is_file() and _is_seen(name) and not _is_inside(path, root):
                yield name


def _is_seen(name: str) -> bool:
    return not any(part.startswith(".") for part in Path(name).parts)


def _is_inside(path: Path, root: Path) -> bool:
    return path.is_file() and path.resolve().is_relative_to(root.resolve())
