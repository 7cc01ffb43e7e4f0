"""Who wrote to whom: a network of correspondents, and the same as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pydantic import TypeAdapter

from tei_edition.model.output import OutputFile
from tei_edition.transformers.collation import sort_key
from tei_edition.transformers.correspondences import UNKNOWN
from tei_edition.transformers.flows import Flow, Party, in_order
from tei_edition.transformers.html.drawing.forces import fitted, lay_out
from tei_edition.transformers.html.drawing.shapes import Point, shown
from tei_edition.transformers.html.drawings import (
    WIDTH,
    Drawing,
    Node,
    Row,
    Table,
    Way,
    drawn,
    party_link,
    radius_for,
    row_of,
    table_of,
)
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.site import Site

__all__ = ["KEY", "render"]

KEY: Final = "network"
_HERE: Final = "network.html"
_MOST: Final = 300  # correspondents; with more nothing can be told apart
_MARGIN: Final = (120.0, 36.0)
_LAYOUT: Final = TypeAdapter(tuple[Point, ...])


def render(site: Site) -> Iterator[OutputFile]:
    """``network.html``, if there is a letter of which sender and addressee are known."""
    flows = in_order(_flows(site))
    if not flows:
        return
    links = site.links_from(_HERE)
    say, count = site.phrases.say, site.phrases.count
    sent, received = _totals(flows)
    parties = _by_weight(sent + received, site)
    unknown = sum(
        all(UNKNOWN in one.parties for one in found)
        for found in site.correspondences.of_letter.values()
    )
    yield site.page(
        _HERE,
        "network.html",
        say("network.title"),
        say("network.about"),
        drawing=_drawing(parties[:_MOST], flows, site, links),
        shown=site.phrases.count("network.shown", _MOST) if len(parties) > _MOST else "",
        unknown=count("network.unknown", unknown) if unknown else "",
        tables=(
            _correspondents(parties, sent, received, site, links),
            _directions(flows, site, links),
        ),
    )


def _flows(site: Site) -> Iterator[Flow]:
    for one in site.correspondences.all:
        if UNKNOWN in one.parties:
            continue
        directions = dict.fromkeys((one.parties, one.parties[::-1]))
        for (sender, recipient), letters in zip(directions, one.sent, strict=False):
            if letters:
                yield Flow(sender, recipient, len(letters), one.address)


def _totals(flows: Iterable[Flow]) -> tuple[Counter[Party], Counter[Party]]:
    sent: Counter[Party] = Counter()
    received: Counter[Party] = Counter()
    for flow in flows:
        sent[flow.sender] += flow.letters
        received[flow.recipient] += flow.letters
    return sent, received


def _by_weight(totals: Counter[Party], site: Site) -> list[Party]:
    """The correspondents with the most letters first, then by name."""
    language = site.phrases.language
    return sorted(totals, key=lambda party: (-totals[party], sort_key(party.name, language), party))


def _drawing(parties: Sequence[Party], flows: Iterable[Flow], site: Site, links: Links) -> Drawing:
    number_of = {party: index for index, party in enumerate(parties)}
    inside = [f for f in flows if f.sender in number_of and f.recipient in number_of]
    sent, received = _totals(flows)
    most = max((sent + received).values())
    radii = [radius_for(sent[party] + received[party], most) for party in parties]
    count, edges = len(parties), [(number_of[f.sender], number_of[f.recipient]) for f in inside]
    layout = site.press.memo.value(
        "layout of the network", (count, edges), _LAYOUT, lambda _: lay_out(count, edges)
    )
    points, height = fitted(layout, radii, WIDTH, _MARGIN)
    nodes = [
        _node(party, point, radius, (sent[party], received[party]), links)
        for party, point, radius in zip(parties, points, radii, strict=True)
    ]
    ways = tuple(_ways(inside, number_of, site))
    return Drawing(
        site.phrases.say("network.title"),
        site.phrases.say("network.about"),
        shown(WIDTH),
        shown(height),
        *drawn(ways, nodes, (WIDTH, height)),
    )


def _node(
    party: Party, point: Point, radius: float, letters: tuple[int, int], links: Links
) -> Node:
    phrases = links.targets.phrases
    title = phrases.say(
        "network.figures",
        name=party.name,
        sent=phrases.number(letters[0]),
        received=phrases.number(letters[1]),
    )
    name = party_link(party, links)
    return Node(name.href, party.name, title, *point, radius, name.marks)


def _ways(flows: Iterable[Flow], number_of: dict[Party, int], site: Site) -> Iterator[Way]:
    for flow in flows:
        title = site.phrases.say(
            "flow",
            sender=flow.sender.name,
            recipient=flow.recipient.name,
            letters=site.phrases.count("letters", flow.letters),
        )
        yield Way(number_of[flow.sender], number_of[flow.recipient], flow.letters, title)


def _correspondents(
    parties: Iterable[Party],
    sent: Counter[Party],
    received: Counter[Party],
    site: Site,
    links: Links,
) -> Table:
    rows = [
        row_of((party_link(party, links),), (sent[party], received[party]), site.phrases)
        for party in parties
    ]
    columns = ("network.correspondent", "entity.sent", "entity.received")
    return table_of(
        site.phrases.say("network.correspondents"),
        tuple(map(site.phrases.say, columns)),
        rows,
        site.phrases,
    )


def _directions(flows: Iterable[Flow], site: Site, links: Links) -> Table:
    rows = [
        Row(
            (party_link(flow.sender, links), party_link(flow.recipient, links)),
            (LinkedText(site.phrases.count("letters", flow.letters), links.to(flow.address)),),
        )
        for flow in flows
    ]
    columns = ("network.sender", "network.recipient", "nav.letters")
    return table_of(
        site.phrases.say("network.directions"),
        tuple(map(site.phrases.say, columns)),
        rows,
        site.phrases,
    )
