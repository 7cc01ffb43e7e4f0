"""The words of the interface: outputs ask for them by key, editions say in which language.

The phrases stand in catalogues, ``locale/en.po`` and its like; en.po says how to add one. What a
catalogue lacks appears in English. An edition adds languages and changes phrases by catalogues of
its own in ``publication/locale/``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import CONFIG_NAME, PUBLICATION_FOLDER, line_of_key
from tei_edition.transformers.catalogues import (
    BROKEN,
    LIMIT,
    checked,
    missing_keys,
    read_catalogue,
)
from tei_edition.transformers.cldr import chain_of, date_phrases, plural_form, shown_number

__all__ = [
    "ENGLISH",
    "Phrases",
    "catalogue_findings",
    "interface_language",
    "missing_phrases",
    "phrases_of",
    "shipped_languages",
    "shipped_phrases",
]

UNTRANSLATED: Final = Fault(
    "CFG022",
    "untranslated_phrases",
    Severity.WARNING,
    """The catalogue of the interface's language lacks phrases.

Why:    they appear in English among words of another language.
Remedy: add them to publication/locale/LANGUAGE.po, with the keys of the English catalogue.
""",
)
UNKNOWN_LANGUAGE: Final = Fault(
    "CFG023",
    "unknown_interface_language",
    Severity.ERROR,
    """There are no phrases in the language that [site] asks for.

