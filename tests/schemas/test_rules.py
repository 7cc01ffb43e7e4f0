"""letters.sch: silent on what is right, and every rule speaks on what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Finding, Severity
from tei_edition.tei.read import parse_xml
from tei_edition.validation.engines.schema_file import read_schema
from tei_edition.validation.engines.schematron import compile_schema
from tei_edition.validation.engines.schematron.engine import Schematron

from .test_verdicts import LETTER, ORGS, PERSONS, PLACES, edited

TELEGRAM = "telegram-1912-05-02-bergen-to-utvaer.xml"
COLLECTION = "collection-lighthouses.xml"
SCH = "{http://purl.oclc.org/dsdl/schematron}"

# For each rule: the document, what is replaced by what, and what the message must quote.
BREAKING = {
    "document-id": (LETTER, ' xml:id="letter-1912-03-01-berg-to-hald"', "", "@xml:id"),
    "document-language": (LETTER, '-to-hald" xml:lang="en"', '-to-hald"', "@xml:lang"),
    "document-title": (LETTER, 'level="a"', 'level="m"', "Found 2 title(s)"),
    "licence-address": (LETTER, "https://creativecommons.org/licenses/by/4.0/", "CC-BY", '"CC-BY"'),
    "licence-target": (
        LETTER,
        ' target="https://creativecommons.org/licenses/by/4.0/"',
        "",
        "@target",
    ),
    "revision-status": (LETTER, ' status="proposed"', "", "@status"),
    "source-place": (
        TELEGRAM,
        "<p>A record of the archive.</p>",
        "<msDesc><msIdentifier/></msDesc>",
        "settlement",
    ),
    "citation-from-root": (LETTER, 'match="//body/div"', 'match="body/div"', '"body/div"'),
    "citation-from-parent": (LETTER, 'match="p"', 'match="//p"', '"//p"'),
    "quotation-says-something": (
        LETTER,
        '<quotation marks="all">\n          <p>Kept.</p>\n        </quotation>',
        "<quotation/>",
        "@marks",
    ),
    "letter-sent": (
        LETTER,
        '<correspAction type="sent">',
        '<correspAction type="forwarded">',
        "A letter without",
    ),
    "sent-once": (
        LETTER,
        '<correspAction type="received">',
        '<correspAction type="sent">',
        "Found 2 acts",
    ),
    "received-after-sent": (
        LETTER,
        '<date notBefore="1912-03-03" notAfter="1912-03">',
        '<date when="1911">',
        "received 1911",
    ),
    "division-type": (LETTER, '<div type="translation"', "<div", "@type"),
    "collection-item": (
        COLLECTION,
        '<ref target="letter:letter-1912-03-01-berg-to-hald">Anna Berg to Jonas Hald</ref>',
        "x",
        "letter:ID",
    ),
    "date-when-alone": (
        LETTER,
        '<time when="06:00:00">',
        '<time when="06:00:00" notBefore="05:00:00">',
        '@when="06:00:00"',
    ),
    "date-one-beginning": (
        LETTER,
        '<date from="1912-03-01"',
        '<date from="1912-03-01" notBefore="1912"',
        "@from",
    ),
    "date-one-end": (
        LETTER,
        '<date from="1912-03-01"',
        '<date from="1912-03-01" notAfter="1913"',
        "@to",
    ),
    "date-earliest-before-latest": (
        LETTER,
        'notBefore="1912-03-03" notAfter="1912-03"',
        'notBefore="1912-04-03" notAfter="1912-03"',
        '"1912-04-03" is later than @notAfter="1912-03"',
    ),
    "date-begins-before-end": (LETTER, 'to="1912-03-02"', 'to="1911"', '@to="1911"'),
    "calendar-of-words": (
        LETTER,
        '<date when="1912-03-01">1 March 1912</date>\n      </creation>',
        '<date calendar="#julian" when="1912-03-01"/>\n      </creation>',
        "#julian",
    ),
    "pointer-resolves": (
        LETTER,
        'target="#p-1 #p-1-no"',
        'target="#p-1 #p-2"',
        'link points to "#p-2"',
    ),
    "person-reference": (
        LETTER,
        'ref="person:jonas-hald"',
        'ref="place:jonas-hald"',
        '"place:jonas-hald"',
    ),
    "place-reference": (
        LETTER,
        'placeName ref="place:utvaer"',
        'placeName ref="place:utvaer person:x"',
        '"place:utvaer person:x"',
    ),
    "organisation-reference": (
        LETTER,
        'ref="org:lighthouse-service"',
        'ref="lighthouse-service"',
        '"lighthouse-service"',
    ),
    "hand-described": (LETTER, 'new="#hand-2"', 'new="#p-1"', '"#p-1"'),
    "span-ends-later": (
        LETTER,
        '<anchor xml:id="end"/>',
        '<anchor xml:id="end"/><delSpan spanTo="#end"/>',
        '"#end"',
    ),
    "fragment-has-next": (LETTER, 'part="I" next="#seg-2"', 'part="I"', '"I"'),
    "fragment-has-prev": (LETTER, 'part="I" next="#seg-2"', 'part="M" next="#seg-2"', '"M"'),
    "next-points-back": (LETTER, ' prev="#part-1"', "", '@prev="#part-1"'),
    "machine-tag-certainty": (
        LETTER,
        ' cert="medium" resp="#tei-edition"',
        ' resp="#tei-edition"',
        "date was tagged",
    ),
    "language-declared": (LETTER, '<language ident="no">Norwegian</language>', "", '"no"'),
    "foreign-language": (LETTER, '<foreign xml:lang="no">', "<foreign>", '"syk"'),
    "choice-pair": (LETTER, "<corr>well</corr>", "<reg>well</reg>", "holds sic and reg:"),
    "substitution-pair": (LETTER, '<add place="above">spoke</add>', "", "add and del"),
    "gap-reason": (LETTER, '<gap reason="illegible"', "<gap", "@reason"),
    "page-number": (LETTER, '<pb n="1" facs="#page-1"/>', "<pb/>", "@n"),
    "reference-target": (
        LETTER,
        '<ptr type="next" target="letter:letter-1912-04-01-hald-to-berg"/>',
        "<ptr/>",
        "ptr",
    ),
    "gloss-list-labels": (LETTER, '<list type="ordered">', '<list type="gloss">', "labels"),
    "entry-id": (ORGS, '<org xml:id="lighthouse-service"', "<org", '"Lighthouse Service"'),
    "entry-name": (PERSONS, '<persName type="preferred">Jonas Hald</persName>', "", '"jonas-hald"'),
    "entry-preferred-name": (PERSONS, 'type="variant"', 'type="preferred"', '"anna-berg"'),
    "wikidata-form": (PERSONS, "Q12345", "12345Q", '"12345Q"'),
    "number-form": (PERSONS, '<idno type="VIAF">12345', '<idno type="VIAF">n12345', '"n12345"'),
    "coordinates-form": (PLACES, "60.39 5.32", "60,39 5,32", '"60,39 5,32"'),
    "born-before-death": (PERSONS, 'death when="1951"', 'death when="1851"', "died 1851"),
}

# What is right although it comes close.
RIGHT = {
    "day within the month that is the latest": (
        LETTER,
        'notBefore="1912-03-03"',
        'notBefore="1912-03-31"',
    ),
    "year that is earliest and latest": (
        LETTER,
        'notBefore="1912-03-03" notAfter="1912-03"',
        'notBefore="1912" notAfter="1912"',
    ),
    "years before our era": (PERSONS, 'from="1905" to="1930"', 'from="-0063" to="-0014"'),
    "person by address": (LETTER, 'ref="person:jonas-hald"', 'ref="https://viaf.org/viaf/12345"'),
    "two persons in one name": (
        LETTER,
        'ref="person:jonas-hald"',
        'ref="person:jonas-hald person:anna-berg"',
    ),
    "variety of a language that is listed": (
        LETTER,
        'xml:lang="no" corresp',
        'xml:lang="no-NO" corresp',
    ),
    "reading that is one of two": (
        LETTER,
        "<sic>wel</sic>\n            <corr>well</corr>",
        "<unclear>wel</unclear><unclear>woe</unclear>",
    ),
    "identifier as an address": (PERSONS, "Q12345", "https://www.wikidata.org/wiki/Q12345"),
    "south and west": (PLACES, "60.39 5.32", "-60.39 -175.32"),
    "number that looks like a pointer": (LETTER, '<item n="2">', '<item n="#2">'),
}


@pytest.fixture(scope="module")
def rules(schemas: Path) -> Schematron:
    return compile_schema(read_schema(schemas / "letters.sch", "letters.sch"))


def findings_on(rules: Schematron, name: str, data: bytes) -> dict[str, Finding]:
    """The findings by the id of their rule; any that is no failed rule would have another key."""
    findings = rules.validate(TeiDocument(name, parse_xml(data, name)))
    return {finding.engine.partition(":")[2] or finding.code: finding for finding in findings}


def test_all_rules_can_be_used(rules: Schematron) -> None:
    assert rules.findings == ()


def test_valid_documents_break_no_rule(
    rules: Schematron, valid_documents: dict[str, bytes]
) -> None:
    for name, data in valid_documents.items():
        assert findings_on(rules, name, data) == {}


def test_every_rule_is_tested_and_says_what_it_should(schemas: Path) -> None:
    asserts = list(etree.parse(schemas / "letters.sch").iter(f"{SCH}assert"))
    ids = [node.get("id") for node in asserts]
    assert len(set(ids)) == len(ids)
    assert set(ids) == set(BREAKING)
    for node in asserts:
        assert node.get("role") in {"error", "warning"}, node.get("id")
        message = " ".join("".join(node.itertext()).split())
        assert "expected" in message, f"{node.get('id')} does not say what was expected"
        assert message.endswith("."), f"{node.get('id')} does not end with what to do"
    assert not list(etree.parse(schemas / "letters.sch").iter(f"{SCH}report"))


@pytest.mark.parametrize("rule", BREAKING)
def test_rule_speaks(
    rule: str, rules: Schematron, valid_documents: dict[str, bytes], schemas: Path
) -> None:
    name, old, new, quoted = BREAKING[rule]
    findings = findings_on(rules, name, edited(valid_documents, (name, old, new)))
    assert set(findings) == {rule}
    assert quoted in findings[rule].message
    asserts = etree.parse(schemas / "letters.sch").iter(f"{SCH}assert")
    [role] = [node.get("role", "") for node in asserts if node.get("id") == rule]
    assert findings[rule].severity is Severity(role)


@pytest.mark.parametrize("case", RIGHT)
def test_rules_keep_silent(case: str, rules: Schematron, valid_documents: dict[str, bytes]) -> None:
    name, old, new = RIGHT[case]
    assert findings_on(rules, name, edited(valid_documents, (name, old, new))) == {}
