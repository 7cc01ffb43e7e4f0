"""[site] in edition.toml: what an edition makes of its web site without touching the toolkit."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from tei_edition.model.config_table import Table
from tei_edition.model.config_values import InsidePath, LanguageTag, WebAddress, Words

__all__ = [
    "BLOCKS",
    "PHRASES",
    "PUBLICATION_FOLDER",
    "ColoursTable",
    "DarkTable",
    "SiteLink",
    "SiteTable",
    "look_of",
]

PUBLICATION_FOLDER = "publication"  # what an edition puts in place of the toolkit's own

# Elements of HTML that may show an element of TEI: none runs anything, loads anything or is a link.
BLOCKS: Final = frozenset("div p blockquote section aside pre".split())
PHRASES: Final = frozenset(
    """span em strong b i u s mark small sub sup code kbd samp var cite q dfn abbr bdi ins
    del""".split()
)
# Classes by which the site hides words, or tells its own from those of the text.
_TAKEN: Final = re.compile(r"ed|other|repeats|card|visually-hidden|v-.*|view-.*|site-.*")
_LOOK: Final = re.compile(r"([a-z]{1,12}|)((?:\.[a-z][a-z0-9-]{0,40}){0,5})")
_ELEMENT: Final = re.compile(r"(?:\{[^\s{}<>\"']{1,200}\})?[^\W\d][\w.-]{0,80}")


def look_of(value: str) -> tuple[str, str]:
    """The element of HTML ("" for none) and the classes in "span.right.small"; ValueError."""
    match = _LOOK.fullmatch(value)
    if match is None or not value:
        raise ValueError('must be an element of HTML, classes, or both: "em", ".right", "p.motto"')
    element, classes = match[1], match[2].split(".")[1:]
    if element and element not in BLOCKS | PHRASES:
        known = ", ".join(sorted(BLOCKS | PHRASES))
        raise ValueError(f"{element!r} cannot show an element of TEI; these can: {known}")
    for name in classes:
        if _TAKEN.fullmatch(name):
            raise ValueError(f"the class {name!r} is the site's own; take another name")
    return element, " ".join(classes)


def _look(value: str) -> str:
    look_of(value)
    return value


def _element(value: str) -> str:
    if not _ELEMENT.fullmatch(value):
        raise ValueError('must be the name of an element: signed, or "{http://namespace}name"')
    return value


def _colour(value: str) -> str:
    if value and not re.fullmatch("#[0-9A-Fa-f]{6}", value):
        raise ValueError("must be a colour written as # and six hexadecimal digits: #85291c")
    return value


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+|(?!/)[\w./-]+\.html(#[\w.-]+)?", value):
        raise ValueError("must be a web address, or a page of the site such as letters/index.html")
    if ".." in value.split("/"):
        raise ValueError("must not lead out of the site")
    return value


def _static_file(value: str) -> str:
    if value and not re.search(r"\.(svg|png|jpe?g|webp|gif|avif)$", value, re.IGNORECASE):
        raise ValueError("must be an image: .svg, .png, .jpg, .webp, .gif or .avif")
    return value


def _stylesheet(value: str) -> str:
    if PurePosixPath(value).parts[0] != PUBLICATION_FOLDER or len(PurePosixPath(value).parts) < 2:
        raise ValueError(f"must be a file in {PUBLICATION_FOLDER}/")
    return value


Colour = Annotated[str, AfterValidator(_colour)]


class SiteLink(Table):
    """[[site.links]]: a link in the header or the footer of every page."""

    text: Words
    address: Annotated[str, AfterValidator(_address)]
    place: Literal["header", "footer"] = "header"


class DarkTable(Table):
    """[site.colours.dark]: colours for readers whose devices are set to dark."""

    paper: Colour = ""
    ink: Colour = ""
    soft: Colour = ""
    line: Colour = ""
    panel: Colour = ""
    accent: Colour = ""
    trace: Colour = ""
    mark: Colour = ""


class ColoursTable(DarkTable):
    """[site.colours]: colours in place of the stylesheet's own."""

    dark: DarkTable = DarkTable()


class SiteTable(Table):
    """[site]: how the web site presents itself."""

    title: str = ""
    subtitle: str = ""
    footer: str = ""
    language: LanguageTag = Field(
        default="", description="of the interface; by default the edition's"
    )
    logo: Literal[""] | Annotated[InsidePath, AfterValidator(_static_file)] = Field(
        default="", description="an image in publication/static"
    )
    navigation: tuple[Words, ...] = Field(
        default=(),
        strict=False,
        description="sections that the header shows, in this order; the others are under More",
    )
    leave_out: tuple[Words, ...] = Field(
        default=(), strict=False, description="pages that are not made"
    )
    links: tuple[SiteLink, ...] = Field(default=(), strict=False)
    iiif_viewer: WebAddress = Field(
        default="https://projectmirador.org/embed/?iiif-content=",
        description='the address of a IIIF manifest is put behind it; "" for no viewer',
    )
    xslt: Literal[""] | Annotated[InsidePath, AfterValidator(_stylesheet)] = Field(
        default="", description="a stylesheet in publication/ that makes the texts"
    )
    behaviours: dict[
        Annotated[str, AfterValidator(_element)], Annotated[str, AfterValidator(_look)]
    ] = Field(default_factory=dict, description="element of TEI to element and classes of HTML")
    colours: ColoursTable = ColoursTable()
