"""The first page: what the edition is, and where to begin."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.model.output import OutputFile
from tei_edition.transformers.addresses import ENTITY_FOLDERS
from tei_edition.transformers.chronology import year_of
from tei_edition.transformers.html.entries import entries_for
from tei_edition.transformers.html.feed import feed_link
from tei_edition.transformers.html.head import Head
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.site import ENTITY_KINDS, Site

__all__ = ["render"]

_HERE = "index.html"


def render(site: Site) -> Iterator[OutputFile]:
    """``index.html``."""
    config = site.edition.config
    links = site.links_from(_HERE)
    yield site.page(
        _HERE,
        "home.html",
        "",
        config.edition.description,
        feed_link(site, _HERE),
        head=Head(graph=site.graphs_from(_HERE).home_graph(site.title, site.phrases.language)),
        subtitle=config.site.subtitle,
        introduction=config.edition.description,
        letters=len(site.connections.letters),
        all_letters=links.to("letters/index.html"),
        ways=tuple(_ways_in_time(site, links)),
        collections=entries_for(site.of_kind("collection"), links),
        essays=entries_for(site.of_kind("essay"), links),
        years=tuple(_years(site, links)),
        registers=tuple(_registers(site, links)),
    )


def _years(site: Site, links: Links) -> Iterator[LinkedText]:
    counts: dict[int, int] = {}
    for letter in site.connections.letters:
        year = year_of(letter)
        if year is not None:
            counts[year] = counts.get(year, 0) + 1
    for year, number in counts.items():
        address = links.to(f"letters/index.html#y{year}")
        words = site.phrases.count("letters", number)
        yield LinkedText(str(year), address, title=words, classes=site.phrases.number(number))


def _ways_in_time(site: Site, links: Links) -> Iterator[LinkedText]:
    for key, address in site.sections():
        if key in ("calendar", "timeline"):
            yield LinkedText(site.phrases.say(f"nav.{key}"), links.to(address))


def _registers(site: Site, links: Links) -> Iterator[LinkedText]:
    for kind in ENTITY_KINDS:
        entities = site.entities_of(kind)
        if entities:
            address = links.to(f"{ENTITY_FOLDERS[kind]}/index.html")
            text = site.phrases.say(f"nav.{kind.value}")
            yield LinkedText(text, address, title=site.phrases.number(len(entities)))
