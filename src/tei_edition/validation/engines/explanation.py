"""Why an invalid document is invalid, as far as a grammar's vocabulary tells."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import TEI, XML
from tei_edition.validation.engines.vocabulary import ANY, ElementRule

__all__ = [
    "INVALID",
    "MISPLACED",
    "MISSING_ATTRIBUTE",
    "MISSING_CHILD",
    "MOST_LISTED",
    "UNEXPECTED_ATTRIBUTE",
    "UNEXPECTED_ELEMENT",
    "UNEXPECTED_TEXT",
    "WRONG_VALUE",
    "allowed_here",
    "explain",
    "instead",
    "listed",
    "nearest",
    "short",
    "shown",
]

NAME: Final = "relaxng"
MOST_LISTED: Final = 25
_SOURCE: Final = "Source: https://relaxng.org/spec-20011203.html"

UNEXPECTED_ELEMENT = Fault(
    "RNG001",
    "unexpected_element",
    Severity.ERROR,
    f"""The schema does not know this element in its parent.

Why:    programs that read the edition rely on the schema: what it does not know gets lost.
Remedy: correct the name, move the element, or use one of those that are listed.
{_SOURCE}
""",
)
MISSING_CHILD = Fault(
    "RNG002",
    "missing_element",
    Severity.ERROR,
    f"""An element lacks a child that it must have.

Why:    what the schema asks for is what readers and programs look for.
Remedy: add the element that is named.
{_SOURCE}
""",
)
UNEXPECTED_ATTRIBUTE = Fault(
    "RNG003",
    "unexpected_attribute",
    Severity.ERROR,
    f"""The schema does not know this attribute on its element.

Why:    what the schema does not know gets lost on the way to readers.
Remedy: correct the name, delete the attribute, or use one of those that are listed.
{_SOURCE}
""",
)
WRONG_VALUE = Fault(
    "RNG004",
    "wrong_attribute_value",
    Severity.ERROR,
    f"""An attribute has a value that the schema does not allow.

Why:    programs compare values literally: "Letter" is not "letter".
Remedy: use one of the values, or the form, that the hint names.
{_SOURCE}
""",
)
MISSING_ATTRIBUTE = Fault(
    "RNG005",
    "missing_attribute",
    Severity.ERROR,
    f"""An element lacks an attribute that it must have.

Why:    without it nobody knows what the element means.
Remedy: add the attribute.
{_SOURCE}
""",
)
UNEXPECTED_TEXT = Fault(
    "RNG006",
    "unexpected_text",
    Severity.ERROR,
    f"""Text stands straight in an element that holds elements only.

Why:    it belongs to no paragraph, heading or line, and would be shown nowhere.
Remedy: wrap it in a paragraph, or move it into the element beside it.
{_SOURCE}
""",
)
MISPLACED = Fault(
    "RNG007",
    "misplaced_element",
    Severity.ERROR,
    f"""An element stands in the right parent, but at the wrong place in it.

Why:    the schema asks for an order, or for one where there are two.
Remedy: put it where the schema wants it; look at what stands before it.
{_SOURCE}
""",
)
INVALID = Fault(
    "RNG010",
    "invalid_by_grammar",
    Severity.ERROR,
    f"""The document is invalid, in words of the validator's own.

