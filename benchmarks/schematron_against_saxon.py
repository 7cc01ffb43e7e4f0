"""Compare our Schematron engine with the ISO reference implementation on Saxon, file by file.

python benchmarks/schematron_against_saxon.py SCHEMA FOLDER... [--random N]: all XML files in the
folders, and N documents made at random of what the rules name. Needs saxonche (the extra "saxon").
Ends with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from tests.validation.iso_skeleton import Comparison  # noqa: E402
from tests.validation.random_documents import random_document, read_vocabulary  # noqa: E402

from tei_edition.edition import TeiDocument  # noqa: E402
from tei_edition.tei.read import IllFormed, parse_xml, read_xml  # noqa: E402


def main() -> int:
    """Compare, print what differs and the sums."""
    parser = argparse.ArgumentParser()
    parser.add_argument("schema", type=Path)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--random", type=int, default=0)
    options = parser.parse_args()
    comparison, counts, seconds = Comparison(options.schema), Counter[str](), [0.0, 0.0]
    spoken: set[str] = set()
    for document in _documents(options.schema, options.folders, options.random):
        counts["files"] += 1
        start = time.perf_counter()
        ours = comparison.by_ours(document)
        middle = time.perf_counter()
        try:
            theirs = comparison.by_saxon(document)
        except Exception as error:  # noqa: BLE001 (saxonche raises its own kinds)
            counts["given up by Saxon"] += 1
            print(f"{document.path}: Saxon gives up: {str(error).splitlines()[0]}")
            continue
        seconds[0] += middle - start
        seconds[1] += time.perf_counter() - middle
        counts["nodes that rules met"] += theirs.fired
        counts["findings of ours"] += len(ours.said)
        counts["findings of Saxon"] += len(theirs.said)
        counts["tests that could not be evaluated"] += len(theirs.unevaluated)
        spoken |= {said.assertion for said in theirs.said}
        for name, one, other in (("ours", ours, theirs), ("Saxon", theirs, ours)):
            only = [*(Counter(one.said) - Counter(other.said)).elements()]
            more = sorted(one.unevaluated - other.unevaluated)
            for difference in [*only, *more]:
                counts["differences"] += 1
                print(f"{document.path}: only {name}: {difference}")
    print(f"{counts['differences']} differences")
    for name, number in counts.items():
        print(f"{number:8} {name}")
    print(
        f"{len(spoken):8} assertions spoke; seconds: ours {seconds[0]:.1f}, Saxon {seconds[1]:.1f}"
    )
    return 1 if counts["differences"] else 0


def _documents(schema: Path, folders: list[Path], number: int) -> Iterator[TeiDocument]:
    for folder in folders:
        for path in sorted(folder.rglob("*.xml")):
            try:
                yield TeiDocument(path.as_posix(), read_xml(path, path.name))
            except IllFormed as error:
                print(f"{path} is left out: {error.finding.message}")
    vocabulary = read_vocabulary(schema)
    for seed in range(number):
        name = f"random-{seed}.xml"
        yield TeiDocument(name, parse_xml(random_document(seed, vocabulary), name))


if __name__ == "__main__":
    sys.exit(main())
