"""Where outputs may be written."""

from __future__ import annotations

import pytest

from tei_edition.model.output import OutputFile


@pytest.mark.parametrize("path", ["", ".", "./", "/", "/a", "..", "../a", "a/../b", "a/..", "a\\b"])
def test_output_stays_in_its_folder(path: str) -> None:
    with pytest.raises(ValueError, match="must be relative and stay in its folder"):
        OutputFile(path, b"")


@pytest.mark.parametrize("path", ["a", "a/b.html", "./a", "a..b", "..a/b", "a/.b"])
def test_output_may_have_any_other_name(path: str) -> None:
    assert OutputFile(path, b"").path == path
