"""BibTeX, also for biblatex: entries in UTF-8 whose values are safe in LaTeX.

Source: http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf,
http://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tei_edition.source_text import normalise_space
from tei_edition.transformers.citation.dates import CitedDate, iso_parts
from tei_edition.transformers.citation.names import CitedName
from tei_edition.transformers.citation.record import EDITION, CitedWork
from tei_edition.transformers.cldr import find_locale

__all__ = ["SUFFIX", "escaped", "key_of", "written"]

SUFFIX: Final = ".bib"

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# Braces must balance for BibTeX even behind a backslash, so that these are commands.
_COMMANDS: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_SPECIAL: Final = re.compile("[" + re.escape("".join(_COMMANDS)) + "]")


def written(works: Iterable[CitedWork]) -> str:
    """The entries, apart by blank lines, with a final newline."""
    return "\n".join(_entry(work) for work in works)


def escaped(text: str) -> str:
    """Words on one line that LaTeX shows as they are.

    >>> escaped("50 % {sic}")
    '50 \\\\% \\\\textbraceleft{}sic\\\\textbraceright{}'
    """
    return _SPECIAL.sub(lambda match: _COMMANDS[match[0]], normalise_space(text))


def key_of(identifier: str) -> str:
    """An id as a key: ASCII without what BibTeX takes for an end."""
    return re.sub(r"[^A-Za-z0-9:._+-]", lambda match: f"_{ord(match[0]):X}", identifier) or "_"


def _entry(work: CitedWork) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work) if value)
    kind = "incollection" if work.kind == "essay" else "misc"
    return f"@{kind}{{{key_of(work.id)},\n{fields}}}\n"


def _fields(work: CitedWork) -> Iterator[tuple[str, str]]:
    # The styles must not put words of a title into lower case.
    yield "title", f"{{{_braced(work.title)}}}"
    yield "author", _names(work.authors)
    yield "editor", _names(work.editors)
    yield "translator", _names(work.translators)
    appeared = work.kind not in ("letter", "record")
    date = work.date if work.date.words or not appeared else work.published
    # Not escaped: "~" is a sign of EDTF here.
    yield "date", f"{{{_date(date)}}}" if _date(date) else ""
    yield "year", _braced(_year(date))
    yield "month", _MONTHS[date.first[1] - 1] if date.is_single and len(date.first) > 1 else ""
    container = _braced(work.container)
    if work.kind == "essay":
        yield "booktitle", container and f"{{{container}}}"
    else:
        yield "howpublished", container
    yield "publisher" if work.kind == "essay" else "organization", _braced(work.publisher)
    yield "type", _braced(work.genre)
    yield "number", _braced(work.number)
    yield "note", _braced("; ".join(filter(None, _notes(work, date))))
    yield "keywords", _braced(", ".join(work.keywords))
    yield "abstract", _braced(work.abstract)
    yield "language", _braced(_language(work.language))
    # Programs take the address as it is; base_url and quoted paths have no braces.
    yield "url", f"{{{work.url}}}" if work.url else ""


def _notes(work: CitedWork, date: CitedDate) -> Iterator[str]:
    archive = work.archive
    if work.kind != EDITION and date.words and (date.is_doubtful or not _year(date)):
        yield date.words
    yield ", ".join(
        part
        for part in (
            *(archive.settlement, archive.country, archive.repository),
            *(archive.collection, archive.shelfmark),
        )
        if part
    )


def _language(tag: str) -> str:
    """The name by which biblatex knows a language: "serbian" for sr-Latn."""
    locale = find_locale(tag)
    name = None if locale is None else locale.get_language_name("en")
    return name.lower() if name else tag


def _braced(text: str) -> str:
    return f"{{{escaped(text)}}}" if text else ""


def _names(names: tuple[CitedName, ...]) -> str:
    """Names joined by "and"; one whose parts are not known is in braces, which keep it whole."""
    shown = (
        f"{{{escaped(name.family)}}}, {{{escaped(name.given)}}}"
        if name.given
        else f"{{{escaped(name.whole)}}}"
        for name in names
    )
    joined = " and ".join(shown)
    return f"{{{joined}}}" if joined else ""


def _date(date: CitedDate) -> str:
    """EDTF as biblatex understands it: its own signs for open ends, "?" and "~" behind the days."""
    if not date.first and not date.last:
        return ""
    if date.is_single:
        return iso_parts(date.first) + date.mark
    unknown = ".." if date.is_span else ""
    first = iso_parts(date.first) + date.mark if date.first else unknown
    last = iso_parts(date.last) + date.mark if date.last else unknown
    return f"{first}/{last}"


def _year(date: CitedDate) -> str:
    """The year for styles that know no dates; "" unless both ends are known."""
    if not date.first or not date.last:
        return ""
    first, last = date.first[0], date.last[0]
    return str(first) if first == last else f"{first}--{last}"
