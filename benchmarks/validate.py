"""Validation against jing in one run, start-ups included: by part, by number of files, memory."""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from run import grow

from tei_edition.model.config import read_config
from tei_edition.pipeline.convert import convert

PROJECT = Path(__file__).parents[1]
# The engine alone: no checks, no edition, as jing has none.
ENGINE = """
import sys
from pathlib import Path
from tei_edition.edition import TeiDocument
from tei_edition.tei.read import read_xml
from tei_edition.validation.engines.relaxng import compile_schema
from tei_edition.validation.engines.schema_file import read_schema
schema = Path(sys.argv[1])
engine = compile_schema(read_schema(schema, schema.name))
folder = Path(sys.argv[2])
names = sorted(folder.rglob("*.xml"))[: int(sys.argv[3])]
found = sum(len(list(engine.validate(TeiDocument(p.name, read_xml(p, p.name))))) for p in names)
print(found)
"""

# An installed package has its byte code beside it; where Python is told not to keep that, every
# start would compile the package anew, as no user's does.
COMPILED = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


class Taken(NamedTuple):
    """The least wall-clock time of some runs, and the least time of all processors together."""

    wall: float
    cpu: float = 0.0


def timed(command: list[str], times: int = 3) -> Taken:
    """What a command takes, its child processes included."""
    best = Taken(float("inf"), float("inf"))
    for _ in range(times):
        start, before = time.perf_counter(), _cpu()
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=COMPILED)
        best = Taken(min(best.wall, time.perf_counter() - start), min(best.cpu, _cpu() - before))
        if done.returncode not in (0, 1):  # 1: there are findings
            raise SystemExit(f"{command[:6]} failed:\n{done.stderr[-2000:]}")
    return best


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory(command: list[str]) -> float:
    """The memory of the largest process of a command, in MB, measured apart from all others."""
    program = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], capture_output=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def edition_of(number: int, letters: Path | None, folder: Path) -> Path:
    """An edition with so many letters: the specimens, converted, or TEI files again and again."""
    grow(folder, 0 if letters else number)
    if letters is None:
        convert(folder, read_config(folder))
        return folder
    given = sorted(letters.rglob("*.xml"))
    target = folder / "editions/letters"
    target.mkdir(parents=True, exist_ok=True)
    for index in range(number):
        source = given[index % len(given)]
        shutil.copyfile(source, target / f"l{index:05}-{source.name}")
    return folder


def show(what: str, taken: Taken, number: int, floor: float) -> None:
    """One row of the table."""
    each, ratio = 1000 * taken.wall / number, taken.wall / floor
    cpu = f"{taken.cpu:7.2f} s CPU" if taken.cpu else ""
    print(f"{what:<38} {taken.wall:7.2f} s {each:8.2f} ms each {ratio:8.1f} × parsing {cpu}")


def main() -> None:
    """Run all and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=1000)
    parser.add_argument("--letters", type=Path, help="a folder of TEI files to take instead")
    parser.add_argument("--tei-all", type=Path, help="tei_all.rng, to be compared too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = edition_of(given.number, given.letters, Path(name) / "edition")
        few = edition_of(max(1, given.number // 5), given.letters, Path(name) / "few")
        letters = root / "editions/letters"
        compare(root, letters, sorted(letters.glob("*.xml")), given.tei_all)
        command = [sys.executable, "-m", "tei_edition", "validate", "-q", "--no-cache"]
        less, more = memory([*command, str(few)]), memory([*command, str(root)])
        print(f"memory: {less:.0f} MB for {given.number // 5} letters, {more:.0f} MB for all")


def compare(root: Path, letters: Path, files: list[Path], tei_all: Path | None) -> None:
    """Our command, its parts, and jing, each with its start."""
    number, names = len(files), [str(path) for path in files]
    start = time.perf_counter()
    for path in files:
        etree.parse(path)
    floor = time.perf_counter() - start
    size = sum(path.stat().st_size for path in files) / 1e6
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    print(f"{number} letters, {size:.1f} MB, {cores} cores")
    show("lxml parses them", Taken(floor), number, floor)
    again = [sys.executable, "-m", "tei_edition", "validate", "-q"]
    command = [*again, "--no-cache"]
    grammar, rules = (PROJECT / "schemas" / name for name in ("letters.rng", "letters.sch"))
    jing = shutil.which("jing")
    if jing:
        show("jing, RELAX NG alone", timed([jing, str(grammar), *names]), number, floor)
    with_grammar, with_rules = ["--schema", str(grammar)], ["--schema", str(rules)]
    rows = {
        "RELAX NG, Schematron, checks": [*with_grammar, *with_rules],
        "the same, one process": [*with_grammar, *with_rules, "--jobs", "1"],
        "RELAX NG and checks, one process": [*with_grammar, "--jobs", "1"],
        "Schematron and checks, one process": [*with_rules, "--jobs", "1"],
        "with W3C Schema too": [],
    }
    for what, options in rows.items():
        show(what, timed([*command, str(root), *options], 2), number, floor)
    timed([*again, str(root), *rows["RELAX NG, Schematron, checks"]], 1)
    kept = timed([*again, str(root), *rows["RELAX NG, Schematron, checks"]])
    show("RELAX NG, Schematron, checks, again", kept, number, floor)
    engine = [sys.executable, "-c", ENGINE]
    for schema in (grammar, *([tei_all] if tei_all else ())):
        for some in (1, number):
            arguments = [str(schema), str(letters), str(some)]
            timed([*engine, str(schema), str(letters), "0"], 1)  # warms the cache
            show(f"our {schema.name}, {some} files", timed([*engine, *arguments]), some, floor)
            if jing:
                show(
                    f"jing, {schema.name}, {some} files",
                    timed([jing, str(schema), *names[:some]]),
                    some,
                    floor,
                )


if __name__ == "__main__":
    main()
