"""What an editor should look at in a listing."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = [
    "ENTRY_WITHOUT_TITLE",
    "INCOMPLETE_LISTING",
    "OUTSIDE_YEARS",
    "REPEATED_NUMBER",
    "REPEATED_TITLE",
    "TITLE_DATE",
    "UNREAD_DATE",
    "UNTITLED_LISTING",
]

REPEATED_NUMBER: Final = Fault(
    "SRC101",
    "repeated_number",
    Severity.WARNING,
    """Two entries of a listing with different dates bear one number.

Why:    a telegram has its number for itself; one of the two dates or numbers may be a slip. Both
        entries are kept.
Fails:  Telegram from Vienna, No. 12 (March 1); Telegram from Vienna, No. 12 (March 9)
Passes: Telegram from Vienna, No. 12 (March 1); Telegram from Vienna, No. 13 (March 9)
Remedy: compare the documents; correct the source, or leave it and suppress the finding.
""",
)
OUTSIDE_YEARS: Final = Fault(
    "SRC102",
    "outside_collection_years",
    Severity.WARNING,
    """An entry lies outside the years that the collection's title names.

Why:    either the date is a slip, or the title promises less than the collection has.
Fails:  February 14, 1972, in "Letters, 1973-1975"
Passes: February 14, 1973, in "Letters, 1973-1975"
Remedy: compare the document; correct the date or the title.
""",
)
REPEATED_TITLE: Final = Fault(
    "SRC103",
    "repeated_title",
    Severity.WARNING,
    """Several entries of a listing have the same title.

Why:    readers cannot tell them apart by it, and one of them may be a duplicate. All are kept; the
        message names their dates.
Remedy: nothing, if they are different documents; else delete one.
""",
)
INCOMPLETE_LISTING: Final = Fault(
    "SRC104",
    "incomplete_listing",
    Severity.WARNING,
    """The listing stops in the middle.

Why:    the page itself says that it shows only some of its entries; the others are missing here.
Fails:  1–20 of 108
Passes: 1–108 of 108
Remedy: copy the remaining pages into the source.
""",
)
ENTRY_WITHOUT_TITLE: Final = Fault(
    "SRC105",
    "entry_without_title",
    Severity.WARNING,
    """An entry of a listing has a date and no title.

Why:    a record needs a title; without one, it is named by its date alone.
Remedy: write the title on a line of its own behind the date.
""",
)
UNREAD_DATE: Final = Fault(
    "SRC106",
    "unread_entry_date",
    Severity.WARNING,
    """The date of an entry has no meaning that could be worked out.

Why:    it stays in the record as it is written, but the record cannot be put in order by it.
Fails:  Date: around Easter
Passes: Date: April 10, 1955
Remedy: write the date in words or figures, or as EDTF.
Source: https://www.loc.gov/standards/datetime/
""",
)
TITLE_DATE: Final = Fault(
    "SRC107",
    "title_has_other_date",
    Severity.WARNING,
    """The title of an entry gives another date than its date line.

Why:    one of them may be a slip; the date line is the one that counts.
Fails:  December 9, 1960: Journal for 8 December 1960
Passes: December 8, 1960: Journal for 8 December 1960
Remedy: compare the document; correct whichever is wrong.
""",
)
UNTITLED_LISTING: Final = Fault(
    "SRC108",
    "untitled_listing",
    Severity.WARNING,
    """A listing has no title.

Why:    the collection is named by it in the index, in the header and in links.
Remedy: put the title on the first line, with a blank line behind it, or into the front matter.
""",
)
