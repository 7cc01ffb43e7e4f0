"""The indices of a site, and the table that tells the script of facets and documents."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup
from pydantic import TypeAdapter

from tei_edition.digest import digest_of
from tei_edition.edition import Edition, EditionDocument
from tei_edition.memo import Memo
from tei_edition.model.output import OutputFile
from tei_edition.tei.passages import Passage, read_passages
from tei_edition.transformers.chronology import value_of
from tei_edition.transformers.cldr import PLURAL_FORMS
from tei_edition.transformers.html.entries import entries_for
from tei_edition.transformers.html.facets import FACETS, Facets, FacetValue
from tei_edition.transformers.html.full_text.pagefind import NoIndex, PagefindService, find_pagefind
from tei_edition.transformers.html.full_text.records import Record, records_of, records_of_entity
from tei_edition.transformers.html.site import Site

__all__ = ["FOLDER", "indices_of", "table_of", "words_of"]

FOLDER: Final = "search"
_HERE: Final = "search.html"
_FRAGMENT: Final = re.compile(r"/fragment/(\w+)\.pf_fragment$")
_LANGUAGE: Final = re.compile(r' lang="([^"]*)"')
_PROGRAM: Final = "pagefind.js"
_PASSAGES: Final = TypeAdapter(tuple[Passage, ...])
_DIGEST: Final = TypeAdapter(str)
_SIGNATURE: Final = b"pagefind_dcd"
# Numbers with their nouns, and words, that the script says; the rest stands on the page.
_COUNTS: Final = ("search.results", "search.more")
_WORDS: Final = ("search.none", "search.start", "search.find-value")


def indices_of(site: Site, numbers: dict[str, int]) -> Iterator[OutputFile]:
    """Pagefind's files for each language, below ``search/``.

    Fills ``numbers``: which document (of the published ones, then the register entries) each
    fragment of the indices tells of. Raises NoIndex if Pagefind cannot be run; IllFormed or OSError
    if a document cannot be read any more.
    """
    program = find_pagefind()
    if program is None:
        raise NoIndex("there is no Pagefind for this machine")
    links = site.links_from(_HERE)
    entries = entries_for(site.documents, links)
    of_entities = [list(records_of_entity(entity, links)) for entity in site.entities]
    by_address = {entry.href: number for number, entry in enumerate(entries)}
    for number, records in enumerate(of_entities, len(entries)):
        by_address |= dict.fromkeys((record.address for record in records), number)
    said = [
        (words, entry, one.metadata.abstract, one.abstract_language)
        for words, one, entry in zip(words_of(site), site.documents, entries, strict=True)
    ]
    for output in site.press.files(
        "search index", (said, of_entities), partial(_files, program, site)
    ):
        fragment = _FRAGMENT.search(output.path)
        if fragment is not None:
            numbers[fragment[1]] = by_address[_address_in(output.content)]
        yield output


def words_of(site: Site) -> list[str]:
    """A digest of the words of each document, which seldom change when a tag does."""
    press = site.press
    reading = _Words(_Reading(site.edition, press.memo))
    return list(press.memo.map(reading, site.documents, press.jobs, press.executor))


def _files(program: Path, site: Site) -> Iterator[OutputFile]:
    with PagefindService(program) as service:
        indices: dict[str, int] = {}
        for record in _records(site):
            if record.language not in indices:
                indices[record.language] = service.new_index(record.language)
            service.add_page(indices[record.language], record.address, record.html)
        program_seen = False
        for language in sorted(indices):
            files = dict(service.files_of(indices[language]))
            for path, content in files.items():
                if path == _PROGRAM and not program_seen:
                    program_seen = True
                    yield OutputFile(f"{FOLDER}/{path}", content)
                elif _is_needed(path, files):
                    yield OutputFile(f"{FOLDER}/{language}/{path}", content)


def _records(site: Site) -> Iterator[Record]:
    links, press = site.links_from(_HERE), site.press
    reading = _Reading(site.edition, press.memo)
    found = press.memo.map(reading, site.documents, press.jobs, press.executor)
    for document, passages in zip(site.documents, found, strict=True):
        yield from records_of(document, passages, links)
    for entity in site.entities:
        yield from records_of_entity(entity, links)


class _Reading:
    """The passages of a document, read in any process."""

    def __init__(self, edition: Edition, memo: Memo) -> None:
        self._edition, self.memo = edition, memo

    def __reduce__(self) -> tuple[type[_Reading], tuple[Edition, Memo]]:
        return _Reading, (replace(self._edition, expected_texts={}), self.memo)

    def __call__(self, document: EditionDocument) -> tuple[Passage, ...]:
        """Raises IllFormed or OSError."""
        return self.memo.value(
            f"passages {document.path}",
            document.sha256,
            _PASSAGES,
            lambda _: read_passages(self._edition.read_tree(document).root),
        )


@dataclass(frozen=True, slots=True)
class _Words:
    """A digest of the passages of a document, found out in any process."""

    reading: _Reading

    def __call__(self, document: EditionDocument) -> str:
        """Raises IllFormed or OSError."""
        return self.reading.memo.value(
            f"words {document.path}",
            document.sha256,
            _DIGEST,
            lambda _: digest_of(self.reading(document)),
        )


def _address_in(fragment: bytes) -> str:
    content = json.loads(gzip.decompress(fragment).removeprefix(_SIGNATURE))
    return str(content["url"])


def _is_needed(path: str, files: Mapping[str, bytes]) -> bool:
    """Whether the script asks for a file: not for Pagefind's own pages, nor for a second engine."""
    if path.startswith("wasm."):
        return path != "wasm.unknown.pagefind" or sum(p.startswith("wasm.") for p in files) == 1
    known = path.startswith(("fragment/", "index/")) or path.endswith(".pf_meta")
    return known or path == "pagefind-entry.json"


