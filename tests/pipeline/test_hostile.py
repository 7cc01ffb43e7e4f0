"""What must not happen: files outside, the edition's own files removed, edits taken for ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei_edition.cli.main import main
from tei_edition.lock import LOCK_NAME, read_lock
from tei_edition.model.config import ConfigError, config_of, read_config
from tei_edition.pipeline.convert import convert
from tei_edition.pipeline.publish import OwnFolder, publish

LETTER = "editions/letters/letter-1899-05-02-anna-berg-to-ludwig-thal.xml"


@pytest.mark.parametrize("folder", ["editions", "editions/letters", "sources", "schemas"])
def test_the_site_cannot_lie_in_the_editions_own_folders(edition: Path, folder: str) -> None:
    config = read_config(edition)
    convert(edition, config)
    with pytest.raises(OwnFolder, match="would mix"):
        publish(edition, config, into=edition / folder)
    text = (edition / "edition.toml").read_text()
    (edition / "edition.toml").write_text(text.replace('folder = "site"', f'folder = "{folder}"'))
    with pytest.raises(ConfigError, match="must lie apart"):
        read_config(edition)
    assert (edition / LETTER).is_file()


@pytest.mark.parametrize("linked", ["site", "site/letters", "editions/letters"])
def test_nothing_is_written_through_a_link(
    edition: Path, linked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (edition / linked).parent.mkdir(exist_ok=True)
    (edition / linked).symlink_to(outside)
    assert main(["build", str(edition)]) == 2
    assert "a link leads out of" in capsys.readouterr().err
    assert not list(outside.iterdir())


def test_a_conversion_that_was_killed_is_taken_up(edition: Path) -> None:
    config = read_config(edition)
    convert(edition, config)
    journal = edition / ".edition.lock.journal"
    entries = [entry.model_dump_json() for entry in read_lock(edition)]
    journal.write_text("\n".join(entries) + '\n{"id": "cut o')
    (edition / LOCK_NAME).unlink()
    source = edition / "sources/a-letter.txt"
    source.write_text(source.read_text().replace("late", "very late"))
    done = convert(edition, config)
    assert not done.kept
    assert b"very late" in (edition / LETTER).read_bytes()
    assert not journal.exists()


def test_a_file_that_the_lock_does_not_know_is_kept_with_a_warning(edition: Path) -> None:
    config = read_config(edition)
    convert(edition, config)
    (edition / LOCK_NAME).unlink()
    source = edition / "sources/a-letter.txt"
    source.write_text(source.read_text().replace("late", "very late"))
    done = convert(edition, config)
    assert done.kept == (LETTER,)
    assert "LCK008" in {finding.code for finding in done.findings}


@pytest.mark.parametrize("name", ["tei-edition", "note-1", "con", "NUL", "Com1"])
def test_reserved_ids(edition: Path, name: str) -> None:
    source = edition / "sources/a-letter.txt"
    source.write_text(source.read_text().replace("---\n", f"---\nid: {name}\n", 1))
    done = convert(edition, read_config(edition))
    assert "LCK006" in {finding.code for finding in done.findings}
    assert (edition / LETTER).is_file()


def test_ids_that_differ_in_case_alone_clash(edition: Path) -> None:
    text = (edition / "sources/a-letter.txt").read_text()
    for number, name in enumerate(("late", "LATE")):
        (edition / f"sources/b{number}.txt").write_text(
            text.replace("---\n", f"---\nid: {name}\n", 1)
        )
    done = convert(edition, read_config(edition))
    assert "LCK005" in {finding.code for finding in done.findings}


@pytest.mark.parametrize(
    "toml",
    [
        '[edition]\ntitle = "a\\u0001b"\n',
        '[edition]\ntitle = "a"\nlicence = "https://x/\\u0001"\n',
        '[edition]\ntitle = "a"\n[publish]\nfolder = "a\\u0000b"\n',
        "a = " + "[" * 50_000,
        "a = " + "9" * 5000,
    ],
)
def test_a_hostile_configuration_is_findings(toml: str) -> None:
    with pytest.raises(ConfigError):
        config_of(toml.encode())


@pytest.mark.parametrize(
    "manifest",
    ["[" * 200_000, '{"files": [{"path": "a\\u0000b", "sha256": "x"}]}', "{}", "nothing"],
)
def test_a_broken_manifest_is_no_obstacle(edition: Path, manifest: str) -> None:
    config = read_config(edition)
    convert(edition, config)
    (edition / "site").mkdir()
    (edition / "site/manifest.json").write_text(manifest)
    publish(edition, config)
    assert (edition / "site/index.html").is_file()


def test_a_very_long_id_is_published(edition: Path) -> None:
    config = read_config(edition)
    convert(edition, config)
    (edition / "editions/letters/long.xml").write_text(
        (edition / LETTER).read_text().replace('xml:id="letter-1899', f'xml:id="{"z" * 300}-1899')
    )
    publish(edition, config)
    assert (edition / "site/index.html").is_file()


def test_a_linked_folder_among_the_sources_is_said(edition: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (edition / "sources/more").symlink_to(tmp_path / "more")
    done = convert(edition, read_config(edition))
    assert [f.location.path for f in done.findings if f.code == "SRC017"] == ["sources/more"]
