"""What can be wrong with the front matter of a source."""

from __future__ import annotations

from typing import Final

from tei_edition.findings import Fault, Severity

__all__ = [
    "BROKEN_FRONT_MATTER",
    "REPEATED_KEY",
    "UNCLOSED_FRONT_MATTER",
    "UNKNOWN_KEY",
    "UNREAD_DATE",
    "WRONG_VALUE",
]

BROKEN_FRONT_MATTER: Final = Fault(
    "SRC020",
    "broken_front_matter",
    Severity.ERROR,
    """The front matter of a source cannot be read.

Why:    what stands between the two lines of three hyphens must be plain YAML: keys, texts, lists
        and tables. Anchors, aliases and tags are refused, and so is front matter of more than
        32,000 characters or eight levels: a source must not be able to stop the program.
Fails:  title: A letter: first draft
Passes: title: "A letter: first draft"
Remedy: mend the line that is named; a text with a colon or a leading bracket needs quotes.
Source: https://yaml.org/spec/1.2.2/
""",
)
UNKNOWN_KEY: Final = Fault(
    "SRC021",
    "unknown_front_matter_key",
    Severity.ERROR,
    """The front matter has a key that means nothing.

Why:    a misspelt key would otherwise be passed over in silence, and with it a sender or a date.
Fails:  reciever: Anna
Passes: recipient: Anna
Remedy: correct it (the nearest known key is named) or delete it.
""",
)
WRONG_VALUE: Final = Fault(
    "SRC022",
    "wrong_front_matter_value",
    Severity.ERROR,
    """A value in the front matter is not of the kind that its key needs.

Why:    the header of the document would say something else than what was meant, or nothing.
Fails:  language: Englisch
Passes: language: en
Remedy: the message says what was found and what is expected there.
""",
)
REPEATED_KEY: Final = Fault(
    "SRC023",
    "repeated_front_matter_key",
    Severity.ERROR,
    """The front matter has a key twice.

Why:    one of the two values would be lost, and nobody could say which.
Remedy: delete one, or write both values as a list.
""",
)
UNCLOSED_FRONT_MATTER: Final = Fault(
    "SRC024",
    "unclosed_front_matter",
    Severity.ERROR,
    """The front matter has no end.

Why:    it begins with a line of three hyphens and must end with one; without it, keys and text
        cannot be told apart, and everything is taken for text.
Remedy: add a line of three hyphens after the last key.
""",
)
UNREAD_DATE: Final = Fault(
    "SRC025",
    "unread_front_matter_date",
    Severity.WARNING,
    """A date in the front matter has no meaning that could be worked out.

Why:    it stays in the header as it is written, but the document cannot be put in order by it.
Fails:  date: around Easter
Passes: date: 1979-11-16
Remedy: write EDTF (1979-11-16, 1979-11, 1979?, 1979-11-16/1979-11-20) or a date in words.
Source: https://www.loc.gov/standards/datetime/
""",
)
