"""The words of the interface: each is used, none is missing."""

from __future__ import annotations

import re
from pathlib import Path

from tei_edition.transformers import html
from tei_edition.transformers.phrases import ENGLISH

ROOT = Path(html.__file__).parents[1]
# Keys that are put together: what is before the brace, or the whole of it.
_FAMILIES = re.compile(r"f[\"']([a-z-]+(?:\.[a-z-]+)*\.)\{")
_ENDINGS = re.compile(r"f[\"']\{[a-z_]+\}(\.[a-z-]+)[\"']")
_KEYS = re.compile(r"[\"']([a-z-]+(?:\.[a-z-]+)+|[a-z]+(?:-[a-z]+)*)[\"']")


def written_keys() -> tuple[set[str], set[str], set[str]]:
    """All strings that could be keys; beginnings and ends of those that are put together."""
    keys, families, endings = set(), set(), set()
    for path in (*ROOT.rglob("*.py"), *ROOT.rglob("*.html")):
        if path.name == "phrases.py":
            continue
        source = path.read_text(encoding="utf-8")
        keys |= set(_KEYS.findall(source))
        families |= set(_FAMILIES.findall(source))
        endings |= set(_ENDINGS.findall(source))
    return keys, families, endings


def test_every_phrase_is_used() -> None:
    keys, families, endings = written_keys()
    unused = []
    for key in ENGLISH.texts:
        stem = re.sub(r"\.(one|other)$", "", key)
        together = key.startswith(tuple(families)) or key.endswith(tuple(endings))
        if key not in keys and stem not in keys and not together:
            unused.append(key)
    assert not unused


def test_every_key_of_a_template_is_there() -> None:
    for path in ROOT.rglob("*.html"):
        for key in re.findall(r"say\(\"([^\"]+)\"", path.read_text(encoding="utf-8")):
            assert key in ENGLISH.texts, f"{path.name}: {key}"


def test_counts_have_both_forms() -> None:
    assert ENGLISH.count("letters", 1) == "1 letter"
    assert ENGLISH.count("letters", 0) == "0 letters"
    for key in ENGLISH.texts:
        if key.endswith(".one"):
            assert key.removesuffix("one") + "other" in ENGLISH.texts
