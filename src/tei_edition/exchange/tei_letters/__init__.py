"""TEI letters of other projects, with their registers, as they are.

Nothing demands validity or a profile: what a file says is taken from wherever it stands, and what
it does not say outright is assumed from its text and title, and told as an assumption.
"""

from __future__ import annotations

from typing import Final

from tei_edition.exchange.imported import GivenFile
from tei_edition.exchange.tei_letters.read import read
from tei_edition.tei.namespaces import TEI, tei

__all__ = ["DESCRIPTION", "NAME", "accepts", "read"]

NAME: Final = "tei_letters"
DESCRIPTION: Final = "TEI letters of any project, with its registers"

_ROOTS: Final = frozenset({tei("TEI"), tei("teiCorpus")})
_SURE, _LIKELY, _PERHAPS = 0.5, 0.4, 0.35


def accepts(file: GivenFile) -> float:
    """0.5 for TEI, less for what claims to be XML: it is at least said why it cannot be read."""
    start = file.start()
    if start is not None:
        if start.tag in _ROOTS:
            return _SURE
        return _LIKELY if start.tag.startswith(f"{{{TEI}}}") else _PERHAPS
    is_named_so = file.path.lower().endswith((".xml", ".tei"))
    return _PERHAPS if is_named_so or file.head().lstrip().startswith(b"<?xml") else 0.0
