"""Sound, film and data within a text (#FTGRA, #SASE)."""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.transformers.addresses import find_web_address
from tei_edition.transformers.html.behaviours.plain import show_phrase
from tei_edition.transformers.html.markup import Shown, escape
from tei_edition.transformers.html.state import State

__all__ = ["BEHAVIOURS"]


def show_media(element: etree._Element, state: State) -> Shown:
    """Sound or film: a link to where it is on the web, since pages load nothing."""
    words = f"[{state.phrases.say('sign.media')}]"
    address = None if state.in_link else find_web_address(element.get("url", ""))
    shown = state.phrase(element)
    if address is None:
        return Shown(shown.before + state.sign(words), shown.after)
    link = (
        f'<a class="ed"{state.interface_marks} href="{escape(address)}" '
        f'rel="external noreferrer">{escape(words)}</a>'
    )
    return Shown(shown.before + link, shown.after)


def show_data(element: etree._Element, state: State) -> Shown:
    """A sign for an image; its bytes, written as letters, are not part of the reading text."""
    sign = state.sign(f"[{state.phrases.say('sign.image')}]")
    shown = state.phrase(element)
    return Shown(sign + shown.before, shown.after)


BEHAVIOURS: Final = {
    "media": show_media,
    "binaryObject": show_data,
    "notatedMusic": show_phrase,
}
