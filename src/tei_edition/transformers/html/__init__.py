"""A static site: every document, register entry and list as a page that needs no server."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from typing import Final

from tei_edition.edition import Edition
from tei_edition.model.output import OutputFile
from tei_edition.transformers.html.pages import (
    about,
    documents,
    entities,
    home,
    indices,
    not_found,
)
from tei_edition.transformers.html.site import STYLESHEET, Site

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "html"
DESCRIPTION: Final = "a static web site: documents, collections, essays, registers, lists"

_PAGES: Final = (home, documents, entities, indices, about, not_found)


def render(edition: Edition) -> Iterator[OutputFile]:
    """All pages, the stylesheet and copies of the TEI files, one after the other.

    Documents are parsed when their turn comes and let go. Raises IllFormed or OSError if a file
    cannot be read any more.
    """
    site = Site.of(edition)
    for module in _PAGES:
        yield from module.render(site)
    style = resources.files(__package__).joinpath("static", "edition.css").read_bytes()
    yield OutputFile(STYLESHEET, style)
