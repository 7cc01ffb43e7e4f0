"""The specimen edition and what the transformers make of it, once for all tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tei_edition.edition import Edition
from tei_edition.model.output import MadeFile
from tei_edition.transformers import citation, html, json_ld, text

from .rendering import by_path, specimen_edition


@pytest.fixture(scope="session")
def edition() -> Edition:
    return specimen_edition()


@pytest.fixture(scope="session")
def site(edition: Edition) -> Mapping[str, bytes]:
    """Everything that is published, by path."""
    formats = (html, text, json_ld, citation)
    files = [file for one in formats for file in one.render(edition)]
    return by_path([*files, *html.finish(edition, [MadeFile.of(file) for file in files])])


@pytest.fixture(scope="session")
def site_folder(site: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same on disk, for a browser."""
    folder = tmp_path_factory.mktemp("site")
    for path, content in site.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own browsing context."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()
