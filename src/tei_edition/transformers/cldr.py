"""What CLDR knows of a language, through Babel: plural forms, numbers, months, patterns of dates.

Everything names its locale: Babel would otherwise take that of the machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

__all__ = [
    "PLURAL_FORMS",
    "chain_of",
    "date_phrases",
    "find_locale",
    "first_weekday",
    "forms_of_one_number",
    "known_forms",
    "needed_forms",
    "open_graph_locale",
    "plural_form",
    "shortest_tag",
    "shown_list",
    "shown_number",
    "shown_size",
]

PLURAL_FORMS: Final = ("zero", "one", "two", "few", "many", "other")
_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
# Whole numbers up to here show all forms that counts of documents or words need.
_ENOUGH: Final = 200
_FIELDS: Final = re.compile(r"'([^']*)'|([A-Za-z]+)")


def chain_of(tag: str) -> tuple[str, ...]:
    """A BCP 47 tag and the more general ones, the most general first; () for what is no tag.

    >>> chain_of("ZH-hant-tw")
    ('zh', 'zh-Hant', 'zh-Hant-TW')
    """
    if not _TAG.fullmatch(tag):
        return ()
    first, *others = tag.split("-")
    subtags = [first.lower(), *map(_usual_case, others)]
    return tuple("-".join(subtags[:end]) for end in range(1, len(subtags) + 1))


def _usual_case(subtag: str) -> str:
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag.lower()


@lru_cache(maxsize=256)
def shortest_tag(tag: str) -> str:
    """A BCP 47 tag with the two letters of a language that was given with three, as it wants it.

    >>> shortest_tag("fra"), shortest_tag("GER-AT"), shortest_tag("grc"), shortest_tag("fr")
    ('fr', 'de-AT', 'grc', 'fr')

    Source: RFC 5646, 2.2.1
    """
    first, mark, others = tag.partition("-")
    short = get_global("language_aliases").get(first.lower(), "") if len(first) == 3 else ""
    return f"{short}{mark}{others}" if len(short) == 2 else tag


@lru_cache(maxsize=256)
def find_locale(tag: str) -> Locale | None:
    """CLDR's nearest locale for a BCP 47 tag, or None."""
    for name in reversed(chain_of(tag)):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def plural_form(tag: str, number: int) -> str:
    """The form of a count ("one", "few" …); as in English where CLDR does not know the language."""
    locale = find_locale(tag)
    if locale is None:
        return "one" if number == 1 else "other"
    return str(locale.plural_form(number))


@lru_cache(maxsize=64)
def _numbers_by_form(tag: str) -> Mapping[str, int]:
    """How many of the first whole numbers have each form."""
    counts: dict[str, int] = {}
    for number in range(_ENOUGH):
        form = plural_form(tag, number)
        counts[form] = counts.get(form, 0) + 1
    return MappingProxyType(counts)


def needed_forms(tag: str) -> frozenset[str]:
    """The forms that counts in a language need."""
    return frozenset(_numbers_by_form(tag))


def known_forms(tag: str) -> frozenset[str]:
    """All forms that CLDR has for a language, also those of fractions and of millions."""
    locale = find_locale(tag)
    tags = {"one"} if locale is None else {str(form) for form in locale.plural_form.tags}
    return frozenset(tags | {"other"})


def forms_of_one_number(tag: str) -> frozenset[str]:
    """The forms that stand for a single number, which such a phrase need not name."""
    return frozenset(form for form, count in _numbers_by_form(tag).items() if count == 1)


# Pages say how many letters there are again and again; 1.0 is not written as 1 is.
@lru_cache(maxsize=4096, typed=True)
def shown_number(number: float, tag: str) -> str:
    """A number as the language writes it, with up to six significant digits after a point.

    >>> shown_number(1234, "de"), shown_number(48.2085, "de")
    ('1.234', '48,2085')
    """
    locale = find_locale(tag) or Locale("en")
    if isinstance(number, int):
        return str(format_decimal(number, locale=locale))
    return str(format_decimal(Decimal(f"{number:g}"), "0.##########", locale=locale))


