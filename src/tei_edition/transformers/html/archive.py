"""All TEI files of the edition as one file, for readers who want to have and search them all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Final

from tei_edition.model.output import OutputFile
from tei_edition.transformers.addresses import address_of_document
from tei_edition.transformers.html.registers import register_files
from tei_edition.transformers.html.site import Site

__all__ = ["ARCHIVE", "archive_file"]

ARCHIVE: Final = "edition.zip"
_FOLDER: Final = "edition"  # so that unpacking it anywhere mixes with nothing
_FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # that ZIP knows: no clock
_UNIX: Final = 3
_MODE: Final = 0o100644 << 16


def archive_file(site: Site) -> Iterator[OutputFile]:
    """``edition.zip``: documents and registers with the paths that they have in the site.

    Nothing for an edition without either. The archive is held as a whole, about a quarter of what
    is in it. Raises OSError if a file cannot be read any more.
    """
    registers = [(file.path, file.content) for file in register_files(site.edition)]
    documents = [(one.kind, one.id, one.sha256) for one in site.documents]
    if registers or documents:
        files = chain(_documents(site), registers)
        yield site.press.file(ARCHIVE, (documents, registers), partial(_packed, files))


def _documents(site: Site) -> Iterator[tuple[str, bytes]]:
    """Names and contents, read one after the other."""
    for one in site.documents:
        yield address_of_document(one.kind, one.id, ".xml"), site.edition.read_bytes(one)


def _packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(f"{_FOLDER}/{name}", _FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, content)
    return target.getvalue()
