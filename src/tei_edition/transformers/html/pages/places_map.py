"""The places of an edition and the ways of its letters: a map, and the same as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from tei_edition.model.mention import MentionKind
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity
from tei_edition.transformers.collation import sort_key
from tei_edition.transformers.flows import Flow, flows_between_places, places_of
from tei_edition.transformers.html.drawing.clusters import clustered
from tei_edition.transformers.html.drawing.dense import find_dense_part
from tei_edition.transformers.html.drawing.land import land_in
from tei_edition.transformers.html.drawing.projection import (
    SMALLEST,
    Degrees,
    Frame,
    framed,
    projection_for,
)
from tei_edition.transformers.html.drawing.shapes import Point, shown
from tei_edition.transformers.html.drawings import (
    WIDTH,
    Drawing,
    Node,
    Table,
    Way,
    drawn,
    party_link,
    radius_for,
    row_of,
    table_of,
)
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links, name_language
from tei_edition.transformers.html.site import Site

__all__ = ["KEY", "render"]

KEY: Final = "map"
_HERE: Final = "map.html"
_MOST: Final = 400  # places on the map
_TOLD: Final = 6  # places of a cluster whose figures are told
_LAND: Final = TypeAdapter(tuple[Frame, str])


@dataclass(frozen=True, slots=True)
class _Place:
    """An entry with the numbers of letters from it and to it, and of documents that mention it."""

    entity: Entity
    sent: int
    received: int
    mentioned: int

    @property
    def letters(self) -> int:
        return self.sent + self.received


def render(site: Site) -> Iterator[OutputFile]:
    """``map.html``, if there is a place to put on it."""
    if not site.has_map:
        return
    places = _places(site)
    located = [place for place in places if place.entity.coordinates is not None]
    first = located[:_MOST]
    say = site.phrases.say
    links = site.links_from(_HERE)
    flows = flows_between_places(site.connections.letters, site.edition.registers)
    yield site.page(
        _HERE,
        "map.html",
        say("map.title"),
        say("map.about"),
        drawing=_drawing(first, flows, site, links),
        detail=_detail(first, flows, site, links),
        shown=site.phrases.count("map.shown", _MOST) if len(located) > _MOST else "",
        tables=tuple(_tables(places, flows, site, links)),
        unplaced=tuple(_unplaced(places, site, links)),
    )


def _places(site: Site) -> list[_Place]:
    """The places that are in some document, those with most letters first."""
    connections, language = site.connections, site.phrases.language
    places = [
        _Place(
            entity,
            len(connections.sent_from.get(entity.id, ())),
            len(connections.sent_to.get(entity.id, ())),
            len(connections.mentions_of.get(entity.id, ())),
        )
        for entity in site.entities_of(MentionKind.PLACE)
        if connections.has_place(entity.id)
    ]
    return sorted(
        places,
        key=lambda place: (
            -place.letters,
            -place.mentioned,
            sort_key(place.entity.name, language),
            place.entity.id,
        ),
    )


def _detail(
    places: Sequence[_Place], flows: Sequence[Flow], site: Site, links: Links
) -> Drawing | None:
    """The part with most places once more, larger, where far ones make the map of all small."""
    dense = find_dense_part([_degrees(place) for place in places])
    if not dense:
        return None
    return _drawing([places[index] for index in dense], flows, site, links, "map.detail")


def _degrees(place: _Place) -> Degrees:
    return place.entity.coordinates or (0.0, 0.0)


def _drawing(
    places: Sequence[_Place],
    flows: Sequence[Flow],
    site: Site,
    links: Links,
    title: str = "map.title",
) -> Drawing:
    degrees = [_degrees(place) for place in places]
    projection = projection_for(degrees)
    plane = [projection(*one) or (0.0, 0.0) for one in degrees]
    frame, land = site.press.memo.value(
        f"land of {title}",
        (projection, degrees),
        _LAND,
        lambda _: land_in(projection, (framed(plane, WIDTH, least) for least in SMALLEST), degrees),
    )
    points = [frame.at(point) for point in plane]
    most = max(place.letters for place in places)
    together = clustered(points, [radius_for(place.letters, most) for place in places])
    groups = [[places[index] for index in group] for group in together]
    most = max(_letters(group) for group in groups)
    nodes = [
        _node(group, points[indices[0]], radius_for(_letters(group), most), links)
        for group, indices in zip(groups, together, strict=True)
    ]
    number_of = {place.entity.id: number for number, group in enumerate(groups) for place in group}
    ways = tuple(_ways(flows, nodes, number_of, site))
    return Drawing(
        site.phrases.say(title),
        site.phrases.say("map.about"),
        shown(frame.width),
        shown(frame.height),
        *drawn(ways, nodes, (frame.width, frame.height)),
        land,
    )


def _letters(group: Sequence[_Place]) -> int:
    return sum(place.letters for place in group)


def _node(group: Sequence[_Place], point: Point, radius: float, links: Links) -> Node:
    """The circle of one place, or of several that stand together."""
    first, phrases = group[0].entity, links.targets.phrases
    told = [_figures(place, links) for place in group[:_TOLD]]
    if len(group) > _TOLD:
        told.append(phrases.count("more", len(group) - _TOLD))
    others = f" +{phrases.number(len(group) - 1)}" if len(group) > 1 else ""
    return Node(
        "#tables" if others else _linked(first, links).href,
        first.name + others,
        "; ".join(told),
        *point,
        radius,
        links.targets.marks(name_language(first)),
        "" if _letters(group) else "mentioned",
    )


def _figures(place: _Place, links: Links) -> str:
    number = links.targets.phrases.number
    return links.targets.phrases.say(
        "map.figures",
        name=place.entity.name,
        sent=number(place.sent),
        received=number(place.received),
        mentioned=number(place.mentioned),
    )


def _ways(
    flows: Iterable[Flow], nodes: Sequence[Node], number_of: Mapping[str, int], site: Site
) -> Iterator[Way]:
    """The ways between circles; those of places that stand together are joined."""
    ways: Counter[tuple[int, int]] = Counter()
    for flow in flows:
        start, end = (number_of.get(party.id) for party in (flow.sender, flow.recipient))
        if start is not None and end is not None and start != end:
            ways[start, end] += flow.letters
    for (start, end), letters in sorted(ways.items()):
        title = site.phrases.say(
            "flow",
            sender=nodes[start].text,
            recipient=nodes[end].text,
            letters=site.phrases.count("letters", letters),
        )
        yield Way(start, end, letters, title)


def _linked(entity: Entity, links: Links) -> LinkedText:
    found = links.to_entity(entity.id)
    href = "" if found is None else found.href
    return LinkedText(entity.name, href, marks=links.targets.marks(name_language(entity)))


def _tables(
    places: Iterable[_Place], flows: Iterable[Flow], site: Site, links: Links
) -> Iterator[Table]:
    phrases = site.phrases
    say = phrases.say
    columns = map(say, ("kind.place", "entity.sent-from", "entity.sent-to", "entity.mentions"))
    rows = [
        row_of((_linked(one.entity, links),), (one.sent, one.received, one.mentioned), phrases)
        for one in places
    ]
    yield table_of(say("nav.place"), tuple(columns), rows, phrases)
    columns = map(say, ("map.from", "map.to", "nav.letters"))
    rows = [
        row_of(
            (party_link(flow.sender, links), party_link(flow.recipient, links)),
            (flow.letters,),
            phrases,
        )
        for flow in flows
    ]
    if rows:
        yield table_of(say("map.ways"), tuple(columns), rows, phrases)


def _unplaced(places: Iterable[_Place], site: Site, links: Links) -> Iterator[LinkedText]:
    """Entries without coordinates, then names for which there is no entry."""
    for place in places:
        if place.entity.coordinates is None:
            yield _linked(place.entity, links)
    find = site.edition.registers.find
    names = {
        place.name
        for letter in site.connections.letters
        for side in places_of(letter.metadata)
        for place in side
        if find(place.ref) is None and place.name
    }
    language = site.phrases.language
    for name in sorted(names, key=lambda name: (sort_key(name, language), name)):
        yield LinkedText(name, marks=links.targets.marks())
