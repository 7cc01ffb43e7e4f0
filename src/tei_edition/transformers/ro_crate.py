"""RO-Crate 1.1: the edition as a research object that describes itself, for repositories.

Source: https://www.researchobject.org/ro-crate/specification/1.1/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from tei_edition import __version__
from tei_edition.edition import Edition
from tei_edition.findings import Fault, Location, Severity
from tei_edition.model.config import CONFIG_NAME
from tei_edition.model.media_types import media_type_of
from tei_edition.model.output import Loss, OutputFile
from tei_edition.transformers.citation.names import names_of_people
from tei_edition.transformers.payload import PayloadFile, left_out, payload_of

__all__ = ["DESCRIPTION", "METADATA_NAME", "NAME", "crate_files", "render"]

NAME: Final = "ro_crate"
DESCRIPTION: Final = "RO-Crate: the edition's files with a description for repositories"

METADATA_NAME: Final = "ro-crate-metadata.json"
_FOLDER: Final = "ro-crate"
_PROFILE: Final = "https://w3id.org/ro/crate/1.1"
INCOMPLETE: Final = Fault(
    "PUB032",
    "incomplete_deposit",
    Severity.WARNING,
    """A deposit lacks what repositories ask for.

Why:    an RO-Crate must say when it was published, and should name its licence and its authors;
        repositories refuse or hold back what does not.
Fails:  [edition] without date, licence or editors.
Passes: [edition] date = "2024-05-01", licence = "https://creativecommons.org/licenses/by/4.0/",
        editors = ["Family, Given"]
Remedy: complete the [edition] table of edition.toml.
Source: https://www.researchobject.org/ro-crate/specification/1.1/root-data-entity.html
""",
)


def render(edition: Edition) -> Iterator[OutputFile]:
    """``ro-crate/``: the edition's own files and ``ro-crate-metadata.json``, which describes them.

    Raises OSError if a file cannot be read.
    """
    for file in crate_files(edition):
        yield replace(file, path=f"{_FOLDER}/{file.path}")


def crate_files(edition: Edition) -> Iterator[OutputFile]:
    """The same, with paths as they are within the crate."""
    files = payload_of(edition)
    losses = (*_missing(edition), *left_out(edition))
    yield OutputFile(METADATA_NAME, _metadata(edition, files), losses)
    for file in files:
        yield OutputFile(file.path, file.place.read_bytes())


def _metadata(edition: Edition, files: Sequence[PayloadFile]) -> bytes:
    people = tuple(_people(edition))
    graph = [
        {
            "@id": METADATA_NAME,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _PROFILE},
            "about": {"@id": "./"},
        },
        _root(edition, files, people),
        *(_file(file, edition) for file in files),
        *people,
        *_context_entities(edition),
    ]
    document = {"@context": f"{_PROFILE}/context", "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _missing(edition: Edition) -> Iterator[Loss]:
    """What repositories will miss."""
    table = edition.config.edition
    wanted = {"date": table.date, "licence": table.licence, "editors": table.editors}
    for key, value in wanted.items():
        if not value:
            yield Loss(
                INCOMPLETE,
                f"the deposit does not tell its {key}",
                f"give [edition] {key}",
                Location(CONFIG_NAME),
            )


def _root(
    edition: Edition, files: Sequence[PayloadFile], people: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    table = edition.config.edition
    fields = {
        "@id": "./",
        "@type": "Dataset",
        "name": table.title,
        "description": table.description or table.title,
        "datePublished": table.date,
        "inLanguage": table.language,
        "license": {"@id": table.licence} if table.licence else "",
        "author": [{"@id": one["@id"]} for one in people],
        "publisher": {"@id": "#publisher"} if table.publisher else "",
        "url": table.base_url,
        "encodingFormat": "https://www.tei-c.org/Guidelines/P5/",
        "hasPart": [{"@id": _id(file.path)} for file in files],
    }
    return {name: value for name, value in fields.items() if value}


def _file(file: PayloadFile, edition: Edition) -> dict[str, Any]:
    described = {
        "@id": _id(file.path),
        "@type": "File",
        "name": file.path,
        "encodingFormat": media_type_of(file.path),
        "contentSize": str(file.place.stat().st_size),
    }
    document = next((one for one in edition.documents if one.path == file.path), None)
    if document is not None:
        described["name"] = document.metadata.title or document.id
        described["identifier"] = document.id
    return described


def _people(edition: Edition) -> Iterator[dict[str, Any]]:
    for number, name in enumerate(names_of_people(edition.config.edition.editors), 1):
        person = {"@id": f"#editor-{number}", "@type": "Person", "name": name.whole}
        if name.family:
            person |= {"familyName": name.family, "givenName": name.given}
        yield person


def _context_entities(edition: Edition) -> Iterator[dict[str, Any]]:
    table = edition.config.edition
    if table.publisher:
        yield {"@id": "#publisher", "@type": "Organization", "name": table.publisher}
    if table.licence:
        name = table.licence_text or table.licence
        yield {"@id": table.licence, "@type": "CreativeWork", "name": name}
    yield {
        "@id": "#tei-edition",
        "@type": "SoftwareApplication",
        "name": "tei-edition",
        "version": __version__,
    }


def _id(path: str) -> str:
    """A path as a relative URI."""
    return quote(path)
