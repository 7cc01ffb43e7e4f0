"""`tei-edition validate --watch`: a real process beside a folder that is edited."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tei_edition.cli.main import main
from tei_edition.pipeline.watch import Watched, changes, watched

from ..validation.specimen import LETTER, copy_specimen

PATIENCE = 90  # seconds; nothing waits that long unless something is broken
SUMMARY = "Validation: "


class Running:
    """A started command, and what it prints, line by line."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tei_edition", "validate", "--watch", *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(line)
        self.lines.put(None)

    def up_to(self, beginning: str) -> list[str]:
        """The lines up to one that begins like this."""
        found: list[str] = []
        while not found or not found[-1].startswith(beginning):
            line = self.lines.get(timeout=PATIENCE)
            assert line is not None, f"ended: {''.join(found)}"
            found.append(line)
        return found

    def run(self) -> str:
        """What the next run prints."""
        return "".join(self.up_to("Waiting"))

    def stop(self) -> int:
        """The exit code after Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """End it, however far it has come."""
        self.process.kill()
        self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)


def _save(path: Path, data: bytes) -> None:
    """As editors do it: another file, renamed."""
    other = path.with_name(".saving")
    other.write_bytes(data)
    other.replace(path)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return copy_specimen(tmp_path / "edition")


@pytest.fixture
def running(edition: Path) -> Iterator[Running]:
    running = Running(edition)
    yield running
    running.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_edits_are_seen(edition: Path, running: Running) -> None:
    letter, config = edition / LETTER, edition / "edition.toml"
    good, good_config = letter.read_bytes(), config.read_bytes()
    bad = good.replace(b"<salute>", b"<salute><oops/>", 1)
    assert bad != good
    summary = running.up_to(SUMMARY)[-1]
    assert " error" not in summary
    running.up_to("Waiting")

    _save(letter, bad)
    shown = running.run()
    assert f"Changed: {LETTER}" in shown
    assert f"{LETTER}:" in shown
    assert "error RNG001" in shown

    _save(config, b"[edition\n")
    assert "CFG" in running.run()
    _save(config, good_config)
    assert "error RNG001" in running.run()
    assert running.process.poll() is None

    # Of no interest; the run after it comes from the letter alone.
    for name in ("x.xml~", "x.xml.bak", ".x.xml.swp", "#x.xml#"):
        (edition / "editions/letters" / name).write_bytes(bad)
    _save(letter, good)
    shown = running.run()
    assert f"Changed: {LETTER}\n" in shown
    assert "RNG001" not in shown
    assert summary in shown

    _save(letter, bad)
    assert "error RNG001" in running.run()
    assert running.stop() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_terminal_is_cleared_for_each_run(edition: Path) -> None:
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tei_edition", "validate", "--watch"],
        cwd=edition,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    try:
        shown = b""
        while SUMMARY.encode() not in shown:
            shown += os.read(ours, 4096)
        assert shown.startswith(b"\x1b[2J\x1b[1;1H")
    finally:
        process.kill()
        process.wait(PATIENCE)
        os.close(ours)


def test_nothing_is_recorded_while_watching(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", str(edition), "--watch", "--write-baseline", "b.json"]) == 2
    assert "exclude each other" in capsys.readouterr().err


def test_a_change_after_the_first_set_is_never_lost(tmp_path: Path) -> None:
    seen = changes(Watched((tmp_path,)))
    assert next(seen) == frozenset()
    (tmp_path / "a.xml").write_text("<a/>")
    assert next(seen) == {tmp_path / "a.xml"}
    (tmp_path / "a.xml").unlink()
    assert next(seen) == {tmp_path / "a.xml"}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        next(changes(Watched((tmp_path / "nowhere",))))


def test_what_is_watched(edition: Path, tmp_path: Path) -> None:
    places = watched([edition], [tmp_path / "schema/a.rng"], [edition / "findings.json"])
    for name in ("edition.toml", LETTER, "sources/a.txt", "schemas/letters.rng", "new/x.xml"):
        assert edition / name in places, name
    for name in (
        *("site/a.html", ".git/index", "editions/.x.xml.abc.tmp", "a.xml~", "sources/~$a.txt"),
        *("findings.json", "4913", "a.xml___jb_tmp___", "b.swp"),
    ):
        assert edition / name not in places, name
    assert tmp_path / "schema/b.rng" in places
    assert tmp_path / "schema/.b.rng" not in places
    assert tmp_path / "schema/below/b.rng" not in places
    assert tmp_path / "a.xml" not in places
    # A file is watched with the edition around it, or with its folder.
    assert edition / "edition.toml" in watched([edition / LETTER])
    assert watched([tmp_path / "x.xml"]) == Watched((), (tmp_path,))
