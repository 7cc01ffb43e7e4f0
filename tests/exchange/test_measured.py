"""How much of three projects' letters is understood, against what their own readers find."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tei_edition.exchange.imported import Imported, ImportOptions
from tei_edition.pipeline.import_material import read_material

PROJECTS = ("schnitzler", "suriano", "dehmel")
KINDS = ("person", "place", "org", "event", "work")


def values(about: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is compared, as (what, value)."""
    for side in ("sent", "received"):
        for what in ("agents", "dates", "places"):
            for value in about[side][what]:
                yield f"{side} {what}", value
    for kind in KINDS:
        for value in about["mentions"].get(kind, ()):
            yield f"mentions {kind}", value
    for what in ("title", "licence"):
        yield what, about[what]


def material(shared: Path, project: str) -> tuple[Imported, ...]:
    folder = shared / "corpora" / "letters" / project
    return tuple(one for _format, one in read_material([folder], ImportOptions()).imported)


@pytest.mark.shared
@pytest.mark.parametrize("project", PROJECTS)
def test_values_are_understood(project: str, shared: Path) -> None:
    text = (shared / "corpora/letters/expected" / f"{project}.json").read_text(encoding="utf-8")
    expected = json.loads(text)
    found = {
        document.view.path.rpartition("/")[2]: document.view.as_json()
        for imported in material(shared, project)
        for document in imported.documents
    }
    assert set(found) == set(expected)
    wanted, right, missing = Counter[str](), Counter[str](), []
    for name, about in expected.items():
        got = list(values(found[name]))
        for what, value in values(about):
            wanted[what] += 1
            right[what] += (what, value) in got
            if (what, value) not in got:
                missing.append((name, what, value))
    for what in wanted:
        print(f"{project:12} {what:18} {right[what]:4} of {wanted[what]}")
    print(f"{project:12} {'all':18} {right.total() / wanted.total():.4f}")
    assert right.total() >= 0.98 * wanted.total(), missing[:10]


@pytest.mark.shared
@pytest.mark.parametrize("project", PROJECTS)
def test_nobody_is_invented(project: str, shared: Path) -> None:
    text = (shared / "corpora/letters/expected" / f"{project}.json").read_text(encoding="utf-8")
    expected = json.loads(text)
    for imported in material(shared, project):
        for document in imported.documents:
            about = expected[document.view.path.rpartition("/")[2]]
            view = document.view.as_json()
            assumed = {one.field for one in document.assumptions}
            for side in ("sent", "received"):
                for what in ("agents", "dates", "places"):
                    if f"{side}.{what}" not in assumed:
                        found: Any = view[side]
                        assert len(found[what]) == len(about[side][what]), document.view.path
