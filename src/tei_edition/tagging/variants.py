"""The forms under which a text may name an entry of a register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Entity
from tei_edition.tagging.folding import folded
from tei_edition.tagging.vocabulary import words

__all__ = ["PersonName", "Strength", "Variant", "acronym_of", "person_name", "variants_of"]

_ARTICLE: Final = re.compile(r"(?:the|die|der|das|le|la|les|il|lo|el|los|las)\s+(?=[A-ZÀ-Þ])", re.I)
_QUALIFIER: Final = re.compile(r"\s*\(([^()]*)\)")
_INITIAL: Final = re.compile(r"[^\W\d_]\.?")
_ACRONYM: Final = re.compile(r"[A-ZÀ-Þ]{2,6}")
_LONGEST: Final = 200
_SHORTEST_ACRONYM: Final = 3  # shorter initials mean too many things


class Strength(IntEnum):
    """How much a form says by itself."""

    SHORT = 1  # one part of a person's name: needs the context
    DERIVED = 2  # initials for forenames, no middle initial, another order
    NAMED = 3  # a name as the register has it


@dataclass(frozen=True, slots=True)
class Variant:
    """A form of a name; ``qualifier`` is what the register adds in brackets to tell it apart."""

    text: str
    strength: Strength
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, in reading order; ``surname`` is "" where not known."""

    parts: tuple[str, ...]
    surname: str = ""

    @property
    def forenames(self) -> tuple[str, ...]:
        """The parts that are not the surname."""
        surname = self.surname.split()
        rest = list(self.parts)
        for part in surname:
            if part in rest:
                rest.remove(part)
        return tuple(rest)


def variants_of(entity: Entity) -> Iterator[Variant]:
    """All forms of the names of an entry, the register's own first; may repeat."""
    for name in entity.names:
        if not name.text.strip() or len(name.text) > _LONGEST:
            continue
        if entity.kind is MentionKind.PERSON:
            yield from _of_person(name.text, sort=name.type == "sort")
        elif name.type != "sort":
            yield from _of_other(name.text, entity.kind)


def person_name(text: str) -> PersonName | None:
    """The parts of a name written as "Forename Surname" or "Surname, Forename", without titles.

    None if nothing but titles is there.
    """
    text = _QUALIFIER.sub("", text).strip(" ,;")
    surname, comma, forenames = text.partition(",")
    suffixes = words("names", "suffixes")
    if comma:
        given = [part for part in re.split(r"[,\s]+", forenames) if part]
        given = [part for part in given if folded(part).rstrip(".") not in suffixes]
        if not given:
            return person_name(surname)
        last = _without_titles(surname.split())
        return PersonName((*_without_titles(given), *last), " ".join(last)) if last else None
    parts = [part for part in _split_initials(text) if folded(part).rstrip(".") not in suffixes]
    parts = _without_titles(parts)
    if not parts:
        return None
    return PersonName(tuple(parts), _surname(parts))


def _surname(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    # a lower-case syllable behind a hyphen ("Il-sung") is how romanised East Asian names write the
    # given name, which stands last
    if re.search(r"[-'’][a-zà-ÿ]", parts[-1]) and len(parts) == 2:
        return parts[0]
    particles = words("names", "particles")
    index = len(parts) - 1
    while index > 1 and parts[index - 1][0].islower() and folded(parts[index - 1]) in particles:
        index -= 1
    return " ".join(parts[index:])


def _without_titles(parts: list[str]) -> list[str]:
    titles = words("titles", "address") | words("titles", "office")
    rest = list(parts)
    while len(rest) > 1 and folded(rest[0]).rstrip(".") in titles:
        rest.pop(0)
    return rest


def _split_initials(text: str) -> list[str]:
    return re.sub(r"(?<![^\W\d_])([^\W\d_]\.)(?=[^\W\d_])", r"\1 ", text).split()


def _of_person(text: str, *, sort: bool) -> Iterator[Variant]:
    match = _QUALIFIER.search(text)
    qualifier = match[1] if match else ""
    name = person_name(text)
    if name is None:
        return
    other = person_name(qualifier) if qualifier else None
    if other is not None and _is_other_name(other, name):
        yield from _of_person(qualifier, sort=False)
        qualifier = ""
    single = len(name.parts) == 1
    weak = single and (qualifier or (sort and "," in text))
    yield Variant(" ".join(name.parts), Strength.SHORT if weak else Strength.NAMED, qualifier)
    if single:
        return
    yield from _derived(name)
    for part in sorted({name.surname, name.parts[0], name.parts[-1]}):
        if part and not _INITIAL.fullmatch(part):
            yield Variant(part, Strength.SHORT, qualifier)


def _is_other_name(other: PersonName, name: PersonName) -> bool:
    """Whether what the register has in brackets is another form of the name: it shares a part."""
    words_of = [{folded(part) for part in n.parts} for n in (other, name)]
    capitals = all(part[0].isupper() for part in other.parts)
    return capitals and len(other.parts) > 1 and bool(words_of[0] & words_of[1])


def _derived(name: PersonName) -> Iterator[Variant]:
    surname, given = name.surname, name.forenames
    if not given or not surname:
        return
    initials = [part[0] + "." for part in given]
    full = [part for part in given if not _INITIAL.fullmatch(part)]
    if name.parts[0] != surname:
        forms = [
            [*initials, surname],
            [initials[0], surname],
            [given[0], *(part[0] + "." for part in given[1:]), surname],
            [given[0], surname],
            [*full, surname] if full else [],
        ]
    else:  # the surname stands first
        joined = "".join(re.split(r"[-\s]", " ".join(given)))
        forms = [[surname, joined.capitalize()], [*given, surname]]
    for form in forms:
        # a middle name may go, but the forename stays or leaves its initial
        if len(form) > 1 and tuple(form) != name.parts:
            yield Variant(" ".join(form), Strength.DERIVED)


def _of_other(text: str, kind: MentionKind) -> Iterator[Variant]:
    match = _QUALIFIER.search(text)
    plain = _QUALIFIER.sub("", text).strip() if match else text.strip()
    plain = _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain
    if not plain:
        return
    yield Variant(plain, Strength.NAMED, match[1] if match else "")
    if match and _ACRONYM.fullmatch(match[1]) and kind is MentionKind.ORG:
        if match[1] == acronym_of(plain):
            yield Variant(match[1], Strength.NAMED)
        else:
            yield Variant(f"{match[1]} {plain}", Strength.DERIVED)
    head, comma, rest = plain.partition(", ")
    if comma and kind is MentionKind.PLACE:
        yield Variant(head, Strength.DERIVED, rest)
    elif comma and kind is MentionKind.ORG and " " in head:
        yield Variant(f"{head} of the {rest}", Strength.DERIVED)
    short = acronym_of(plain)
    if kind is MentionKind.ORG and _SHORTEST_ACRONYM <= len(short) < len(plain):
        yield Variant(short, Strength.DERIVED)
    if _ACRONYM.fullmatch(plain):
        yield Variant(".".join(plain) + ".", Strength.NAMED)


def acronym_of(name: str) -> str:
    """The initials of the capitalised words of a name; abbreviations in it count whole.

    >>> acronym_of("UN Commission for the Rights of Peoples")
    'UNCRP'
    """
    words_of = re.split(r"[\s-]+", _QUALIFIER.sub("", name))
    letters = (word if word.isupper() else word[0] for word in words_of if word[:1].isupper())
    return "".join(letter for letter in "".join(letters) if letter.isalpha())
