"""The order of names in indices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.transformers.collation import index_letter, sort_key


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Angel Ångström Bär Đilas Łódź Müller Šubašić Zoë"),
        ("de", "Ärger Arzt Öl Olten Straße Strauß Zürich"),
        ("sv", "Arvid Zorn Ångström Ärlig Öberg"),
        ("da", "Aab Zorn Ærø Ørsted Åbo"),
        ("cs", "Cibulka Čapek Dvořák Havel Chalupa Rudolf Řehoř Žižka"),
        ("hr", "Cvijić Čolaković Ćosić Dedijer Džemal Đilas Lukić Ljubičić Zogović Žujović"),
        ("pl", "Lem Łoś Zeta Źrebak Żak"),
        ("es", "Nuñez Ñandú Oro"),
        ("ru", "Громов Ёлкин Енин Иванов Йодль Карпов"),
        ("tr", "Hilmi Irmak İnönü Şevket"),
    ],
)
def test_order(language: str, names: str) -> None:
    wanted = names.split()
    mixed = [*wanted[1::2], *wanted[::2]]
    assert sorted(mixed, key=lambda name: sort_key(name, language)) == wanted


@pytest.mark.parametrize(
    "names",
    [
        ("1. Corps", "2. Corps", "10. Corps", "Abel"),
        ("Letter", "Letter 1", "Letter 2", "Letter 10", "Letter 10a", "Letter 100", "Letters"),
        ("Box 9-2", "Box 9-10", "Box 10-1"),
        ("Louis 9", "Louis ١٠", "Louis 11"),
        ("No. 2", "No. 007", "No. 11", f"No. {'9' * 5000}"),
    ],
)
def test_numbers_go_by_what_they_amount_to(names: tuple[str, ...]) -> None:
    mixed = [*names[1::2], *names[::2]]
    assert sorted(mixed, key=lambda name: sort_key(name, "en")) == [*names]


def test_headings_of_an_index() -> None:
    for name, language, letter in (
        ("Čapek", "en", "C"),
        ("Čapek", "cs", "Č"),
        ("Chalupa", "cs", "Ch"),
        ("chalupa", "en", "C"),
        ("„Ärger“", "de", "A"),
        ("Öberg", "sv-FI", "Ö"),
        ("İnönü", "tr", "İ"),
        ("ßtraße", "de", "S"),
        ("1848", "en", ""),
        ("…", "en", ""),
        ("", "en", ""),
    ):
        assert index_letter(name, language) == letter, name


def test_signs_before_a_name_count_for_nothing() -> None:
    names = ["Dorn", "»Corso«", "?? [Berliner]", "Adler", "8, rue de Monceau"]
    names.sort(key=lambda name: sort_key(name, "de"))
    assert [index_letter(name, "de") for name in names] == ["", *"ABCD"]


@given(st.text(max_size=20), st.sampled_from(["en", "cs", "hu", "tr", "cy", "x"]))
def test_every_name_has_a_place(name: str, language: str) -> None:
    assert sort_key(name, language) == sort_key(name, language)
    assert not index_letter(name, language)[:1].isdigit()
