"""Persons, places, books and files described within a text (#ND, #COBI, #HD2)."""

from __future__ import annotations

from typing import Final

from tei_edition.transformers.html.behaviours.plain import (
    show_block,
    show_phrase,
    show_piece_or_phrase,
)

__all__ = ["BEHAVIOURS"]

_ENTRIES: Final = """analytic biblFull docEdition event listNym listRelation monogr nym org person
    personGrp persona place"""
_FACTS: Final = """addName affiliation age birth climate death education faith floruit forename
    gender genName geo geogFeat langKnowledge langKnown location nameLink nationality occupation
    offset persPronouns population post relation residence roleName sex socecStatus state surname
    terrain trait"""
_BOOKS: Final = """authority availability biblScope citedRange distributor edition funder idno
    imprint licence meeting principal publisher relatedItem resp respStmt series sponsor"""
_WORDS: Final = """distinct email fw gloss measure measureGrp mentioned metamark num postBox
    postCode soCalled street term"""
_FILES: Final = """abstract activity broadcast calendar calendarDesc catRef change channel
    classCode classRef constitution correspAction correspContext correspDesc creation derivation
    domain editionStmt equipment factuality fileDesc interaction keywords langUsage language
    listChange locale notesStmt particDesc preparedness profileDesc publicationStmt purpose
    recording recordingStmt scriptStmt seriesStmt setting settingDesc sourceDesc textClass textDesc
    titleStmt"""

BEHAVIOURS: Final = {
    **dict.fromkeys(_ENTRIES.split(), show_block),
    **dict.fromkeys(_FACTS.split(), show_phrase),
    **dict.fromkeys(_BOOKS.split(), show_phrase),
    **dict.fromkeys(_WORDS.split(), show_phrase),
    **dict.fromkeys(_FILES.split(), show_piece_or_phrase),
}
