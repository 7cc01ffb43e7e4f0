"""What the edition offers for download: every kind of file, how many there are, how large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tei_edition.model.media_types import media_type_of
from tei_edition.model.output import MadeFile, OutputFile
from tei_edition.transformers.addresses import DOCUMENT_FOLDERS
from tei_edition.transformers.citation import bibtex, csl, ris
from tei_edition.transformers.citation.record import cite_edition
from tei_edition.transformers.cldr import shown_size
from tei_edition.transformers.html.archive import ARCHIVE
from tei_edition.transformers.html.citing import citing, reference_files
from tei_edition.transformers.html.licences import licence_name
from tei_edition.transformers.html.linked_text import UNMARKED, LinkedText
from tei_edition.transformers.html.registers import REGISTER_FOLDER
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.views import Fact

__all__ = ["DATA", "Row", "Section", "render"]

DATA: Final = "data.html"
_MANIFEST: Final = "manifest.json"  # the list of all files that stands beside them
# Suffix, and a phrase or the format's own name; the first that fits counts.
_FORMATS: Final = (
    (ARCHIVE, "file.archive"),
    (csl.SUFFIX, "file.csl"),
    (bibtex.SUFFIX, "file.bib"),
    (ris.SUFFIX, "file.ris"),
    (".xml", "file.xml"),
    (".txt", "file.txt"),
    (".jsonld", "file.jsonld"),
    (".ttl", "Turtle"),
    (".nq", "N-Quads"),
    (".html", "HTML"),
    (".atom", "Atom"),
    (".csv", "CSV"),
    (".gexf", "GEXF"),
    (".graphml", "GraphML"),
    (".cff", "CITATION.cff"),
    (".json", "JSON"),
    (".css", "CSS"),
    (".js", "JavaScript"),
    (".svg", "SVG"),
    (".png", "PNG"),
    (".jpg", "JPEG"),
    (".webp", "WebP"),
    (".pdf", "PDF"),
    (".zip", "ZIP"),
)
_UNKNOWN: Final = ("", "data.other")
# Their files are about the whole edition, as those beside the first page are.
_EDITION_FOLDERS: Final = frozenset({"", "beacon", "network", "tables"})
# Files of these are few, and each is something by itself.
_LINKED: Final = ("edition", "registers")
_FOR_ROBOTS: Final = ("robots.", "sitemap")
_SECTIONS: Final = ("edition", "documents", "registers", "pages", "other")


@dataclass(frozen=True, slots=True)
class Row:
    """The files of one format, or a single file with a link."""

    format: LinkedText
    media_type: str
    number: str
    size: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the formats below it."""

    title: str
    anchor: str
    rows: tuple[Row, ...]


def render(site: Site, made: Iterable[MadeFile]) -> Iterator[OutputFile]:
    """``data.html``, of all files that were made before it."""
    table = site.edition.config.edition
    links, say = site.links_from(DATA), site.phrases.say
    work = cite_edition(site.edition, site.phrases)
    licence = None
    if table.licence:
        licence = LinkedText(
            table.licence_text or licence_name(table.licence),
            table.licence,
            marks=site.targets.marks() if table.licence_text else UNMARKED,
        )
    yield site.page(
        DATA,
        "data.html",
        say("data.title"),
        say("data.introduction"),
        sections=tuple(_sections(site, made)),
        licence=None if licence is None else Fact(site.phrases.say("fact.licence"), (licence,)),
        manifest=links.to(_MANIFEST),
        citing=citing(work, reference_files(None, site, links), site),
    )


def _sections(site: Site, made: Iterable[MadeFile]) -> Iterator[Section]:
    found: dict[tuple[str, tuple[str, str]], list[MadeFile]] = {}
    for file in made:
        found.setdefault((_section_of(file), _format_of(file)), []).append(file)
    for section in _SECTIONS:
        rows: list[Row] = []
        for kind in (*_FORMATS, _UNKNOWN):
            files = found.get((section, kind), [])
            if section in _LINKED:
                rows += (_row(kind, [file], site, file.path) for file in files)
            elif files:
                rows.append(_row(kind, files, site))
        if rows:
            yield Section(site.phrases.say(f"data.{section}"), f"data-{section}", tuple(rows))


def _section_of(file: MadeFile) -> str:
    folder, _, name = file.path.rpartition("/")
    if name.endswith(".html"):
        return "pages"
    if folder == REGISTER_FOLDER:
        return "registers"
    if folder in DOCUMENT_FOLDERS.values():
        return "documents"
    of_edition = folder in _EDITION_FOLDERS and not name.startswith(_FOR_ROBOTS)
    return "edition" if of_edition else "other"


def _format_of(file: MadeFile) -> tuple[str, str]:
    return next((kind for kind in _FORMATS if file.path.endswith(kind[0])), _UNKNOWN)


def _row(kind: tuple[str, str], files: Sequence[MadeFile], site: Site, only: str = "") -> Row:
    """The row of a format, or of the ``only`` file, which is linked and named."""
    suffix, key = kind
    name = site.phrases.find(key) or key
    folder, _, file_name = only.rpartition("/")
    return Row(
        LinkedText(file_name if folder else name, site.links_from(DATA).to(only) if only else ""),
        media_type_of(only or suffix),
        site.phrases.number(len(files)),
        shown_size(sum(file.size for file in files), site.phrases.language),
    )
