"""From the bytes of a file to its text: the character set found out, nothing else touched."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path
from typing import Final

from tei_edition.converters.charset import guess_charset
from tei_edition.disk import open_file
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.source_text import SourceText

__all__ = ["MAX_BYTES", "read_source", "source_of"]

MAX_BYTES: Final = 32 * 1024 * 1024

EMPTY_SOURCE = Fault(
    "SRC001",
    "empty_source",
    Severity.ERROR,
    """A source holds no text.

Why:    there is nothing to convert; a file may have been saved or copied badly.
Remedy: fill the file or delete it.
""",
)
BINARY_SOURCE = Fault(
    "SRC002",
    "binary_source",
    Severity.ERROR,
    """A source is no plain text.

Why:    PDF, Word and picture files hold their words in ways of their own.
Remedy: save or export the document as plain text in UTF-8, and convert that.
""",
)
UNKNOWN_CHARSET = Fault(
    "SRC003",
    "unknown_charset",
    Severity.ERROR,
    """The characters of a source cannot be made out.

Why:    the bytes are not UTF-8, and read as nonsense in the sets that Windows and old Macs used;
        a wrong guess would fill the edition with wrong letters.
Remedy: open the file where it was written and save it as UTF-8.
""",
)
BROKEN_UTF8 = Fault(
    "SRC004",
    "broken_utf8",
    Severity.ERROR,
    """A source is UTF-8 but for some bytes.

Why:    two files in different character sets were joined, or a transfer cut a letter in half;
        which letter stood there cannot be known.
Remedy: go to the line and column that are named, write the letter again, save as UTF-8.
""",
)
GUESSED_CHARSET = Fault(
    "SRC005",
    "guessed_charset",
    Severity.NOTE,
    """A source was read in an older character set.

Why:    the file is not UTF-8; its character set was found out from the letters that it gives.
Remedy: look at a few accented letters in the result; save the file as UTF-8 to be sure for ever.
""",
)
MOJIBAKE = Fault(
    "SRC006",
    "mojibake",
    Severity.WARNING,
    """A source seems to have been converted between character sets once too often.

Why:    sequences such as "Ã©" or "â€™" are what UTF-8 looks like when it is taken for Windows-1252.
        They are kept as they are, since they might be meant.
Remedy: mend the source; usually another copy of it is right.
""",
)
SOURCE_TOO_LARGE = Fault(
    "SRC007",
    "source_too_large",
    Severity.ERROR,
    """A source is larger than any text that people write.

