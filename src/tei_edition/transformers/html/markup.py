"""HTML as strings: escaping, and the few facts about HTML that the body renderer needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final, NamedTuple

import markupsafe

from tei_edition.transformers.cldr import shortest_tag

__all__ = [
    "RTL_LANGUAGES",
    "Shown",
    "attribute",
    "escape",
    "escape_content",
    "is_right_to_left",
    "language_attributes",
    "shown_as",
]

# Languages (by primary subtag) and scripts that are written from right to left.
RTL_LANGUAGES: Final = frozenset("ar arc ckb dv fa he ks nqo ps sd syr ug ur yi".split())
_RTL_SCRIPTS: Final = frozenset("adlm arab hebr mand mend nkoo rohg samr syrc thaa".split())
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}")


class Shown(NamedTuple):
    """What stands before and after the content of an element; whether that is inside a link."""

    before: str
    after: str
    link: bool = False


# What most behaviours give is made in C: a NamedTuple's own constructor is in Python.
shown_as: Final = partial(tuple.__new__, Shown)


# Text for content and for attributes. What markupsafe's own ``escape`` calls makes no ``Markup``,
# which takes ten times as long as to find that most texts have nothing to escape.
escape: Final[Callable[[str], str]] = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def escape_content(text: str) -> str:
    """Text for content, where neither quotation marks nor ">" mean anything.

    >>> escape_content('"<a> & b"')
    '"&lt;a> &amp; b"'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;")


def attribute(name: str, value: str) -> str:
    """An attribute with its leading blank, "" for an empty value.

    >>> attribute("title", 'a "b"')
    ' title="a &#34;b&#34;"'
    """
    return f' {name}="{escape(value)}"' if value else ""


# Texts are in few languages.
@lru_cache(maxsize=256)
def language_attributes(tag: str, *, mixed: bool = False) -> str:
    """``lang`` and, for scripts from right to left, ``dir``; "" for what is no BCP 47 tag.

    ``mixed`` says that both directions are about, so that the usual one must be said as well.

    >>> language_attributes("he")
    ' lang="he" dir="rtl"'
    """
    if not _LANGUAGE_TAG.fullmatch(tag):
        return ""
    tag = shortest_tag(tag)
    if is_right_to_left(tag):
        return f' lang="{tag}" dir="rtl"'
    return f' lang="{tag}" dir="ltr"' if mixed else f' lang="{tag}"'


def is_right_to_left(tag: str) -> bool:
    """Whether a language (BCP 47) is written from right to left."""
    subtags = shortest_tag(tag).lower().split("-")
    scripts = [subtag for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()]
    return scripts[0] in _RTL_SCRIPTS if scripts else subtags[0] in RTL_LANGUAGES
