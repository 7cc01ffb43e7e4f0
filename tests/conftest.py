"""Fixtures that all tests share."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Error, sync_playwright

from tei_edition import workers

# Machines differ: how long an example takes decides nothing here.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test material beside the checkout; tests that use it skip without it."""
    if not SHARED.is_dir():
        pytest.skip("the test material beside the checkout (../shared) is absent")
    return SHARED


@pytest.fixture(params=["fork", "spawn"])
def start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A way to start processes that this system has."""
    if request.param not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {request.param}")
    context = multiprocessing.get_context(request.param)
    monkeypatch.setattr(workers, "_context", lambda: context)
    # The processes in which stylesheets run are kept for the next one.
    others = set(multiprocessing.active_children())
    yield request.param
    assert set(multiprocessing.active_children()) <= others


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compiled grammars and stored schemas go to folders of the run, not to those of the user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("TEI_EDITION_SCHEMAS", str(tmp_path_factory.mktemp("store") / "schemas"))
        yield


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests of a process: the system's, else what Playwright has fetched."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
            )
        except Error as error:
            pytest.skip(f"Chromium is absent or does not start: {error.message}")
        yield browser
        browser.close()
