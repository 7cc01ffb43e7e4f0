"""Publishing in one run: body and page against parsing, the whole, again after changes, memory."""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from validate import COMPILED, edition_of, memory

from tei_edition.edition import read_edition
from tei_edition.model.config import read_config
from tei_edition.transformers.html.body import render_body
from tei_edition.transformers.html.pages import documents
from tei_edition.transformers.html.site import Site
from tei_edition.whole_edition import with_all_registers

# What is done to the edition before it is published again.
CHANGES = ("nothing", "the body of a letter", "the title of a letter", "a person's name")


def least(work: Callable[[], object], times: int = 3) -> float:
    """The least processor time of some calls."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def ratios(root: Path) -> None:
    """Body and page of some documents, in one process, as ratios to parsing their files."""
    edition, _ = with_all_registers(read_edition(root, read_config(root))[0])
    site = Site.of(edition)
    some = [document for document in site.documents if document.kind == "letter"][:200]
    floor = least(lambda: [etree.parse(root / one.path) for one in some])
    roots = [(one, edition.read_tree(one).root) for one in some]
    links = site.links_from("letters/x.html")
    body = least(
        lambda: [render_body(tree, one.metadata.title, links, site.phrases) for one, tree in roots]
    )
    pages = documents.Translations.of(site)
    made: list[int] = []

    def render() -> None:
        files = [file for one in some for file in documents.files_of(pages, one, site)]
        made[:] = [sum(file.path.endswith(".html") for file in files)]

    whole = least(render)
    print(
        f"{len(some)} letters, {made[0]} pages; lxml parses one in {1e3 * floor / len(some):.3f} ms"
    )
    print(f"  body of a letter       {body / floor:6.1f} × parsing")
    print(f"  page, reading included {whole / floor * len(some) / made[0]:6.1f} × parsing")
    print(f"  all pages of a letter  {whole / floor:6.1f} × parsing")


def with_own_ids(root: Path) -> Path:
    """The edition, each letter under the name of its file: copies of one letter are many then."""
    for path in sorted((root / "editions/letters").glob("*.xml")):
        text = path.read_text(encoding="utf-8")
        start = text.index("<TEI")
        head, tail = text[: (end := text.index(">", start))], text[end:]
        head = re.sub(r'\bxml:id="[^"]*"', f'xml:id="{path.stem}"', head)
        path.write_text(head + tail, encoding="utf-8")
    return root


def change(root: Path, what: str) -> None:
    """Make a change, each time another."""
    letter = sorted((root / "editions/letters").glob("*.xml"))[7]
    text = letter.read_text(encoding="utf-8")
    stamp = f"{time.monotonic_ns()}"
    if what == CHANGES[1]:
        head, body = text[: text.index("<body")], text[text.index("<body") :]
        letter.write_text(head + body.replace("</p>", f" {stamp}</p>", 1), encoding="utf-8")
    elif what == CHANGES[2]:
        changed = re.sub(r"(<title[^>]*level=\"a\"[^>]*>)", rf"\g<1>{stamp} ", text, count=1)
        letter.write_text(changed, encoding="utf-8")
    elif what == CHANGES[3]:
        people = root / "editions/indices/listperson.xml"
        names = people.read_text(encoding="utf-8").replace("</persName>", f" {stamp}</persName>", 1)
        people.write_text(names, encoding="utf-8")


def processor_time() -> float:
    """What the processes took that this one has started, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def publish(root: Path, *options: str) -> tuple[float, float, dict[str, int]]:
    """Wall-clock and processor time of the command with its start, and what it says that it did."""
    start, before = time.perf_counter(), processor_time()
    command = [sys.executable, "-m", "tei_edition", "publish", str(root), "--json", *options]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=COMPILED)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1):  # 1: there are findings
        raise SystemExit(f"{command} failed:\n{done.stderr[-2000:]}")
    return taken, processor_time() - before, json.loads(done.stdout)


def main() -> None:
    """Run all and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=500)
    parser.add_argument("--letters", type=Path, help="a folder of TEI files to take instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = f"{name}/cache"
        root = with_own_ids(edition_of(given.number, given.letters, Path(name) / "edition"))
        few = with_own_ids(
            edition_of(max(1, given.number // 10), given.letters, Path(name) / "few")
        )
        ratios(few)
        rows = {"all, one process": ("nothing", "--rebuild", "--jobs", "1")}
        rows["all, on all cores"] = ("nothing", "--rebuild")
        rows |= {f"again after {what}": (what,) for what in CHANGES}
        for title, (what, *options) in rows.items():
            change(root, what)
            taken, processor, done = publish(root, *options)
            each = 1000 * processor / given.number
            print(
                f"{title:<32} {taken:7.2f} s, processor {processor:7.2f} s ({each:5.2f} ms each);"
                f" {done['made']} of {done['files']} files made, {done['changed']} written"
            )
        command = [sys.executable, "-m", "tei_edition", "publish", "-q", "--rebuild"]
        less, more = memory([*command, str(few)]), memory([*command, str(root)])
        print(f"memory: {less:.0f} MB for {given.number // 10} letters, {more:.0f} MB for all")


if __name__ == "__main__":
    main()
