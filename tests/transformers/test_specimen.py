"""The specimen edition is in the profile that the toolkit writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tei_edition.tei.read import read_xml
from tei_edition.tei.shipped import shipped_schema

from .rendering import SPECIMEN


@pytest.mark.parametrize("path", sorted(SPECIMEN.rglob("*.xml")), ids=lambda path: path.stem)
def test_specimen_is_valid(path: Path) -> None:
    grammar = etree.RelaxNG(etree.parse(shipped_schema("letters.rng")))
    assert grammar.validate(read_xml(path, path.name)), grammar.error_log
