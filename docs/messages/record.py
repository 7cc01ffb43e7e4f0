"""Record what jing and libxml2 say about the ten faulty letters: `python docs/messages/record.py`.

Their messages stand in recorded.json, so that the manual can be built without them.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from lxml import etree

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "schemas/letters.rng"


def faults() -> list[dict[str, str]]:
    """The faults, with keys "title", "note", "old" and "new"."""
    found: list[dict[str, str]] = tomllib.loads((HERE / "faults.toml").read_text())["fault"]
    return found


def letter(fault: dict[str, str] | None = None) -> str:
    """The letter, with a fault in it."""
    text = (HERE / "letter.xml").read_text(encoding="utf-8")
    if fault is None:
        return text
    if text.count(fault["old"]) != 1:
        raise ValueError(f"{fault['title']}: `old` must be in the letter once")
    return text.replace(fault["old"], fault["new"])


def of_jing() -> dict[str, Any]:
    """Version and messages of jing, which must be installed."""
    usage = subprocess.run(["jing"], capture_output=True, text=True, check=False)
    version = re.search(r"Jing version (\S+)", usage.stdout + usage.stderr)
    messages: list[list[str]] = [[] for _ in faults()]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.xml" for number in range(len(messages))]
        for path, fault in zip(paths, faults(), strict=True):
            path.write_text(letter(fault), encoding="utf-8")
        command = ["jing", str(SCHEMA), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    for number, text in re.findall(r"(\d+)\.xml:(\d+:\d+: .*)$", done.stdout, re.MULTILINE):
        messages[int(number)].append(text)
    return {"version": version[1] if version else "unknown", "messages": messages}


def of_libxml2() -> dict[str, Any]:
    """Version and messages of libxml2, through lxml."""
    messages = []
    for fault in faults():
        # One for each: what it says may depend on what it has validated before.
        schema = etree.RelaxNG(etree.parse(SCHEMA))
        schema.validate(etree.ElementTree(etree.fromstring(letter(fault).encode())))
        messages.append([f"{error.line}: {error.message}" for error in schema.error_log])
    return {"version": ".".join(map(str, etree.LIBXML_VERSION)), "messages": messages}


if __name__ == "__main__":
    recorded = {"jing": of_jing(), "libxml2": of_libxml2()}
    text = json.dumps(recorded, ensure_ascii=False, indent=1)
    (HERE / "recorded.json").write_text(f"{text}\n", encoding="utf-8")
