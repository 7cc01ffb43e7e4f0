"""The keys of front matter: which there are, how else they may be written, which was meant."""

from __future__ import annotations

import difflib
from typing import Final

__all__ = ["KEYS", "REVEALING_KEYS", "canonical_key", "nearest_key"]

KEYS: Final = (
    "kind",
    "id",
    "title",
    "genre",
    "sender",
    "recipient",
    "participants",
    "date",
    "place",
    "received",
    "place-received",
    "repository",
    "settlement",
    "country",
    "archive-collection",
    "shelfmark",
    "language",
    "translation-of",
    "editors",
    "translator",
    "author",
    "licence",
    "keywords",
    "related",
    "status",
    "source",
    "abstract",
    "number",
    "classification",
    "documents",
    "collection",
)
# Keys that no letter or listing uses for a line of its own text.
REVEALING_KEYS: Final = frozenset(
    """kind id genre sender recipient participants place-received repository archive-collection
    shelfmark language translation-of editors licence keywords documents""".split()
)
_ALIASES: Final = {
    "senders": "sender",
    "recipients": "recipient",
    "participant": "participants",
    "languages": "language",
    "editor": "editors",
    "translators": "translator",
    "authors": "author",
    "license": "licence",
    "keyword": "keywords",
    "document": "documents",
    "collections": "collection",
}
# What people write who think of another word for the same thing.
_MEANT: Final = {
    "from": "sender",
    "to": "recipient",
    "addressee": "recipient",
    "receiver": "recipient",
    "reciever": "recipient",
    "subject": "title",
    "type": "genre",
    "lang": "language",
    "tags": "keywords",
    "summary": "abstract",
    "rights": "licence",
    "copyright": "licence",
    "archive": "repository",
    "library": "repository",
    "fonds": "archive-collection",
    "signature": "shelfmark",
    "city": "settlement",
    "town": "settlement",
    "date-received": "received",
    "date-sent": "date",
    "sent": "date",
    "place-sent": "place",
    "origin": "place",
    "destination": "place-received",
}


def canonical_key(written: str) -> str:
    """The key as the table has it, "" if there is none: case, "_" and plural do not matter."""
    key = "-".join(written.strip().lower().replace("_", " ").split())
    key = _ALIASES.get(key, key)
    return key if key in KEYS else ""


def nearest_key(written: str) -> str:
    """The known key that was probably meant, "" if none comes near."""
    key = "-".join(written.strip().lower().replace("_", " ").split())[:40]
    if key in _MEANT:
        return _MEANT[key]
    near = difflib.get_close_matches(key, [*KEYS, *_ALIASES], 1, 0.6)
    return canonical_key(near[0]) if near else ""
