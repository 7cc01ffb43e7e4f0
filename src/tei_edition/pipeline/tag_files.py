"""Tagging TEI files on disk, in place or into a folder."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tei_edition.disk import read_file, write_file
from tei_edition.edition import TeiDocument, document_paths, read_document
from tei_edition.findings import Finding
from tei_edition.model.config import EditionConfig, read_config
from tei_edition.model.mention import Mention
from tei_edition.pipeline.register_files import GivenRegisters, given_registers
from tei_edition.tagging.documents import KnownDocument
from tei_edition.tagging.tei.decode import decode
from tei_edition.tagging.tei.tag import TaggedTei, TeiRequest, tag_tei
from tei_edition.tei.read import IllFormed, read_xml

__all__ = ["TaggedFile", "TaggingOptions", "tag_files"]


@dataclass(frozen=True, slots=True)
class TaggingOptions:
    """What a user asks for; ``languages`` count where a file names none, BCP 47."""

    register_paths: tuple[Path, ...] = ()
    edition: Path | None = None
    languages: tuple[str, ...] = ()
    resp: str = ""
    into: Path | None = None
    write: bool = True


@dataclass(frozen=True, slots=True)
class TaggedFile:
    """One file, as the user named it, and what was done; ``written`` is None if nothing was."""

    path: Path
    result: TaggedTei
    written: Path | None

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """What was tagged, by offsets into the characters of the file as it was."""
        return self.result.mentions

    def lines(self) -> Iterator[str]:
        """The change as a unified diff, lines without their ends."""
        if self.result.before == self.result.after:
            return
        old, new = decode(self.result.before).text, decode(self.result.after).text
        name = self.path.as_posix()
        yield from difflib.unified_diff(
            old.split("\n"), new.split("\n"), name, name, lineterm="", n=1
        )


def tag_files(
    paths: Sequence[Path], options: TaggingOptions
) -> Iterator[tuple[TaggedFile | None, tuple[Finding, ...]]]:
    """Tag files one after the other; first comes what is to be said of the registers.

    A file that cannot be tagged is a finding and does not stop the rest. Raises ConfigError, and
    OSError if a file cannot be read or written; files until then are complete.
    """
    config = read_config(options.edition) if options.edition else None
    given = given_registers(options.register_paths, options.edition, config)
    yield None, given.findings
    request = _request(paths, options, given, config)
    for path in paths:
        data = read_file(path)
        result = tag_tei(data, path, path.as_posix(), request)
        written = None
        if options.write:
            target = options.into / path.name if options.into else path
            if (options.into or result.after != data) and write_file(target, result.after):
                written = target
        yield TaggedFile(path, result, written), result.findings


def _request(
    paths: Sequence[Path],
    options: TaggingOptions,
    given: GivenRegisters,
    config: EditionConfig | None,
) -> TeiRequest:
    known: tuple[KnownDocument, ...] = ()
    if options.edition is not None and config is not None:
        essays = (options.edition / config.editions.folder / "essays").resolve()
        if any(path.resolve().is_relative_to(essays) for path in paths):
            known = tuple(_known(options.edition, config))
    return TeiRequest(
        given.registers,
        given.files,
        options.languages or (config.sources.languages if config else ("en",)),
        config.sources.date_order if config else "dmy",
        known,
        options.resp,
    )


def _known(root: Path, config: EditionConfig) -> Iterator[KnownDocument]:
    """The documents that an essay may cite; those that cannot be read are none."""
    for path in document_paths(root, config):
        try:
            document = read_document(TeiDocument(path, read_xml(root / path, path)))
        except IllFormed:
            continue
        yield KnownDocument(document.id, document.metadata, document.kind)
