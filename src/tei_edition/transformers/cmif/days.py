"""The date of an action as CMIF can hold it: one, of whole days, months or years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tei_edition.dates import read_date
from tei_edition.model.config import EditionConfig
from tei_edition.model.config_values import first_day
from tei_edition.model.metadata import DatedText
from tei_edition.transformers.chronology import is_uncertain, value_of

__all__ = ["Day", "find_day"]

# "1804-03-01", also with a time or a time zone, which CMIF has no room for.
_WRITTEN: Final = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T[\d:.]{1,20})?(?:Z|[+-]\d\d:\d\d)?")
_CHOICES: Final = (("when",), ("from", "notBefore"), ("to", "notAfter"))


@dataclass(frozen=True, slots=True)
class Day:
    """What becomes of the dates of an action.

    ``attributes`` and ``text`` are those of CMIF's ``date``, ``left_out`` are dates that it cannot
    hold; ``simplified`` says that a doubt became a stronger one.
    """

    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    left_out: tuple[DatedText, ...] = ()
    simplified: bool = False


def find_day(dates: Sequence[DatedText], config: EditionConfig, *, keep_words: bool = False) -> Day:
    """The first of the dates that has a value that CMIF can hold; the others are left out.

    Words that say no more than the attributes are left out too, but with ``keep_words``.
    """
    for dated in dates:
        values = _values(dated)
        if values:
            others = tuple(other for other in dates if other is not dated)
            text = "" if not keep_words and _says_all(values, dated, config) else dated.text
            return replace(_day(dated, values), text=text, left_out=others)
    return Day(left_out=tuple(dates))


def _day(dated: DatedText, values: dict[str, str]) -> Day:
    attributes = dict(values)
    if dated.evidence in ("conjecture", "external"):
        attributes["evidence"] = "conjecture"
    doubtful = is_uncertain(dated)
    if doubtful:
        attributes["cert"] = "low"
    names = dict(dated.attributes)
    low = "low" in (dated.certainty.value, names.get("cert"))
    return Day(tuple(attributes.items()), simplified=doubtful and not low)


def _values(dated: DatedText) -> dict[str, str]:
    """The attributes that CMIF has, {} if the date has none that it can hold."""
    names = dict(dated.attributes)
    written = {}
    for group in _CHOICES:
        for name in group:
            match = _WRITTEN.fullmatch(names.get(name) or names.get(f"{name}-iso") or "")
            if match and first_day(match[1]) is not None:
                written[name] = match[1]
                break
        if "when" in written:
            break
    # What ends before it begins has no value.
    return written if _edtf(written) else {}


def _edtf(values: dict[str, str]) -> str:
    return value_of(DatedText("", attributes=tuple(values.items()))).edtf


def _says_all(values: dict[str, str], dated: DatedText, config: EditionConfig) -> bool:
    """Whether the attributes say what the words say: only then does CMIF do without them."""
    if not dated.text or is_uncertain(dated):
        return not dated.text
    sources = config.sources
    languages = dict.fromkeys((*sources.languages, config.edition.language))
    found = read_date(dated.text, languages=tuple(languages), order=sources.date_order)
    return found is not None and found.value.edtf != "" and found.value.edtf == _edtf(values)
