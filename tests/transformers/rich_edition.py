"""The specimen edition with what few editions have: images, and a translation apart."""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

from .rendering import SPECIMEN

LETTER = "letters/letter-1921-03-04-weidner-to-hallberg.html"
REPLY = "letters/letter-1921-03-19-hallberg-to-weidner.html"
GERMAN = "letters/letter-1921-05-01-german.html"
ENGLISH = "letters/letter-1921-05-01-english.html"
_FOLDER = Path("editions/letters")


def image() -> bytes:
    """A PNG file of three by four pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    pixels = zlib.compress((b"\0" + bytes([240, 228, 200]) * 3) * 4)
    header = struct.pack(">IIBBBBB", 3, 4, 8, 2, 0, 0, 0)
    ends = chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(ends)


def write_rich_edition(root: Path) -> None:
    """Write it into a folder that does not exist yet."""
    shutil.copytree(SPECIMEN, root)
    (root / "editions/images").mkdir()
    for name in ("one.png", "two.png", "other.png"):
        (root / "editions/images" / name).write_bytes(image())
    (root / "secret.txt").write_text("no image", encoding="utf-8")
    change(
        root / _FOLDER / Path(LETTER).with_suffix(".xml").name,
        ('<pb n="1"/>', '<pb n="1" facs="#surface-1"/>'),
        ('<pb n="2"/>', '<pb n="2" facs="../images/two.png"/>'),
        (
            "</teiHeader>",
            '</teiHeader><facsimile sameAs="https://iiif.example/x/manifest.json">'
            '<surface xml:id="surface-1"><graphic url="../images/one.png"/></surface>'
            '<graphic url="../images/other.png"/><graphic url="https://far.example/back.jpg"/>'
            "</facsimile>",
        ),
    )
    reply = (root / _FOLDER / Path(REPLY).with_suffix(".xml").name).read_text(encoding="utf-8")
    start, end = reply.index('<div type="translation"'), reply.index("</body>")
    german = reply[:start] + reply[end:]
    original = root / _FOLDER / Path(GERMAN).with_suffix(".xml").name
    original.write_text(german, encoding="utf-8")
    change(original, (Path(REPLY).stem, Path(GERMAN).stem))
    translation = root / _FOLDER / Path(ENGLISH).with_suffix(".xml").name
    own = reply.index('<div type="letter"')
    translation.write_text(reply[:own] + reply[start:], encoding="utf-8")
    change(
        translation,
        (Path(REPLY).stem, Path(ENGLISH).stem),
        ('<div type="translation" xml:lang="en">', '<div type="letter">'),
        ('xml:lang="de"', 'xml:lang="en"'),
        ("stick again.</p>", "stick<note place='foot'>A note.</note> again.</p>"),
        (
            "<correspContext>",
            "<correspContext>"
            f'<ref type="translation-of" target="letter:{Path(GERMAN).stem}">German</ref>',
        ),
    )


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
