"""Reading ends, whatever stands in the place of a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tei_edition.disk import open_file, read_file
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


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert read_file(tmp_path / "a") == b"x"
