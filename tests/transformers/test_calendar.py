"""Calendar and timeline: where letters stand, how periods are cut, what the pages say."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.transformers.html.charts import Chart
from tei_edition.transformers.html.days import Day, days_of
from tei_edition.transformers.html.pages import calendar, timeline
from tei_edition.transformers.html.periods import Count, find_scale
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.phrases import ENGLISH, shipped_phrases

from .html_tree import Node, check_html, read_html
from .rendering import by_path, small_edition
from .test_correspondences import letter, plain

DATES = {
    "day": {"when": "1921-03-04"},
    "same": {"when": "1921-03-04"},
    "unsure": {"when": "1921-03-05", "cert": "low"},
    "days": {"from": "1921-03-30", "to": "1921-04-02"},
    "range": {"notBefore": "1921-03-10", "notAfter": "1921-03-20"},
    "month": {"when": "1921-03"},
    "quarter": {"from": "1921-03-01", "to": "1921-06-30"},
    "year": {"when": "1921"},
    "winter": {"notBefore": "1921-12", "notAfter": "1922-02"},
    "after": {"notBefore": "1923-05-01"},
    "none": {},
    "wrong": {"when": "1921-02-30"},
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("day", Day(1921, 3, 4)),
        ("unsure", Day(1921, 3)),
        ("days", Day(1921, 3, 30)),
        ("range", Day(1921, 3)),
        ("month", Day(1921, 3)),
        ("quarter", Day(1921)),
        ("year", Day(1921)),
        ("winter", Day(1921)),
        ("after", Day(1923)),
    ],
)
def test_where_a_letter_stands(name: str, expected: Day) -> None:
    days = days_of([letter(name, date=DATES[name])])
    assert list(days.years[expected.year].letters) == [expected]


def test_letters_without_date_are_kept() -> None:
    letters = [letter(name, date=DATES[name]) for name in ("none", "wrong")] + [letter("x")]
    assert len(days_of(letters).undated) == 3


def test_several_days_lead_to_the_first() -> None:
    days = days_of([letter(name, date=DATES[name]) for name in ("day", "same", "days")])
    assert days.busy[datetime.date(1921, 3, 4)] == (Day(1921, 3, 4),) * 2
    assert days.busy[datetime.date(1921, 4, 2)] == (Day(1921, 3, 30),)
    assert days.address_of(Day(1921, 3, 30)) == "calendar/1921.html#d03-30"


@given(st.lists(st.sampled_from(sorted(DATES)), max_size=30))
def test_every_letter_stands_once(names: list[str]) -> None:
    letters = [letter(f"l{n}", date=DATES[name]) for n, name in enumerate(names)]
    days = days_of(letters)
    assert sum(year.count() for year in days.years.values()) + len(days.undated) == len(letters)
    for year in days.years.values():
        listed = sum(len(one) for m in range(13) for one in year.in_month(m).values())
        assert listed == year.count() == sum(year.count(m) for m in range(13))


def site_of(names: list[str], language: str = "en", copies: int = 1) -> Site:
    documents = tuple(
        letter(f"{name}-{n}", ("anna",), date=DATES[name]) for n in range(copies) for name in names
    )
    edition = replace(small_edition(), documents=documents)
    return Site.of(edition, shipped_phrases(language))


def pages_of(site: Site) -> dict[str, Node]:
    found = {}
    for path, content in by_path([*calendar.render(site), *timeline.render(site)]).items():
        found[path] = read_html(content.decode().removeprefix("<!doctype html>"))
        check_html(found[path])
    return found


def test_year_page() -> None:
    pages = pages_of(site_of(sorted(DATES)))
    assert sorted(pages) == [
        "calendar/1921.html",
        "calendar/1923.html",
        "calendar/index.html",
        "timeline.html",
    ]
    year = pages["calendar/1921.html"]
    tables = year.with_class("month")
    assert len(tables) == 12
    assert all(len(row.find_all("td")) in (0, 7) for t in tables for row in t.find_all("tr"))
    march = tables[2].find_all("a")[1:]
    assert [link.attributes["href"].partition("#")[2] for link in march] == [
        *("d03-04", "d03-30", "d03-30")
    ]
    assert march[0].attributes["aria-label"] == "4 March 1921: 2 letters"
    assert march[0].classes == ["many"] and not march[1].classes
    headings = [plain(node) for node in year.find_all("h2")]
    assert headings == ["March 1921 6 letters", "Month not certain 3 letters"]
    assert [plain(node) for node in year.find_all("h3")] == ["Day not certain"]
    assert year.with_class("kicker")[0].find_all("a")[0].attributes["href"] == "index.html"
    (way,) = year.with_class("chips")[0].find_all("li")
    assert plain(way) == "1923" and way.classes == ["following"]


def test_table_of_years() -> None:
    index = pages_of(site_of(sorted(DATES)))["calendar/index.html"]
    rows = [plain(row) for row in index.find_all("tr")]
    assert rows[1:] == ["1921 6 9".replace(" ", ""), "1922: no letters", "19231"]
    link = index.with_class("years")[0].find_all("a")[1]
    assert link.attributes["href"] == "1921.html#m3"
    assert link.attributes["aria-label"] == "March 1921: 6 letters"
    assert "Without date 2 letters" in [plain(node) for node in index.find_all("h2")]


def test_weeks_begin_and_months_are_named_as_the_language_has_it() -> None:
    year = pages_of(site_of(["day"], "de"))["calendar/1921.html"]
    march = year.with_class("month")[2]
    assert plain(march.find_all("caption")[0]).startswith("März")
    assert plain(march.find_all("th")[0]) == "Mo.Montag"
    assert year.find_all("td")[0].text == "", "1 January 1921 was a Saturday"


def test_a_year_of_very_many_letters_has_a_page_for_each_month() -> None:
    pages = pages_of(site_of(["day", "month", "year"], copies=120))
    assert {"calendar/1921-03.html", "calendar/1921-00.html"} <= set(pages)
    table = pages["calendar/1921.html"].with_class("month")[2]
    assert table.find_all("a")[1].attributes["href"] == "1921-03.html#d03-04"
    assert len(pages["calendar/1921-03.html"].with_class("entries")[0].find_all("li")) == 120
    assert pages["calendar/1921.html"].find_all("a")[-1].attributes["href"] == "1921-00.html"
    march = pages["calendar/1921-03.html"]
    (heading,) = march.find_all("h1")
    assert heading.attributes["id"] == "m3" and plain(heading) == "March 1921 240 letters"
    assert [plain(one) for one in march.find_all("h2")] == ["Day not certain"]
    (ways,) = march.with_class("chips")
    assert [one.attributes["href"] for one in ways.find_all("a")] == ["1921.html"]


def test_months_lead_to_those_with_letters_before_and_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(DATES, "may", {"when": "1921-05-06"})
    monkeypatch.setitem(DATES, "two years later", {"when": "1923-06-07"})
    pages = pages_of(site_of(["day", "may", "year", "two years later"], copies=120))
    found = {
        path: [one.attributes["href"] for one in page.with_class("chips")[0].find_all("a")]
        for path, page in pages.items()
        if "-" in path
    }
    assert found == {
        "calendar/1921-00.html": ["1921.html"],
        "calendar/1921-03.html": ["1921.html", "1921-05.html#m5"],
        "calendar/1921-05.html": ["1921-03.html#m3", "1921.html", "1923.html#m6"],
    }


def test_no_page_without_a_date() -> None:
    assert not pages_of(site_of(["none"]))


# periods and bars


@pytest.mark.parametrize(
    ("first", "last", "unit", "periods"),
    [
        ("1921-03-04", "1921-03-04", 1, 1),
        ("1921-01-01", "1923-12-31", 1, 36),
        ("1921-01-01", "1924-01-01", 12, 4),
        ("1800", "1899", 12, 100),
        ("1800", "1900", 120, 11),
        ("0001", "2000", 1200, 21),
    ],
)
def test_scale(first: str, last: str, unit: int, periods: int) -> None:
    scale = find_scale([letter("a", date={"when": first}), letter("b", date={"when": last})])
    assert scale is not None
    assert (scale.unit, len(scale.periods)) == (unit, periods)


@given(st.dates(), st.dates())
def test_few_periods_are_named_and_all_are_within_the_scale(
    one: datetime.date, other: datetime.date
) -> None:
    letters = [letter(str(n), date={"when": d.isoformat()}) for n, d in enumerate((one, other))]
    scale = find_scale(letters)
    assert scale is not None and len(scale.periods) <= 100
    ticks = list(scale.ticks(ENGLISH))
    assert len(ticks) <= 7
    assert {period for period, _ in ticks} <= set(scale.periods)
    assert set(scale.counts(letters)) <= set(scale.periods)


def test_counts_tell_what_is_not_sure() -> None:
    letters = [letter(name, date=DATES[name]) for name in sorted(DATES)]
    scale = find_scale(letters)
    assert scale is not None
    counts = scale.counts(letters)
    assert {scale.named(period, ENGLISH): count for period, count in counts.items()} == {
        "March 1921": Count(7, 2),
        "January 1921": Count(1, 1),
        "December 1921": Count(1, 1),
        "May 1923": Count(1, 1),
    }


def test_bars_have_titles_and_stay_within_the_drawing() -> None:
    letters = [letter("a", date={"when": "1921"}), letter("b", date={"when": "1990"})]
    scale = find_scale(letters)
    assert scale is not None
    counts = {scale.first: Count(4, 1), scale.last: Count(1000, 0)}
    drawn = Chart(scale, 1000, ENGLISH).bars(counts, 100, lambda _: '"><b>')
    tree = read_html(f"<svg>{drawn}</svg>")
    titles = [node.text for node in tree.find_all("title")]
    assert titles == ["1921: 4 letters (1 of uncertain date)", "1990: 1,000 letters"]
    assert tree.find_all("a")[0].attributes["href"] == '"><b>'
    for bar in tree.with_class("bar"):
        x, width = (float(bar.attributes[name].rstrip("%")) for name in ("x", "width"))
        y, height = float(bar.attributes["y"]), float(bar.attributes["height"])
        assert 0 <= x <= x + width <= 100 and 0 <= y <= y + height <= 100.01


def test_timeline_of_the_specimens(site: Mapping[str, bytes]) -> None:
    page = read_html(site["timeline.html"].decode().removeprefix("<!doctype html>"))
    figure = page.with_class("chart")[0]
    assert [link.attributes["href"] for link in figure.find_all("a")] == [
        "calendar/1921.html#m3",
        "calendar/1921.html#m12",
        "calendar/1922.html#m1",
    ]
    rows = [plain(row) for row in page.with_class("figures")[0].find_all("tr")]
    assert rows == ["PeriodLetters", "March 19212", "December 19211", "January 19221"]
