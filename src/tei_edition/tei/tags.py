"""The tag of a mention: its element, what it points to, how sure it is, and who says so (#ND)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tei_edition.model.mention import Certainty, Mention, MentionKind

__all__ = ["ELEMENTS", "LINKS", "MACHINE", "mention_attributes", "prefixed"]

MACHINE: Final = "#tei-edition"  # the respStmt of the toolkit, in the header of the same file
ELEMENTS: Final = {
    MentionKind.PERSON: "persName",
    MentionKind.PLACE: "placeName",
    MentionKind.ORG: "orgName",
    MentionKind.DATE: "date",
    MentionKind.EVENT: "name",
    MentionKind.DOC: "ref",
    MentionKind.COLLECTION: "ref",
}
LINKS: Final = (MentionKind.DOC, MentionKind.COLLECTION)
_TYPES: Final = {
    MentionKind.EVENT: "event",
    MentionKind.DOC: "document",
    MentionKind.COLLECTION: "collection",
}
_POINTER_PREFIXES: Final = {
    MentionKind.PERSON: "person",
    MentionKind.PLACE: "place",
    MentionKind.ORG: "org",
    MentionKind.EVENT: "event",
    MentionKind.DOC: "letter",
    MentionKind.COLLECTION: "collection",
}


def prefixed(kind: MentionKind, identifier: str) -> str:
    """A pointer as the edition's own documents write it; one with a prefix stays as it is.

    >>> prefixed(MentionKind.PERSON, "anna-berg")
    'person:anna-berg'
    """
    return identifier if ":" in identifier else f"{_POINTER_PREFIXES[kind]}:{identifier}"


def mention_attributes(
    mention: Mention,
    point: Callable[[MentionKind, str], str] = prefixed,
    resp: str = MACHINE,
) -> list[tuple[str, str]]:
    """The TEI attributes of a mention's tag: what it names, how sure it is, who says so.

    ``point`` writes the pointer to an entry or document, "" for none; an empty ``resp`` is left
    out. A mention that an editor has reviewed bears neither ``@resp`` nor ``@cert``.
    """
    attributes: list[tuple[str, str]] = []
    if mention.kind in _TYPES:
        attributes.append(("type", _TYPES[mention.kind]))
    if mention.ref and mention.kind is not MentionKind.DATE:
        name = "target" if mention.kind in LINKS else "ref"
        pointers = [point(mention.kind, identifier) for identifier in mention.ref.split()]
        attributes.append((name, " ".join(pointer for pointer in pointers if pointer)))
    attributes += [pair for pair in mention.attributes if pair[0] not in ("cert", "resp")]
    if mention.reviewed:
        attributes += [pair for pair in mention.attributes if pair[0] == "cert"]
    else:
        attributes.append(("cert", mention.certainty.value))
        if mention.certainty is not Certainty.HIGH and mention.kind not in LINKS:
            attributes.append(("evidence", "conjecture"))
        attributes.append(("resp", resp))
    return [(name, value) for name, value in attributes if value]
