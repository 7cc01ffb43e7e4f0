"""What is searched of a document or a register entry: its reading text in each of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tei_edition.edition import EditionDocument
from tei_edition.registers.entity import Entity
from tei_edition.source_text import normalise_space
from tei_edition.tei.passages import Passage
from tei_edition.transformers.cldr import shortest_tag
from tei_edition.transformers.html.entries import Entry, entries_for
from tei_edition.transformers.html.links import Links, life_of
from tei_edition.transformers.html.markup import escape

__all__ = ["UNSTEMMED", "Record", "index_language", "records_of", "records_of_entity"]

# The languages whose inflected forms Pagefind knows (Snowball's stemmers).
_STEMMED: Final = frozenset(
    """ar ca da de el en eo es et eu fi fr ga hi hu hy id it lt nb ne nl nn no pl pt ro ru sr sv ta
    tr yi""".split()
)
# Words of all other languages share one index, in which they are found as they are written.
UNSTEMMED: Final = "unknown"
# Chinese and Japanese have no blanks between words: each character is indexed as a word.
_SIGN: Final = re.compile(
    "([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)


@dataclass(frozen=True, slots=True)
class Record:
    """A page for Pagefind: where it leads (below the output folder), its language, its HTML."""

    address: str
    language: str
    html: str


def index_language(tag: str) -> str:
    """The index in which words of a language (BCP 47) are found.

    >>> index_language("de-AT"), index_language("deu"), index_language("la")
    ('de', 'de', 'unknown')
    """
    primary = shortest_tag(tag).partition("-")[0].lower()
    return primary if primary in _STEMMED else UNSTEMMED


def records_of(
    document: EditionDocument, passages: tuple[Passage, ...], links: Links
) -> Iterator[Record]:
    """The records of a document with these passages, one for each language that it has text in."""
    own = links.targets.edition.config.edition.language
    metadata = document.metadata
    whole = " ".join(passage.text for passage in passages)
    abstract = normalise_space(metadata.abstract)
    if abstract and abstract not in whole:
        passages += (Passage("", document.abstract_language, abstract),)
    entry = entries_for([document], links)[0]
    by_language = _by_language(passages, own)
    for language, found in (by_language or {index_language(own): []}).items():
        yield Record(entry.href, language, _html(entry, found))


def _by_language(passages: Iterable[Passage], own: str) -> Mapping[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    # Words outside all paragraphs come last: nothing is known of where they stand.
    for passage in sorted(passages, key=lambda passage: not passage.anchor):
        found.setdefault(index_language(passage.language or own), []).append(passage)
    return found


def records_of_entity(entity: Entity, links: Links) -> Iterator[Record]:
    """The record of a register entry: names, life, offices, notes."""
    targets = links.targets
    link = links.to_entity(entity.id)
    if link is None:
        return
    names = dict.fromkeys(name.text for name in entity.names)
    roles = [role.text for role in entity.roles]
    texts = ["; ".join([*names, *roles]), *entity.notes]
    body = "".join(_paragraph(text, "") for text in texts if text)
    life = life_of(entity, targets.phrases)
    language = index_language(targets.edition.config.edition.language)
    html = _page(entity.name, life, "", body)
    yield Record(link.href, language, html)


def _html(entry: Entry, passages: Iterable[Passage]) -> str:
    who = " · ".join(one.text for one in entry.who)
    body = "".join(_paragraph(passage.text, passage.anchor) for passage in passages)
    return _page(entry.title, entry.date, who, body)


def _page(title: str, date: str, who: str, body: str) -> str:
    """The title weighs more than the text.

    Date and names stand in the text, where they are found; the script gets them by their elements.
    (Pagefind's metadata would be searched a second time, and with filters its bytes differ from
    run to run.)
    """
    about = "".join(
        f'<{name} id="{name}">{escape(_spaced(text))}</{name}>'
        for name, text in (("dt", date), ("dd", who))
        if text
    )
    return (
        "<!doctype html><html><body data-pagefind-body>"
        f"<h1>{escape(_spaced(title))}</h1>{about}{body}</body></html>"
    )


def _paragraph(text: str, anchor: str) -> str:
    # Every page of the site has this id at its beginning.
    return f'<p id="{escape(anchor or "site-content")}">{escape(_spaced(text))}</p>'


def _spaced(text: str) -> str:
    return _SIGN.sub(r" \1 ", text)
