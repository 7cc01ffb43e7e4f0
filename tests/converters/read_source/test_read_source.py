"""Bytes to text: UTF-8 and what Windows and old Macs wrote, never a mojibake."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.converters.read_source import MAX_BYTES, read_source, source_of
from tei_edition.findings import Severity

TEXTS = {
    "German": "Sehr geehrter Herr Müller, für die schönen Grüße danke ich Ihnen sehr.",
    "German capitals": "DIE ÄRZTE UND MÜTTER GRÜSSEN",
    "French": "Cher Monsieur, j’ai reçu votre lettre; l’été a été très agréable. « Voilà » — où?",
    "Spanish": "Estimado señor: ¿cómo está? Mañana será otro día, niño. ¡Adiós!",
    "Italian": "Caro amico, perché non è così? La città, la virtù, e più sarà.",
    "English": "The café’s owner said “yes” – and left… naïve as ever.",
    "Swedish": "Kära vän, jag är på väg till Örebro i går och får se.",
    "Portuguese": "Meu caro João, não há mais razões; saudações e até amanhã.",
    "Serbo-Croatian": "Dragi druže, šaljem Vam najsrdačnije pozdrave. Žena će doći, Đuro takođe.",
    "Czech": "Vážený pane, děkuji za dopis a přeji všechno nejlepší, růže.",
    "Polish": "Szanowny Panie, dziękuję za życzenia świąteczne, żółć i łąka.",
    "Hungarian": "Tisztelt Uram, köszönöm a levelét, őszinte tisztelettel, gyűlés.",
    "Russian": "Уважаемый товарищ, благодарю Вас за письмо от 3 мая.",
    "Serbian": "Поштовани друже, хвала Вам на писму и на жељама; Ђорђе.",
}
CHARSETS = ("cp1252", "cp1250", "cp1251", "mac_roman", "mac_latin2", "mac_cyrillic")


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in source_of(data, "a.txt")[1]]


def can_write(charset: str, text: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


WRITABLE = [
    (language, charset)
    for language in sorted(TEXTS)
    for charset in CHARSETS
    if can_write(charset, TEXTS[language])
]


@pytest.mark.parametrize(("language", "charset"), WRITABLE)
def test_old_character_sets_are_found_out(language: str, charset: str) -> None:
    text = TEXTS[language]
    data = text.encode(charset)
    source, findings = source_of(data, "a.txt")
    assert source is not None
    assert source.text == text
    assert [finding.code for finding in findings] == ["SRC005"]


@pytest.mark.parametrize(
    ("charset", "word"),
    [("cp1252", "Müller"), ("mac_roman", "Müller"), ("cp1252", "café"), ("cp1252", "£5 or ½")],
)
def test_one_letter_is_enough(charset: str, word: str) -> None:
    text = f"A letter to Mr. {word} of Delft."
    source, _ = source_of(text.encode(charset), "a.txt")
    assert source is not None
    assert source.text == text


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_unicode_needs_no_finding(text: str, charset: str) -> None:
    if charset == "utf-16-le" and not text.isascii():
        text = "Plain text without a mark of its order."
    source, findings = source_of(text.encode(charset), "a.txt")
    assert findings == ()
    assert source is not None
    assert source.text == text


def test_big_endian() -> None:
    source, findings = source_of(b"\xfe\xff" + "Grüße".encode("utf-16-be"), "a.txt")
    assert findings == ()
    assert source is not None
    assert source.text == "Grüße"


def test_newlines_and_odd_characters_are_untouched() -> None:
    text = "a\r\nb\rc\n\u00a0\u00ad\f\v\x85\u2028\u2029\ufeffe\u0301𝔘שלום\x01"
    source, findings = source_of(text.encode(), "a.txt")
    assert source is not None
    assert source.text == text
    assert findings == ()
    assert source.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t \f", "\u00a0\n".encode()])
def test_nothing_to_read(data: bytes) -> None:
    source, findings = source_of(data, "sources/a.txt")
    assert source is None
    assert [(f.code, f.severity, f.location.path) for f in findings] == [
        ("SRC001", Severity.ERROR, "sources/a.txt")
    ]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1", "Word"),
        (b"{\\rtf1 Dear Sir}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"Dear\x00Sir, how are you", "NUL"),
        (bytes(range(1, 32)) * 4, "control"),
    ],
)
def test_binary_files_are_named(data: bytes, word: str) -> None:
    source, findings = source_of(data, "a.txt")
    assert source is None
    assert findings[0].code == "SRC002"
    assert word in findings[0].message


def test_broken_utf8_names_the_place() -> None:
    data = "Grüße\r\nund schöne ".encode() + b"\xfcbrige Dinge\n" + "äöü".encode()
    source, findings = source_of(data, "a.txt")
    assert source is None
    assert findings[0].code == "SRC004"
    assert (findings[0].location.line, findings[0].location.column) == (2, 12)


def test_utf8_with_mark_that_is_none() -> None:
    assert codes(b"\xef\xbb\xbfcaf\xe9") == ["SRC004"]
    assert codes(b"\xff\xfea\x00b") == ["SRC003"]


def test_nonsense_is_not_guessed() -> None:
    assert codes(b"a\x81\x8d\x8f b\x90\x9d\x83c\xa4\xa6\xac" * 5) == ["SRC003"]
    assert codes(bytes(number * 37 % 128 + 128 for number in range(256))) == ["SRC003"]


def test_text_converted_twice_is_kept_and_reported() -> None:
    text = "Gr\u00c3\u00bc\u00c3\u0178e und caf\u00c3\u00a9"
    source, findings = source_of(text.encode(), "a.txt")
    assert source is not None
    assert source.text == text
    assert [finding.code for finding in findings] == ["SRC006"]
    assert (findings[0].location.line, findings[0].location.column) == (1, 3)


@pytest.mark.parametrize("text", TEXTS.values())
def test_good_text_is_not_called_mojibake(text: str) -> None:
    assert codes(text.encode()) == []


def test_files_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    source, findings = read_source(path, "sources/big.txt")
    assert source is None
    assert findings[0].code == "SRC007"


def test_reading_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Liebe Grüße\r\n".encode())
    source, findings = read_source(path, "sources/a.txt")
    assert findings == ()
    assert source is not None
    assert (source.path, source.text) == ("sources/a.txt", "Liebe Grüße\r\n")
    with pytest.raises(OSError, match=r"missing\.txt"):
        read_source(tmp_path / "missing.txt", "sources/missing.txt")


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_an_error(data: bytes) -> None:
    source, findings = source_of(data, "a.txt")
    if source is None:
        assert [finding.severity for finding in findings] == [Severity.ERROR]
    else:
        source.text.encode()  # no half of a surrogate pair came in
        assert all(finding.severity < Severity.ERROR for finding in findings)


@settings(max_examples=200)
@given(st.text(min_size=1, max_size=100).filter(lambda text: "\0" not in text))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    source, _ = source_of(text.encode(), "a.txt")
    if source is not None:
        assert source.text == text.removeprefix("\ufeff")
