"""Reading ends, whatever stands in the place of a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tei_edition.disk import is_device_name, open_file, read_file
from tei_edition.tei.read import parse_start, read_xml


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "a.xml"
    os.mkfifo(pipe)
    for read in (read_file, open_file, parse_start, lambda path: read_xml(path, "a.xml")):
        with pytest.raises(OSError, match="no regular file but a pipe or a device"):
            read(pipe)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no such device")
def test_a_link_to_a_device_is_not_followed(tmp_path: Path) -> None:
    link = tmp_path / "a.xml"
    link.symlink_to("/dev/zero")
    with pytest.raises(OSError, match="no regular file"):
        read_file(link)


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "c").symlink_to("missing")
    with pytest.raises(OSError, match="a link that leads to itself: remove it"):
        read_file(tmp_path / "a")
    with pytest.raises(FileNotFoundError, match="a link that leads to no file: remove it"):
        read_file(tmp_path / "c")
    with pytest.raises(FileNotFoundError, match="No such file"):
        read_file(tmp_path / "d")


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("con", True), ("NUL.xml", True), ("lpt1.a.b", True), ("com", False), ("console", False)],
)
def test_names_that_windows_keeps_for_devices(name: str, is_one: bool) -> None:
    assert is_device_name(name) is is_one


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert read_file(tmp_path / "a") == b"x"
