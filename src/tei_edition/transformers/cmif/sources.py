"""The editions that an index of letters is made from: each a ``bibl`` with a lasting UUID."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from lxml import etree

from tei_edition.edition import Edition
from tei_edition.model.metadata import Metadata
from tei_edition.source_text import normalise_space
from tei_edition.tei.namespaces import XML_ID
from tei_edition.transformers.cmif.elements import add

__all__ = ["Sources", "lasting_uuid"]

_UUID: Final = re.compile(r"[a-f][0-9a-f]{7}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_KINDS: Final = ("online", "print", "hybrid")


def lasting_uuid(name: str) -> str:
    """A UUID made of a name: the same name, the same UUID. It begins with a letter, as ids must.

    Source: RFC 9562, version 5
    """
    for number in count():
        made = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{name}#{number}" if number else name))
        if made[0].isalpha():
            return made
    raise AssertionError  # count() has no end


@dataclass(slots=True)
class Sources:
    """The editions that letters of the index stand in, by their UUIDs, in order of first use."""

    edition: Edition
    _found: dict[str, tuple[str, str]] = field(default_factory=dict)

    def id_of(self, metadata: Metadata) -> str:
        """The id of the edition in which a letter is: this one, or where it is edited else."""
        edited = metadata.edited
        if not edited:
            return self._own()
        words = normalise_space(metadata.source) or edited.address
        kind = edited.kind if edited.kind in _KINDS else "online" if edited.address else "print"
        statement = (kind, words)
        wanted = edited.source
        if not _UUID.fullmatch(wanted):
            wanted = lasting_uuid(wanted or words)
        if self._found.setdefault(wanted, statement) != statement:
            # Two indices that use one id for different editions.
            wanted = lasting_uuid(f"{wanted} {words}")
            self._found.setdefault(wanted, statement)
        return wanted

    def write(self, parent: etree._Element) -> None:
        """Append a ``bibl`` for each to ``parent``, a ``sourceDesc``."""
        if not self._found:
            self._own()
        for identifier, (kind, words) in self._found.items():
            add(parent, "bibl", {"type": kind, XML_ID: identifier}, words)

    def _own(self) -> str:
        config = self.edition.config
        table = config.exchange.cmif
        name = config.edition.base_url.rstrip("/") or f"{config.edition.id} {config.edition.title}"
        identifier = table.source_id or lasting_uuid(name)
        words = normalise_space(table.bibliography) or _citation(self.edition)
        self._found.setdefault(identifier, (table.publication, words))
        return identifier


def _citation(edition: Edition) -> str:
    """Editors, title, publisher and address, as far as edition.toml has them."""
    table = edition.config.edition
    editors = f"{', '.join(table.editors)} (eds.)" if len(table.editors) > 1 else ""
    editors = editors or "".join(f"{editor} (ed.)" for editor in table.editors)
    parts = [editors, table.title, table.publisher, table.base_url]
    return normalise_space(". ".join(part.rstrip(".") for part in parts if part) + ".")
