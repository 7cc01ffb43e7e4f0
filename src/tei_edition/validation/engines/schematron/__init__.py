"""ISO Schematron: stand-alone, or embedded in RELAX NG as TEI's rules are.

Most expressions become functions on lxml's elements (closures), or XPath 1.0 for libxml2 (alike),
where these decide like XPath 3.1; elementpath evaluates the others.

Query bindings xslt, xslt2, xslt3, xpath, xpath2, xpath3: as far as XPath goes. What needs XSLT
instructions, or cannot be evaluated for another reason, is reported and never passed over.

Source: ISO/IEC 19757-3:2016
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.validation.engines.schema_file import SchemaFile
from tei_edition.validation.engines.schematron.engine import Schematron
from tei_edition.validation.engines.schematron.reading import SCH, read_rules

__all__ = ["accepts", "compile_schema"]

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"


def accepts(root: etree._Element) -> bool:
    """Whether the schema is Schematron, or RELAX NG with Schematron rules in it."""
    if root.tag == f"{SCH}schema":
        return True
    in_grammar = isinstance(root.tag, str) and root.tag.startswith(_RNG)
    return in_grammar and next(root.iter(f"{SCH}pattern"), None) is not None


def compile_schema(schema: SchemaFile, phase: str = "#DEFAULT") -> Schematron:
    """Compile the rules of a phase; raises BrokenSchema if nothing can be made of the schema."""
    return Schematron(read_rules(schema, phase))