def shown_list(words: Sequence[str], tag: str) -> str:
    """Names one after the other: "A, B and C".

    >>> shown_list(["A", "B", "C"], "de")
    'A, B und C'
    """
    locale = find_locale(tag) or Locale("en")
    return str(format_list(words, locale=locale)) if words else ""


def shown_size(size: int, tag: str) -> str:
    """A number of bytes in the unit that suits it, kilobytes at least, to three digits.

    >>> shown_size(1234567, "de"), shown_size(24, "en")
    ('1,23 MB', '0.02 kB')
    """
    locale = find_locale(tag) or Locale("en")
    # "24 byte" is all that CLDR has for few: no plural in any language.
    power = max(1, min((len(str(size)) - 1) // 3, 3))
    unit = f"digital-{('kilobyte', 'megabyte', 'gigabyte')[power - 1]}"
    number = Decimal(f"{size / 1000**power:.3g}")
    return str(format_unit(number, unit, "short", "#,##0.##", locale=locale))


@lru_cache(maxsize=64)
def open_graph_locale(tag: str) -> str:
    """Language and territory as Open Graph has them; the territory where most speak a language.

    >>> open_graph_locale("de"), open_graph_locale("en-GB"), open_graph_locale("tlh")
    ('de_DE', 'en_GB', '')
    """
    locale = find_locale(tag)
    if locale is None:
        return ""
    likely = str(get_global("likely_subtags").get(locale.language, "")).split("_")
    territory = locale.territory or (likely[-1] if len(likely) > 1 else "")
    return f"{locale.language}_{territory}" if territory else ""


@lru_cache(maxsize=64)
def date_phrases(tag: str) -> Mapping[str, str]:
    """Months and patterns of dates as phrases ("month.1", "date.day" …); {} if not known.

    Names of months are "month.1" in a date with a day, "month.alone.1" in one without,
    "month.narrow.1" in the head of a column; "weekday.1" is Monday, "weekday.short.1" its letters.
    """
    locale = find_locale(tag)
    if locale is None:
        return MappingProxyType({})
    day = str(locale.date_formats["long"].pattern)
    month = str(locale.datetime_skeletons["yMMMM"].pattern)
    phrases = {"date.day": _phrase(day), "date.month": _phrase(month)}
    phrases["date.day.first"] = phrases["date.day"]
    for prefix, pattern in (("month", day), ("month.alone", month)):
        for number in range(1, 13):
            phrases[f"{prefix}.{number}"] = _month(pattern, number, locale)
    for number in range(1, 13):
        phrases[f"month.narrow.{number}"] = str(locale.months["stand-alone"]["narrow"][number])
    for number in range(1, 8):
        phrases[f"weekday.{number}"] = str(locale.days["format"]["wide"][number - 1])
        phrases[f"weekday.short.{number}"] = str(locale.days["format"]["short"][number - 1])
    return MappingProxyType(phrases)


def first_weekday(tag: str) -> int:
    """The day with which weeks begin, from 1 for Monday to 7; Monday if CLDR does not know."""
    locale = find_locale(tag)
    return 1 if locale is None else int(locale.first_week_day) + 1


def _phrase(pattern: str) -> str:
    """A pattern of CLDR with placeholders; the era of our time is not said."""

    def replaced(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[1]
        return {"d": "{day}", "M": "{month}", "L": "{month}", "y": "{year}"}.get(match[2][0], "")

    return re.sub(" {2,}", " ", _FIELDS.sub(replaced, pattern)).strip()


def _month(pattern: str, number: int, locale: Locale) -> str:
    """The month as the pattern wants it: by itself (L), within a date (M), as a figure."""
    fields = [match[2] for match in _FIELDS.finditer(pattern) if match[2]]
    field = next((field for field in fields if field[0] in "ML"), "MMMM")
    if len(field) < 3:
        return str(number)
    # Not without need: names that a locale takes over from another one depend, in Babel, on which
    # locales were read before.
    context = "stand-alone" if field[0] == "L" else "format"
    return str(locale.months[context]["wide"][number])
