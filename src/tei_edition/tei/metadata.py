"""What a TEI file says of its document: the same view for our own files and those of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from tei_edition.model.config_values import first_day
from tei_edition.model.mention import Certainty
from tei_edition.model.metadata import (
    Agent,
    ArchivalLocation,
    DatedText,
    EditedElsewhere,
    Metadata,
    PlaceReference,
    Related,
)
from tei_edition.tei.correspondence import (
    Said,
    correspondence_actions,
    main_date,
    said_in,
)
from tei_edition.tei.languages import language_in_header, language_of
from tei_edition.tei.mentions import (
    DATE_ATTRIBUTES,
    KINDS_BY_TYPE,
    TeiMention,
    read_mentions,
)
from tei_edition.tei.namespaces import XML_ID, XML_LANG, tei
from tei_edition.tei.pointers import entries_named_by, pointers_in
from tei_edition.tei.text_of import element_name, text_of

__all__ = [
    "TeiMention",
    "abstract_language",
    "read_mentions",
    "read_metadata",
    "title_language",
]

_CERTAINTIES: Final = {certainty.value: certainty for certainty in Certainty}
_AGENTS: Final = {"persName": "person", "orgName": "org", "name": "", "rs": ""}
_NAMES: Final = (tei("name"), tei("persName"), tei("orgName"))
_DATE_ATTRIBUTES: Final = (*DATE_ATTRIBUTES, "calendar", "precision")
_MENTIONED: Final = {
    tei("persName"): "person",
    tei("placeName"): "place",
    tei("orgName"): "org",
}
_ORIGINALS: Final = frozenset({"original", "translation-of", "translationof"})


def read_metadata(root: etree._Element) -> Metadata:
    """The metadata of a TEI document; what it does not say is "" or ()."""
    header = root.find(tei("teiHeader"))
    if header is None:
        return Metadata(id=root.get(XML_ID, ""))
    sent = said_in(*correspondence_actions(header, "sent"))
    received = said_in(*correspondence_actions(header, "received"))
    places = _places(sent)
    told = [
        (term.get("type", "keyword"), text_of(term))
        for profile in header.iterchildren(tei("profileDesc"))
        for term in profile.iter(tei("term"))
    ]
    terms = dict(told)
    return Metadata(
        id=root.get(XML_ID, ""),
        title=_words([_title(header)]),
        genre=terms.get("genre", ""),
        senders=_agents(sent),
        recipients=_agents(received),
        participants=tuple(_participants(header)),
        date=_day(sent) or _creation(header),
        received=_day(received),
        place_from=places[0] if places else None,
        places_to=_places(received),
        number=terms.get("number", ""),
        classification=terms.get("classification", ""),
        archive=_archive(header),
        source=_text(header, "fileDesc", "sourceDesc", "bibl"),
        languages=_languages(root, header),
        abstract=_words(_abstract(root)),
        authors=_authors(header),
        editors=tuple(_editors(header, translators=False)),
        translators=tuple(_editors(header, translators=True)),
        licence=_licence(header),
        keywords=tuple(words for kind, words in told if kind == "keyword"),
        related=tuple(_related(header)),
        status=_status(header),
        revised=_last_day(_find(header, "revisionDesc"), "change"),
        published=_last_day(_find(header, "fileDesc", "publicationStmt"), "date"),
        other_dates=_other_days(sent),
        other_received=_other_days(received),
        other_places_from=places[1:],
        mentioned=_mentioned(header),
        edited=_edited(header),
    )


def _find(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first element on a path of names."""
    if element is None or not names:
        return element
    first, *others = names
    for child in element.iterchildren(tei(first)):
        found = _find(child, *others)
        if found is not None:
            return found
    return None


def _text(element: etree._Element | None, *names: str) -> str:
    found = _find(element, *names)
    return "" if found is None else text_of(found)


def _authors(header: etree._Element) -> tuple[str, ...]:
    statement = _find(header, "fileDesc", "titleStmt")
    return () if statement is None else tuple(map(text_of, statement.iterchildren(tei("author"))))


