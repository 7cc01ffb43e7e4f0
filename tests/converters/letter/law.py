"""What the letter converter promises of every text, and texts to try it on."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from tei_edition.model.document import Block, BlockKind, Mark, ParsedDocument, Span
from tei_edition.model.text import TEXTLESS, text_in

# Outside of contents: bullets, signs of headings, quotations and tables, labels of footnotes.
NOTATION = re.compile(r"(?:\s|[\ufeff]|[-*•·▪◦–>|:]|#{1,6}|\[\^?[A-Za-z0-9_.-]{1,32}\]:?)*")


def check_letter(document: ParsedDocument) -> None:
    """Blocks tile (their class sees to it), nest, and leave nothing outside but notation."""
    text = document.source.text
    covered: list[Span] = []
    for block in document.blocks:
        _check_block(block, covered)
    position = 0
    for span in covered:
        assert position <= span.start, "contents overlap"
        between = text[position : span.start]
        assert NOTATION.fullmatch(between), f"text outside of blocks: {between!r}"
        position = span.end
    assert NOTATION.fullmatch(text[position:])
    text_in(text, document.blocks)  # recursion over blocks and marks stays shallow


def _check_block(block: Block, covered: list[Span]) -> None:
    assert block.content in block.span
    if block.kind is BlockKind.FRONT_MATTER:
        covered.append(block.span)
    elif block.children:
        assert not block.marks
        position = block.span.start
        for child in block.children:
            assert position <= child.span.start
            assert child.span in block.span
            position = child.span.end
            _check_block(child, covered)
    else:
        check_marks(block.marks, block.content)
        covered.append(block.content)


def check_marks(marks: tuple[Mark, ...], outer: Span) -> None:
    position = outer.start
    for mark in marks:
        assert position <= mark.span.start
        assert mark.span.end <= outer.end
        check_marks(mark.children, mark.content)
        position = mark.span.end


def letters_in(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def kept_letters(document: ParsedDocument) -> str:
    blocks = [block for block in document.blocks if block.kind not in TEXTLESS]
    return letters_in(text_in(document.source.text, blocks))


# Pieces whose letters and figures must all be left.
_PLAIN = """\
Letter from Anna Maier to Jan Novak|Delft, 3 May 1901|Dear Jan,|Yours truly,|Anna|P.S. More.\
|Enclosure 2|Anlage|SECRET|No. 071.123|To: The King|From: Nobody|Date: 3 May 1901|cc: All\
|- an item|• an item|1. one|2. two|a) letter|> quoted|> > twice|# Head|## Below|a\tb\
|Roses are red,|Violets are blue;|And so are you.|This is a sentence of the text, and ends here.\
|Veuillez agréer, Monsieur, mes salutations.|[Here follows a list.]|[sic]|Translator's note: no.\
|Wien, den 3. Mai 1897|Београд, 16. новембра 1979.|שלום|é\u0301a\u00adb𝔘|\\*star\\*|a_b|2*3|x<y\
|[wrote]|<omitted>|*i*|**b**|__u__|12^b^|~~del~~|[word?]|a [lone bracket|a } brace\
|(p. 45) page"""
# Pieces with the letters and figures that must be left of them.
PIECES = [
    *((text, letters_in(text)) for text in _PLAIN.split("|")),
    ("| c | d |", "cd"),
    ("{sic teh|the}", "tehthe"),
    ("{abbr Gen.|General}", "GenGeneral"),
    ("{add new}", "new"),
    ("{margin in the {sc margin}}", "inthemargin"),
    ("{lang de|guten *Tag*}", "gutenTag"),
    ("{note a note}", "anote"),
    ("{hand 2}", ""),
    ("[...]", ""),
    ("[... 3 words]", ""),
    ("[---]", ""),
    ("[p. 7]", ""),
    ("[fol. 12v]", ""),
    ("cata|3|logue", "catalogue"),
    ("wo[p. 4]rd", "word"),
    ("\f", ""),
    ("\u00a0", ""),
]
ENDS = st.sampled_from(["\n", "\n\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n \n", " ", "-\n"])


@st.composite
def letters(draw: st.DrawFn) -> tuple[str, str]:
    """A text of pieces in any order, and the letters and figures that must be left of it."""
    chosen = draw(st.lists(st.tuples(st.sampled_from(PIECES), ENDS), max_size=20))
    text = "".join(written + end for (written, _), end in chosen)
    return text, "".join(kept for (_, kept), _ in chosen)


_ROUGH = st.sampled_from(
    """[ ] { } < > * ** _ __ ^ ~~ | \\ - > # --- [^1] [^1]: [1] ( (p. {add {sic {lang [... \f \x01
    \ufffe \ud800 \x85 \u2028 \v ``` kind: title: P.S Dear Encl""".split(" ")
)
rough_texts = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.one_of(_ROUGH, ENDS, st.sampled_from([piece for piece, _ in PIECES])), max_size=30
    ).map("".join),
)
