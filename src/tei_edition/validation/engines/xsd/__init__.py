"""W3C XML Schema: libxml2 gives the verdict, the package xmlschema the reasons; 1.1 is its alone.

Source: https://www.w3.org/TR/xmlschema-1/, https://www.w3.org/TR/xmlschema11-1/
"""

from __future__ import annotations

from lxml import etree

from tei_edition.findings import Fault, Severity
from tei_edition.validation.engines import Engine
from tei_edition.validation.engines.schema_file import SchemaFile

__all__ = ["XSD_UNFINISHED", "accepts", "compile_schema"]

XSD_UNFINISHED = Fault(
    "XSD021",
    "xsd_not_checked_to_the_end",
    Severity.WARNING,
    """A document was not checked to the end against a W3C Schema.

Why:    assertions and patterns may take any time. With a schema of version 1.1, or one whose
        patterns are too much for libxml2, a document of more than 200,000 elements, or one that
        takes more than 30 seconds, is given up, so that it cannot stop the validation for ever.
        Of more than 1,000 faults the first 1,000 are told.
Remedy: mend what is listed; split the document, or make assertions and patterns of the schema
        simpler.
Source: https://www.w3.org/TR/xmlschema11-1/#cAssertions
""",
)


def accepts(root: etree._Element) -> bool:
    """Whether the schema is W3C XML Schema."""
    return bool(root.tag == "{http://www.w3.org/2001/XMLSchema}schema")


def compile_schema(schema: SchemaFile) -> Engine:
    """Compile a schema; raises BrokenSchema."""
    # xmlschema takes long to import, and mostly RELAX NG says all.
    from tei_edition.validation.engines.xsd.engine import compiled  # noqa: PLC0415

    return compiled(schema)
