"""Talking to a reconciliation service: what is asked, and what of the answer counts."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tei_edition.network import request
from tei_edition.registers.reconciliation.protocol import (
    Answer,
    BadAnswer,
    Manifest,
    Query,
    queries_as_json,
    read_answers,
    read_manifest,
)
from tei_edition.web_address import NetworkError
from tei_edition.web_address import checked_address as checked_web_address

__all__ = ["Service", "ServiceError", "checked_address"]

_MAX_BYTES: Final = 16 * 1024 * 1024


class ServiceError(ValueError):
    """The service cannot be reached, or does not answer as it should; says why in one line."""


def checked_address(address: str) -> str:
    """The address of a service; raises ServiceError unless it is http: or https: with a host."""
    try:
        return checked_web_address(address)
    except NetworkError as error:
        raise ServiceError(str(error)) from None


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
        try:
            reply = request(
                self.address,
                timeout=self.timeout,
                most_bytes=_MAX_BYTES,
                form=form,
                accept="application/json",
                agent="tei-edition (register reconcile)",
            )
        except NetworkError as error:
            raise ServiceError(str(error)) from None
        try:
            return _json(reply.content)
        except BadAnswer as error:
            raise ServiceError(f"{self.address}: {error}") from None


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise BadAnswer("the answer is no JSON; is this the address of the service?") from None
    except RecursionError:
        raise BadAnswer("the answer is nested too deeply") from None
