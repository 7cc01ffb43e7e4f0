"""The words of ``@rend`` (#STGAre): projects write them in many ways, the stylesheet knows one."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["rendition_classes"]

_CLASSES: Final = {
    word: f"r-{name}"
    for name, words in {
        "italic": "italic italics i it",
        "bold": "bold b",
        "underline": "underline underlined u ul",
        "double-underline": "double-underline doubleunderline",
        "superscript": "superscript super sup",
        "subscript": "subscript sub",
        "small-caps": "small-caps smallcaps sc smcap",
        "letter-spaced": "letter-spaced spaced spaced_out letterspaced gesperrt",
        "strikethrough": "strikethrough line-through",
        "uppercase": "uppercase allcaps caps",
        "center": "center centre centered align(center)",
        "right": "right align(right) right-aligned",
        "indent": "indent indented",
    }.items()
    for word in words.split()
}


@lru_cache(maxsize=256)
def rendition_classes(rend: str) -> tuple[str, ...]:
    """The classes for the known words of a ``@rend``, in their order.

    >>> rendition_classes("Italics underlined sparkling")
    ('r-italic', 'r-underline')
    """
    return tuple(dict.fromkeys(_CLASSES[word] for word in rend.lower().split() if word in _CLASSES))
