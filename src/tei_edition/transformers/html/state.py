"""What the behaviours know while one text is rendered, and how they write a start tag."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from lxml import etree

from tei_edition.tei.anchors import Anchors
from tei_edition.tei.mentions import is_machine_made
from tei_edition.tei.namespaces import XML_ID, XML_LANG, local_name, tei
from tei_edition.tei.notes import Notes
from tei_edition.tei.text_of import BLOCK_ELEMENTS
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.markup import (
    Shown,
    attribute,
    escape,
    language_attributes,
)
from tei_edition.transformers.html.renditions import rendition_classes
from tei_edition.transformers.phrases import Phrases

__all__ = ["ALWAYS_BLOCK", "CONTAINERS", "Feature", "State"]

# Whether these are pieces of their own depends on where they stand.
_CONTEXTUAL: Final = frozenset(
    "note noteGrp label bibl biblStruct cit quote desc stage docAuthor docDate".split()
)
ALWAYS_BLOCK: Final = frozenset(tei(name) for name in BLOCK_ELEMENTS - _CONTEXTUAL)
# Elements that hold blocks only: what stands directly in them is a piece of its own.
CONTAINERS: Final = frozenset(
    tei(name)
    for name in """text body front back group div floatingText argument epigraph postscript
    listBibl figure""".split()
) | {tei(f"div{n}") for n in range(1, 8)}
_TRANSPARENT: Final = frozenset({"a", "ins", "del"})  # in HTML they may hold blocks
_NOTE: Final = tei("note")
_TEXT: Final = tei("text")


@lru_cache(maxsize=1024)
def _name_attribute(tag: str) -> str:
    """The element's name in TEI, or its full name where it is none of TEI's."""
    name = local_name(tag)
    if tag == tei(name):
        return f' data-tei="{escape(name)}"'
    return f' data-foreign="{escape(tag)}"'


class Feature(StrEnum):
    """What a text has, so that pages offer only the switches and legends that it needs."""

    ALTERATIONS = "alterations"  # the reading view differs from the document
    MACHINE = "machine"  # tags that no editor has checked


@dataclass(slots=True)
class State:
    """The state of one pass over one document.

    ``title`` and ``date`` are what the page says above the text, ``unseen_heads`` the headings that
    repeat it. ``holders`` are the elements with blocks inside; ``hidden`` says that the reading
    view leaves out the element at hand; ``pending`` are note markers that wait for the end of a
    link, since links do not nest.
    """

    root: etree._Element
    title: str
    date: str
    links: Links
    phrases: Phrases
    notes: Notes
    anchors: Anchors
    holders: set[etree._Element] = field(default_factory=set)
    features: set[Feature] = field(default_factory=set)
    unseen_heads: set[etree._Element] = field(default_factory=set)
    in_link: bool = False
    hidden: bool = False
    pending: list[str] = field(default_factory=list)
    markers: dict[int, list[str]] = field(default_factory=dict)  # number -> ids of its markers
    numbers: dict[etree._Element, int] = field(default_factory=dict)  # of the footnotes
    _targets: dict[str, str] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.numbers.update((note, n) for n, note in enumerate(self.notes.numbered, 1))
        for element, anchor in self.anchors.names.items():
            self._used.add(anchor)
            xml_id = element.get(XML_ID)
            if xml_id and self._is_shown(element):
                self._targets[xml_id] = anchor
        for part in self.root.iterchildren(tei("text"), tei("standOff")):
            self._mark_holders(part)

    def _is_shown(self, element: etree._Element) -> bool:
        """Whether the page has the element: all of the text, and the footnotes from elsewhere."""
        return (
            element.tag == _TEXT
            or next(element.iterancestors(_TEXT), None) is not None
            or element in self.numbers
        )

    def _mark_holders(self, part: etree._Element) -> None:
        """Find the elements with blocks inside: no HTML paragraph or span can stand for them."""
        holders = self.holders
        for block in part.iter(*ALWAYS_BLOCK):
            above = block.getparent()
            inside = block
            while above is not None and inside.tag != _NOTE and above not in holders:
                holders.add(above)
                inside, above = above, above.getparent()

    def find_target(self, xml_id: str) -> str | None:
        """The anchor of the element with this ``xml:id``, or None."""
        return self._targets.get(xml_id)

    def find_element(self, xml_id: str) -> etree._Element | None:
        """The element with this ``xml:id``, wherever in the file it stands, or None."""
        for element, anchor in self.anchors.names.items():
            if anchor == xml_id and element.get(XML_ID) == xml_id:
                return element
        return None

    def claim(self, wanted: str) -> str:
        """An anchor for something that TEI gives none: ``wanted``, or a name near to it."""
        while wanted in self._used:
            wanted += "_"
        self._used.add(wanted)
        return wanted

    def is_piece(self, element: etree._Element) -> bool:
        """Whether an element that may be either is a piece of its own here."""
        parent = element.getparent()
        return element in self.holders or (parent is not None and parent.tag in CONTAINERS)

    def open(self, html: str, element: etree._Element, classes: str = "", extra: str = "") -> str:
        """The start tag for an element; ``extra`` are more attributes, already escaped.

        A footnote has its anchor on the item of the list that it stands in.
        """
        named = f"<{html}{_name_attribute(element.tag)}"
        anchor = self.anchors.names.get(element)
        if anchor is not None and element not in self.numbers:
            named += f' id="{escape(anchor)}"'
        if element.attrib:
            if XML_LANG in element.attrib:
                named += language_attributes(element.get(XML_LANG, ""))
            if "rend" in element.attrib:
                classes = " ".join([*rendition_classes(element.get("rend", "")), classes]).rstrip()
        if self.hidden:
            classes = f"{classes} other".lstrip()
        if classes:
            named += f' class="{escape(classes)}"'
        return f"{named}{extra}>"

    def block(self, element: etree._Element, classes: str = "", html: str = "div") -> Shown:
        """An element as a piece of its own."""
        return Shown(self.open(html, element, classes), f"</{html}>")

    def phrase(
        self, element: etree._Element, html: str = "span", classes: str = "", extra: str = ""
    ) -> Shown:
        """An element within a line; a block if it holds blocks."""
        if element in self.holders and html not in _TRANSPARENT:
            html = "div"
        return Shown(self.open(html, element, classes, extra), f"</{html}>")

    def sign(self, text: str, title: str = "", classes: str = "") -> str:
        """Words of the page among those of the text; class "ed" tells them apart."""
        names = f"ed {classes}".rstrip()
        return f'<span class="{names}"{attribute("title", title)}>{escape(text)}</span>'

    def trust(self, element: etree._Element) -> tuple[str, str]:
        """Class and words for a tag that no editor has checked, or that is doubtful."""
        certainty = element.get("cert", "")
        if not is_machine_made(element):
            said = (element.text or "").rstrip().endswith("?")
            doubtful = certainty in ("low", "medium") and not said
            words = self.phrases.say(f"tags.certainty.{certainty}") if doubtful else ""
            return ("doubtful" if doubtful else ""), words
        self.features.add(Feature.MACHINE)
        words = self.phrases.say("tags.machine.title")
        known = self.phrases.find(f"tags.certainty.{certainty}")
        classes = "machine" if certainty in ("high", "") else "machine doubtful"
        return classes, f"{words}, {known}" if known else words
