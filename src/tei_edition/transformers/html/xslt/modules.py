"""A stylesheet with all its modules: which there are, and whether they do what they may do."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from lxml import etree

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import CONFIG_NAME, PUBLICATION_FOLDER, line_of_key
from tei_edition.tei.locate import line_of
from tei_edition.tei.read import IllFormed, parse_xml

__all__ = ["BROKEN_STYLESHEET", "XSL", "Stylesheet", "find_stylesheet"]

BROKEN_STYLESHEET: Final = Fault(
    "PUB043",
    "broken_stylesheet",
    Severity.ERROR,
    """The XSLT stylesheet of [site] xslt cannot be used, or fails for a document.

Why:    the texts are shown as the toolkit renders them.
Fails:  <xsl:value-of select="document('/etc/passwd')"/>
Passes: <xsl:value-of select="tei:persName"/>
Remedy: mend the line that is named. A stylesheet may use the document that it is given and modules
        in publication/; it may not read or write anything else, or ask for the time.
Source: https://www.w3.org/TR/xslt-10/, https://www.w3.org/TR/xslt-30/
""",
)
XSL: Final = "http://www.w3.org/1999/XSL/Transform"
_MODULES: Final = frozenset(f"{{{XSL}}}{name}" for name in ("include", "import"))
_ROOTS: Final = frozenset(f"{{{XSL}}}{name}" for name in ("stylesheet", "transform"))
_REFUSED: Final = frozenset(
    f"{{{XSL}}}{name}"
    for name in """document evaluate import-schema result-document source-document
    use-package""".split()
) | {"{http://exslt.org/common}document", "{http://icl.com/saxon}output"}
# Functions that read other files or the surroundings, or differ from day to day.
_FUNCTION: Final = re.compile(
    r"(?<![\w.-])(document|doc|doc-available|collection|uri-collection|json-doc|unparsed-text"
    r"|unparsed-text-lines|unparsed-text-available|environment-variable"
    r"|available-environment-variables|stream-available|function-lookup|load-xquery-module"
    r"|transform|parse-xml|current-date|current-dateTime|current-time)\s*[(#]"
)
_NAMESPACES: Final = re.compile(
    r"http://exslt\.org/(dates-and-times|random)|http://saxon\.sf\.net/|http://icl\.com/saxon|java:"
    r"|http://xml\.apache\.org/"
)
_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE")
_MOST: Final = 200  # modules
_SAXON: Final = "saxonche"


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """A stylesheet that may run; ``digest`` changes with any of its modules."""

    path: str
    place: Path
    needs_saxon: bool
    digest: tuple[tuple[str, int, int], ...]


class _Refused(ValueError):
    def __init__(self, path: str, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.finding = BROKEN_STYLESHEET.at(Location(path, line), message, hint)


def find_stylesheet(root: Path, path: str) -> tuple[Stylesheet | None, tuple[Finding, ...]]:
    """The stylesheet of an edition, None without one or with findings that say why not.

    Raises OSError if a module is there, but cannot be read.
    """
    if not path:
        return None, ()
    if not (root / path).is_file():
        line = line_of_key(root, "site.xslt")
        finding = BROKEN_STYLESHEET.at(
            Location(CONFIG_NAME, line), f"there is no {path}", "correct [site] xslt"
        )
        return None, (finding,)
    return _found(root, path, _stamp(root))


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of all files that may be modules."""
    base = root / PUBLICATION_FOLDER
    files = (place for place in sorted(base.rglob("*")) if place.is_file())
    states = ((place, place.stat()) for place in files)
    return tuple((place.as_posix(), one.st_size, one.st_mtime_ns) for place, one in states)


@lru_cache(maxsize=4)
def _found(
    root: Path, path: str, stamp: tuple[tuple[str, int, int], ...]
) -> tuple[Stylesheet | None, tuple[Finding, ...]]:
    place = (root / path).resolve()
    try:
        version = ""
        for main in _checked_modules(root, path):
            version = version or main
        needs_saxon = not version.startswith("1.")
        if needs_saxon and importlib.util.find_spec(_SAXON) is None:
            raise _Refused(
                path,
                1,
                f"version {version} needs Saxon, which is not installed",
                'pip install "tei-edition[saxon]", or write the stylesheet in XSLT 1.0',
            )
    except _Refused as refused:
        return None, (refused.finding,)
    except IllFormed as error:
        return None, (error.finding,)
    return Stylesheet(path, place, needs_saxon, stamp), ()


def _checked_modules(root: Path, path: str) -> Iterator[str]:
    """The version of each module, the main one first; raises _Refused or IllFormed."""
    folder = (root / PUBLICATION_FOLDER).resolve()
    waiting, seen = [(root / path)], set[Path]()
    while waiting:
        place = waiting.pop(0)
        shown = place.relative_to(root).as_posix()
        if place.resolve() in seen:
            continue
        seen.add(place.resolve())
        if not place.resolve().is_relative_to(folder) or len(seen) > _MOST:
            raise _Refused(shown, 0, "lies outside publication/", "put it there, without links")
        data = place.read_bytes()
        tree = parse_xml(data, shown)
        top = tree.getroot()
        if _DOCTYPE.search(data):
            raise _Refused(shown, 1, "has a DOCTYPE", "write its entities as characters")
        if top.tag not in _ROOTS:
            raise _Refused(shown, line_of(top), "is no xsl:stylesheet", "begin with xsl:stylesheet")
        yield top.get("version", "").strip()
        for href, line in _hrefs(top, shown):
            module = place.parent / href
            if re.match(r"[A-Za-z][\w+.-]*:|[/\\]", href) or ".." in href.split("/"):
                raise _Refused(
                    shown, line, f"includes {href!r}", "include files in the same folder or below"
                )
            if not module.is_file():
                raise _Refused(shown, line, f"there is no {href}", "correct the href")
            waiting.append(module)


def _hrefs(top: etree._Element, path: str) -> Iterator[tuple[str, int]]:
    """What a module includes or imports; raises _Refused for what it must not do."""
    for element in top.iter():
        line = line_of(element)
        if not isinstance(element.tag, str):
            continue
        if element.tag in _REFUSED or element.get(_BASE) is not None:
            name = etree.QName(element).localname
            raise _Refused(path, line, f"<{name}> is not allowed here", "see PUB043")
        for address in element.nsmap.values():
            if address and _NAMESPACES.match(address):
                raise _Refused(path, line, f"the namespace {address} is not allowed", "see PUB043")
        in_xsl = element.tag.startswith(f"{{{XSL}}}")
        expressions = []
        for attribute, value in element.attrib.items():
            # An attribute _select gives the value of select when all has been checked.
            if in_xsl and str(attribute).startswith("_"):
                message = f"the attribute {attribute!s} is not allowed"
                raise _Refused(path, line, message, "see PUB043")
            # xsl:use-when may stand at any element.
            if in_xsl or str(attribute).startswith(f"{{{XSL}}}") or "{" in str(value):
                expressions.append(str(value))
        texts = [element.text, *(child.tail for child in element)]
        expressions += [text for text in texts if text and "{" in text]
        for one in expressions:
            called = _FUNCTION.search(one)
            if called is not None:
                raise _Refused(path, line, f"{called[1]}() is not allowed", "see PUB043")
        if element.tag in _MODULES:
            yield element.get("href", "").strip(), line
