"""The teiHeader (#HD): what the document is, where it is kept, how it was encoded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from babel import Locale, UnknownLocaleError
from lxml import etree

from tei_edition import __version__
from tei_edition.encoding.build import child, element
from tei_edition.encoding.correspondence import (
    ContextReference,
    add_corresp_desc,
    add_partic_desc,
    dated_attributes,
)
from tei_edition.encoding.unit import Unit
from tei_edition.model.config import EditionConfig
from tei_edition.model.metadata import Metadata
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.pointers import PREFIXES

__all__ = ["make_header"]

_DECLARATIONS: Final = (
    ("correction", "The text is that of the source; corrections are tagged beside what they mend."),
    ("hyphenation", "Hyphens at line ends are kept and tagged as weak."),
    ("normalization", "White space is normalised; nothing else is."),
    (
        "interpretation",
        "Names, dates and references were tagged by program. Such tags bear @resp; @cert says how "
        "sure the program was. An editor who has checked a tag removes its @resp.",
    ),
)


def make_header(
    unit: Unit, document_id: str, config: EditionConfig, context: Iterable[ContextReference] = ()
) -> etree._Element:
    """The header of one document; ``context`` are its neighbours."""
    header = element("teiHeader")
    _add_file_desc(header, document_id, unit, config)
    _add_encoding_desc(header, config)
    _add_profile_desc(header, unit, config, context)
    revision = child(header, "revisionDesc", [("status", unit.metadata.status or "draft")])
    child(revision, "change", text=f"Encoded from {unit.parsed.source.path}.")
    return header


def _add_file_desc(
    header: etree._Element, document_id: str, unit: Unit, config: EditionConfig
) -> None:
    edition, metadata = config.edition, unit.metadata
    desc = child(header, "fileDesc")
    titles = child(desc, "titleStmt")
    child(titles, "title", [("level", "a")], metadata.title)
    child(titles, "title", [("level", "s")], edition.title)
    authors = metadata.authors if unit.kind == "essay" else ()
    for author in authors:
        child(titles, "author", text=author)
    for editor in metadata.editors or edition.editors:
        child(titles, "editor", text=editor)
    for translator in metadata.translators:
        child(titles, "editor", [("role", "translator")], translator)
    if edition.funder:
        child(titles, "funder", text=edition.funder)
    statement = child(titles, "respStmt", [(XML_ID, "tei-edition")])
    child(statement, "resp", text="encoding and tagging by program, to be reviewed")
    child(statement, "name", text="tei-edition")
    _add_publication(desc, document_id, unit, config)
    _add_source(desc, metadata, config)


def _add_publication(
    desc: etree._Element, document_id: str, unit: Unit, config: EditionConfig
) -> None:
    edition = config.edition
    publication = child(desc, "publicationStmt")
    child(publication, "publisher", text=edition.publisher or edition.title)
    child(publication, "idno", [("type", "id")], document_id)
    if edition.base_url:
        address = f"{edition.base_url.rstrip('/')}/{unit.folder}/{document_id}.html"
        child(publication, "idno", [("type", "URL")], address)
    if edition.date:
        child(publication, "date", [("when", edition.date)], edition.date)
    own = unit.metadata.licence
    licence = own or edition.licence
    if licence:
        is_address = licence.startswith(("http://", "https://"))
        availability = child(publication, "availability")
        text = licence if own or not edition.licence_text else edition.licence_text
        child(availability, "licence", [("target", licence if is_address else "")], text)


def _add_source(desc: etree._Element, metadata: Metadata, config: EditionConfig) -> None:
    source = child(desc, "sourceDesc")
    edition = [(XML_ID, metadata.edited.source), ("type", metadata.edited.kind)]
    archive, default = metadata.archive, config.archive
    values = (
        ("country", archive.country or default.country),
        ("settlement", archive.settlement or default.settlement),
        ("repository", archive.repository or default.repository),
        ("collection", archive.collection or default.collection),
    )
    if any(value for _, value in values) or archive.shelfmark:
        identifier = child(child(source, "msDesc"), "msIdentifier")
        for name, value in values:
            if value:
                child(identifier, name, text=value)
        if archive.shelfmark:
            child(identifier, "idno", [("type", "shelfmark")], archive.shelfmark)
        if metadata.source:
            child(source, "bibl", edition, metadata.source)
    else:
        child(source, "bibl", edition, metadata.source or metadata.title)


def _add_encoding_desc(header: etree._Element, config: EditionConfig) -> None:
    desc = child(header, "encodingDesc")
    project = config.edition.project or config.edition.description or config.edition.title
    child(child(desc, "projectDesc"), "p", text=project)
    editorial = child(desc, "editorialDecl")
    if config.edition.principles:
        child(editorial, "p", text=config.edition.principles)
    else:
        for name, text in _DECLARATIONS:
            child(child(editorial, name), "p", text=text)
    prefixes = child(desc, "listPrefixDef")
    registers = config.editions.registers
    paths = {"person": registers.person, "place": registers.place, "org": registers.org}
    for prefix, replacement in PREFIXES.items():
        own = paths.get(prefix)
        pattern = f"{_from_document(own, config)}#$1" if own else replacement
        attributes = [
            ("ident", prefix),
            ("matchPattern", r"([\w.-]+)"),
            ("replacementPattern", pattern),
        ]
        child(prefixes, "prefixDef", attributes)
    references = child(desc, "refsDecl")
    division = child(references, "citeStructure", _cite("division", "//body/div", "position()"))
    child(division, "citeStructure", [*_cite("paragraph", "p", "position()"), ("delim", ".")])
    application = child(
        child(desc, "appInfo"),
        "application",
        [("ident", "tei-edition"), ("version", __version__)],
    )
    child(application, "label", text="tei-edition")


def _cite(unit: str, match: str, use: str) -> list[tuple[str, str]]:
    return [("unit", unit), ("match", match), ("use", use)]


def _from_document(path: str, config: EditionConfig) -> str:
    """A path of the edition as seen from editions/letters/."""
    folder = f"{config.editions.folder}/"
    if path.startswith(folder):
        return f"../{path.removeprefix(folder)}"
    depth = config.editions.folder.count("/") + 2
    return "../" * depth + path


def _add_profile_desc(
    header: etree._Element,
    unit: Unit,
    config: EditionConfig,
    context: Iterable[ContextReference],
) -> None:
    kind, metadata = unit.kind, unit.metadata
    profile = child(header, "profileDesc")
    if metadata.abstract:
        child(child(profile, "abstract"), "p", text=metadata.abstract)
    if metadata.date is not None:
        child(
            child(profile, "creation"), "date", dated_attributes(metadata.date), metadata.date.text
        )
    usage = child(profile, "langUsage")
    languages = metadata.languages or (config.edition.language,)
    for language in dict.fromkeys((*languages, *_values_of_marks(unit, "xml:lang"))):
        child(usage, "language", [("ident", language)], _language_name(language))
    _add_calendars(profile, unit)
    if kind == "letter":
        add_corresp_desc(profile, metadata, context)
        add_partic_desc(profile, metadata.participants)
    _add_hands(profile, unit)
    terms = [
        ("genre", metadata.genre or (kind if kind != "letter" else "")),
        ("number", metadata.number),
        ("classification", metadata.classification),
        *(("keyword", keyword) for keyword in metadata.keywords),
    ]
    if any(text for _, text in terms):
        keywords = child(child(profile, "textClass"), "keywords")
        for term_type, text in terms:
            if text:
                child(keywords, "term", [("type", term_type)], text)


def _add_calendars(profile: etree._Element, unit: Unit) -> None:
    """Append calendarDesc for the calendars that dates of the document point to (#HD4CAL)."""
    attributes = [
        pair
        for date in (unit.metadata.date, unit.metadata.received)
        if date is not None
        for pair in date.attributes
    ]
    for mention in unit.parsed.mentions:
        if any(block.span.start <= mention.start < block.span.end for block in unit.blocks):
            attributes += mention.attributes
    calendars = {value.removeprefix("#") for name, value in attributes if name == "calendar"}
    if calendars:
        desc = child(profile, "calendarDesc")
        for calendar in sorted(calendars):
            made = child(desc, "calendar", [(XML_ID, calendar)])
            child(made, "p", text=f"{calendar.capitalize()} calendar")


def _add_hands(profile: etree._Element, unit: Unit) -> None:
    """Append handNotes for the hands that the text changes to (#PHDH)."""
    hands = _values_of_marks(unit, "new")
    if hands:
        notes = child(profile, "handNotes")
        for hand in sorted(value.removeprefix("#") for value in hands):
            child(notes, "handNote", [(XML_ID, hand)], hand.replace("-", " "))


def _values_of_marks(unit: Unit, attribute: str) -> list[str]:
    """What the inline marks of a unit say under an attribute, each once, in order."""
    marks = [mark for block in unit.blocks for inner in block.walk() for mark in inner.marks]
    values: list[str] = []
    while marks:
        mark = marks.pop(0)
        values += [value for name, value in mark.attributes if name == attribute]
        marks = [*mark.children, *marks]
    return list(dict.fromkeys(values))


def _language_name(language: str) -> str:
    try:
        return Locale.parse(language, sep="-").get_display_name("en") or language
    except (UnknownLocaleError, ValueError):
        return language
