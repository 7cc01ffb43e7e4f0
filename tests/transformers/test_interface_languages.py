"""Whole sites in other languages: no English phrase is left, all words say their language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from tei_edition.edition import Edition
from tei_edition.model.output import MadeFile
from tei_edition.tei.read import parse_xml
from tei_edition.transformers import html, text
from tei_edition.transformers.html.markup import language_attributes
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.phrases import ENGLISH, Phrases, shipped_phrases

from .html_tree import Node, check_html, read_html
from .rendering import by_path, checked_body, whole

LETTER = "letters/letter-1921-03-04-weidner-to-hallberg.html"
REPLY = "letters/letter-1921-03-19-hallberg-to-weidner.html"
# Attributes whose words are read aloud or shown.
_SPOKEN = ("aria-label", "title")


def in_language(edition: Edition, language: str) -> Edition:
    site = edition.config.site.model_copy(update={"language": language})
    return replace(edition, config=edition.config.model_copy(update={"site": site}))


@pytest.fixture(scope="module", params=["de", "fr"])
def phrases(request: pytest.FixtureRequest) -> Phrases:
    return shipped_phrases(request.param)


@pytest.fixture(scope="module")
def pages(edition: Edition, phrases: Phrases) -> dict[str, Node]:
    translated = in_language(edition, phrases.language)
    rendered = list(html.render(translated))
    finished = html.finish(translated, [MadeFile.of(file) for file in rendered])
    files = by_path([*rendered, *finished])
    return {
        path: read_html(content.decode().removeprefix("<!doctype html>"))
        for path, content in files.items()
        if path.endswith(".html")
    }


def language_at(node: Node) -> str:
    return next(n.attributes["lang"] for n in (node, *node.ancestors()) if "lang" in n.attributes)


def spoken(page: Node) -> Iterator[tuple[str, str]]:
    """Each piece of text with its language."""
    for node in page.walk():
        if node.name in ("head", "title", "meta", "link", "script"):
            continue
        for child in node.children:
            if isinstance(child, str) and child.strip():
                yield " ".join(child.split()), language_at(node)


def test_each_page_says_its_language(pages: Mapping[str, Node], phrases: Phrases) -> None:
    assert len(pages) > 15
    for page in pages.values():
        check_html(page)
        assert page.find_all("html")[0].attributes["lang"] == phrases.language


def test_no_english_phrase_is_left(pages: Mapping[str, Node], phrases: Phrases) -> None:
    """By keys: what the English interface would say is nowhere, unless both say the same."""
    same = set(phrases.texts.values())
    english = {
        text
        for key, text in ENGLISH.texts.items()
        if text not in same
        and "{" not in text
        and not key.startswith(("month.", "genre.", "type.", "reason.", "place."))
    }
    patterns = [
        re.compile(re.sub(r"\\\{[a-z]+\\\}", r"[\\d.,]+", re.escape(text)))
        for key, text in ENGLISH.texts.items()
        if text not in same and key.endswith((".one", ".other")) and "{" in text
    ]
    for path, page in pages.items():
        for words, language in spoken(page):
            if language == phrases.language:
                assert words not in english, f"{path}: {words}"
                assert not any(one.fullmatch(words) for one in patterns), f"{path}: {words}"
        for node in page.walk():
            for name in _SPOKEN:
                assert node.attributes.get(name) not in english, f"{path}: {node.attributes}"


def test_words_of_documents_say_their_language(pages: Mapping[str, Node], phrases: Phrases) -> None:
    """The specimens are English, so that none of their words may pass for the interface's."""
    for path, page in pages.items():
        for words, language in spoken(page):
            if language != phrases.language or "Fräulein" in words:  # a German letter has it
                continue
            for english in ("Weidner", "Letter from", "reports on", "composed", "Vienna"):
                assert english not in words, f"{path}: {words}"


def test_the_text_keeps_its_own_language(pages: Mapping[str, Node], phrases: Phrases) -> None:
    reply = pages[REPLY]
    assert reply.with_class("text")[0].attributes["lang"] == "de"
    translation = reply.with_class("translation")[0]
    assert translation.attributes["lang"] == "en"
    part = translation.with_class("part")[0]
    assert language_at(part) == phrases.language
    assert part.text == phrases.say("part.translation")
    for page in pages.values():
        for node in page.walk():
            label = node.attributes.get("aria-label", "")
            if label:
                assert language_at(node) == phrases.language, label


