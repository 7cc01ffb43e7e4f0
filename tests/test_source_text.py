"""The normalisation under which texts are compared."""

from __future__ import annotations

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from tei_edition.source_text import normalise_space

# Written out anew: what becomes one space, and nothing else.
_SPACE = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_BLANK = "".join(sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isspace())


@given(st.text(st.one_of(st.sampled_from(_BLANK + "\u200b\u2060\xad"), st.characters())))
def test_white_space_of_every_kind(text: str) -> None:
    assert normalise_space(text) == _SPACE.sub(" ", text).strip(" ")


def test_blanks_that_stay() -> None:
    kept = "\xa0\u1680\u2000\u2007\u200a\u202f\u205f\u3000"
    assert normalise_space(f" {kept}  a\u2028 b{kept}\n") == f"{kept} a b{kept}"
