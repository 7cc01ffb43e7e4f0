"""Tables written for a test, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tei_edition.exchange.imported import GivenFile, Imported, ImportOptions
from tei_edition.exchange.tables import read

Reading = Callable[..., Imported]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Reads tables by name, with an optional mapping (TOML)."""

    def run(
        tables: Mapping[str, str | bytes] | str | bytes, mapping: str = "", **options: str
    ) -> Imported:
        given = tables if isinstance(tables, Mapping) else {"letters.csv": tables}
        files = []
        for name, content in given.items():
            path = tmp_path / name
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            files.append(GivenFile(name, path))
        settings = {}
        if mapping:
            place = tmp_path / "mapping.toml"
            place.write_text(mapping, encoding="utf-8")
            settings = {"mapping": str(place)}
        return read(files, ImportOptions(settings=settings, **options))

    return run
