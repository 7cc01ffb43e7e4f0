"""Laws: nothing but tags is put in, the file stays well-formed, and once is enough."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.tei.read import parse_xml
from tei_edition.tei.text_of import text_of
from tests.tagging.tei.tagging import tagged, without_tags

WORDS = st.sampled_from(
    """Anna|Berg|Anna Berg|Anna Maria Berg|Ludwig Thal|Graz|Society of Travellers|May 2, 1899|
    the train|in| |  |. |, |\n|\r\n|\t|wrote to|An|na Ber|g|&amp;|&#65;nna|Gr&#xE4;z|&eacute;|
    \u00a0|\U0001f682|e\u0301|]]|-|'|"|1899""".split("|")
)
OTHER = st.sampled_from(
    """<lb/>|<lb break="no"/>|<pb n='1'/>|<!-- Graz -->|<!----><?Graz ?>|<![CDATA[Graz & <p>]]>|
    <gap/>|<x:Graz xmlns:x="urn:x">Graz</x:Graz>|<formula>Graz</formula>|<space  />""".split("|")
)
TAGS = """hi|hi rend = 'a"b'|emph|foreign|supplied|del|note|persName|rs type="x"|unclear
ref target="#a"|add|seg|quote|num|title|w|author|name key="k"|c|unknown"""
AROUND = st.sampled_from(
    [
        ("<choice><sic>", "</sic></choice>"),
        ("<choice><corr>", "</corr><sic>Grz</sic></choice>"),
        ("<choice><abbr>G.</abbr><expan>", "</expan></choice>"),
        *((f"<{tag}>", f"</{tag.split()[0]}>") for tag in TAGS.replace("\n", "|").split("|")),
    ]
)
INLINE = st.recursive(
    st.one_of(WORDS, WORDS, WORDS, OTHER),
    lambda inner: st.builds(
        lambda tags, parts: tags[0] + "".join(parts) + tags[1], AROUND, st.lists(inner, max_size=4)
    ),
    max_leaves=12,
)
FILES = st.builds(
    lambda start, parts, end: f"{start}<p>{''.join(parts)}</p>{end}",
    st.sampled_from(
        [
            '<?xml version="1.0"?>\r\n<TEI  xmlns="http://www.tei-c.org/ns/1.0"><text><body>',
            "<!DOCTYPE TEI [<!ENTITY eacute 'Graz'> <!-- ]> -->]>"
            "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/><text><body>",
            '<TEI xmlns="http://www.tei-c.org/ns/1.0">Graz<text xml:lang="de"><body>',
        ]
    ),
    st.lists(INLINE, max_size=8),
    st.just("</body></text></TEI>\n<!-- end -->"),
)


def well_formed(file: str) -> str:
    """Entities need a declaration."""
    return file if file.startswith("<!DOCTYPE") else file.replace("&eacute;", "é")


@settings(max_examples=150, deadline=None)
@given(FILES.map(well_formed), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_only_tags_are_added_and_only_once(file: str, encoding: str) -> None:
    data = file.encode(encoding)
    done = tagged(data)
    assert not [f for f in done.findings if f.code == "TAG020"], done.findings
    before, after = parse_xml(data, "a").getroot(), parse_xml(done.after, "a").getroot()
    assert without_tags(done.after.decode(encoding)) == file
    assert text_of(after) == text_of(before)
    assert (done.after != data) == bool(done.mentions)
    assert tagged(done.after).after == done.after


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60).map(lambda text: f"<TEI>{text}</TEI>"), st.binary(max_size=60))
def test_no_bytes_are_fatal(text: str, rest: bytes) -> None:
    for data in (text.encode("utf-8", "replace"), rest, b"<TEI>" + rest + b"</TEI>"):
        done = tagged(data)
        assert done.after == data
