"""Encoding: each document that a source holds becomes one TEI file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from tei_edition.edition import TeiDocument
from tei_edition.encoding.body import fill_division
from tei_edition.encoding.build import append_text, child, element
from tei_edition.encoding.correspondence import ContextReference, dated_attributes
from tei_edition.encoding.header import make_header
from tei_edition.encoding.inline import InlineEncoder
from tei_edition.encoding.unit import Unit, units_of
from tei_edition.model.config import EditionConfig
from tei_edition.model.document import Block, BlockKind, Entry
from tei_edition.tei.namespaces import TEI, XML_ID, XML_LANG, tei
from tei_edition.tei.serialize import indent

__all__ = ["encode"]


def encode(
    unit: Unit,
    document_id: str,
    config: EditionConfig,
    *,
    context: Iterable[ContextReference] = (),
    record_ids: Mapping[str, str] | None = None,
    origins: Mapping[str, str] | None = None,
) -> TeiDocument:
    """The unit as TEI under the given id.

    ``record_ids`` maps the keys of a listing's records to their ids; a collection needs it.
    ``origins`` maps the paths of listings to pointers to their collections; a record that several
    listings have needs it.
    Raises ValueError if the id is missing for a record.
    """
    languages = unit.metadata.languages or (config.edition.language,)
    root = etree.Element(tei("TEI"), nsmap={None: TEI})  # type: ignore[dict-item]
    root.set(XML_ID, document_id)
    root.set(XML_LANG, languages[0])
    unit = replace(unit, metadata=replace(unit.metadata, languages=languages))
    root.append(make_header(unit, document_id, config, context))
    body = child(child(root, "text"), "body")
    inline = InlineEncoder(unit.parsed.source.text, unit.parsed.mentions)
    if unit.parsed.entries and not unit.key:
        _fill_collection(body, unit, inline, record_ids or {})
    elif unit.key:
        origins = origins or {}
        _fill_record(body, unit, inline, origins.get(unit.place[0], "") if unit.also else "")
        for other in unit.differing():
            others = InlineEncoder(other.parsed.source.text, other.parsed.mentions)
            _fill_record(body, other, others, origins.get(other.place[0], ""))
    else:
        div = child(body, "div", [("type", unit.kind)])
        for following in fill_division(div, unit.blocks, inline):
            body.append(following)
    _add_evidence(root, inline)
    indent(root)
    tree = root.getroottree()
    for instruction in _model_instructions(config):
        root.addprevious(instruction)
    path = f"{config.editions.folder}/{unit.folder}/{document_id}.xml"
    return TeiDocument(path, tree)


def _add_evidence(root: etree._Element, inline: InlineEncoder) -> None:
    """Notes beside the text that say on what ground a reference was made out (#SASOstdf)."""
    if inline.evidence:
        stand_off = element("standOff")
        root.insert(1, stand_off)
        for name, reasons in inline.evidence:
            child(stand_off, "note", [("type", "evidence"), ("target", f"#{name}")], reasons)


def _model_instructions(config: EditionConfig) -> Sequence[etree._Element]:
    """The processing instructions by which oXygen and VS Code find the schemas."""
    folder = "../" * (config.editions.folder.count("/") + 2) + config.editions.schemas
    grammar = "http://relaxng.org/ns/structure/1.0"
    rules = "http://purl.oclc.org/dsdl/schematron"
    return [
        etree.ProcessingInstruction(
            "xml-model",
            f'href="{folder}/{name}" type="application/xml" schematypens="{namespace}"',
        )
        for name, namespace in (("letters.rng", grammar), ("letters.sch", rules))
    ]


def _fill_record(body: etree._Element, unit: Unit, inline: InlineEncoder, origin: str = "") -> None:
    """A record as its listing has it; ``origin`` points to that listing where there are several."""
    div = child(body, "div", [("type", "regest"), ("corresp", origin)])
    for block in unit.blocks:
        name = {BlockKind.DATELINE: "dateline", BlockKind.HEADING: "head"}.get(block.kind)
        if name:
            inline.fill(child(div, name), block.content, block.marks)
        else:
            for following in fill_division(div, (block,), inline):
                body.append(following)


def _fill_collection(
    body: etree._Element, unit: Unit, inline: InlineEncoder, record_ids: Mapping[str, str]
) -> None:
    """Head and introduction, then each run of records as a list (#COLI)."""
    div = child(body, "div", [("type", "collection")])
    keys = [record.key for record in units_of(unit.parsed)[1:]]
    pending: list[Block] = []
    listing: etree._Element | None = None
    number = 0
    for block in unit.parsed.blocks:
        if block.kind is not BlockKind.ENTRY:
            pending.append(block)
            continue
        if _has_text(pending) or listing is None:
            within = div if listing is None else child(div, "div", [("type", "section")])
            fill_division(within, pending, inline)
            pending = []
            sections = within.findall(tei("div"))  # a heading has opened one: the list is its own
            listing = child(sections[-1] if sections else within, "list", [("type", "letters")])
        item = child(listing, "item", [("n", str(number + 1))])
        _fill_item(item, unit.parsed.entries[number], inline, record_ids[keys[number]])
        number += 1
    if _has_text(pending):
        # A heading may not stand behind a list, nor text behind a section.
        plain = pending[0].kind is BlockKind.PARAGRAPH and div.find(tei("div")) is None
        within = div if plain or listing is None else child(div, "div", [("type", "section")])
        fill_division(within, pending, inline)


def _has_text(blocks: Sequence[Block]) -> bool:
    return any(len(block.content) for block in blocks)


def _fill_item(item: etree._Element, entry: Entry, inline: InlineEncoder, document_id: str) -> None:
    for block in entry.block.children:
        if len(item) and block.kind in (BlockKind.DATELINE, BlockKind.HEADING):
            append_text(item, " ")  # date before title or title before date, as in the source
        if block.kind is BlockKind.DATELINE:
            date = entry.metadata.date
            made = child(item, "date", dated_attributes(date) if date else ())
            inline.fill_plain(made, block.content, block.marks)
        elif block.kind is BlockKind.HEADING:
            made = child(item, "ref", [("target", f"letter:{document_id}")])
            inline.fill_plain(made, block.content, block.marks)
