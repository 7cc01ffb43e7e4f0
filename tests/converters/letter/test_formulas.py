"""The tables of formulas: all languages have the same ones, in the form that is matched."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources

import pytest

from tei_edition.converters.letter.formulas import (
    LANGUAGES,
    begins,
    consists_of,
    folded,
    is_word,
    language_of,
)

FOLDER = resources.files("tei_edition.converters.letter").joinpath("formulas")


def table(language: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FOLDER.joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def lists(language: str) -> Iterator[tuple[str, str, list[str]]]:
    for name, keys in table(language).items():
        for key, phrases in keys.items():
            yield name, key, phrases


def test_every_file_is_a_language() -> None:
    names = {file.name.removesuffix(".toml") for file in FOLDER.iterdir()}
    assert names == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_complete(language: str) -> None:
    named = {(name, key) for name, key, _ in lists(language)}
    assert named == {(name, key) for name, key, _ in lists("en")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_as_they_are_matched(language: str) -> None:
    for name, key, phrases in lists(language):
        assert phrases, f"{name}.{key} is empty"
        assert len(set(phrases)) == len(phrases), f"{name}.{key} has a phrase twice"
        for phrase in phrases:
            assert folded(phrase) == phrase.strip(), f"{name}.{key}: {phrase!r}"


def test_matching() -> None:
    assert begins("Dear Jan,", "salute", "strong")
    assert begins("DEAR JAN", "salute", "strong")
    assert not begins("Dearth of ships", "salute", "strong")
    assert begins("Je vous prie d’agréer", "closing", "begins")
    assert language_of("Sehr geehrter Herr", "salute", "strong") == "de"
    assert language_of("Something else", "salute", "strong") == ""
    assert is_word("Undated.", "dateline", "undated")
    assert consists_of("TOP SECRET; Priority", *CLASSES)
    assert not consists_of("Secret matters", *CLASSES)
    assert not consists_of("; -", *CLASSES)


CLASSES = (("reference", "classification"), ("reference", "urgency"))
