"""How long the stages take, as ratios to parsing the same files with lxml, in one run."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from tei_edition.model.config import read_config
from tei_edition.pipeline.convert import convert
from tei_edition.pipeline.new import make_edition
from tei_edition.pipeline.publish import publish
from tei_edition.pipeline.validate import validate

PROJECT = Path(__file__).parents[1]


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def grow(folder: Path, number: int) -> None:
    """An edition with ``number`` letters: the specimens again and again, each with its own text."""
    make_edition(folder, "Benchmark")
    shutil.copytree(PROJECT / "editions/indices", folder / "editions/indices", dirs_exist_ok=True)
    specimens = sorted((PROJECT / "sources/specimens").glob("*.txt"))
    for index in range(number):
        text = specimens[index % len(specimens)].read_text(encoding="utf-8")
        lines = [
            # One day, sender and addressee would make two letters one.
            f"recipient: Reader {index}" if line.startswith("recipient:") else line
            for line in text.split("\n")
            if not line.startswith(("id:", "related:"))
        ]
        target = folder / f"sources/{index:05}.txt"
        target.write_text("\n".join(lines) + f"\n\nCopy {index}.\n", encoding="utf-8")


def main() -> None:
    """Run all stages and print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        grow(folder, number)
        config = read_config(folder)
        rows = {"convert": seconds(lambda: convert(folder, config))}
        rows["convert again"] = seconds(lambda: convert(folder, config))
        files = sorted((folder / "editions/letters").glob("*.xml"))
        floor = min(seconds(lambda: [etree.parse(path) for path in files]) for _ in range(3))
        rows["validate"] = seconds(lambda: validate(folder, config))
        rows["publish"] = seconds(lambda: publish(folder, config))
        rows["publish again"] = seconds(lambda: publish(folder, config))
        if jing := shutil.which("jing"):
            schema = str(PROJECT / "schemas/letters.rng")
            command = [jing, schema, *map(str, files)]
            rows["jing, RELAX NG alone"] = seconds(
                lambda: subprocess.run(command, check=False, capture_output=True)
            )
        size = sum(path.stat().st_size for path in files)
        print(f"{len(files)} letters, {size / 1e6:.1f} MB; lxml parses them in {floor:.3f} s")
        for what, taken in rows.items():
            each = 1000 * taken / len(files)
            print(f"{what:<22} {taken:7.2f} s  {taken / floor:7.1f} × parsing  {each:6.2f} ms each")


if __name__ == "__main__":
    main()
