"""The data files of words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import tei_edition.dates
from tei_edition.dates.words import lexicon

FILES = sorted((Path(tei_edition.dates.__file__).parent / "words").glob("*.toml"))
NUMBERED = {"month": 12, "weekday": 6, "season": 41, "ordinal": 31, "day_word": 31}
FLAGS = {"capitalised", "month_first", "unsure"}
KINDS = set(
    "suffix of of_year year the on in month_in on_figures from to between and before after since"
    " until present circa circa_after about early mid late century century_before decade"
    " decade_before decade_after bc ad julian gregorian venetian last next last_after next_after at"
    " this_month last_month next_month"
    " am pm hours hour_before minutes noon midnight undated number_of before_year unit".split()
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_tables_are_known_and_numbers_in_range(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(data) <= {*FLAGS, *NUMBERED, "words", "zone"}
    assert set(data["words"]) <= KINDS, set(data["words"]) - KINDS
    for kind, highest in NUMBERED.items():
        for number, words in data.get(kind, {}).items():
            assert 0 <= int(number) <= highest, (kind, number)
            assert words and all(word.strip(" .") for word in words)
    assert all(word for words in data["words"].values() for word in words)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_word_stands_twice_in_a_table(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for kind, words in data["words"].items():
        assert len(words) == len(set(words)), kind


def test_every_kind_is_used_by_the_grammar() -> None:
    package = Path(tei_edition.dates.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    assert {kind for kind in KINDS if f'"{kind}"' not in code} == set()


_CYRILLIC = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
_DIGRAPHS = {"lj": "љ", "nj": "њ", "dž": "џ"}


def _cyrillic(text: str) -> str:
    for latin, cyrillic in _DIGRAPHS.items():
        text = text.replace(latin, cyrillic)
    return "".join(_CYRILLIC.get(char, char) for char in text.lower())


def test_both_scripts_of_serbian_hold_the_same_words() -> None:
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}
    latin, cyrillic = files["sr-Latn"], files["sr-Cyrl"]
    units = {"km", "kg", "h"}
    for table in ("month", "weekday", "season", "ordinal", "day_word", "words"):
        for key, words in latin[table].items():
            expected = {_cyrillic(word) for word in words if word not in units}
            found = {word.lower() for word in cyrillic[table][key] if word not in units}
            assert expected - units == found - {"км", "кг", "х"} or expected == found, (table, key)


def test_languages_are_read_once() -> None:
    assert lexicon(["en", "de"]) is lexicon(["en", "de"])
    assert lexicon(["en", "en"]) is lexicon(["en"])
