"""References to the documents and to the edition for reference managers and LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from tei_edition.edition import Edition
from tei_edition.model.output import OutputFile
from tei_edition.transformers.addresses import address_of_document
from tei_edition.transformers.citation import bibtex, csl, ris
from tei_edition.transformers.citation.record import EDITION, CitedWork, cite_document, cite_edition
from tei_edition.transformers.connections import published
from tei_edition.transformers.phrases import phrases_of

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "citation"
DESCRIPTION: Final = "references to each document and to all: CSL-JSON, BibTeX, RIS"

_WRITERS: Final[tuple[tuple[str, Callable[[Iterable[CitedWork]], str]], ...]] = tuple(
    (module.SUFFIX, module.written) for module in (csl, bibtex, ris)
)


def render(edition: Edition) -> Iterator[OutputFile]:
    """``letters/ID.csl.json``, ``.bib`` and ``.ris`` for each document; ``edition.bib`` for all.

    The files for all begin with the edition itself. Addresses are left out without a base_url.
    """
    phrases = phrases_of(edition)
    works = [cite_edition(edition, phrases)]
    for document in published(edition):
        work = cite_document(document, edition, phrases)
        works.append(work)
        for suffix, write in _WRITERS:
            address = address_of_document(document.kind, document.id, suffix)
            yield OutputFile(address, write([work]).encode())
    for suffix, write in _WRITERS:
        yield OutputFile(f"{EDITION}{suffix}", write(works).encode())
