"""Language tags as BCP 47 wants them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_language_tag"]

_LONGEST: Final = 100
_TAG: Final = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?P<region>[a-z]{2}|\d{3}))?
    (?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3})){0,8}(?:-[0-9a-wyz](?:-[a-z0-9]{2,8}){1,8}){0,8}
    (?:-x(?:-[a-z0-9]{1,8}){1,8})?|x(?:-[a-z0-9]{1,8}){1,8}
    |[ei]-[a-z]{3,9}(?:-[a-z]{3})?|sgn-[a-z]{2}-[a-z]{2})""",
    re.IGNORECASE | re.VERBOSE,
)
# ISO 639-1, and those that it once had.
_OF_TWO: Final = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy
    hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li
    ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa
    pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th
    ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    in iw ji jw mo sh""".split()
)
# Reserved, but no region of BCP 47: what is meant is GB.
_NO_REGIONS: Final = frozenset({"uk"})


def is_language_tag(text: str) -> bool:
    """Whether the text is a tag of BCP 47, and a language of two letters one that there is.

    >>> is_language_tag("de-AT"), is_language_tag("sr-Latn"), is_language_tag("gr")
    (True, True, False)

    Source: RFC 5646, 2.1 and 2.2.9
    """
    match = _TAG.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or (match["region"] or "").lower() in _NO_REGIONS:
        return False
    primary = text.partition("-")[0].lower()
    return len(primary) != 2 or primary in _OF_TWO
