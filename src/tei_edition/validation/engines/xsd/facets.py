"""XPath for the facet ``xs:assertion``; elementpath wants each parser in a module of its own."""

from __future__ import annotations

from xmlschema.xpath.assertion_parser import XsdAssertionXPathParser

from tei_edition.validation.engines.xsd.assertions import bound_values

__all__ = ["FacetParser"]


class FacetParser(XsdAssertionXPathParser):
    """For the facet ``xs:assertion``."""


bound_values(FacetParser)
