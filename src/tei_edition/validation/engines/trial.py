"""Compiling a grammar with libxml2 in another process first: nothing else can end it in time.

libxml2 does not come back from some grammars (TEI's tei_ms among them), and a call into it cannot
be interrupted.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from lxml import etree

from tei_edition.tei.read import read_xml

__all__ = ["ends_in_time"]


def ends_in_time(path: Path, seconds: float) -> bool:
    """Whether libxml2 comes to an end with a RELAX NG schema, be it correct or not."""
    try:
        subprocess.run(
            [sys.executable, "-m", __name__, str(path.resolve())],
            timeout=seconds,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return False
    return True


def _compile(path: Path) -> None:
    tree = read_xml(path, path.name)
    tree.docinfo.URL = path.as_uri()
    etree.RelaxNG(tree)


if __name__ == "__main__":
    _compile(Path(sys.argv[1]))
