"""The store of schemas: what is added stays whole, and from where it may come."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.pipeline.add_schema import UnusableSchema, add_schema
from tei_edition.validation.schema_lookup import collect as collect_module
from tei_edition.validation.schema_lookup.collect import collect
from tei_edition.validation.schema_lookup.store import SchemaStore, StoreError, store_folder
from tei_edition.web_address import NetworkError
from tests.validation.schema_specimens import RNG, RNG_NS, SCH_NS, XS, XSD


@pytest.fixture
def store(tmp_path: Path) -> SchemaStore:
    return SchemaStore(tmp_path / "store")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def web() -> Iterator[tuple[str, dict[str, tuple[int, str, bytes]]]]:
    """A web server on this machine: its address, and by path (status, location, content)."""
    pages: dict[str, tuple[int, str, bytes]] = {}

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, location, content = pages.get(self.path, (404, "", b"not found"))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", pages
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_file_is_kept_to_the_byte(tmp_path: Path, store: SchemaStore) -> None:
    path = tmp_path / "mine.rng"
    path.write_text(f"<!-- ä -->\r\n{RNG}\n", newline="")
    entry = add_schema(str(path), store, urls=["https://example.org/mine.rng"])
    assert (entry.name, entry.path.name) == ("mine", "mine.rng")
    assert entry.path.read_bytes() == path.read_bytes()
    assert entry.changed_file() is None
    assert store.entries() == (entry,)
    assert store.find_name("mine") == store.find_name("mine.rng") == entry
    assert store.find_address("http://example.org/mine.rng#x") == entry
    assert store.find_address("https://example.org/mine") is None


def test_what_it_includes_comes_along(tmp_path: Path, store: SchemaStore) -> None:
    (tmp_path / "parts/b").mkdir(parents=True)
    main = tmp_path / "main.rng"
    main.write_text(f"<grammar xmlns='{RNG_NS}'><include href='parts/b/part.rng'/></grammar>")
    (tmp_path / "parts/b/part.rng").write_text(
        f"<grammar xmlns='{RNG_NS}' xml:base='../'><start><externalRef href='part.rng'/></start>"
        "</grammar>"
    )
    (tmp_path / "parts/part.rng").write_text(RNG)
    entry = add_schema(str(main), store)
    assert sorted(entry.files) == ["2-part.rng", "main.rng", "part.rng"]
    root = etree.fromstring(entry.path.with_name("part.rng").read_bytes())
    assert root.find(f".//{{{RNG_NS}}}externalRef").get("href") == "2-part.rng"
    assert entry.path.with_name("2-part.rng").read_text() == RNG


def test_imports_of_w3c_schemas_and_schematron(tmp_path: Path, store: SchemaStore) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/o.xsd").write_text(XSD.replace("<xs:schema", "<xs:schema targetNamespace='u'"))
    (tmp_path / "a.xsd").write_text(
        f"<xs:schema {XS}><xs:import namespace='u' schemaLocation='x/o.xsd'/>"
        "<xs:import namespace='http://www.w3.org/XML/1998/namespace'/>"
        "<xs:element name='a'/></xs:schema>"
    )
    assert sorted(add_schema(str(tmp_path / "a.xsd"), store).files) == ["a.xsd", "o.xsd"]
    (tmp_path / "x/p.sch").write_text(
        f"<pattern xmlns='{SCH_NS}'><rule context='a'><assert test='@n'>n</assert></rule></pattern>"
    )
    (tmp_path / "a.sch").write_text(f"<schema xmlns='{SCH_NS}'><include href='x/p.sch'/></schema>")
    entry = add_schema(str(tmp_path / "a.sch"), store, name="rules")
    assert sorted(entry.files) == ["a.sch", "p.sch"]


def test_from_the_web_with_redirection_and_includes(
    store: SchemaStore, web: tuple[str, dict[str, tuple[int, str, bytes]]]
) -> None:
    base, pages = web
    including = f"<grammar xmlns='{RNG_NS}'><include href='../x/part.rng'/></grammar>"
    part = f"<grammar xmlns='{RNG_NS}'><start>{RNG}</start></grammar>"
    pages["/latest"] = (302, "/1.0/main.rng?v=1", b"")
    pages["/1.0/main.rng?v=1"] = (200, "", including.encode())
    pages["/x/part.rng"] = (200, "", part.encode())
    entry = add_schema(f"{base}/latest", store)
    assert entry.name == "latest"
    assert entry.addresses == (f"{base}/latest", f"{base}/1.0/main.rng?v=1")
    assert sorted(entry.files) == ["latest", "part.rng"]
    assert entry.path.with_name("part.rng").read_text() == part
    # again, brought up to date: the former files are gone
    pages["/x/part.rng"] = (200, "", part.encode() + b"\n")
    again = add_schema(f"{base}/latest", store)
    assert again.files != entry.files
    assert not entry.path.exists()
    assert len(store.entries()) == 1


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ((404, "", b""), "answers 404"),
        ((302, "file:///etc/passwd", b""), "is not allowed"),
        ((302, "/loop", b""), "more than 3 times"),
        ((200, "", b"<html><p>sorry"), "is no schema: not well-formed"),
        ((200, "", f"<grammar xmlns='{RNG_NS}'><include href='none'/></grammar>".encode()), "404"),
        ((200, "", f"<grammar xmlns='{RNG_NS}'><include href='file:///etc/passwd'/></grammar>"
          .encode()), "not in the folder"),
        ((200, "", f"<grammar xmlns='{RNG_NS}'><include href='ftp://h/x'/></grammar>".encode()),
         "no file and no web address"),
        ((200, "", b"<!--" + b"x" * 2_000_000 + b"-->" + RNG.encode()), "larger than 1 MiB"),
    ],
)  # fmt: skip
def test_what_the_web_must_not_do(
    store: SchemaStore, web: tuple[str, dict[str, tuple[int, str, bytes]]],
    page: tuple[int, str, bytes], words: str, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(collect_module, "_MAX_BYTES", 1024 * 1024)
    base, pages = web
    pages["/loop"] = page
    with pytest.raises((StoreError, NetworkError), match=words):
        add_schema(f"{base}/loop", store)
    assert store.entries() == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"<grammar xmlns='{RNG_NS}'><include href='../secret.rng'/></grammar>", "not in the fold"),
        (f"<grammar xmlns='{RNG_NS}'><include href='link.rng'/></grammar>", "not in the folder"),
        (f"<grammar xmlns='{RNG_NS}' xml:base='/etc/'><include href='x'/></grammar>", "not in the"),
        ("start = element a { empty }", "trang"),
    ],
)
def test_what_a_file_must_not_include(
    tmp_path: Path, store: SchemaStore, text: str, words: str
) -> None:
    (tmp_path / "secret.rng").write_text(RNG)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.rng").symlink_to(tmp_path / "secret.rng")
    path = folder / ("a.rnc" if "trang" in words else "a.rng")
    path.write_text(text)
    with pytest.raises(StoreError, match=words):
        add_schema(str(path), store)


@pytest.mark.parametrize(
    "text",
    ["<TEI/>", f"<grammar xmlns='{RNG_NS}'><start><ref name='none'/></start></grammar>",
     f"<grammar xmlns='{RNG_NS}'><include href='a.rng'/></grammar>"],
)  # fmt: skip
def test_what_cannot_be_compiled_is_not_added(
    tmp_path: Path, store: SchemaStore, text: str
) -> None:
    (tmp_path / "a.rng").write_text(text)
    with pytest.raises(UnusableSchema) as caught:
        add_schema(str(tmp_path / "a.rng"), store)
    assert caught.value.findings[0].location.path == "a.rng"
    assert not (tmp_path / "store").exists()


def test_too_many_includes(tmp_path: Path) -> None:
    for number in range(150):
        (tmp_path / f"{number}.rng").write_text(
            f"<grammar xmlns='{RNG_NS}'><include href='{number + 1}.rng'/></grammar>"
        )
    with pytest.raises(StoreError, match="more than 100 files"):
        collect(str(tmp_path / "0.rng"))


def test_names_and_addresses_are_not_taken_from_others(tmp_path: Path, store: SchemaStore) -> None:
    files = {"a.rng": RNG.encode()}
    store.add("one", "a.rng", files, source="x", addresses=["http://h/a"])
    before = tree(tmp_path)
    with pytest.raises(StoreError, match="another schema named one"):
        store.add("one", "a.rng", files, source="y")
    with pytest.raises(StoreError, match="answered by one already"):
        store.add("two", "a.rng", files, source="y", addresses=["https://h/a"])
    for name in ("", ".", "..", "../x", "a/b", "-x", "a\n", "ä", "x" * 81, "a\\b"):
        with pytest.raises(StoreError, match="is no name"):
            store.add(name, "a.rng", files, source="y")
        with pytest.raises(StoreError, match="is no name"):
            store.remove(name)
        assert store.find_name(name) is None
    with pytest.raises(ValueError, match="plain"):
        store.add("two", "../a.rng", {"../a.rng": b""}, source="y")
    assert tree(tmp_path) == before
    replaced = store.add("one", "a.rng", {"a.rng": b"<b/>"}, source="y", replace=True)
    assert store.entries() == (replaced,)
    assert len(tree(tmp_path)) == 2


def test_two_with_the_same_files_and_removal(tmp_path: Path, store: SchemaStore) -> None:
    files = {"a.rng": RNG.encode()}
    one = store.add("one", "a.rng", files, source="x")
    two = store.add("two", "a.rng", files, source="x")
    assert one.path == two.path
    assert store.find_name("a.rng") is None  # which of them?
    store.remove("one")
    assert two.changed_file() is None
    store.remove("two")
    assert tree(tmp_path) == {}
    with pytest.raises(StoreError, match="no schema named 'two'"):
        store.remove("two")


def test_changed_files_are_noticed_and_mended(store: SchemaStore) -> None:
    files = {"a.rng": RNG.encode(), "b.rng": RNG.encode()}
    entry = store.add("one", "a.rng", files, source="x")
    entry.path.with_name("b.rng").write_text("<evil/>")
    assert entry.changed_file() == "b.rng"
    entry.path.with_name("b.rng").unlink()
    assert entry.changed_file() == "b.rng"
    assert store.add("one", "a.rng", files, source="x").changed_file() is None


@pytest.mark.parametrize(
    "change",
    [{"schema": "../../../etc/passwd"}, {"files": {"../x": "0" * 64}}, {"files": {"a.rng": "0"}},
     {"format": 2}, {"more": 1}, {"addresses": "x"}, {"schema": "other.rng"}],
)  # fmt: skip
def test_hostile_records_are_no_entries(store: SchemaStore, change: dict[str, object]) -> None:
    store.add("one", "a.rng", {"a.rng": b"<a/>"}, source="x")
    assert store.folder is not None
    path = store.folder / "one.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    assert store.entries() == ()
    path.write_text("[")
    assert store.entries() == ()


def test_a_failed_write_leaves_the_store_as_it_was(
    tmp_path: Path, store: SchemaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add("one", "a.rng", {"a.rng": b"<a/>"}, source="x")
    before = tree(tmp_path)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        store.add("one", "a.rng", {"a.rng": b"<b/>"}, source="x")
    assert tree(tmp_path) == before


def test_where_the_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEI_EDITION_SCHEMAS", str(tmp_path / "mine"))
    assert store_folder() == tmp_path / "mine"
    monkeypatch.delenv("TEI_EDITION_SCHEMAS")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert store_folder() == tmp_path / "tei-edition/schemas"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert store_folder() == tmp_path / ".local/share/tei-edition/schemas"
    assert SchemaStore(None).entries() == ()
    with pytest.raises(StoreError, match="TEI_EDITION_SCHEMAS"):
        SchemaStore(None).add("a", "a", {"a": b""}, source="x")
