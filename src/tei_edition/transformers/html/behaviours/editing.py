"""What editors did and what writers changed (#COED, #PH).

Both sides of an alternative are in the page; those that the reading view leaves out bear the class
"other" (the walk sees to it), and the stylesheet shows the one or the other.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from tei_edition.tei.namespaces import tei
from tei_edition.tei.reading import shown_alternative
from tei_edition.tei.text_of import text_of
from tei_edition.transformers.html.markup import Shown, attribute
from tei_edition.transformers.html.state import Feature, State
from tei_edition.transformers.signs import gap_in_words

__all__ = ["BEHAVIOURS"]

_CHOICE: Final = tei("choice")
_SPANS: Final = {
    "del": Feature.DELETIONS,
    "add": Feature.ADDITIONS,
    "damage": Feature.LINES,
}


def show_alternative(element: etree._Element, state: State) -> Shown:
    """One side of a choice; what the reader sees says what stands in the document."""
    choice = element.getparent()
    if choice is None or choice.tag != _CHOICE or shown_alternative(choice) is not element:
        return state.phrase(element)
    others = " / ".join(text_of(side) for side in choice.iterchildren("*") if side is not element)
    title = state.phrases.say("title.other-side", text=others) if others else ""
    return state.phrase(element, extra=attribute("title", title))


def show_deletion(element: etree._Element, state: State) -> Shown:
    """Words that the writer deleted."""
    state.features.add(Feature.DELETIONS)
    return state.phrase(element, "del", extra=_title("title.del", state))


def show_addition(element: etree._Element, state: State) -> Shown:
    """Words that the writer added, with their place."""
    state.features.add(Feature.ADDITIONS)
    place = element.get("place", "")
    if not place:
        return state.phrase(element, "ins", extra=_title("title.add", state))
    shown = state.phrases.find_word("place", place) or place
    words = state.phrases.say("title.add.place", place=shown)
    return state.phrase(element, "ins", extra=attribute("title", words))


def show_unclear(element: etree._Element, state: State) -> Shown:
    """Words that are hard to read."""
    reason = element.get("reason", "")
    if not reason:
        return state.phrase(element, extra=_title("title.unclear", state))
    shown = state.phrases.find_word("reason", reason) or reason
    words = state.phrases.say("title.unclear.reason", reason=shown)
    return state.phrase(element, extra=attribute("title", words))


def show_supplied(element: etree._Element, state: State) -> Shown:
    """Words that the editor adds; the stylesheet puts them in brackets."""
    return state.phrase(element, extra=_title("title.supplied", state))


def show_surplus(element: etree._Element, state: State) -> Shown:
    """Words that the editor holds to be superfluous or spurious."""
    return state.phrase(element, extra=_title("title.surplus", state))


def _title(key: str, state: State) -> str:
    return attribute("title", state.phrases.say(key))


def show_gap(element: etree._Element, state: State) -> Shown:
    """A gap: a sign that says how much is missing, and why."""
    shown = state.phrase(element)
    return Shown(
        shown.before + state.sign(f"[{gap_in_words(element, state.phrases)}]"), shown.after
    )


def show_reading(element: etree._Element, state: State) -> Shown:
    """A reading of some witnesses."""
    witnesses = " ".join(part.lstrip("#") for part in element.get("wit", "").split())
    title = state.phrases.say("title.witnesses", witnesses=witnesses) if witnesses else ""
    return state.phrase(element, extra=attribute("title", title))


def show_space(element: etree._Element, state: State) -> Shown:
    """Blank space in the document; one no wider than that between words is nothing else."""
    before, after, _ = state.phrase(element)
    quantity = element.get("quantity", "")
    narrow = element.get("unit") in ("char", "chars", "character") and quantity in ("", "1", "2")
    sign = "" if narrow else _sign_on_request("sign.space", Feature.LINES, state)
    return Shown(f" {before}{sign}", after)


def show_hand(element: etree._Element, state: State) -> Shown:
    """The point where another hand begins."""
    hand = state.find_element(element.get("new", "").strip().removeprefix("#"))
    title = "" if hand is None else state.phrases.say("sign.hand.title", hand=text_of(hand))
    shown = state.phrase(element)
    return Shown(
        shown.before + state.sign(f"[{state.phrases.say('sign.hand')}]", title), shown.after
    )


def show_span(element: etree._Element, state: State) -> Shown:
    """The beginning of a longer deletion, addition or damage."""
    kind = str(element.tag).rpartition("}")[2].removesuffix("Span")
    shown = state.phrase(element)
    sign = _sign_on_request(f"sign.span.{kind}", _SPANS[kind], state)
    return Shown(shown.before + sign, shown.after)


def _sign_on_request(key: str, feature: Feature, state: State) -> str:
    """A sign that the reading view does not show."""
    state.features.add(feature)
    return state.sign(f"[{state.phrases.say(key)}]", classes=f"other v-{feature}")


BEHAVIOURS: Final = {
    **dict.fromkeys("sic corr orig reg abbr expan ex am seg".split(), show_alternative),
    "del": show_deletion,
    "add": show_addition,
    "unclear": show_unclear,
    "supplied": show_supplied,
    "surplus": show_surplus,
    "secl": show_surplus,
    "gap": show_gap,
    "lem": show_reading,
    "rdg": show_reading,
    "space": show_space,
    "handShift": show_hand,
    "delSpan": show_span,
    "addSpan": show_span,
    "damageSpan": show_span,
}
