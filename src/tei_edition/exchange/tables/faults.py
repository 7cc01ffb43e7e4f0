"""What can be wrong with a table that is to come in as letters."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = [
    "BAD_ADDRESS",
    "BAD_IDENTIFIER",
    "BAD_MAPPING",
    "BROKEN_ROW",
    "CHANGED_ID",
    "EMPTY_ROW",
    "ENCODING",
    "LEFT_OUT_COLUMN",
    "NOT_A_TABLE",
    "NOT_UNDERSTOOD",
    "NO_DATE",
    "OTHER_ROW",
    "REPEATED_ID",
    "UNEQUAL_NUMBERS",
]

NOT_A_TABLE: Final = Fault(
    "EXC100",
    "not_a_table",
    Severity.WARNING,
    """A file that should be a table cannot be read as one.

Why:    web servers answer with a page of HTML where a file is missing; old .xls files, files with
        a password and broken archives hold no table that can be read safely.
Fails:  letters.csv that begins with <!DOCTYPE html>
Passes: sender,recipient,date
Remedy: fetch the file again, or save it as .xlsx or as CSV in UTF-8.
Source: RFC 4180; ECMA-376 (Office Open XML)
""",
)
BAD_MAPPING: Final = Fault(
    "EXC101",
    "bad_mapping",
    Severity.ERROR,
    """The mapping file cannot be used; nothing is read.

Why:    it says what the columns mean; without it the letters would come in wrongly.
Fails:  [columns]
        Absender = "sendr"
Passes: [columns]
        Absender = "sender"
Remedy: correct the place that is named; --write-mapping writes a file to begin with.
""",
)
LEFT_OUT_COLUMN: Final = Fault(
    "EXC102",
    "left_out_column",
    Severity.NOTE,
    """Nobody knows what a column holds; it does not come in.

Why:    what stands in it is lost to the edition, though it may be what you need.
Remedy: name its field in a mapping file, or "" there to leave it out knowingly.
""",
)
BROKEN_ROW: Final = Fault(
    "EXC103",
    "broken_row",
    Severity.WARNING,
    """A row has cells without a heading, or a quotation mark that is never closed.

Why:    mostly a comma or a quotation mark within a cell was not put into quotation marks, and the
        cells behind it stand in the wrong columns.
Fails:  Berg, Anna,1842            under   sender,date
Passes: "Berg, Anna",1842
Remedy: put the cell into quotation marks, doubling those within it.
Source: RFC 4180
""",
)
EMPTY_ROW: Final = Fault(
    "EXC104",
    "empty_row",
    Severity.NOTE,
    """Rows between others are empty, or hold nothing that describes a letter.

Why:    a row may have lost its cells on the way, or be a sum, which is no letter.
Remedy: nothing, unless something should stand there.
""",
)
REPEATED_ID: Final = Fault(
    "EXC105",
    "repeated_id",
    Severity.WARNING,
    """Two rows have one id.

Why:    an id stands for one letter only; the later row comes in under another.
Remedy: give one of them an id of its own, or delete the row if it is the same letter.
""",
)
CHANGED_ID: Final = Fault(
    "EXC106",
    "changed_id",
    Severity.NOTE,
    """An id has blanks or other characters that no id may have; the letter comes in under another.

Why:    ids are parts of addresses and of file names; what points to the old one leads nowhere.
Fails:  letter 12/a
Passes: letter-12-a
Source: https://www.w3.org/TR/xml-id/
""",
)
NO_DATE: Final = Fault(
    "EXC107",
    "date_not_understood",
    Severity.WARNING,
    """A date has no value; it comes in as it is written.

Why:    a letter without a value is found by no search for years and stands in no chronology.
Fails:  1842|1843
Passes: 1842/1843 for a span, [1842,1843] for one of the two (EDTF)
Remedy: write a day, month or year, or EDTF.
Source: https://www.loc.gov/standards/datetime/
""",
)
BAD_IDENTIFIER: Final = Fault(
    "EXC108",
    "bad_identifier",
    Severity.WARNING,
    """A cell holds no number of the authority that its column names; it is left out.

Why:    a wrong number would make one person of two, here and wherever the letters are searched.
Remedy: copy the number from the page of the authority.
""",
)
UNEQUAL_NUMBERS: Final = Fault(
    "EXC109",
    "unequal_numbers",
    Severity.WARNING,
    """A cell names several persons or places, and another has more or fewer ids for them.

Why:    which id is whose cannot be known; the ids are left out.
Fails:  Anna Berg; Ludwig Thal     with the id 118540238
Passes: Anna Berg; Ludwig Thal     with the ids 118540238; 118607626
Remedy: give as many ids as names, in the same order; leave the place of an unknown one empty.
""",
)
BAD_ADDRESS: Final = Fault(
    "EXC110",
    "bad_address",
    Severity.WARNING,
    """A cell that should hold a web address holds none; it is left out.

Why:    it would become a link that leads nowhere, or one that does harm.
Fails:  www.example.org/1
Passes: https://www.example.org/1
""",
)
NOT_UNDERSTOOD: Final = Fault(
    "EXC111",
    "value_not_understood",
    Severity.WARNING,
    """A cell has a value that its field cannot have; it is left out.

Why:    a record with it would not be valid, and no program could use it.
Fails:  gibberish as language
Passes: de or German
""",
)
ENCODING: Final = Fault(
    "EXC112",
    "encoding_assumed",
    Severity.NOTE,
    """The file is not UTF-8; it was read as what is most likely.

Why:    letters such as é and ü may come out as others.
Remedy: look at names with such letters; save the file as UTF-8, or name its encoding in a mapping
        file: encoding = "mac_roman".
""",
)
OTHER_ROW: Final = Fault(
    "EXC113",
    "other_row",
    Severity.NOTE,
    """Rows or sheets do not describe letters and are left out.

Why:    a table of letters becomes records of letters; collections and essays need their texts.
Remedy: nothing, or name the sheet in a mapping file: sheet = "Letters".
""",
)
