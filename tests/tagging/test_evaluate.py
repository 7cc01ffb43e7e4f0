"""Measuring against annotation by hand."""

from __future__ import annotations

import json

import pytest

from tei_edition.model.mention import Mention, MentionKind
from tei_edition.tagging.evaluate import evaluate, read_gold

GOLD = json.dumps(
    [
        {"start": 0, "end": 4, "type": "person", "id": "anna", "value": "-"},
        {"start": 9, "end": 13, "type": "place", "id": "oslo", "value": "-"},
        {"start": 14, "end": 18, "type": "date", "id": "-", "value": "1973"},
    ]
).encode()
TEXT = "Anna went Oslo 1973."


def test_scores_and_misses() -> None:
    mentions = [
        Mention(0, 4, MentionKind.PERSON, ref="ann"),
        Mention(14, 18, MentionKind.DATE, value="1973"),
        Mention(5, 9, MentionKind.PLACE),
    ]
    result = evaluate(TEXT, read_gold(GOLD), mentions)
    person, place = result.score(MentionKind.PERSON), result.score(MentionKind.PLACE)
    assert (person.precision, person.recall, person.f1) == (1.0, 1.0, 1.0)
    assert (place.precision, place.recall, place.f1) == (0.0, 0.0, 0.0)
    assert result.score(MentionKind.ORG).f1 == 1.0
    assert (result.link_accuracy, result.value_accuracy) == (0.0, 1.0)
    assert [(m.what, m.surface) for m in result.misses] == [
        ("link", "Anna"),
        ("wrong", "went"),
        ("missed", " Osl"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff", "no JSON"),
        (b"{}", "no JSON list"),
        (b"[3]", "entry 0"),
        (b'[{"start": 4, "end": 2, "type": "person"}]', "no span"),
        (b'[{"start": 1, "end": 2, "type": "ship"}]', "known are person, place"),
    ],
)
def test_a_faulty_gold_file_is_named(content: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_gold(content)
