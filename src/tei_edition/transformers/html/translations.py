"""Translations that are documents of their own: where they are, and both texts side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from lxml import etree
from pydantic import TypeAdapter

from tei_edition.edition import EditionDocument
from tei_edition.memo import Asked
from tei_edition.model.output import OutputFile
from tei_edition.tei.namespaces import XML_ID, XML_LANG
from tei_edition.transformers.addresses import address_of_document
from tei_edition.transformers.html.adapting.tables import behaviours_for
from tei_edition.transformers.html.body import Body, render_body
from tei_edition.transformers.html.facsimiles import facsimiles_of
from tei_edition.transformers.html.languages import language_name
from tei_edition.transformers.html.linked_text import LinkedText
from tei_edition.transformers.html.links import Links
from tei_edition.transformers.html.parallel import Parallel, column_of, parallel_columns
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.text_views import BESIDE, companion_address, switches, text_view
from tei_edition.transformers.html.views import Column, Fact

__all__ = ["Translations"]

_PREFIX: Final = "translation-"


@dataclass(frozen=True, slots=True)
class Translations:
    """Which documents translate which: ``originals`` and ``translations`` by the other's id."""

    originals: Mapping[str, EditionDocument]
    translations: Mapping[str, tuple[EditionDocument, ...]]

    @classmethod
    def of(cls, site: Site) -> Translations:
        """The translations among the documents of a site."""
        originals: dict[str, EditionDocument] = {}
        translations: dict[str, tuple[EditionDocument, ...]] = {}
        for document in site.documents:
            original = _original_of(document, site)
            if original is not None:
                originals[document.id] = original
                translations[original.id] = (*translations.get(original.id, ()), document)
        return cls(originals, translations)

    def facts(self, document: EditionDocument, site: Site, links: Links) -> Iterator[Fact]:
        """Where the original is, or the translations, and where both stand side by side."""
        original = self.originals.get(document.id)
        pairs = [("fact.translation-of", original, document)] if original is not None else []
        pairs += [
            ("fact.translation", other, other) for other in self.translations.get(document.id, ())
        ]
        for key, other, translation in pairs:
            link = links.to_document(other.id)
            if link is None:
                continue
            values = [LinkedText(link.title, link.href, marks=site.targets.marks(link.language))]
            page = companion_address(translation, BESIDE, site)
            if page:
                values.append(LinkedText(site.phrases.say("view.parallel"), links.to(page)))
            yield Fact(site.phrases.say(key), tuple(values))

    def pages(self, document: EditionDocument, site: Site) -> Iterator[OutputFile]:
        """The page with a translation beside its original; none for other documents."""
        original = self.originals.get(document.id)
        here = "" if original is None else companion_address(document, BESIDE, site)
        if original is None or not here:
            return
        both = (original, document)
        texts = site.press.memo.value(
            f"text {here}",
            [(one.sha256, one.metadata.title, one.own_ids) for one in both],
            _shape(),
            lambda asked: _read(both, here, site, asked),
            site.answers(),
        )
        links = site.links_from(here)
        names = [
            language_name(tag or site.edition.config.edition.language, site.phrases.language)
            for tag in texts.languages
        ]
        yield site.page(
            here,
            "parallel.html",
            document.metadata.title or document.id,
            document.metadata.abstract,
            standard=address_of_document(document.kind, document.id),
            title_marks=site.targets.marks(document.title_language),
            columns=[
                Column(_label(one, links), name, *text_view(body, tag, site))
                for one, body, tag, name in zip(
                    both, texts.bodies, texts.languages, names, strict=True
                )
            ],
            is_aligned=texts.are_aligned,
            switches=switches(
                frozenset().union(*(body.features for body in texts.bodies)), site.phrases
            ),
        )


@dataclass(frozen=True, slots=True)
class _Texts:
    """An original and its translation, rendered to stand side by side."""

    bodies: tuple[Body, ...]
    languages: tuple[str, ...]
    are_aligned: bool


@cache
def _shape() -> TypeAdapter[_Texts]:
    return TypeAdapter(_Texts)


def _read(both: tuple[EditionDocument, ...], here: str, site: Site, asked: Asked) -> _Texts:
    roots = [site.edition.read_tree(one).root for one in both]
    rows = _rows(*roots)
    bodies = tuple(
        render_body(
            root,
            one.metadata.title or one.id,
            site.links_from(here, one.own_ids, asked),
            site.phrases,
            facsimiles=facsimiles_of(root, one.path, site.edition, asked),
            parallel=rows,
            prefix=prefix,
            behaviours=behaviours_for(site.edition),
        )
        for one, root, prefix in zip(both, roots, ("", _prefix_beside(roots[0])), strict=True)
    )
    return _Texts(bodies, tuple(root.get(XML_LANG, "").strip() for root in roots), rows is not None)


def _label(document: EditionDocument, links: Links) -> LinkedText:
    link = links.to_document(document.id)
    marks = links.targets.marks(document.title_language)
    title = document.metadata.title or document.id
    return LinkedText(title, "" if link is None else link.href, marks=marks)


def _original_of(document: EditionDocument, site: Site) -> EditionDocument | None:
    for related in document.metadata.related:
        original = site.edition.find(related.target)
        if related.kind == "translation-of" and original not in (None, document):
            return original
    return None


def _rows(one: etree._Element, other: etree._Element) -> Parallel | None:
    """The rows of two texts, None where their paragraphs do not agree."""
    left, right = column_of(one), column_of(other)
    return None if left is None or right is None else parallel_columns(left, right)


def _prefix_beside(root: etree._Element) -> str:
    """What no ``xml:id`` of the other text begins with."""
    prefix = _PREFIX
    while any(one.get(XML_ID, "").startswith(prefix) for one in root.iter("*")):
        prefix += "-"
    return prefix
