"""Publication: every output format into one folder, with a manifest of what is in it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tei_edition import transformers
from tei_edition.disk import write_file
from tei_edition.edition import Edition, read_edition
from tei_edition.findings import Finding
from tei_edition.lock import sha256_of
from tei_edition.model.config import PUBLICATION_FOLDER, EditionConfig, overlap
from tei_edition.model.output import Loss, MadeFile, OutputFile, Standing
from tei_edition.pipeline.incremental import Known, press_for, remembered
from tei_edition.pipeline.long_lived import long_lived
from tei_edition.pipeline.losses import findings_of
from tei_edition.pipeline.manifest import (
    MANIFEST_NAME,
    Listed,
    listed,
    read_manifest,
    remove_stale,
    write_manifest,
)
from tei_edition.pipeline.sources import Progress
from tei_edition.transformers.phrases import catalogue_findings
from tei_edition.transformers.plug_ins import TRANSFORMERS, plug_ins
from tei_edition.transformers.press import Press
from tei_edition.validation.checks import duplicate_id_in_edition
from tei_edition.validation.places import with_places
from tei_edition.whole_edition import with_all_registers

__all__ = [
    "LinkedFolder",
    "OwnFolder",
    "Publication",
    "Transformer",
    "UnfitFolder",
    "UnknownFormat",
    "publication_folder",
    "publish",
    "transformers_by_name",
]


@dataclass(frozen=True, slots=True)
class Transformer:
    """An output format: its module under ``transformers``.

    ``render`` and ``finish`` take the edition, and the press if they have a parameter ``press``;
    ``finish`` makes what tells of all files, once those of all formats have been made; ``check``
    says beforehand what of the edition's wishes cannot be met.
    """

    name: str
    description: str
    render: Callable[..., Iterator[OutputFile]]
    finish: Callable[..., Iterator[OutputFile]] | None = None
    check: Callable[[Edition], Iterator[Finding]] | None = None

    def made(self, edition: Edition, press: Press) -> Iterator[OutputFile]:
        """The files of the format."""
        return self.render(edition, **_press_for(self.render, press))

    def made_last(
        self, edition: Edition, made: Sequence[MadeFile], press: Press
    ) -> Iterator[OutputFile]:
        """What tells of all files."""
        if self.finish is None:
            return iter(())
        return self.finish(edition, made, **_press_for(self.finish, press))


def _press_for(function: Callable[..., object], press: Press) -> dict[str, Press]:
    return {"press": press} if "press" in inspect.signature(function).parameters else {}


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication did; ``files`` are all that the folder now holds, sorted.

    ``made`` are those of the files that can be kept, but had to be made anew.
    """

    folder: Path
    files: tuple[str, ...]
    written: int
    made: tuple[str, ...]
    removed: tuple[str, ...]
    findings: tuple[Finding, ...]


class UnknownFormat(ValueError):
    """edition.toml asks for a format that there is not."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"[publish] formats: {name!r} is no output format; there are: {', '.join(known)}"
        )


class UnfitFolder(ValueError):
    """The folder cannot be published into; the words say why, and what to do."""


class OwnFolder(UnfitFolder):
    """The folder to publish into is one of the edition's own."""

    def __init__(self, folder: Path, own: Path) -> None:
        super().__init__(
            f"{folder} cannot be published into: it would mix with {own}; name another folder"
        )


class LinkedFolder(UnfitFolder):
    """The folder to publish into is a link, which edition.toml does not say."""

    def __init__(self, link: Path) -> None:
        super().__init__(
            f"{link} is a link, and cannot be published into: remove it; or name the folder that "
            "it leads to under [publish] in edition.toml, or with --into"
        )


