"""One turn of the preview: publish what has changed, then look for faults."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tei_edition.disk import read_file
from tei_edition.findings import Finding
from tei_edition.lock import sha256_of
from tei_edition.model.config import read_config
from tei_edition.pipeline.manifest import MANIFEST_NAME
from tei_edition.pipeline.publish import Publication, publish
from tei_edition.pipeline.serving.news import News, report_of
from tei_edition.pipeline.sources import Progress
from tei_edition.pipeline.validate import validate
from tei_edition.validation.memory import Memory

__all__ = ["Renewal", "renew", "site_in"]


@dataclass(frozen=True, slots=True)
class Renewal:
    """What was published, and all that was found."""

    publication: Publication
    findings: tuple[Finding, ...]


def renew(
    root: Path,
    news: News,
    memory: Memory,
    *,
    into: Path | None = None,
    progress: Progress | None = None,
    jobs: int | None = None,
) -> Renewal:
    """Publish the edition, then validate it; each is told as soon as it is done.

    ``into`` is as ``publish`` has it. Raises ConfigError, LockError and OSError, and what
    ``publish`` raises.
    """
    config = read_config(root)
    done = publish(root, config, into=into, progress=progress, jobs=jobs)
    news.tell(site=site_in(done.folder))
    found = validate(root, config, progress, done.findings, memory=memory, jobs=jobs)
    news.tell(report=report_of(found))
    return Renewal(done, found)


def site_in(folder: Path) -> str:
    """A digest of the site that was published into a folder, "" if none was. Raises OSError."""
    try:
        return sha256_of(read_file(folder / MANIFEST_NAME))
    except FileNotFoundError:
        return ""
