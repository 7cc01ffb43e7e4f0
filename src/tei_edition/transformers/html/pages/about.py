"""About the edition: who made it, by which rules, how its texts are shown, where its data are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tei_edition import __version__
from tei_edition.model.config import EditionTable
from tei_edition.model.output import OutputFile
from tei_edition.tei.declarations import Declaration
from tei_edition.transformers.citation.record import cite_edition
from tei_edition.transformers.html.citing import citing, reference_files
from tei_edition.transformers.html.licences import licence_name
from tei_edition.transformers.html.linked_text import UNMARKED, LinkedText
from tei_edition.transformers.html.pages.data import DATA
from tei_edition.transformers.html.site import ENTITY_KINDS, Site
from tei_edition.transformers.html.views import Fact

__all__ = ["Practice", "render"]

_HERE: Final = "about.html"
_STATEMENTS: Final = 5  # of one practice; where each file has its own words, more tell nobody more
_OWN_KEYS: Final = {"editorialDecl": "general", "samplingDecl": "sampling"}


@dataclass(frozen=True, slots=True)
class Practice:
    """What files say of one editorial practice; a statement's ``after`` is how many say it."""

    label: str
    statements: tuple[LinkedText, ...]
    has_more: bool


def render(site: Site) -> Iterator[OutputFile]:
    """``about.html``."""
    table = site.edition.config.edition
    links = site.links_from(_HERE)
    work = cite_edition(site.edition, site.phrases)
    yield site.page(
        _HERE,
        "about.html",
        site.phrases.say("nav.about"),
        table.description,
        introduction=table.description,
        project=table.project,
        principles=table.principles,
        practices=tuple(_practices(site)),
        facts=tuple(_facts(site, table)),
        data=links.to(DATA),
        citing=citing(work, reference_files(None, site, links), site),
    )


def _facts(site: Site, table: EditionTable) -> Iterator[Fact]:
    say, marks = site.phrases.say, site.targets.marks()
    for key, names in (
        ("about.editors", table.editors),
        ("about.publisher", (table.publisher,)),
        ("about.funder", (table.funder,)),
    ):
        values = tuple(LinkedText(name, marks=marks) for name in names if name)
        if values:
            yield Fact(say(key), values)
    if table.licence:
        name = table.licence_text or licence_name(table.licence)
        yield Fact(
            say("fact.licence"),
            (LinkedText(name, table.licence, marks=marks if table.licence_text else UNMARKED),),
        )
    yield Fact(say("about.contents"), tuple(_contents(site)))
    statuses = tuple(_statuses(site))
    if statuses:
        yield Fact(say("about.status"), statuses)
    yield Fact(say("about.tool"), (LinkedText(f"tei-edition {__version__}"),))


def _contents(site: Site) -> Iterator[LinkedText]:
    links = site.links_from(_HERE)
    sizes = {kind.value: len(site.entities_of(kind)) for kind in ENTITY_KINDS}
    for kind, section in (
        ("letter", "letters"),
        ("collection", "collections"),
        ("essay", "essays"),
    ):
        sizes[section] = len(site.of_kind(kind))
    for key, address in site.sections():
        if key in sizes:
            text = f"{site.phrases.say(f'nav.{key}')} ({site.phrases.number(sizes[key])})"
            yield LinkedText(text, links.to(address))


def _statuses(site: Site) -> Iterator[LinkedText]:
    """How many documents have each status, in the order in which work goes on."""
    counts = Counter(document.metadata.status for document in site.documents)
    for status, number in sorted(counts.items(), key=lambda item: (item[0] == "", item[0])):
        if status:
            known = site.phrases.find(f"status.{status}")
        else:
            known = site.phrases.say("about.status.unsaid")
        marks = UNMARKED if known else site.targets.marks("en")
        yield LinkedText(known or status, marks=marks, after=f" ({site.phrases.number(number)})")


def _practices(site: Site) -> Iterator[Practice]:
    """The practices that the headers declare, each with what they say of it, usual words first."""
    found: dict[str, Counter[Declaration]] = {}
    for document in site.documents:
        for one in document.declarations:
            found.setdefault(_practice_key(one, site), Counter())[one] += 1
    for key, counts in found.items():
        usual = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        shown = tuple(
            LinkedText(
                one.text,
                marks=site.targets.marks(one.language),
                after=_extent(number, site),
            )
            for one, number in usual[:_STATEMENTS]
        )
        yield Practice(site.phrases.say(key), shown, len(usual) > _STATEMENTS)


def _practice_key(declaration: Declaration, site: Site) -> str:
    key = f"practice.{_OWN_KEYS.get(declaration.name, declaration.name)}"
    return key if site.phrases.find(key) else "practice.other"


def _extent(number: int, site: Site) -> str:
    """In how many documents the words stand, unless in all."""
    if number == len(site.documents):
        return ""
    return f" ({site.phrases.count('documents', number)})"
