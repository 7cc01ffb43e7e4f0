"""Letters, essays, collections: the text, what is known about it, where to go from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree
from markupsafe import Markup

from tei_edition.edition import EditionDocument
from tei_edition.model.metadata import Agent, DatedText, Metadata, PlaceReference
from tei_edition.model.output import OutputFile
from tei_edition.tei.namespaces import XML_LANG, tei
from tei_edition.tei.text_of import text_of
from tei_edition.transformers.addresses import address_of_document, find_web_address
from tei_edition.transformers.chronology import needs_mark, shown_date, value_of
from tei_edition.transformers.correspondents import correspondents
from tei_edition.transformers.html.body import Body, render_body
from tei_edition.transformers.html.entries import entries_for
from tei_edition.transformers.html.languages import language_name
from tei_edition.transformers.html.licences import licence_name
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.markup import language_attributes
from tei_edition.transformers.html.neighbours import neighbours_of
from tei_edition.transformers.html.site import ENTITY_KINDS, Alternate, LinkedText, Site
from tei_edition.transformers.html.state import Feature
from tei_edition.transformers.html.views import Fact

__all__ = ["render"]

# Documents of these states need no badge.
_FINISHED: Final = frozenset({"", "approved", "published", "cleared", "frozen", "recommendation"})
_FILES: Final = (
    (".xml", "application/tei+xml", "file.xml", ""),
    (".txt", "text/plain", "file.txt", "text"),
    (".jsonld", "application/ld+json", "file.jsonld", "json_ld"),
)


def render(site: Site) -> Iterator[OutputFile]:
    """The page of each document, and its TEI file as it is."""
    for document in site.documents:
        yield _page(document, site)
        address = address_of_document(document.kind, document.id, ".xml")
        yield OutputFile(address, site.edition.read_bytes(document))


def _page(document: EditionDocument, site: Site) -> OutputFile:
    here = address_of_document(document.kind, document.id)
    links, metadata, say = site.links_from(here), document.metadata, site.phrases.say
    root = site.edition.read_tree(document).root
    title = metadata.title or document.id
    date = "" if metadata.date is None else metadata.date.text
    body = render_body(root, title, links, site.phrases, date=date)
    files = tuple(_files(document, site, links))
    is_regest = _is_regest(root)
    return site.page(
        here,
        f"{document.kind}.html",
        title,
        metadata.abstract or correspondents(metadata, site.phrases),
        alternates=files,
        kind=_kind(document, is_regest, site),
        status=_status(metadata.status, site),
        senders=_senders(metadata, links),
        recipients=_recipients(metadata, links),
        authors=_authors(root, metadata),
        facts=tuple(_head_facts(document, site, links)),
        abstract=_abstract(root),
        text=Markup(body.content),
        text_language=Markup(language_attributes(_language(root))),
        notes=_notes(body),
        has_alterations=Feature.ALTERATIONS in body.features,
        has_machine_tags=Feature.MACHINE in body.features,
        about=tuple(_about(document, site, links)),
        named=tuple(_named(document, site, links)),
        neighbours=tuple(neighbours_of(document, site, links)),
        cited_in=entries_for(site.connections.essays_on.get(document.id, ()), links),
        cited=entries_for(_cited(document, site), links) if document.kind == "essay" else (),
        collections=entries_for(site.connections.collections_of.get(document.id, ()), links),
        files=files,
        regest_note=say("regest.note") if is_regest else "",
    )


def _language(root: etree._Element) -> str:
    return root.get(XML_LANG, "")


def _abstract(root: etree._Element) -> str:
    """The abstract of the header; one that stands in the text as well is shown there."""
    path = f"{tei('teiHeader')}/{tei('profileDesc')}/{tei('abstract')}"
    found = None if _is_regest(root) else root.find(path)
    abstract = "" if found is None else text_of(found)
    division = root.find(f"{tei('text')}/{tei('body')}/{tei('div')}")
    pieces = () if division is None or not abstract else division.iterchildren("*")
    return "" if any(text_of(piece) == abstract for piece in pieces) else abstract


def _is_regest(root: etree._Element) -> bool:
    """Whether a record has its summary only."""
    parts = root.findall(f"{tei('text')}/{tei('body')}/{tei('div')}")
    return bool(parts) and all(part.get("type") == "regest" for part in parts)


def _authors(root: etree._Element, metadata: Metadata) -> tuple[str, ...]:
    """The authors, unless the text itself names them in a byline."""
    return () if next(root.iter(tei("byline")), None) is not None else metadata.authors


def _kind(document: EditionDocument, is_regest: bool, site: Site) -> str:
    genre = document.metadata.genre
    if document.kind != "letter" or not genre or genre.lower() == "letter":
        word = site.phrases.say(f"kind.{document.kind}")
    else:
        word = genre[:1].upper() + genre[1:]
    return f"{word} · {site.phrases.say('kind.regest')}" if is_regest else word


def _status(status: str, site: Site) -> str:
    if status in _FINISHED:
        return ""
    return site.phrases.find(f"status.{status}") or site.phrases.say("status.other")


def _files(document: EditionDocument, site: Site, links: Links) -> Iterator[Alternate]:
    formats = site.edition.config.publish.formats
    for suffix, media_type, key, needed in _FILES:
        if needed and needed not in formats:
            continue
        if suffix == ".jsonld" and document.kind != "letter":
            continue
        address = address_of_document(document.kind, document.id, suffix)
        yield Alternate(links.to(address), media_type, site.phrases.say(key))


def _agents(agents: Iterable[Agent], links: Links) -> tuple[LinkedText, ...]:
    return tuple(_linked(agent.name, agent.ref, agent.certainty.value, links) for agent in agents)


def _senders(metadata: Metadata, links: Links) -> tuple[LinkedText, ...]:
    """Who sent it; a place stands for an unnamed sender, as telegrams are known."""
    place = metadata.place_from
    if metadata.senders or place is None or not (metadata.recipients or metadata.places_to):
        return _agents(metadata.senders, links)
    return tuple(_places([place], links))


def _recipients(metadata: Metadata, links: Links) -> tuple[LinkedText, ...]:
    return _agents(metadata.recipients, links) or tuple(_places(metadata.places_to, links))


def _linked(name: str, ref: str, certainty: str, links: Links) -> LinkedText:
    link = links.to_entity(ref) if ref else None
    classes = "doubtful" if certainty != "high" else ""
    if link is None:
        return LinkedText(name, classes=classes)
    return LinkedText(name or link.title, link.href, link.title, classes)


def _head_facts(document: EditionDocument, site: Site, links: Links) -> Iterator[Fact]:
    """When and where: what a reader wants to know before the text."""
    metadata, say = document.metadata, site.phrases.say
    if document.kind != "letter":
        return
    origin = [metadata.place_from] if metadata.place_from else []
    known = metadata.senders or metadata.recipients or metadata.places_to
    # Places that stand for correspondents were said already.
    for label, dated, places in (
        (
            "fact.sent" if known else "fact.date",
            metadata.date,
            origin if metadata.senders or not known else [],
        ),
        (
            "fact.received",
            metadata.received,
            metadata.places_to if metadata.recipients else (),
        ),
    ):
        values = [*_dates(dated, site), *_places(places, links)]
        if values:
            yield Fact(say(label), tuple(values))
    if metadata.participants:
        yield Fact(say("fact.participants"), _agents(metadata.participants, links))


def _dates(dated: DatedText | None, site: Site) -> Iterator[LinkedText]:
    if dated is None:
        return
    text = shown_date(dated, site.phrases)
    if not text:
        return
    exact = value_of(dated)
    same_day = exact.earliest is not None and exact.earliest == exact.latest
    uncertain = needs_mark(dated)
    yield LinkedText(
        text,
        title=site.phrases.say("date.uncertain") if uncertain else "",
        classes="doubtful" if uncertain else "",
        datetime=exact.earliest.isoformat() if same_day and exact.earliest else "",
    )


def _places(places: Iterable[PlaceReference], links: Links) -> Iterator[LinkedText]:
    for place in places:
        yield _linked(place.name, place.ref, place.certainty.value, links)


def _notes(body: Body) -> tuple[dict[str, object], ...]:
    return tuple(
        {
            "number": note.number,
            "anchor": note.anchor,
            "content": Markup(note.content),
            "markers": note.markers,
        }
        for note in body.notes
    )


def _about(document: EditionDocument, site: Site, links: Links) -> Iterator[Fact]:
    """The rest of the metadata."""
    metadata, say = document.metadata, site.phrases.say
    archive = metadata.archive
    kept = (archive.repository, archive.collection, archive.shelfmark, archive.settlement)
    words = [part for part in (*kept, archive.country) if part]
    licence = metadata.licence
    plain: tuple[tuple[str, list[str]], ...] = (
        ("fact.number", [metadata.number]),
        ("fact.classification", [metadata.classification]),
        ("fact.language", [language_name(tag) for tag in metadata.languages]),
        ("fact.archive", [", ".join(words)]),
        ("fact.source", [metadata.source if metadata.source != metadata.title else ""]),
        ("fact.editor", list(metadata.editors)),
        ("fact.translator", list(metadata.translators)),
        ("fact.keywords", list(metadata.keywords)),
    )
    for key, texts in plain:
        values = tuple(LinkedText(text) for text in texts if text)
        if values:
            yield Fact(say(key), values)
    if licence:
        address = find_web_address(licence) or ""
        yield Fact(say("fact.licence"), (LinkedText(licence_name(licence), address),))


def _named(document: EditionDocument, site: Site, links: Links) -> Iterator[Fact]:
    """The register entries that the text names, each once, by kind."""
    ids = dict.fromkeys(identifier for one in document.mentions for identifier in one.ids)
    for kind in ENTITY_KINDS:
        values = []
        for identifier in ids:
            entity = site.edition.registers.find(identifier)
            link = links.to_entity(identifier)
            if entity is not None and link is not None and entity.kind is kind:
                values.append(LinkedText(entity.name, link.href, link.title))
        if values:
            yield Fact(site.phrases.say(f"nav.{kind.value}"), tuple(values))


def _cited(document: EditionDocument, site: Site) -> Iterator[EditionDocument]:
    for target in dict.fromkeys(document.targets):
        cited = site.edition.find(target)
        if cited is not None and cited.kind == "letter":
            yield cited
