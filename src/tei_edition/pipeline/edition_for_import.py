"""The edition that takes in what is imported: one that is there, or a new one."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tei_edition.disk import write_file
from tei_edition.exchange.imported import ImportedDocument
from tei_edition.model.config import CONFIG_NAME
from tei_edition.model.language_tag import is_language_tag
from tei_edition.pipeline.new import make_edition

__all__ = ["make_edition_for"]


def make_edition_for(root: Path, documents: Iterable[ImportedDocument], title: str = "") -> None:
    """Make an edition in ``root``: its language and licence are what most of the letters say.

    Nothing is done if there is one. Raises OSError.
    """
    path = root / CONFIG_NAME
    if path.exists():
        return
    given = tuple(documents)
    if not title:
        title = root.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize()
    make_edition(root, title or "Edition", bare=True)
    text = path.read_text(encoding="utf-8")
    language = _most(one.metadata.languages[0] for one in given if one.metadata.languages)
    if is_language_tag(language):
        text = _with(text, "language", json.dumps(language))
        text = _with(text, "languages", json.dumps(list(dict.fromkeys((language, "en")))))
    licence = _most(value for one in given for value in one.view.licence[:1])
    is_address = re.fullmatch(r"https?://[^\s\"\\]+", licence) is not None
    text = _with(text, "licence", json.dumps(licence if is_address else ""))
    text = _with(text, "licence_text", '""')
    write_file(path, text.encode())


def _most(values: Iterator[str]) -> str:
    """The value that most have, of several the first; "" without any."""
    counted = Counter(value for value in values if value)
    return max(counted, key=lambda value: counted[value], default="")


def _with(text: str, key: str, value: str) -> str:
    """The configuration with another value for a key that stands at the beginning of a line."""
    return re.sub(
        rf"^({key} = )[^#\n]*?( *(?:#.*)?)$",
        lambda m: m[1] + value + m[2],
        text,
        count=1,
        flags=re.M,
    )
