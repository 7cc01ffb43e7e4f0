"""Parsed expressions as trees, and those of earlier runs on disk.

Importing elementpath takes as long as validating some hundred letters, so the trees of a schema's
expressions are kept, and it is imported only for what nobody has parsed yet, and for what it must
evaluate. A file holds no code, and is read only if it is as it was written.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple, overload

from tei_edition.disk import read_file, write_file
from tei_edition.store import cache_folder

__all__ = ["KnownExpressions", "Parsed", "Token", "tree_of"]

# Raised whenever trees, or what is made of them, change.
_FORMAT: Final = 1
_MAX_BYTES: Final = 16 * 1024 * 1024
_DIGEST: Final = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Token:
    """A symbol of XPath's grammar, as elementpath names it, and its operands.

    ``value`` is that of a literal or name.
    """

    symbol: str
    value: str | int
    parts: tuple[Token, ...] = ()

    def __len__(self) -> int:
        return len(self.parts)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.parts)

    @overload
    def __getitem__(self, place: int) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Token, ...]: ...
    def __getitem__(self, place: int | slice) -> Token | tuple[Token, ...]:
        return self.parts[place]

    def iter(self) -> Iterator[Token]:
        """The token and all below it."""
        pending = [self]
        while pending:
            token = pending.pop()
            yield token
            pending += token.parts


class Parsed(NamedTuple):
    """An expression: its tree, and the variables that it takes from outside."""

    token: Token
    names: frozenset[str]


def tree_of(token: Any) -> Token:
    """The tree of a token of elementpath; raises RecursionError."""
    value = token.value
    kept = value if isinstance(value, int) and not isinstance(value, bool) else str(value)
    return Token(str(token.symbol), kept, tuple(map(tree_of, token)))


@dataclass(slots=True)
class KnownExpressions:
    """The expressions of one schema that have been parsed, by their text."""

    path: Path | None
    _records: dict[str, Any] = field(default_factory=dict)
    _is_new: bool = False

    @classmethod
    def of(
        cls, schema: bytes, namespaces: Mapping[str, str], *, compatible: bool
    ) -> KnownExpressions:
        """Those of a schema that was read with these prefixes; none if nothing is kept."""
        folder, peer = cache_folder("expressions"), importlib.util.find_spec("elementpath")
        if folder is None or peer is None or peer.origin is None:
            return cls(None)
        # Another release of elementpath may parse otherwise.
        release = Path(peer.origin).stat()
        key = [_FORMAT, sorted(namespaces.items()), compatible, release.st_mtime_ns]
        digest = hashlib.sha256(schema + json.dumps(key).encode()).hexdigest()
        path = folder / digest
        return cls(path, _records_in(path))

    def find(self, text: str) -> Parsed | None:
        """What is known of an expression."""
        record = self._records.get(text)
        try:
            return None if record is None else Parsed(_token(record[1]), frozenset(record[0]))
        except RecursionError:
            return None

    def add(self, text: str, parsed: Parsed) -> None:
        """Take note of what was parsed."""
        self._records[text] = [sorted(parsed.names), _dumped(parsed.token)]
        self._is_new = True

    def keep(self) -> None:
        """Write what is new; a disk that refuses is no fault."""
        if self._is_new and self.path is not None:
            with contextlib.suppress(OSError, RecursionError):
                data = json.dumps(self._records, separators=(",", ":")).encode("ascii")
                if len(data) <= _MAX_BYTES:
                    self.path.parent.mkdir(parents=True, exist_ok=True)
                    write_file(self.path, hashlib.sha256(data).digest() + data)
        self._is_new = False


def _records_in(path: Path) -> dict[str, Any]:
    try:
        whole = read_file(path) if path.stat().st_size <= 2 * _MAX_BYTES else b""
        digest, data = whole[:_DIGEST], whole[_DIGEST:]
        if hashlib.sha256(data).digest() != digest:
            return {}
        records: dict[str, Any] = json.loads(data)
    except (OSError, ValueError, RecursionError):
        return {}
    return records


def _dumped(token: Token) -> list[Any]:
    return [token.symbol, token.value, *map(_dumped, token.parts)]


def _token(record: Any) -> Token:
    symbol, value, *parts = record
    return Token(symbol, value, tuple(map(_token, parts)))
