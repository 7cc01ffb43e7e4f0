"""LNG001: a language tag that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.model.language_tag import is_language_tag
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import XML_LANG
from tei_edition.tei.source_tags import Edit
from tei_edition.tei.text_of import element_name
from tei_edition.validation.editing import OpenFile, rewritten
from tei_edition.validation.element_index import index_of, named

SUPERSEDES = ("RNG004", "XSD001", "schematron:language-declared")
FAULT = Fault(
    "LNG001",
    "malformed_language_tag",
    Severity.ERROR,
    """A language is not given as BCP 47 wants it.

Why:    browsers, screen readers and searches do not know the language.
Fails:  <foreign xml:lang="german">Lieber Carl</foreign>
Fails:  <foreign xml:lang="de_AT">Lieber Carl</foreign>
Fails:  <foreign xml:lang="gr">Καρλ</foreign>
Fails:  <foreign xml:lang="en-UK">Dear Carl</foreign>
Passes: <foreign xml:lang="de-AT">Lieber Carl</foreign>
Passes: <foreign xml:lang="sr-Latn-x-draft">Dragi Karle</foreign>
Remedy: write the language's code of two or three letters, then "-" and script or region if needed.
Source: BCP 47 (RFC 5646); TEI P5 #att.global
""",
)
# Countries and names that are taken for languages; none of the codes is one.
_MEANT: Final = {
    "gr": "el",
    "jp": "ja",
    "cz": "cs",
    "cn": "zh",
    "dk": "da",
    "ua": "uk",
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "italian": "it",
    "latin": "la",
    "greek": "el",
    "russian": "ru",
    "spanish": "es",
}


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every xml:lang and language/@ident; an empty xml:lang says that no language is meant."""
    tagged = (*index_of(document).holders.get(XML_LANG, ()), *named(document, "language"))
    for element in dict.fromkeys(tagged):
        for attribute in (XML_LANG, "ident"):
            value = element.get(attribute)
            if not value or (attribute == "ident" and element_name(element) != "language"):
                continue
            primary = re.split("[-_]", value.strip().lower(), maxsplit=1)[0]
            if is_language_tag(value) and primary not in _MEANT:
                continue
            shown = "xml:lang" if attribute == XML_LANG else f"{element_name(element)}/@ident"
            yield FAULT.at(
                locate(element, document.path),
                f'{shown} "{value[:60]}" is no language tag',
                _hint(value),
            )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """ "-" for "_", and the code of a language that is written out."""
    for attribute in (XML_LANG, "ident"):
        value = element.get(attribute)
        if value and (attribute == XML_LANG or element_name(element) == "language"):
            better = _better(value)
            certain = better.partition("-")[0] != "el"  # or ancient Greek, "grc"
            if certain and not is_language_tag(value) and is_language_tag(better):
                yield from rewritten(file, element, attribute, _cased(better))


def _cased(tag: str) -> str:
    """A tag with the capitals that BCP 47 recommends (section 2.1.1)."""
    parts = tag.lower().split("-")
    for number, part in enumerate(parts[1:], 1):
        if len(part) == 1:
            break
        if len(part) == 2:
            parts[number] = part.upper()
        elif len(part) == 4 and part.isalpha():
            parts[number] = part.title()
    return "-".join(parts)


def _better(value: str) -> str:
    primary, *rest = re.split("[-_]", value.strip())
    # The region is "GB" whatever it is called elsewhere.
    regions = ["GB" if part.upper() == "UK" else part for part in rest]
    return "-".join([_MEANT.get(primary.lower(), primary), *regions])


def _hint(value: str) -> str:
    better = _better(value)
    if better != value and is_language_tag(better):
        return f'write "{better}"'
    return 'write a code such as "en", "de-AT" or "sr-Latn"; "und" if the language is unknown'
