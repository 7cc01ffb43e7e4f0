"""Text files: encodings, delimiters, quotation marks, rows that are not as they should be."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.exchange.tables.delimited import read_delimited
from tei_edition.exchange.tables.sheet import Unreadable, clean

_TABLE = "sender;recipient;date\nJörg Özil;Zoë;1842\nAnna;Eva;1843\n"


def _cells(data: bytes, **how: str) -> list[tuple[str, ...]]:
    return [row.cells for row in read_delimited("t.csv", data, **how).rows]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_are_found_out(encoding: str) -> None:
    assert _cells(_TABLE.encode(encoding))[1] == ("Jörg Özil", "Zoë", "1842")


def test_a_guessed_encoding_is_told_with_the_line_that_shows_it() -> None:
    (finding,) = read_delimited("t.csv", _TABLE.encode("cp1252")).findings
    assert (finding.code, finding.location.line) == ("EXC112", 2)
    assert "Jörg" in finding.message
    assert not read_delimited("t.csv", _TABLE.encode("cp1252"), "cp1252").findings


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found_out(delimiter: str) -> None:
    text = _TABLE.replace(";", delimiter).replace("Anna", '"Berg, Anna; Thal | Eva"')
    assert _cells(text.encode())[2] == ("Berg, Anna; Thal | Eva", "Eva", "1843")


def test_the_line_by_which_a_spreadsheet_names_its_delimiter_is_none_of_the_rows() -> None:
    rows = read_delimited("t.csv", b"sep=;\r\nsender;date\r\nA, B;1842\r\n").rows
    assert [(row.line, row.cells) for row in rows] == [
        (2, ("sender", "date")),
        (3, ("A, B", "1842")),
    ]


def test_a_line_break_within_marks_belongs_to_the_cell_and_lines_stay_those_of_the_file() -> None:
    rows = read_delimited("t.csv", b'a,b\n"one\ntwo ""2""",x\n3,4').rows
    assert [(row.line, row.cells) for row in rows][1:] == [
        (2, ('one\ntwo "2"', "x")),
        (4, ("3", "4")),
    ]


def test_a_mark_that_is_never_closed_swallows_nothing() -> None:
    sheet = read_delimited("t.csv", b'a,b\n"one,2\n"x",4\n5,6\n')
    assert [row.cells for row in sheet.rows] == [("a", "b"), ('"one', "2"), ("x", "4"), ("5", "6")]
    assert [(one.code, one.location.line) for one in sheet.findings] == [("EXC103", 2)]


def test_gaps_are_told_once_and_the_end_is_none() -> None:
    sheet = read_delimited("t.csv", b"a,b\n1,2\n,\n\n,\n3,4\n,,\n,,\n")
    assert [(one.code, one.message) for one in sheet.findings] == [
        ("EXC104", "lines 3 to 5 are empty")
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><body>404</body></html>",
        b"\n <html>",
        b'<?xml version="1.0"?><a/>',
        b"a,b\n1,\x00\x01\n",
    ],
)
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_delimited("t.csv", data)
    assert caught.value.finding.code == "EXC100"


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)


@given(st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_a_writer_of_csv_writes_comes_back(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([["h", "i", "j"], *rows])
    found = _cells(written.getvalue().encode("utf-8-sig"), delimiter=",")
    wanted = [tuple(map(clean, row)) for row in rows]
    assert found[1:] == [row for row in wanted if any(row)]


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data: bytes) -> None:
    try:
        read_delimited("t.csv", data)
    except Unreadable as error:
        assert error.finding.code == "EXC100"