Why:    32 MB are some ten thousand pages; a file of that size is no source but an accident.
Remedy: split the file.
""",
)
_BOMS: Final = (  # the longer first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_MAGIC: Final = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive, such as DOCX, ODT or EPUB"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
)
_FEW_CONTROLS: Final = 8
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOJIBAKE: Final = re.compile(
    "Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf“”™˜œ¦]|Ä[\u0080-\u008f‡Ÿ]"
)


def read_source(path: Path, shown_path: str) -> tuple[SourceText | None, tuple[Finding, ...]]:
    """Read a plain-text file, whatever it was written in.

    ``shown_path`` is the path relative to the edition, for findings. Gives the text, newlines as in
    the file and without byte-order mark, or None with a finding that is an error. Raises OSError.
    """
    with open_file(path) as file:
        data = file.read(MAX_BYTES + 1)
    return source_of(data, shown_path)


def source_of(data: bytes, shown_path: str) -> tuple[SourceText | None, tuple[Finding, ...]]:
    """The same for bytes in memory."""
    place = Location(shown_path)
    if len(data) > MAX_BYTES:
        return None, (
            SOURCE_TOO_LARGE.at(place, f"more than {MAX_BYTES >> 20} MB", "split the file"),
        )
    magic = next((name for start, name in _MAGIC if data.startswith(start)), "")
    if magic:
        return None, (_binary(place, magic),)
    text, findings = _decode(data, shown_path)
    if text is None:
        return None, findings
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        return None, (
            EMPTY_SOURCE.at(
                place, "the file holds no text", "fill it, or delete it if it is not wanted"
            ),
        )
    source = SourceText(shown_path, text, hashlib.sha256(data).hexdigest())
    return source, (*findings, *_mojibake(source))


def _binary(place: Location, what: str) -> Finding:
    return BINARY_SOURCE.at(place, f"not plain text: {what}", "save it as plain text in UTF-8")


def _decode(data: bytes, shown_path: str) -> tuple[str | None, tuple[Finding, ...]]:
    place = Location(shown_path)
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _decode_strictly(data[len(bom) :], codec, name, shown_path)
    wide = _wide_codec(data)
    if wide:
        return _decode_strictly(data, wide, "UTF-16", shown_path)
    controls = len(_CONTROLS.findall(data))
    if b"\0" in data or (controls > _FEW_CONTROLS and controls * 50 > len(data)):
        what = "it has NUL bytes" if b"\0" in data else "a good part of it is control characters"
        return None, (_binary(place, what),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            return None, (_broken(data, error, shown_path),)
    guess = guess_charset(data)
    if guess is None:
        return None, (
            UNKNOWN_CHARSET.at(
                place,
                "neither UTF-8 nor a Windows or Macintosh character set that makes words of it",
                "open it where it was written and save it as UTF-8",
            ),
        )
    sure = "" if guess.sure else ", though others come close"
    return data.decode(guess.codec), (
        GUESSED_CHARSET.at(
            place,
            f"not UTF-8; read as {guess.name}{sure}",
            "look at some accented letters in the result, or save the file as UTF-8",
        ),
    )


def _decode_strictly(
    data: bytes, codec: str, name: str, shown_path: str
) -> tuple[str | None, tuple[Finding, ...]]:
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError as error:
        if codec == "utf-8":
            return None, (_broken(data, error, shown_path),)
        return None, (
            UNKNOWN_CHARSET.at(
                Location(shown_path),
                f"begins as {name} but is none from byte {error.start} on",
                "open the file where it was written and save it as UTF-8",
            ),
        )


def _wide_codec(data: bytes) -> str:
    """UTF-16 without a mark: Latin text has a NUL in every second byte."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if not pairs or len(data) % 2:
        return ""
    if sample[1::2].count(0) > pairs * 0.7 and sample[0::2].count(0) == 0:
        return "utf-16-le"
    if sample[0::2].count(0) > pairs * 0.7 and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


_UTF8_SEQUENCE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether most bytes outside ASCII are letters of UTF-8, which no other set makes by chance."""
    sequences = _UTF8_SEQUENCE.findall(data)
    inside = sum(map(len, sequences))
    high = len(re.findall(rb"[\x80-\xff]", data))
    return inside > (high - inside) * 2


def _broken(data: bytes, error: UnicodeDecodeError, shown_path: str) -> Finding:
    before = data[: error.start].decode("utf-8")
    line = len(re.findall(r"\r\n|\r|\n", before)) + 1
    column = len(re.split(r"\r\n|\r|\n", before)[-1]) + 1
    return BROKEN_UTF8.at(
        Location(shown_path, line, column),
        f"UTF-8 but for the byte 0x{data[error.start]:02X} here",
        "write the letter again and save the file as UTF-8",
    )


def _mojibake(source: SourceText) -> tuple[Finding, ...]:
    found = _MOJIBAKE.search(source.text)
    if not found:
        return ()
    count = sum(1 for _ in _MOJIBAKE.finditer(source.text))
    places = "1 place" if count == 1 else f"{count} places"
    return (
        MOJIBAKE.at(
            source.locate(found.start()),
            f"{found[0]!r} looks like UTF-8 that was taken for Windows-1252 ({places})",
            "mend the source, or take another copy of it",
        ),
    )