def _editors(header: etree._Element, *, translators: bool) -> Iterator[str]:
    statement = _find(header, "fileDesc", "titleStmt")
    for editor in () if statement is None else statement.iterchildren(tei("editor")):
        if (editor.get("role") == "translator") is translators:
            names = tuple(map(text_of, editor.iterchildren(*_NAMES)))
            # Some put all editors into one element; words beside the names belong to them.
            is_list = len(names) > 1 and " ".join(names) == text_of(editor)
            yield from names if is_list else (text_of(editor),)


def _words(elements: Iterable[etree._Element | None]) -> str:
    return " ".join(text_of(element) for element in elements if element is not None)


def _abstract(root: etree._Element) -> tuple[etree._Element, ...]:
    """The elements whose words are the summary: the header's abstract, or else in the text itself.

    There it is a regest, the deck of an essay, how a collection begins.
    """
    abstract = _find(root, "teiHeader", "profileDesc", "abstract")
    if abstract is not None and text_of(abstract):
        return (abstract,)
    for div in root.iterfind(f"{tei('text')}/{tei('body')}/{tei('div')}"):
        kind = div.get("type")
        if kind == "regest":
            return tuple(div.iterchildren(tei("p")))
        path = {"essay": f"{tei('head')}[@type='deck']", "collection": tei("p")}.get(kind or "")
        found = None if path is None else div.find(path)
        if found is not None:
            return (found,)
    return ()


def title_language(root: etree._Element) -> str:
    """The language of a document's title, "" if the header does not say it."""
    header = root.find(tei("teiHeader"))
    title = None if header is None else _title(header)
    return "" if title is None else language_in_header(title)


def abstract_language(root: etree._Element) -> str:
    """The language of a document's summary, "" if that stands in a header that does not say it."""
    element = next(iter(_abstract(root)), None)
    if element is None:
        return ""
    in_text = next(element.iterancestors(tei("text")), None) is not None
    return language_of(element) if in_text else language_in_header(element)


def _title(header: etree._Element) -> etree._Element | None:
    """The ``title`` that names the document, or None."""
    statement = _find(header, "fileDesc", "titleStmt")
    titles = [] if statement is None else list(statement.iterchildren(tei("title")))
    by_level = [title for title in titles if title.get("level") == "a"]
    usual = [title for title in titles if title.get("level") != "s"]
    return next(iter((*by_level, *usual, *titles)), None)


def _agents(said: Said) -> tuple[Agent, ...]:
    return tuple(map(_agent, said.agents))


def _agent(element: etree._Element) -> Agent:
    name = element_name(element)
    kind = _AGENTS.get(name, "")
    if not kind:
        found = KINDS_BY_TYPE.get(element.get("type", "").lower())
        kind = found.value if found else ""
    return Agent(
        name=text_of(element),
        kind=kind,
        ref=next(iter(entries_named_by(element)), ""),
        role=element.get("role", ""),
        certainty=_certainty(element),
        evidence=element.get("evidence", ""),
    )


def _certainty(element: etree._Element) -> Certainty:
    return _CERTAINTIES.get(element.get("cert", ""), Certainty.HIGH)


def _participants(header: etree._Element) -> Iterator[Agent]:
    desc = _find(header, "profileDesc", "particDesc")
    if desc is None:
        return
    for element in desc.iter(tei("person"), tei("org")):
        pointer = next(iter(pointers_in(element.get("sameAs"))), None)
        kind = "person" if element.tag == tei("person") else "org"
        name = text_of(element[0]) if len(element) else text_of(element)
        yield Agent(name, kind, pointer.id if pointer else element.get(XML_ID, ""))


def _places(said: Said) -> tuple[PlaceReference, ...]:
    return tuple(
        PlaceReference(
            text_of(element),
            next(iter(entries_named_by(element)), ""),
            _certainty(element),
            element.get("evidence", ""),
        )
        for element in said.places
    )


def _day(said: Said) -> DatedText | None:
    return _dated(main_date(said.dates))


def _other_days(said: Said) -> tuple[DatedText, ...]:
    main = main_date(said.dates)
    days = (_dated(element) for element in said.dates if element is not main)
    return tuple(day for day in days if day is not None)


def _date(parent: etree._Element | None) -> DatedText | None:
    return _dated(None if parent is None else parent.find(tei("date")))


