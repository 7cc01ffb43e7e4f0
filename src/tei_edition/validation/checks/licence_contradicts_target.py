"""PUB010: a licence's words and its address name different licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.text_of import text_of
from tei_edition.validation.element_index import named

FAULT = Fault(
    "PUB010",
    "licence_contradicts_target",
    Severity.ERROR,
    """The words of a licence name another Creative Commons licence than its @target.

Why:    nobody can rely on either.
Fails:  <licence target="https://creativecommons.org/licenses/by-sa/4.0/">CC BY 4.0</licence>
Fails:  <licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 3.0</licence>
Passes: <licence target="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</licence>
Passes: <licence target="https://creativecommons.org/licenses/by/4.0/">You may share it.</licence>
Remedy: correct the words or the address.
Source: TEI P5 #HD24; https://creativecommons.org/licenses/
""",
)
_WORDS: Final = re.compile(
    r"\bCC[- ]?(BY(?:[- ]NC)?(?:[- ](?:SA|ND))?|0|ZERO)\b(?:[- ]{0,3}v?(\d\.\d))?", re.IGNORECASE
)
_ADDRESS: Final = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z-]{2,12})|publicdomain/(zero))(?:/(\d\.\d))?",
    re.IGNORECASE,
)


def check_file(document: TeiDocument) -> Iterator[Finding]:
    """Licences with an address of Creative Commons whose words name only others."""
    for licence in named(document, "licence"):
        address = _ADDRESS.search(licence.get("target", ""))
        text = text_of(licence)
        words = [_normal(match[1], match[2]) for match in _WORDS.finditer(text)]
        if address is None or not words:
            continue
        meant = _normal(address[1] or address[2], address[3])
        if not any(_agree(meant, other) for other in words):
            yield FAULT.at(
                locate(licence, document.path),
                f"the text says CC {' '.join(words[0]).strip()}, the address CC "
                f"{' '.join(meant).strip()}",
                "correct the words or @target",
            )


def _normal(kind: str, version: str | None) -> tuple[str, str]:
    name = re.sub(r"[- ]", "-", kind.upper())
    return ("0" if name == "ZERO" else name), version or ""


def _agree(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] and (not one[1] or not other[1] or one[1] == other[1])
