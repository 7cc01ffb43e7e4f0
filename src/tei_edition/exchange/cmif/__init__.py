"""CMIF: an index of letters that are edited elsewhere becomes an edition of records.

Files are taken as they are, valid or not; both versions of the format are read.
Source: https://github.com/TEI-Correspondence-SIG/CMIF
"""

from __future__ import annotations

import re
from typing import Final

from tei_edition.exchange.cmif.read import read
from tei_edition.exchange.imported import GivenFile
from tei_edition.tei.namespaces import tei

__all__ = ["DESCRIPTION", "NAME", "accepts", "read"]

NAME: Final = "cmif"
DESCRIPTION: Final = "CMIF: an index of letters, as correspSearch has them"

_SURE, _LIKELY = 0.9, 0.7
_LETTER: Final = re.compile(rb"<(?:[\w.-]+:)?correspDesc[\s/>]")
_HEADER: Final = re.compile(rb"<(?:[\w.-]+:)?teiHeader[\s/>]")
_TEXT: Final = re.compile(rb"<(?:[\w.-]+:)?text[\s/>]")
_TAG: Final = re.compile(rb"<[^<>]*>")
_FEW: Final = 300  # bytes of words that an index may have in its body
# What CMIF demands of a header, and headers of letters do not have.
_SIGN: Final = re.compile(
    rb"<(?:[\w.-]+:)?(?:bibl[^<>]*\stype=[\"'](?:online|print|hybrid)|idno[^<>]*\stype=[\"'](?i:url))"
    rb"[\"']"
)
_MANY: Final = 10  # letters described in one file without text


def accepts(file: GivenFile) -> float:
    """0.9 for TEI with entries of letters in its one header, CMIF's signs, and an empty body."""
    start = file.start()
    if start is None or start.tag != tei("TEI"):
        return 0.0
    data = file.read_bytes()
    letters = len(_LETTER.findall(data))
    if not letters or len(_HEADER.findall(data)) != 1:
        return 0.0
    texts = [match.start() for match in _TEXT.finditer(data)]
    body = _TAG.sub(b"", data[texts[-1] :]) if texts else b""
    if len(b"".join(body.split())) > _FEW:
        return 0.0
    if _SIGN.search(data):
        return _SURE
    return _LIKELY if letters >= _MANY else 0.0
