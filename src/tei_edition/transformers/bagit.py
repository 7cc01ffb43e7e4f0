"""BagIt 1.0: the edition's files with checksums, as archives take them; an RO-Crate is inside.

Source: RFC 8493
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from tei_edition import __version__
from tei_edition.edition import Edition
from tei_edition.model.output import OutputFile
from tei_edition.source_text import normalise_space
from tei_edition.transformers.ro_crate import crate_files

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "bagit"
DESCRIPTION: Final = "BagIt: the edition's files with checksums and an RO-Crate description"

_FOLDER: Final = "bag"
_DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def render(edition: Edition) -> Iterator[OutputFile]:
    """``bag/``: payload in ``data/``, then the tag files, whose checksums need it.

    Raises OSError if a file cannot be read.
    """
    sums: dict[str, str] = {}
    octets = 0
    for file in crate_files(edition):
        path, content = f"data/{file.path}", file.content
        octets += len(content)
        sums[path] = hashlib.sha256(content).hexdigest()
        yield replace(file, path=f"{_FOLDER}/{path}")
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _info(edition, octets, len(sums)),
        "manifest-sha256.txt": _manifest(sums),
    }
    of_tags = {name: hashlib.sha256(content).hexdigest() for name, content in tags.items()}
    tags["tagmanifest-sha256.txt"] = _manifest(of_tags)
    for name, content in tags.items():
        yield OutputFile(f"{_FOLDER}/{name}", content)


def _info(edition: Edition, octets: int, streams: int) -> bytes:
    table = edition.config.edition
    fields = {
        "Source-Organization": table.publisher,
        "External-Description": table.description or table.title,
        "External-Identifier": table.base_url or table.id,
        "Bagging-Date": table.date if len(table.date) == 10 else "",
        "Bag-Software-Agent": f"tei-edition {__version__}",
        "Payload-Oxum": f"{octets}.{streams}",
    }
    lines = (f"{name}: {normalise_space(value)}\n" for name, value in fields.items() if value)
    return "".join(lines).encode()


def _manifest(sums: Mapping[str, str]) -> bytes:
    """One line for each file; line breaks and percent signs in names are escaped (2.1.3)."""
    escapes = {ord("%"): "%25", ord("\n"): "%0A", ord("\r"): "%0D"}
    return "".join(f"{sums[name]}  {name.translate(escapes)}\n" for name in sorted(sums)).encode()