Why:    the interface of the site appears in English.
Remedy: name one of the languages in the message, or add publication/locale/LANGUAGE.po.
""",
)
_NAMED: Final = 5  # keys in a message


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """The phrases of one language (a BCP 47 tag); ``fallback`` has those that it lacks.

    Two are equal only if they are one, so that what is said in them can be remembered.
    """

    language: str
    texts: Mapping[str, str]
    fallback: Phrases | None = None

    def say(self, key: str, **values: str) -> str:
        """The phrase with its placeholders filled; raises KeyError for an unknown key."""
        text = self.find(key)
        if text is None:
            raise KeyError(key)
        return text.format_map(values) if values else text

    def count(self, key: str, number: int) -> str:
        """A number with its noun, in the form that the language has for it: "2 letters"."""
        form = plural_form(self.language, number)
        text = self.texts.get(f"{key}.{form}") or self.texts.get(f"{key}.other")
        if text is None:
            if self.fallback is None:
                raise KeyError(key)
            return self.fallback.count(key, number)
        return text.format(number=self.number(number))

    def find(self, key: str) -> str | None:
        """The phrase for a key that comes from a document (a genre, a reason), or None."""
        text = self.texts.get(key)
        return self.fallback.find(key) if text is None and self.fallback is not None else text

    def find_word(self, family: str, written: str) -> str | None:
        """The phrase for a word of a document in a family of keys ("genre", "place"), or None."""
        return self.find(f"{family}.{'-'.join(written.lower().split())}")

    def number(self, number: float) -> str:
        """A number as the language writes it."""
        return shown_number(number, self.language)


@cache
def shipped_languages() -> tuple[str, ...]:
    """The languages of the catalogues that come with the toolkit."""
    names = (file.name for file in resources.files(__package__).joinpath("locale").iterdir())
    return tuple(sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


@cache
def _shipped_texts(language: str) -> Mapping[str, str]:
    """A catalogue of ours without what CLDR knows; {} if there is none; ValueError if faulty."""
    if language not in shipped_languages():
        return MappingProxyType({})
    file = resources.files(__package__).joinpath("locale", f"{language}.po")
    entries, findings = read_catalogue(file.read_bytes(), f"{language}.po")
    texts = {key: entry.text for key, entry in entries.items()}
    if language != "en":
        texts, wrong = checked(entries, ENGLISH.texts, language, f"{language}.po")
        findings += wrong
    if findings:
        raise ValueError("; ".join(f"{f.location}: {f.message}" for f in findings))
    return MappingProxyType(texts)


ENGLISH: Final = Phrases("en", MappingProxyType({**date_phrases("en"), **_shipped_texts("en")}))


def shipped_phrases(language: str) -> Phrases:
    """The phrases of a language that come with the toolkit, English for those that do not."""
    return _joined(language, [_shipped_texts(name) for name in chain_of(language)])


def _joined(language: str, catalogues: list[Mapping[str, str]]) -> Phrases:
    """The phrases of catalogues, of which later ones overrule earlier ones.

    The same catalogues give the same phrases again: of those templates and markers are remembered.
    """
    return _joined_once(language, tuple(tuple(one.items()) for one in catalogues))


@lru_cache(maxsize=16)
def _joined_once(language: str, catalogues: tuple[tuple[tuple[str, str], ...], ...]) -> Phrases:
    texts = dict(date_phrases(language))
    own = {key: text for catalogue in catalogues for key, text in catalogue}
    if "date.day" in own:
        texts["date.day.first"] = own["date.day"]
    texts.update(own)
    return Phrases(language, MappingProxyType(texts), ENGLISH)


def missing_phrases(phrases: Phrases) -> tuple[str, ...]:
    """The keys that appear in English, in the order of the English catalogue."""
    return missing_keys(phrases.texts, _shipped_texts("en"), phrases.language)


def interface_language(edition: Edition) -> str:
    """The language of the interface: of [site] or else of [edition], English without catalogue."""
    config = edition.config
    chain = chain_of(config.site.language or config.edition.language)
    if any(name in shipped_languages() or _own_file(edition, name) for name in chain):
        return chain[-1]
    return "en"


def phrases_of(edition: Edition) -> Phrases:
    """The phrases of an edition's interface; faulty ones are left out (``catalogue_findings``).

    Raises OSError if a catalogue of the edition cannot be read.
    """
    language = interface_language(edition)
    catalogues = []
    for name in chain_of(language):
        catalogues += [_shipped_texts(name), _own_texts(edition, name)[0]]
    if language == "en" and not any(catalogues[1::2]):
        return ENGLISH
    return _joined(language, catalogues)


def catalogue_findings(edition: Edition) -> Iterator[Finding]:
    """What is wrong with the interface's language and the edition's catalogues for it."""
    language, wanted = interface_language(edition), edition.config.site.language
    if wanted and chain_of(wanted)[-1:] != (language,):
        yield UNKNOWN_LANGUAGE.at(
            Location(CONFIG_NAME, line_of_key(edition.root, "site.language")),
            f"there is no catalogue for the interface language {wanted!r}",
            f"name one of {', '.join(shipped_languages())}, or add "
            f"{PUBLICATION_FOLDER}/locale/{wanted}.po",
        )
    own = ""
    for name in chain_of(language):
        found = _own_file(edition, name)
        if found is not None:
            own = found.relative_to(edition.root).as_posix()
            yield from _own_texts(edition, name)[1]
    missing = missing_phrases(phrases_of(edition))
    if own and missing:
        named = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
        yield UNTRANSLATED.at(
            Location(own), f"phrases that appear in English: {len(missing)} ({named})", "add them"
        )


def _own_file(edition: Edition, name: str) -> Path | None:
    path = edition.root / PUBLICATION_FOLDER / "locale" / f"{name}.po"
    return path if path.is_file() else None


def _own_texts(edition: Edition, name: str) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    path = _own_file(edition, name)
    if path is None:
        return MappingProxyType({}), ()
    shown = path.relative_to(edition.root).as_posix()
    if not path.resolve().is_relative_to(edition.root.resolve()):
        message = "a link leads out of the edition"
        return MappingProxyType({}), (BROKEN.at(Location(shown), message, "put the file here"),)
    with path.open("rb") as file:
        return _own_catalogue(file.read(LIMIT + 1), name, shown)


@lru_cache(maxsize=16)
def _own_catalogue(
    data: bytes, name: str, path: str
) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """Read and check a catalogue of an edition; the bytes are the key, so that it is never old."""
    entries, findings = read_catalogue(data, path)
    texts, wrong = checked(entries, ENGLISH.texts, name, path)
    return MappingProxyType(texts), (*findings, *wrong)
