"""Documents made at random of what the rules of a Schematron schema name, so that they speak."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import NamedTuple

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
IDS = [f"i{number}" for number in range(8)]
POINTERS = [*(f"#{name}" for name in IDS), "#i1 #i2", "http://example.org/a"]
ODDITIES = ["1912", "1911-02-30", "1912-01-01", "3", "0", "-1", "", "a b", *IDS, *POINTERS]
COUNTS = ["0", "1", "2", "3", "30"]
# What the variables of rules can reckon with: where they cannot, Saxon gives up the document. It
# takes white space from xml:id, as an XML processor may; ours does not.
FITTING = {
    "xml:id": IDS,
    "minOccurs": COUNTS,
    "maxOccurs": [*COUNTS, "unbounded"],
    "points": ["1,2 3,4", "1,2 3,4 5,6", "1,2 3,4 1,2"],
    "validUntil": ["1912-01-01", "2999-12-31", "soon"],
}


class Vocabulary(NamedTuple):
    """Elements and attributes that rules name, and the strings that they compare with."""

    elements: list[str]
    attributes: list[str]
    strings: list[str]


def read_vocabulary(path: Path) -> Vocabulary:
    """What stands in the expressions of a schema."""
    wanted = ("test", "context", "select", "value")
    text = "\n".join(
        element.get(name, "") for element in etree.parse(path).iter("*") for name in wanted
    )
    return Vocabulary(
        sorted(set(re.findall(r"tei:([A-Za-z]\w*)", text))),
        sorted(set(re.findall(r"@((?:xml:)?[A-Za-z]\w*)", text))),
        sorted(set(re.findall(r"'([^'\n]{0,30})'", text))),
    )


def random_document(seed: int, vocabulary: Vocabulary, size: int = 200) -> bytes:
    """A TEI document of ``size`` elements, at most 20 deep."""
    dice = random.Random(seed)
    values = [*vocabulary.strings, *ODDITIES]
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
    made = [(root, 0)]
    for _ in range(size):
        near = made[max(0, len(made) - 1 - int(dice.expovariate(0.3)))]
        parent, depth = near if dice.random() < 0.7 else dice.choice(made)
        child = etree.SubElement(parent, f"{{{TEI}}}{dice.choice(vocabulary.elements)}")
        for _ in range(dice.choice((0, 1, 1, 2, 3, 5))):
            name = dice.choice(vocabulary.attributes)
            child.set(name.replace("xml:", f"{{{XML}}}"), dice.choice(FITTING.get(name, values)))
        child.text = dice.choice(values) if dice.random() < 0.3 else None
        child.tail = dice.choice(values) if dice.random() < 0.2 else None
        if dice.random() < 0.1:
            note = dice.choice((etree.Comment("aside"), etree.ProcessingInstruction("p", "i")))
            note.tail = dice.choice(values)
            parent.append(note)
        if depth < 19:
            made.append((child, depth + 1))
    return etree.tostring(root)
