"""Authority files: numbers, addresses, and what is neither."""

from __future__ import annotations

import pytest

from tei_edition.registers.entity import Identifier
from tei_edition.registers.identifiers import find_authority_link


@pytest.mark.parametrize(
    ("authority", "value", "page"),
    [
        ("GND", "118540238", "https://d-nb.info/gnd/118540238"),
        ("pnd", "11854023X", "https://d-nb.info/gnd/11854023X"),
        ("GND", "4066009-6", "https://d-nb.info/gnd/4066009-6"),
        ("", "https://d-nb.info/gnd/118540238/about", "https://d-nb.info/gnd/118540238"),
        ("VIAF", "24602065", "https://viaf.org/viaf/24602065"),
        ("uri", "http://www.viaf.org/viaf/24602065/", "https://viaf.org/viaf/24602065"),
        ("Wikidata", "Q5879", "https://www.wikidata.org/wiki/Q5879"),
        ("wd", "http://www.wikidata.org/entity/Q5879", "https://www.wikidata.org/wiki/Q5879"),
        ("GeoNames", "2761369", "https://www.geonames.org/2761369"),
        (
            "",
            "https://www.geonames.org/2761369/vienna.html",
            "https://www.geonames.org/2761369",
        ),
        ("LC", "n79003362", "https://id.loc.gov/authorities/names/n79003362"),
        ("lcsh", "sh85061212", "https://id.loc.gov/authorities/subjects/sh85061212"),
        ("LCCN", "n 79003362", "https://id.loc.gov/authorities/names/n79003362"),
        ("BnF", "cb119054160", "https://catalogue.bnf.fr/ark:/12148/cb119054160"),
        ("bnf", "ark:/12148/cb119054160", "https://catalogue.bnf.fr/ark:/12148/cb119054160"),
        ("NDL", "00440846", "https://id.ndl.go.jp/auth/ndlna/00440846"),
        ("ISNI", "0000 0001 2099 6295", "https://isni.org/isni/0000000120996295"),
        ("ORCID", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("Pleiades", "423025", "https://pleiades.stoa.org/places/423025"),
    ],
)
def test_link(authority: str, value: str, page: str) -> None:
    link = find_authority_link(Identifier(authority, value))
    assert link is not None
    assert link.page == page


@pytest.mark.parametrize(
    ("authority", "value"),
    [
        ("GND", "no number"),
        ("GND", '118540238" onclick="x'),
        ("Wikidata", "P31"),
        ("GeoNames", "Vienna"),
        ("shelf", "118540238"),
        ("GND", "https://evil.example/gnd/118540238"),
        ("GND", "https://notd-nb.info/gnd/118540238"),
        ("", "javascript:alert(1)"),
        ("", ""),
    ],
)
def test_no_link(authority: str, value: str) -> None:
    assert find_authority_link(Identifier(authority, value)) is None
