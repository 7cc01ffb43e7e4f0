"""What an index of letters says of itself: fileDesc, in the order that CMIF prescribes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from tei_edition.edition import Edition
from tei_edition.findings import Location
from tei_edition.model.config import CONFIG_NAME
from tei_edition.model.config_values import first_day
from tei_edition.model.output import Loss
from tei_edition.transformers.addresses import site_address
from tei_edition.transformers.cmif.elements import add
from tei_edition.transformers.cmif.faults import NO_FILE_DATE, NOT_FOR_HARVEST

__all__ = ["FILE_NAME", "write_file_desc"]

FILE_NAME: Final = "cmif.xml"
_LICENCES: Final = {
    "CC-BY-4.0": (
        "https://creativecommons.org/licenses/by/4.0/",
        "This file is licensed under the terms of the Creative Commons License CC-BY 4.0",
    ),
    "CC0-1.0": (
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "This file is in the public domain under Creative Commons CC0 1.0",
    ),
}
# The day on which the SIG published CMIF 1.1: no file in it is older.
_FIRST_DAY: Final = "2025-02-26"


def write_file_desc(header: etree._Element, edition: Edition) -> tuple[etree._Element, list[Loss]]:
    """Append ``fileDesc``; give its ``sourceDesc``, still empty, and what is amiss."""
    desc = add(header, "fileDesc")
    losses = [
        *_write_titles(add(desc, "titleStmt"), edition),
        *_write_publication(add(desc, "publicationStmt"), edition),
    ]
    return add(desc, "sourceDesc"), losses


def _write_titles(statement: etree._Element, edition: Edition) -> Iterator[Loss]:
    table, own = edition.config.edition, edition.config.exchange.cmif
    add(statement, "title", text=table.title)
    names = (own.contact,) if own.contact else table.editors
    for name in names or (table.publisher or table.title,):
        editor = add(statement, "editor", text=name)
        if own.email and len(statement) == 2:
            editor.text = f"{name} "
            add(editor, "email", text=own.email)
    if not names:
        yield _lack("nobody is named whom to ask about it", "[exchange.cmif] contact and email")


def _write_publication(statement: etree._Element, edition: Edition) -> Iterator[Loss]:
    table, own = edition.config.edition, edition.config.exchange.cmif
    add(statement, "publisher", text=table.publisher or table.title)
    address = own.address or site_address(table.base_url, FILE_NAME, FILE_NAME)
    add(statement, "idno", {"type": "url"}, address)
    if not (own.address or table.base_url):
        yield _lack("it cannot say at which address it will be", "[edition] base_url")
    date = table.date or _last_change(edition)
    add(statement, "date", {"when": date} if date else {"notBefore": _FIRST_DAY})
    if not date:
        yield Loss(
            NO_FILE_DATE,
            f"{FILE_NAME} cannot say when it was brought up to date",
            "give [edition] date",
            Location(CONFIG_NAME),
        )
    availability = add(statement, "availability")
    licence = own.licence or _known_licence(table.licence)
    if licence:
        target, words = _LICENCES[licence]
        add(availability, "licence", {"target": target}, words)
        return
    if table.licence:
        add(availability, "licence", {"target": table.licence}, table.licence_text or table.licence)
    else:
        add(availability, "p", text="No licence is given.")
    yield _lack(
        f"its licence is {table.licence or 'not given'}, not CC BY 4.0 or CC0",
        '[exchange.cmif] licence = "CC-BY-4.0" or "CC0-1.0"',
    )


def _known_licence(address: str) -> str:
    """The name of one of the two licences, however its address is written; else ""."""
    bare = address.lower().partition("://")[2].removeprefix("www.")
    bare = bare.partition("deed")[0].removesuffix("/").removesuffix("/legalcode")
    for name, (target, _) in _LICENCES.items():
        if bare == target.partition("://")[2].removesuffix("/"):
            return name
    return ""


def _last_change(edition: Edition) -> str:
    days = (
        day
        for document in edition.of_kind("letter")
        for day in (document.metadata.revised, document.metadata.published)
    )
    return max((day for day in days if first_day(day) is not None), default="")


def _lack(what: str, key: str) -> Loss:
    return Loss(NOT_FOR_HARVEST, f"{FILE_NAME}: {what}", f"give {key}", Location(CONFIG_NAME))
