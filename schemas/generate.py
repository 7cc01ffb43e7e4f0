"""Make letters.rng, letters.xsd and xml.xsd from letters.rnc with trang.

    python schemas/generate.py [FOLDER]

Without FOLDER the files beside this script are replaced. The output depends on letters.rnc and on
the version of trang only.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

SCHEMAS = Path(__file__).parent
GENERATED = ("letters.rng", "letters.xsd", "xml.xsd")


def generate(folder: Path) -> None:
    """Write the generated schemas into a folder; raises CalledProcessError when trang objects."""
    grammar = folder / "letters.rng"
    _trang(SCHEMAS / "letters.rnc", grammar)
    # Without abstract elements, messages name the elements that may stand somewhere, not a class.
    _trang("-o", "disable-abstract-elements", grammar, folder / "letters.xsd")


def _trang(*arguments: str | Path) -> None:
    subprocess.run(["trang", *map(str, arguments)], check=True)


def main() -> int:
    """Run from the command line: 0 when done, 2 when trang is missing."""
    if shutil.which("trang") is None:
        print("trang is not on PATH: install it (Debian: apt install trang)", file=sys.stderr)
        return 2
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else SCHEMAS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
