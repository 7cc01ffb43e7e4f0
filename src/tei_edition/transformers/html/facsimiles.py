"""Images of the pages of a document (#PHFAX): which are copied to the site, which are only linked.

A page loads nothing from another host, so that an image is shown only if its file lies in the
edition; one with a web address is a link. Images that are served by IIIF are links that a reader
can follow: the image itself, or the manifest in a viewer.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from lxml import etree

from tei_edition.edition import Edition
from tei_edition.memo import Asked
from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.transformers.addresses import file_name_of, find_web_address

__all__ = ["Facsimiles", "PageImage", "facsimiles_of", "find_image"]

# What browsers show, and what cannot run anything.
_SUFFIXES: Final = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
_FOLDER: Final = "images"
_LONGEST: Final = 1000
_HOLDERS: Final = (tei("facsimile"), tei("sourceDoc"))
_GRAPHIC, _SURFACE = tei("graphic"), tei("surface")


@dataclass(frozen=True, slots=True)
class PageImage:
    """The image of a page, in the edition or on the web.

    ``path`` is that of its file in the edition, ``copy`` its address below the output folder;
    ``href`` is its web address. Either is "".
    """

    path: str = ""
    copy: str = ""
    href: str = ""


@dataclass(slots=True)
class Facsimiles:
    """The images that one document points to.

    ``used`` gathers, while the text is rendered, those that the page shows or links to; ``asked``
    takes note of the files that were looked for.
    """

    edition: Edition
    folder: str  # of the TEI file
    asked: Asked = field(default_factory=Asked)
    by_id: dict[str, etree._Element] = field(default_factory=dict)
    by_start: dict[str, etree._Element] = field(default_factory=dict)
    manifests: tuple[str, ...] = ()
    graphics: tuple[etree._Element, ...] = ()
    used: dict[PageImage, None] = field(default_factory=dict)

    def find(self, element: etree._Element) -> PageImage | None:
        """The image of what begins at a ``pb`` (@facs, or a surface with @start), or None."""
        pointer = (element.get("facs", "").split() or [""])[0]
        image = self._at(pointer)
        if image is None:
            surface = self.by_start.get(element.get(XML_ID, ""))
            image = None if surface is None else self._in(surface)
        return self._used(image)

    def find_graphic(self, graphic: etree._Element) -> PageImage | None:
        """The image that a ``graphic`` names, or None."""
        return self._used(self._image(graphic.get("url", "")))

    def others(self) -> Iterator[PageImage]:
        """The images that nothing in the text has shown, each once."""
        for graphic in self.graphics:
            image = self._image(graphic.get("url", ""))
            if image is not None and image not in self.used:
                self._used(image)
                yield image

    def viewers(self) -> Iterator[tuple[str, str]]:
        """For each IIIF manifest the address of a viewer for it ("" for none) and its own."""
        viewer = self.edition.config.site.iiif_viewer
        for manifest in self.manifests:
            yield viewer and viewer + quote(manifest, safe=""), manifest

    def _used(self, image: PageImage | None) -> PageImage | None:
        """Note that the page shows an image, or links to it."""
        if image is not None:
            self.used[image] = None
        return image

    def _at(self, pointer: str) -> PageImage | None:
        if not pointer.startswith("#"):
            return self._image(pointer)
        element = self.by_id.get(pointer[1:])
        return None if element is None else self._in(element)

    def _in(self, element: etree._Element) -> PageImage | None:
        """The image of a graphic, of a surface, or of the surface around a zone."""
        for above in (element, *element.iterancestors()):
            if above.tag in _HOLDERS:
                break
            graphic = above if above.tag == _GRAPHIC else above.find(_GRAPHIC)
            written = above.get("facs", "") if graphic is None else graphic.get("url", "")
            found = self._image(written)
            if found is not None:
                return found
        return None

    def _image(self, written: str) -> PageImage | None:
        address = find_web_address(written)
        if address is None:
            question = f"{self.folder}\n{written.strip()}"
            path = find_image(self.edition, question)
            self.asked.note("image", question)
            if path is None:
                return None
            copy = "/".join((_FOLDER, *map(file_name_of, PurePosixPath(path).parts)))
            return PageImage(copy=copy, path=path)
        if _is_manifest(address) or not urlsplit(address).hostname:
            return None
        base, mark, _ = address.rpartition("/info.json")
        return PageImage(href=f"{base}/full/max/0/default.jpg" if mark else address)


def find_image(edition: Edition, question: str) -> str | None:
    """The path in the edition of an image file, None if there is none.

    The question has two lines: the folder of the TEI file, and what is written there; a file is
    looked for from that folder, then from the top.
    """
    beside, _, written = question.partition("\n")
    name = unquote(written.partition("?")[0].partition("#")[0])
    if not name.lower().endswith(_SUFFIXES) or len(name) > _LONGEST or "\\" in name or "\0" in name:
        return None
    root = edition.root.resolve()
    for folder in (beside, ""):
        path = posixpath.normpath(posixpath.join(folder, name).lstrip("/"))
        target = root / path
        try:
            inside = target.resolve().is_relative_to(root)
            hidden = any(part.startswith(".") for part in path.split("/"))
            if inside and not hidden and target.is_file():
                return path
        except (OSError, RuntimeError):  # a name that no disk takes, a circle of links
            return None
    return None


def facsimiles_of(
    root: etree._Element, path: str, edition: Edition, asked: Asked | None = None
) -> Facsimiles:
    """The facsimiles of the TEI document that stands at ``path`` in the edition."""
    found = Facsimiles(edition, posixpath.dirname(path), asked or Asked())
    manifests: dict[str, None] = {}
    graphics = []
    for holder in root.iterchildren(*_HOLDERS):
        for name in ("sameAs", "facs"):
            manifests |= dict.fromkeys(filter(_is_manifest, holder.get(name, "").split()))
        for element in holder.iter("*"):
            found.by_id.setdefault(element.get(XML_ID, ""), element)
            if element.tag == _SURFACE and element.get("start"):
                found.by_start.setdefault(element.get("start", "").removeprefix("#"), element)
            if element.tag == _GRAPHIC:
                graphics.append(element)
                manifests |= dict.fromkeys(filter(_is_manifest, element.get("url", "").split()))
    # What has no name, or points to none, is not to be found.
    found.by_id.pop("", None)
    found.by_start.pop("", None)
    found.graphics, found.manifests = tuple(graphics), tuple(manifests)
    return found


def _is_manifest(address: str) -> bool:
    """Whether an address is that of a IIIF manifest, by the name that nearly all have."""
    found = find_web_address(address)
    return found is not None and urlsplit(found).path.endswith(("/manifest.json", "/manifest"))
