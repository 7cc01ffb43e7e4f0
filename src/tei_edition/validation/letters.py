"""Which files of an edition are letters: only they have a sender and an addressee."""

from __future__ import annotations

from lxml import etree

from tei_edition.edition import Edition, TeiDocument
from tei_edition.tei.namespaces import tei
from tei_edition.tei.pointers import document_prefix
from tei_edition.validation.element_index import named

__all__ = ["find_action", "is_document", "is_letter"]


def is_document(document: TeiDocument, edition: Edition) -> bool:
    """Whether the file is a letter, essay or collection, and no register."""
    return document.path not in edition.register_paths and (
        document.root.find(tei("text")) is not None
    )


def is_letter(document: TeiDocument, edition: Edition) -> bool:
    """Whether the file is a letter or a record of one."""
    if not is_document(document, edition):
        return False
    if document_prefix(document.path) in ("essay", "collection"):
        return False
    return not _is_list(document, edition)


def _is_list(document: TeiDocument, edition: Edition) -> bool:
    """Whether the file stands with the registers, is none of them, and no letter: a listBibl."""
    folders = {path.rpartition("/")[0] for path in edition.register_paths}
    folder = document.path.rpartition("/")[0]
    return (
        folder in folders and not folder.endswith("letters") and not named(document, "correspDesc")
    )


def find_action(document: TeiDocument, kind: str) -> etree._Element | None:
    """The first correspAction of a kind ("sent", "received"), or None (#CORRDESC)."""
    actions = named(document, "correspAction")
    return next((action for action in actions if action.get("type") == kind), None)