def _dated(element: etree._Element | None) -> DatedText | None:
    if element is None:
        return None
    attributes = tuple(
        (name, element.get(name, "").strip()) for name in _DATE_ATTRIBUTES if element.get(name)
    )
    return DatedText(
        text_of(element),
        attributes=attributes,
        certainty=_certainty(element),
        evidence=element.get("evidence", ""),
    )


def _creation(header: etree._Element) -> DatedText | None:
    return _date(_find(header, "profileDesc", "creation"))


def _mentioned(header: etree._Element) -> tuple[Agent, ...]:
    """Whom a note of correspDesc says that the letter mentions."""
    desc = _find(header, "profileDesc", "correspDesc")
    notes = () if desc is None else desc.iterchildren(tei("note"))
    return tuple(
        replace(_agent(element), kind=_MENTIONED[element.tag])
        for note in notes
        if note.get("type") == "mentioned"
        for element in note.iterchildren(*_MENTIONED)
    )


def _edited(header: etree._Element) -> EditedElsewhere:
    """Where correspDesc says that the letter is edited, and the kind of that edition."""
    desc = _find(header, "profileDesc", "correspDesc")
    if desc is None:
        return EditedElsewhere()
    source = next((one.id for one in pointers_in(desc.get("source")) if not one.file), "")
    listed = _find(header, "fileDesc", "sourceDesc")
    kinds = {
        bibl.get(XML_ID, ""): bibl.get("type", "")
        for bibl in (() if listed is None else listed.iter(tei("bibl")))
    }
    return EditedElsewhere(
        next(iter(_addresses(desc.get("ref"))), ""),
        source,
        kinds.get(source, "") if source else "",
        _addresses(desc.get("corresp")),
    )


def _addresses(pointers: str | None) -> tuple[str, ...]:
    web = ("http://", "https://")
    return tuple(one.written for one in pointers_in(pointers) if one.written.startswith(web))


def _archive(header: etree._Element) -> ArchivalLocation:
    identifier = next(header.iter(tei("msIdentifier")), None)
    return ArchivalLocation(
        _text(identifier, "country"),
        _text(identifier, "settlement"),
        _text(identifier, "repository") or _text(identifier, "institution"),
        _text(identifier, "collection"),
        _text(identifier, "idno"),
    )


def _languages(root: etree._Element, header: etree._Element) -> tuple[str, ...]:
    text = root.find(tei("text"))
    own = [element.get(XML_LANG) for element in (text, root) if element is not None]
    declared = [element.get("ident") for element in header.iter(tei("language"))]
    return tuple(dict.fromkeys(language for language in (*own, *declared) if language))


def _licence(header: etree._Element) -> str:
    for licence in header.iter(tei("licence")):
        return (licence.get("target") or text_of(licence)).strip()
    return ""


def _related(header: etree._Element) -> Iterator[Related]:
    # The original of a translation is a matter of its source (#COBICOR).
    source = _find(header, "fileDesc", "sourceDesc")
    for item in () if source is None else source.iter(tei("relatedItem")):
        if item.get("type", "").lower() in _ORIGINALS:
            for element in item.iter(tei("relatedItem"), tei("ref"), tei("ptr")):
                for pointer in pointers_in(element.get("target")):
                    if pointer.id:
                        yield Related(pointer.id, "translation-of")
    context = _find(header, "profileDesc", "correspDesc", "correspContext")
    if context is None:
        return
    for ref in context.iter(tei("ref")):
        for pointer in pointers_in(ref.get("target")):
            kind = "-".join(part for part in (ref.get("type", ""), ref.get("subtype", "")) if part)
            yield Related(pointer.id or pointer.written, kind or "related")


def _last_day(parent: etree._Element | None, name: str) -> str:
    """The latest date that elements of a name have in @when, "" without any that makes sense.

    Source: TEI P5 #att.datable.w3c
    """
    found = () if parent is None else parent.iter(tei(name))
    written = (element.get("when", "").strip() for element in found)
    # "2026-03" sorts before the days of that March, as it should.
    return max((day for day in written if first_day(day) is not None), default="")


def _status(header: etree._Element) -> str:
    desc = header.find(tei("revisionDesc"))
    return "" if desc is None else desc.get("status", "")
