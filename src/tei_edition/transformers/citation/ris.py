"""RIS, which all reference managers read.

Source: https://en.wikipedia.org/wiki/RIS_(file_format)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tei_edition.source_text import normalise_space
from tei_edition.transformers.citation.dates import CitedDate
from tei_edition.transformers.citation.names import CitedName
from tei_edition.transformers.citation.record import EDITION, CitedWork

__all__ = ["SUFFIX", "written"]

SUFFIX: Final = ".ris"

_TYPES: Final = {
    "letter": "PCOMM",
    "record": "UNPB",
    "essay": "CHAP",
    "collection": "ELEC",
    EDITION: "ELEC",
}
_END: Final = "ER  - \r\n"


def written(works: Iterable[CitedWork]) -> str:
    """The records, apart by blank lines; lines end as RIS wants it, with CR LF."""
    return "\r\n".join(_record(work) for work in works)


def _record(work: CitedWork) -> str:
    lines = ((tag, normalise_space(value)) for tag, value in _fields(work))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + _END


def _fields(work: CitedWork) -> Iterator[tuple[str, str]]:
    archive = work.archive
    yield "TY", _TYPES[work.kind]
    yield "ID", work.id
    yield "TI", work.title
    for tag, names in (
        ("AU", work.authors),
        # Of a letter the second names are the addressees.
        ("A2", work.recipients if work.kind == "letter" else ()),
        ("ED", work.editors),
        ("A4", work.translators),
    ):
        for name in names:
            yield tag, _name(name)
    appeared = work.kind not in ("letter", "record")
    date = work.date if work.date.words or not appeared else work.published
    yield from _date(date)
    yield "T2", work.container
    yield "PB", work.publisher
    yield "M3", work.genre
    yield "M1", work.number
    yield "DB", archive.repository
    yield "AN", ", ".join(part for part in (archive.collection, archive.shelfmark) if part)
    yield "AV", ", ".join(part for part in (archive.settlement, archive.country) if part)
    for keyword in work.keywords:
        yield "KW", keyword
    yield "AB", work.abstract
    yield "LA", work.language
    yield "UR", work.url


def _name(name: CitedName) -> str:
    return f"{name.family}, {name.given}" if name.given else name.whole


def _date(date: CitedDate) -> Iterator[tuple[str, str]]:
    """PY and DA for a single date; for others their words, behind the slashes meant for them."""
    known = date.first or date.last
    if not known or known[0] < 1:
        yield "N1", date.words
        return
    year = f"{known[0]:04}"
    if date.first and date.last and date.first[0] == date.last[0]:
        yield "PY", year
    if date.is_single:
        month, day = (f"{part:02}" for part in (*date.first[1:], 0, 0)[:2])
        parts = "/".join((year, month.replace("00", ""), day.replace("00", "")))
        yield "DA", f"{parts}/{date.words if date.is_doubtful else ''}"
    else:
        yield "DA", f"{year if date.first == date.last else ''}///{date.words}"
