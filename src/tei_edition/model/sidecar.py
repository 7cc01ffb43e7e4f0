"""What an import made out of a TEI file, kept beside it: the file itself stays as it came."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from tei_edition.disk import read_file
from tei_edition.model.metadata import Metadata

__all__ = [
    "Sidecar",
    "SidecarError",
    "find_sidecar",
    "read_sidecar",
    "sidecar_bytes",
    "sidecar_error",
    "sidecar_path",
]

_SUFFIX: Final = ".metadata.json"


class SidecarError(ValueError):
    """The bytes are no sidecar; the words say why."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The metadata of a document as an import understood them, or an editor corrected them here.

    ``sha256`` is that of the file that they were made out of, ``origin`` its path when it came,
    ``format`` the reader. ``notes`` say what was assumed and what was not understood. ``made`` is a
    digest of the metadata as the import wrote them: by it corrections are known.
    """

    sha256: str
    metadata: Metadata
    format: str = ""
    origin: str = ""
    notes: tuple[str, ...] = ()
    made: str = ""

    @property
    def is_corrected(self) -> bool:
        """Whether an editor has changed the metadata since they were written."""
        return self.made != _digest(self.metadata)

    def described(self, metadata: Metadata, sha256: str) -> Metadata:
        """The metadata of the file, in which what an import assumed may be corrected.

        ``metadata`` is what the file says itself, ``sha256`` that of the file as it is now. If that
        is no longer the file that came, what it says counts, and the sidecar fills the gaps; but
        for the id, which the edition gave.
        """
        if sha256 == self.sha256:
            return self.metadata
        known = self.metadata
        gaps = {
            one.name: getattr(known, one.name)
            for one in fields(Metadata)
            if not getattr(metadata, one.name)
        }
        return replace(metadata, **{**gaps, "id": known.id or metadata.id})

    def to_bytes(self) -> bytes:
        """JSON, without what has its default value; the metadata are taken to be the import's."""
        made = replace(self, made=_digest(self.metadata))
        values = _shape().dump_python(made, mode="json", exclude_defaults=True)
        return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def _shape() -> TypeAdapter[Sidecar]:
    return TypeAdapter(Sidecar)


def _digest(metadata: Metadata) -> str:
    values = _metadata_shape().dump_python(metadata, mode="json", exclude_defaults=True)
    plain = json.dumps(values, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


@cache
def _metadata_shape() -> TypeAdapter[Metadata]:
    return TypeAdapter(Metadata)


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of a TEI file stands: ``L1.metadata.json`` beside ``L1.xml``."""
    return path.with_name(f"{path.name.removesuffix('.xml')}{_SUFFIX}")


def sidecar_bytes(path: Path) -> bytes:
    """The sidecar of the TEI file at ``path`` as it is, b"" if it has none; raises OSError."""
    try:
        return read_file(sidecar_path(path))
    except FileNotFoundError:
        return b""


def read_sidecar(data: bytes) -> Sidecar:
    """Read the bytes of a sidecar; raises SidecarError."""
    try:
        return _shape().validate_json(data)
    except ValidationError as error:
        raise sidecar_error(error) from None


def find_sidecar(path: Path) -> Sidecar | None:
    """That of the TEI file at ``path``, None if it has none that can be read; raises OSError."""
    try:
        return read_sidecar(sidecar_bytes(path))
    except SidecarError:
        return None


def sidecar_error(error: ValidationError) -> SidecarError:
    """What is wrong first, and where."""
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    return SidecarError(f"{where}: {first['msg']}" if where else first["msg"])
