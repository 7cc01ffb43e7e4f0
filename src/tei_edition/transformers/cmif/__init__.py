"""CMIF: an index of the letters, as correspSearch and others harvest it.

Version 1.1 of the Correspondence Metadata Interchange Format; the draft of version 2 on request.
Source: https://github.com/TEI-Correspondence-SIG/CMIF
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.edition import Edition, EditionDocument
from tei_edition.findings import Location
from tei_edition.model.output import Loss, OutputFile
from tei_edition.model.slug import is_ncname
from tei_edition.source_text import normalise_space
from tei_edition.tei.namespaces import XML_ID
from tei_edition.tei.serialize import indent, serialize
from tei_edition.transformers.addresses import address_of_document, site_address
from tei_edition.transformers.cmif.actions import ActionWriter, is_correspondence
from tei_edition.transformers.cmif.elements import add, new_root
from tei_edition.transformers.cmif.faults import NOTHING_SENT, OF_VERSION_2
from tei_edition.transformers.cmif.header import FILE_NAME, write_file_desc
from tei_edition.transformers.cmif.notes import write_note
from tei_edition.transformers.cmif.sources import Sources
from tei_edition.transformers.connections import published

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "cmif"
DESCRIPTION: Final = "CMIF: an index of the letters for correspSearch"

_SCHEMA: Final = (
    'href="https://raw.githubusercontent.com/TEI-Correspondence-SIG/CMIF/main/schema/'
    'cmi-customization.rng" type="application/xml" '
    'schematypens="http://relaxng.org/ns/structure/1.0"'
)


def render(edition: Edition) -> Iterator[OutputFile]:
    """``cmif.xml``, with every letter of which anything is known; the losses say what it lacks.

    A letter that is edited elsewhere (``correspDesc/@ref``, ``@source``) leads there, all others to
    their pages here.
    """
    root = new_root()
    header = add(root, "teiHeader")
    sources_desc, losses = write_file_desc(header, edition)
    profile = add(header, "profileDesc")
    sources, actions = Sources(edition), ActionWriter(edition)
    for document in published(edition):
        if document.kind != "letter":
            continue
        if not is_correspondence(document):
            losses.append(_not_sent(document))
            continue
        desc = add(profile, "correspDesc", _attributes(document, edition, sources))
        actions.write(desc, document)
        if edition.config.exchange.cmif.version == "2":
            losses += write_note(desc, document, edition)
        elif document.metadata.mentioned or document.metadata.edited.also:
            losses.append(_of_version_2(document))
    if not len(profile):
        header.remove(profile)
    sources.write(sources_desc)
    add(add(add(root, "text"), "body"), "p")
    indent(root)
    root.addprevious(etree.ProcessingInstruction("xml-model", _SCHEMA))
    content = serialize(root.getroottree())
    yield OutputFile(FILE_NAME, content, (*losses, *actions.losses))


def _attributes(document: EditionDocument, edition: Edition, sources: Sources) -> dict[str, str]:
    metadata = document.metadata
    source = f"#{sources.id_of(metadata)}"
    config, reference = edition.config, metadata.edited.address
    if not metadata.edited and config.edition.base_url and "html" in config.publish.formats:
        page = address_of_document(document.kind, document.id)
        reference = site_address(config.edition.base_url, page, page)
    number = normalise_space(metadata.number)
    return {
        XML_ID: document.id if is_ncname(document.id) else "",
        # What has no page needs something to be known by.
        "key": number or ("" if reference else document.id),
        "ref": reference,
        "source": source,
    }


def _of_version_2(document: EditionDocument) -> Loss:
    return Loss(
        OF_VERSION_2,
        "whom the letter mentions, and its further addresses, are left out",
        '[exchange.cmif] version = "2" has them',
        Location(document.path, xml_id=document.id),
    )


def _not_sent(document: EditionDocument) -> Loss:
    return Loss(
        NOTHING_SENT,
        f"a document of which no sender, addressee or place is known is not in {FILE_NAME}",
        "say in correspDesc who sent it to whom, if it was sent",
        Location(document.path, xml_id=document.id),
    )
