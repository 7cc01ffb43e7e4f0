"""What comes before and after a letter: in its correspondence, in its collections, in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.transformers.html.correspondence_views import correspondence_title
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.views import Neighbours

__all__ = ["neighbours_of"]

_MOST: Final = 3  # correspondences of a letter with many addressees


def neighbours_of(document: EditionDocument, site: Site, links: Links) -> Iterator[Neighbours]:
    """The neighbours of a letter, those of its own correspondence first.

    The correspondence is what its ``correspContext`` says, or else what correspondents and dates
    tell; a letter of no collection has its neighbours in the order of time.
    """
    if document.kind != "letter":
        return
    say = site.phrases.say
    said = {related.kind: related.target for related in document.metadata.related}
    correspondences = [
        one for one in site.correspondences.of_letter.get(document.id, ()) if len(one.letters) > 1
    ]
    address = links.to(correspondences[0].address) if len(correspondences) == 1 else ""
    label = LinkedText(say("neighbour.correspondence"), address)
    previous, following = (
        _link(said.get(f"{side}-correspondence") or said.get(side, ""), links)
        for side in ("prev", "next")
    )
    own = Neighbours(label, previous, following)
    if previous or following:
        yield own
    else:
        for one in correspondences[:_MOST]:
            label = LinkedText(
                correspondence_title(one, site.phrases),
                links.to(one.address),
                marks=links.targets.marks(),
            )
            index = _place_in(one.letters, one.address, document, site)
            yield from _around(index, one.letters, label, links)
    collections = site.connections.collections_of.get(document.id, ())
    for collection in collections:
        entries = site.connections.entries_of[collection.id]
        label = site.once(
            f"label of {collection.id} in {links.folder}", partial(_label, collection, links)
        )
        index = _place_in(entries, collection.id, document, site)
        for around in _around(index, entries, label, links):
            # The same neighbours once more would tell the reader nothing.
            if (around.previous, around.following) != (own.previous, own.following):
                yield around
    if not collections:
        label = LinkedText(say("neighbour.edition"))
        letters = site.connections.letters
        index = _place_in(letters, "", document, site)
        yield from _around(index, letters, label, links)


def _label(collection: EditionDocument, links: Links) -> LinkedText:
    found = links.to_document(collection.id)
    return LinkedText(
        collection.metadata.title or collection.id,
        "" if found is None else found.href,
        marks=links.targets.marks(collection.title_language),
    )


def _around(
    index: int, ordered: Sequence[EditionDocument], label: LinkedText, links: Links
) -> Iterator[Neighbours]:
    previous = _link(ordered[index - 1].id, links) if index else None
    following = _link(ordered[index + 1].id, links) if index + 1 < len(ordered) else None
    if previous or following:
        yield Neighbours(label, previous, following)


def _place_in(
    ordered: Sequence[EditionDocument], name: str, document: EditionDocument, site: Site
) -> int:
    """Where a document stands in an order; ``name`` is that of the order."""
    return site.once(f"order of {name}", partial(_places_in, ordered))[document.id]


def _places_in(ordered: Sequence[EditionDocument]) -> Mapping[str, int]:
    return {document.id: index for index, document in enumerate(ordered)}


def _link(document_id: str, links: Links) -> LinkedText | None:
    link = links.to_document(document_id)
    if link is None:
        return None
    return LinkedText(link.title, link.href, marks=links.targets.marks(link.language))
