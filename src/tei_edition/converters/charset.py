"""Which 8-bit character set old Windows and Macintosh files were written in.

Every byte is a character in all of them, so the sets are told apart by what they make of the
bytes: the letters of one language inside words, or a mixture of alphabets with signs in the middle
of words. charset-normalizer was considered and left out: it knows forty sets where letters come in
six, and decides by chance on the few accented letters that one letter has.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = ["Guess", "guess_charset"]

# A weight decides between equals: the commoner set, the commoner language.
_CHARSETS: Final = {
    "cp1252": ("Windows-1252", 1.0),
    "cp1250": ("Windows-1250", 0.99),
    "cp1251": ("Windows-1251", 0.98),
    "mac_roman": ("Mac Roman", 0.98),
    "mac_latin2": ("Mac Central European", 0.95),
    "mac_cyrillic": ("Mac Cyrillic", 0.95),
}
_LANGUAGES: Final = {
    "German": ("äöüß", 1.0),
    "French": ("àâæçéèêëîïôœùûü", 1.0),
    "Italian": ("àèéìíòóùú", 1.0),
    "Spanish": ("áéíóúüñ¿¡", 1.0),
    "Portuguese": ("áâãàçéêíóôõúü", 0.97),
    "Scandinavian": ("åäöæøé", 0.97),
    "Serbo-Croatian": ("čćžšđ", 0.98),
    "Czech and Slovak": ("áäčďéěíľĺňóôřŕšťúůýž", 0.96),
    "Polish": ("ąćęłńóśźż", 0.96),
    "Hungarian": ("áéíóöőúüű", 0.96),
    "Romanian": ("ăâîșțşţ", 0.95),
    "Serbian, Cyrillic": ("абвгдђежзијклљмнњопрстћуфхцчџш", 0.98),
    "Russian": ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", 0.98),
    "Loan words": ("éèêëçñöüôâ", 0.9),
}
_OPENING: Final = frozenset("‘“„‚«‹")
_CLOSING: Final = frozenset("’”“‘»›…")
_DASHES: Final = frozenset("–—")
_SIGNS: Final = frozenset("•§°·©®™€£†‡ºª\u00a0«»‹›½¼¾×±²³¶")
_NONSENSE: Final = 0.25  # random bytes reach 0.13, the texts of the tests 0.78 and more
_SAMPLE: Final = 20_000
_HIGH: Final = re.compile(rb"[\x80-\xff]")

_Triple = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Guess:
    """A character set, by Python's name and by the one people know; ``sure`` if clearly best."""

    codec: str
    name: str
    sure: bool


def guess_charset(data: bytes) -> Guess | None:
    """The 8-bit set in which the bytes read best; None if they read badly in all.

    Looks at up to 20,000 bytes outside ASCII, each with its two neighbours.
    """
    triples = _triples(data)
    scores = {codec: _score(triples, codec) for codec in _CHARSETS}
    codec = max(scores, key=lambda name: scores[name])
    if not triples or scores[codec] < _NONSENSE:
        return None
    rivals = [scores[other] for other in scores if _differs(triples, codec, other)]
    return Guess(codec, _CHARSETS[codec][0], scores[codec] > 1.15 * max(rivals, default=0.0))


def _triples(data: bytes) -> Counter[_Triple]:
    """The bytes outside ASCII with those before and after them, counted."""
    found: Counter[_Triple] = Counter()
    for number, match in enumerate(_HIGH.finditer(data)):
        if number == _SAMPLE:
            break
        at = match.start()
        before = data[at - 1] if at else 32
        after = data[at + 1] if at + 1 < len(data) else 32
        found[before, data[at], after] += 1
    return found


def _differs(triples: Counter[_Triple], codec: str, other: str) -> bool:
    one, two = _table(codec), _table(other)
    return any(one[byte] != two[byte] for _, byte, _ in triples)


@lru_cache(maxsize=len(_CHARSETS))
def _table(codec: str) -> tuple[str, ...]:
    """The character of each byte, U+FFFD where the set has none."""
    decode = codecs.getdecoder(codec)
    return tuple(decode(bytes([byte]), "replace")[0] for byte in range(256))


def _score(triples: Counter[_Triple], codec: str) -> float:
    """How well the bytes read in the language that suits them best: 1 very well, below 0 badly."""
    table = _table(codec)
    if any(table[byte] == "\ufffd" for _, byte, _ in triples):
        return -2.0
    letters: Counter[str] = Counter()
    total = 0.0
    for (before, byte, after), count in triples.items():
        character = table[byte]
        value = _fit(character, table[before], table[after])
        total += value * count
        if character.isalpha() and value > 0:
            letters[character.lower()] += count
    best = max(
        weight * _share(letters, alphabet) if letters else weight
        for alphabet, weight in _LANGUAGES.values()
    )
    return _CHARSETS[codec][1] * (best * total) / triples.total() if total > 0 else total


def _share(letters: Counter[str], alphabet: str) -> float:
    """The share of the letters that belong to an alphabet; strangers count against it."""
    own = sum(count for letter, count in letters.items() if letter in alphabet)
    share = own / letters.total()
    return share * share


def _fit(character: str, before: str, after: str) -> float:
    """How well a character stands between its neighbours, from -2 to 1."""
    inside = before.isalpha() and after.isalpha()
    if unicodedata.category(character) == "Cc":
        return -2.0
    if character.isalpha() and character not in "ªºµƒπΩ":
        return _fit_letter(character, before, after)
    if character in "¿¡":
        return 0.9 if after.isalpha() and not before.isalpha() else -1.0
    if inside:
        return 0.8 if character == "’" or character in _DASHES else -1.5
    if character in _OPENING and after.isalnum() and not before.isalnum():
        return 0.9
    if character in _CLOSING and not after.isalnum() and not before.isspace():
        return 0.9
    if character in _DASHES:
        return 0.8 if before.isalnum() == after.isalnum() else -0.2
    return 0.3 if character in _SIGNS else -0.5


def _fit_letter(character: str, before: str, after: str) -> float:
    neighbours = [other for other in (before, after) if other.isalpha()]
    if any(_is_cyrillic(other) != _is_cyrillic(character) for other in neighbours):
        return -1.5
    if character.isupper() and before.islower():
        return -1.0  # a capital in the middle of a word
    if character.islower() and before.isupper() and after.isupper():
        return -0.5
    alone = not neighbours and before not in "’'"
    value = 1.0 if not alone else 0.1 if _is_cyrillic(character) else 0.4
    return value * 0.8 if character.isupper() else value


def _is_cyrillic(character: str) -> bool:
    return "\u0400" <= character <= "\u04ff"
