"""What the outline leaves out makes no difference to the files that are kept by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from tei_edition.digest import digest_of
from tei_edition.edition import Edition, EditionDocument
from tei_edition.memo import Asked, Memo
from tei_edition.model.metadata import DatedText
from tei_edition.model.output import OutputFile
from tei_edition.registers.entity import Name, Registers
from tei_edition.store import Store
from tei_edition.tei.mentions import TeiMention
from tei_edition.transformers import citation, html, json_ld
from tei_edition.transformers.html.pages import documents
from tei_edition.transformers.html.site import Site
from tei_edition.transformers.html.surroundings import surroundings_of
from tei_edition.transformers.html.translations import Translations
from tei_edition.transformers.linked_data.bases import Bases
from tei_edition.transformers.linked_data.files import edition_graph, graphs_of
from tei_edition.transformers.linked_data.graphs import GraphWriter
from tei_edition.transformers.linked_data.published_form import written_in_parts
from tei_edition.transformers.linked_data.schema_org import Graph
from tei_edition.transformers.outlines import outline_of, outline_with_mentions
from tei_edition.transformers.press import Press


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
    assert written_in_parts(nodes) == edition_graph(edition).to_bytes()
    many = nodes[1:2] * 250
    assert written_in_parts(many) == Graph(many).to_bytes()


def changed(edition: Edition) -> Iterator[Edition]:
    """The edition with another title, date, genre or name; or without a document, an entry."""
    for one in edition.documents:
        metadata, others = one.metadata, [other for other in edition.documents if other != one]
        yield replace(edition, documents=tuple(others))
        for other in (
            replace(metadata, title=f"On {metadata.title}"),
            replace(metadata, date=DatedText("1801-02-03", attributes=(("when", "1801-02-03"),))),
            replace(metadata, genre="poem", abstract="Other words."),
            replace(metadata, senders=metadata.recipients, recipients=metadata.senders),
            replace(metadata, related=()),
        ):
            yield replace(edition, documents=(*others, replace(one, metadata=other)))
        for suffix in (".diplomatic", ".parallel"):
            taken = replace(one, id=one.id + suffix, path=f"{one.path}{suffix}")
            yield replace(edition, documents=(*edition.documents, taken))
    entities = edition.registers.entities
    for entity in entities:
        rest = tuple(one for one in entities if one is not entity)
        yield replace(edition, registers=Registers(rest))
        named = replace(entity, names=(Name("Somebody Else"), *entity.names))
        born = replace(entity, birth="1805", death="1806", parent="", notes=("Little is known.",))
        for other in (named, born):
            yield replace(edition, registers=Registers((*rest, other)))
        # The first of two with one id counts.
        yield replace(edition, registers=Registers((*entities, named)))
        for kept in rest[:1]:
            merged = replace(entity, same_as=kept.id)
            yield replace(edition, registers=Registers((*rest, merged)))


def test_the_same_basis_gives_the_same_graph(edition: Edition) -> None:
    before = {one.address: one for one in graphs_of(edition) if one.subject is not None}
    bases = Bases(edition)
    graphs = {address: one.graph() for address, one in before.items()}
    kept = 0
    for other in changed(edition):
        others = Bases(other)
        for one in graphs_of(other):
            earlier = before.get(one.address)
            if earlier is None or one.subject is None or earlier.subject is None:
                continue
            if bases.of(earlier.subject) == others.of(one.subject):
                assert one.graph() == graphs[one.address]
                kept += 1
    assert kept > 1000


def test_the_same_surroundings_give_the_same_pages(edition: Edition, tmp_path: Path) -> None:
    def site_of(one: Edition) -> Site:
        return Site.of(one, press=Press(Memo(Store(tmp_path / "store")), tmp_path))

    whole = site_of(edition)
    letters = {one.id: one for one in whole.of_kind("letter")}
    known = {}
    for letter in letters.values():
        with whole.press.memo.questions() as asked:
            made = contents(of_letter(letter, whole))
        known[letter.id] = (made, asked, around(letter, asked, whole))
    same = 0
    for other in changed(edition):
        site = site_of(other)
        for letter in site.of_kind("letter"):
            if letter.id in letters and letter.path == letters[letter.id].path:
                made, asked, before = known[letter.id]
                if around(letter, asked, site) == before:
                    assert contents(of_letter(letter, site)) == made
                    same += 1
    assert same > 100


def around(letter: EditionDocument, asked: Asked, site: Site) -> str:
    """All by which the pages of a letter are known but its file: also what its text asks."""
    answers = site.answers_with_images()
    said = [answers.digest(kind, name) for kind, name in asked.questions]
    return digest_of(surroundings_of(letter, Translations.of(site), site), said)


def of_letter(letter: EditionDocument, site: Site) -> Iterator[OutputFile]:
    return documents.files_of(Translations.of(site), letter, site)
