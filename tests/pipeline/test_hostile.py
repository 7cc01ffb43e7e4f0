"""What must not happen: files outside, the edition's own files removed, edits taken for ours."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tei_edition.cli.main import main
from tei_edition.disk import is_device_name
from tei_edition.lock import LOCK_NAME, read_lock
from tei_edition.model.config import ConfigError, config_of, read_config
from tei_edition.pipeline.convert import convert
from tei_edition.pipeline.publish import LinkedFolder, OwnFolder, publish

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
    said = capsys.readouterr().err
    assert f"{edition / linked} is a link" in said or "a link leads out of" in said
    assert not list(outside.iterdir())


@pytest.mark.parametrize("target", ["public", ".git", "missing", "site", ".."])
def test_a_site_that_is_a_link_is_not_published_into(
    edition: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # Within the edition, too: it may be anything there, and edition.toml says nothing of it.
    for folder in ("public", ".git"):
        (edition / folder).mkdir()
    (edition / "site").symlink_to(target)
    for command in ("publish", "build", "serve"):
        assert main([command, str(edition)]) == 2
        said = capsys.readouterr().err
        assert f"{edition / 'site'} is a link" in said
        assert "[publish]" in said and "--into" in said
    assert not [*(edition / "public").iterdir(), *(edition / ".git").iterdir()]
    assert main(["publish", str(edition), "--into", str(edition / "public")]) == 0


@pytest.mark.parametrize("loop", ["editions", "sources", "publication", "editions/letters/a.xml"])
@pytest.mark.parametrize("command", [["publish"], ["convert"], ["register", "show", "anna"]])
def test_a_link_to_itself_is_a_line_or_nothing(
    edition: Path,
    loop: str,
    command: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(edition)
    convert(edition, read_config(edition))
    assert main(["register", "add", "--kind", "person", "--name", "Anna"]) == 0
    if Path(loop).exists():
        shutil.rmtree(loop)
    Path(loop).symlink_to(Path(loop).name)
    capsys.readouterr()
    code = main(command)
    said = "".join(capsys.readouterr())
    assert code < 2 or (loop in said and "remove" in said) or "no register has an entry" in said


def test_a_folder_that_is_a_link_to_itself_is_not_made(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (edition / "loop").symlink_to("loop")
    (edition / "t.csv").write_text("sender;date\nAnna;1842\n")
    given = [str(edition / "t.csv"), "--yes"]
    for command in (["new"], ["import", *given, "--into"], ["publish", str(edition), "--into"]):
        assert main([*command, str(edition / "loop")]) == 2
        said = capsys.readouterr().err
        assert "loop" in said and "remove" in said


def test_a_folder_above_the_site_that_is_a_link(edition: Path) -> None:
    text = (edition / "edition.toml").read_text()
    (edition / "edition.toml").write_text(text.replace('folder = "site"', 'folder = "out/site"'))
    (edition / "public").mkdir()
    (edition / "out").symlink_to("public")
    with pytest.raises(LinkedFolder):
        publish(edition, read_config(edition))


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


@pytest.mark.parametrize("name", ["tei-edition", "note-1", "con", "NUL", "Com1", "aux.b"])
def test_reserved_ids(edition: Path, name: str) -> None:
    source = edition / "sources/a-letter.txt"
    source.write_text(source.read_text().replace("---\n", f"---\nid: {name}\n", 1))
    done = convert(edition, read_config(edition))
    assert "LCK006" in {finding.code for finding in done.findings}
    assert (edition / LETTER).is_file()


def test_no_file_is_named_as_a_device_of_windows(edition: Path) -> None:
    (edition / "sources/b.txt").write_text(
        "---\nkind: letter\ngenre: Aux\ntitle: Aux\n---\n\nIt is late.\n"
    )
    register = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff><listPerson>
    <person xml:id="nul"><persName>Nul</persName></person></listPerson></standOff></TEI>"""
    (edition / "editions/indices/listperson.xml").write_text(register)
    config = read_config(edition)
    convert(edition, config)
    publish(edition, config)
    assert (edition / "editions/letters/d-aux.xml").is_file()
    assert (edition / "site/persons/_nul.html").is_file()
    assert not [one for one in edition.rglob("*") if is_device_name(one.name)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize(
    ("piped", "command"),
    [
        ("p.xml", ["tag", "p.xml"]),
        ("p.txt", ["parse", "p.txt"]),
        ("p.txt", ["review", "p.txt"]),
        ("p.json", ["evaluate", "p.json", "sources/a-letter.txt"]),
        ("p.toml", ["import", "t.csv", "--mapping", "p.toml"]),
        (LETTER, ["convert"]),
        (LETTER, ["register", "merge", "anna", "berta"]),
        (".edition.lock.journal", ["convert"]),
        ("site/manifest.json", ["publish"]),
        (f"site/letters/{Path(LETTER).stem}.html", ["publish"]),
        ("README.md", ["validate", "--output", "README.md"]),
    ],
)
def test_a_pipe_is_named_and_not_waited_for(
    edition: Path,
    piped: str,
    command: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(edition)
    convert(edition, read_config(edition))
    publish(edition, read_config(edition))
    for name in ("Anna", "Berta"):
        assert main(["register", "add", "--kind", "person", "--name", name]) == 0
    Path("t.csv").write_text("sender,date\nAnna,1842\n")
    Path(piped).unlink(missing_ok=True)
    os.mkfifo(piped)
    capsys.readouterr()
    assert main(command) in (1, 2)  # a finding, or a line
    said = "".join(capsys.readouterr())
    assert piped in said and "no regular file but a pipe" in said


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


@pytest.mark.parametrize("command", [["validate"], ["publish"], ["build"]])
def test_a_document_that_cannot_be_read_is_a_finding(
    edition: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(edition), "--quiet"]) == 0
    (edition / "aside").symlink_to("aside")  # no document
    (edition / "editions/letters/a.xml").symlink_to("b.xml")
    (edition / "editions/letters/b.xml").symlink_to("a.xml")
    capsys.readouterr()
    assert main([*command, str(edition)]) == 1
    said = capsys.readouterr().out
    for name in ("a.xml", "b.xml"):
        assert f"editions/letters/{name}: error XML003 cannot be read: a link that leads" in said
    assert (edition / f"site/letters/{Path(LETTER).stem}.html").is_file()
    # Another document can be validated for itself.
    assert main(["validate", str(edition / LETTER)]) == 0
