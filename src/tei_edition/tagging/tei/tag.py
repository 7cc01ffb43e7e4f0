"""Tagging TEI that stands already, of any project: bytes in, bytes with more tags out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.core import get_global
from lxml import etree

from tei_edition.dates.reader import Order
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.mention import Mention
from tei_edition.registers.entity import Registers
from tei_edition.source_text import SourceText, normalise_space
from tei_edition.tagging.agents import resolve_agents
from tei_edition.tagging.analysis import Request, mentions_of
from tei_edition.tagging.documents import KnownDocument
from tei_edition.tagging.faults import findings_of
from tei_edition.tagging.passages import Scope
from tei_edition.tagging.tei.decode import decode
from tei_edition.tagging.tei.insert import Insertions, TagStyle, differs, plan
from tei_edition.tagging.tei.pointing import Pointing
from tei_edition.tagging.tei.read import TeiText, read_text
from tei_edition.tagging.view import View
from tei_edition.tei.metadata import read_metadata
from tei_edition.tei.namespaces import XML_ID, tei
from tei_edition.tei.read import IllFormed, parse_xml
from tei_edition.tei.tags import MACHINE

__all__ = ["TaggedTei", "TeiRequest", "tag_tei"]

NOT_TAGGED = Fault(
    "TAG020",
    "file_cannot_be_tagged",
    Severity.ERROR,
    """A TEI file cannot be tagged without altering more than the tags; it was left alone.

Why:    every byte that an editor wrote stays as it was, or nothing is written.
Remedy: the message says what stands in the way; often the encoding: save the file as UTF-8.
""",
)
NAME_LEFT_OUT = Fault(
    "TAG021",
    "name_left_out",
    Severity.NOTE,
    """A name or date was found that no tag can enclose.

Why:    a tag may not cross the boundary of another element, nor stand where TEI allows none.
Fails:  <choice><sic>to Ann</sic><corr>to Anna</corr></choice> Berg
Remedy: tag it by hand if it matters.
Source: TEI P5 #SA
""",
)


@dataclass(frozen=True, slots=True)
class TeiRequest:
    """What TEI files are tagged with; ``files`` says in which file each register entry stands.

    ``resp`` is the pointer for ``@resp``; if it is "", that of the toolkit where the file has an
    element of that id, else none: nothing but tags is put into a file.
    """

    registers: Registers
    files: Mapping[str, Path]
    languages: Sequence[str] = ("en",)
    date_order: Order = "dmy"
    known: Sequence[KnownDocument] = ()
    resp: str = ""


@dataclass(frozen=True, slots=True)
class TaggedTei:
    """The outcome for one file: ``mentions`` are what was tagged, by offsets into its characters.

    ``after`` equals ``before`` if there was nothing to tag, or if it could not be done.
    """

    before: bytes
    after: bytes
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]


def tag_tei(data: bytes, path: Path, shown: str, request: TeiRequest) -> TaggedTei:
    """Tag the running text of one TEI file; ``path`` is where it stands, ``shown`` its name.

    Faults are findings, and leave the file as it is. To tag the result again adds nothing.
    """
    try:
        root = parse_xml(data, shown).getroot()
    except IllFormed as error:
        return TaggedTei(data, data, (), (error.finding,))
    metadata = resolve_agents(read_metadata(root), request.registers)
    try:
        text = read_text(decode(data), root, Scope(0, metadata))
    except ValueError as error:
        return _refused(data, shown, str(error))
    view = View(text.passages)
    languages = tuple(map(_short, metadata.languages)) or request.languages
    asked = Request(request.registers, languages, request.date_order, metadata, request.known)
    style = TagStyle(Pointing(root, path, request.files), _resp(root, request.resp))
    made = plan(text, view, mentions_of(view, asked), style)
    after = made.apply(text.file) if made.tags else data
    wrong = _wrong(text, after, made)
    if wrong:
        return _refused(data, shown, wrong)
    source = SourceText.of(shown, text.file.text)
    findings = [
        *findings_of(source, made.tagged, request.registers),
        *(_left_out(source, text, view, mention, why) for mention, why in made.left_out),
    ]
    return TaggedTei(data, after, tuple(made.tagged), tuple(findings))


def _short(language: str) -> str:
    """A language tag with the two letters for which a header has three ("deu", "ger")."""
    first, _, rest = language.partition("-")
    known = get_global("language_aliases").get(first.lower(), first)
    return f"{known}-{rest}" if rest else str(known)


def _wrong(text: TeiText, after: bytes, made: Insertions) -> str:
    if not made.tags:
        return ""
    try:
        tree = parse_xml(after, "")
    except IllFormed as error:
        return error.finding.message
    return differs(text, tree.getroot(), made)


def _refused(data: bytes, shown: str, why: str) -> TaggedTei:
    finding = NOT_TAGGED.at(
        Location(shown), f"left alone: {why}", "save it as UTF-8, or tag it by hand"
    )
    return TaggedTei(data, data, (), (finding,))


def _resp(root: etree._Element, asked: str) -> str:
    if asked:
        return asked
    wanted = MACHINE.removeprefix("#")
    declared = any(node.get(XML_ID) == wanted for node in root.iter(tei("respStmt"), tei("name")))
    return MACHINE if declared else ""


def _left_out(source: SourceText, text: TeiText, view: View, mention: Mention, why: str) -> Finding:
    placed = view.in_source(mention)
    surface = normalise_space(view.text[mention.start : mention.end])
    location = source.locate(text.scan.starts[placed.start])
    return NAME_LEFT_OUT.at(location, f"{surface!r} is not tagged: {why}", "tag it by hand")
