"""The reading view of a text: which of its words a reader sees who wants to read, not to collate.

Of an error and its correction the correction is shown, of a spelling and its regular form the
regular one, of an abbreviation and its expansion the expansion; deletions, superfluous text, page
furniture, the hyphens of broken words, and what is said about the text (interpretations, index
terms, certainty) are not shown. Nothing of this alters the text of the
document (``text_of``), to which both sides belong: it is a matter of presentation, and every output
offers the other side where it can.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import BREAK_ELEMENTS, element_name

__all__ = [
    "COMMENTARY",
    "HIDEABLE",
    "bears_numbers",
    "hidden_in_reading",
    "is_broken_hyphen",
    "shown_alternative",
]

_PREFERRED: Final = tuple(tei(name) for name in ("corr", "reg", "expan", "ex"))
_CERTAINTY: Final = {"high": 0, "medium": 1, "low": 2}
_CHOICE: Final = tei("choice")
_LEMMA, _READING, _READING_GROUP = tei("lem"), tei("rdg"), tei("rdgGrp")
# What is said about the text, and for whom: no one reads it as part of a letter.
COMMENTARY: Final = frozenset(
    """alt altGrp binary binaryObject certainty fLib fs fvLib index interp interpGrp join joinGrp
    link linkGrp precision respons span spanGrp timeline wit witDetail""".split()
)
_BREAKS: Final = frozenset(tei(name) for name in BREAK_ELEMENTS)


def shown_alternative(choice: etree._Element) -> etree._Element | None:
    """The child of ``choice`` that the reading view shows (#COED); None if it has no child."""
    children = list(choice.iterchildren("*"))
    for name in _PREFERRED:
        for child in children:
            if child.tag == name:
                return child
    # Rival readings: the surest; among equals the first.
    return min(children, key=lambda child: _CERTAINTY.get(child.get("cert", ""), 1), default=None)


def hidden_in_reading(element: etree._Element) -> bool:
    """Whether the reading view leaves the element out, with all that it contains."""
    rule = _RULES.get(element.tag)
    return rule is not None and rule(element)


def is_broken_hyphen(element: etree._Element) -> bool:
    """Whether a ``pc`` is the hyphen that a line or page end put into a word (#PHPU)."""
    following = element.getnext()
    return (
        element.get("force") == "weak"
        and following is not None
        and following.tag in _BREAKS
        and following.get("break") == "no"
    )


def _is_other_alternative(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == _CHOICE and shown_alternative(parent) is not element


def _is_deleted(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is None or parent.tag != tei("restore")


def _is_replaced_sign(element: etree._Element) -> bool:
    if _is_other_alternative(element):
        return True
    parent = element.getparent()
    return parent is not None and element_name(parent) == "expan"


def _is_other_reading(element: etree._Element) -> bool:
    app = element.getparent()
    while app is not None and app.tag == _READING_GROUP:
        app = app.getparent()
    if app is None or app.tag != tei("app"):
        return False
    readings = [each for each in app.iter(_LEMMA, _READING) if _app_of(each) is app]
    return min(readings, key=lambda each: each.tag != _LEMMA) is not element


def _app_of(reading: etree._Element) -> etree._Element | None:
    return next(reading.iterancestors(tei("app")), None)


def bears_numbers(listing: etree._Element) -> bool:
    """Whether a list's numbers stand in the text of its items, so that none must be added."""
    items = listing.iterchildren(tei("item"))
    return all(_NUMBER.match(item.text or "") for item in items)


def _has_words(element: etree._Element) -> bool:
    return any(text.strip() for text in element.itertext())


def _always(element: etree._Element) -> bool:
    return True


_NUMBER: Final = re.compile(r"\s*[(\[]?\w{1,4}[.)\]]")
_RULES: Final[dict[str, Callable[[etree._Element], bool]]] = {
    **{
        tei(name): _is_other_alternative
        for name in ("sic", "corr", "orig", "reg", "abbr", "expan", "ex", "unclear", "supplied")
    },
    tei("seg"): _is_other_alternative,
    tei("choice"): _is_other_alternative,
    tei("am"): _is_replaced_sign,
    tei("del"): _is_deleted,
    tei("pc"): is_broken_hyphen,
    tei("rdg"): _is_other_reading,
    **{tei(name): _has_words for name in COMMENTARY},
    tei("surplus"): _always,
    tei("fw"): _always,
    tei("metamark"): _always,
}

# No other element is ever hidden.
HIDEABLE: Final = frozenset(_RULES)
