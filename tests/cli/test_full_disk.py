"""A disk that takes no more: one clear line, exit code 2, and nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tei_edition.cli.main import main
from tei_edition.tei.read import read_xml

# The largest file that the process may write: the operating system fails like a full disk.
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))
from tei_edition.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="limits on file sizes are POSIX")
@pytest.mark.parametrize("limit", [0, 3000])
def test_nothing_is_half_written(tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "letters"
    assert main(["new", str(folder), "--quiet"]) == 0
    for name in ("a", "b"):
        text = f"Graz, May 2, 1899\n\nDear Ludwig,\n\nthis is {name}.\n\nYours sincerely,\nAnna\n"
        (folder / f"sources/{name}.txt").write_text(text)
    before = {path for path in folder.rglob("*") if path.is_file()}
    program = LIMITED.replace("LIMIT,", f"{limit},").replace("LIMIT)", f"{limit})")
    done = subprocess.run(
        [sys.executable, "-c", program, "convert", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("tei-edition: ")
    assert done.stderr.count("\n") == 1
    for path in {path for path in folder.rglob("*") if path.is_file()} - before:
        if path.suffix == ".xml":
            read_xml(path, path.name)
        else:
            assert path.name in ("edition.lock", ".edition.lock.journal")
    assert main(["convert", str(folder), "--quiet"]) == 0, "and it goes on when there is room"
    assert len(list((folder / "editions/letters").glob("*.xml"))) == 2
