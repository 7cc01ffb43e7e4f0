"""Lines of numbers and classifications: "No. 14", "II–4012/68", "SECRET; Priority"."""

from __future__ import annotations

import re
from typing import Final

from tei_edition.converters.letter.formulas import begins, consists_of

__all__ = [
    "find_classification",
    "find_number",
    "is_classification",
    "is_labelled_number",
    "is_number",
]

_TABLES: Final = (("reference", "classification"), ("reference", "urgency"))
_LONGEST: Final = 90
_NUMBER: Final = re.compile(r"[\w./–—-]*\d[\w./–—-]*(?: ?/ ?[\w.–—-]+)?")
_YEAR: Final = re.compile(r"[12]\d{3}\.?")
_CODE: Final = re.compile(r"[A-Z]{0,8}[–—./-]?\d[\dA-Z./–—-]{2,24}")


def is_classification(text: str) -> bool:
    """Whether a line is nothing but words of secrecy and urgency."""
    text = text.strip(" []()*")
    if not text or len(text) > _LONGEST or not consists_of(text, *_TABLES):
        return False
    # "personal" or "action" alone in lower case is hardly a stamp.
    return text[0].isupper()


def is_number(text: str) -> bool:
    """Whether a line is nothing but the number of the document, perhaps with its classification."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return False
    if _is_code(text):
        return True
    if not begins(text, "reference", "labels"):
        return False
    number = find_number(text)
    if not number:
        return False
    rest = text.replace(number, " ", 1)
    return consists_of(rest, ("reference", "labels"), *_TABLES) or not any(
        character.isalnum() for character in rest
    )


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def is_labelled_number(text: str) -> bool:
    """Whether a line is a bare code, or begins with a word such as "No."."""
    return _is_code(text.strip()) or begins(text, "reference", "labels")


def find_number(text: str) -> str:
    """The number in such a line, "" if there is none."""
    found = _NUMBER.search(text)
    return found[0].strip(".–—-/ ") if found else ""


def find_classification(text: str) -> str:
    """The words of secrecy in a line, as written; "" if there are none."""
    parts = [part.strip() for part in re.split(r"[;,/]|\s[–—-]\s", text)]
    return "; ".join(part for part in parts if consists_of(part, _TABLES[0]))
