"""The order of names in an index: accents count for nothing, a language's own letters do.

Python's ``locale`` would ask the machine. The letters are those that CLDR's collation sets apart in
a language; elsewhere "č" is filed under "c".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import dropwhile
from types import MappingProxyType
from typing import Final

__all__ = ["SortKey", "index_letter", "sort_key"]

SortKey = tuple[tuple[str, int], ...]

_LARGE: Final = 10**15  # what is larger is no number that anybody counts with

# "č>c": a letter of its own behind c; several behind one letter in their order.
_SOUTH_SLAVIC: Final = "č>c ć>c dž>d đ>d lj>l nj>n š>s ž>z"
_DANISH: Final = "æ>z ø>z å>z"
_TAILORED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "az": "ç>c ə>e ğ>g ö>o ş>s ü>u",
        "be": "ў>у",
        "bg": "й>и",
        "bs": _SOUTH_SLAVIC,
        "cs": "č>c ch>h ř>r š>s ž>z",
        "cy": "ch>c dd>d ff>f ng>g ll>l ph>p rh>r th>t",
        "da": _DANISH,
        "eo": "ĉ>c ĝ>g ĥ>h ĵ>j ŝ>s ŭ>u",
        "es": "ñ>n",
        "et": "š>s z>s ž>s õ>w ä>w ö>w ü>w",
        "fi": "å>z ä>z ö>z",
        "hr": _SOUTH_SLAVIC,
        "hu": "cs>c dz>d dzs>d gy>g ly>l ny>n ö>o sz>s ty>t ü>u zs>z",
        "is": "á>a é>e í>i ó>o ú>u ý>y þ>z æ>z ö>z",
        "lt": "č>c š>s ž>z",
        "lv": "č>c ģ>g ķ>k ļ>l ņ>n š>s ž>z",
        "mk": "ѓ>г ќ>к",
        "nb": _DANISH,
        "nn": _DANISH,
        "no": _DANISH,
        "pl": "ą>a ć>c ę>e ł>l ń>n ó>o ś>s ź>z ż>z",
        "ro": "ă>a â>a î>i ș>s ț>t",
        "ru": "й>и",
        "sk": "ä>a č>c ch>h ô>o š>s ž>z",
        "sl": "č>c ć>c đ>d š>s ž>z",
        "sq": "ç>c dh>d ë>e gj>g ll>l nj>n rr>r sh>s th>t xh>x zh>z",
        "sr": _SOUTH_SLAVIC,
        "sv": "å>z ä>z ö>z",
        "tr": "ç>c ğ>g ı>h ö>o ş>s ü>u",
        "uk": "ґ>г є>е і>и ї>и й>и",
    }
)
# Letters that Unicode does not take apart.
_PLAIN: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)


def sort_key(text: str, language: str) -> SortKey:
    """What to sort a name by in an index in a language; the same on every machine.

    Brackets, quotation marks and the like before the first letter count for nothing. Numbers go by
    what they amount to.

    >>> sorted(["Örtel", "Zach", "Orsini"], key=lambda name: sort_key(name, "sv"))
    ['Orsini', 'Zach', 'Örtel']
    >>> sorted(["Letter 10", "Letter 9"], key=lambda name: sort_key(name, "en"))
    ['Letter 9', 'Letter 10']
    """
    letters = dropwhile(lambda one: not one[0][0].isalnum(), _letters(text, language))
    return tuple(_with_numbers(rank for _, rank in letters))


def _with_numbers(ranks: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """The ranks, with one for all digits of a number: among other characters it is where 0 is."""
    number: int | None = None
    for base, rank in ranks:
        digit = unicodedata.decimal(base, None)
        if number is not None and (digit is None or number > _LARGE):
            yield "0", number
            number = None
        if digit is None:
            yield base, rank
        else:
            number = (number or 0) * 10 + digit
    if number is not None:
        yield "0", number


def index_letter(text: str, language: str) -> str:
    """The letter under which an index files a name, "" if it begins with none.

    >>> index_letter("Örtel", "de"), index_letter("Örtel", "sv"), index_letter("1848", "de")
    ('O', 'Ö', '')
    """
    letters = (letter for letter, _ in _letters(text, language) if letter[0].isalnum())
    first = next(letters, "")
    if not first[:1].isalpha():
        return ""
    return _upper(first, language)[:1] + first[1:]


def _upper(text: str, language: str) -> str:
    turkic = language.partition("-")[0].lower() in ("tr", "az")
    return "İ" if turkic and text[:1] == "i" else text[:1].upper()


@lru_cache(maxsize=32)
def _own_letters(language: str) -> Mapping[str, tuple[str, int]]:
    """The letters that a language sets apart: behind which letter, and in which order there."""
    found: dict[str, tuple[str, int]] = {}
    ranks: dict[str, int] = {}
    for rule in _TAILORED.get(language.partition("-")[0].lower(), "").split():
        letter, _, base = rule.partition(">")
        ranks[base] = ranks.get(base, 0) + 1
        found[letter] = (base, ranks[base])
    return MappingProxyType(found)


def _letters(text: str, language: str) -> list[tuple[str, tuple[str, int]]]:
    """Each letter with what it is sorted by."""
    own = _own_letters(language)
    if language.partition("-")[0].lower() in ("tr", "az"):
        text = text.replace("I", "ı").replace("İ", "i")
    folded = unicodedata.normalize("NFC", text.casefold())
    letters: list[tuple[str, tuple[str, int]]] = []
    index = 0
    while index < len(folded):
        for length in (3, 2, 1):
            letter = folded[index : index + length]
            if letter in own:
                letters.append((letter, own[letter]))
                break
        else:
            letter, length = folded[index], 1
            decomposed = unicodedata.normalize("NFKD", letter).translate(_PLAIN)
            letters += [(c, (c, 0)) for c in decomposed if not unicodedata.combining(c)]
        index += length
    return letters
