"""The encoder's laws: not a word lost, everything valid, the same every time."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from lxml import etree

from tei_edition.encoding.encode import encode
from tei_edition.encoding.unit import expected_text, units_of
from tei_edition.model.config import config_of
from tei_edition.model.document import ParsedDocument
from tei_edition.tei.namespaces import tei
from tei_edition.tei.read import parse_xml
from tei_edition.tei.serialize import serialize
from tei_edition.tei.shipped import shipped_schema
from tei_edition.tei.text_of import text_of

from .documents import parsed_documents

CONFIG = config_of(b'[edition]\ntitle = "An edition"\n')


@cache
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(shipped_schema("letters.rng")))


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(shipped_schema("letters.xsd")))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(parsed_documents())
def test_text_is_kept_and_valid(parsed: ParsedDocument) -> None:
    (unit,) = units_of(parsed)
    written = serialize(encode(unit, "letter-1", CONFIG).tree)
    tree = parse_xml(written, "letter-1.xml")
    text = tree.getroot().find(tei("text"))
    assert text is not None
    assert text_of(text) == expected_text(unit)
    assert grammar().validate(tree), f"{grammar().error_log}\n{written.decode()}"
    assert schema().validate(tree), f"{schema().error_log}\n{written.decode()}"
    assert serialize(encode(unit, "letter-1", CONFIG).tree) == written
