"""Faults that our RELAX NG engine finds, in words for editors."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from lxml import etree

from tei_edition.findings import Fault, Finding, Severity
from tei_edition.relaxng import Expected, GrammarFault, Kind
from tei_edition.relaxng.lines import start_line
from tei_edition.tei.locate import locate
from tei_edition.validation.engines.explanation import (
    INVALID,
    MISPLACED,
    MISSING_ATTRIBUTE,
    MISSING_CHILD,
    MOST_LISTED,
    UNEXPECTED_ATTRIBUTE,
    UNEXPECTED_ELEMENT,
    UNEXPECTED_TEXT,
    WRONG_VALUE,
    listed,
    nearest,
    short,
    shown,
)

__all__ = ["BOUND_HIT", "finding_of"]

WRONG_TEXT = Fault(
    "RNG008",
    "wrong_content",
    Severity.ERROR,
    """The text of an element is none of the values, or not of the form, that the schema allows.

Why:    programs read such elements as data: a number, a date, a word from a list.
Remedy: use one of the values, or the form, that the hint names.
Source: https://relaxng.org/spec-20011203.html
""",
)
WRONG_IDENTITY = Fault(
    "RNG009",
    "identifier_by_grammar",
    Severity.ERROR,
    """An identifier is used twice in a document, or a reference names none that is there.

Why:    an identifier that two elements bear leads nowhere for certain.
Remedy: give each element its own identifier; correct the reference.
Source: https://relaxng.org/compatibility-20011203.html#id
""",
)
BOUND_HIT = Fault(
    "RNG022",
    "grammar_bound_hit",
    Severity.WARNING,
    """Validation with RELAX NG was given up: it needs too many states or steps, or takes too long.

Why:    files made to exhaust memory or time do; no edition needs it. The message names the bound.
Remedy: look at the schema's interleaves, repeated choices and regular expressions, and at what is
        odd in the document; the other checks were made.
