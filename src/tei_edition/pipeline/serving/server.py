"""The server of the preview: it answers this machine only, and hands out the site only."""

from __future__ import annotations

import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from tei_edition.model.media_types import media_type_of
from tei_edition.pipeline.serving.news import News, State
from tei_edition.pipeline.serving.pages import EVENTS, SCRIPT, lost_page, with_preview

__all__ = ["ADDRESS", "PreviewServer", "find_file"]

ADDRESS: Final = "127.0.0.1"
_NAMES: Final = (ADDRESS, "localhost")
_WEB: Final = 80
# Browsers ask for it by themselves; that a site has none is no fault of a page.
_ICON: Final = "/favicon.ico"
# So often a waiting page is written to: whether it is still there is known only from that.
_PATIENCE: Final = 15.0
_TYPES_OF_TEXT: Final = ("text/", "application/json", "application/ld+json")
# As web servers say it: browsers show this, and only download what is named more exactly.
_SHOWN: Final = {".xml": "application/xml"}
# A dot begins hidden files and the way out of the folder; the others are separators elsewhere.
_FORBIDDEN: Final = ("\\", ":", "\0")


class PreviewServer(ThreadingHTTPServer):
    """Shows the files in ``folder``; open pages are told the ``news``."""

    daemon_threads = True
    block_on_close = False
    # Elsewhere it only lets a port be used again at once; there two servers could share it.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, folder: Path, news: News, port: int) -> None:
        """Raises OSError if the port is in use; 0 is any that is free."""
        self.folder, self.news = folder, news
        super().__init__((ADDRESS, port), _Handler)

    @property
    def address(self) -> str:
        """Where the first page is."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what went wrong, but not that a browser has gone before the answer was complete."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PreviewServer
    timeout = 60

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """The terminal is for findings."""

    def version_string(self) -> str:
        return "tei-edition"

    def _answer(self) -> None:
        if not self._is_for_us():
            text = f"This is the preview at {self.server.address}; it has no other name.\n"
            self._send(HTTPStatus.MISDIRECTED_REQUEST, text.encode(), "text/plain")
            return
        path, site = urlsplit(self.path).path, self.server.news.state.site
        if path == EVENTS:
            self._tell_news()
            return
        if path == SCRIPT:
            self._send(HTTPStatus.OK, _script(), "text/javascript")
            return
        found = find_file(self.server.folder, path)
        if found is not None and found.is_dir():
            self._redirect(f"{quote(unquote(path))}/")
        elif found is not None and (content := _read(found)) is not None:
            kind = _SHOWN.get(found.suffix) or media_type_of(found.name)
            shown = with_preview(content, site) if kind == "text/html" else content
            self._send(HTTPStatus.OK, shown, kind)
        elif path == _ICON:
            self._send(HTTPStatus.NO_CONTENT, b"", media_type_of(path))
        else:
            self._send(HTTPStatus.NOT_FOUND, lost_page(unquote(path), site), "text/html")

    def _is_for_us(self) -> bool:
        """Whether the browser means this server: a page elsewhere could have its name lead here."""
        port = self.server.server_port
        names = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == _WEB else set())
        return self.headers.get("Host", "").lower() in names

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        if kind.startswith(_TYPES_OF_TEXT):
            kind += "; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self._end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _redirect(self, place: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self._end_headers()

    def _end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        # Pages of other origins get nothing of it, not even as an image or a script.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()

    def _tell_news(self) -> None:
        """Server-sent events until the page or the preview goes."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self._end_headers()
        news, told = self.server.news, State()
        while self.command != "HEAD" and not news.is_over:
            state = news.later_than(told.number, _PATIENCE)
            if state is not None:
                self.wfile.write(_events(state, told))
                told = state
            elif not news.is_over:
                self.wfile.write(b": waiting\n\n")


def find_file(folder: Path, path: str) -> Path | None:
    """The file or folder of the site that the path of an address names; None if there is none.

    Nothing outside of ``folder`` is ever found, nor anything hidden.
    """
    try:
        names = unquote(path, errors="strict").split("/")
    except UnicodeDecodeError:
        return None
    *above, last = names[1:] or [""]
    for name in (*above, *([last] if last else [])):
        if not name or name.startswith(".") or any(sign in name for sign in _FORBIDDEN):
            return None
    place = folder.joinpath(*above, last or "index.html")
    try:
        is_inside = place.resolve().is_relative_to(folder.resolve())
        return place if is_inside and place.exists() else None
    except (OSError, ValueError):
        return None


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _script() -> bytes:
    return resources.files(__package__).joinpath("preview.js").read_bytes()


def _events(state: State, told: State) -> bytes:
    """What is new, as events; JSON and digests have no line breaks."""
    events = "event: site\ndata: " + state.site + "\n\n"
    if state.report != told.report:
        events += "event: report\ndata: " + state.report + "\n\n"
    return events.encode()
