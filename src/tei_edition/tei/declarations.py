"""How a file says that its text was edited: the practices that its header declares (#HD5)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from tei_edition.tei.languages import language_in_header
from tei_edition.tei.namespaces import tei
from tei_edition.tei.text_of import element_name, text_of

__all__ = ["Declaration", "read_declarations"]


class Declaration(NamedTuple):
    """One practice: the TEI name of what it is about ("hyphenation"; "editorialDecl" for all)."""

    name: str
    text: str
    language: str = ""  # "" if the header does not say it


def read_declarations(root: etree._Element) -> tuple[Declaration, ...]:
    """The practices of samplingDecl and editorialDecl, in the order of the file."""
    encoding_desc = root.find(f"{tei('teiHeader')}/{tei('encodingDesc')}")
    return () if encoding_desc is None else _shared(tuple(_declarations(encoding_desc)))


@lru_cache(maxsize=256)
def _shared(declarations: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """The same object for the same words: thousands of headers repeat them."""
    return declarations


def _declarations(encoding_desc: etree._Element) -> Iterator[Declaration]:
    for declaration in encoding_desc.iterchildren(tei("samplingDecl"), tei("editorialDecl")):
        own = element_name(declaration)
        for part in declaration.iterchildren("*"):
            name, text = element_name(part), text_of(part)
            if text:
                language = language_in_header(part)
                yield Declaration(own if name in ("p", "ab") else name, text, language)