def table_of(site: Site, facets: Facets, numbers: Mapping[str, int]) -> OutputFile:
    """``search/table.json``: facets with their values, and those of each document as numbers.

    Documents are in order of time, the ``dated`` first; register entries come after them.
    ``fragments`` has the number of the document that a fragment of an index belongs to.
    """
    values = {facet: list(facets.values.get(facet, ())) for facet in FACETS}
    kinds = [entity.kind.value for entity in site.entities]
    for kind in dict.fromkeys(kinds):
        text = site.phrases.say(f"kind.{kind}")
        values["genre"].append(FacetValue(kind, text, text))
    # Also one with a single value: not all documents need have it, and no entry has.
    shown = [facet for facet in FACETS if values[facet]]
    places = {f: {value.key: n for n, value in enumerate(values[f])} for f in shown}
    rows = [[[places[f][k] for k in facets.of(d.id, f)] for f in shown] for d in site.documents]
    rows += [[[places[f][kind]] if f == "genre" else [] for f in shown] for kind in kinds]
    table = {
        "languages": sorted({fragment.partition("_")[0] for fragment in numbers}),
        "phrases": _phrases(site),
        "facets": [
            {
                "key": facet,
                "label": site.phrases.say(f"facet.{facet}"),
                "values": [[v.key, v.text, v.language] for v in values[facet]],
            }
            for facet in shown
        ],
        "dated": sum(_is_dated(document) for document in site.documents),
        "documents": rows,
        "marks": dict(_marks(site)),
        "fragments": {fragment: numbers[fragment] for fragment in sorted(numbers)},
    }
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    return OutputFile(f"{FOLDER}/table.json", f"{text}\n".encode())


def _phrases(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = {key: site.phrases.say(key) for key in _WORDS}
    for key in _COUNTS:
        forms = {form: site.phrases.find(f"{key}.{form}") for form in PLURAL_FORMS}
        found[key] = {form: text for form, text in forms.items() if text is not None}
    return found


def _is_dated(document: EditionDocument) -> bool:
    value = value_of(document.metadata.date)
    return value.earliest is not None or value.latest is not None


def _marks(site: Site) -> Iterator[tuple[str, list[str]]]:
    """The languages of title, date and names where they are not the interface's."""
    for number, entry in enumerate(entries_for(site.documents, site.links_from(_HERE))):
        who = entry.who[0].marks if entry.who else Markup("")
        tags = [_tag(marks) for marks in (entry.title_marks, entry.date_marks, who)]
        if any(tags):
            yield str(number), tags


def _tag(marks: Markup) -> str:
    found = _LANGUAGE.search(marks)
    return found[1] if found else ""
