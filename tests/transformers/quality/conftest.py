"""Published sites in all interface languages, behind a server, and pages that watch themselves."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize

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
DESKTOP: Final[ViewportSize] = {"width": 1280, "height": 900}


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


class Reader:
    """Pages of one browser, kept open for all tests; what they should not do is noted."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._pages: dict[str, Page] = {}
        self.faults: list[str] = []

    def page(self, **options: Any) -> Page:
        """The page of a browsing context with these options; its size and media are reset."""
        page = self._pages.get(repr(options)) or self._open(options)
        page.set_viewport_size(options.get("viewport", DESKTOP))
        page.emulate_media(
            media="null",
            color_scheme=options.get("color_scheme", "light"),
            reduced_motion=options.get("reduced_motion", "no-preference"),
        )
        return page

    def _open(self, options: dict[str, Any]) -> Page:
        context = self._browser.new_context(**options)
        context.set_default_timeout(10_000)
        context.on("console", self._hear)
        context.on("request", self._note)
        page = self._pages[repr(options)] = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        self.faults.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _note(self, request: Request) -> None:
        if not request.url.startswith(self._address):
            self.faults.append(f"a page asks for {request.url}")


@pytest.fixture(scope="session")
def _reader(browser: Browser, address: str) -> Reader:
    return Reader(browser, address)


@pytest.fixture
def reader(_reader: Reader) -> Iterator[Reader]:
    """Its pages ask no other host, complain of nothing, and miss no file."""
    _reader.faults.clear()
    yield _reader
    assert not _reader.faults


@pytest.fixture
def page(reader: Reader) -> Page:
    """A page of a desktop browser."""
    return reader.page()
