"""Times of day on their own."""

from __future__ import annotations

import pytest

from tei_edition.dates import find_times

TIMES = [
    ("en", "at 8 p.m.", [("8 p.m.", {"when": "20:00:00"})]),
    ("en", "at 12 a.m.", [("12 a.m.", {"when": "00:00:00"})]),
    ("en", "at 12:15 p.m.", [("12:15 p.m.", {"when": "12:15:00"})]),
    ("en", "at 0830Z", [("0830Z", {"when": "08:30:00Z"})]),
    ("en", "at 2000 hrs", [("2000 hrs", {"when": "20:00:00"})]),
    ("en", "at 20:00 GMT", [("20:00 GMT", {"when": "20:00:00Z"})]),
    ("en", "12–12:40 p.m.", [("12–12:40 p.m.", {"from": "12:00:00", "to": "12:40:00"})]),
    ("en", "12:58–2:30 p.m.", [("12:58–2:30 p.m.", {"from": "12:58:00", "to": "14:30:00"})]),
    ("en", "1–3:15 p.m.", [("1–3:15 p.m.", {"from": "13:00:00", "to": "15:15:00"})]),
    (
        "en",
        "10:10 a.m.–12:30 p.m. and 5–6:30 p.m.",
        [
            ("10:10 a.m.–12:30 p.m.", {"from": "10:10:00", "to": "12:30:00"}),
            ("5–6:30 p.m.", {"from": "17:00:00", "to": "18:30:00"}),
        ],
    ),
    ("de", "um 20.15 Uhr", [("20.15 Uhr", {"when": "20:15:00"})]),
    ("de", "8 Uhr abends", [("8 Uhr abends", {"when": "20:00:00"})]),
    ("fr", "à 14h30", [("14h30", {"when": "14:30:00"})]),
    ("it", "ore 20", [("ore 20", {"when": "20:00:00"})]),
    ("es", "8 de la noche", [("8 de la noche", {"when": "20:00:00"})]),
    ("ru", "в 14 часов 30 минут", [("14 часов 30 минут", {"when": "14:30:00"})]),
    ("en", "25:00 or 8:75 or 2500Z or 3–4 people", []),
    ("en", "No. 061.084, chapter 8:3a, 12 men", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), TIMES, ids=[t[1] for t in TIMES])
def test_times_are_found(
    language: str, text: str, expected: list[tuple[str, dict[str, str]]]
) -> None:
    found = find_times(text, languages=[language])
    assert [(time.surface, time.attributes()) for time in found] == expected
    assert all(text[time.start : time.end] == time.surface for time in found)
