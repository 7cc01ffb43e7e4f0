"""COR007: a letter's next letter has another one as its previous."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Fault, Finding, Severity
from tei_edition.tei.locate import locate
from tei_edition.tei.namespaces import tei
from tei_edition.tei.pointers import pointers_in

FAULT = Fault(
    "COR007",
    "neighbours_not_mutual",
    Severity.WARNING,
    """A letter names another as the next, and that one does not name it as the previous.

Why:    readers who go forward and back end elsewhere.
Fails:  <correspDesc><correspAction type="sent"><persName>Anna</persName></correspAction>
        <correspContext><ref type="next"
        target="letter:letter-1912-03-01-anna-berg-to-carl-dorn">the next</ref></correspContext>
        </correspDesc>
Passes: <correspDesc><correspAction type="sent"><persName>Anna</persName></correspAction>
        <correspContext><ref type="reply"
        target="letter:letter-1912-03-01-anna-berg-to-carl-dorn">the answer</ref></correspContext>
        </correspDesc>
Remedy: correct correspContext in one of the two, or convert both again.
Source: TEI P5 #CORRDESC
""",
)
_BACK = {"prev": "next", "next": "prev"}


def check_edition(edition: Edition) -> Iterator[Finding]:
    """Pointers to a previous or next letter that are not returned, if the other file is there."""
    for document in edition.documents:
        for related in document.metadata.related:
            way, _, series = related.kind.partition("-")
            other = edition.find(related.target) if way in _BACK else None
            if other is None:
                continue
            back = f"{_BACK[way]}-{series}" if series else _BACK[way]
            if not any(
                entry.kind == back and entry.target == document.id
                for entry in other.metadata.related
            ):
                yield _finding(document, other, way, _in_words(back), edition)


def _in_words(way: str) -> str:
    """ "prev-correspondence" as readers of the message say it."""
    kind, _, series = way.partition("-")
    named = "previous letter" if kind == "prev" else "next letter"
    return f"{named} of the {series}" if series else named


def _finding(
    document: EditionDocument, other: EditionDocument, way: str, back: str, edition: Edition
) -> Finding:
    tree = edition.read_tree(document)
    place = next(
        (
            ref
            for ref in tree.root.iter(tei("ref"))
            if ref.get("type") == way
            and other.id in [pointer.id for pointer in pointers_in(ref.get("target"))]
        ),
        tree.root,
    )
    return FAULT.at(
        locate(place, document.path),
        f'"{other.id}" does not name this as its {back}',
        "correct correspContext in one of the two",
    )
