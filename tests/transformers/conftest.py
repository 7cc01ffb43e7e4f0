"""The specimen edition and what the transformers make of it, once for all tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tei_edition.edition import Edition
from tei_edition.transformers import html, json_ld, text

from .rendering import by_path, specimen_edition


@pytest.fixture(scope="session")
def edition() -> Edition:
    return specimen_edition()


@pytest.fixture(scope="session")
def site(edition: Edition) -> Mapping[str, bytes]:
    """Everything that is published, by path."""
    return by_path([*html.render(edition), *text.render(edition), *json_ld.render(edition)])


@pytest.fixture(scope="session")
def site_folder(site: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same on disk, for a browser."""
    folder = tmp_path_factory.mktemp("site")
    for path, content in site.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder
