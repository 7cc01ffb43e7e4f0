"""Transcriptions by page and line (#PHZLAB), and the elements of manuscripts (#MS)."""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import text_of
from tei_edition.transformers.html.behaviours.plain import show_block, show_nothing, show_phrase
from tei_edition.transformers.html.markup import Shown, attribute
from tei_edition.transformers.html.state import State

__all__ = ["BEHAVIOURS"]

_DESCRIPTIONS: Final = """accMat acquisition additional additions adminInfo altIdentifier binding
    bindingDesc custEvent custodialHist decoDesc decoNote handDesc handNote handNotes history
    layout layoutDesc listObject msContents msDesc msFrag msItem msItemStruct msPart
    musicNotation object objectDesc origin physDesc provenance recordHist scriptDesc scriptNote
    seal sealDesc source support supportDesc surrogates typeDesc typeNote"""
_DETAILS: Final = """catchwords collation collection colophon condition depth dim dimensions
    explicit extent filiation finalRubric foliation height heraldry incipit locus locusGrp material
    msIdentifier msName objectIdentifier objectType rubric secFol signatures stamp summary
    textLang watermark width"""


def show_surface(element: etree._Element, state: State) -> Shown:
    """A written surface: its number, then its lines one under the other."""
    before, after, _ = state.block(element)
    number = element.get("n", "").strip()
    words = state.phrases.say("sign.page", number=number) if number else ""
    words = words or state.phrases.say("sign.page-break")
    return Shown(f"{before}{state.sign(f'[{words}]')}", after)


def show_character(element: etree._Element, state: State) -> Shown:
    """A character that fonts lack, as it is written here; else what the header says it stands for.

    Where neither is said, its name.
    """
    char = None
    if not text_of(element):
        char = state.find_element(element.get("ref", "").strip().removeprefix("#"))
    shown = state.phrase(element, extra=attribute("title", "" if char is None else _name(char)))
    if char is None:
        return shown
    mapping = char.find(tei("mapping"))
    words = _name(char) if mapping is None else text_of(mapping)
    return Shown(shown.before + state.sign(words), shown.after)


def _name(char: etree._Element) -> str:
    """What the declaration of a character calls it (#D25-20)."""
    for name in ("charName", "glyphName", "desc", "figDesc"):
        found = char.find(tei(name))
        if found is not None:
            return text_of(found)
    value = next((prop.get("value") for prop in char.iter(tei("localProp"))), None)
    return value or ""


BEHAVIOURS: Final = {
    **dict.fromkeys(("sourceDoc", "surfaceGrp", "zone", "line"), show_block),
    "surface": show_surface,
    "path": show_nothing,
    **dict.fromkeys(_DESCRIPTIONS.split(), show_block),
    **dict.fromkeys(_DETAILS.split(), show_phrase),
    "g": show_character,
    **dict.fromkeys("damage ellipsis mod restore retrace".split(), show_phrase),
    **dict.fromkeys("listTranspose redo substJoin transpose undo".split(), show_nothing),
}
