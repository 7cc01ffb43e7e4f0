"""Pagefind's indexer, asked over pipes: pages go in, the files of an index come out.

The program of the wheel ``pagefind_bin`` is run as a service: each question and each answer is
JSON in base64, closed by a comma. It is given no file to read and writes none; the same pages give
the same bytes. (The wheel ``pagefind`` speaks the same language, at ten answers a second.)
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

__all__ = ["NoIndex", "PagefindService", "find_pagefind"]

_PIECE: Final = 1 << 16


class NoIndex(Exception):
    """Pagefind cannot be run, or did not do what it was asked to."""


def find_pagefind() -> Path | None:
    """The program, None where there is no wheel for the machine."""
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415
    except ImportError:
        return None
    try:
        return Path(get_executable())
    except FileNotFoundError:
        return None


class PagefindService:
    """A running Pagefind; ends with its ``with`` block. Every method may raise NoIndex."""

    def __init__(self, program: Path) -> None:
        # Settings for other sites of the user must not change this one.
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PAGEFIND_")}
        try:
            self._process = subprocess.Popen(
                [program, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=program.parent,
                env=environment,
            )
        except OSError as error:
            raise NoIndex(f"{program} cannot be run: {error.strerror or error}") from error
        self._asked = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was still to be written to a program that has ended
                    continue
        self._process.wait()

    def new_index(self, language: str) -> int:
        """Begin an index whose words are all in one language (BCP 47); gives its number."""
        answer = self._ask({"type": "NewIndex", "config": {"force_language": language}})
        return int(answer["index_id"])

    def add_page(self, index: int, address: str, html: str) -> None:
        """Add a page, whole as HTML; a page of the same address is replaced."""
        self._ask({"type": "AddFile", "index_id": index, "url": address, "file_contents": html})

    def files_of(self, index: int) -> Iterator[tuple[str, bytes]]:
        """The files of the finished index, path and content, sorted by path."""
        answer = self._ask({"type": "GetFiles", "index_id": index})
        for file in sorted(answer["files"], key=lambda file: str(file["path"])):
            yield str(file["path"]), base64.b64decode(file["content"])

    def _ask(self, question: dict[str, object]) -> dict[str, Any]:
        self._asked += 1
        message = json.dumps({"message_id": self._asked, "payload": question})
        written, read = self._process.stdin, self._process.stdout
        assert written is not None and read is not None
        try:
            written.write(base64.b64encode(message.encode()) + b",")
            written.flush()
            answer = json.loads(base64.b64decode(_until_comma(read)))["payload"]
        except OSError as error:
            raise NoIndex("Pagefind ended before its time") from error
        except (ValueError, KeyError, TypeError, binascii.Error) as error:
            raise NoIndex("Pagefind gave an answer that cannot be read") from error
        if answer["type"] == "Error":
            raise NoIndex(f"Pagefind says: {answer.get('message', '')}")
        found: dict[str, Any] = answer
        return found


def _until_comma(stream: IO[bytes]) -> bytearray:
    answer = bytearray()
    while not answer.endswith(b","):
        piece = os.read(stream.fileno(), _PIECE)
        if not piece:
            raise BrokenPipeError("no answer")
        answer += piece
    answer.pop()
    return answer
