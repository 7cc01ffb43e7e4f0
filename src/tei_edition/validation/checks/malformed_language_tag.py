"""LNG001: a language tag that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import TEI, XML_LANG
from tei_edition.tei.text_of import element_name

FAULT = Fault(
    "LNG001",
    "malformed_language_tag",
    Severity.ERROR,
    """A language is not given as BCP 47 wants it.

Why:    browsers, screen readers and searches do not know the language.
Fails:  <foreign xml:lang="german">Lieber Carl</foreign>
Fails:  <foreign xml:lang="de_AT">Lieber Carl</foreign>
Fails:  <foreign xml:lang="gr">Καρλ</foreign>
Passes: <foreign xml:lang="de-AT">Lieber Carl</foreign>
Passes: <foreign xml:lang="sr-Latn-x-draft">Dragi Karle</foreign>
Remedy: write the language's code of two or three letters, then "-" and script or region if needed.
Source: BCP 47 (RFC 5646); TEI P5 #att.global
""",
)
_TAG: Final = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?
    (?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3})){0,8}(?:-[0-9a-wyz](?:-[a-z0-9]{2,8}){1,8}){0,8}
    (?:-x(?:-[a-z0-9]{1,8}){1,8})?|x(?:-[a-z0-9]{1,8}){1,8}
    |[ei]-[a-z]{3,9}(?:-[a-z]{3})?|sgn-[a-z]{2}-[a-z]{2})""",
    re.IGNORECASE | re.VERBOSE,
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
_find = etree.XPath("//@xml:lang/.. | //t:language[@ident]", namespaces={"t": TEI})


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every xml:lang and language/@ident; an empty xml:lang says that no language is meant."""
    for element in cast(list[etree._Element], _find(document.root)):
        for attribute in (XML_LANG, "ident"):
            value = element.get(attribute)
            if not value or (attribute == "ident" and element_name(element) != "language"):
                continue
            primary = re.split("[-_]", value.strip().lower(), maxsplit=1)[0]
            if len(value) <= 100 and _TAG.fullmatch(value) and primary not in _MEANT:
                continue
            shown = "xml:lang" if attribute == XML_LANG else f"{element_name(element)}/@ident"
            yield FAULT.at(
                locate(element, document.path),
                f'{shown} "{value[:60]}" is no language',
                _hint(value),
            )


def _hint(value: str) -> str:
    primary, *rest = re.split("[-_]", value.strip())
    better = "-".join([_MEANT.get(primary.lower(), primary), *rest])
    if better != value and _TAG.fullmatch(better):
        return f'write "{better}"'
    return 'write a code such as "en", "de-AT" or "sr-Latn"; "und" if the language is unknown'
