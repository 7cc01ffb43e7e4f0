"""What correspSearch demands of a CMIF file, and what its schema and Schematron say, in Python.

Written from the documentation of CMIF 1.1, so that exports are judged where its schema is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tei_edition.tei.namespaces import TEI, XML_ID

NS = {"t": TEI}
LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/",
    "https://creativecommons.org/publicdomain/zero/1.0/",
}
UUID = re.compile(r"[a-f][0-9a-f]{7}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
AGENTS = re.compile(
    r"https?://(d-nb\.info/gnd/|viaf\.org/viaf/|catalogue\.bnf\.fr/ark:|id\.loc\.gov/authorities/"
    r"names/|id\.ndl\.go\.jp/auth/)\S+"
)
PLACES = re.compile(r"https?://www\.geonames\.org/\d+")
DATING = {"when", "from", "to", "notBefore", "notAfter"}
ALLOWED = {
    "persName": {"ref", "evidence", "cert"},
    "orgName": {"ref", "evidence", "cert"},
    "placeName": {"ref", "evidence", "cert"},
    "date": {*DATING, "evidence", "cert"},
}
PARTS = {
    "fileDesc": ["titleStmt", "publicationStmt", "sourceDesc"],
    "publicationStmt": ["publisher", "idno", "date", "availability"],
    "availability": ["licence"],
    "TEI": ["teiHeader", "text"],
}
TERMS = "https://lod.academy/cmif/vocab/terms#"


def faults_of(content: bytes, address: str = "") -> list[str]:
    """What is wrong with a file that will be harvested from ``address``."""
    root = etree.fromstring(content)
    return [*_header(root, address), *(f for d in _letters(root) for f in _letter(d, root))]


def _letters(root: etree._Element) -> list[etree._Element]:
    return root.findall("t:teiHeader/t:profileDesc/t:correspDesc", NS)


def _names(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


def _header(root: etree._Element, address: str) -> Iterator[str]:
    if not set(_names(root.find("t:teiHeader", NS))) <= {"fileDesc", "profileDesc"}:
        yield "teiHeader has more than fileDesc and profileDesc"
    for name, parts in PARTS.items():
        for element in root.iter(f"{{{TEI}}}{name}"):
            if _names(element) != parts:
                yield f"{name} has {_names(element)}, not {parts}"
    titles = _names(root.find(".//t:titleStmt", NS))
    if titles[:1] != ["title"] or set(titles[1:]) != {"editor"}:
        yield f"titleStmt has {titles}"
    (idno,) = root.iterfind(".//t:publicationStmt/t:idno", NS)
    if idno.get("type") != "url" or idno.text != address:
        yield f"idno is {idno.text}, not {address}"
    licences = {one.get("target") for one in root.iterfind(".//t:licence", NS)}
    if len(licences) != 1 or not licences <= LICENCES:
        yield f"licence is {licences}"
    bibls = root.findall(".//t:sourceDesc/*", NS)
    for bibl in bibls:
        if not UUID.fullmatch(bibl.get(XML_ID, "")):
            yield f"{bibl.get(XML_ID)} is no UUID that begins with a letter"
        if bibl.get("type") not in ("online", "print", "hybrid") or not bibl.text:
            yield "a bibl has no type or no words"
    if not bibls:
        yield "no bibl"
    for date in root.iter(f"{{{TEI}}}date"):
        yield from _date(date)


def _letter(desc: etree._Element, root: etree._Element) -> Iterator[str]:
    where = desc.get("key") or desc.get("ref")
    if not where:
        yield "a correspDesc has neither key nor ref"
    if desc.get("source", "")[1:] not in {
        bibl.get(XML_ID) for bibl in root.iterfind(".//t:bibl", NS)
    }:
        yield f"{where}: {desc.get('source')} is no bibl"
    actions = desc.findall("t:correspAction", NS)
    if [action.get("type") for action in actions] != ["sent", "received"]:
        yield f"{where}: not exactly sent and received"
    for action in actions:
        names = _names(action)
        if not {"persName", "orgName"} & set(names):
            yield f"{where}: nobody in an action"
        if names.count("date") > 1:
            yield f"{where}: several dates in an action"
        for child in action:
            yield from _part(child, where or "")
    for ref in desc.iterfind("t:note/t:ref", NS):
        if not ref.get("type", "").startswith(TERMS) or not ref.get("target"):
            yield f"{where}: a ref without term or target"


def _part(element: etree._Element, where: str) -> Iterator[str]:
    name = etree.QName(element).localname
    unknown = set(element.attrib) - ALLOWED.get(name, set())
    if name not in ALLOWED or unknown or len(element):
        yield f"{where}: {name} with {unknown or 'content'} is not of CMIF"
    if element.get("cert", "low") != "low" or element.get("evidence", "conjecture") != "conjecture":
        yield f"{where}: cert or evidence of {name}"
    if name == "date":
        yield from _date(element)
    elif not (element.text or "").strip():
        yield f"{where}: an empty {name}"
    pattern = PLACES if name == "placeName" else AGENTS
    if element.get("ref") is not None and not pattern.fullmatch(element.get("ref", "")):
        yield f"{where}: {element.get('ref')} is no authority that is taken"


def _date(date: etree._Element) -> Iterator[str]:
    values = {name: value for name, value in date.attrib.items() if name in DATING}
    if not values or not all(DATE.fullmatch(value) for value in values.values()):
        yield f"date with {values}"
    if "when" in values and len(values) > 1:
        yield f"when beside others: {values}"
