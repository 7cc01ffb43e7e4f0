"""The manual's table of elements has them all."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tei_edition.tei.namespaces import local_name
from tei_edition.transformers.html.behaviours import BEHAVIOURS


def test_every_element_is_in_the_manual(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(project / "docs"))
    page = importlib.import_module("generate").behaviours_page()
    assert [tag for tag in BEHAVIOURS if f"`{local_name(tag)}`" not in page] == []
    assert "| `del`* | Words that the writer deleted. |" in page
