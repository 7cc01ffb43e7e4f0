"""What can be wrong with a file that is to come in as a letter or a register."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = [
    "DIFFERING_ENTRIES",
    "NOT_TEI",
    "SEVERAL_LETTERS",
    "SPLIT_CORPUS",
    "TAKEN_FOR_NO_LETTER",
    "UNRESOLVED_ENTITIES",
]

NOT_TEI: Final = Fault(
    "EXC001",
    "not_tei",
    Severity.WARNING,
    """A file is XML, but not TEI P5.

Why:    its elements mean nothing to a reader of TEI. Web servers answer with a page of HTML where a
        file is missing; files of TEI P4 and before have no namespace.
Fails:  <html><body>404 Not Found</body></html>
Passes: <TEI xmlns="http://www.tei-c.org/ns/1.0">
Remedy: fetch the file again; convert TEI P4 with the TEI Consortium's stylesheets; add the
        namespace where only that is missing.
Source: TEI P5 #STIN
""",
)
SEVERAL_LETTERS: Final = Fault(
    "EXC002",
    "several_letters_in_one_file",
    Severity.WARNING,
    """A file holds several letters.

Why:    the edition has one page, one sender and one date for each file. The file is kept as it is
        and described as its first letter.
Remedy: split the file, if each letter is to have a page of its own.
Source: TEI P5 #CC
""",
)
DIFFERING_ENTRIES: Final = Fault(
    "EXC003",
    "registers_disagree",
    Severity.WARNING,
    """Two registers use one id for different things.

Why:    a letter that points to the id may mean either; the entry that was read first is taken.
Remedy: look which one is meant, and rename the other, with the pointers to it.
""",
)
TAKEN_FOR_NO_LETTER: Final = Fault(
    "EXC004",
    "no_letter",
    Severity.NOTE,
    """A TEI file has neither the text of a letter nor entries of persons, places or organisations.

Why:    lists of works, of abbreviations, of correspondences … are part of other projects' material,
        but no letters. The file is kept beside the registers; no page is made of it.
Remedy: nothing; if it is a letter after all, move it to the folder of letters.
""",
)
SPLIT_CORPUS: Final = Fault(
    "EXC005",
    "split_corpus",
    Severity.NOTE,
    """A corpus came in as the letters that it holds.

Why:    the edition has one page, one sender and one date for each file. Each letter of a teiCorpus
        has become a file; the header of the corpus itself is in none of them.
Remedy: nothing; if the corpus's header has what the letters' lack (licence, editors), say it in
        edition.toml.
Source: TEI P5 #CC
""",
)
UNRESOLVED_ENTITIES: Final = Fault(
    "EXC006",
    "unresolved_entities",
    Severity.WARNING,
    """A file uses entities that its own DOCTYPE declares.

Why:    they are not resolved, since they may name other files or grow without end: pages and
        exports have "&name;" where the words should be.
Remedy: write the words into the file (an XML editor or `xmllint --noent` does), if you trust it.
""",
)
