"""What a CMIF file cannot carry, or lacks."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = [
    "DOUBT_SIMPLIFIED",
    "NOTHING_SENT",
    "NOT_FOR_HARVEST",
    "NO_AUTHORITY",
    "NO_DATE",
    "NO_FILE_DATE",
    "OF_VERSION_2",
]

_SOURCE: Final = "https://github.com/TEI-Correspondence-SIG/CMIF"

NOT_FOR_HARVEST = Fault(
    "PUB060",
    "cmif_not_for_harvest",
    Severity.WARNING,
    f"""The index of letters lacks what correspSearch must know to take it.

It needs the address at which the file will be, the same as its idno; a licence, CC BY 4.0 or CC0;
and someone to ask about it.

Why:    the service cannot fetch the file again, or must not pass its contents on.
Fails:  [publish] formats = ["cmif"] without [edition] base_url, licence and editors.
Passes: [edition] base_url, licence and editors, or [exchange.cmif] address, licence and contact.
Remedy: give the key that the message names. The licence is that of the index, not of the letters.
Source: {_SOURCE}
""",
)
NOTHING_SENT = Fault(
    "PUB061",
    "cmif_nothing_sent",
    Severity.NOTE,
    f"""A document is not in the index of letters.

Why:    CMIF tells who sent what to whom; of a conversation, or a document of which neither sender
        nor addressee nor place is known, there is nothing to tell.
Remedy: none is needed for what was not sent; else say in its correspDesc who sent it.
Source: {_SOURCE}
""",
)
NO_AUTHORITY = Fault(
    "PUB062",
    "cmif_without_authority",
    Severity.NOTE,
    f"""Someone is in the index of letters by name only.

Why:    correspSearch knows persons and organisations by GND, VIAF, BnF, LC or NDL, and places by
        GeoNames. Identifiers of others are left out; a name alone is not found under them.
Fails:  <person xml:id="anna"><idno type="Wikidata">Q64</idno></person>
Passes: <person xml:id="anna"><idno type="GND">118540238</idno></person>
Remedy: add such an identifier to the entry (`tei-edition register` finds them).
Source: {_SOURCE}
""",
)
NO_DATE = Fault(
    "PUB063",
    "cmif_date_left_out",
    Severity.NOTE,
    f"""A date is not in the index of letters.

CMIF has one date for sending and one for receiving, each a day, month or year of our era. Of
several that count as one, that of the newer calendar is taken, else the first that has a value.

Why:    a date without a year, before Christ, or in words only, cannot be searched for.
Fails:  <date>undated</date>; <date when="--02-03"/>
Passes: <date when="1921-02-03"/>; <date notBefore="1921" notAfter="1923"/>
Remedy: say between which years the letter was written, if that is known.
Source: {_SOURCE}
""",
)
DOUBT_SIMPLIFIED = Fault(
    "PUB064",
    "cmif_doubt_simplified",
    Severity.NOTE,
    f"""A doubt is said more strongly in the index of letters.

Why:    CMIF knows ``cert="low"`` only; ``medium`` and ``precision="low"`` become that, so that no
        doubt is hidden.
Remedy: none is needed.
Source: {_SOURCE}
""",
)
NO_FILE_DATE = Fault(
    "PUB065",
    "cmif_file_without_date",
    Severity.NOTE,
    f"""The index of letters cannot say when it was brought up to date.

Why:    the format wants a date; without one in the edition the file says no more than that it is
        younger than the format itself.
Fails:  [publish] formats = ["cmif"] without [edition] date, and no document with a date of change.
Passes: [edition] date = "2026-11-22"
Remedy: give [edition] date.
Source: {_SOURCE}
""",
)
OF_VERSION_2 = Fault(
    "PUB066",
    "cmif_of_version_2",
    Severity.NOTE,
    f"""What is known of a letter that is edited elsewhere is not in the index of letters.

Why:    CMIF 1.1 has no place for whom a letter mentions, for its language and further addresses.
Remedy: [exchange.cmif] version = "2" has them; it is a draft.
Source: {_SOURCE}
""",
)