""",
)

_LOOK: Final = "look at what stands before it: the order is wrong"
# So many names can be read in one sentence.
_FEW: Final = 5
_MANY: Final = 200
_FAULTS: Final[dict[Kind, Fault]] = {
    Kind.UNKNOWN_ELEMENT: UNEXPECTED_ELEMENT,
    Kind.UNEXPECTED_ELEMENT: UNEXPECTED_ELEMENT,
    Kind.MISPLACED_ELEMENT: MISPLACED,
    Kind.MISSING_BEFORE: MISPLACED,
    Kind.MISSING_ELEMENT: MISSING_CHILD,
    Kind.UNEXPECTED_ATTRIBUTE: UNEXPECTED_ATTRIBUTE,
    Kind.EXCLUDED_ATTRIBUTE: UNEXPECTED_ATTRIBUTE,
    Kind.WRONG_VALUE: WRONG_VALUE,
    Kind.MISSING_ATTRIBUTE: MISSING_ATTRIBUTE,
    Kind.UNEXPECTED_TEXT: UNEXPECTED_TEXT,
    Kind.WRONG_TEXT: WRONG_TEXT,
    Kind.DUPLICATE_ID: WRONG_IDENTITY,
    Kind.DANGLING_IDREF: WRONG_IDENTITY,
}


def finding_of(fault: GrammarFault, path: str, engine: str) -> Finding:
    """The finding for a fault of the document ``path``."""
    where = replace(locate(fault.element, path), line=fault.line)
    kind = _FAULTS.get(fault.kind, INVALID)
    return kind.at(where, _message(fault), _hint(fault), engine=engine)


def _message(fault: GrammarFault) -> str:
    own, name = shown(fault.element.tag), shown(fault.name)
    parent = fault.element.getparent()
    around = shown(parent.tag) if parent is not None else ""
    match fault.kind:
        case Kind.UNKNOWN_ELEMENT:
            return f"{name} is no element of the schema" + (f" (in {around})" if around else "")
        case Kind.UNEXPECTED_ELEMENT | Kind.MISPLACED_ELEMENT if not around:
            return f"{name} may not be the outermost element"
        case Kind.UNEXPECTED_ELEMENT:
            return f"{name} may not stand in {around}"
        case Kind.MISPLACED_ELEMENT:
            return f"{name} may stand in {around}, but not here, {_after(fault)}{_belongs(fault)}"
        case Kind.MISSING_BEFORE:
            needed = " and ".join(_one_of(need) for need in fault.expected.required)
            before = f": before it must come {needed}" if needed else f", {_after(fault)}"
            after = f": it belongs after {_at(fault.beside)}" if fault.beside is not None else ""
            return f"{name} may stand in {around}, but not here{before}{'' if needed else after}"
        case Kind.MISSING_ELEMENT:
            need = fault.expected.required[0]
            lacks = "lacks" if len(need) <= _FEW else "is not complete: it lacks"
            return f"{own} {lacks} {_one_of(need)}"
        case Kind.UNEXPECTED_ATTRIBUTE:
            return f"@{name} is not allowed on {own}"
        case Kind.EXCLUDED_ATTRIBUTE:
            return f"@{name} is not allowed on {own} beside its other attributes"
        case Kind.WRONG_VALUE:
            return f'@{name}="{short(fault.value)}" is not allowed on {own}'
        case Kind.MISSING_ATTRIBUTE if not fault.name:
            return f"{own} lacks an attribute"
        case Kind.MISSING_ATTRIBUTE:
            names = [f"@{shown(entry)}" for entry in fault.expected.attributes]
            return f"{own} lacks {' or '.join(names)}"
        case Kind.UNEXPECTED_TEXT:
            return f'text "{short(fault.value)}" stands straight in {own}'
        case Kind.WRONG_TEXT if fault.value:
            return f'"{short(fault.value)}" is not allowed as the text of {own}'
        case Kind.WRONG_TEXT:
            return f"{own} is empty, and must not be"
        case Kind.DUPLICATE_ID:
            return f'@{name}="{short(fault.value)}" on {own} is used before in this file'
        case Kind.DANGLING_IDREF:
            return f'@{name} on {own} names "{short(fault.value)}", which nothing here bears'


def _hint(fault: GrammarFault) -> str:
    expected = fault.expected
    match fault.kind:
        case Kind.UNKNOWN_ELEMENT | Kind.UNEXPECTED_ELEMENT:
            return _instead(fault, fault.name, needed=expected.required)
        case Kind.MISPLACED_ELEMENT:
            return f"{_mend(fault)}; {_instead(fault, needed=expected.required)}"
        case Kind.MISSING_BEFORE if fault.beside is not None and expected.required:
            return f"exchange it with {_at(fault.beside)}"
        case Kind.MISSING_BEFORE if fault.beside is not None:
            return f"{_mend(fault)}; {_instead(fault)}"
        case Kind.MISSING_BEFORE if expected.required:
            need = expected.required[0]
            return f"add {_either(need)} before it{_glosses(expected, need)}"
        case Kind.MISSING_BEFORE:
            return f"{_LOOK}, or something is missing; {_instead(fault)}"
        case Kind.MISSING_ELEMENT:
            return f"add {_either(expected.required[0])}" + _glosses(expected, expected.required[0])
        case Kind.UNEXPECTED_ATTRIBUTE:
            return _instead(fault, fault.name)
        case Kind.EXCLUDED_ATTRIBUTE:
            return "delete one of those that exclude each other"
        case Kind.WRONG_VALUE | Kind.WRONG_TEXT:
            near = nearest(fault.value, expected.values) if fault.value else ""
            return f"{near}expected: {_expected(expected) or _either_of(expected)}"
        case Kind.MISSING_ATTRIBUTE:
            form = _expected(expected)
            gloss = next((text for text in expected.attributes.values() if text), "")
            return (
                "add it"
                + (f"; expected: {form}" if form else "")
                + (f"; it means: {_brief(gloss)}" if gloss else "")
            )
        case Kind.UNEXPECTED_TEXT:
            names = {shown(name) for name in expected.elements if name != "*"}
            return f"wrap it in one of: {_usual_first(fault, names) or 'its children'}"
        case Kind.DUPLICATE_ID:
            return "give each element its own"
        case Kind.DANGLING_IDREF:
            return "correct the reference, or give the element meant this identifier"


def _instead(
    fault: GrammarFault, name: str = "", *, needed: tuple[tuple[str, ...], ...] = ()
) -> str:
    """What may stand there instead of an element or attribute, and what ``name`` may mean."""
    of_attribute = fault.kind == Kind.UNEXPECTED_ATTRIBUTE
    allowed = fault.expected.attributes if of_attribute else fault.expected.elements
    names = {shown(entry) for entry in allowed if entry != "*"}
    if not names:
        return "anything but this may stand here" if allowed else "nothing may stand here"
    near = nearest(shown(name), sorted(names)) if name else ""
    glosses = {shown(entry): gloss for entry, gloss in allowed.items()}
    meant = near.partition('"')[2].partition('"')[0]
    about = f"; {meant}: {_brief(glosses[meant])}" if glosses.get(meant) else ""
    must = f"needed: {', '.join(_either(need) for need in needed[:5])}; " if needed else ""
    return f"{near}{must}allowed: {_usual_first(fault, names)}{about}"


def _usual_first(fault: GrammarFault, names: AbstractSet[str]) -> str:
    """Names in a row, of many those first that are used nearby: it is mostly one of them."""
    near: Iterable[etree._Element] = ()
    parent = fault.element.getparent()
    if len(names) <= MOST_LISTED or fault.kind == Kind.UNEXPECTED_ATTRIBUTE:
        pass
    elif fault.kind == Kind.UNEXPECTED_TEXT:
        inside = itertools.islice(fault.element.iter("*"), _MANY)
        near = (element for element in inside if (element.text or "").strip())
    elif parent is not None:
        near = itertools.islice(parent.iterchildren("*"), _MANY)
    first = [name for name in dict.fromkeys(shown(one.tag) for one in near) if name in names]
    return listed([*first, *sorted(names - set(first))])


def _after(fault: GrammarFault) -> str:
    before = next(fault.element.itersiblings("*", preceding=True), None)
    return f"after {shown(before.tag)}" if before is not None else "as the first"


def _belongs(fault: GrammarFault) -> str:
    if fault.beside is None:
        return ""
    if fault.beside.tag == fault.name:
        return f": there is one already{_line_of(fault.beside)}"
    return f": it belongs before {_at(fault.beside)}"


def _mend(fault: GrammarFault) -> str:
    if fault.beside is None:
        return f"{_LOOK}, or there is one too many"
    if fault.beside.tag == fault.name:
        return "delete it, or join the two"
    return "move it there"


def _at(element: etree._Element) -> str:
    return f"{shown(element.tag)}{_line_of(element)}"


def _line_of(element: etree._Element) -> str:
    return f" (line {start_line(element)})"


def _either(names: tuple[str, ...]) -> str:
    return listed(sorted(shown(name) for name in names), 12).replace(", ", " or ")


def _one_of(names: tuple[str, ...]) -> str:
    """What is missing; the hint lists it where it is one of many."""
    return _either(names) if len(names) <= _FEW else f"one of {len(names)} elements"


def _either_of(expected: Expected) -> str:
    return ", ".join(_either(need) for need in expected.required) or "nothing"


def _glosses(expected: Expected, names: tuple[str, ...]) -> str:
    return _in_words(expected.elements.get(names[0], "")) if len(names) == 1 else ""


def _in_words(gloss: str) -> str:
    return f": {_brief(gloss)}" if gloss else ""


def _brief(gloss: str) -> str:
    """A gloss without the sections of the Guidelines that TEI's schemas put behind it."""
    text, bracket, _ = gloss.rpartition(" [")
    return short(text if bracket and gloss.endswith("]") else gloss, 160)


def _expected(expected: Expected) -> str:
    values = [f'"{value}"' for value in expected.values[:12]]
    more = ["…"] if len(expected.values) > 12 else []
    return ", ".join([*values, *more, *expected.forms])