def test_a_letter_in_words_of_the_interface(pages: Mapping[str, Node], phrases: Phrases) -> None:
    page = pages[LETTER]
    facts = " ".join(page.with_class("facts")[0].text.split())
    assert facts.startswith(phrases.say("fact.sent"))
    expected = {"de": "Englisch", "fr": "anglais"}[phrases.language]
    assert expected in page.with_class("about")[0].text
    undated = pages["letters/index.html"]
    dates = [" ".join(node.text.split()) for node in undated.with_class("date")]
    between = {
        "de": "zwischen dem 1. und dem 24. Dezember 1921",
        "fr": "entre le 1er et le 24 décembre 1921",
    }[phrases.language]
    assert between in dates
    position = {"de": "48,2085° N; 16,3721° O", "fr": "48,2085° N; 16,3721° E"}[phrases.language]
    assert position in pages["places/vienna.html"].text


def test_plain_text_speaks_the_language(edition: Edition, phrases: Phrases) -> None:
    files = by_path(list(text.render(in_language(edition, phrases.language))))
    letter = files[LETTER.replace(".html", ".txt")].decode()
    assert phrases.say("text.from", name="Clara Weidner") in letter
    assert "\nFrom:" not in letter


def test_interface_from_right_to_left(edition: Edition) -> None:
    arabic = Phrases("ar", {"arrow.sign": "←", "part.translation": "ترجمة"}, ENGLISH)
    site = Site.of(edition, arabic)
    for module in (html.documents, html.entities, html.indices, html.home, html.about):
        for file in module.render(site):
            if not file.path.endswith(".html"):
                continue
            page = read_html(file.content.decode().removeprefix("<!doctype html>"))
            check_html(page)
            assert page.find_all("html")[0].attributes["dir"] == "rtl"
            for node in page.walk():
                language = node.attributes.get("lang")
                # In "A ← B" the page orders the names, each of which is isolated.
                if language and "\N{FIRST STRONG ISOLATE}" not in node.text:
                    assert node.attributes["dir"] == ("rtl" if language == "ar" else "ltr")
            for words, language in spoken(page):
                assert "Weidner" not in words or language != "ar", words


def test_text_from_right_to_left_in_an_english_site() -> None:
    inner = (
        '<text xml:lang="he"><body><div type="letter"><p>שלום <pb n="2"/>'
        '<foreign xml:lang="en">hello</foreign></p></div></body></text>'
    )
    _, tree = checked_body(parse_xml(whole(inner), "x.xml").getroot())
    marked = [
        (node.name, node.attributes["lang"], node.attributes["dir"])
        for node in tree.walk()
        if "lang" in node.attributes
    ]
    assert ("div", "he", "rtl") in marked
    assert ("i", "en", "ltr") in marked, "words from left to right among others"
    assert [one for one in marked if one[0] == "span"] == [("span", "en", "ltr")], "the page's sign"


def test_an_english_site_of_english_documents_marks_nothing(edition: Edition) -> None:
    files = by_path(list(html.render(edition)))
    page = read_html(files["persons/index.html"].decode().removeprefix("<!doctype html>"))
    marked = [node for node in page.walk() if "lang" in node.attributes]
    assert [node.name for node in marked] == ["html"]


def test_hostile_phrases_stay_text(edition: Edition) -> None:
    bad = '<script>alert(1)</script>" onload="x\' &'
    texts = {key: bad for key, words in ENGLISH.texts.items() if "{" not in words}
    site = Site.of(edition, Phrases("de", texts, ENGLISH))
    for module in (html.documents, html.entities, html.indices, html.home, html.not_found):
        for file in module.render(site):
            if file.path.endswith(".html"):
                page = read_html(file.content.decode().removeprefix("<!doctype html>"))
                check_html(page)
                for script in page.find_all("script"):
                    # Ours by address, and data that no browser runs.
                    is_data = script.attributes.get("type") == "application/ld+json"
                    assert is_data or script.attributes["src"].endswith("/edition.js")
                    assert "<" not in "".join(map(str, script.children))
                assert not any("onload" in node.attributes for node in page.walk())


@pytest.mark.parametrize(
    ("written", "marks"),
    [("fra", ' lang="fr"'), ("GER-AT", ' lang="de-AT"'), ("grc", ' lang="grc"'),
     ("ara", ' lang="ar" dir="rtl"'), ("hbs", ' lang="hbs"'), ("1fr", "")],
)  # fmt: skip
def test_languages_are_named_as_browsers_and_screen_readers_know_them(
    written: str, marks: str
) -> None:
    assert language_attributes(written) == marks
