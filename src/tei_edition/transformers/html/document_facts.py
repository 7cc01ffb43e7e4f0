"""What is known of a document, as facts with links: when, where, how it is kept, who is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from tei_edition.edition import EditionDocument
from tei_edition.model.metadata import Agent, DatedText, Metadata, PlaceReference
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import find_web_address
from tei_edition.transformers.chronology import needs_mark, shown_date, value_of
from tei_edition.transformers.connections import entries_named_by
from tei_edition.transformers.correspondents import between
from tei_edition.transformers.html.entity_facts import identifier_link, shown_role
from tei_edition.transformers.html.entries import date_marks
from tei_edition.transformers.html.languages import language_name
from tei_edition.transformers.html.licences import licence_name
from tei_edition.transformers.html.linked_text import UNMARKED, LinkedText
from tei_edition.transformers.html.links import Links, life_of, name_language
from tei_edition.transformers.html.site import ENTITY_KINDS, Site
from tei_edition.transformers.html.views import Fact, Named, NamedGroup

__all__ = ["about", "head_facts", "named", "recipients", "senders"]


def senders(metadata: Metadata, links: Links) -> tuple[LinkedText, ...]:
    """Who sent it; a place stands for an unnamed sender, as telegrams are known."""
    place = metadata.place_from
    if metadata.senders or place is None or not (metadata.recipients or metadata.places_to):
        return _agents(metadata.senders, links)
    return tuple(_places([place], links))


def recipients(metadata: Metadata, links: Links) -> tuple[LinkedText, ...]:
    """Who received it, or the places that stand for them."""
    return _agents(metadata.recipients, links) or tuple(_places(metadata.places_to, links))


def _agents(agents: Iterable[Agent], links: Links) -> tuple[LinkedText, ...]:
    return tuple(_linked(agent.name, agent.ref, agent.certainty.value, links) for agent in agents)


def _linked(name: str, ref: str, certainty: str, links: Links) -> LinkedText:
    link = links.to_entity(ref) if ref else None
    known = links.targets.phrases.find(f"tags.certainty.{certainty}")
    doubt = known if known and certainty != "high" else ""
    classes = "doubtful" if certainty != "high" else ""
    marks = links.targets.marks()
    if link is None:
        return LinkedText(name, title=doubt, classes=classes, marks=marks)
    title = f"{link.title}; {doubt}" if doubt else link.title
    return LinkedText(name or link.title, link.href, title, classes, marks=marks)


def head_facts(document: EditionDocument, site: Site, links: Links) -> Iterator[Fact]:
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
        values = [*_dates(dated, metadata, site), *_places(places, links)]
        if values:
            yield Fact(say(label), tuple(values))
    if metadata.participants:
        participants = _agents(metadata.participants, links)
        names = (one.text for one in participants)
        yield Fact(say("fact.participants"), participants, between(names))


def _dates(dated: DatedText | None, metadata: Metadata, site: Site) -> Iterator[LinkedText]:
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
        marks=date_marks(metadata, dated, site.targets),
    )


def _places(places: Iterable[PlaceReference], links: Links) -> Iterator[LinkedText]:
    for place in places:
        yield _linked(place.name, place.ref, place.certainty.value, links)


def about(document: EditionDocument, site: Site) -> Iterator[Fact]:
    """The rest of the metadata."""
    metadata, say = document.metadata, site.phrases.say
    archive, language = metadata.archive, site.phrases.language
    kept = (archive.repository, archive.collection, archive.shelfmark, archive.settlement)
    words = [part for part in (*kept, archive.country) if part]
    licence = metadata.licence
    # A letter that is edited elsewhere is to be read there.
    elsewhere = find_web_address(metadata.edited.address) or ""
    source = metadata.source or elsewhere
    known = site.edition.registers.find
    plain: tuple[tuple[str, list[str]], ...] = (
        ("named-here", [one.name for one in metadata.mentioned if known(one.ref) is None]),
        ("fact.number", [metadata.number]),
        ("fact.classification", [metadata.classification]),
        ("fact.language", [language_name(tag, language) for tag in metadata.languages]),
        ("fact.archive", [", ".join(words)]),
        ("fact.source", [source if source != metadata.title else ""]),
        ("fact.editor", list(metadata.editors)),
        ("fact.translator", list(metadata.translators)),
        ("fact.keywords", list(metadata.keywords)),
    )
    for key, texts in plain:
        if not any(texts):
            continue
        # Only the names of languages are words of the interface.
        marks = UNMARKED if key == "fact.language" else site.targets.marks()
        href = elsewhere if key == "fact.source" else ""
        values = tuple(LinkedText(text, href, marks=marks) for text in texts if text)
        yield Fact(say(key), values, between(texts))
    if licence:
        address = find_web_address(licence) or ""
        yield Fact(say("fact.licence"), (LinkedText(licence_name(licence), address),))


def named(document: EditionDocument, site: Site, links: Links) -> Iterator[NamedGroup]:
    """The register entries that the text names, or that the letter is said to mention, by kind.

    The list is also where the script finds what it shows beside a name.
    """
    registers = site.edition.registers
    ids = dict.fromkeys(map(registers.canonical, entries_named_by(document)))
    entities = [entity for entity in map(registers.find, ids) if entity is not None]
    for kind in ENTITY_KINDS if entities else ():
        found = tuple(
            site.once(f"{entity.id} named in {links.folder}", partial(_named, entity, links))
            for entity in entities
            if entity.kind is kind
        )
        if found:
            yield NamedGroup(site.phrases.say(f"nav.{kind.value}"), found)


def _named(entity: Entity, links: Links) -> Named:
    targets = links.targets
    link = links.to_entity(entity.id)
    identifier = next((one for one in map(identifier_link, entity.identifiers) if one.href), None)
    known = targets.phrases.find_word("type", entity.type)
    return Named(
        LinkedText(
            entity.name,
            "" if link is None else link.href,
            marks=targets.marks(name_language(entity)),
        ),
        entity.name if link is None else link.title,
        life_of(entity, targets.phrases),
        tuple(shown_role(role, targets) for role in entity.roles)
        or ((LinkedText(known),) if known else ()),
        identifier,
    )