Why:    the fault is of a kind that has no page of its own.
Remedy: compare the place with a valid document.
{_SOURCE}
""",
)


def explain(
    document: TeiDocument, vocabulary: Mapping[str, ElementRule]
) -> Iterator[tuple[etree._Element, Finding]]:
    """Each fault that needs no matching to be seen, with the element that bears it.

    What stands in an unknown element is not looked at: one fault, one finding.
    """
    stack = [document.root] if vocabulary else []
    while stack:
        element = stack.pop()
        rule = vocabulary.get(str(element.tag))
        if rule is None:
            continue
        yield from _faults(document, element, rule, vocabulary)
        stack.extend(child for child in reversed(element) if isinstance(child.tag, str))


def _faults(
    document: TeiDocument,
    element: etree._Element,
    rule: ElementRule,
    vocabulary: Mapping[str, ElementRule],
) -> Iterator[tuple[etree._Element, Finding]]:
    yield from ((element, finding) for finding in _attribute_faults(document, element, rule))
    present = set()
    for child in element.iterchildren("*"):
        tag = str(child.tag)
        present.add(tag)
        if tag not in rule.children and ANY not in rule.children:
            yield child, _unexpected(document, child, rule, vocabulary)
    for name in sorted(rule.required_children - present):
        yield (
            element,
            MISSING_CHILD.at(
                locate(element, document.path),
                f"{shown(element.tag)} lacks {shown(name)}",
                f"add {shown(name)}",
                engine=NAME,
            ),
        )
    if not rule.text and (text := _own_text(element)):
        yield (
            element,
            UNEXPECTED_TEXT.at(
                locate(element, document.path),
                f'text "{short(text)}" stands straight in {shown(element.tag)}',
                f"wrap it in one of: {allowed_here(rule)}",
                engine=NAME,
            ),
        )


def _attribute_faults(
    document: TeiDocument, element: etree._Element, rule: ElementRule
) -> Iterator[Finding]:
    name, wild = shown(element.tag), ANY in rule.attributes
    for key, value in sorted((str(key), str(value)) for key, value in element.attrib.items()):
        attribute = rule.attributes.get(key)
        if attribute is None and not wild:
            yield UNEXPECTED_ATTRIBUTE.at(
                locate(element, document.path),
                f"@{shown(key)} is not allowed on {name}",
                instead(key, rule.attributes),
                engine=NAME,
            )
        elif attribute and not attribute.takes(value):
            yield WRONG_VALUE.at(
                locate(element, document.path),
                f'@{shown(key)}="{short(value)}" is not allowed on {name}',
                f"{nearest(value, attribute.values)}expected: {attribute.expected}",
                engine=NAME,
            )
    for key in sorted(rule.required_attributes - {str(key) for key in element.attrib}):
        expected = rule.attributes[key].expected
        yield MISSING_ATTRIBUTE.at(
            locate(element, document.path),
            f"{name} lacks @{shown(key)}",
            f"add it; expected: {expected}" if expected else "add it",
            engine=NAME,
        )


def _unexpected(
    document: TeiDocument,
    child: etree._Element,
    rule: ElementRule,
    vocabulary: Mapping[str, ElementRule],
) -> Finding:
    parent = child.getparent()
    name, around = shown(child.tag), shown(parent.tag) if parent is not None else "the document"
    known = str(child.tag) in vocabulary
    message = (
        f"{name} may not stand in {around}"
        if known
        else f"{name} is no element of the schema (in {around})"
    )
    return UNEXPECTED_ELEMENT.at(
        locate(child, document.path), message, instead(str(child.tag), rule.children), engine=NAME
    )


def instead(name: str, allowed: Iterable[str]) -> str:
    """What to write instead of a name: the nearest of those allowed, and all of them."""
    names = sorted({shown(entry) for entry in allowed if entry != ANY})
    if not names:
        return "delete it: nothing may stand here"
    return f"{nearest(shown(name), names)}allowed: {listed(names)}"


def nearest(name: str, names: Iterable[str]) -> str:
    """ "did you mean …? " with the name nearest to this one, "" if none is near."""
    by_lower: dict[str, str] = {}
    for entry in names:
        by_lower.setdefault(entry.lower(), entry)
    near = difflib.get_close_matches(name.lower()[:100], list(by_lower), 1, 0.7)
    return f'did you mean "{by_lower[near[0]]}"? ' if near else ""


def listed(names: list[str], most: int = MOST_LISTED) -> str:
    """Names in a row, the first ones of many."""
    return ", ".join(names[:most]) + (f" … ({len(names)} in all)" if len(names) > most else "")


def allowed_here(rule: ElementRule, *, required: bool = False) -> str:
    """The names of the children that may, or must, stand in an element, in words."""
    names = rule.required_children if required else set(rule.children) - {ANY}
    return listed(sorted(shown(name) for name in names)) or "nothing"


def _own_text(element: etree._Element) -> str:
    parts = [element.text or "", *(child.tail or "" for child in element)]
    return next((part.strip() for part in parts if part.strip()), "")


def short(text: str, most: int = 40) -> str:
    """A text, its end left out if it is long."""
    return text if len(text) <= most else text[: most - 1] + "…"


def shown(name: object) -> str:
    """A name as an editor writes it: TEI's without prefix, xml:id, others with their namespace."""
    text = str(name)
    if text.startswith(f"{{{TEI}}}"):
        return text.rpartition("}")[2]
    if text.startswith(f"{{{XML}}}"):
        return f"xml:{text.rpartition('}')[2]}"
    return text
