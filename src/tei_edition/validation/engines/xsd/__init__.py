"""W3C XML Schema: libxml2 gives the verdict, the package xmlschema the reasons; 1.1 is its alone.

Source: https://www.w3.org/TR/xmlschema-1/, https://www.w3.org/TR/xmlschema11-1/
"""

from __future__ import annotations

from lxml import etree

from tei_edition.validation.engines import Engine
from tei_edition.validation.engines.schema_file import SchemaFile

__all__ = ["accepts", "compile_schema"]


def accepts(root: etree._Element) -> bool:
    """Whether the schema is W3C XML Schema."""
    return bool(root.tag == "{http://www.w3.org/2001/XMLSchema}schema")


def compile_schema(schema: SchemaFile) -> Engine:
    """Compile a schema; raises BrokenSchema."""
    # xmlschema takes long to import, and mostly RELAX NG says all.
    from tei_edition.validation.engines.xsd.engine import compiled  # noqa: PLC0415

    return compiled(schema)
