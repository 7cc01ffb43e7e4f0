"""The page that a server shows for an address that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.model.output import OutputFile
from tei_edition.transformers.html.frame import NOT_FOUND
from tei_edition.transformers.html.site import Site

__all__ = ["render"]


def render(site: Site) -> Iterator[OutputFile]:
    """``404.html``; servers show it at any depth, so that its links are absolute if they can be."""
    yield site.page(NOT_FOUND, "not_found.html", site.phrases.say("not-found"))
