"""AUT004: coordinates that are nowhere on Earth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.registers.read import find_coordinates
from tei_edition.tei.locate import locate
from tei_edition.tei.text_of import text_of
from tei_edition.validation.element_index import named

SUPERSEDES = ("schematron:coordinates-form",)
FAULT = Fault(
    "AUT004",
    "coordinates_out_of_range",
    Severity.ERROR,
    """Coordinates lie beyond 90 degrees of latitude or 180 of longitude.

Why:    the map cannot show the place; mostly the decimal point is missing or both are exchanged.
Fails:  <place xml:id="bergen" type="city"><placeName>Bergen</placeName>
        <location><geo>603.9 5.32</geo></location></place>
Fails:  <place xml:id="bergen" type="city"><placeName>Suva</placeName>
        <location><geo>178.44 -18.14</geo></location></place>
Passes: <place xml:id="bergen" type="city"><placeName>Bergen</placeName>
        <location><geo>60.39 5.32</geo></location></place>
Remedy: write latitude, a blank, longitude, in degrees with a decimal point.
Source: TEI P5 #NDGEOG, #HDGDECL
""",
)
_NUMBERS = re.compile(r"([-+]?\d{1,9}(?:\.\d{0,20})?)[\s,;]+([-+]?\d{1,9}(?:\.\d{0,20})?)")


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every ``geo`` with two numbers of which one is too great; other notations are left alone."""
    geos = named(document, "geo")
    if not geos or any(
        declared.get("datum", "WGS84") != "WGS84" for declared in named(document, "geoDecl")
    ):
        return
    for geo in geos:
        text = text_of(geo).replace("\u2212", "-")
        match = _NUMBERS.fullmatch(text)
        if match is None or find_coordinates(text) is not None:
            continue
        exchanged = find_coordinates(f"{match[2]} {match[1]}") is not None
        yield FAULT.at(
            locate(geo, document.path),
            f'"{text}": expected latitude (-90 to 90) and longitude (-180 to 180)',
            f'if they are exchanged, write "{match[2]} {match[1]}"'
            if exchanged
            else "write latitude, a blank, longitude, in degrees",
        )
