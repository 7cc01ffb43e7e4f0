"""Verse, plays, speech, dictionaries, diagrams, how markup is documented (#VE, #DR, #TS, #DI)."""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.tei.pointers import pointers_in
from tei_edition.tei.text_of import text_of
from tei_edition.transformers.html.behaviours.plain import (
    show_block,
    show_code,
    show_nothing,
    show_phrase,
    show_piece_or_phrase,
)
from tei_edition.transformers.html.markup import Shown
from tei_edition.transformers.html.state import State

__all__ = ["BEHAVIOURS"]

_RUBY: Final = tei("ruby")
_PLAYS: Final = "camera castGroup castItem castList epilogue performance prologue set"
_SPEECH: Final = "incident kinesic shift vocal writing"
_DICTIONARY: Final = "entry entryFree hom re superEntry"
_FORMS: Final = """colloc def dictScrap etym form hyph lang lbl oRef pRef pron stress syll usg
    xr"""
_GRAMMAR: Final = "case gen gram gramGrp iType mood number per pos subc tns"
_DIAGRAMS: Final = """arc eLeaf eTree forest graph iNode leaf listForest node root tree triangle"""
_SCHEMAS: Final = """altIdent alternate anyElement attDef attList attRef classSpec classes
    constraint constraintSpec content dataFacet dataRef dataSpec datatype defaultVal elementRef
    elementSpec empty equiv exemplum listRef macroRef macroSpec memberOf model modelGrp
    modelSequence moduleRef moduleSpec outputRendition param paramList paramSpec remarks schemaSpec
    sequence specDesc specGrp specGrpRef specList textNode valDesc valItem valList"""


def show_utterance(element: etree._Element, state: State) -> Shown:
    """What somebody says, with the speaker's name before it."""
    before, after, _ = state.block(element)
    speakers = (state.find_element(pointer.id) for pointer in pointers_in(element.get("who")))
    names = [_name(speaker) for speaker in speakers if speaker is not None]
    said = ", ".join(name for name in names if name)
    return Shown(before + (state.sign(f"{said}:") + " " if said else ""), after)


def _name(person: etree._Element) -> str:
    name = person.find(f".//{tei('persName')}")
    return text_of(person if name is None else name)


def show_pause(element: etree._Element, state: State) -> Shown:
    """A sign for a pause."""
    shown = state.phrase(element)
    return Shown(f"{shown.before}{state.sign('[…]')}", shown.after)


def show_sense(element: etree._Element, state: State) -> Shown:
    """A meaning of a headword, with its number."""
    before, after, _ = state.block(element)
    number = element.get("n", "").strip()
    return Shown(before + (state.sign(number) if number else ""), after)


def show_headword(element: etree._Element, state: State) -> Shown:
    """The spelling of a headword, in bold."""
    return state.phrase(element, "b")


def show_grammar(element: etree._Element, state: State) -> Shown:
    """What the dictionary says of the grammar, in italics."""
    return state.phrase(element, "i")


def show_ruby(element: etree._Element, state: State) -> Shown:
    """Words with their gloss above them."""
    return state.phrase(element, "ruby" if _is_ruby(element, state) else "span")


def show_gloss_above(element: etree._Element, state: State) -> Shown:
    """The gloss above the words; what does not belong to any, within the line."""
    parent = element.getparent()
    return state.phrase(element, "rt" if parent is not None and _is_ruby(parent, state) else "span")


def _is_ruby(element: etree._Element, state: State) -> bool:
    """Whether HTML takes it: words within a line, followed by nothing but their glosses."""
    if element.tag != _RUBY or element in state.holders:
        return False
    base, *glosses = [child.tag for child in element] or [""]
    strays = (child.tail or "" for child in element)
    nested = next(element.iterdescendants(_RUBY), next(element.iterancestors(_RUBY), None))
    return (
        base == tei("rb")
        and bool(glosses)
        and all(tag == tei("rt") for tag in glosses)
        and not any(stray.strip() for stray in strays)
        and nested is None
    )


BEHAVIOURS: Final = {
    **dict.fromkeys(("rhyme", "caesura"), show_phrase),
    **dict.fromkeys(_PLAYS.split(), show_block),
    **dict.fromkeys("actor move role roleDesc sound tech".split(), show_phrase),
    **dict.fromkeys(("caption", "view"), show_piece_or_phrase),
    **dict.fromkeys(("u", "annotationBlock"), show_utterance),
    "pause": show_pause,
    **dict.fromkeys(_SPEECH.split(), show_phrase),
    **dict.fromkeys(_DICTIONARY.split(), show_block),
    **dict.fromkeys(_FORMS.split(), show_phrase),
    "sense": show_sense,
    "orth": show_headword,
    **dict.fromkeys(_GRAMMAR.split(), show_grammar),
    **dict.fromkeys(_DIAGRAMS.split(), show_piece_or_phrase),
    **dict.fromkeys(_SCHEMAS.split(), show_piece_or_phrase),
    **dict.fromkeys("att code egXML gi ident tag val".split(), show_code),
    "eg": show_code,
    "ruby": show_ruby,
    "rb": show_phrase,
    "rt": show_gloss_above,
    "divGen": show_nothing,
}
