"""The one place that opens connections: bounded in time and size, never led elsewhere.

The standard library does: one request at a time, without sessions or concurrency; an HTTP library
would be a dependency for nothing.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO, Final

from tei_edition.web_address import NetworkError, checked_address

__all__ = ["Reply", "request"]

_CHUNK: Final = 64 * 1024
_MAX_REDIRECTS: Final = 3


@dataclass(frozen=True, slots=True)
class Reply:
    """What an address answers; ``address`` is the one that answered, after redirections."""

    address: str
    content: bytes


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
        """The request to be made instead; raises NetworkError if it must not be made."""
        count = getattr(req, "redirections", 0) + 1
        if req.data is not None:
            raise NetworkError(f"{req.full_url} sends queries on to {newurl}; use that address")
        checked_address(newurl)
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise NetworkError(f"{req.full_url} leads to {newurl}, which is not encrypted")
        if count > _MAX_REDIRECTS:
            raise NetworkError(f"{req.full_url} leads on more than {_MAX_REDIRECTS} times")
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


def request(
    address: str,
    *,
    timeout: float,
    most_bytes: int,
    form: bytes | None = None,
    accept: str = "*/*",
    agent: str = "tei-edition",
) -> Reply:
    """Ask an address, by POST if there is a ``form`` (urlencoded), else by GET.

    The whole may take ``timeout`` seconds and give ``most_bytes``. Raises NetworkError.
    """
    asked = urllib.request.Request(checked_address(address), data=form)
    asked.add_header("Accept", accept)
    asked.add_header("User-Agent", agent)
    if form is not None:
        asked.add_header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
    deadline = time.monotonic() + timeout
    slow = f"{address} did not answer within {timeout:g} seconds; see --timeout"
    try:
        with _opener().open(asked, timeout=timeout) as response:
            pieces: list[bytes] = []
            length = 0
            # read1 gives what has come; read would wait for all of a chunk from a slow service
            while piece := response.read1(_CHUNK):
                length += len(piece)
                pieces.append(piece)
                if length > most_bytes:
                    size = f"{most_bytes // 1024 // 1024} MiB"
                    raise NetworkError(f"{address}: the answer is larger than {size}")
                if time.monotonic() > deadline:
                    raise NetworkError(slow)
            return Reply(response.geturl(), b"".join(pieces))
    except urllib.error.HTTPError as error:
        status = f"{error.code} {error.reason}"
        error.close()
        raise NetworkError(f"{address} answers {status}") from None
    except urllib.error.URLError as error:
        raise NetworkError(f"{address} cannot be reached: {error.reason}") from None
    except TimeoutError:
        raise NetworkError(slow) from None
    except (HTTPException, OSError) as error:
        raise NetworkError(f"{address}: the connection broke: {error}") from None
