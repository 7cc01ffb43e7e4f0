"""Published sites in all interface languages, behind a server, and pages that watch themselves."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tei_edition.model.config import read_config
from tei_edition.pipeline.publish import publish
from tei_edition.transformers.html import paging
from tei_edition.transformers.html.site import Site

from ..rich_edition import write_rich_edition
from .specimens import Specimen, choose

_EXTREMES: Final = Path(__file__).parent / "letter-1922-02-01-extremes.xml"
# English has most pages; its list of letters fits on one page, those of the others do not.
LANGUAGES: Final = ("en", "de", "fr")
SCRIPTLESS: Final = {"java_script_enabled": False}


@pytest.fixture(scope="session")
def templates() -> dict[str, str]:
    """The template of each page by its path below the sites; filled by ``sites``."""
    return {}


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, templates: dict[str, str]) -> Path:
    """A folder with the same edition published in each language."""
    root = tmp_path_factory.mktemp("quality") / "edition"
    write_rich_edition(root)
    shutil.copy(_EXTREMES, root / "editions" / "letters")
    config = read_config(root)
    make, folder = Site.page, root.parent / "sites"

    for language in LANGUAGES:

        def page(site: Site, here: str, template: str, *rest: Any, **named: Any) -> Any:
            templates[f"{language}/{here}"] = template  # noqa: B023 - called in this turn only
            return make(site, here, template, *rest, **named)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Site, "page", page)
            if language != "en":
                patch.setattr(paging, "_LIMIT", 300)
            in_language = config.site.model_copy(update={"language": language})
            used = config.model_copy(update={"site": in_language})
            publish(root, used, into=folder / language, jobs=1, rebuild=True)
    return folder


@pytest.fixture(scope="session")
def specimens(sites: Path, templates: dict[str, str]) -> Mapping[str, tuple[Specimen, ...]]:
    """For each template the pages to look at."""
    return choose(templates, sites)


@pytest.fixture(scope="session")
def address(sites: Path) -> Iterator[str]:
    """Where a server shows the sites, below a folder; ends with "/"."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/favicon.ico":  # browsers ask the host, no page does
                self.send_error(204)
            else:
                super().do_GET()

        def log_message(self, *message: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(sites.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{sites.name}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def open_context(browser: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsing contexts in which no page asks other hosts, complains, or misses a file."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def open_one(**options: Any) -> BrowserContext:
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        context.on("console", lambda message: faults.append(f"{message.page.url}: {message.text}"))
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(address)
                else faults.append(f"asks for {request.url}")
            ),
        )
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    assert not faults


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page of a desktop browser."""
    return open_context(viewport={"width": 1280, "height": 900}).new_page()
