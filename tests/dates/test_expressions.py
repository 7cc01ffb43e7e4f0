"""Every line of the tables of expressions."""

from __future__ import annotations

import pytest

from tei_edition.dates import find_dates, from_attributes, parse_edtf, read_date

from .tables import rows, written

EXPRESSIONS = rows("expressions.tsv")
WHOLE = rows("whole.tsv")


def _name(row: dict[str, str]) -> str:
    return f"line {row['line']}: {row['text']}"


@pytest.mark.parametrize("row", EXPRESSIONS, ids=_name)
def test_date_in_running_text(row: dict[str, str]) -> None:
    text = row["text"].replace("\\n", "\n")
    found = find_dates(text, languages=[row["language"]])
    if row["surface"] == "—":
        assert found == []
        return
    date = next((date for date in found if date.surface == row["surface"]), None)
    assert date is not None, [date.surface for date in found]
    assert (date.value.edtf, written(date.attributes())) == (row["edtf"], row["attributes"])
    assert bool(date.problem) == (not row["edtf"])


@pytest.mark.parametrize("row", WHOLE, ids=_name)
def test_text_that_is_one_date(row: dict[str, str]) -> None:
    date = read_date(row["text"], languages=[row["language"]])
    if row["edtf"] == "—":
        assert date is None
        return
    assert date is not None
    assert (date.value.edtf, written(date.attributes())) == (row["edtf"], row["attributes"])
    assert (date.start, date.end, date.surface) == (0, len(row["text"]), row["text"])
    assert bool(date.problem) == (not row["edtf"])


def test_there_are_enough_expressions_in_every_language() -> None:
    positive = [row for row in EXPRESSIONS if row["surface"] != "—"]
    assert len(positive) >= 300
    languages = {row["language"] for row in positive}
    assert languages == {"en", "de", "fr", "it", "es", "sr-Latn", "sr-Cyrl", "hr", "bs", "ru"}


@pytest.mark.parametrize("name", ["expressions.tsv", "whole.tsv"])
def test_the_tables_agree_with_themselves(name: str) -> None:
    for row in rows(name):
        if not row["edtf"] or row["edtf"] == "—":
            continue
        value = parse_edtf(row["edtf"])
        assert value.edtf == row["edtf"], row
        pairs = dict(pair.split("=", 1) for pair in row["attributes"].split())
        assert from_attributes(pairs).agrees_with(value), row
