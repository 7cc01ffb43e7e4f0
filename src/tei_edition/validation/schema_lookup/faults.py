"""What can be wrong with the schemas that a document or an edition names."""

from __future__ import annotations

from tei_edition.findings import Fault, Severity

__all__ = ["BROKEN_CATALOG", "SCHEMA_NOT_AVAILABLE", "UNREAD_SCHEMA_LANGUAGE"]

SCHEMA_NOT_AVAILABLE = Fault(
    "VAL012",
    "schema_not_available",
    Severity.WARNING,
    """A document names a schema that is not on this machine, or lies outside the project.

Why:    the document was not validated against it. Nothing is fetched while validating, and no
        document can make the toolkit read files elsewhere.
Remedy: `tei-edition schema add URL` fetches a schema once, and every later validation finds it;
        an XML catalog can lead to a copy; or put the schema into the edition and correct the path.
Source: https://www.w3.org/TR/xml-model/
""",
)
UNREAD_SCHEMA_LANGUAGE = Fault(
    "VAL013",
    "unread_schema_language",
    Severity.WARNING,
    """A document names a schema in RELAX NG compact syntax, or a DTD.

Why:    the document was not validated against it: the compact syntax (.rnc) and DTDs are not read.
Remedy: convert a .rnc with `trang schema.rnc schema.rng`, and name the .rng in the document. What
        was made from an ODD can be made as .rng at once.
Source: https://relaxng.org/compact-20021121.html
""",
)
BROKEN_CATALOG = Fault(
    "VAL014",
    "broken_catalog",
    Severity.WARNING,
    """An XML catalog, or one that it leads to, cannot be used.

Why:    schemas that it knows are not found.
Remedy: mend the file that is named. The catalog of an edition may only lead to files of the
        edition; one that you name with --catalog may lead to any file of this machine.
Source: https://www.oasis-open.org/committees/download.php/14809/xml-catalogs.html
""",
)
