"""Compiled grammars on disk: JSON, named by the hash of the schema, so that they can be shared.

A file holds hashes of all files of the schema, the elements and the patterns, each pattern after
those that it is made of. What cannot be read in this way is no fault: the schema is compiled again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, Final

from tei_edition.disk import read_file
from tei_edition.relaxng.building import Grammar, compile_grammar
from tei_edition.relaxng.datatypes import Data, Value
from tei_edition.relaxng.errors import GrammarError, TooComplex
from tei_edition.relaxng.name_classes import is_name_class, tupled
from tei_edition.relaxng.patterns import ElementPattern, Kind, Pattern, Patterns
from tei_edition.relaxng.sources import Sources
from tei_edition.store import cache_folder as folder_of_caches

__all__ = ["cache_folder", "dumped", "load_grammar", "loaded"]

# Raised whenever patterns or their simplification change.
_FORMAT: Final = 1
_MAX_BYTES: Final = 64 * 1024 * 1024


def cache_folder() -> Path | None:
    """Where this system keeps caches, in a folder of our own; None if there is no home."""
    return folder_of_caches("grammars")


def load_grammar(sources: Sources, name: str, folder: Path | None = None) -> Grammar:
    """A compiled grammar: from the cache in ``folder`` if it is there, else compiled and kept.

    Without folder nothing is read or written. A cache that cannot be written is no fault.
    Raises GrammarError.
    """
    if folder is None:
        return compile_grammar(sources, name)
    main = sources.read(name)
    path = folder / f"{_hashed(main)}-{_FORMAT}.json"
    grammar = _from_cache(path, sources, name)
    if grammar is None:
        grammar = compile_grammar(sources, name)
        with contextlib.suppress(OSError):
            _write(path, dumped(grammar))
    return grammar


def _hashed(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _from_cache(path: Path, sources: Sources, name: str) -> Grammar | None:
    try:
        if path.stat().st_size > _MAX_BYTES:
            return None
        record = json.loads(read_file(path))
        hashes = record["files"]
        if name not in hashes:
            return None
        files = {entry: sources.read(entry) for entry in hashes}
        if any(_hashed(data) != hashes[entry] for entry, data in files.items()):
            return None
        return loaded(record, files)
    except (OSError, GrammarError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None


def _write(path: Path, record: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, ensure_ascii=True, separators=(",", ":"))
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".grammar-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def dumped(grammar: Grammar) -> dict[str, Any]:
    """A grammar as JSON can hold it."""
    numbers: dict[Pattern, int] = {}
    rows: list[list[Any]] = []
    for pattern in grammar.patterns:
        numbers[pattern] = len(rows)
        parts = [numbers[part] for part in pattern.parts]
        rows.append([pattern.kind, parts, *_leaf(pattern)])
    return {
        "format": _FORMAT,
        "files": {name: _hashed(data) for name, data in grammar.files.items()},
        "start": numbers[grammar.start],
        "elements": [
            [element.name_class, element.gloss, numbers[element.content]]
            for element in grammar.elements
        ],
        "patterns": rows,
    }


def _leaf(pattern: Pattern) -> list[Any]:
    leaf = pattern.leaf
    if pattern.kind == Kind.DATA:
        return [leaf.datatype_library, leaf.name, leaf.params]
    if pattern.kind == Kind.VALUE:
        prefixes = [[prefix or "", uri] for prefix, uri in leaf.prefixes.items()]
        return [leaf.datatype_library, leaf.name, leaf.text, prefixes]
    if pattern.kind == Kind.ATTRIBUTE:
        return [leaf, pattern.gloss]
    return [leaf.number] if pattern.kind == Kind.ELEMENT else []


def loaded(record: dict[str, Any], files: dict[str, bytes]) -> Grammar:
    """The grammar of a record; raises ValueError, KeyError, TypeError or IndexError if it is none.

    Patterns are made anew, so that a record can say nothing that a schema could not.
    """
    if record["format"] != _FORMAT:
        raise ValueError("another format")
    patterns = Patterns()
    elements = [
        ElementPattern(number, _name_class(row[0]), str(row[1]))
        for number, row in enumerate(record["elements"])
    ]
    made: list[Pattern] = []
    try:
        for row in record["patterns"]:
            made.append(_pattern(row, made, elements, patterns))
    except TooComplex as error:
        raise ValueError(str(error)) from None
    for element, row in zip(elements, record["elements"], strict=True):
        element.content = made[_index(row[2])]
    return Grammar(patterns, made[_index(record["start"])], elements, files)


def _index(number: Any) -> int:
    if not isinstance(number, int) or number < 0:
        raise ValueError("no index")
    return number


def _name_class(value: Any) -> tuple[Any, ...]:
    name_class = tupled(value)
    if not is_name_class(name_class):
        raise ValueError("no name class")
    return tuple(name_class)


def _pattern(
    row: list[Any], made: list[Pattern], elements: list[ElementPattern], make: Patterns
) -> Pattern:
    kind = row[0]
    parts = [made[number] for number in row[1]]
    if kind in _COMPOSED:
        return make.composed(kind, tuple(parts))
    if kind == Kind.ATTRIBUTE:
        return make.attribute(_name_class(row[2]), parts[0], str(row[3]))
    if kind == Kind.ELEMENT:
        return make.element(elements[_index(row[2])])
    if kind == Kind.DATA:
        params = [(str(name), str(text)) for name, text in row[4]]
        return make.data(Data(row[2], row[3], params), parts[0] if parts else None)
    if kind == Kind.VALUE:
        prefixes = {(prefix or None): str(uri) for prefix, uri in row[5]}
        return make.value(Value(row[2], row[3], str(row[4]), prefixes))
    return {Kind.EMPTY: make.empty, Kind.NOT_ALLOWED: make.not_allowed, Kind.TEXT: make.text}[kind]


_COMPOSED: Final = frozenset(
    {Kind.LIST, Kind.GROUP, Kind.INTERLEAVE, Kind.CHOICE, Kind.ONE_OR_MORE}
)
