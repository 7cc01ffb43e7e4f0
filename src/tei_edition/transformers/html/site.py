"""What all pages share: the edition, its links, the frame around every page, the templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tei_edition.edition import Edition, EditionDocument
from tei_edition.model.mention import MentionKind
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import ENTITY_FOLDERS, site_address
from tei_edition.transformers.connections import Connections, connect, published
from tei_edition.transformers.html.links import Links, Targets
from tei_edition.transformers.html.markup import language_attributes
from tei_edition.transformers.phrases import ENGLISH, Phrases

__all__ = ["ENTITY_KINDS", "NOT_FOUND", "STYLESHEET", "Alternate", "LinkedText", "Site"]

STYLESHEET: Final = "style/edition.css"
NOT_FOUND: Final = "404.html"
ENTITY_KINDS: Final = tuple(ENTITY_FOLDERS)
# Nothing is loaded from elsewhere, nothing runs.
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class LinkedText:
    """Words on a page, a link where ``href`` is not ""."""

    text: str
    href: str = ""
    title: str = ""
    classes: str = ""
    current: bool = False
    datetime: str = ""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same document in another form."""

    href: str
    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Site:
    """An edition on its way to becoming pages."""

    edition: Edition
    phrases: Phrases
    documents: tuple[EditionDocument, ...]
    entities: tuple[Entity, ...]
    connections: Connections
    targets: Targets
    environment: Environment

    @classmethod
    def of(cls, edition: Edition, phrases: Phrases = ENGLISH) -> Site:
        """The site of an edition in the language of the phrases."""
        registers = edition.registers
        entities = tuple(entity for entity in registers if registers.find(entity.id) is entity)
        return cls(
            edition,
            phrases,
            published(edition),
            entities,
            connect(edition),
            Targets.of(edition, phrases),
            _environment(),
        )

    @property
    def title(self) -> str:
        """What the site calls itself."""
        return self.edition.config.site.title or self.edition.config.edition.title

    def of_kind(self, kind: str) -> tuple[EditionDocument, ...]:
        """The published documents of a kind, in order of time."""
        return tuple(document for document in self.documents if document.kind == kind)

    def entities_of(self, kind: MentionKind) -> tuple[Entity, ...]:
        """The published register entries of a kind, in the order of the registers."""
        return tuple(entity for entity in self.entities if entity.kind is kind)

    def links_from(self, here: str) -> Links:
        """Links as they must be written on the page at ``here``."""
        return Links(self.targets, here)

    def page(
        self,
        here: str,
        template: str,
        title: str,
        description: str = "",
        alternates: tuple[Alternate, ...] = (),
        **values: Any,
    ) -> OutputFile:
        """The page at the address ``here``."""
        config = self.edition.config
        text = self.environment.get_template(template).render(
            say=self.phrases.say,
            count=self.phrases.count,
            language=Markup(language_attributes(self.phrases.language)),
            policy=_POLICY,
            site_title=self.title,
            footer=config.site.footer,
            page_title=title,
            description=description,
            stylesheet=self._address(STYLESHEET, here),
            canonical=site_address(config.edition.base_url, here, here)
            if config.edition.base_url
            else "",
            alternates=alternates,
            home=LinkedText(self.title, self._address("index.html", here)),
            navigation=tuple(self._navigation(here)),
            **values,
        )
        return OutputFile(here, text.encode("utf-8"))

    def _address(self, target: str, here: str) -> str:
        """A link of the frame; servers show the page for lost addresses at any depth."""
        base_url = self.edition.config.edition.base_url if here == NOT_FOUND else ""
        return site_address(base_url, target, here)

    def _navigation(self, here: str) -> Iterator[LinkedText]:
        folder = here.rpartition("/")[0]
        for key, address in self.sections():
            current = folder == address.rpartition("/")[0] if folder else address == here
            yield LinkedText(
                self.phrases.say(f"nav.{key}"), self._address(address, here), current=current
            )

    def sections(self) -> Iterator[tuple[str, str]]:
        """Key and address of each section that the edition has."""
        yield "letters", "letters/index.html"
        for kind, section in (("collection", "collections"), ("essay", "essays")):
            if self.of_kind(kind):
                yield section, f"{section}/index.html"
        for entity_kind in ENTITY_KINDS:
            if self.entities_of(entity_kind):
                yield entity_kind.value, f"{ENTITY_FOLDERS[entity_kind]}/index.html"
        yield "about", "about.html"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Jinja with everything escaped and every misspelt name an error."""
    return Environment(
        loader=PackageLoader("tei_edition.transformers.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
