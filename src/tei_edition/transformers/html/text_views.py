"""A rendered text as the templates take it, and the switches above it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from markupsafe import Markup

from tei_edition.edition import EditionDocument
from tei_edition.transformers.addresses import address_of_document
from tei_edition.transformers.html.body import Body
from tei_edition.transformers.html.markup import is_right_to_left, language_attributes
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.state import Feature
from tei_edition.transformers.html.views import NoteView, Switch, TextView
from tei_edition.transformers.phrases import Phrases

__all__ = ["AS_WRITTEN", "BESIDE", "companion_address", "switches", "text_view"]

# Other pages of a document: as it was written, and beside its original.
AS_WRITTEN: Final = ".diplomatic"
BESIDE: Final = ".parallel"


def text_view(body: Body, language: str, site: Site) -> TextView:
    """A text with its notes; without a language it is in that of the edition."""
    tag = language or site.edition.config.edition.language
    mixed = is_right_to_left(site.phrases.language)
    return TextView(
        Markup(body.content),
        Markup(language_attributes(tag, mixed=mixed)),
        tuple(
            NoteView(note.number, note.anchor, Markup(note.content), note.markers)
            for note in body.notes
        ),
    )


# Most texts have the same.
@lru_cache(maxsize=64)
def switches(features: frozenset[Feature], phrases: Phrases) -> tuple[Switch, ...]:
    """A switch for each feature that a text has, always in the same order."""
    return tuple(
        Switch(feature.value, phrases.say(f"view.{feature}"))
        for feature in Feature
        if feature in features
    )


def companion_address(document: EditionDocument, kind: str, site: Site) -> str:
    """The address of another page of a document, "" if a document of that name has it."""
    if site.edition.find(document.id + kind) is not None:
        return ""
    return address_of_document(document.kind, document.id, f"{kind}.html")
