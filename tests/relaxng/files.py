"""Schemas in memory and on disk, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from tei_edition.relaxng import (
    Automaton,
    Grammar,
    GrammarError,
    GrammarFault,
    Validation,
    compile_grammar,
)

RNG = "http://relaxng.org/ns/structure/1.0"
W3C = "http://www.w3.org/2001/XMLSchema-datatypes"


@dataclass
class InMemory:
    files: Mapping[str, str]
    asked: list[str] = field(default_factory=list)

    def read(self, name: str) -> bytes:
        self.asked.append(name)
        if name not in self.files:
            raise GrammarError(f"no file {name}")
        return self.files[name].encode()

    def parse(self, data: bytes, name: str) -> etree._Element:
        return parse(data)


@dataclass
class InFolder:
    folder: Path

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def parse(self, data: bytes, name: str) -> etree._Element:
        return parse(data)


def parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise GrammarError(str(error)) from None


def compiled(schema: str, **others: str) -> Grammar:
    """A grammar from text; RELAX NG is its default namespace, W3C its library."""
    root, _, rest = schema.partition(">")
    slash = "/" if root.endswith("/") else ""
    head = f'{root.removesuffix("/")} xmlns="{RNG}" datatypeLibrary="{W3C}"{slash}>'
    return compile_grammar(InMemory({"main.rng": head + rest, **others}), "main.rng")


def validation(schema: str, **others: str) -> Validation:
    return Validation(Automaton(compiled(schema, **others)))


def faults(schema: str, document: str) -> list[GrammarFault]:
    return list(validation(schema).faults(etree.fromstring(document.encode())))
