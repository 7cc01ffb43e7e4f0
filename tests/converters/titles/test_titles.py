"""Titles and what they say: see titles.toml."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tei_edition.converters.titles import TitleReading, read_title
from tei_edition.model.metadata import Agent

CASES = tomllib.loads((Path(__file__).parent / "titles.toml").read_text(encoding="utf-8"))["title"]


def names(agents: tuple[Agent, ...]) -> list[str]:
    return [agent.name for agent in agents]


def said(reading: TitleReading) -> dict[str, Any]:
    """What a reading says, in the form of titles.toml."""
    values = {
        "genre": reading.genre,
        "number": reading.number,
        "classification": reading.classification,
        "urgency": reading.urgency,
        "date": reading.date.edtf if reading.date else "",
        "from": reading.place_from.name if reading.place_from else "",
        "to": [place.name for place in reading.places_to],
        "senders": names(reading.senders),
        "recipients": names(reading.recipients),
        "participants": names(reading.participants),
    }
    return {key: value for key, value in values.items() if value}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_title(case: dict[str, Any]) -> None:
    expected = {key: value for key, value in case.items() if key != "text"}
    assert said(read_title(case["text"])) == expected


def test_offsets_and_roles() -> None:
    source = "1. Letter from Ambassador Jan Novak to\nthe President of Freedonia, Anna Maier"
    reading = read_title(source[3:], offset=3)
    sender, recipient = reading.senders[0], reading.recipients[0]
    assert (source[sender.start : sender.end], sender.role) == ("Jan Novak", "Ambassador")
    assert (source[recipient.start : recipient.end], recipient.kind) == ("Anna Maier", "person")
    assert recipient.role == "President of Freedonia"


def test_kinds_of_parties() -> None:
    reading = read_title("Note from the Embassy of Poland to the Soviet Union and Jan Novak")
    assert [agent.kind for agent in reading.senders] == ["org"]
    assert [agent.kind for agent in reading.recipients] == ["place", "person"]


def test_what_a_title_quotes_is_not_read() -> None:
    reading = read_title("Cable from Jan Novak, 'Telegram from Rome to Vienna, No. 5'")
    assert (reading.subject, reading.number) == ("Telegram from Rome to Vienna, No. 5", "")
    assert reading.place_from is None


def test_other_languages_say_so() -> None:
    assert read_title("Brief von Anna Maier an Jan Novak").language == "de"
    assert read_title("Lettre de Marie Curie à Paul Langevin").language == "fr"


PIECES = st.sampled_from(
    """Letter Telegram from to the of and , ; ( ) [ ] ' " “ ” ‘ ’ No. 12 02/01476 SECRET Urgent
    Ambassador President Comrade Anna Maier J. R. Vienna Korea Embassy in by between with on at
    Conversation Journal Minutes for 8 December 1960 's Jr. – : Brief von an Lettre de à
    # 007""".split()
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map(" ".join)))
@example("")
@example("[" * 500 + "Letter from " + "(" * 500)
@example("'" * 3000)
@example("Letter from A" + ", B" * 2000)
@example("Letter from A and B" * 300)
def test_never_raises_and_names_stand_in_the_title(title: str) -> None:
    reading = read_title(title, offset=7)
    for agent in (*reading.senders, *reading.recipients, *reading.participants):
        assert 7 <= agent.start < agent.end <= len(title) + 7
        written = re.sub(r"[\[\]]", "", title[agent.start - 7 : agent.end - 7])
        assert squeezed(agent.name) == squeezed(written)


def squeezed(name: str) -> str:
    return re.sub(r"[\s,]+", "", name)


@pytest.mark.shared
def test_headings_of_diplomatic_documents(shared: Path) -> None:
    """Senders and addressees as the volume's own markup has them.

    Left out are headings whose markup is cut short ("he Embassy in Korea", "Department") and
    those that name an author ("Prepared by …"), which the markup does not record.
    """
    right, wrong = 0, []
    for path in sorted((shared / "corpora/frus/gold").glob("*.json")):
        meta = json.loads(path.read_text(encoding="utf-8"))["meta"]
        given = [
            [found["text"] for found in meta["sent"]["from"]],
            [found["text"] for found in meta["received"]["to"]],
        ]
        if not given[0] or not given[1] or {"Department", "Embassy"} & {*given[0], *given[1]}:
            continue
        reading = read_title(meta["heading"])
        met = names(reading.participants)
        found = [names(reading.senders) or met[:1], names(reading.recipients) or met[1:]]
        if found == given:
            right += 1
        else:
            wrong.append((meta["heading"], found, given))
    assert right >= 99
    assert len(wrong) <= 2, wrong
