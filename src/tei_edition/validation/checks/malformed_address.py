"""LNK001: an address that no browser can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.source_tags import Edit
from tei_edition.validation.editing import OpenFile, edits_in_words
from tei_edition.validation.element_index import values_of
from tei_edition.validation.pointing import attribute_shown

SUPERSEDES = ("RNG004", "XSD001", "schematron:licence-address")
FAULT = Fault(
    "LNK001",
    "malformed_address",
    Severity.ERROR,
    """A web address is mistyped: its scheme, its slashes or a blank in it.

Why:    the link leads nowhere.
Fails:  <ref target="htp://example.org/">there</ref>
Fails:  <ref target="https:/example.org/">there</ref>
Fails:  <ref target="www.example.org">there</ref>
Fails:  <ref target="https://example.org/my file.pdf">there</ref>
Passes: <ref target="https://example.org/my%20file.pdf">there</ref>
Passes: <ref target="https://example.org/ https://example.com/">there</ref>
Remedy: copy the address from the browser; a blank in it is written %20.
Source: RFC 3986; TEI P5 #SAXP
""",
)
_ATTRIBUTES: Final = ("target", "ref", "url", "facs", "source", "sameAs", "corresp")
# A mere "ht:" or "tp:" may be a project's own prefix; with slashes it is an address.
_SCHEME: Final = re.compile(
    r"(?!https?://)(?:(?:h{1,2}t{1,3}p{0,2}s{0,2}|t{1,2}ps?|hpt{1,2}s?)[:;]/|https?[:;]\S)|https?//",
    re.IGNORECASE,
)
_DOUBLED: Final = re.compile(r"(https?):/{0,2}(?=\1:)", re.IGNORECASE)
_MISPUNCTUATED: Final = re.compile(
    r"(?!https?://)(https?)(?:[:;]/{0,2}|//)(?=[^\s/:;?#.]{1,63}\.[a-z])", re.IGNORECASE
)
_TWICE: Final = re.compile(r"https?:/{0,2}https?:", re.IGNORECASE)
_NO_HOST: Final = re.compile(r"https?://(?:[/?#]|$)", re.IGNORECASE)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Every attribute that holds addresses, each of which is looked at for itself."""
    for attribute in _ATTRIBUTES:
        for element, value in values_of(document, attribute):
            fault = _fault(value)
            if fault:
                why, hint = fault
                yield FAULT.at(
                    locate(element, document.path),
                    f'{attribute_shown(element, attribute)} "{value[:200]}" {why}',
                    hint,
                )


def fix(element: etree._Element, file: OpenFile) -> Iterator[Edit]:
    """The colon and slashes after a scheme that is written right, once."""
    for attribute in _ATTRIBUTES:
        value = element.get(attribute)
        if value and _fault(value):
            yield from edits_in_words(file, element, attribute, _with_slashes)


def _with_slashes(part: str) -> str:
    single = part[match.end() :] if (match := _DOUBLED.match(part)) else part
    match = _MISPUNCTUATED.match(single)
    return f"{match[1]}://{single[match.end() :]}" if match else single


@lru_cache(maxsize=4096)
def _fault(value: str) -> tuple[str, str] | None:
    """Why a value holds no address, and what to do; letters have the same ones again and again."""
    parts = value.split()
    for part in parts:
        if _TWICE.match(part):
            return "begins with two schemes", "delete one of them"
        if _SCHEME.match(part):
            return "has a mistyped scheme", 'expected "https://" or "http://"'
        if part.lower().startswith("www."):
            return "has no scheme", f'write "https://{part}"'
        if _NO_HOST.match(part):
            return "names no host", "complete the address, or delete the attribute"
    if len(parts) > 1 and "://" in parts[0]:
        bare = [part for part in parts[1:] if not re.search("[:#]", part)]
        if bare:
            return "has a blank in it", "write %20 for the blank"
    return None
