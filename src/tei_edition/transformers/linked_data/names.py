"""Under which names the nodes of one file stand: the addresses of their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from tei_edition.edition import Edition, EditionDocument
from tei_edition.model.metadata import Agent, PlaceReference
from tei_edition.registers.entity import Entity
from tei_edition.transformers.addresses import (
    address_of_document,
    address_of_entity,
    site_address,
)
from tei_edition.transformers.linked_data.schema_org import Named, Qualified, Reference

__all__ = ["Names", "Viewpoint", "qualified"]

_AGENTS: Final[dict[str, Literal["Person", "Organization", "Place"]]] = {
    "person": "Person",
    "org": "Organization",
    "place": "Place",
}


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """From where things are named: the same for all files of a folder."""

    base_url: str
    folder: str

    def iri(self, address: str) -> str:
        """The name of what stands at an address of the output: absolute if the edition has one."""
        return site_address(self.base_url, address, f"{self.folder}/")

    def reference(self, entity: Entity) -> Reference:
        """A pointer to a register entry."""
        return _reference(self.iri(address_of_entity(entity.kind, entity.id)))


# Letters name the same things again and again.
@lru_cache(maxsize=4096)
def _reference(iri: str) -> Reference:
    return Reference(id=iri)


class Names:
    """Names as the file at the address ``here`` has them."""

    def __init__(self, edition: Edition, here: str) -> None:
        self.edition = edition
        self.viewpoint = Viewpoint(edition.config.edition.base_url, here.rpartition("/")[0])
        self._references: dict[str, Reference] = {}  # letters name the same entries

    def iri(self, address: str) -> str:
        """The name of what stands at an address of the output: absolute if the edition has one."""
        return self.viewpoint.iri(address)

    def document(self, document: EditionDocument, suffix: str = ".html") -> str:
        """The name of a document, or of a file with it."""
        return self.iri(address_of_document(document.kind, document.id, suffix))

    def pointer(self, name: str) -> Reference:
        """A pointer to a node."""
        return _reference(name)

    def reference(self, entity: Entity) -> Reference:
        """A pointer to a register entry."""
        if entity.id not in self._references:
            self._references[entity.id] = self.viewpoint.reference(entity)
        return self._references[entity.id]

    def agent(self, agent: Agent) -> Reference | Named:
        """A pointer to a correspondent's entry; without one, the name as written, or the id."""
        entity = self._find(agent.ref)
        if entity is not None:
            return self.reference(entity)
        return Named(type=_AGENTS.get(agent.kind, "Thing"), name=agent.name or agent.ref)

    def place(self, place: PlaceReference) -> Reference | Named:
        """A pointer to a place's entry; without one, the name as written."""
        entity = self._find(place.ref)
        if entity is not None:
            return self.reference(entity)
        return Named(type="Place", name=place.name or place.ref)

    def entries(self, ids: Iterable[str]) -> Iterator[Entity]:
        """The entries under some ids, each once: ids of merged entries lead to one."""
        registers = self.edition.registers
        for identifier in dict.fromkeys(map(registers.canonical, ids)):
            entity = registers.find(identifier)
            if entity is not None:
                yield entity

    def _find(self, entity_id: str) -> Entity | None:
        return self.edition.registers.find(entity_id) if entity_id else None


def qualified(
    name: str,
    stated: Reference | Named,
    certainty: str = "",
    evidence: str = "",
    role: str = "",
) -> Reference | Named | Qualified:
    """What the property ``name`` of a model says, with what limits it, if anything does.

    What is highly certain is stated as it is.
    """
    doubt = "" if certainty == "high" else certainty
    if not (doubt or evidence or role):
        return stated
    if isinstance(stated, Reference) and not (evidence or role):
        return _doubted(name, stated.id, doubt)
    return Qualified.model_validate(
        {
            "certainty": doubt or None,
            "evidence": evidence or None,
            "role_name": role or None,
            name: stated,
        }
    )


# Most doubts are the tagger's, and about the same entries.
@lru_cache(maxsize=4096)
def _doubted(name: str, iri: str, doubt: str) -> Qualified:
    return Qualified.model_validate({"certainty": doubt, name: _reference(iri)})
