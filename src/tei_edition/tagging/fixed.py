"""Names that need no context: of registers, of the world, and those whose build tells the kind."""

from __future__ import annotations

from collections.abc import Iterator, Set

from tei_edition.model.mention import Certainty, MentionKind
from tei_edition.tagging.events import find_events, find_landscapes
from tei_edition.tagging.institution_key import Institutions
from tei_edition.tagging.institutions import find_institutions
from tei_edition.tagging.names import NameIndex
from tei_edition.tagging.reading import Found, Reading, whole_brackets
from tei_edition.tagging.variants import Strength
from tei_edition.tagging.vocabulary import full_forms, words
from tei_edition.tagging.world_names import Bridge

__all__ = ["built_names", "register_names"]


def register_names(reading: Reading, index: NameIndex) -> Iterator[Found]:
    """The places, institutions and events of the registers that a passage names."""
    for match in index.find(reading.text, reading.form):
        forms = tuple(form for form in match.forms if form.kind is not MentionKind.PERSON)
        if not forms or reading.is_adjective(match.start, match.end):
            continue
        derived = all(form.strength is Strength.DERIVED for form in forms)
        start, end = whole_brackets(reading.text, match.start, match.end)
        if forms[0].kind is MentionKind.ORG and _opens_longer_name(reading, end):
            continue
        one = len(forms) == 1
        certainty = Certainty.MEDIUM if derived else Certainty.HIGH
        yield Found(
            start,
            end,
            forms[0].kind,
            "register-variant" if derived else "register-name",
            certainty=certainty if one else Certainty.LOW,
            ref=forms[0].entity if one else "",
            candidates=() if one else tuple(form.entity for form in forms),
            forms=forms,
        )


def _opens_longer_name(reading: Reading, end: int) -> bool:
    """Whether capitals go on behind an institution's name in a heading, as in a banner."""
    if not reading.heading:
        return False
    after = reading.token_behind(end)
    if after is None or not after.joined or not after.capital or reading.text[end] != " ":
        return False
    return after.folded in words("institutions", "openers")


def built_names(
    reading: Reading, named: list[Found], institutions: Institutions, known: Bridge
) -> Iterator[Found]:
    """Institutions, events and landscapes told by how their names are built.

    ``named`` are the names found so far; an institution is linked if the register has one of the
    same build, or just one of which this is a part.
    """
    tokens = reading.tokens
    covered = reading.covered(named)
    company = frozenset(reading.form.text.split())
    for start, end in find_institutions(tokens, covered.__getitem__):
        yield _institution(reading, *reading.span(start, end), institutions, company)
    for start, end in find_events(tokens):
        low, high = reading.span(start, end)
        yield Found(low, high, MentionKind.EVENT, "event-build", Certainty.MEDIUM)
    for start, end in find_landscapes(tokens):
        low, high = reading.span(start, end)
        entries = known.ending_in(full_forms().get(tokens[start].folded, ""))
        yield Found(
            low,
            high,
            MentionKind.PLACE,
            "landscape-build",
            Certainty.MEDIUM,
            ref=entries[0] if len(entries) == 1 else "",
        )


def _institution(
    reading: Reading, start: int, end: int, institutions: Institutions, company: Set[str]
) -> Found:
    name = reading.text[start:end]
    same = institutions.same(name)
    reason = "the same institution, built otherwise"
    if not same:
        same = institutions.shortened(name, company)
        reason = "a shorter form"
    one = len(same) == 1
    return Found(
        start,
        end,
        MentionKind.ORG,
        "institution-build",
        certainty=Certainty.MEDIUM if len(same) < 2 else Certainty.LOW,
        ref=same[0] if one else "",
        evidence=reason if same else "",
        candidates=same if len(same) > 1 else (),
    )
