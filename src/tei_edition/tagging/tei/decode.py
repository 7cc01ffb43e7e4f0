"""The characters of an XML file, so that they can be written back byte for byte (#charencoding)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

__all__ = ["FileText", "decode"]

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED: Final = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)[\"']")


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's characters, its line ends as they are; ``mark`` is its byte order mark, if any."""

    text: str
    encoding: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """Another text in the same encoding; what it has no character for is "&#…;"."""
        return self.mark + text.encode(self.encoding, "xmlcharrefreplace")


def decode(data: bytes) -> FileText:
    """The characters of a file; ValueError if they could not be written back as the same bytes."""
    mark, encoding = next(
        ((mark, name) for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), (b"", "")
    )
    if not encoding:
        encoding = next((name for start, name in _UNMARKED if data.startswith(start)), "")
    if not encoding:
        declared = _DECLARED.match(data)
        encoding = declared[1].decode("ascii") if declared else "utf-8"
    try:
        file = FileText(data[len(mark) :].decode(encoding), encoding, mark)
        same = file.mark + file.text.encode(encoding) == data
    except LookupError:
        raise ValueError(f"the encoding {encoding!r} is not known") from None
    except UnicodeError as error:
        raise ValueError(f"it is not {encoding}: {error}") from None
    if not same:
        raise ValueError(f"as {encoding} it cannot be written back byte for byte")
    return file
