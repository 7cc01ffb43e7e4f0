"""Small schemas of every language, for an element ``a`` and what a test adds."""

from __future__ import annotations

RNG_NS = "http://relaxng.org/ns/structure/1.0"
SCH_NS = "http://purl.oclc.org/dsdl/schematron"
XS = "xmlns:xs='http://www.w3.org/2001/XMLSchema'"

# <a/> without content
RNG = f"<element name='a' xmlns='{RNG_NS}'><empty/></element>"
# <a/> of any content, but with @n by Schematron
RNG_WITH_RULES = f"""<grammar xmlns='{RNG_NS}' xmlns:s='{SCH_NS}'>
<s:pattern><s:rule context='a'><s:assert test='@n'>n is missing</s:assert></s:rule></s:pattern>
<start><element name='a'><optional><attribute name='n'/></optional><text/></element></start>
</grammar>"""
XSD = f"<xs:schema {XS}><xs:element name='a'><xs:complexType/></xs:element></xs:schema>"
SCH = f"""<schema xmlns='{SCH_NS}'>
<phase id='strict'><active pattern='p'/></phase>
<phase id='loose'><active pattern='q'/></phase>
<pattern id='p'><rule context='a'><assert test='@n'>n is missing</assert></rule></pattern>
<pattern id='q'><rule context='a'><assert test='@m'>m is missing</assert></rule></pattern>
</schema>"""


def model(href: str, **more: str) -> str:
    """An xml-model instruction."""
    said = {"href": href, **more}
    return "<?xml-model " + " ".join(f'{name}="{text}"' for name, text in said.items()) + "?>\n"
