"""Asking web servers whether an address leads anywhere: politely, bounded, never the local network.

The standard library does: what matters here is to know which machine is connected to, and that is
what HTTP libraries hide. No proxy is used, no cookie or password sent, no body read.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from http import HTTPStatus
from typing import Final

from tei_edition.validation.online.manners import Manners
from tei_edition.validation.online.public import is_public

__all__ = ["Answer", "State", "ask", "ask_all"]

_USER_AGENT: Final = "tei-edition (validate --online)"
_MAX_REDIRECTS: Final = 5
_MAX_FAILURES: Final = 3
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})
_GONE: Final = frozenset({404, 410})
_TOO_MANY: Final = 429
_LONGEST: Final = 4096
# What may stand in a path or query as it is; "%" because most addresses are encoded already.
_SAFE: Final = "/%:@!$&'()*+,;=~-._?[]|"
_HOST: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*|[0-9A-Fa-f:.]+")

_Socket = tuple[socket.AddressFamily, tuple[str | int | bytes, ...]]


class State(StrEnum):
    """What is known of an address."""

    ALIVE = "alive"
    MOVED = "moved"  # there, but for good under another address
    DEAD = "dead"  # the server says that there is no such page
    UNREACHABLE = "unreachable"  # nobody can say
    NOT_ASKED = "not asked"  # must not be asked


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; ``detail`` says why, or to which address the page has moved."""

    state: State
    detail: str = ""


class _NotAsked(Exception):
    """An address must not be asked; says why."""


def ask_all(
    addresses: Iterable[str],
    manners: Manners | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Answer]:
    """The answers by address, each asked once; those of one host one after the other.

    ``progress`` is told how many are done, and of how many.
    """
    manners = manners or Manners()
    by_host: dict[str, list[str]] = {}
    for address in sorted(set(addresses)):
        by_host.setdefault(_host_of(address), []).append(address)
    total = sum(map(len, by_host.values()))
    answers: dict[str, Answer] = {}
    stopped = threading.Event()
    with ThreadPoolExecutor(manners.workers) as pool:
        try:
            asked = [pool.submit(_ask_host, g, manners, stopped) for g in by_host.values()]
            for future in as_completed(asked):
                answers.update(future.result())
                if progress:
                    progress(len(answers), total)
        finally:
            stopped.set()  # an interrupt must not wait for thousands of addresses
    return answers


