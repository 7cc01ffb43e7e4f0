"""What a collection holds, and which others it has to do with."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import EditionDocument
from tei_edition.transformers.html.correspondence_views import span_of
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.views import Fact

__all__ = ["collection_facts", "related_collections"]


def collection_facts(document: EditionDocument, site: Site) -> Iterator[Fact]:
    """How many letters, and from which years."""
    letters = site.connections.entries_of.get(document.id, ())
    if letters:
        number = site.phrases.count("letters", len(letters))
        yield Fact(site.phrases.say("collection.contents"), (LinkedText(number),))
    span = span_of(letters, site.phrases)
    if span:
        yield Fact(site.phrases.say("period"), (LinkedText(span),))


def related_collections(document: EditionDocument, site: Site) -> Iterator[EditionDocument]:
    """Collections that a collection points to, that point to it, or that share letters with it."""
    own = {letter.id for letter in site.connections.entries_of.get(document.id, ())}
    for other in site.of_kind("collection"):
        theirs = (letter.id for letter in site.connections.entries_of[other.id])
        pointed = other.id in document.targets or document.id in other.targets
        if other.id != document.id and (pointed or not own.isdisjoint(theirs)):
            yield other
