"""Validation gives the same findings with any number of processes, and reads sources only if need
be."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from tei_edition.edition import read_edition
from tei_edition.lock import read_lock
from tei_edition.model.config import EditionConfig, read_config
from tei_edition.pipeline import expected_texts, sources
from tei_edition.pipeline.convert import convert
from tei_edition.pipeline.new import make_edition
from tei_edition.pipeline.validate import validate, validate_some

REPOSITORY = Path(__file__).parents[2]
LETTER = """Bergen, 1 March 1912

Dear Carl,

I came to Bergen today. This is letter {number}.

Yours,
Anna
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition of some letters, converted."""
    root = tmp_path / "edition"
    make_edition(root, "Letters")
    for path in (root / "sources").rglob("*.txt"):
        path.unlink()
    for number in range(6):
        text = LETTER.format(number=number)
        (root / f"sources/{number}.txt").write_text(text, encoding="utf-8")
    convert(root, read_config(root))
    return root


def letters_of(root: Path) -> list[Path]:
    return sorted((root / "editions/letters").glob("*.xml"))


def codes_of(root: Path) -> set[str]:
    return {finding.code for finding in validate(root, read_config(root), jobs=1)}


def test_the_findings_are_the_same_with_one_process_and_with_several(edition: Path) -> None:
    for number, path in enumerate(letters_of(edition)):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Bergen", f"Bergen{number}"), encoding="utf-8")
    letters_of(edition)[2].write_text("<TEI", encoding="utf-8")
    config = read_config(edition)
    alone = validate(edition, config, jobs=1)
    assert {"XML001", "TXT001"} <= {finding.code for finding in alone}
    assert validate(edition, config, jobs=3) == alone


def test_our_own_edition_has_the_same_findings() -> None:
    config = read_config(REPOSITORY)
    assert validate(REPOSITORY, config, jobs=2) == validate(REPOSITORY, config, jobs=1)


def test_an_edition_can_be_handed_to_another_process(edition: Path) -> None:
    config = read_config(edition)
    texts, _ = expected_texts.expected_texts(edition, config, read_lock(edition))
    whole, _ = read_edition(edition, config, texts)
    again = pickle.loads(pickle.dumps(whole))
    assert again == whole
    assert again.find(whole.documents[0].id) == whole.documents[0]


def count_parsing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are parsed from now on."""
    parsed: list[str] = []
    real = sources.parse_file

    def parse(root: Path, path: str, config: EditionConfig) -> object:
        parsed.append(path)
        return real(root, path, config)

    monkeypatch.setattr(sources, "parse_file", parse)
    return parsed


def test_sources_of_unchanged_texts_are_not_parsed(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = count_parsing(monkeypatch)
    assert "TXT001" not in codes_of(edition)
    assert parsed == []


def test_a_source_is_parsed_to_say_where_a_text_differs(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = letters_of(edition)[0]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("came to", "went to"), encoding="utf-8")
    parsed = count_parsing(monkeypatch)
    found = [f for f in validate(edition, read_config(edition), jobs=1) if f.code == "TXT001"]
    assert len(parsed) == 1
    assert "▸went" in found[0].message
    assert found[0].location.path == path.relative_to(edition).as_posix()
    assert found[0].severity.value == "warning"  # it was edited by hand


def test_a_changed_source_is_stale(edition: Path) -> None:
    (edition / "sources/0.txt").write_text("Something else.\n", encoding="utf-8")
    assert "LCK007" in codes_of(edition)


def test_a_lock_without_hashes_of_texts_is_read_as_before(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = read_lock(edition)
    entries = [entry.model_copy(update={"text_sha256": ""}) for entry in lock]
    lock.replace(entries).write(edition)
    assert "text_sha256" not in (edition / "edition.lock").read_text(encoding="utf-8")
    parsed = count_parsing(monkeypatch)
    assert "TXT001" not in codes_of(edition)
    assert len(parsed) == 6


def test_under_other_settings_the_sources_are_parsed_anew(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = edition / "edition.toml"
    text = path.read_text(encoding="utf-8")
    assert 'date_order = "dmy"' in text
    path.write_text(text.replace('date_order = "dmy"', 'date_order = "mdy"'), encoding="utf-8")
    parsed = count_parsing(monkeypatch)
    codes_of(edition)
    assert len(parsed) == 6


def test_one_file_needs_no_source_of_another(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = read_lock(edition)
    entries = [entry.model_copy(update={"text_sha256": ""}) for entry in lock]
    lock.replace(entries).write(edition)
    parsed = count_parsing(monkeypatch)
    path = letters_of(edition)[0]
    found = validate_some(edition, read_config(edition), [path])
    assert len(parsed) == 1
    whole = validate(edition, read_config(edition))
    shown = path.relative_to(edition).as_posix()
    assert set(found) <= {finding for finding in whole if finding.location.path == shown}
