"""Names of languages from CLDR."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from tei_edition.transformers.cldr import find_locale, shortest_tag

__all__ = ["language_name"]


@lru_cache(maxsize=256)
def language_name(tag: str, interface: str = "en") -> str:
    """The name of a BCP 47 tag in the language of the interface; the tag itself if unknown.

    >>> language_name("sr-Latn")
    'Serbian (Latin)'
    >>> language_name("en", "de-AT")
    'Englisch'
    >>> language_name("fra")
    'French'
    """
    try:
        named = Locale.parse(shortest_tag(tag), sep="-")
        return named.get_display_name(find_locale(interface) or "en") or tag
    except (UnknownLocaleError, ValueError, TypeError):
        return tag
