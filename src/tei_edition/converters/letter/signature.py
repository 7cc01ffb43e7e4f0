"""Signatures: one line or more that name who signs, behind the closing formula or without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tei_edition.converters.letter.formulas import begins, folded, is_word
from tei_edition.converters.letter.lines import Chunk

__all__ = ["could_sign", "is_known_name", "signatures_in", "signs"]

_LONGEST: Final = 90
_MOST_LINES: Final = 5
_MOST_SMALL_WORDS: Final = 2
_PARTICLES: Final = frozenset(
    "de da di del della du des van von vom zu zur der den ten ter la le of the and for und et e y i"
    " el al bin ben ibn deb dos do d' af av zum".split()
)
# Anna, J., R.W., McNeill, O'Neill, Jean-Luc, deB.
_NAME_WORD: Final = re.compile(r"[^\W\d_]+(?:[.\-'’][^\W\d_]+)*[.'’]?")
_SIGNED: Final = re.compile(
    r"\A(?:[(\[]?(?:signed|sgd|gez|signé|firmato|f\.to|firmado|fdo|potpis(?:ao|ano)?)\b[.:)\]]*"
    r"|/?s/|\(s\)|/)\s*",
    re.IGNORECASE,
)
# An office that goes on in the next line: "Secretary of / the Harbour Office".
_GOES_ON: Final = (",", " for", " of", " to", " and", " the", " de", " des", " für", " der", " za")
_LIST_ITEM: Final = re.compile(r"[-–—•*·]\s|\(?\d{1,3}[.)]|\(?[a-z][.)]\s")
_SENTENCE_END: Final = re.compile(r"[?!:;]\Z|[^\W\d_]{4,}\.\Z")


def could_sign(chunk: Chunk) -> bool:
    """Whether a chunk behind a closing formula can be a signature: short, no sentence, no list."""
    if chunk.is_page or len(chunk.lines) > _MOST_LINES:
        return False
    first, *others = [line.plain for line in chunk.lines]
    return _is_signature_line(first) and all(
        _is_signature_line(text) or (_has_office(text) and len(text) <= _LONGEST) for text in others
    )


def _is_signature_line(text: str) -> bool:
    if begins(text, "signature", "signed"):
        return len(text) <= _LONGEST
    return (
        len(text) <= _LONGEST
        and len(text.split()) <= 12
        and not _LIST_ITEM.match(text)
        and _small_words(text) <= _MOST_SMALL_WORDS
        and (_SENTENCE_END.search(text) is None or len(text.split()) <= 3)
        and not text.endswith(("?", ":"))
        and any(character.isalpha() for character in text)
        and text.lstrip('[("“*_/-–— ')[:1].isupper()
    )


def _small_words(text: str) -> int:
    """How many words begin with a small letter and belong to no name: prose has them."""
    return sum(word[0].islower() and folded(word) not in _PARTICLES for word in text.split())


def signs(chunk: Chunk, names: Sequence[str]) -> bool:
    """Whether a chunk without closing formula before it is surely a signature.

    So it is if it says "signed", is the name of a known sender, or if its first line is nothing but
    a name: up to five capitalised words, initials and particles.
    """
    if not could_sign(chunk) or len(chunk.lines) > 3:
        return False
    first = chunk.lines[0].plain
    if begins(first, "signature", "signed") or any(is_known_name(first, name) for name in names):
        return True
    return _is_name(first) and all(_is_role_or_name(line.plain) for line in chunk.lines[1:])


def is_known_name(text: str, name: str) -> bool:
    """Whether a line is a sender's name, or the last word or all but the article of it."""
    line, known = _bare(text), _bare(name)
    if not line or not known:
        return False
    return line == known or line == known.split()[-1] or f"the {line}" == known


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", folded(text)).split())


def _is_name(text: str) -> bool:
    text = re.sub(r"\s*\([^()]{1,30}\)\Z", "", text.strip("[]*_ /"))
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 50:
        return False
    capitalised = 0
    for word in words:
        if word[0].islower() and folded(word) in _PARTICLES:
            continue
        named = _NAME_WORD.fullmatch(word.rstrip(","))
        if named is None or not any(letter.isupper() for letter in word[:4]):
            return False
        capitalised += 1
    return capitalised > 0 and words[0][0].isupper()


def _is_role_or_name(text: str) -> bool:
    return _is_name(text) or _has_office(text)


def signatures_in(chunk: Chunk, names: Sequence[str]) -> list[Chunk]:
    """The signatures of a chunk: one, or one for each line that names another signatory.

    A line with an office ("Chairman") goes with the name above it.
    """
    parts: list[int] = [0]
    for index, line in enumerate(chunk.lines[1:], 1):
        known = any(is_known_name(line.plain, name) for name in names)
        is_name = _is_name(line.plain) and len(line.plain.split()) > 1
        above = chunk.lines[index - 1].plain
        goes_on = above.endswith(_GOES_ON) or is_word(above, "signature", "signed")
        if known or (is_name and not _has_office(line.plain) and not goes_on):
            parts.append(index)
    return [chunk.part(start, end) for start, end in zip(parts, [*parts[1:], None], strict=True)]


def signatory(lines: Sequence[str]) -> str:
    """The name in a signature: the first line that is one, else the first line.

    "signed" or a sign in its place is no part of it.
    """
    bare = [_SIGNED.sub("", line.strip()).strip(" []()*_/:,") for line in lines]
    named = (line for line in bare if _is_name(line) and not _has_office(line))
    return next(named, bare[0] if bare else "")


def _has_office(text: str) -> bool:
    return any(is_word(word, "signature", "roles") for word in text.split())
