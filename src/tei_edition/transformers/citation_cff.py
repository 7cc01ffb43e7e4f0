"""CITATION.cff: how to cite the edition, as GitHub, Zenodo and Zotero read it.

Source: Citation File Format 1.2.0
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import yaml

from tei_edition.edition import Edition
from tei_edition.model.output import OutputFile
from tei_edition.transformers.citation.dates import cited_day, iso_parts
from tei_edition.transformers.citation.names import CitedName, names_of_people
from tei_edition.transformers.phrases import phrases_of

__all__ = ["DESCRIPTION", "NAME", "render"]

NAME: Final = "citation_cff"
DESCRIPTION: Final = "CITATION.cff: how to cite the edition"

# The licences of editions among those that the format takes by their SPDX name.
_SPDX: Final = {
    f"creativecommons.org/licenses/{kind}/{version}": f"CC-{kind.upper()}-{version}"
    for kind in ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")
    for version in ("1.0", "2.0", "2.5", "3.0", "4.0")
} | {
    "creativecommons.org/publicdomain/zero/1.0": "CC0-1.0",
    "opensource.org/licenses/mit": "MIT",
    "opensource.org/license/mit": "MIT",
}


def render(edition: Edition) -> Iterator[OutputFile]:
    """``CITATION.cff``, version 1.2.0, of type "dataset".

    Authors are the editors; where edition.toml names none, the publisher or the edition itself,
    since the format demands one.
    """
    table = edition.config.edition
    date = cited_day(table.date, phrases_of(edition)).first
    fields = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "Please cite this edition as follows.",
        "title": table.title,
        "authors": list(_authors(edition)),
        "abstract": table.description,
        "date-released": iso_parts(date) if len(date) == 3 else "",
        **_licence(table.licence),
        "url": table.base_url,
    }
    written = yaml.safe_dump(
        {name: value for name, value in fields.items() if value},
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )
    yield OutputFile("CITATION.cff", written.encode())


def _authors(edition: Edition) -> Iterator[dict[str, str]]:
    table = edition.config.edition
    people = names_of_people(table.editors)
    for name in people:
        yield _person(name)
    if not people:
        yield {"name": table.publisher or table.title}


def _person(name: CitedName) -> dict[str, str]:
    if name.family:
        return {"family-names": name.family, "given-names": name.given}
    return {"name": name.whole}


def _licence(address: str) -> dict[str, str]:
    """The licence by its SPDX name where the format knows it, else by its address."""
    path = address.partition("://")[2].lower().removeprefix("www.").rstrip("/")
    known = _SPDX.get(path.removesuffix("/legalcode").removesuffix("/deed.en"))
    return {"license": known} if known else {"license-url": address}
