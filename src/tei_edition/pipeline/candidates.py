"""Names that the texts have and no register: counted, in context, each with a proposed entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tei_edition.lock import read_lock
from tei_edition.model.config import EditionConfig
from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.pipeline.prepare import prepare
from tei_edition.pipeline.registers import (
    Added,
    RegisterError,
    add_draft,
    draft_xml,
    open_registers,
    unique_id,
    with_gazetteer,
)
from tei_edition.pipeline.sources import Progress
from tei_edition.pipeline.unlisted_names import (
    KINDS,
    Context,
    Seen,
    seen_in_sources,
    seen_in_tei,
)
from tei_edition.registers.entity import Name, Registers
from tei_edition.registers.entry_xml import Draft
from tei_edition.tagging.folding import folded
from tei_edition.tagging.institution_key import institution_key
from tei_edition.tagging.place_proposals import propose_place
from tei_edition.tagging.variants import person_name

__all__ = ["Candidate", "find_candidates", "take_over"]

_CONTEXTS: Final = 3
_RANKS: Final = (Certainty.HIGH, Certainty.MEDIUM, Certainty.LOW)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name in no register.

    ``number`` is its place in the list, ``count`` how often it stands in how many ``documents``
    (files); ``forms`` are its spellings, the most frequent first; ``draft`` is the proposed entry.
    """

    number: int
    draft: Draft
    count: int
    documents: int
    certainty: Certainty
    forms: tuple[str, ...]
    contexts: tuple[Context, ...]
    evidence: str = ""

    @property
    def name(self) -> str:
        """The preferred name of the proposed entry."""
        return self.draft.entity.name

    @property
    def kind(self) -> MentionKind:
        """Person, place or organisation."""
        return self.draft.entity.kind

    def xml(self) -> str:
        """The proposed entry as TEI."""
        return draft_xml(self.draft)


@dataclass(slots=True)
class _Group:
    kind: MentionKind
    seen: list[Seen] = field(default_factory=list)

    @property
    def forms(self) -> tuple[str, ...]:
        counted = Counter(one.text for one in self.seen)
        return tuple(sorted(counted, key=lambda form: (-counted[form], -len(form), form)))


def find_candidates(
    root: Path,
    config: EditionConfig,
    kind: MentionKind | None = None,
    progress: Progress | None = None,
) -> tuple[Candidate, ...]:
    """The names that are in no register, the most frequent first.

    From the sources, and from TEI that was made from none or edited by hand. Names that may mean
    several entries are none. Raises RegisterError, LockError, OSError.
    """
    registers = open_registers(root, config)
    lock = read_lock(root)
    prepared = prepare(root, config, lock, progress)
    seen = list(seen_in_sources(prepared))
    seen += seen_in_tei(root, config, lock, {(one.kind, folded(one.text)) for one in seen})
    groups = _grouped(one for one in seen if kind in (None, one.kind))
    order = sorted(groups, key=lambda g: (-len(g.seen), KINDS.index(g.kind), folded(g.forms[0])))
    found: list[Candidate] = []
    taken = {entity.id for entity in registers} | set(registers.aliases)
    for number, group in enumerate(order, 1):
        candidate = _candidate(number, group, registers, taken)
        found.append(candidate)
        taken.add(candidate.draft.entity.id)  # ids of proposals differ from each other, too
    return tuple(found)


def take_over(
    root: Path, config: EditionConfig, candidates: Sequence[Candidate], numbers: Iterable[int]
) -> tuple[Added, ...]:
    """Write the proposed entries with these numbers; raises RegisterError, ValueError, OSError."""
    by_number = {candidate.number: candidate for candidate in candidates}
    wanted = list(dict.fromkeys(numbers))
    unknown = [number for number in wanted if number not in by_number]
    if unknown:
        last = f"they are numbered 1 to {len(candidates)}" if candidates else "there are none left"
        raise RegisterError(f"there is no candidate {unknown[0]}; {last}")
    return tuple(
        add_draft(
            root,
            config,
            by_number[number].draft,
            wanted_id=by_number[number].draft.entity.id,
            another=True,
        )
        for number in wanted
    )


def _grouped(seen: Iterable[Seen]) -> list[_Group]:
    """What is one name: places that the gazetteer knows as one, institutions built alike …"""
    keys: dict[MentionKind, Callable[[str], Hashable]] = {
        MentionKind.PERSON: folded,
        MentionKind.PLACE: _place_key,
        MentionKind.ORG: lambda text: institution_key(text) or folded(text),
    }
    groups: dict[Hashable, _Group] = {}
    for one in seen:
        key = (one.kind, keys[one.kind](one.text))
        groups.setdefault(key, _Group(one.kind)).seen.append(one)
    return _with_surnames(list(groups.values()))


def _place_key(text: str) -> Hashable:
    proposal = propose_place(text)
    return folded(text) if proposal is None else (proposal.type, proposal.name, proposal.state)


def _with_surnames(groups: list[_Group]) -> list[_Group]:
    """A surname alone counts for the one person who is also named in full."""
    by_surname: dict[str, list[_Group]] = {}
    for group in groups:
        name = person_name(group.forms[0]) if group.kind is MentionKind.PERSON else None
        if name is not None and len(name.parts) > 1 and name.surname:
            by_surname.setdefault(folded(name.surname), []).append(group)
    kept = []
    for group in groups:
        name = person_name(group.forms[0]) if group.kind is MentionKind.PERSON else None
        alone = name is not None and len(name.parts) == 1
        full = by_surname.get(folded(group.forms[0]), []) if alone else []
        if len(full) == 1:
            full[0].seen += group.seen
        else:
            kept.append(group)
    return kept


def _candidate(number: int, group: _Group, registers: Registers, taken: Set[str]) -> Candidate:
    forms = group.forms
    evidence = Counter(one.evidence for one in group.seen).most_common(1)[0][0]
    if group.kind is MentionKind.PERSON:
        full = [form for form in forms if " " in form] or list(forms)
        draft = Draft.of(group.kind, _names([full[0], *_longer(full)]))
    elif group.kind is MentionKind.PLACE:
        proposal = propose_place(forms[0])
        draft = Draft.of(group.kind, _names([proposal.name if proposal else forms[0], *forms]))
        if proposal is not None:
            draft = with_gazetteer(draft, proposal, registers)
            evidence = proposal.evidence
    else:
        draft = Draft.of(group.kind, _names(list(forms)))
    ranks = [_RANKS.index(one.certainty) for one in group.seen]
    return Candidate(
        number,
        draft.with_id(unique_id(draft, taken)),
        len(group.seen),
        len({one.context.path for one in group.seen}),
        _RANKS[min(ranks)],
        forms,
        tuple(one.context for one in group.seen[:_CONTEXTS]),
        evidence,
    )


def _longer(forms: Sequence[str]) -> list[str]:
    """Further spellings of a person's full name; a surname alone is no name of the register."""
    return [form for form in forms[1:] if folded(form) == folded(forms[0])]


def _names(texts: Sequence[str]) -> list[Name]:
    distinct = {folded(text): text for text in reversed(texts)}
    kept = [text for text in texts if distinct[folded(text)] == text]
    return [
        Name(text, "preferred" if number == 0 else "variant")
        for number, text in enumerate(dict.fromkeys(kept))
    ]
