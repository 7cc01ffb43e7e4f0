"""Where the page of a document or a register entry stands, below the output folder."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from tei_edition.disk import is_device_name
from tei_edition.model.mention import MentionKind

__all__ = [
    "address_of_document",
    "address_of_entity",
    "file_name_of",
    "find_web_address",
    "relative_address",
    "site_address",
]

_LONGEST_NAME = 200  # bytes; file systems take 255, and a suffix comes on top
_UNSAFE = re.compile(r"[^\w.-]")
_WEB_ADDRESS = re.compile(r"(?i:https?://|mailto:)[^\s<>\"'\\^`{|}\x00-\x1f\x7f]+")
DOCUMENT_FOLDERS = {"letter": "letters", "essay": "essays", "collection": "collections"}
ENTITY_FOLDERS = {
    MentionKind.PERSON: "persons",
    MentionKind.PLACE: "places",
    MentionKind.ORG: "organisations",
    MentionKind.EVENT: "events",
}


def address_of_document(kind: str, document_id: str, suffix: str = ".html") -> str:
    """The path of a document's page or file, e.g. ``letters/letter-1979-11-16.html``."""
    return f"{DOCUMENT_FOLDERS[kind]}/{file_name_of(document_id)}{suffix}"


def address_of_entity(kind: MentionKind, entity_id: str, suffix: str = ".html") -> str:
    """The path of an entry's page, e.g. ``persons/anna.html``."""
    return f"{ENTITY_FOLDERS[kind]}/{file_name_of(entity_id)}{suffix}"


# The same for all links to an entry, and for all files of a document.
@lru_cache(maxsize=32768)
def file_name_of(identifier: str) -> str:
    """An id as a file name that is safe everywhere; ids are NCNames, but may come from strangers.

    >>> file_name_of("../../etc/passwd")
    '_.._2F.._2Fetc_2Fpasswd'
    """
    safe = _UNSAFE.sub(lambda match: f"_{ord(match[0]):X}", identifier)
    if len(safe.encode()) > _LONGEST_NAME:
        digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        safe = f"{safe[: _LONGEST_NAME // 4]}_{digest}"
    # "index" is the folder's own page.
    taken = not safe or safe.startswith(".") or safe.lower() == "index" or is_device_name(safe)
    return f"_{safe}" if taken else safe


def relative_address(target: str, here: str) -> str:
    """The link from one page of the output to another, percent-encoded.

    >>> relative_address("persons/anna.html", "letters/letter-1.html")
    '../persons/anna.html'
    >>> relative_address("persons/anna.html#p3", "persons/index.html")
    'anna.html#p3'
    """
    return _address_from(here.rpartition("/")[0], target)


# The same for all pages of a folder, each of which has a hundred links.
@lru_cache(maxsize=32768)
def _address_from(folder: str, target: str) -> str:
    path, mark, fragment = target.partition("#")
    # Addresses of ours have no "." or ".." in them; posixpath.relpath would ask for the working
    # directory.
    folders, way = folder.split("/") if folder else [], path.split("/")
    same = 0
    while same < min(len(folders), len(way) - 1) and folders[same] == way[same]:
        same += 1
    link = "../" * (len(folders) - same) + quote("/".join(way[same:]))
    return f"{link}#{quote(fragment)}" if mark else link


def site_address(base_url: str, target: str, here: str) -> str:
    """The absolute address of a page where the edition has one, else the relative one."""
    if not base_url:
        return relative_address(target, here)
    return _absolute(base_url, target)


@lru_cache(maxsize=32768)
def _absolute(base_url: str, target: str) -> str:
    return f"{base_url.rstrip('/')}/{quote(target)}"


# Documents have the same licences and archives.
@lru_cache(maxsize=1024)
def find_web_address(value: str) -> str | None:
    """The value if it is an address that a link may have: http, https or mailto; else None.

    >>> find_web_address("javascript:alert(1)")
    """
    value = value.strip()
    if not _WEB_ADDRESS.fullmatch(value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme == "mailto" or parts.hostname else None
