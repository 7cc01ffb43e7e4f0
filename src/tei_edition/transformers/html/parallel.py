"""An original and its translation side by side, paragraph beside paragraph where they agree.

HTML has the two texts one after the other, each cut into rows; the stylesheet makes columns of
them, and rows of the same number stand at the same height.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import BLOCK_ELEMENTS, BREAK_ELEMENTS

__all__ = ["ROW", "Parallel", "column_of", "parallel_columns", "read_parallel"]

ROW: Final = '</div><div class="row">'  # ends a row and begins the next
_DIVISIONS: Final = frozenset({tei("div"), *(tei(f"div{n}") for n in range(1, 8))})
_PARENTS: Final = _DIVISIONS | {tei(name) for name in ("body", "front", "back")}
# Parts of a letter: a translation that follows one is hardly of that part alone.
_PARTS: Final = frozenset({"enclosure", "annex", "regest", "notes"})
# These belong to what follows them, and one side may have them alone.
_LEADING: Final = frozenset(tei(name) for name in (*BREAK_ELEMENTS, "head", "fw", "anchor"))
_PARAGRAPHS: Final = frozenset(tei(name) for name in ("p", "ab", "lg"))
_PIECES: Final = frozenset(map(tei, BLOCK_ELEMENTS - {"head", "note"}))
_MOST_ROWS: Final = 400  # as many as the stylesheet makes


@dataclass(slots=True)
class Parallel:
    """Where columns and rows begin: the divisions by what HTML they need around and inside them.

    ``before`` and ``after`` are written around a division, ``rows`` are the elements before which
    a new row begins, ``ruled`` the divisions that are cut into rows, ``originals`` those that have
    their translation beside them.
    """

    before: dict[etree._Element, str] = field(default_factory=dict)
    after: dict[etree._Element, str] = field(default_factory=dict)
    ruled: set[etree._Element] = field(default_factory=set)
    rows: set[etree._Element] = field(default_factory=set)
    originals: set[etree._Element] = field(default_factory=set)


def read_parallel(text: etree._Element | None) -> Parallel:
    """The pairs of neighbouring divisions of which the one translates the other."""
    found = Parallel()
    for division in () if text is None else text.iter(*_DIVISIONS):
        following = division.getnext()
        if following is None or division in found.after or not _is_pair(division, following):
            continue
        aligned = _align(division, following, found)
        found.before[division] = f'<div class="parallel{" aligned" if aligned else ""}">'
        found.after[following] = "</div>"
        is_first = following.get("type", "").lower() == "translation"
        found.originals.add(division if is_first else following)
    return found


def parallel_columns(one: etree._Element, other: etree._Element) -> Parallel | None:
    """The rows of two documents' divisions, None where their paragraphs do not agree."""
    found = Parallel()
    return found if _align(one, other, found) else None


def column_of(root: etree._Element) -> etree._Element | None:
    """The only division of a document, None if there is more in its text."""
    body = root.find(f"{tei('text')}/{tei('body')}")
    parts = [] if body is None or (body.text or "").strip() else list(body.iterchildren("*"))
    whole = root.findall(f"{tei('text')}/*")
    alone = len(parts) == 1 and len(whole) == 1 and parts[0].tag in _DIVISIONS
    return parts[0] if alone and not (parts[0].tail or "").strip() else None


def _is_pair(one: etree._Element, other: etree._Element) -> bool:
    parent = one.getparent()
    if other.tag not in _DIVISIONS or parent is None or parent.tag not in _PARENTS:
        return False
    kinds = [element.get("type", "").lower() for element in (one, other)]
    return (
        kinds.count("translation") == 1
        and not _PARTS.intersection(kinds)
        and not (one.tail or "").strip()
    )


def _align(one: etree._Element, other: etree._Element, found: Parallel) -> bool:
    """Begin rows at the same pieces of both: at all pieces, or else at the paragraphs."""
    for units in (_PIECES, _PARAGRAPHS):
        starts = [tuple(_starts(division, units)) for division in (one, other)]
        if len(starts[0]) == len(starts[1]) and 1 < len(starts[0]) <= _MOST_ROWS:
            found.ruled |= {one, other}
            found.rows |= {*starts[0][1:], *starts[1][1:]}
            return True
    return False


def _starts(division: etree._Element, units: frozenset[str]) -> Iterator[etree._Element]:
    """The elements with which the rows of a division begin."""
    leading: etree._Element | None = None
    for child in division.iterchildren("*"):
        if child.tag in _LEADING:
            leading = child if leading is None else leading
            continue
        if child.tag in units:
            yield child if leading is None else leading
        leading = None
