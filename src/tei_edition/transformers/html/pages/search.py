"""The page that searches, with its indices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tei_edition.findings import Fault, Location, Severity
from tei_edition.model.config import CONFIG_NAME
from tei_edition.model.output import Loss, OutputFile
from tei_edition.transformers.html.adapting.styles import style_file
from tei_edition.transformers.html.facets import facets_of
from tei_edition.transformers.html.full_text.index import FOLDER, indices_of, table_of
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
    numbers: dict[str, int] = {}
    losses: tuple[Loss, ...] = ()
    try:
        files = list(indices_of(site, numbers))
    except NoIndex as error:
        hint = "readers are sent to the lists; see `tei-edition explain PUB020`"
        message = f"the site has no full-text search: {error}"
        losses = (Loss(NO_SEARCH, message, hint, Location(CONFIG_NAME)),)
        files, numbers = [], {}
    yield from files
    links = site.links_from(SEARCH)
    page = site.page(
        SEARCH,
        "search.html",
        site.phrases.say("search.title"),
        policy=_POLICY,
        has_index=bool(files),
        search_script=links.to(_SCRIPT),
        folder=f"{FOLDER}/",
        browse=links.to("browse/index.html"),
    )
    yield replace(page, losses=(*page.losses, *losses))
    if files:
        yield table_of(site, facets_of(site), numbers)
        yield OutputFile(_SCRIPT, style_file(site.edition.root, "search.js"))
