"""What the pages of a letter take from the rest of the edition.

As long as that, its file and the answers to what its text asks are the same, so are its pages: of
thousands of letters few are near one that has changed.
"""

from __future__ import annotations

from functools import partial

from tei_edition.edition import EditionDocument
from tei_edition.transformers.addresses import address_of_document
from tei_edition.transformers.html.correspondence_views import correspondence_links
from tei_edition.transformers.html.document_facts import head_facts, recipients, senders
from tei_edition.transformers.html.entries import entries_for
from tei_edition.transformers.html.neighbours import neighbours_of
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.text_views import AS_WRITTEN, BESIDE, companion_address
from tei_edition.transformers.html.translations import Translations
from tei_edition.transformers.linked_data.bases import Bases
from tei_edition.transformers.outlines import said_of_documents

__all__ = ["surroundings_of"]


def surroundings_of(
    document: EditionDocument, translations: Translations, site: Site
) -> tuple[object, ...]:
    """Plain values, but for the configuration and what the text asks.

    An essay or a collection tells of so many documents that it has all that is said of any.
    """
    if document.kind != "letter":
        return (site.outline,)
    here = address_of_document(document.kind, document.id)
    links = site.links_from(here, document.own_ids)
    original = translations.originals.get(document.id)
    bases = site.once("bases", partial(Bases, site.edition))
    connections = site.connections
    return (
        site.phrases.language,
        site.sections(),
        bases.of(document),
        (senders(document.metadata, links), recipients(document.metadata, links)),
        tuple(head_facts(document, site, links)),
        "" if original is None else said_of_documents(site.edition)[original.path],
        tuple(translations.facts(document, site, links)),
        tuple(companion_address(document, kind, site) for kind in (AS_WRITTEN, BESIDE)),
        tuple(neighbours_of(document, site, links)),
        tuple(correspondence_links(document.id, site, links)),
        entries_for(connections.essays_on.get(document.id, ()), links),
        entries_for(connections.collections_of.get(document.id, ()), links),
    )
