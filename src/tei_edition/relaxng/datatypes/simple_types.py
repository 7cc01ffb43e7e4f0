"""The built-in types of W3C Schema: white space, lexical check, value.

Source: https://www.w3.org/TR/xmlschema-2/#built-in-datatypes
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from tei_edition.relaxng.datatypes.temporal import TEMPORAL_TYPES, duration_value, temporal_value
from tei_edition.relaxng.datatypes.xml_names import is_name, is_nc_name, is_nmtoken

__all__ = ["SIMPLE_TYPES", "Prefixes", "SimpleType", "is_ncname", "normalised"]

# Prefix -> namespace, as lxml's nsmap; None is the default namespace.
Prefixes = Mapping[str | None, str]
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DOUBLE: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*")
_ADDRESS: Final = re.compile(r"//(?:[^/\[\]]*@)?\[[0-9A-Fa-f:.]+\](?::[0-9]*)?(?:/[^\[\]]*)?")
_BASE64: Final = re.compile(
    r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?"
)
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WHITE: Final = re.compile(r"[ \t\n\r]+")
_MAX_NUMBER: Final = 4000


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A built-in type.

    ``value`` gives what two texts of equal meaning have in common, or None where the text,
    already normalised as ``white_space`` ("preserve", "replace", "collapse") says, is none of the
    type. ``length`` is None where the type has no length, ``ordered`` says whether there are
    bounds. ``id_kind`` is "ID", "IDREF", "IDREFS" or "".
    """

    name: str
    white_space: str
    value: Callable[[str, Prefixes], object | None]
    length: Callable[[str], int] | None = None
    ordered: bool = False
    digits: bool = False
    id_kind: str = ""
    uses_prefixes: bool = False


def normalised(text: str, white_space: str) -> str:
    """The text with the white space that its type gives it."""
    if white_space == "collapse":
        return _WHITE.sub(" ", text).strip(" ")
    if white_space == "replace":
        return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")
    return text


def _text(text: str, prefixes: Prefixes) -> str:
    return text


def is_ncname(text: str) -> bool:
    """Whether a text is a name without colon.

    XML's fifth edition lets names begin with combining marks of most scripts; the editions that
    RELAX NG and W3C Schema refer to do not, and neither do we.
    """
    return is_nc_name(text) and _begins_well(text)


def _begins_well(text: str) -> bool:
    return text[0].isascii() or unicodedata.category(text[0])[0] != "M"


def _name(text: str, prefixes: Prefixes) -> str | None:
    return text if is_name(text) and _begins_well(text) else None


def _ncname(text: str, prefixes: Prefixes) -> str | None:
    return text if is_ncname(text) else None


def _ncnames(text: str, prefixes: Prefixes) -> str | None:
    return text if all(is_ncname(part) for part in text.split(" ")) else None


def _nmtoken(text: str, prefixes: Prefixes) -> str | None:
    return text if is_nmtoken(text) else None


def _nmtokens(text: str, prefixes: Prefixes) -> str | None:
    return text if all(is_nmtoken(part) for part in text.split(" ")) else None


def _language(text: str, prefixes: Prefixes) -> str | None:
    return text if _LANGUAGE.fullmatch(text) else None


def _qname(text: str, prefixes: Prefixes) -> tuple[str, str] | None:
    prefix, colon, local = text.rpartition(":")
    if not is_ncname(local) or (colon and not is_ncname(prefix)):
        return None
    if prefix == "xml":
        return "http://www.w3.org/XML/1998/namespace", local
    uri = prefixes.get(prefix or None)
    if uri is None:
        return None if colon else ("", local)
    return uri, local


def _boolean(text: str, prefixes: Prefixes) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(text)


def _decimal(text: str, prefixes: Prefixes) -> Decimal | None:
    return Decimal(text) if len(text) < _MAX_NUMBER and _DECIMAL.fullmatch(text) else None


def _integer(least: int | None, most: int | None, text: str, prefixes: Prefixes) -> int | None:
    if len(text) >= _MAX_NUMBER or not _INTEGER.fullmatch(text):
        return None
    number = int(text)
    if (least is not None and number < least) or (most is not None and number > most):
        return None
    return number


