"""The page that searches, with its indices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from tei_edition.findings import Fault, Location, Severity
from tei_edition.model.config import CONFIG_NAME
from tei_edition.model.output import Loss, OutputFile
from tei_edition.transformers.html.adapting.styles import style_file
from tei_edition.transformers.html.facets import facets_of
from tei_edition.transformers.html.full_text.index import (
    FOLDER,
    indices_of,
    table_of,
    words_of,
)
from tei_edition.transformers.html.full_text.pagefind import NoIndex
from tei_edition.transformers.html.site import SEARCH, Site

__all__ = ["KEY", "render"]

KEY: Final = "search"

NO_SEARCH: Final = Fault(
    "PUB020",
    "no_search_index",
    Severity.WARNING,
    """The site has no full-text search.

Why:    readers find nothing on the search page; it sends them to the lists.
Remedy: install tei-edition where Pagefind has a wheel (Linux and Windows on x86-64 and ARM, macOS)
        and publish there.
""",
)
_SCRIPT: Final = "style/search.js"
# Pagefind is WebAssembly, and its files are fetched; on this page alone.
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    "connect-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'"
)


def render(site: Site) -> Iterator[OutputFile]:
    """``search.html``, its script and ``search/``; nothing in an edition without documents."""
    if not site.documents:
        return
    known = (site.outline_with_mentions, words_of(site))
    try:
        # All of them or none.
        yield from list(site.press.files("search", known, partial(_with_index, site)))
    except NoIndex as error:
        hint = "readers are sent to the lists; see `tei-edition explain PUB020`"
        message = f"the site has no full-text search: {error}"
        loss = Loss(NO_SEARCH, message, hint, Location(CONFIG_NAME))
        page = _page(site, has_index=False)
        yield replace(page, losses=(*page.losses, loss))


def _with_index(site: Site) -> Iterator[OutputFile]:
    numbers: dict[str, int] = {}
    yield from indices_of(site, numbers)
    yield _page(site, has_index=True)
    yield table_of(site, facets_of(site), numbers)
    yield OutputFile(_SCRIPT, style_file(site.edition.root, "search.js"))


def _page(site: Site, *, has_index: bool) -> OutputFile:
    links = site.links_from(SEARCH)
    return site.page(
        SEARCH,
        "search.html",
        site.phrases.say("search.title"),
        policy=_POLICY,
        has_index=has_index,
        search_script=links.to(_SCRIPT),
        folder=f"{FOLDER}/",
        browse=links.to("browse/index.html"),
    )
