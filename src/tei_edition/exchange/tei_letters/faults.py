"""What can be wrong with a file that is to come in as a letter or a register."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = [
    "DIFFERING_ENTRIES",
    "JOINED_ENTRY",
    "NOT_TEI",
    "ONLY_A_HEADER",
    "POSSIBLE_DOUBLE",
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

Why:    the edition has one page, one sender and one date for each file. Each letter of a teiCorpus,
        or of a TEI in a TEI, has become a file as it is written. What the header around them says
        and theirs does not (editors, licence, language, archive …) stands in the file beside each.
Remedy: nothing; keep the corpus, for comments between the letters are in none of the files.
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
JOINED_ENTRY: Final = Fault(
    "EXC007",
    "joined_entry",
    Severity.NOTE,
    """An entry stands for the same as one of another file, and is shown as one with it.

Why:    projects list a person where correspondences are named, in registers and in the back of each
        letter. A pointer from name to entry, a number of an authority, or the same full name in
        files that came together says that it is one. The files stay as they are.
Remedy: nothing, if it is right. If not: correct the pointer or the number; for a name set "same" to
        false in imported.json, which stands with the registers.
Source: TEI P5 #NDPERS
""",
)
POSSIBLE_DOUBLE: Final = Fault(
    "EXC008",
    "possible_double",
    Severity.NOTE,
    """An entry may stand for the same as one of another file, but something contradicts it.

Why:    a pointer or a number says that they are one, but the year of birth or death, or another
        number, is not the same. Each has its own page.
Remedy: look which is right; correct the date or the number, or the pointer.
Source: TEI P5 #NDPERS
""",
)
ONLY_A_HEADER: Final = Fault(
    "EXC009",
    "only_a_header",
    Severity.WARNING,
    """A TEI file has a header, but nothing that it describes.

Why:    there is no text, facsimile, transcript or register in it: a template, the header of a
        corpus, or metadata of a letter that stands elsewhere. It is no letter, and was left out.
Fails:  <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/></TEI>
Passes: <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p/></body></text></TEI>
Remedy: give the file that has the text. Of letters of which there are only metadata import a table
        or a CMIF file.
Source: TEI P5 #HD
""",
)
