"""The words of the interface: each is used, none is missing, in every language that is shipped."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.edition import Edition
from tei_edition.findings import Finding
from tei_edition.model.config import ConfigError, config_of
from tei_edition.model.metadata import DatedText
from tei_edition.transformers import html
from tei_edition.transformers.catalogues import LIMIT, checked, read_catalogue
from tei_edition.transformers.chronology import shown_date, shown_day, shown_year
from tei_edition.transformers.cldr import date_phrases, needed_forms, plural_form
from tei_edition.transformers.phrases import (
    ENGLISH,
    Phrases,
    catalogue_findings,
    interface_language,
    missing_phrases,
    phrases_of,
    shipped_languages,
    shipped_phrases,
)

from .rendering import small_edition

ROOT = Path(html.__file__).parents[1]
# Keys that are put together: what is before the brace, or the whole of it.
_FAMILIES = re.compile(r"f[\"']([a-z-]+(?:\.[a-z-]+)*\.)\{")
_WORDS = re.compile(r"find_word\(\"([a-z]+)\"")
_ENDINGS = re.compile(r"f[\"']\{[a-z_]+\}(\.[a-z-]+)[\"']")
_KEYS = re.compile(r"[\"']([a-z-]+(?:\.[a-z-]+)+|[a-z]+(?:-[a-z]+)*)[\"']")
LANGUAGES = [language for language in shipped_languages() if language != "en"]


def written_keys() -> tuple[set[str], set[str], set[str]]:
    """All strings that could be keys; beginnings and ends of those that are put together."""
    keys, families, endings = set(), set(), set()
    for path in (*ROOT.rglob("*.py"), *ROOT.rglob("*.html")):
        if path.name == "phrases.py":
            continue
        source = path.read_text(encoding="utf-8")
        keys |= set(_KEYS.findall(source))
        families |= set(_FAMILIES.findall(source))
        families |= {f"{family}." for family in _WORDS.findall(source)}
        endings |= set(_ENDINGS.findall(source))
    return keys, families, endings


def test_every_phrase_is_used() -> None:
    keys, families, endings = written_keys()
    unused = []
    for key in ENGLISH.texts:
        stem = re.sub(r"\.(one|other)$", "", key)
        together = key.startswith(tuple(families)) or key.endswith(tuple(endings))
        if key not in keys and stem not in keys and not together:
            unused.append(key)
    assert not unused


def test_every_key_of_a_template_is_there() -> None:
    for path in ROOT.rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        for key in re.findall(r"say\(\"([^\"]+)\"", source):
            assert key in ENGLISH.texts, f"{path.name}: {key}"
        for key in re.findall(r"count\(\"([^\"]+)\"", source):
            assert f"{key}.other" in ENGLISH.texts, f"{path.name}: {key}"


def test_counts_have_both_forms() -> None:
    assert ENGLISH.count("letters", 1) == "1 letter"
    assert ENGLISH.count("letters", 0) == "0 letters"
    assert ENGLISH.count("letters", 1234) == "1,234 letters"
    for key in ENGLISH.texts:
        if key.endswith(".one"):
            assert key.removesuffix("one") + "other" in ENGLISH.texts


def test_what_is_shipped() -> None:
    assert {"de", "en", "fr"} <= set(shipped_languages())


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_catalogues_are_complete(language: str) -> None:
    """Whoever adds a phrase to en.po adds it to the others; faulty ones are a ValueError."""
    missing = missing_phrases(shipped_phrases(language))
    assert not missing, f"locale/{language}.po lacks: {', '.join(missing)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_no_copies(language: str) -> None:
    """Whole sentences differ between languages; single words may be the same."""
    texts = shipped_phrases(language).texts
    same = [k for k, text in texts.items() if text.count(" ") > 2 and text == ENGLISH.find(k)]
    assert not same


def test_french_has_no_break_before_high_punctuation() -> None:
    for key, text in shipped_phrases("fr").texts.items():
        assert not re.search(r"(?: |[^\W\d])[:;!?»](?:\s|$)", text), f"{key}: {text}"
        assert "'" not in text, f"{key}: {text}"


def test_placeholders_are_plain_names() -> None:
    for language in shipped_languages():
        for text in shipped_phrases(language).texts.values():
            for _, name, form, conversion in Formatter().parse(text):
                assert name is None or (re.fullmatch("[a-z]+", name) and not form)
                assert conversion is None


# plural forms


def with_letters(language: str, **forms: str) -> Phrases:
    texts = {f"letters.{form}": text for form, text in forms.items()}
    return Phrases(language, texts, ENGLISH)


@pytest.mark.parametrize(
    ("language", "forms", "expected"),
    [
        (
            "pl",
            {"one": "{number} list", "few": "{number} listy", "many": "{number} listów"},
            {
                0: "0 listów",
                1: "1 list",
                2: "2 listy",
                5: "5 listów",
                12: "12 listów",
                22: "22 listy",
            },
        ),
        (
            "ru",
            {"one": "{number} письмо", "few": "{number} письма", "many": "{number} писем"},
            {1: "1 письмо", 3: "3 письма", 11: "11 писем", 21: "21 письмо", 104: "104 письма"},
        ),
        (
            "ar",
            {
                "zero": "لا رسائل",
                "one": "رسالة واحدة",
                "two": "رسالتان",
                "few": "{number} رسائل",
                "many": "{number} رسالة",
                "other": "{number} رسالة",
            },
            {0: "لا رسائل", 1: "رسالة واحدة", 2: "رسالتان", 7: "7 رسائل", 40: "40 رسالة"},
        ),
        ("ja", {"other": "書簡{number}通"}, {1: "書簡1通", 2: "書簡2通"}),
    ],
)
def test_plural_forms(language: str, forms: dict[str, str], expected: dict[int, str]) -> None:
    catalogue = "".join(
        f'msgid "letters.{form}"\nmsgstr "{text}"\n\n' for form, text in forms.items()
    )
    entries, findings = read_catalogue(catalogue.encode(), "x.po")
    texts, wrong = checked(entries, ENGLISH.texts, language, "x.po")
    assert not findings and not wrong
    phrases = Phrases(language, texts, ENGLISH)
    assert {number: phrases.count("letters", number) for number in expected} == expected
    assert not {f"letters.{form}" for form in needed_forms(language)} - texts.keys()


def test_a_form_that_names_several_numbers_must_name_the_number() -> None:
    for language, faulty in (("pl", 0), ("ru", 1)):
        entries, _ = read_catalogue(b'msgid "letters.one"\nmsgstr "x"\n', "x.po")
        assert len(checked(entries, ENGLISH.texts, language, "x.po")[1]) == faulty


def test_missing_forms_fall_back() -> None:
    polish = with_letters("pl", other="{number} listu")
    assert polish.count("letters", 3) == "3 listu"
    assert with_letters("ru", few="{number} письма").count("letters", 21) == "21 letters"


@given(
    st.sampled_from(["ar", "cs", "cy", "de", "fr", "ja", "lt", "pl", "sl"]), st.integers(0, 10**7)
)
def test_every_number_has_a_form(language: str, number: int) -> None:
    forms = {"zero", "one", "two", "few", "many", "other"}
    assert plural_form(language, number) in forms
    assert str(number)[-1] in shipped_phrases(language).count("mentions", number)


# dates and numbers


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["16 November 1979", "1 January 1979", "November 1979", "44 BC", "44 BC"]),
        (
            "de",
            ["16. November 1979", "1. Januar 1979", "November 1979", "44 v. Chr.", None],
        ),
        ("de-AT", ["16. November 1979", "1. Jänner 1979", "November 1979", "44 v. Chr.", None]),
        ("fr", ["16 novembre 1979", "1er janvier 1979", "novembre 1979", "44 av. J.-C.", None]),
        ("pl", ["16 listopada 1979", "1 stycznia 1979", "listopad 1979", "44 BC", None]),
        ("es", ["16 de noviembre de 1979", "1 de enero de 1979", "noviembre de 1979", None, None]),
        ("ja", ["1979年11月16日", "1979年1月1日", "1979年11月", None, None]),
        ("tlh", ["16 November 1979", "1 January 1979", "November 1979", "44 BC", None]),
    ],
)
def test_dates(language: str, expected: list[str | None]) -> None:
    phrases = shipped_phrases(language)
    written = ("1979-11-16", "1979-01-01", "1979-11", "-0044")
    shown = [shown_day(one, phrases) for one in written] + [shown_year("-0044-03-15", phrases)]
    for one, wanted in zip(shown, expected, strict=True):
        assert wanted is None or one == wanted


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "between 1 and 24 December 1921",
                "from 1921",
                "after 4 March 1921",
                "1921 to 1922",
            ],
        ),
        (
            "de",
            [
                "zwischen dem 1. und dem 24. Dezember 1921",
                "ab 1921",
                "nach dem 4. März 1921",
                "1921 bis 1922",
            ],
        ),
        (
            "fr",
            [
                "entre le 1er et le 24 décembre 1921",
                "à partir de 1921",
                "après le 4 mars 1921",
                "de 1921 à 1922",
            ],
        ),
    ],
)
def test_spans(language: str, expected: list[str]) -> None:
    phrases = shipped_phrases(language)
    dates = (
        (("notBefore", "1921-12-01"), ("notAfter", "1921-12-24")),
        (("from", "1921"),),
        (("notBefore", "1921-03-04"),),
        (("from", "1921"), ("to", "1922")),
    )
    assert [shown_date(DatedText("", attributes=one), phrases) for one in dates] == expected


def test_numbers() -> None:
    shown = [shipped_phrases(language).number(1234.5) for language in ("en", "de", "fr")]
    assert shown == ["1234.5", "1234,5", "1234,5"]
    counts = [shipped_phrases(language).number(12345) for language in ("en", "de", "fr")]
    assert counts == ["12,345", "12.345", "12\u202f345"]


def test_names_of_months_do_not_depend_on_what_was_read_before() -> None:
    """In Babel they do for names that one locale takes over from another."""
    program = (
        "import sys; from tei_edition.transformers.cldr import date_phrases\n"
        "for tag in sys.argv[1:]: date_phrases(tag)\n"
        "for tag in 'cs de es fi fr hu it lt ru sr-Latn th'.split():\n"
        "    print(ascii(dict(date_phrases(tag))))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program, *first], capture_output=True, check=True, timeout=60
        ).stdout
        for first in ([], ["ja", "zh", "ko"])
    }
    assert len(told) == 1
    assert date_phrases("th")["month.alone.11"] == "พฤศจิกายน"


# an edition's own catalogues


def edition_with(tmp_path: Path, config: str, **catalogues: str | bytes) -> Edition:
    folder = tmp_path / "publication" / "locale"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in catalogues.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name.replace('_', '-')}.po").write_bytes(data)
    text = f'[edition]\ntitle = "Small"\n{config}'
    (tmp_path / "edition.toml").write_text(text, encoding="utf-8")
    return replace(small_edition(), root=tmp_path, config=config_of(text.encode()))


def findings_of(edition: Edition) -> list[Finding]:
    return list(catalogue_findings(edition))


def test_the_edition_chooses(tmp_path: Path) -> None:
    for config, language in (
        ("", "en"),
        ('language = "de"', "de"),
        ('language = "de-AT"', "de-AT"),
        ('language = "sr-Latn"', "en"),
        ('language = "de"\n[site]\nlanguage = "fr"', "fr"),
        ('language = "de"\n[site]\nlanguage = "EN-gb"', "en-GB"),
    ):
        edition = edition_with(tmp_path, config)
        assert interface_language(edition) == language
        assert phrases_of(edition).language == language
        assert not findings_of(edition)
    assert phrases_of(edition_with(tmp_path, "")) is ENGLISH


def test_the_same_catalogues_give_the_same_phrases(tmp_path: Path) -> None:
    config, said = '[site]\nlanguage = "de"', '\n\nmsgid "nav.letters"\nmsgstr "Post"\n'
    first = phrases_of(edition_with(tmp_path, config))
    assert phrases_of(edition_with(tmp_path, config)) is first
    other = phrases_of(edition_with(tmp_path, config, de=f'msgid ""\nmsgstr ""{said}'))
    assert (first.say("nav.letters"), other.say("nav.letters")) == ("Briefe", "Post")


def test_unknown_language_is_a_finding(tmp_path: Path) -> None:
    edition = edition_with(tmp_path, '[site]\nlanguage = "cs"')
    assert phrases_of(edition) is ENGLISH
    (finding,) = findings_of(edition)
    assert (finding.code, finding.location.path, finding.location.line) == (
        "CFG023",
        "edition.toml",
        4,
    )
    assert "publication/locale/cs.po" in finding.hint


def test_language_must_be_a_tag() -> None:
    with pytest.raises(ConfigError) as error:
        config_of(b'[edition]\ntitle = "x"\n[site]\nlanguage = "../../de"\n')
    assert error.value.findings[0].location.line == 4


def test_own_phrases_overrule_shipped_ones(tmp_path: Path) -> None:
    config = 'language = "de-AT"'
    edition = edition_with(
        tmp_path,
        config,
        de='msgid "nav.letters"\nmsgstr "Schreiben"\n\nmsgid "nav.essays"\nmsgstr "Essays"\n',
        de_AT='msgid "nav.letters"\nmsgstr "Stücke"\n\nmsgid "month.1"\nmsgstr "Jenner"\n',
    )
    phrases = phrases_of(edition)
    assert phrases.say("nav.letters") == "Stücke"
    assert phrases.say("nav.essays") == "Essays"
    assert phrases.say("nav.about") == "Über die Edition"
    assert shown_day("1900-01-02", phrases) == "2. Jenner 1900"
    assert not findings_of(edition)
    english = edition_with(tmp_path, "", en='msgid "nav.letters"\nmsgstr "Epistles"\n')
    assert phrases_of(english).say("nav.letters") == "Epistles"


def test_a_new_language_is_one_file(tmp_path: Path) -> None:
    edition = edition_with(
        tmp_path, '[site]\nlanguage = "la"', la='msgid "text"\nmsgstr "Textus"\n'
    )
    phrases = phrases_of(edition)
    assert (phrases.language, phrases.say("text"), phrases.say("notes")) == (
        "la",
        "Textus",
        "Notes",
    )
    (finding,) = findings_of(edition)
    assert finding.code == "CFG022" and finding.location.path == "publication/locale/la.po"
    assert str(len(missing_phrases(phrases))) in finding.message


@pytest.mark.parametrize(
    ("catalogue", "line", "said"),
    [
        ('msgid "text"\nmsgstr "Text', 2, "no line of a .po file"),
        ("\n<script>alert(1)</script>\n", 2, "no line of a .po file"),
        ('msgid "text"\n', 1, "has no msgstr"),
        ('msgid "text"\nmsgid "notes"\nmsgstr "x"\n', 1, "has no msgstr"),
        ('msgstr "x"\n', 1, "without msgid"),
        ('"x"\n', 1, "without a key"),
        ('msgid "text"\nmsgstr "a"\nmsgstr "b"\n', 3, "without msgid"),
        ('msgctxt "x"\nmsgid "text"\nmsgstr "y"\n', 1, "msgctxt"),
        ('msgid "letters"\nmsgid_plural "x"\nmsgstr[0] "y"\n', 2, "msgid_plural"),
        ('msgid "text"\nmsgstr[99999999999999999999] "y"\n', 2, "msgstr"),
        ('msgid "text"\nmsgstr "a\\q"\n', 2, "no line of a .po file"),
        (b'msgid "text"\nmsgstr "\xff"\n', 2, "UTF-8"),
        (b"\x00\x00", 1, "no line of a .po file"),
        (b"#" * (LIMIT + 1), 0, "larger than"),
    ],
)
def test_broken_catalogues(tmp_path: Path, catalogue: str | bytes, line: int, said: str) -> None:
    edition = edition_with(tmp_path, '[site]\nlanguage = "de"', de=catalogue)
    (finding,) = findings_of(edition)
    assert (finding.code, finding.location.path) == ("CFG020", "publication/locale/de.po")
    assert finding.location.line == line
    assert said in finding.message
    assert phrases_of(edition).say("nav.letters") == "Briefe"


@pytest.mark.parametrize(
    ("key", "words", "said"),
    [
        ("nav.leters", "x", "no phrase has the key"),
        ("note.number", "Anmerkung", "lacks {number}"),
        ("note.number", "{number} {other}", "nothing fills"),
        ("note.number", "{number.__class__}", "brace"),
        ("note.number", "{number!r}", "brace"),
        ("note.number", "{number:>999999999}", "brace"),
        ("note.number", "{number} {", "brace"),
        ("note.number", "{{number}}", "brace"),
        ("text", "{}", "brace"),
        ("text", "a\\nb", "line break"),
        ("letters.few", "{number} x", "no form of a count in de"),
        ("letters.one", "ein Brief", ""),
        ("text", "<b>&amp;", ""),
    ],
)
def test_wrong_phrases(tmp_path: Path, key: str, words: str, said: str) -> None:
    edition = edition_with(
        tmp_path, '[site]\nlanguage = "de"', de=f'# x\nmsgid "{key}"\nmsgstr "{words}"\n'
    )
    findings = findings_of(edition)
    phrases = phrases_of(edition)
    if not said:
        assert not findings and phrases.say(key) == words
        return
    (finding,) = findings
    assert (finding.code, finding.location.line) == ("CFG021", 2)
    assert said in finding.message
    assert phrases.find(key) == shipped_phrases("de").find(key)


def test_repeated_fuzzy_and_given_up_phrases(tmp_path: Path) -> None:
    catalogue = (
        '# Head\n#, fuzzy\nmsgid ""\nmsgstr ""\n"Language: x\\n"\n"Plural-Forms: nplurals=x\\n"\n'
        '"POT-Creation-Date: never\\n"\n"Content-Type: text/plain; charset=zlib\\n"\n\n'
        '#~ msgid "old"\n#~ msgstr "alt"\n\n#: a:b:c\nmsgid "text"\nmsgstr ""\n"Der "\n"Text"\n\n'
        '#, fuzzy\nmsgid "notes"\nmsgstr "Noten"\n\nmsgid "text"\nmsgstr "Zweiter"\n'
    )
    edition = edition_with(tmp_path, '[site]\nlanguage = "de"', de=catalogue.replace("\n", "\r\n"))
    phrases = phrases_of(edition)
    assert phrases.say("text") == "Der Text"
    assert phrases.say("notes") == "Anmerkungen"
    (finding,) = findings_of(edition)
    assert "stands in line 14 already" in finding.message
    assert finding.location.line == 23


def test_links_out_of_the_edition_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    secret = tmp_path / "secret.po"
    secret.write_text('msgid "text"\nmsgstr "secret"\n', encoding="utf-8")
    edition = edition_with(inside, '[site]\nlanguage = "de"')
    (inside / "publication/locale/de.po").symlink_to(secret)
    assert phrases_of(edition).say("text") == "Text"
    (finding,) = findings_of(edition)
    assert finding.code == "CFG020" and "link" in finding.message


@given(st.text(alphabet='msgidtrcx_pluan[]01{}"\\#,~. \n\r\t\x00é', max_size=200))
def test_no_catalogue_is_too_odd(text: str) -> None:
    entries, findings = read_catalogue(text.encode(), "x.po")
    texts, wrong = checked(entries, ENGLISH.texts, "de", "x.po")
    usable: Mapping[str, str] = {**ENGLISH.texts, **texts}
    assert all(isinstance(text, str) for text in usable.values())
    for finding in (*findings, *wrong):
        assert finding.location.line <= text.count("\n") + text.count("\r") + 1
