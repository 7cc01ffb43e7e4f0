"""A rendered text as the templates take it, and the switches above it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from tei_edition.edition import EditionDocument
from tei_edition.transformers.addresses import address_of_document
from tei_edition.transformers.html.body import Body
from tei_edition.transformers.html.markup import is_right_to_left, language_attributes
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.state import Feature
from tei_edition.transformers.html.views import NoteView, Switch, TextView

__all__ = ["companion_address", "switches", "text_view"]


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


def switches(features: Iterable[Feature], site: Site) -> tuple[Switch, ...]:
    """A switch for each feature that a text has, always in the same order."""
    return tuple(
        Switch(feature.value, site.phrases.say(f"view.{feature}"))
        for feature in Feature
        if feature in features
    )


def companion_address(document: EditionDocument, kind: str, site: Site) -> str:
    """The address of another page of a document, "" if a document of that name has it."""
    if site.edition.find(document.id + kind) is not None:
        return ""
    return address_of_document(document.kind, document.id, f"{kind}.html")
