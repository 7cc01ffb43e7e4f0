"""What is said about the words: apparatus, interpretation, certainty, index terms (#TC, #AI, #CE).

The reading view leaves out what is no word of the text (``tei.reading``); the view of the document
as it was written has it.
"""

from __future__ import annotations

from typing import Final

from tei_edition.transformers.html.behaviours.plain import show_block, show_nothing, show_phrase

__all__ = ["BEHAVIOURS"]

_WORDS: Final = "app c choice cl m pc phr rdgGrp s subst unit w"
_ASIDE: Final = """alt altGrp binary certainty default f fLib fs fvLib index interp interpGrp join
    joinGrp link linkGrp numeric precision respons span spanGrp string symbol timeline vAlt vColl
    vLabel vMerge vNot when wit witDetail"""
_POINTS: Final = "anchor lacunaEnd lacunaStart witEnd witStart"

BEHAVIOURS: Final = {
    **dict.fromkeys(_WORDS.split(), show_phrase),
    **dict.fromkeys(_ASIDE.split(), show_phrase),
    **dict.fromkeys(_POINTS.split(), show_nothing),
    **dict.fromkeys("listApp listWit witness".split(), show_block),
}