def transformers_by_name() -> dict[str, Transformer]:
    """The output formats: every module under ``transformers`` that has a NAME, and plug-ins.

    A plug-in replaces the format that has its name. Raises BrokenPlugIn.
    """
    found = {}
    for info in sorted(pkgutil.iter_modules(transformers.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{transformers.__name__}.{info.name}")
        if hasattr(module, "NAME"):
            found[module.NAME] = _transformer(module)
    for plug_in in plug_ins(TRANSFORMERS):
        found[plug_in.content.NAME] = _transformer(plug_in.content)
    return found


def _transformer(module: Any) -> Transformer:
    finish, check = getattr(module, "finish", None), getattr(module, "check", None)
    return Transformer(module.NAME, module.DESCRIPTION, module.render, finish, check)


def publish(
    root: Path,
    config: EditionConfig,
    *,
    into: Path | None = None,
    progress: Progress | None = None,
    jobs: int | None = None,
    rebuild: bool = False,
    keep_others: bool = False,
) -> Publication:
    """Write every configured format into ``into`` (by default the configured folder).

    Files of an earlier publication that are no longer made are removed, others are left alone; with
    ``keep_others`` also those that are of other formats. That
    two documents have one id is among the findings: only one of them has a page; so is what an
    output could not carry. What an earlier publication made of the same is not made again, except
    with ``rebuild``; ``jobs`` is the number of processes, by default what the machine has cores.
    Raises UnknownFormat, UnfitFolder, BrokenPlugIn; ValueError if two formats make one file;
    OSError if a file cannot be written, or changes while it is read.
    """
    by_name = transformers_by_name()
    formats = tuple(dict.fromkeys(config.publish.formats))
    unknown = [name for name in formats if name not in by_name]
    if unknown:
        raise UnknownFormat(unknown[0], tuple(by_name))
    folder = into if into is not None else publication_folder(root, config)
    if folder.is_symlink() and not folder.exists():
        raise LinkedFolder(folder)  # to nothing, or to itself
    _refuse_own_folders(root, config, folder)
    press = press_for(root, config, folder, jobs, rebuild)
    known = Known(root, press, MANIFEST_NAME)
    if (last := known.find()) is not None:
        return Publication(folder, last[0], 0, (), (), last[1])
    base = folder if into is not None else root  # what no link may lead out of
    files: dict[str, Listed] = {}
    with remembered(press, root, config), listed(files, folder, base):
        wanted = [by_name[name] for name in formats]
        written, findings = _written(
            wanted, files, root, config, press, base=base, progress=progress
        )
        before = read_manifest(folder)
        others = {p: f for p, f in before.items() if keep_others and f.format not in formats}
        files = {**others, **files}
        removed = remove_stale(folder, before, files)
        manifest = write_manifest(folder, files.values(), base)
        hashes = {path: file.sha256 for path, file in files.items()}
        known.keep({**hashes, MANIFEST_NAME: manifest}, findings)
    return Publication(
        folder, tuple(sorted(files)), written, tuple(sorted(press.made)), removed, findings
    )


def _written(
    formats: Sequence[Transformer],
    files: dict[str, Listed],
    root: Path,
    config: EditionConfig,
    press: Press,
    *,
    base: Path,
    progress: Progress | None,
) -> tuple[int, tuple[Finding, ...]]:
    """Put all files into ``files``; how many were not there yet, and what there is to say.

    The edition is let go when they are written: the list of them needs the room.
    """
    with long_lived() as freeze:
        edition, ill_formed = read_edition(root, config, memo=press.memo, jobs=press.jobs)
        freeze()
        return _written_of(edition, ill_formed, formats, files, press, base=base, progress=progress)


def _written_of(
    edition: Edition,
    ill_formed: tuple[Finding, ...],
    formats: Sequence[Transformer],
    files: dict[str, Listed],
    press: Press,
    *,
    base: Path,
    progress: Progress | None,
) -> tuple[int, tuple[Finding, ...]]:
    twice = duplicate_id_in_edition.check_edition(edition)
    edition, unused = with_all_registers(edition)
    of_phrases = catalogue_findings(edition)
    findings = {*ill_formed, *with_places(twice, edition.root), *of_phrases, *unused}
    for transformer in formats:
        findings.update(transformer.check(edition) if transformer.check is not None else ())
    losses: list[Loss] = []
    made: list[MadeFile] = []
    written = 0
    for name, output in _outputs(formats, edition, press, made, progress):
        if output.path in files:
            raise ValueError(f"{name} makes {output.path}, which another format has made")
        made.append(MadeFile.of(output))
        losses += output.losses
        source = output.source
        sha256 = source.sha256 if isinstance(source, Standing) else sha256_of(source)
        if not isinstance(source, Standing):
            written += write_file(press.folder / output.path, source, within=base)
        files[output.path] = Listed.of(output.path, output.size, sha256, name)
        if press.memo.store is not None:
            press.memo.store.settle()
    return written, tuple(sorted({*findings, *findings_of(losses)}))


def _outputs(
    formats: Sequence[Transformer],
    edition: Edition,
    press: Press,
    made: Sequence[MadeFile],
    progress: Progress | None,
) -> Iterator[tuple[str, OutputFile]]:
    """Every file with the format that makes it; ``made`` grows meanwhile."""
    for number, transformer in enumerate(formats):
        if progress:
            progress(f"publishing {transformer.name}", number, len(formats))
        for output in transformer.made(edition, press):
            yield transformer.name, output
    for transformer in formats:
        for output in transformer.made_last(edition, tuple(made), press):
            yield transformer.name, output


def publication_folder(root: Path, config: EditionConfig) -> Path:
    """The folder that the edition is published into; raises LinkedFolder.

    Whoever has the edition from others sees in edition.toml what is written where, but not links.
    """
    folder = root
    for part in Path(config.publish.folder).parts:
        folder /= part
        if folder.is_symlink():
            raise LinkedFolder(folder)
    return folder


def _refuse_own_folders(root: Path, config: EditionConfig, folder: Path) -> None:
    """The site must not mix with what it is made from: publishing removes what it once wrote."""
    own = (
        config.sources.folder,
        config.editions.folder,
        config.editions.schemas,
        PUBLICATION_FOLDER,
    )
    for name in own:
        if overlap(folder.resolve(), (root / name).resolve()):
            raise OwnFolder(folder, root / name)
