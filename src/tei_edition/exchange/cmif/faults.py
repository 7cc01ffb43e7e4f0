"""What can be wrong with an index of letters, or cannot be taken from it."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = [
    "DATE_NOT_UNDERSTOOD",
    "LEFT_OUT",
    "NAME_OF_ANOTHER",
    "NOTHING_SAID",
    "NOT_CMIF",
    "NO_LICENCE",
    "POINTER_NOT_UNDERSTOOD",
    "SOURCE_NOT_FOUND",
]

_SOURCE: Final = "https://github.com/TEI-Correspondence-SIG/CMIF"

NOT_CMIF = Fault(
    "EXC050",
    "not_cmif",
    Severity.ERROR,
    f"""A file is no index of letters.

Why:    nothing can be taken from it. Web servers answer with a page of HTML where a file is
        missing, and it is saved under the name of the file.
Fails:  <html><body>404 Not Found</body></html>
Passes: <TEI xmlns="http://www.tei-c.org/ns/1.0"> with correspDesc in its header
Remedy: fetch the file again, or name its format with --format.
Source: {_SOURCE}
""",
)
NO_LICENCE = Fault(
    "EXC051",
    "cmif_without_licence",
    Severity.WARNING,
    f"""An index of letters does not say under which licence it may be used.

Why:    what is taken from it would be published under a licence that nobody gave.
Fails:  <availability><p>All rights reserved</p></availability>
Passes: <availability><licence target="https://creativecommons.org/licenses/by/4.0/"/></availability>
Remedy: ask its publisher, and write the licence into the file.
Source: {_SOURCE}
""",
)
SOURCE_NOT_FOUND = Fault(
    "EXC052",
    "cmif_source_not_found",
    Severity.WARNING,
    f"""A letter points to an edition that the index does not name.

Why:    readers cannot find the letter. If the index has one edition only, that is taken.
Fails:  <correspDesc source="#other"> beside <bibl xml:id="this">
Passes: <correspDesc source="#this"> beside <bibl xml:id="this">
Remedy: correct correspDesc/@source, or add the bibl to sourceDesc.
Source: {_SOURCE}
""",
)
DATE_NOT_UNDERSTOOD = Fault(
    "EXC053",
    "cmif_date_not_understood",
    Severity.WARNING,
    f"""A date in an index of letters makes no sense.

Why:    it cannot be sorted or searched for; it is kept as words.
Fails:  <date when="1842|1843"/>
Passes: <date notBefore="1842" notAfter="1843"/>
Remedy: correct the attributes: day, month or year, as in 1842-03-01, 1842-03, 1842.
Source: {_SOURCE}
""",
)
POINTER_NOT_UNDERSTOOD = Fault(
    "EXC054",
    "cmif_pointer_not_understood",
    Severity.WARNING,
    f"""A pointer in an index of letters leads to no authority file.

Why:    nobody can tell who is meant. The name is taken, the pointer is not.
Fails:  <persName ref="Anna Berg 1">Anna Berg</persName>
Passes: <persName ref="http://d-nb.info/gnd/118540238">Anna Berg</persName>
Remedy: give the address in GND, VIAF, Wikidata … or GeoNames, or leave the pointer out.
Source: {_SOURCE}
""",
)
NAME_OF_ANOTHER = Fault(
    "EXC055",
    "cmif_name_of_another",
    Severity.NOTE,
    f"""An identifier bears a name that the index uses for another identifier more often.

Why:    the identifier may be wrong. The letter keeps both as they are; the register's entry does
        not get the name.
Fails:  Rome with the identifier of Weimar, once, and with that of Rome in ten other letters.
Remedy: compare name and identifier in the line that is named.
Source: {_SOURCE}
""",
)
LEFT_OUT = Fault(
    "EXC056",
    "cmif_left_out",
    Severity.NOTE,
    f"""Something in an index of letters is not taken.

Why:    a record has no place for it: what the other edition offers beside a letter, words of notes,
        actions other than sending and receiving, and what the index says of itself.
Remedy: none is needed; the message says what it is.
Source: {_SOURCE}
""",
)
NOTHING_SAID = Fault(
    "EXC057",
    "cmif_nothing_said",
    Severity.WARNING,
    f"""An entry of an index says neither who sent a letter, nor to whom, nor when, nor where.

Why:    there is nothing to make a record of; it is left out.
Remedy: look whether the entry was meant to be filled in.
Source: {_SOURCE}
""",
)
