"""What all pages share: the edition, its links, the frame around every page, the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any, Final, TypeVar

from markupsafe import Markup

from tei_edition.digest import digest_of
from tei_edition.edition import Edition, EditionDocument
from tei_edition.memo import Answers, Asked
from tei_edition.model.mention import MentionKind
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import ENTITY_FOLDERS, site_address
from tei_edition.transformers.chronology import year_of
from tei_edition.transformers.connections import Connections, connect, published
from tei_edition.transformers.correspondences import (
    UNKNOWN,
    Correspondences,
    correspondences_in,
)
from tei_edition.transformers.html.adapting.navigation import left_out
from tei_edition.transformers.html.adapting.own_files import STATIC, own_files
from tei_edition.transformers.html.adapting.templates import Templates, templates_of
from tei_edition.transformers.html.days import CALENDAR
from tei_edition.transformers.html.facsimiles import find_image
from tei_edition.transformers.html.frame import NOT_FOUND, Frame
from tei_edition.transformers.html.head import NOTHING, Head, open_graph
from tei_edition.transformers.html.linked_text import UNMARKED, Alternate, LinkedText
from tei_edition.transformers.html.links import Links, Targets
from tei_edition.transformers.linked_data.graphs import GraphWriter
from tei_edition.transformers.outlines import outline_of, outline_with_mentions
from tei_edition.transformers.phrases import Phrases, phrases_of
from tei_edition.transformers.plug_ins import PAGES, plug_ins
from tei_edition.transformers.press import Press

__all__ = [
    "ENTITY_KINDS",
    "SCRIPT",
    "SEARCH",
    "STYLESHEET",
    "Site",
]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

STYLESHEET: Final = "style/edition.css"
ENTITY_KINDS: Final = tuple(ENTITY_FOLDERS)
SCRIPT: Final = "style/edition.js"
SEARCH: Final = "search.html"
CUSTOM: Final = "style/custom.css"
# Nothing is loaded from elsewhere, nothing runs but the site's own script.
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)


@dataclass(frozen=True, slots=True)
class Site:
    """An edition on its way to becoming pages."""

    edition: Edition
    phrases: Phrases
    documents: tuple[EditionDocument, ...]
    entities: tuple[Entity, ...]
    connections: Connections
    correspondences: Correspondences
    targets: Targets
    templates: Templates
    own_styles: frozenset[str]
    has_network: bool
    has_map: bool
    press: Press
    _known: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls, edition: Edition, phrases: Phrases | None = None, press: Press | None = None
    ) -> Site:
        """The site of an edition in the language of the phrases, by default its own."""
        phrases = phrases_of(edition) if phrases is None else phrases
        registers, connections = edition.registers, connect(edition)
        entities = tuple(entity for entity in registers if registers.find(entity.id) is entity)
        gone = left_out(edition.config.site.leave_out)
        correspondences = correspondences_in(connections.letters, registers)
        return cls(
            edition,
            phrases,
            published(edition),
            entities,
            connections,
            correspondences,
            Targets.of(edition, phrases),
            templates_of(edition.root, phrases),
            frozenset(own_files(edition.root, STATIC)),
            "network" not in gone
            and any(UNKNOWN not in one.parties for one in correspondences.all),
            "map" not in gone and any(_is_on_map(entity, connections) for entity in entities),
            press or Press(),
        )

    def __reduce__(self) -> tuple[Any, ...]:
        # What other processes can make themselves is not sent to them.
        return _site_again, (replace(self.edition, expected_texts={}), self.press)

    @property
    def title(self) -> str:
        """What the site calls itself."""
        return self.edition.config.site.title or self.edition.config.edition.title

    @property
    def has_dates(self) -> bool:
        """Whether any letter has a date; they are in order of time, those without one last."""
        return any(year_of(letter) is not None for letter in self.connections.letters[:1])

    def of_kind(self, kind: str) -> tuple[EditionDocument, ...]:
        """The published documents of a kind, in order of time."""
        return tuple(document for document in self.documents if document.kind == kind)

    def entities_of(self, kind: MentionKind) -> tuple[Entity, ...]:
        """The published register entries of a kind, in the order of the registers."""
        return tuple(entity for entity in self.entities if entity.kind is kind)

    def links_from(
        self,
        here: str,
        own_ids: Mapping[str, str] = MappingProxyType({}),
        asked: Asked | None = None,
    ) -> Links:
        """Links as they must be written on the page at ``here``; ``own_ids`` as ``Links`` has.

        What they are asked for is noted in ``asked``.
        """
        return Links(self.targets if asked is None else self.targets.heard(asked), here, own_ids)

    def page(
        self,
        here: str,
        template: str,
        title: str,
        description: str = "",
        alternates: tuple[Alternate, ...] = (),
        *,
        title_marks: Markup = UNMARKED,
        standard: str = "",
        head: Head = NOTHING,
        listed: Sequence[tuple[str, str]] = (),
        policy: str = _POLICY,
        **values: Any,
    ) -> OutputFile:
        """The page at the address ``here``; ``title_marks`` is for titles that documents have.

        ``standard`` is the address of the page that is to be cited and found instead, if any;
        ``head`` is what it tells machines, ``listed`` are addresses and titles of what it lists.
        ``policy`` is the Content Security Policy, for a page that needs more than the others.
        """
        config, language = self.edition.config, self.phrases.language
        is_indexed = not standard and here != NOT_FOUND
        canonical = ""
        if here != NOT_FOUND and (config.edition.base_url or standard):
            canonical = site_address(config.edition.base_url, standard or here, here)
        shown = title or self.title
        # The same for all pages of a folder, of which there are thousands.
        around = self.once(f"around {here.rpartition('/')[0] or here}", partial(self._around, here))
        graph = head.graph or self.graphs_from(here).page_graph(
            here, shown, description, language, listed
        )
        shared: dict[str, Any] = dict(
            **around,
            title_marks=title_marks,
            policy=policy,
            page_title=title,
            description=description,
            canonical=canonical,
            is_indexed=is_indexed,
            metas=head.metas,
            properties=open_graph(
                head,
                title=shown,
                site=self.title,
                description=description,
                address=canonical if config.edition.base_url else "",
                image=self.frame.absolute_logo,
                language=language,
            ),
            linked_data=Markup(graph.to_script()),
            alternates=alternates,
            **values,
        )
        return self.press.file(
            here,
            (template, shared),
            partial(self.templates.fill, template, shared),
            is_indexed=is_indexed,
        )

    def _around(self, here: str) -> dict[str, Any]:
        """What is the same on all pages of the folder; each page at the top has its own."""
        frame, has_search = self.frame, bool(self.documents) and self.makes("search")
        navigation, more = frame.navigation(here)
        return {
            "edition_marks": self.targets.marks(),
            "site_title": self.title,
            "footer": self.edition.config.site.footer,
            "stylesheet": frame.address(STYLESHEET, here),
            "script": frame.address(SCRIPT, here),
            "search": frame.address(SEARCH, here) if has_search and here != SEARCH else "",
            "home": LinkedText(self.title, frame.address("index.html", here)),
            "custom": frame.address(CUSTOM, here) if "custom.css" in self.own_styles else "",
            "logo": frame.logo(here),
            "navigation": navigation,
            "more_sections": more,
            "footer_links": frame.own_links("footer", here),
        }

    def graphs_from(self, here: str) -> GraphWriter:
        """What makes the graphs of the pages beside ``here``."""
        folder = here.rpartition("/")[0]
        return self.once(
            f"graphs from {folder}", partial(GraphWriter, self.edition, self.connections, here)
        )

    def each(
        self,
        items: Sequence[_Item],
        make: Callable[[_Item, Site], Iterator[OutputFile]],
    ) -> Iterator[OutputFile]:
        """The files that ``make`` gives for each item and the site, in order, on all cores.

        ``make`` is a function of a module, perhaps with ``functools.partial``; it changes nothing
        but what it makes.
        """
        return self.press.each(items, partial(_make, make, self))

    def makes(self, key: str) -> bool:
        """Whether the edition wants the pages with this key."""
        return key not in left_out(self.edition.config.site.leave_out)

    @property
    def outline(self) -> str:
        """All that a page may take from documents it is not about, as a digest (``outlines``)."""
        return digest_of(outline_of(self.edition), self.phrases.language, self.sections())

    @property
    def outline_with_mentions(self) -> str:
        """The same, with what is mentioned where."""
        return digest_of(self.outline, outline_with_mentions(self.edition))

    def once(self, name: str, make: Callable[[], _Result]) -> _Result:
        """What ``make`` gives for this name; it is asked the first time only."""
        if name not in self._known:
            self._known[name] = make()
        found: _Result = self._known[name]
        return found

    @property
    def frame(self) -> Frame:
        """The links around every page."""
        return self.once("frame", self._frame)

    def _frame(self) -> Frame:
        marks = self.targets.marks()
        return Frame(self.edition.config, self.phrases, self.sections(), self.own_styles, marks)

    def answers(self) -> Answers:
        """What links and images answer now."""
        images = partial(find_image, self.edition)
        return self.once("answers", lambda: self.targets.answers() | {"image": images})

    def answers_with_images(self) -> Answers:
        """The same; of each image also what is in it."""
        contents = partial(_content, self.edition)
        return self.once(
            "answers with images", lambda: self.targets.answers() | {"image": contents}
        )

    def sections(self) -> tuple[tuple[str, str], ...]:
        """Key and address of each section that the edition has."""
        return self.once("sections", lambda: tuple(self._sections()))

    def _sections(self) -> Iterator[tuple[str, str]]:
        yield "letters", "letters/index.html"
        for kind, section in (("collection", "collections"), ("essay", "essays")):
            if self.of_kind(kind):
                yield section, f"{section}/index.html"
        if self.correspondences.all and self.makes("correspondences"):
            yield "correspondences", "correspondences/index.html"
        if self.has_dates and self.makes("calendar"):
            yield "calendar", CALENDAR
            if self.makes("timeline"):
                yield "timeline", "timeline.html"
        for entity_kind in ENTITY_KINDS:
            if self.entities_of(entity_kind):
                yield entity_kind.value, f"{ENTITY_FOLDERS[entity_kind]}/index.html"
        if self.documents:
            yield "browse", "browse/index.html"
        if self.has_network:
            yield "network", "network.html"
        if self.has_map:
            yield "map", "map.html"
        for plug_in in plug_ins(PAGES):
            if hasattr(plug_in.content, "ADDRESS") and self.makes(plug_in.content.KEY):
                yield plug_in.content.KEY, plug_in.content.ADDRESS
        yield "about", "about.html"


def _is_on_map(entity: Entity, connections: Connections) -> bool:
    """Whether a place that is in a document has a position; an organisation may have one, too."""
    is_place = entity.kind is MentionKind.PLACE and entity.coordinates is not None
    return is_place and connections.has_place(entity.id)


def _site_again(edition: Edition, press: Press) -> Site:
    return Site.of(edition, press=press)


def _content(edition: Edition, question: str) -> tuple[str, bytes] | None:
    path = find_image(edition, question)
    return None if path is None else (path, (edition.root / path).read_bytes())


def _make(
    make: Callable[[_Item, Site], Iterator[OutputFile]], site: Site, item: _Item
) -> Iterator[OutputFile]:
    return make(item, site)
