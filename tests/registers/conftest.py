"""An edition without registers, the schema, and a service that speaks the reconciliation API."""

from __future__ import annotations

import contextlib
import json
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_edition.pipeline.new import make_edition

LETTER = """\
---
sender: Anna Berg
recipient: Ludwig Thal
date: 1899-05-02
---
Graz, May 2, 1899

Dear Ludwig,

the train from Peking to Yugoslavia was late, Ambassador Franz Gruber said. Gruber waited in Vienna.

Yours sincerely,
Anna
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A new edition with one letter among its sources, and no register."""
    folder = tmp_path / "letters"
    make_edition(folder, "Letters & Journeys")
    (folder / "sources/a.txt").write_text(LETTER, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def invalidity(project: Path) -> Callable[[bytes], str]:
    """What is invalid in a file under the letters schema, "" if nothing is."""
    schema = etree.RelaxNG(etree.parse(project / "schemas/letters.rng"))

    def check(content: bytes) -> str:
        return "" if schema.validate(etree.fromstring(content)) else str(schema.error_log)

    return check


@dataclass
class Authority:
    """What the service knows, how it behaves, and what it was asked."""

    url: str = ""
    known: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    behaviour: str = ""
    batches: list[dict[str, Any]] = field(default_factory=list)
    manifests: int = 0


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """A reconciliation service on the loopback interface."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    state = Authority(
        manifest={
            "versions": ["0.1", "0.2"],
            "name": "A test authority",
            "identifierSpace": "https://d-nb.info/gnd/",
            "schemaSpace": "https://d-nb.info/standards/elementset/gnd#",
            "view": {"url": "https://d-nb.info/gnd/{{id}}"},
        }
    )

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.manifests += 1
            if state.behaviour.startswith("redirect "):
                self.send_response(302)
                self.send_header("Location", state.behaviour.split()[1])
                self.end_headers()
                return
            self._send(state.manifest)

        def do_POST(self) -> None:
            assert self.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
            body = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
            (queries,) = urllib.parse.parse_qs(body, strict_parsing=True)["queries"]
            batch = json.loads(queries)
            state.batches.append(batch)
            if state.behaviour == "500":
                self.send_error(500)
            elif state.behaviour == "no json":
                self._send_bytes(b"<html>Hello</html>")
            elif state.behaviour == "incomplete":
                self._send({})
            elif state.behaviour == "slow":
                stopped.wait(5)
                self._send({})
            elif state.behaviour == "huge":
                self._send_bytes(b" " * (17 * 1024 * 1024))
            elif state.behaviour == "lead on":
                self.send_response(307)
                self.send_header("Location", state.url)
                self.end_headers()
            else:
                answers = {
                    key: {"result": state.known.get(query["query"], [])[: query["limit"]]}
                    for key, query in batch.items()
                }
                self._send(answers)

        def _send(self, value: Any) -> None:
            self._send_bytes(json.dumps(value).encode())

        def _send_bytes(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with contextlib.suppress(OSError):  # a client that has given up, as it should
                self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's
            pass

    stopped = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/reconcile"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield state
    stopped.set()
    server.shutdown()
    server.server_close()
    thread.join()
