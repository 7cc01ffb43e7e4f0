"""Listings and essays as TEI: not a word lost, and valid, whatever the source."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tei_edition.converters.detect import converters
from tei_edition.encoding.encode import encode
from tei_edition.encoding.unit import expected_text, units_of
from tei_edition.tei.namespaces import tei
from tei_edition.tei.read import parse_xml
from tei_edition.tei.serialize import serialize
from tei_edition.tei.shipped import shipped_schema
from tei_edition.tei.text_of import text_of
from tests.converters.laws import CONFIG, source_of, sources


@cache
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(shipped_schema("letters.rng")))


@pytest.mark.parametrize("kind", ["listing", "essay"])
def test_nothing_is_lost_and_all_is_valid(kind: str) -> None:
    converter = next(c for c in converters() if c.name == kind)

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=80)
    @given(sources())
    def check(text: str) -> None:
        parsed, _ = converter.parse(source_of(text), CONFIG)
        units = units_of(parsed)
        ids = {unit.key: f"letter-{number}" for number, unit in enumerate(units)}
        assert len(ids) == len(units)
        for unit in units:
            written = serialize(encode(unit, ids[unit.key], CONFIG, record_ids=ids).tree)
            tree = parse_xml(written, "letter.xml")
            found = tree.getroot().find(tei("text"))
            assert found is not None
            assert text_of(found) == expected_text(unit)
            assert grammar().validate(tree), f"{grammar().error_log}\n{written.decode()}"

    check()
