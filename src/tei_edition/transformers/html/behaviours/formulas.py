"""Formulas (#FTFOR): MathML that is nothing else is handed to the browser, the rest is text."""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.transformers.html.behaviours.fallback import show_unknown
from tei_edition.transformers.html.markup import Shown, attribute
from tei_edition.transformers.html.state import State

__all__ = ["BEHAVIOURS"]

_MATHML: Final = "{http://www.w3.org/1998/Math/MathML}"
_MATH: Final = f"{_MATHML}math"
# MathML Core without what runs, links, or holds other markup; and what formulas note beside it.
_NAMES: Final = """annotation math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom
    mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder
    munderover none semantics"""
_TAGS: Final = frozenset(_MATHML + name for name in _NAMES.split())
_ATTRIBUTES: Final = frozenset(
    """accent accentunder columnspan depth dir display displaystyle encoding fence form height
    largeop linethickness lspace mathvariant maxsize minsize movablelimits rowspan rspace
    scriptlevel separator stretchy symmetric voffset width""".split()
)


def show_formula(element: etree._Element, state: State) -> Shown:
    """A formula: MathML as mathematics, any other notation as it is written."""
    extra = attribute("title", element.get("notation", "").strip())
    return state.phrase(element, extra=extra)


def show_mathematics(element: etree._Element, state: State) -> Shown:
    """A part of a formula in MathML."""
    math = element if element.tag == _MATH else next(element.iterancestors(_MATH), None)
    if math is None or not _is_pure(math, state):
        return show_unknown(element, state)
    name = str(element.tag).rpartition("}")[2]
    attributes = attribute("id", state.anchors.names.get(element, "")) + "".join(
        attribute(key, element.get(key, "")) for key in sorted(_ATTRIBUTES & set(element.keys()))
    )
    return Shown(f"<{name}{attributes}>", f"</{name}>")


def _is_pure(math: etree._Element, state: State) -> bool:
    """Whether a formula holds nothing but MathML that every browser takes."""
    known = state.formulas.get(math)
    if known is None:
        inside = all(
            node.tag in _TAGS and node not in state.notes.markers for node in math.iter("*")
        )
        known = inside and next(math.iterancestors(_MATH), None) is None
        state.formulas[math] = known
    return known


BEHAVIOURS: Final = {
    tei("formula"): show_formula,
    **dict.fromkeys(sorted(_TAGS), show_mathematics),
}