def _ask_host(
    addresses: Sequence[str], manners: Manners, stopped: threading.Event
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    failures = 0
    for number, address in enumerate(addresses):
        if failures >= _MAX_FAILURES:
            answers[address] = Answer(
                State.UNREACHABLE,
                f"not asked any more after {_MAX_FAILURES} failures at the same host",
            )
            continue
        if stopped.wait(manners.pause if number else 0):
            break
        answers[address] = answer = ask(address, manners)
        failures = failures + 1 if answer.state is State.UNREACHABLE else 0
    return answers


def ask(address: str, manners: Manners | None = None) -> Answer:
    """Ask for one address, and go where it redirects to; errors are answers."""
    manners = manners or Manners()
    deadline = time.monotonic() + manners.deadline
    current, moved_to, for_good = address, "", True
    for _ in range(_MAX_REDIRECTS + 1):
        try:
            status, location = _status_of(current, manners, deadline)
        except _NotAsked as error:
            # Not the whole address: it may be that of a machine inside, or carry a password.
            on_the_way = f"leads to {_host_of(current)}, but " if current != address else ""
            return Answer(State.NOT_ASKED, f"{on_the_way}{error}")
        except (OSError, http.client.HTTPException) as error:
            late = time.monotonic() >= deadline
            return Answer(State.UNREACHABLE, _reason(error, late, manners))
        if status not in _REDIRECTS or not location:
            return _judged(status, moved_to)
        try:
            current = urllib.parse.urljoin(current, location)
        except ValueError:
            return Answer(State.UNREACHABLE, "leads on to what is no web address")
        for_good = for_good and status in _PERMANENT
        moved_to = current if for_good else moved_to
    return Answer(State.UNREACHABLE, f"leads on more than {_MAX_REDIRECTS} times")


def _judged(status: int, moved_to: str) -> Answer:
    if status < 400:
        return Answer(State.MOVED, moved_to) if moved_to else Answer(State.ALIVE)
    known = status in {code.value for code in HTTPStatus}
    told = f"answers {status} {HTTPStatus(status).phrase if known else ''}".strip()
    return Answer(State.DEAD if status in _GONE else State.UNREACHABLE, told)


def _status_of(address: str, manners: Manners, deadline: float) -> tuple[int, str]:
    """Status and Location; many servers refuse HEAD, or answer it wrongly, so a GET decides."""
    status, location = _request("HEAD", address, manners, deadline)
    if status < 400 or status == _TOO_MANY:
        return status, location
    return _request("GET", address, manners, deadline)


def _request(method: str, address: str, manners: Manners, deadline: float) -> tuple[int, str]:
    parts = _parts_of(address)
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    sockets = _sockets(host, port, manners)
    with _connected(sockets, host if secure else "", manners, deadline) as connected:
        connection = http.client.HTTPConnection(host, port)
        connection.sock = connected
        target = urllib.parse.quote(parts.path or "/", safe=_SAFE)
        if parts.query:
            target += "?" + urllib.parse.quote(parts.query, safe=_SAFE)
        headers = {"Host": parts.netloc, "User-Agent": _USER_AGENT, "Accept": "*/*"}
        connection.request(method, target, headers=headers | {"Connection": "close"})
        response = connection.getresponse()  # reads the head only, which http.client bounds
        return response.status, response.getheader("Location") or ""


def _parts_of(address: str) -> urllib.parse.SplitResult:
    try:
        parts = urllib.parse.urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise _NotAsked("it is no web address") from None
    if parts.scheme not in ("http", "https") or not host or len(address) > _LONGEST:
        raise _NotAsked("it is no web address")
    if parts.username is not None or parts.password is not None:
        raise _NotAsked("it carries a user name or password")
    try:
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise _NotAsked("its host is no name") from None
    if not _HOST.fullmatch(ascii_host):
        raise _NotAsked("its host is no name")
    netloc = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    return parts._replace(netloc=f"{netloc}:{parts.port}" if parts.port else netloc)


def _sockets(host: str, port: int, manners: Manners) -> list[_Socket]:
    """Where to connect to; one address of the local network is enough to refuse the name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except ValueError:  # of names longer than the system of names allows, too
        raise _NotAsked("its host is no name") from None
    if not manners.allow_local and not all(is_public(str(place[0])) for *_, place in found):
        raise _NotAsked(f"{host} is in this machine's own network")
    return [(family, place) for family, _, _, _, place in found]


@contextmanager
def _connected(
    sockets: Sequence[_Socket], secure_host: str, manners: Manners, deadline: float
) -> Iterator[socket.socket]:
    """A connection, encrypted if a host is named, that is cut at the deadline."""
    connected = _first_that_answers(sockets, manners, deadline)
    if secure_host:
        connected = _trust().wrap_socket(
            connected, server_hostname=secure_host, do_handshake_on_connect=False
        )
    with connected:
        # A server that sends a byte now and then would keep every single timeout.
        watch = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, (connected,))
        watch.daemon = True
        watch.start()
        try:
            if isinstance(connected, ssl.SSLSocket):
                connected.do_handshake()
            yield connected
        finally:
            watch.cancel()


@cache
def _trust() -> ssl.SSLContext:
    """The certificates that the machine trusts, read once."""
    return ssl.create_default_context()


def _first_that_answers(
    sockets: Sequence[_Socket], manners: Manners, deadline: float
) -> socket.socket:
    error: OSError = OSError("no address")
    for family, place in sockets:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        trying = socket.socket(family, socket.SOCK_STREAM)
        trying.settimeout(min(manners.timeout, left))
        try:
            trying.connect(place)
        except OSError as failed:
            trying.close()
            error = failed
        else:
            return trying
    raise error


def _cut(connected: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _reason(error: Exception, late: bool, manners: Manners) -> str:
    if late or isinstance(error, TimeoutError):
        seconds = manners.deadline if late else manners.timeout
        return f"does not answer within {seconds:g} seconds"
    if isinstance(error, socket.gaierror):
        return "its host is not found"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return "no encrypted connection can be made"
    if isinstance(error, http.client.HTTPException):
        return "does not answer as a web server should"
    return f"cannot be reached: {getattr(error, 'strerror', None) or type(error).__name__}"


def _host_of(address: str) -> str:
    try:
        return urllib.parse.urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
