"""What the outline leaves out makes no difference to the files that are kept by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import ModuleType

import pytest

from tei_edition.edition import Edition, EditionDocument
from tei_edition.model.output import OutputFile
from tei_edition.tei.mentions import TeiMention
from tei_edition.transformers import citation, html, json_ld
from tei_edition.transformers.html.pages import documents
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.translations import Translations
from tei_edition.transformers.linked_data.files import edition_graph, graphs_of
from tei_edition.transformers.linked_data.graphs import GraphWriter
from tei_edition.transformers.linked_data.published_form import written_in_parts
from tei_edition.transformers.outlines import outline_of, outline_with_mentions


def contents(files: Iterable[OutputFile]) -> dict[str, bytes]:
    return {file.path: file.content for file in files}


def outlined(document: EditionDocument) -> EditionDocument:
    """A document as the outline has it."""
    return replace(document, mentions=(), entities=(), sha256="another")


def bare(mention: TeiMention) -> TeiMention:
    """A mention as the outline with mentions has it."""
    return TeiMention(mention.kind, mention.ids, "", (), False, mention.certainty, 0)


def test_files_of_a_document_take_no_more_from_others(edition: Edition) -> None:
    whole = Site.of(edition)
    for document in whole.documents:
        others = tuple(one if one == document else outlined(one) for one in edition.documents)
        less = replace(edition, documents=others)
        site = replace(Site.of(less), has_map=whole.has_map)
        made = documents.files_of(Translations.of(site), document, site)
        wanted = documents.files_of(Translations.of(whole), document, whole)
        assert contents(made) == contents(wanted)
        graphs = ({one.address: one for one in graphs_of(e)} for e in (edition, less))
        one, other = (found[f"{document.kind}s/{document.id}"].graph() for found in graphs)
        assert one == other


def test_references_take_no_more_from_documents(edition: Edition) -> None:
    less = replace(edition, documents=tuple(map(outlined, edition.documents)))
    assert contents(citation.render(less)) == contents(citation.render(edition))
    assert outline_of(less) == outline_of(edition)
    assert outline_with_mentions(less) != outline_with_mentions(edition)


@pytest.mark.parametrize("module", html._LISTS, ids=lambda module: str(module.__name__))
def test_lists_take_no_more_from_documents(module: ModuleType, edition: Edition) -> None:
    less = replace(
        edition,
        documents=tuple(
            replace(outlined(one), mentions=tuple(map(bare, one.mentions)))
            for one in edition.documents
        ),
    )
    assert outline_with_mentions(less) == outline_with_mentions(edition)
    made, wanted = (contents(module.render(Site.of(one))) for one in (less, edition))
    assert made == wanted
    whole = contents(json_ld.render(less))["edition.jsonld"]
    assert whole == contents(json_ld.render(edition))["edition.jsonld"]


def test_a_graph_that_is_written_in_parts(edition: Edition) -> None:
    connections = Site.of(edition).connections
    nodes = tuple(GraphWriter(edition, connections, "edition").edition_nodes())
    graph = edition_graph(edition)
    assert written_in_parts(nodes) == graph.to_bytes()
    many = nodes[1:2] * 250
    assert written_in_parts(many) == graph.model_copy(update={"graph": list(many)}).to_bytes()