def _double(text: str, prefixes: Prefixes) -> float | None:
    if text in ("INF", "-INF", "NaN"):
        return float(text.replace("INF", "inf"))
    return float(text) if _DOUBLE.fullmatch(text) else None


def _uri(text: str, prefixes: Prefixes) -> str | None:
    """Anything that is a URI reference once the characters are escaped that may not be in one."""
    if _BAD_PERCENT.search(text) or text.count("#") > 1:
        return None
    hierarchy = re.split("[?#]", text, maxsplit=1)[0]
    scheme, colon, rest = hierarchy.partition(":")
    if not colon or "/" in scheme:
        rest = hierarchy
    elif not _SCHEME.fullmatch(scheme) or not (rest or "?" in text):
        return None
    elif not rest.startswith("/"):
        return text
    bracketed = "[" in rest or "]" in rest
    return None if bracketed and not _ADDRESS.fullmatch(rest) else text


def _hexadecimal(text: str, prefixes: Prefixes) -> bytes | None:
    try:
        return binascii.unhexlify(text) if text.isascii() else None
    except binascii.Error:
        return None


def _base64(text: str, prefixes: Prefixes) -> bytes | None:
    joined = text.replace(" ", "")
    return base64.b64decode(joined) if _BASE64.fullmatch(joined) else None


def _temporal(name: str, text: str, prefixes: Prefixes) -> object | None:
    return temporal_value(name, text)


def _duration(text: str, prefixes: Prefixes) -> object | None:
    return duration_value(text)


def _count(text: str) -> int:
    return len(text.split())


def _bytes_of(decode: Callable[[str, Prefixes], bytes | None], text: str) -> int:
    return len(decode(text, {}) or b"")


_INTEGERS: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None), "nonPositiveInteger": (None, 0), "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None), "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1), "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1), "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1), "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1), "unsignedByte": (0, 255),
}  # fmt: skip
Lexical = Callable[[str, Prefixes], str | None]
_WORDS: Final[dict[str, tuple[Lexical, str]]] = {
    "language": (_language, ""), "Name": (_name, ""), "NCName": (_ncname, ""),
    "NMTOKEN": (_nmtoken, ""), "ID": (_ncname, "ID"),
    "IDREF": (_ncname, "IDREF"), "ENTITY": (_ncname, ""),
}  # fmt: skip
_LISTS: Final[dict[str, tuple[Lexical, str]]] = {
    "NMTOKENS": (_nmtokens, ""), "IDREFS": (_ncnames, "IDREFS"),
    "ENTITIES": (_ncnames, ""),
}  # fmt: skip


def _all_types() -> dict[str, SimpleType]:
    types = [
        SimpleType("string", "preserve", _text, len),
        SimpleType("normalizedString", "replace", _text, len),
        SimpleType("token", "collapse", _text, len),
        SimpleType("anyURI", "collapse", _uri, len),
        SimpleType("boolean", "collapse", _boolean),
        SimpleType("decimal", "collapse", _decimal, ordered=True, digits=True),
        SimpleType("float", "collapse", _double, ordered=True),
        SimpleType("double", "collapse", _double, ordered=True),
        SimpleType("duration", "collapse", _duration, ordered=True),
        SimpleType("QName", "collapse", _qname, len, uses_prefixes=True),
        SimpleType("NOTATION", "collapse", _qname, len, uses_prefixes=True),
        SimpleType("hexBinary", "collapse", _hexadecimal, partial(_bytes_of, _hexadecimal)),
        SimpleType("base64Binary", "collapse", _base64, partial(_bytes_of, _base64)),
    ]
    for name, (value, kind) in _WORDS.items():
        types.append(SimpleType(name, "collapse", value, len, id_kind=kind))
    for name, (value, kind) in _LISTS.items():
        types.append(SimpleType(name, "collapse", value, _count, id_kind=kind))
    for name, (least, most) in _INTEGERS.items():
        integer = partial(_integer, least, most)
        types.append(SimpleType(name, "collapse", integer, ordered=True, digits=True))
    for name in TEMPORAL_TYPES:
        types.append(SimpleType(name, "collapse", partial(_temporal, name), ordered=True))
    return {entry.name: entry for entry in types}


SIMPLE_TYPES: Final = _all_types()
