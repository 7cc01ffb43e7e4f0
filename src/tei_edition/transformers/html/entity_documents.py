"""The documents of a register entry: sent, received, mentioned in; cut into pages where many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from tei_edition.edition import EditionDocument
from tei_edition.registers.entity import Entity
from tei_edition.source_text import normalise_space
from tei_edition.tei.mentions import TeiMention
from tei_edition.transformers.chronology import shown_span, year_of
from tei_edition.transformers.connections import Mentioned
from tei_edition.transformers.html.entries import Entry, brief_entries_for, entries_for
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.paging import entry_weight, in_pages
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.views import MentionsView, Snippet

__all__ = ["EntityPart", "parts_of"]

_SHOWN: Final = 3  # mentions of a document that are shown before the rest is folded
_LONG: Final = 60  # documents; longer lists have no summaries


@dataclass(frozen=True, slots=True)
class EntityPart:
    """Documents to which an entry has one relation, or as many of them as stand on a page.

    ``total`` is the number of all, in words; of ``entries`` and ``mentions`` one is ().
    ``years`` are those of the first and the last of them, in words, "" where not known.
    """

    title: str
    total: str
    entries: tuple[Entry, ...] = ()
    mentions: tuple[MentionsView, ...] = ()
    years: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A document in the list of one of the parts."""

    part: EntityPart
    shown: Entry | MentionsView
    year: int | None

    @property
    def weight(self) -> int:
        if isinstance(self.shown, Entry):
            return entry_weight(self.shown)
        snippets = (*self.shown.shown, *self.shown.folded)
        words = sum(len((s.before + s.text + s.after + s.href).encode()) for s in snippets)
        return entry_weight(self.shown.entry) + words + 80 * len(snippets)


def parts_of(entity: Entity, site: Site, links: Links) -> tuple[tuple[EntityPart, ...], ...]:
    """What stands on each page of an entry, at least one page."""
    pages = in_pages(_pieces(entity, site, links), lambda piece: piece.weight)
    return tuple(_grouped(page, site) for page in pages)


def _grouped(pieces: Iterable[_Piece], site: Site) -> tuple[EntityPart, ...]:
    found: dict[EntityPart, list[_Piece]] = {}
    for piece in pieces:
        found.setdefault(piece.part, []).append(piece)
    return tuple(
        EntityPart(
            part.title,
            part.total,
            tuple(one.shown for one in shown if isinstance(one.shown, Entry)),
            tuple(one.shown for one in shown if isinstance(one.shown, MentionsView)),
            shown_span(_year(shown[0]), _year(shown[-1]), site.phrases),
        )
        for part, shown in found.items()
    )


def _year(piece: _Piece) -> str:
    return "" if piece.year is None else str(piece.year)


def _pieces(entity: Entity, site: Site, links: Links) -> Iterator[_Piece]:
    connections, say = site.connections, site.phrases.say
    groups: tuple[tuple[str, Mapping[str, tuple[EditionDocument, ...]]], ...] = (
        ("entity.sent", connections.sent_by),
        ("entity.received", connections.received_by),
        ("entity.attended", connections.attended_by),
        ("entity.sent-from", connections.sent_from),
        ("entity.sent-to", connections.sent_to),
    )
    for key, group in groups:
        documents = group.get(entity.id, ())
        part = EntityPart(say(key), site.phrases.number(len(documents)))
        listed = entries_for if len(documents) <= _LONG else brief_entries_for
        for document, entry in zip(documents, listed(documents, links), strict=True):
            yield _Piece(part, entry, year_of(document))
    mentioned = connections.mentions_of.get(entity.id, ())
    total = sum(len(one.mentions) or 1 for one in mentioned)
    part = EntityPart(say("entity.mentions"), site.phrases.count("mentions", total))
    for one in mentioned:
        yield _Piece(part, _mentions(one, site, links), year_of(one.document))


def _mentions(mentioned: Mentioned, site: Site, links: Links) -> MentionsView:
    entry = entries_for([mentioned.document], links)[0]
    # A heading that is the document's title says nothing about the entry.
    snippets = tuple(
        _snippet(one, entry.href, site)
        for one in mentioned.mentions
        if normalise_space(one.before + one.shown + one.after) != entry.title
    )
    # One more than is shown is not worth folding.
    cut = _SHOWN if len(snippets) > _SHOWN + 1 else len(snippets)
    return MentionsView(entry, snippets[:cut], snippets[cut:])


def _snippet(mention: TeiMention, page: str, site: Site) -> Snippet:
    doubt = [site.phrases.say("tags.machine.title")] if mention.machine else []
    if mention.certainty in ("low", "medium"):
        doubt.append(site.phrases.say(f"tags.certainty.{mention.certainty}"))
    doubtful = mention.certainty in ("low", "medium")
    classes = [name for name, has in (("machine", mention.machine), ("doubtful", doubtful)) if has]
    return Snippet(
        mention.before,
        mention.shown or mention.text,
        mention.after,
        f"{page}#{quote(mention.anchor)}" if mention.anchor else page,
        " ".join(classes),
        ", ".join(doubt),
        site.targets.marks(mention.language),
    )
