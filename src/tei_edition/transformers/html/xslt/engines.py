"""libxslt and Saxon behind one interface, each kept from everything but stylesheet and document.

What was verified for libxslt: reading and writing of files and of the network are denied when a
stylesheet runs. Saxon is allowed to read files when it compiles, and nothing when it runs; what it
could do beyond that (xsl:result-document, unparsed-text() …) is refused before (``modules``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from lxml import etree

from tei_edition.tei.read import parse_xml
from tei_edition.transformers.html.xslt.modules import XSL

__all__ = ["Engine", "XsltError", "engine_for"]

_OUTPUT: Final = f"{{{XSL}}}output"
_PLACE: Final = re.compile(r"on line (\d+)")


class XsltError(ValueError):
    """A stylesheet cannot be compiled or run; ``path`` ("") and ``line`` (0) say where if known."""

    def __init__(self, message: str, path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.path, self.line = path, line


class Engine(Protocol):
    """A compiled stylesheet."""

    def run(self, document: bytes, parameters: Mapping[str, str]) -> str:
        """The result as XML without declaration; raises XsltError."""


def engine_for(place: Path, needs_saxon: bool) -> Engine:
    """Compile a stylesheet; raises XsltError."""
    return _Saxon(place) if needs_saxon else _Libxslt(place)


class _Libxslt:
    def __init__(self, place: Path) -> None:
        tree = parse_xml(place.read_bytes(), str(place))
        tree.docinfo.URL = str(place)
        top = tree.getroot()
        for output in top.findall(_OUTPUT):
            top.remove(output)
        # Imports must stand first.
        top.append(etree.Element(_OUTPUT, {"method": "xml", "omit-xml-declaration": "yes"}))
        control: Any = etree.XSLTAccessControl
        try:
            self._run: Any = etree.XSLT(tree, regexp=False, access_control=control.DENY_ALL)
        except etree.XSLTParseError as error:
            raise _error(error) from None

    def run(self, document: bytes, parameters: Mapping[str, str]) -> str:
        quoted = {name: etree.XSLT.strparam(value) for name, value in parameters.items()}
        try:
            return str(self._run(parse_xml(document, "document"), **quoted))
        except etree.XSLTApplyError as error:
            raise _error(error) from None


def _error(error: etree.LxmlError) -> XsltError:
    log: Any = error.error_log
    entries = [entry for entry in log if entry.message.strip()]
    placed = next((entry for entry in entries if entry.line), None)
    words = " ".join(str(error).split()) or "the stylesheet fails"
    if placed is None:
        return XsltError(words[:300])
    return XsltError(words[:300], placed.filename or "", placed.line)


class _Saxon:
    def __init__(self, place: Path) -> None:
        import saxonche  # noqa: PLC0415 - an extra, and slow to begin

        self._place = place
        self._error = saxonche.PySaxonApiError
        self._processor: Any = saxonche.PySaxonProcessor(license=False)
        setting = self._processor.set_configuration_property
        setting("http://saxon.sf.net/feature/allow-external-functions", "false")
        # Some expressions are worked out when a stylesheet is compiled.
        setting("http://saxon.sf.net/feature/allowedProtocols", "file")
        compiler = self._processor.new_xslt30_processor()
        try:
            self._executable: Any = compiler.compile_stylesheet(stylesheet_file=str(place))
        except self._error as error:
            raise self._said(error) from None
        # The modules have been read; from now on nothing else is.
        setting("http://saxon.sf.net/feature/allowedProtocols", "")
        self._executable.set_property("!method", "xml")
        self._executable.set_property("!omit-xml-declaration", "yes")
        self._executable.set_property("!indent", "no")

    def run(self, document: bytes, parameters: Mapping[str, str]) -> str:
        make = self._processor.make_string_value
        try:
            for name, value in parameters.items():
                self._executable.set_parameter(name, make(value))
            node = self._processor.parse_xml(xml_text=document.decode("utf-8"))
            return self._executable.transform_to_string(xdm_node=node) or ""
        except self._error as error:
            raise self._said(error) from None

    def _said(self, error: Exception) -> XsltError:
        words = " ".join(str(error).split())
        line = _PLACE.search(words)
        return XsltError(words[:300], str(self._place), int(line[1]) if line else 0)
