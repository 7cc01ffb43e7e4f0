"""What the values of edition.toml must look like beyond their type; the messages say what."""

from __future__ import annotations

import datetime
import re
from pathlib import PurePosixPath
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator

from tei_edition.model.language_tag import is_language_tag

__all__ = [
    "CmifSourceId",
    "Code",
    "Day",
    "EmailAddress",
    "Identifier",
    "InsidePath",
    "LanguageTag",
    "RegisterPath",
    "SiteAddress",
    "WebAddress",
    "Words",
    "first_day",
    "last_day",
]

_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def _words(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty")
    return value


def _inside(value: str) -> str:
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value or not path.parts:
        raise ValueError("must be a relative path inside the edition, written with /")
    return value


def _register(value: str) -> str:
    if not value.endswith(".xml"):
        raise ValueError("must be the path of a TEI file, such as editions/indices/listperson.xml")
    return value


def _web_address(value: str) -> str:
    if value and not _is_web_address(value):
        raise ValueError(
            "must be a web address that begins with https:// or http://, without blanks"
        )
    return value


def _is_web_address(value: str) -> bool:
    if re.search(r'[\s<>"{}|\\^`]', value):
        return False
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and re.fullmatch(r"[\w.-]*\w\.?|[0-9a-f:.]+", host) is not None
        and "@" not in parts.netloc
    )


def _site_address(value: str) -> str:
    if "?" in value or "#" in value:
        raise ValueError("must be the address of a folder, without ? and #")
    return value


def _language(value: str) -> str:
    if not is_language_tag(value):
        raise ValueError("must be a language tag of BCP 47, such as en, de-AT or sr-Latn")
    return value


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2,4}([0-9]{3})?", value):
        raise ValueError("must be a code such as REF001 or the letters of a family such as REF")
    return value


def _identifier(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z_][\w.-]*", value):
        raise ValueError('must begin with a letter, and go on with letters, digits, ".", "-", "_"')
    return value


def _day(value: str) -> str:
    if value and first_day(value) is None:
        raise ValueError("must be a day, month or year that there is: 1912-03-01, 1912-03 or 1912")
    return value


def _email(value: str) -> str:
    if value and not re.fullmatch(r"[^\s@<>]{1,64}@[\w.-]{1,255}", value):
        raise ValueError("must be an e-mail address, such as letters@example.org")
    return value


def _cmif_source(value: str) -> str:
    if value and not re.fullmatch(r"[a-f][0-9a-f]{7}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", value):
        raise ValueError("must be a UUID in lower case that begins with a letter, a to f")
    return value


def first_day(value: str) -> datetime.date | None:
    """The first day of what a ``Day`` names, None if it names none."""
    match = _DAY.fullmatch(value)
    try:
        return (
            None if match is None else datetime.date(*(int(part or 1) for part in match.groups()))
        )
    except ValueError:
        return None


def last_day(value: str) -> datetime.date | None:
    """The last day of what a ``Day`` names, None if it names none."""
    first = first_day(value)
    if first is None or value.count("-") == 2:
        return first
    month = first.month if "-" in value else 12
    if (first.year, month) == (9999, 12):
        return datetime.date.max
    following = datetime.date(first.year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


Words = Annotated[str, AfterValidator(_words)]
InsidePath = Annotated[str, AfterValidator(_inside)]
RegisterPath = Annotated[str, AfterValidator(_inside), AfterValidator(_register)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
SiteAddress = Annotated[str, AfterValidator(_web_address), AfterValidator(_site_address)]
LanguageTag = Annotated[str, AfterValidator(_language)]
Day = Annotated[str, AfterValidator(_day)]
Code = Annotated[str, AfterValidator(_code)]
Identifier = Annotated[str, AfterValidator(_identifier)]
EmailAddress = Annotated[str, AfterValidator(_email)]
CmifSourceId = Annotated[str, AfterValidator(_cmif_source)]
