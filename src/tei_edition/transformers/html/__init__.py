"""A static site: every document, register entry and list as a page that needs no server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from tei_edition.edition import Edition
from tei_edition.findings import Finding
from tei_edition.model.output import MadeFile, OutputFile
from tei_edition.transformers.html.adapting.faults_of import adaptation_findings
from tei_edition.transformers.html.adapting.styles import style_files
from tei_edition.transformers.html.archive import archive_file
from tei_edition.transformers.html.feed import feed_file
from tei_edition.transformers.html.pages import (
    about,
    browse,
    calendar,
    correspondences,
    correspondents,
    data,
    documents,
    entities,
    home,
    indices,
    network,
    not_found,
    places_map,
    search,
    timeline,
)
from tei_edition.transformers.html.registers import register_files
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.sitemap import sitemap_files
from tei_edition.transformers.plug_ins import PAGES, plug_ins
from tei_edition.transformers.press import Press

__all__ = ["DESCRIPTION", "NAME", "check", "finish", "render"]

NAME: Final = "html"
DESCRIPTION: Final = "a static web site: documents, collections, essays, registers, lists"

_PAGES: Final = (
    home,
    documents,
    entities,
    indices,
    correspondences,
    correspondents,
    calendar,
    timeline,
    network,
    places_map,
    browse,
    search,
    about,
    not_found,
)


# What they show of documents is in the outline.
_LISTS: Final = (indices, correspondences, correspondents, calendar, timeline, network, browse)


def check(edition: Edition) -> Iterator[Finding]:
    """What is wrong with how the edition adapts its site; raises BrokenPlugIn or OSError."""
    return adaptation_findings(edition)


def render(edition: Edition, press: Press | None = None) -> Iterator[OutputFile]:
    """All pages, the stylesheet, the script and copies of the TEI files, one after the other.

    Documents are parsed when their turn comes and let go. Raises IllFormed or OSError if a file
    cannot be read any more.
    """
    site = Site.of(edition, press=press)
    replaced = {plug_in.content.KEY for plug_in in plug_ins(PAGES)}
    for module in _PAGES:
        key = getattr(module, "KEY", "")
        if key and (key in replaced or not site.makes(key)):
            continue
        if module in _LISTS:
            name, make = f"pages {module.__name__}", partial(module.render, site)
            yield from site.press.files(name, site.outline_with_mentions, make)
        else:
            yield from module.render(site)
    for plug_in in plug_ins(PAGES):
        if site.makes(plug_in.content.KEY):
            yield from plug_in.guarded(plug_in.content.render)(site)
    yield from style_files(edition)
    yield from register_files(edition)
    yield from archive_file(site)


def finish(
    edition: Edition, made: Sequence[MadeFile], press: Press | None = None
) -> Iterator[OutputFile]:
    """What tells of all files, also those of other formats: lists for readers and for machines."""
    site = Site.of(edition, press=press)
    companions = [*sitemap_files(edition, made, site.documents), *feed_file(site)]
    yield from companions
    yield from data.render(site, [*made, *map(MadeFile.of, companions)])
