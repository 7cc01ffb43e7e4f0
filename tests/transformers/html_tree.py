"""Reads HTML strictly: what a browser would have to mend is an error here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

from tei_edition.source_text import normalise_space
from tei_edition.tei.text_of import BLOCK_ELEMENTS

VOID = frozenset("br img input link meta hr".split())
BLOCKS = frozenset(
    """address article aside blockquote dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol p section table ul""".split()
)
PHRASES_ONLY = frozenset(
    """p h1 h2 h3 h4 h5 h6 span bdi i b u em cite q sup sub time label summary code ruby rt
    legend""".split()
)
MATHML = frozenset(
    """annotation math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot
    mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none
    semantics""".split()
)
SVG = frozenset("svg g path circle rect line text desc".split())
ELEMENTS = (
    BLOCKS
    | PHRASES_ONLY
    | VOID
    | MATHML
    | SVG
    | frozenset(
        """html head body title a ins del button table caption tr td th ul ol summary script select
        option""".split()
    )
)
ATTRIBUTES = frozenset(
    """data-tei data-foreign data-n id class lang dir href title datetime value colspan rowspan
    scope role rel type name content http-equiv charset for aria-label aria-labelledby aria-hidden
    aria-current aria-level tabindex src alt loading defer hidden data-on data-off
    data-card data-copy data-copied data-selected property action
    data-folder data-waiting data-disk data-failed aria-describedby
    size maxlength autocomplete""".split()
)
# What the stylesheet cannot say of a drawing; style attributes are none of it.
SVG_ATTRIBUTES = frozenset(
    """viewbox d cx cy r x y x1 x2 y1 y2 width height text-anchor dominant-baseline stroke-width
    stroke-dasharray aria-describedby data-ends""".split()
)
PARENTS = {
    "rt": ("ruby",),
    "figcaption": ("figure",),
    "li": ("ul", "ol"),
    "dt": ("dl", "div"),
    "dd": ("dl", "div"),
    "tr": ("table",),
    "td": ("tr",),
    "th": ("tr",),
}
CHILDREN = {"ul": ("li",), "ol": ("li",), "table": ("caption", "tr"), "tr": ("td", "th")}
SAFE_LINK = re.compile(r"(https?://|mailto:|(?![a-zA-Z][a-zA-Z0-9+.-]*:))")


@dataclass
class Node:
    """An element; children are nodes and strings."""

    name: str
    attributes: dict[str, str]
    parent: Node | None = None
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def find_all(self, name: str) -> list[Node]:
        return [node for node in self.walk() if node.name == name]

    def with_class(self, name: str) -> list[Node]:
        return [node for node in self.walk() if name in node.classes]

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        parts = [child.text if isinstance(child, Node) else child for child in self.children]
        return "".join(parts)

    def ancestors(self) -> Iterator[Node]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("#root", {})
        self.open = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"an attribute twice in <{tag}>: {names}"
        node = Node(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(node)
        if tag not in VOID:
            self.open = node

    def handle_endtag(self, tag: str) -> None:
        assert self.open.name == tag, f"</{tag}> closes <{self.open.name}>"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def read_html(html: str) -> Node:
    """The tree of a page or fragment; AssertionError where tags do not nest."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open is reader.root, f"<{reader.open.name}> is never closed"
    return reader.root


def check_html(root: Node) -> None:
    """HTML's content models, as far as our pages use them, and nothing that could run."""
    seen: set[str] = set()
    for node in root.walk():
        if node.name == "#root":
            continue
        assert node.name in ELEMENTS, f"<{node.name}>"
        if node.name == "script" and node.attributes.get("type") != "application/ld+json":
            assert node.attributes.get("src") and not node.children, "a script in the page"
        unknown = set(node.attributes) - ATTRIBUTES
        if node.name in MATHML:
            unknown -= {"display", "encoding", "mathvariant", "stretchy", "width"}
        if node.name in SVG:
            unknown -= SVG_ATTRIBUTES
        assert not unknown, f"{unknown} in <{node.name}>"
        _check_place(node)
        identifier = node.attributes.get("id")
        if identifier is not None:
            assert identifier not in seen and not re.search(r"\s", identifier), identifier
            seen.add(identifier)
        assert SAFE_LINK.match(node.attributes.get("href", "").lstrip()), node.attributes
    for node in root.walk():
        href = node.attributes.get("href", "")
        if href.startswith("#"):
            assert unquote(href[1:]) in seen, f"{href} leads nowhere"


def _check_place(node: Node) -> None:
    parent = node.parent
    assert parent is not None
    if node.name in BLOCKS:
        # Links, insertions and deletions are transparent: what is around them counts.
        around = next(a for a in node.ancestors() if a.name not in ("a", "ins", "del"))
        assert around.name not in PHRASES_ONLY, f"<{node.name}> in <{around.name}>"
    in_math = parent.name in MATHML
    assert in_math == (node.name in MATHML - {"math"}), f"<{node.name}> in <{parent.name}>"
    if node.name == "a":
        assert not any(above.name == "a" for above in node.ancestors()), "a link in a link"
    if node.name in PARENTS and parent.name != "#root":
        assert parent.name in PARENTS[node.name], f"<{node.name}> in <{parent.name}>"
    if node.name in CHILDREN:
        for child in node.children:
            if isinstance(child, Node):
                assert child.name in CHILDREN[node.name], f"<{child.name}> in <{node.name}>"
            else:
                assert not child.strip(), f"text in <{node.name}>: {child!r}"


def words_of(root: Node) -> str:
    """The text that the page has from TEI, by the definition of ``text_of``.

    What the page added (class "ed") does not count.
    """
    return normalise_space("".join(_pieces(root)))


def _pieces(node: Node) -> Iterator[str]:
    if "ed" in node.classes:
        return
    apart = node.attributes.get("data-tei") in BLOCK_ELEMENTS
    if apart:
        yield " "
    for child in node.children:
        if isinstance(child, Node):
            yield from _pieces(child)
        else:
            yield child
    if apart:
        yield " "
