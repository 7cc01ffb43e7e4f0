"""What the behaviours know while one text is rendered, and how they write a start tag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final, cast
from urllib.parse import quote

from lxml import etree

from tei_edition.tei.anchors import Anchors
from tei_edition.tei.mentions import is_machine_made
from tei_edition.tei.namespaces import TEI, XML_ID, XML_LANG, local_name, tei
from tei_edition.tei.notes import Notes
from tei_edition.tei.reading import COMMENTARY
from tei_edition.tei.text_of import BLOCK_ELEMENTS
from tei_edition.tei.texts import texts_in
from tei_edition.transformers.html.facsimiles import Facsimiles
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.markup import (
    Shown,
    attribute,
    escape,
    is_right_to_left,
    language_attributes,
    shown_as,
)
from tei_edition.transformers.html.parallel import Parallel
from tei_edition.transformers.html.renditions import rendition_classes
from tei_edition.transformers.phrases import Phrases

__all__ = [
    "ALTERATIONS",
    "ALWAYS_BLOCK",
    "CONTAINERS",
    "Feature",
    "State",
    "note_marker",
    "start_tag",
]

# Whether these are pieces of their own depends on where they stand.
_CONTEXTUAL: Final = frozenset(
    "note noteGrp label bibl biblStruct cit quote desc stage docAuthor docDate".split()
)
ALWAYS_BLOCK: Final = frozenset(tei(name) for name in BLOCK_ELEMENTS - _CONTEXTUAL)
# Elements that hold blocks only: what stands directly in them is a piece of its own.
CONTAINERS: Final = frozenset(
    tei(name)
    for name in """text body front back group div floatingText argument epigraph postscript
    listBibl figure surface surfaceGrp zone entry entryFree sense""".split()
) | {tei(f"div{n}") for n in range(1, 8)}
_BLOCKS: Final = ALWAYS_BLOCK | {tei("note")}
_TRANSPARENT: Final = frozenset({"a", "ins", "del"})  # in HTML they may hold blocks
_LANGUAGES: Final = etree.XPath(
    "t:text/descendant-or-self::*/@xml:lang", namespaces={"t": TEI}, smart_strings=False
)
_with_language: Final = etree.XPath("descendant-or-self::*/@xml:lang/..")
_TEXT, _SOURCE, _STAND_OFF, _WORD = map(tei, ("text", "sourceDoc", "standOff", "w"))


@lru_cache(maxsize=1024)
def start_tag(html: str, tag: str) -> str:
    """A start tag with the element's name in TEI, or its full name where it is none of TEI's.

    Attributes and ">" are to be added.
    """
    name = local_name(tag)
    if tag == tei(name):
        return f'<{html} data-tei="{escape(name)}"'
    return f'<{html} data-foreign="{escape(tag)}"'


@lru_cache(maxsize=1024)
def _class_attribute(rend: str, classes: str, hidden: str) -> str:
    names = " ".join(filter(None, (*rendition_classes(rend), classes, hidden)))
    return attribute("class", names)


@lru_cache(maxsize=4096)
def note_marker(number: int, anchor: str, note: str, marks: str, phrases: Phrases) -> str:
    """The number of a note with its own anchor, linked to that of the ``note``."""
    label = escape(phrases.say("note.number", number=str(number)))
    return (
        f'<sup class="noteref ed"{marks}><a id="{escape(anchor)}" '
        f'href="#{escape(quote(note))}" role="doc-noteref" aria-label="{label}">{number}</a></sup>'
    )


class Feature(StrEnum):
    """What a text has beyond its reading view: pages offer a switch for each, and only for these.

    The values are parts of ids and classes ("view-deletions", "v-deletions") and keys of phrases.
    """

    SPELLING = "spelling"  # errors and original spelling
    ABBREVIATIONS = "abbreviations"
    DELETIONS = "deletions"
    ADDITIONS = "additions"
    READINGS = "readings"  # rival readings, of witnesses or of editors
    LINES = "lines"  # line breaks, their numbers, headers and footers, blank space
    COMMENTARY = "commentary"  # interpretations, index terms, certainty
    TAGS = "tags"  # tags that are doubtful, or that no editor has checked


# Those by which the reading view differs from the document.
ALTERATIONS: Final = frozenset(Feature) - {Feature.TAGS}
_FEATURES: Final = {
    tei(name): feature
    for feature, names in {
        Feature.SPELLING: "sic corr orig reg",
        Feature.ABBREVIATIONS: "abbr expan ex am",
        Feature.DELETIONS: "del surplus",
        Feature.READINGS: "rdg unclear supplied seg choice",
        Feature.LINES: "pc fw metamark",
    }.items()
    for name in names.split()
} | {tei(name): Feature.COMMENTARY for name in COMMENTARY}


@dataclass(slots=True)
class State:
    """The state of one pass over one document.

    ``title`` and ``date`` are what the page says above the text, ``unseen_heads`` the headings that
    repeat it. ``prefix`` begins all anchors where a page has two texts. ``elements`` are those of
    the texts, ``holders`` those with blocks inside; ``hidden`` are the classes of an element that
    the reading view leaves out, "" for others; ``pending`` are note markers that wait for the end
    of a link, since links do not nest. ``mixed`` says that both directions of writing are about;
    ``interface_marks`` are ``lang`` and ``dir`` for the page's words among those of the text, ""
    where all are in one language. ``has_words`` says that words are tagged, ``plain_lines`` that a
    line break within a line of words is a mere line break from now on. ``speaking`` are the
    elements with ``xml:lang``. ``special`` are those whose tags are not those of others of their
    name, but for those with ``@rend``; around ``displaced`` ones the pass has more to do.
    ``unknown`` are the tags that have no behaviour, with how often they came and the line of the
    first; ``formulas`` says which can be handed to the browser.
    """

    root: etree._Element
    title: str
    date: str
    links: Links
    phrases: Phrases
    notes: Notes
    anchors: Anchors
    facsimiles: Facsimiles
    parallel: Parallel
    prefix: str = ""
    elements: Sequence[etree._Element] = ()
    holders: set[etree._Element] = field(default_factory=set)
    features: set[Feature] = field(default_factory=set)
    unseen_heads: set[etree._Element] = field(default_factory=set)
    in_link: bool = False
    hidden: str = ""
    pending: list[str] = field(default_factory=list)
    markers: dict[int, list[str]] = field(default_factory=dict)  # number -> ids of its markers
    numbers: dict[etree._Element, int] = field(default_factory=dict)  # of the footnotes
    mixed: bool = False
    interface_marks: str = ""
    has_words: bool = False
    plain_lines: bool = False
    speaking: set[etree._Element] = field(default_factory=set)
    special: set[etree._Element] = field(default_factory=set)
    displaced: set[etree._Element] = field(default_factory=set)
    unknown: dict[str, tuple[int, int]] = field(default_factory=dict)
    formulas: dict[etree._Element, bool] = field(default_factory=dict)
    _texts: tuple[etree._Element, ...] = ()
    _targets: dict[str, str] | None = None
    _used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._texts = texts_in(self.root)
        self.has_words = next(self.root.iter(_WORD), None) is not None
        self.numbers.update((note, n) for n, note in enumerate(self.notes.numbered, 1))
        self._used.update(self.anchors.names.values())
        own = self.phrases.language
        edition = self.links.targets.edition.config.edition.language
        tags = {self.root.get(XML_LANG, "").strip() or edition}
        said = _LANGUAGES(self.root)
        tags |= {str(tag).strip() for tag in said if tag} if isinstance(said, list) else set()
        self.mixed = any(map(is_right_to_left, (*tags, own)))
        if tags != {own}:
            self.interface_marks = language_attributes(own, mixed=self.mixed)
        aside = list(self.root.iter(_STAND_OFF))
        self._mark_holders(self.elements)
        for part in aside:
            self._mark_holders(part.iter("*"))
        for part in (*self._texts, *aside):
            if said or part.tag != _TEXT or part.getparent() is not self.root:
                self.speaking.update(cast("list[etree._Element]", _with_language(part)))
        self.displaced.update(self.numbers, self.notes.markers, self.parallel.rows)
        self.special.update(self.holders, self.anchors.names, self.speaking)

    def _is_shown(self, element: etree._Element) -> bool:
        """Whether the page has the element: all of the text, and the footnotes from elsewhere."""
        inside = (element, *element.iterancestors(_TEXT, _SOURCE))
        return any(one in self._texts for one in inside) or element in self.numbers

    def _mark_holders(self, elements: Iterable[etree._Element]) -> None:
        """Find those with blocks inside: no HTML paragraph or span can stand for them."""
        holders = self.holders
        for block in [element for element in elements if element.tag in _BLOCKS]:
            above = block.getparent()
            inside = block
            # A footnote leaves its place, so that what is around it holds no block.
            while above is not None and inside not in self.numbers and above not in holders:
                holders.add(above)
                inside, above = above, above.getparent()

    def find_target(self, xml_id: str) -> str | None:
        """The anchor of the element with this ``xml:id``, or None."""
        if self._targets is None:
            names = self.anchors.names
            shown = (one for one in names if one.get(XML_ID) and self._is_shown(one))
            self._targets = {one.get(XML_ID, ""): names[one] for one in shown}
        return self._targets.get(xml_id)

    def find_element(self, xml_id: str) -> etree._Element | None:
        """The element with this ``xml:id``, wherever in the file it stands, or None."""
        named = self.anchors.names
        return next((one for one in named if one.get(XML_ID, "").strip() == xml_id), None)

    def claim(self, wanted: str) -> str:
        """An anchor for something that TEI gives none: ``wanted``, or a name near to it."""
        wanted = self.prefix + wanted
        while wanted in self._used:
            wanted += "_"
        self._used.add(wanted)
        return wanted

    def hide(self, element: etree._Element) -> None:
        """Note that the reading view leaves the element at hand out, and what brings it back."""
        feature = _FEATURES.get(element.tag, Feature.READINGS)
        self.features.add(feature)
        self.hidden = f"other v-{feature}"

    def is_piece(self, element: etree._Element) -> bool:
        """Whether an element that may be either is a piece of its own here."""
        parent = element.getparent()
        return element in self.holders or (parent is not None and parent.tag in CONTAINERS)

    def open(self, html: str, element: etree._Element, classes: str = "", extra: str = "") -> str:
        """The start tag for an element; ``extra`` are more attributes, already escaped.

        A footnote has its anchor on the item of the list that it stands in.
        """
        named = start_tag(html, element.tag)
        anchor = self.anchors.names.get(element)
        if anchor is not None and element not in self.numbers:
            named += f' id="{escape(anchor)}"'
        if element in self.speaking:
            named += self.marks(element.get(XML_LANG, "").strip())
        rend = element.get("rend", "")
        if rend or classes or self.hidden:
            named += _class_attribute(rend, classes, self.hidden)
        return f"{named}{extra}>"

    def block(self, element: etree._Element, classes: str = "", html: str = "div") -> Shown:
        """An element as a piece of its own."""
        return shown_as((self.open(html, element, classes), f"</{html}>", False))

    def phrase(
        self, element: etree._Element, html: str = "span", classes: str = "", extra: str = ""
    ) -> Shown:
        """An element within a line; a block if it holds blocks."""
        if element in self.holders and html not in _TRANSPARENT:
            html = "div"
        return shown_as((self.open(html, element, classes, extra), f"</{html}>", False))

    def marks(self, language: str) -> str:
        """``lang`` and ``dir`` for words in a language."""
        return language_attributes(language, mixed=self.mixed)

    def marks_in_text(self, language: str) -> str:
        """The same, "" where all words of text and page are in one language."""
        return self.marks(language) if self.interface_marks else ""

    def sign(self, text: str, title: str = "", classes: str = "") -> str:
        """Words of the page among those of the text; class "ed" tells them apart."""
        names = f"ed {classes}".rstrip()
        extra = self.interface_marks + attribute("title", title)
        return f'<span class="{names}"{extra}>{escape(text)}</span>'

    def trust(self, element: etree._Element) -> tuple[str, str]:
        """Class and words for a tag that no editor has checked, or that is doubtful."""
        certainty = element.get("cert", "")
        if not certainty and element.get("resp") is None:
            return "", ""  # as most
        if not is_machine_made(element):
            said = (element.text or "").rstrip().endswith("?")
            doubtful = certainty in ("low", "medium") and not said
            if doubtful:
                self.features.add(Feature.TAGS)
            words = self.phrases.say(f"tags.certainty.{certainty}") if doubtful else ""
            return ("doubtful" if doubtful else ""), words
        self.features.add(Feature.TAGS)
        words = self.phrases.say("tags.machine.title")
        known = self.phrases.find(f"tags.certainty.{certainty}")
        classes = "machine" if certainty in ("high", "") else "machine doubtful"
        return classes, f"{words}, {known}" if known else words
