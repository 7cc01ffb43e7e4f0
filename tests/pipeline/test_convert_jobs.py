"""Conversion writes the same bytes and finds the same with any number of processes."""

from __future__ import annotations

import multiprocessing
import shutil
from pathlib import Path

import pytest

from tei_edition.disk import write_file
from tei_edition.model.config import read_config
from tei_edition.pipeline import keep
from tei_edition.pipeline.convert import Conversion, convert

REPOSITORY = Path(__file__).parents[2]
MANY = 40


def add_letters(root: Path) -> None:
    """Many letters, each the next one to the same addressee, and sources that have faults."""
    sources = root / "sources"
    for number in range(MANY):
        front = f"---\nsender: Anna Berg\nrecipient: Ludwig Thal\ndate: 1899-06-{number % 30 + 1}\n"
        (sources / f"letter-{number:02}.txt").write_text(
            f"{front}---\nGraz, June {number % 30 + 1}, 1899\n\nDear Ludwig,\n\n"
            f"Linz was dark [train?] on 31 June 1899; {number} of us saw it [.\n\nAnna\n",
            encoding="utf-8",
        )
    (sources / "m-same-id.txt").write_text("---\nkind: letter\nid: one\n---\nA.\n", "utf-8")
    (sources / "n-same-id.txt").write_text("---\nkind: letter\nid: one\n---\nB.\n", "utf-8")
    (sources / "o-broken.txt").write_text("---\nkind: letter\ndate: [\n---\nC.\n", "utf-8")
    (sources / "p-unreadable.txt").write_bytes(b"\x00\xff\xfe" * 50)
    (sources / "q-nested.txt").write_text(
        f"---\nkind: letter\n---\n{'*[' * 400}deep{']*' * 400}\n\n{'> ' * 400}deep\n", "utf-8"
    )
    summer = (sources / "summer.txt").read_text(encoding="utf-8")
    (sources / "summer-again.txt").write_text(summer.replace("Summer", "Journey"), "utf-8")
    (root / "decisions").mkdir(exist_ok=True)
    (root / "decisions/lost.tsv").write_text("source\tstart\nno-such.txt\t3\n", "utf-8")


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def converted(root: Path, jobs: int) -> tuple[Conversion, dict[str, bytes]]:
    """What a conversion of a copy with so many processes gives."""
    copy = root.with_name(f"{root.name}-{jobs}")
    shutil.copytree(root, copy)
    return convert(copy, read_config(copy), jobs=jobs), files(copy)


def test_files_lock_and_findings_are_the_same(edition: Path, start: str) -> None:
    add_letters(edition)
    alone, own = converted(edition, 1)
    assert len({finding.code for finding in alone.findings}) > 5
    assert alone.documents > MANY
    assert converted(edition, 2) == (alone, own)


def test_our_own_sources_give_the_same(tmp_path: Path) -> None:
    root = tmp_path / "own"
    root.mkdir()
    shutil.copy(REPOSITORY / "edition.toml", root)
    shutil.copytree(REPOSITORY / "sources", root / "sources")
    shutil.copytree(REPOSITORY / "editions/indices", root / "editions/indices")
    specimens = sorted((root / "sources/specimens").glob("*.txt"))
    for path in specimens * 2:
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.split("\n") if not line.startswith(("id:", "related:"))]
        number = len([*path.parent.iterdir()])
        path.with_name(f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    alone = converted(root, 1)
    assert converted(root, 2) == alone
    again = convert(root.with_name("own-2"), read_config(root), jobs=2)
    assert (again.written, again.unchanged) == ((), alone[0].documents)


def test_what_was_written_before_a_fault_is_in_the_lock(
    edition: Path, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_letters(edition)
    written: list[Path] = []

    def full(path: Path, content: bytes, *, within: Path | None = None) -> bool:
        if len(written) == 20:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        return write_file(path, content, within=within)

    monkeypatch.setattr(keep, "write_file", full)
    others = set(multiprocessing.active_children())
    with pytest.raises(OSError, match="No space left"):
        convert(edition, read_config(edition), jobs=2)
    lock = (edition / "edition.lock").read_text(encoding="utf-8")
    assert all(path.relative_to(edition).as_posix() in lock for path in written)
    assert set(multiprocessing.active_children()) <= others
    monkeypatch.undo()
    done = convert(edition, read_config(edition), jobs=2)
    assert (done.kept, done.unchanged) == ((), 20)
