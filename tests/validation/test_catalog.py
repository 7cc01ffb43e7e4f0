"""XML catalogs: what they answer, and what they must not do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.validation.schema_lookup.catalog import local_path, read_catalog

NS = "xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'"


def write(path: Path, entries: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<catalog {NS}>{entries}</catalog>")
    return path


def answer(folder: Path, entries: str, address: str) -> str | None:
    """What a catalog in the folder answers, files relative to the folder."""
    catalog = read_catalog(write(folder / "catalog.xml", entries), "catalog.xml")
    assert catalog.findings == ()
    found = catalog.find(address)
    if found is None:
        return None
    path = local_path(found)
    return found if path is None else path.relative_to(folder).as_posix()


@pytest.mark.parametrize(
    ("entries", "address", "expected"),
    [
        ("<uri name='http://x/a' uri='f/a.rng'/>", "http://x/a", "f/a.rng"),
        ("<uri name='http://x/a' uri='a'/>", "http://x/ab", None),
        ("<system systemId='http://x/a' uri='a'/>", "http://x/a", "a"),
        ("<public publicId='-//X//A  B//EN' uri='a'/>", "urn:publicid:-:X:A+B:EN", "a"),
        ("<public publicId='a::b' uri='a'/>", "urn:publicid:a;b", "a"),
        ("<public publicId='http://x/a' uri='a'/>", "http://x/a", None),
        ("<rewriteURI uriStartString='http://x/' rewritePrefix='f/'/>", "http://x/b/c", "f/b/c"),
        ("<rewriteSystem systemIdStartString='http://x/' rewritePrefix='f/'/>", "http://x/b",
         "f/b"),
        ("<rewriteURI uriStartString='http://x/' rewritePrefix='f/'/>"
         "<rewriteURI uriStartString='http://x/b/' rewritePrefix='g/'/>", "http://x/b/c", "g/c"),
        ("<rewriteURI uriStartString='http://x/' rewritePrefix='f/'/>"
         "<uri name='http://x/b' uri='a'/>", "http://x/b", "a"),
        ("<uriSuffix uriSuffix='/b.rng' uri='a'/><uriSuffix uriSuffix='y/b.rng' uri='c'/>",
         "http://x/y/b.rng", "c"),
        ("<systemSuffix systemIdSuffix='b.rng' uri='a'/>", "http://x/y/b.rng", "a"),
        ("<group xml:base='sub/'><group><uri name='urn:a' uri='a'/></group></group>", "urn:a",
         "sub/a"),
        ("<uri name='http://x/ä b' uri='a'/>", "http://x/%C3%A4%20b", "a"),
        ("<uri name='urn:a' uri='http://y/a'/>", "urn:a", "http://y/a"),
        ("<uri name='urn:a' uri='1'/><uri name='urn:a' uri='2'/>", "urn:a", "1"),
        ("<other xmlns='urn:o'><x/></other><uri name='urn:a' uri='1'/>", "urn:a", "1"),
    ],
)  # fmt: skip
def test_entries(tmp_path: Path, entries: str, address: str, expected: str | None) -> None:
    assert answer(tmp_path, entries, address) == expected


def test_following_catalogs_and_delegates(tmp_path: Path) -> None:
    write(tmp_path / "n/next.xml", "<uri name='urn:n' uri='n.rng'/><uri name='urn:x:d' uri='no'/>")
    write(tmp_path / "d/short.xml", "<uri name='urn:x:d' uri='short.rng'/>")
    write(tmp_path / "d/long.xml", "<uri name='urn:x:d' uri='long.rng'/>")
    entries = (
        "<nextCatalog catalog='n/next.xml'/>"
        "<delegateURI uriStartString='urn:x' catalog='d/short.xml'/>"
        "<delegateURI uriStartString='urn:x:d' catalog='d/long.xml'/>"
        "<delegatePublic publicIdStartString='-//X' catalog='d/long.xml'/>"
    )
    assert answer(tmp_path, entries, "urn:n") == "n/n.rng"
    assert answer(tmp_path, entries, "urn:x:d") == "d/long.rng"
    write(tmp_path / "d/long.xml", "<public publicId='-//X//A' uri='p'/>")
    assert answer(tmp_path, entries, "urn:x:d") == "d/short.rng"
    assert answer(tmp_path, entries, "urn:publicid:-:X:A") == "d/p"
    # a delegate that does not know it ends the search
    write(tmp_path / "d/short.xml", "")
    assert answer(tmp_path, entries, "urn:x:d") is None


def test_a_doctype_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "c.xml"
    path.write_text(
        "<!DOCTYPE catalog PUBLIC '-//OASIS//DTD Entity Resolution XML Catalog V1.0//EN'"
        f" 'http://www.oasis-open.org/c.dtd'><catalog {NS}><uri name='urn:a' uri='a'/></catalog>"
    )
    assert read_catalog(path, "c.xml").find("urn:a") == (tmp_path / "a").as_uri()


def test_circles_and_crowds_end(tmp_path: Path) -> None:
    everybody = "".join(f"<nextCatalog catalog='{number}.xml'/>" for number in range(150))
    for number in range(150):
        write(tmp_path / f"{number}.xml", everybody)
    catalog = read_catalog(tmp_path / "0.xml", "0.xml")
    assert len(catalog.files) == 100
    assert [f.code for f in catalog.findings] == ["VAL014"]
    assert catalog.find("urn:a") is None
    for number in range(30):
        write(tmp_path / f"{number}.xml", f"<nextCatalog catalog='{number + 1}.xml'/>")
    catalog = read_catalog(tmp_path / "0.xml", "0.xml")
    assert len(catalog.files) == 11
    assert len(catalog.findings) == 1


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ("<nextCatalog catalog='../out.xml'/>", "outside the edition"),
        ("<nextCatalog catalog='file:///etc/xml/catalog'/>", "outside the edition"),
        ("<delegateURI uriStartString='urn:' catalog='link.xml'/>", "outside the edition"),
        ("<nextCatalog catalog='http://127.0.0.1:1/c.xml'/>", "not fetched"),
        ("<nextCatalog catalog='none.xml'/>", "cannot be read"),
        ("<nextCatalog catalog='broken.xml'/>", "not well-formed"),
        ("<nextCatalog catalog='tei.xml'/>", "is no XML catalog"),
        ("<uri name='urn:a'/>", "lacks @uri"),
        ("<uri uri='a'/>", "lacks @uri or @name"),
        ("<uri name='urn:a' uri='http://[::1'/>", "is no address"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, entries: str, words: str) -> None:
    edition = tmp_path / "edition"
    write(tmp_path / "out.xml", "<uri name='urn:a' uri='a'/>")
    path = write(edition / "catalog.xml", entries)
    (edition / "link.xml").symlink_to(tmp_path / "out.xml")
    (edition / "broken.xml").write_text("<catalog>")
    (edition / "tei.xml").write_text("<TEI/>")
    catalog = read_catalog(path, "catalog.xml", edition)
    (finding,) = catalog.findings
    assert finding.code == "VAL014"
    assert words in finding.message
    assert catalog.find("urn:a") is None


def test_a_catalog_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_catalog(tmp_path / "none.xml", "none.xml")


@given(st.text(max_size=40))
def test_any_address_has_an_answer_or_none(address: str) -> None:
    catalog = read_catalog(Path(__file__).parent / "edition/edition.toml", "c")
    assert catalog.find(address) is None
    assert catalog.find(f"urn:publicid:{address}") is None
    path = local_path(f"file:///{address}")
    assert path is None or path.is_absolute()
