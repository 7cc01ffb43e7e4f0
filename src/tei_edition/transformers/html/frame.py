"""The links around every page: sections, those that the edition adds, the logo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from tei_edition.model.config import EditionConfig
from tei_edition.transformers.addresses import site_address
from tei_edition.transformers.html.adapting.navigation import arranged, key_of
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.phrases import Phrases
from tei_edition.transformers.plug_ins import PAGES, plug_ins

__all__ = ["NOT_FOUND", "Frame", "Navigation"]

NOT_FOUND: Final = "404.html"
# What the header shows, and what it has under "More".
Navigation = tuple[tuple[LinkedText, ...], tuple[LinkedText, ...]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What leads from a page to the others; ``sections`` are keys and addresses.

    ``own_styles`` are the edition's own files of the style, ``marks`` those of its language.
    """

    config: EditionConfig
    phrases: Phrases
    sections: tuple[tuple[str, str], ...]
    own_styles: frozenset[str]
    marks: Markup

    def address(self, target: str, here: str) -> str:
        """A link of the frame; servers show the page for lost addresses at any depth."""
        base_url = self.config.edition.base_url if here == NOT_FOUND else ""
        return site_address(base_url, target, here)

    def navigation(self, here: str) -> Navigation:
        """The sections, as they are linked from the page at ``here``."""
        ways = {key_of(address): way for address, way in self._ways(here)}
        first, more = arranged(ways, self.config.site.navigation)
        return (*first, *self.own_links("header", here)), more

    def own_links(self, place: str, here: str) -> tuple[LinkedText, ...]:
        """The links that the edition adds."""
        return tuple(
            LinkedText(
                one.text,
                one.address if "://" in one.address else self.address(one.address, here),
                marks=self.marks,
            )
            for one in self.config.site.links
            if one.place == place
        )

    def logo(self, here: str) -> str:
        """Where the edition's logo is, "" if it has none."""
        name = self.config.site.logo
        return self.address(f"style/{name}", here) if name in self.own_styles else ""

    @property
    def absolute_logo(self) -> str:
        """The logo's address on the web, "" if there is none or the edition has no address."""
        base_url, name = self.config.edition.base_url, self.config.site.logo
        is_there = bool(base_url) and name in self.own_styles
        return site_address(base_url, f"style/{name}", NOT_FOUND) if is_there else ""

    def _ways(self, here: str) -> Iterator[tuple[str, LinkedText]]:
        titles = _titles_of_plug_ins()
        folder = here.partition("/")[0] if "/" in here else ""
        for key, address in self.sections:
            current = folder == address.rpartition("/")[0] if folder else address == here
            text = self.phrases.find(f"nav.{key}") or titles[key]
            yield address, LinkedText(text, self.address(address, here), current=current)


def _titles_of_plug_ins() -> dict[str, str]:
    """What plug-ins call their pages."""
    return {
        one.content.KEY: getattr(one.content, "TITLE", one.content.KEY) for one in plug_ins(PAGES)
    }
