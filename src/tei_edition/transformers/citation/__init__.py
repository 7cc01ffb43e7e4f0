"""References to the documents and to the edition for reference managers and LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Final

from tei_edition.edition import Edition
from tei_edition.model.output import OutputFile
from tei_edition.transformers.addresses import address_of_document
from tei_edition.transformers.citation import bibtex, csl, ris
from tei_edition.transformers.citation.record import EDITION, CitedWork, cite_document, cite_edition
from tei_edition.transformers.connections import published
from tei_edition.transformers.outlines import outline_of
from tei_edition.transformers.phrases import phrases_of
from tei_edition.transformers.press import Press

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "citation"
DESCRIPTION: Final = "references to each document and to all: CSL-JSON, BibTeX, RIS"

_WRITERS: Final[tuple[tuple[str, Callable[[Iterable[CitedWork]], str]], ...]] = tuple(
    (module.SUFFIX, module.written) for module in (csl, bibtex, ris)
)


def render(edition: Edition, press: Press | None = None) -> Iterator[OutputFile]:
    """``letters/ID.csl.json``, ``.bib`` and ``.ris`` for each document; ``edition.bib`` for all.

    The files for all begin with the edition itself. Addresses are left out without a base_url.
    """
    used = press or Press()
    # References say nothing that is not in the outline.
    return used.files("citation", outline_of(edition), partial(_files, edition, used))


def _files(edition: Edition, press: Press) -> Iterator[OutputFile]:
    phrases = phrases_of(edition)
    whole = cite_edition(edition, phrases)
    for document in published(edition):
        work = cite_document(document, edition, phrases)
        stem = address_of_document(document.kind, document.id, "")
        yield from press.files(f"references {stem}", work, partial(_references, work, stem))
    for suffix, write in _WRITERS:
        works = (cite_document(one, edition, phrases) for one in published(edition))
        yield OutputFile(f"{EDITION}{suffix}", write(chain([whole], works)).encode())


def _references(work: CitedWork, stem: str) -> Iterator[OutputFile]:
    for suffix, write in _WRITERS:
        yield OutputFile(f"{stem}{suffix}", write([work]).encode())
