"""About the edition: who made it, by which rules, how its texts are shown, where its data are."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.model.config import EditionTable
from tei_edition.model.output import OutputFile
from tei_edition.transformers.html.licences import licence_name
from tei_edition.transformers.html.site import ENTITY_KINDS, LinkedText, Site
from tei_edition.transformers.html.views import Fact

__all__ = ["render"]

_HERE = "about.html"


def render(site: Site) -> Iterator[OutputFile]:
    """``about.html``."""
    config = site.edition.config
    table = config.edition
    links = site.links_from(_HERE)
    data = links.to("edition.jsonld") if "json_ld" in config.publish.formats else ""
    yield site.page(
        _HERE,
        "about.html",
        site.phrases.say("nav.about"),
        table.description,
        introduction=table.description,
        project=table.project,
        principles=table.principles,
        facts=tuple(_facts(site, table)),
        data=data,
    )


def _facts(site: Site, table: EditionTable) -> Iterator[Fact]:
    say = site.phrases.say
    for key, names in (
        ("about.editors", table.editors),
        ("about.publisher", (table.publisher,)),
        ("about.funder", (table.funder,)),
    ):
        values = tuple(LinkedText(name) for name in names if name)
        if values:
            yield Fact(say(key), values)
    if table.licence:
        name = table.licence_text or licence_name(table.licence)
        yield Fact(say("fact.licence"), (LinkedText(name, table.licence),))
    yield Fact(say("about.contents"), tuple(_contents(site)))


def _contents(site: Site) -> Iterator[LinkedText]:
    links = site.links_from(_HERE)
    for key, address in site.sections():
        if address == _HERE:
            continue
        number = _size(site, key)
        text = f"{site.phrases.say(f'nav.{key}')} ({number})"
        yield LinkedText(text, links.to(address))


def _size(site: Site, key: str) -> int:
    kinds = {"letters": "letter", "collections": "collection", "essays": "essay"}
    if key in kinds:
        return len(site.of_kind(kinds[key]))
    return next(len(site.entities_of(kind)) for kind in ENTITY_KINDS if kind.value == key)
