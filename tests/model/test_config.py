"""edition.toml: values that mean nothing are refused, and the message says what was expected."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.model.config import ConfigError, config_of
from tei_edition.model.config_values import first_day, last_day
from tei_edition.model.language_tag import is_language_tag

NONSENSE = [
    ("edition", 'language = "<x>"', "a language tag of BCP 47"),
    ("edition", 'language = "english"', "a language tag of BCP 47"),
    ("edition", 'language = "en_GB"', "a language tag of BCP 47"),
    ("edition", 'language = "en-UK"', "a language tag of BCP 47"),
    ("edition", 'language = ""', "a language tag of BCP 47"),
    ("edition", 'first_date = "1912-13"', "a day, month or year that there is"),
    ("edition", 'first_date = "1911-02-29"', "a day, month or year that there is"),
    ("edition", 'last_date = "spring"', "a day, month or year that there is"),
    ("edition", 'last_date = "0000"', "a day, month or year that there is"),
    ("edition", 'date = "1.3.1912"', "a day, month or year that there is"),
    ("edition", 'first_date = "1920"\nlast_date = "1910"', "not be before first_date, 1920"),
    ("edition", 'first_date = "1912-05"\nlast_date = "1912-04-30"', "not be before first_date"),
    ("edition", 'licence = "CC BY"', "a web address"),
    ("edition", 'licence = "https://"', "a web address"),
    ("edition", 'licence = "https://<x>/"', "a web address"),
    ("edition", 'licence = "https://example.org/a b"', "a web address"),
    ("edition", 'licence = "https://me:secret@example.org/"', "a web address"),
    ("edition", 'base_url = "https://example.org:port/"', "a web address"),
    ("edition", 'base_url = "https://?"', "a web address"),
    ("edition", 'base_url = "https://example.org/?page=1"', "the address of a folder"),
    ("edition", 'editors = ["", "Anna Berg"]', "must not be empty"),
    ("sources", 'languages = ["deutsch"]', "a language tag of BCP 47"),
    ("editions.registers", 'person = "editions/indices"', "the path of a TEI file"),
    ("editions.registers", 'person = "../listperson.xml"', "a relative path inside the edition"),
    ("edition", 'id = "1912 letters"', "must begin with a letter"),
    ("validation", 'select = ["ref"]', "a code such as REF001"),
    ("validation", 'ignore = ["missing_licence"]', "a code such as REF001"),
]


@pytest.mark.parametrize(("table", "line", "expected"), NONSENSE)
def test_nonsense_is_refused_in_its_line(table: str, line: str, expected: str) -> None:
    title = 'title = "A"\n'
    head = f"[edition]\n{title}" if table == "edition" else f"[edition]\n{title}[{table}]\n"
    with pytest.raises(ConfigError) as caught:
        config_of(f"{head}{line}\n".encode())
    (finding,) = caught.value.findings
    assert finding.code == "CFG004"
    assert finding.location.line == (head + line).count("\n") + 1
    assert expected in finding.message
    assert line.rpartition("\n")[2].partition(" =")[0].strip('"') in finding.message


@pytest.mark.parametrize("title", ["", "   "])
def test_a_title_has_words(title: str) -> None:
    with pytest.raises(ConfigError, match="must not be empty"):
        config_of(f'[edition]\ntitle = "{title}"\n'.encode())


@pytest.mark.parametrize(
    "line",
    [
        'language = "sr-Latn"',
        'language = "x-private"',
        'language = "de-CH-1996"',
        'first_date = "1912-02"\nlast_date = "1912-02-01"',
        'first_date = "1912"\nlast_date = "1912"',
        'date = ""',
        'base_url = "http://localhost:8000/letters"',
        'base_url = "https://[2001:db8::1]/"',
        'base_url = "https://bücher.example/"',
        'licence = "https://creativecommons.org/licenses/by/4.0/?lang=de#x"',
    ],
)
def test_sense_is_not_refused(line: str) -> None:
    config_of(f'[edition]\ntitle = "A"\n{line}\n'.encode())


@given(st.dates())
def test_days_months_and_years(day: datetime.date) -> None:
    text = day.isoformat()
    assert first_day(text) == last_day(text) == day
    month, year = text[:7], text[:4]
    assert first_day(month) == day.replace(day=1)
    last = last_day(month)
    assert last is not None
    assert last.isoformat()[:7] == month
    assert last == datetime.date.max or (last + datetime.timedelta(days=1)).day == 1
    assert first_day(year) == day.replace(month=1, day=1)
    assert last_day(year) == day.replace(month=12, day=31)


@given(st.text(alphabet="abCX019-_", max_size=30))
def test_language_tags_are_decided_quickly_and_whole(text: str) -> None:
    assert is_language_tag(text) == is_language_tag(text.upper())
    assert not is_language_tag(f"{text} ")
