"""Listings of an archive: collection title, introduction, and entries of date, title and abstract.

Layouts: date, title and abstract apart by blank lines, with or without a bullet before the date;
"N. title / Date: … / Summary: …"; a date over several bulleted titles; "date – title" on one line;
title before date. An abstract may be missing or have several paragraphs.
"""

from __future__ import annotations

from typing import Final

from tei_edition.converters.listing.confidence import confidence
from tei_edition.converters.listing.parse import parse

__all__ = ["DESCRIPTION", "NAME", "confidence", "parse"]

NAME: Final = "listing"
DESCRIPTION: Final = (
    "a collection's title and introduction, then dated entries with title and abstract"
)
