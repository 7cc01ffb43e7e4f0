"""Where names and dates may stand in TEI, what they may enclose, and where nothing is sought.

HOSTS are elements of running text whose content admits model.nameLike and model.dateLike beside
characters (TEI P5 #DSTPEST, macro.phraseSeq and wider), ENCLOSABLE what persName, placeName,
orgName, date, name and ref may all contain; both in tei_all and, for the elements that it has, in
the letters profile. A test compares them with the schemas.
"""

from __future__ import annotations

from typing import Final

from tei_edition.model.document import BlockKind
from tei_edition.tei.text_of import BLOCK_ELEMENTS

__all__ = [
    "ALTERNATIVES",
    "APART",
    "BLOCKS",
    "ENCLOSABLE",
    "GAPS",
    "HOSTS",
    "KINDS",
    "SPLITTABLE",
    "TAGGED",
    "UNREAD",
]

HOSTS: Final = frozenset(
    """ab abbr actor add addrLine bibl byline camera caption case castItem cell cl closer corr
    damage dateline def del desc distinct docEdition docImprint emph expan figDesc foreign gloss
    head headItem headLabel hi imprimatur item l label lem note opener orig p phr q quote rdg re reg
    restore retrace role roleDesc rt rubric s said salute secl seg sense sic signed sound speaker
    stage stamp street summary supplied support surplus tech titlePart trailer u unclear view
    witDetail writing""".split()
)
ENCLOSABLE: Final = frozenset(
    """abbr add alt anchor c caesura cb certainty choice cl corr damage damageSpan distinct emph ex
    expan foreign g gb handShift hi index lang lb milestone mod orig pause pb pc phr
    precision redo reg respons restore retrace rhyme ruby s secl seg shift sic space span subst
    supplied surplus am unclear undo w""".split()
)
# Both sides of a name's end may lie in and outside of these: the tag goes on as a second fragment.
SPLITTABLE: Final = frozenset(
    "add cl damage emph foreign hi phr restore retrace s seg supplied unclear".split()
)
# Their children are readings of one stretch of text.
ALTERNATIVES: Final = frozenset({"choice", "app", "subst", "ruby"})
# What an encoder has tagged already, or given a value; the longer name wins.
TAGGED: Final = frozenset(
    """addName affiliation age author birth bloc country date death district docAuthor docDate
    docTitle editor email eventName forename genName geogFeat geogName gi idno measure name nameLink
    nationality num objectName offset orgName origDate origPlace persName persPronouns placeName ptr
    pubPlace publisher ref region roleName rs settlement surname term time title unit""".split()
)
# Texts of their own within others; names do not go on behind them.
APART: Final = frozenset({"del", "note", "figDesc", "desc", "witDetail"})
# Where names are not sought at all: registers, code, formulas, what belongs to the page.
UNREAD: Final = frozenset(
    """att code egXML eg figure formula fs fw gap geo graphic index interp interpGrp listApp
    listEvent listNym listObject listOrg listPerson listPlace listPrefixDef listRelation listWit
    media metamark notatedMusic space spanGrp tag teiHeader val xenoData""".split()
)
# Of these, what stands where a word is missing.
GAPS: Final = frozenset("figure formula gap graphic media notatedMusic space".split())
BLOCKS: Final = BLOCK_ELEMENTS - APART
KINDS: Final = {
    "addrLine": BlockKind.LINE,
    "byline": BlockKind.BYLINE,
    "cell": BlockKind.CELL,
    "dateline": BlockKind.DATELINE,
    "head": BlockKind.HEADING,
    "item": BlockKind.ITEM,
    "l": BlockKind.LINE,
    "note": BlockKind.NOTE,
    "salute": BlockKind.SALUTE,
    "signed": BlockKind.SIGNATURE,
    "titlePart": BlockKind.HEADING,
}
