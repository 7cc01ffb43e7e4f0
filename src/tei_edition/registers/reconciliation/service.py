"""Talking to a reconciliation service over HTTP: bounded in time and size, never led elsewhere.

The standard library does: two kinds of request, one at a time, without sessions or concurrency;
an HTTP library would be a dependency for nothing.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO, Any, Final

from tei_edition.registers.reconciliation.protocol import (
    Answer,
    BadAnswer,
    Manifest,
    Query,
    queries_as_json,
    read_answers,
    read_manifest,
)

__all__ = ["Service", "ServiceError", "checked_address"]

_MAX_BYTES: Final = 16 * 1024 * 1024
_CHUNK: Final = 64 * 1024
_MAX_REDIRECTS: Final = 3


class ServiceError(ValueError):
    """The service cannot be reached, or does not answer as it should; says why in one line."""


def checked_address(address: str) -> str:
    """The address of a service; raises ServiceError unless it is http: or https: with a host."""
    try:
        parts = urllib.parse.urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urllib.parse.urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not address.isascii():
        raise ServiceError(
            f"{address!r} is no address of a service; expected http:// or https:// and a host"
        )
    if parts.username or parts.password:
        raise ServiceError("the address of a service must not carry a user name or password")
    if any(character.isspace() or ord(character) < 0x20 for character in address):
        raise ServiceError(f"{address!r} has a blank or control character in it")
    return address


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirections of GET, to http(s) only, and never from https to http."""

    def redirect_request(  # noqa: PLR0917 - the signature is the library's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request to be made instead; raises ServiceError if it must not be made."""
        count = getattr(req, "redirections", 0) + 1
        if req.data is not None:
            raise ServiceError(f"{req.full_url} sends queries on to {newurl}; use that address")
        checked_address(newurl)
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise ServiceError(f"{req.full_url} leads to {newurl}, which is not encrypted")
        if count > _MAX_REDIRECTS:
            raise ServiceError(f"{req.full_url} leads on more than {_MAX_REDIRECTS} times")
        following = super().redirect_request(req, fp, code, msg, headers, newurl)
        if following is not None:
            following.redirections = count  # type: ignore[attr-defined]
        return following


def _opener() -> urllib.request.OpenerDirector:
    """Knows http and https; the default one knows file:, ftp: and data: too."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        _Redirects(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


@dataclass(frozen=True, slots=True)
class Service:
    """A service at an address; each request may take ``timeout`` seconds as a whole."""

    address: str
    timeout: float = 30.0
    batch_size: int = 20

    def __post_init__(self) -> None:
        checked_address(self.address)
        if self.timeout <= 0 or self.batch_size < 1:
            raise ValueError("timeout and batch size must be positive")

    def manifest(self) -> Manifest:
        """What the service says of itself; raises ServiceError."""
        try:
            return read_manifest(self._request(None))
        except BadAnswer as error:
            raise ServiceError(f"{self.address}: {error}") from None

    def ask(self, queries: Sequence[Query], *, largest: int = 0) -> Iterator[tuple[Answer, ...]]:
        """The answers, batch by batch, as soon as each is there; raises ServiceError.

        ``largest`` is the batch size that the manifest allows, 0 if it says nothing.
        """
        size = min(self.batch_size, largest) if largest else self.batch_size
        for start in range(0, len(queries), size):
            batch = queries[start : start + size]
            form = urllib.parse.urlencode({"queries": queries_as_json(batch)}).encode("ascii")
            try:
                yield read_answers(self._request(form), batch)
            except BadAnswer as error:
                raise ServiceError(f"{self.address}: {error}") from None

    def _request(self, form: bytes | None) -> Any:
        request = urllib.request.Request(self.address, data=form)
        request.add_header("Accept", "application/json")
        request.add_header("User-Agent", "tei-edition (register reconcile)")
        if form is not None:
            request.add_header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        deadline = time.monotonic() + self.timeout
        try:
            with _opener().open(request, timeout=self.timeout) as response:
                return _json(self._read(response, deadline))
        except urllib.error.HTTPError as error:
            status = f"{error.code} {error.reason}"
            error.close()
            raise ServiceError(f"{self.address} answers {status}") from None
        except urllib.error.URLError as error:
            raise ServiceError(f"{self.address} cannot be reached: {error.reason}") from None
        except TimeoutError:
            raise ServiceError(self._too_slow()) from None
        except BadAnswer as error:
            raise ServiceError(f"{self.address}: {error}") from None
        except (HTTPException, OSError) as error:
            raise ServiceError(f"{self.address}: the connection broke: {error}") from None

    def _read(self, response: IO[bytes], deadline: float) -> bytes:
        pieces: list[bytes] = []
        length = 0
        while True:
            # read1 gives what has come; read would wait for all of a chunk from a slow service
            piece = response.read1(_CHUNK)  # type: ignore[attr-defined]
            if not piece:
                return b"".join(pieces)
            length += len(piece)
            pieces.append(piece)
            if length > _MAX_BYTES:
                raise BadAnswer(f"the answer is larger than {_MAX_BYTES // 1024 // 1024} MiB")
            if time.monotonic() > deadline:
                raise ServiceError(self._too_slow())

    def _too_slow(self) -> str:
        return f"{self.address} did not answer within {self.timeout:g} seconds; see --timeout"


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise BadAnswer("the answer is no JSON; is this the address of the service?") from None
    except RecursionError:
        raise BadAnswer("the answer is nested too deeply") from None
