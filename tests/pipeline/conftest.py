"""A small edition, made by the command itself, for tests of the whole way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.pipeline.new import make_edition

LETTER = """\
---
sender: Anna Berg
recipient: Ludwig Thal
place: Graz
date: 1899-05-02
---
Graz, May 2, 1899

Dear Ludwig,

the train was late, and the mountains were all in clouds.

Yours sincerely,
Anna
"""

LISTING = """\
Letters of a Summer

What was written between Graz and Linz.

May 02, 1899

Letter, Anna Berg to Ludwig Thal

She has missed the train.

May 09, 1899

Telegram from Linz to Graz, No. 14

He asks when she will come.

May 09, 1899

Some remarks on the timetable

A note on trains.
"""

ESSAY = """\
---
kind: essay
documents: {1: letter-1899-05-02-anna-berg-to-ludwig-thal}
---
Late Trains

What the letters say about travelling.

The train of May 2, 1899 was late [Document 1].

Nobody was surprised.
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition with a letter, a listing and an essay among its sources."""
    folder = tmp_path / "letters"
    make_edition(folder, "Letters of a Journey")
    for name, text in (("a-letter", LETTER), ("summer", LISTING), ("trains", ESSAY)):
        (folder / "sources" / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
