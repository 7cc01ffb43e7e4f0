"""What the package xmlschema finds, in words for editors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

import xmlschema
from lxml import etree
from xmlschema.validators import (
    XsdAssert,
    XsdAssertionFacet,
    XsdAttributeGroup,
    XsdEnumerationFacets,
)
from xmlschema.validators.exceptions import XMLSchemaChildrenValidationError, XMLSchemaDecodeError
from xmlschema.validators.facets import XsdPatternFacets

from tei_edition.relaxng.expected import FORMS, form_of
from tei_edition.validation.engines.explanation import listed, nearest, short, shown
from tei_edition.validation.engines.xsd.reasons import XSD, plain

__all__ = ["concerned", "words_of"]

_ATTRIBUTE: Final = re.compile(r"attribute (\S+?)='.*?': (.*)", re.DOTALL)
_LACKING: Final = re.compile(r"missing required attribute '(.*)'")
_UNKNOWN: Final = re.compile(r"'(.*)' attribute not allowed for element")
_FIXED: Final = re.compile(r"attribute '(.*)' has a fixed value '(.*)'", re.DOTALL)
_TEXT: Final = re.compile(r"character data .* not allowed")
_NO_CHILDREN: Final = "a simple content element can't have child elements"
_NO_ELEMENT: Final = "is not an element of the schema"


def concerned(error: xmlschema.XMLSchemaValidationError) -> etree._Element | None:
    """The element that an error is about: where a child is wrong, the child."""
    child = getattr(error, "invalid_child", None)
    element = child if isinstance(child, etree._Element) else error.elem
    return element if isinstance(element, etree._Element) else None


def words_of(error: xmlschema.XMLSchemaValidationError, element: etree._Element) -> tuple[str, str]:
    """What is wrong with the element that is concerned, and the remedy, "" if there is none."""
    if isinstance(error, XMLSchemaChildrenValidationError):
        return _of_children(error, element)
    reason, name = error.reason or error.message or "", shown(element.tag)
    if lacking := _LACKING.fullmatch(reason):
        return f"{name} lacks @{shown(lacking[1])}", "add it"
    if unknown := _UNKNOWN.fullmatch(reason):
        return f"@{shown(unknown[1])} is not allowed on {name}", _other_attributes(
            error, unknown[1]
        )
    if fixed := _FIXED.fullmatch(reason):
        message = f'@{shown(fixed[1])}="{short(str(error.obj))}" is not allowed on {name}'
        return message, f'expected: "{fixed[2]}"'
    if _TEXT.match(reason):
        text = next((part for part in _own_texts(element) if part), "")
        children = _listed(getattr(error.validator, "iter_elements", tuple)())
        hint = f"wrap it in one of: {children}" if children else "delete it"
        return f'text "{short(text)}" stands straight in {name}', hint
    if reason.startswith(_NO_CHILDREN):
        return f"{name} holds elements, where text alone is allowed", "remove their tags"
    if isinstance(error.validator, XsdAssert):
        return f"{name} does not fulfil the assertion {short(error.validator.path, 160)}", ""
    if reason.endswith(_NO_ELEMENT):
        return f"{name} is no element of the schema", ""
    return _of_value(error, reason, element)


def _of_value(
    error: xmlschema.XMLSchemaValidationError, reason: str, element: etree._Element
) -> tuple[str, str]:
    """A text that is not of its type; anything else in the words of xmlschema."""
    name, attribute = shown(element.tag), _ATTRIBUTE.fullmatch(reason)
    value = (
        error.obj if isinstance(error.obj, str) else "".join(map(str, element.itertext())).strip()
    )
    if attribute:
        message = f'@{shown(attribute[1])}="{short(value)}" is not allowed on {name}'
        reason = attribute[2]
    elif not value:
        message = f"{name} is empty, and must not be"
    else:
        message = f'"{short(value)}" is not allowed as the text of {name}'
    validator = error.validator
    if isinstance(validator, XsdEnumerationFacets):
        values = [str(entry) for entry in validator.enumeration or ()]
        shown_values = listed([f'"{entry}"' for entry in values], 12)
        return message, f"{nearest(value, values)}expected: {shown_values}"
    if isinstance(validator, XsdPatternFacets) and len(validator.regexps) == 1:
        return message, f"expected: {_form(validator.regexps[0])}"
    if isinstance(validator, XsdAssertionFacet):
        return message, f"expected: a $value for which {short(validator.path, 160)} is true"
    if isinstance(error, XMLSchemaDecodeError):
        kind = str(getattr(validator, "name", None) or "")
        expected = kind.removeprefix(XSD)
        if expected:
            return message, f"expected: {FORMS.get(expected, shown(expected))}"
        return message, ""
    if hasattr(validator, "base_type"):  # a facet
        return message, plain(reason)
    return f"{name}: {plain(reason)}", ""


def _form(expression: str) -> str:
    """A regular expression in words; those of xs:ID and its like all say the same."""
    return FORMS["ID"] if expression.startswith("[\\i") else f"text {form_of(expression[:160])}"


def _of_children(
    error: XMLSchemaChildrenValidationError, element: etree._Element
) -> tuple[str, str]:
    outer: Any = error.elem
    group: Any = error.validator
    around, name = shown(outer.tag), shown(element.tag)
    needed = _listed(error.expected or ())
    hint = f"expected: {needed}" if needed else ""
    if element is outer:
        return f"{around} is not complete: an element is missing at its end", hint
    known = {each.name for each in group.iter_elements()}
    if element.tag in known:
        before = next(element.itersiblings("*", preceding=True), None)
        place = f"after {shown(before.tag)}" if before is not None else "as the first"
        return f"{name} may stand in {around}, but not here, {place}", hint
    names = sorted(shown(each) for each in known if each)
    hint = f"{nearest(name, names)}{hint or f'allowed: {listed(names)}'}"
    if element.tag in group.maps.elements:
        return f"{name} may not stand in {around}", hint
    return f"{name} is no element of the schema (in {around})", hint


def _listed(particles: Iterable[Any]) -> str:
    names = {shown(getattr(each, "name", None) or each) for each in particles}
    return listed(sorted(name for name in names if "." not in name))


def _other_attributes(error: xmlschema.XMLSchemaValidationError, name: str) -> str:
    group = error.validator
    if not isinstance(group, XsdAttributeGroup):
        return "delete it"
    names = sorted(shown(entry) for entry in group if entry)
    return f"{nearest(shown(name), names)}allowed: {listed(names) or 'none'}"


def _own_texts(element: etree._Element) -> list[str]:
    return [(part or "").strip() for part in (element.text, *(child.tail for child in element))]
