"""What is kept from run to run: found again for the same, and never in the way."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tei_edition.store import Store, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "caches" / "one.sqlite"


def kept(path: Path, *rows: tuple[str, str, bytes]) -> None:
    store = Store(path)
    for row in rows:
        store.keep(*row)
    store.save()


def test_what_was_kept_is_found_by_name_and_inputs(path: Path) -> None:
    kept(path, ("page", "a", b"first"), ("other", "a", b"second"))
    store = Store(path)
    assert store.find("page", "a") == b"first"
    assert store.find("page", "b") is None
    assert store.find("nothing", "a") is None


def test_the_last_of_two_is_kept(path: Path) -> None:
    kept(path, ("page", "a", b"first"), ("page", "b", b"second"))
    assert Store(path).find("page", "a") is None
    assert Store(path).find("page", "b") == b"second"


def test_what_a_run_does_not_ask_for_is_forgotten(path: Path) -> None:
    kept(path, ("page", "a", b"first"), ("other", "a", b"second"))
    store = Store(path)
    assert store.find("page", "a")
    store.save()
    assert Store(path).find("page", "a") == b"first"
    assert Store(path).find("other", "a") is None


def test_what_another_process_made_is_handed_over(path: Path) -> None:
    worker, first = Store(path), Store(path)
    worker.keep("page", "a", b"content")
    before = len(worker)
    worker.keep("other", "a", b"content")
    first.add(worker.take(before))
    first.save()
    assert Store(path).find("other", "a") == b"content"
    assert Store(path).find("page", "a") is None
    assert len(worker) == before


def test_much_is_written_on_the_way(path: Path) -> None:
    store = Store(path)
    for number in range(600):
        store.keep(f"page {number}", "a", b"content")
        store.settle()
    assert len(store) < 600
    store.save()
    assert all(Store(path).find(f"page {number}", "a") for number in range(600))


@pytest.mark.parametrize("content", [b"", b"no database" * 100])
def test_what_is_no_store_is_made_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = Store(path)
    assert store.find("page", "a") is None
    store.keep("page", "a", b"content")
    store.save()
    kept(path, ("page", "a", b"content"))
    assert Store(path).find("page", "a") == b"content"


def test_values_that_cannot_be_unpacked_are_not_found(path: Path) -> None:
    kept(path, ("page", "a", b"content"), ("large", "a", b"\0" * 70_000_000))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE kept SET value = 'text' WHERE name = 'page'")
    connection.close()
    assert Store(path).find("page", "a") is None
    assert Store(path).find("large", "a") is None


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept(tmp_path / "file" / "one.sqlite", ("page", "a", b"content"))
    (tmp_path / "folder.sqlite").mkdir()
    kept(tmp_path / "folder.sqlite", ("page", "a", b"content"))
    assert Store(tmp_path / "folder.sqlite").find("page", "a") is None


def test_a_store_that_another_process_writes_is_no_fault(path: Path) -> None:
    kept(path, ("page", "a", b"content"))
    with sqlite3.connect(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        store = Store(path)
        assert store.find("page", "a") is None
        store.keep("page", "b", b"new")
        store.save()
    other.close()
    assert Store(path).find("page", "a") == b"content"


def test_each_pair_of_places_has_its_store_and_old_ones_go(tmp_path: Path) -> None:
    for number in range(30):
        store = open_store(tmp_path, tmp_path / "edition", tmp_path / f"site-{number}")
        store.keep("page", "a", b"content")
        store.save()
    assert len(list(tmp_path.glob("*.sqlite"))) == 24
    last = open_store(tmp_path, tmp_path / "edition", tmp_path / "site-29")
    assert last.find("page", "a") == b"content"


def test_clear_forgets_all(path: Path) -> None:
    kept(path, ("page", "a", b"content"))
    store = Store(path)
    store.clear()
    store.clear()
    assert store.find("page", "a") is None
