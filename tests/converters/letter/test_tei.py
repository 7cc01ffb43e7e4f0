"""Letters become valid TEI whose text is that of their source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from tei_edition.encoding.encode import encode
from tei_edition.encoding.unit import expected_text, units_of
from tei_edition.tei.namespaces import tei
from tei_edition.tei.serialize import serialize
from tei_edition.tei.text_of import text_of
from tests.converters.laws import CONFIG
from tests.converters.letter.law import letters, rough_texts
from tests.converters.letter.test_cases import parsed

SCHEMA = etree.RelaxNG(file=str(Path(__file__).parents[3] / "schemas" / "letters.rng"))


def check_tei(text: str) -> None:
    unit = units_of(parsed(text)[0])[0]
    data = serialize(encode(unit, "letter-test", CONFIG).tree)
    root = etree.fromstring(data)
    body = root.find(tei("text"))
    assert body is not None
    assert text_of(body) == expected_text(unit)
    assert SCHEMA.validate(root), SCHEMA.error_log.last_error


@settings(max_examples=80, deadline=None)
@given(letters())
def test_letters_become_valid_tei(generated: tuple[str, str]) -> None:
    check_tei(generated[0])


@settings(max_examples=80, deadline=None)
@given(rough_texts)
def test_any_text_becomes_valid_tei(text: str) -> None:
    check_tei(text)


@pytest.mark.shared
def test_real_texts_become_valid_tei(shared: Path) -> None:
    corpora = shared / "corpora"
    paths = [
        *sorted((corpora / "frus" / "text").glob("*.txt")),
        *sorted((corpora / "letters" / "suriano" / "plaintext").glob("*.txt")),
        *sorted((shared / "seeds").glob("*.txt")),
    ]
    assert len(paths) > 190
    for path in paths:
        check_tei(path.read_bytes().decode("utf-8"))
