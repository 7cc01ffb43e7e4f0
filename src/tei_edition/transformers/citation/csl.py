"""CSL-JSON, which Zotero, pandoc, citeproc and their like read.

Source: https://docs.citationstyles.org/en/stable/specification.html (appendices III and IV)
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from tei_edition.transformers.citation.dates import CitedDate
from tei_edition.transformers.citation.names import CitedName
from tei_edition.transformers.citation.record import EDITION, CitedWork

__all__ = ["SUFFIX", "written"]

SUFFIX: Final = ".csl.json"

_TYPES: Final = {
    "letter": "personal_communication",
    "record": "document",
    "essay": "chapter",
    "collection": "webpage",
    EDITION: "webpage",
}


def written(works: Iterable[CitedWork]) -> str:
    """A list of items, indented, with a final newline."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=1) + "\n"


def _item(work: CitedWork) -> dict[str, Any]:
    archive = work.archive
    place = ", ".join(part for part in (archive.settlement, archive.country) if part)
    # Essays and collections appear with the edition; letters were written at their own time.
    appeared = work.kind not in ("letter", "record")
    issued = work.date if work.date.words or not appeared else work.published
    item: dict[str, Any] = {
        "id": work.id,
        "type": _TYPES[work.kind],
        "title": work.title,
        "container-title": work.container,
        "author": [_name(name) for name in work.authors],
        "recipient": [_name(name) for name in work.recipients],
        "editor": [_name(name) for name in work.editors],
        "translator": [_name(name) for name in work.translators],
        "issued": _date(issued),
        "available-date": {} if appeared else _date(work.published),
        "genre": work.genre,
        "number": work.number,
        "publisher": work.publisher,
        "archive": archive.repository,
        "archive-place": place,
        "archive_collection": archive.collection,
        "archive_location": archive.shelfmark,
        "abstract": work.abstract,
        "keyword": ", ".join(work.keywords),
        "language": work.language,
        "URL": work.url,
    }
    return {key: value for key, value in item.items() if value}


def _name(name: CitedName) -> dict[str, str]:
    if name.given:
        return {"family": name.family, "given": name.given}
    return {"literal": name.whole}


def _date(date: CitedDate) -> dict[str, Any]:
    """A date variable; a date that is open at one end has words only, for CSL knows none."""
    if not date.first or not date.last:
        return {"literal": date.words} if date.words else {}
    ends = [date.first] if date.is_single else [date.first, date.last]
    found: dict[str, Any] = {"date-parts": [list(parts) for parts in ends]}
    return {**found, "circa": True} if date.is_doubtful else found
