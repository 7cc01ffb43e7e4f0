"""How long the rules of a Schematron schema take, as ratios to parsing the same files with lxml.

Processor time: nothing here waits, and other programs do not disturb it.

python benchmarks/schematron.py [SCHEMA [FOLDER]]: the edition's own rules and letters unless given.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.tei.read import read_xml
from tei_edition.validation.engines.schema_file import read_schema
from tei_edition.validation.engines.schematron import compile_schema

PROJECT = Path(__file__).parents[1]
ROUNDS = 5


def main() -> None:
    """Compile, validate the files once, then again, and print the table."""
    schema = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "schemas/letters.sch"
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else PROJECT / "editions/letters"
    files = sorted(folder.rglob("*.xml"))
    start = time.process_time()
    engine = compile_schema(read_schema(schema, schema.name))
    compiled = time.process_time() - start

    floors, times, findings = [], [], 0
    for _ in range(ROUNDS):
        start = time.process_time()
        for path in files:
            etree.parse(path)
        floors.append(time.process_time() - start)
        # Each round has trees of its own: nothing that lxml remembers of the last one helps.
        documents = [TeiDocument(path.name, read_xml(path, path.name)) for path in files]
        start = time.process_time()
        findings = sum(1 for document in documents for _ in engine.validate(document))
        times.append(time.process_time() - start)

    floor, number = min(floors), len(files)
    print(
        f"{number} files, {findings} findings; {schema.name} compiled in {1000 * compiled:.0f} ms"
    )
    print(f"parsing {1000 * floor / number:8.3f} ms a file")
    for what, taken in (("first", times[0]), ("later", min(times))):
        print(f"{what:<7} {1000 * taken / number:8.3f} ms a file  {taken / floor:6.1f} × parsing")


if __name__ == "__main__":
    main()
