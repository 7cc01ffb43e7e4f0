"""`tei-edition schema`, and the options of `validate` that say which schema counts."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tei_edition.cli.main import main
from tests.validation.schema_specimens import RNG, RNG_NS, XSD, model


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder and an empty store; there is no network."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    monkeypatch.setenv("TEI_EDITION_SCHEMAS", str(tmp_path / "store"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


Output = pytest.CaptureFixture[str]


def run(capsys: Output, *arguments: str, code: int = 0) -> str:
    """The output of a command, or what it says on the error channel."""
    capsys.readouterr()
    assert main([*arguments]) == code
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return captured.err if code == 2 and not captured.out else captured.out


def test_add_list_which_and_remove(folder: Path, capsys: Output) -> None:
    Path("ours.rng").write_text(RNG)
    address = "https://example.org/ours.rng"
    added = run(capsys, "schema", "add", "ours.rng", "--url", address)
    assert added.startswith("Added ours: 1 file")
    listed = run(capsys, "schema", "list")
    assert "letters.rng  comes with tei-edition" in listed
    assert f"ours  ours.rng, from {folder / 'ours.rng'}\n    also answers {address}" in listed
    entries = json.loads(run(capsys, "schema", "list", "--json"))["schemas"]
    path = entries[0]["path"]
    assert (entries[0]["name"], entries[0]["changed"]) == ("ours", "")
    for what in ("ours", address, "http://example.org/ours.rng"):
        assert run(capsys, "schema", "which", what) == f"{path}\n"
    Path(path).write_text("<changed/>")
    assert "is not as it was added" in run(capsys, "schema", "list")
    assert "Removed ours" in run(capsys, "schema", "remove", "ours")
    assert "no schema in the store" in run(capsys, "schema", "which", "ours", code=2)
    assert "no schema named" in run(capsys, "schema", "remove", "ours", code=2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.rng"], "No such file"),
        (["http://user:secret@example.org/a.rng"], "user name or password"),
        (["ours.rng", "--url", "file:///a"], "no web address"),
        (["ours.rng", "--name", "../a"], "is no name"),
        (["letter.xml"], "outermost element of no kind of schema"),
        (["."], "directory"),
    ],
)
def test_what_cannot_be_added_is_told(
    folder: Path, capsys: Output, arguments: list[str], words: str
) -> None:
    Path("ours.rng").write_text(RNG)
    Path("letter.xml").write_text("<TEI/>")
    assert words in run(capsys, "schema", "add", *arguments, code=2)
    assert not (folder.parent / "store").exists()


def test_which_tells_whence_each_schema_comes(folder: Path, capsys: Output) -> None:
    Path("mine.rng").write_text(RNG)
    Path("x.xml").write_text(model("mine.rng") + model("https://example.org/a.rng") + "<a/>")
    lines = run(capsys, "schema", "which", "x.xml").splitlines()
    assert lines[0] == f"{folder / 'mine.rng'}  (file as mine.rng)"
    assert lines[1].startswith("not available: 'https://example.org/a.rng' is not on this machine")
    Path("c.xml").write_text(
        "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>"
        "<uri name='https://example.org/a.rng' uri='other.rng'/></catalog>"
    )
    Path("other.rng").write_text(RNG)
    uses = json.loads(run(capsys, "schema", "which", "x.xml", "--catalog", "c.xml", "--json"))
    assert [use["from"] for use in uses] == ["file", "catalog"]
    Path("x.xml").write_text("<a/>")
    assert "no schema is named" in run(capsys, "schema", "which", "x.xml", code=1)


def test_which_within_an_edition(folder: Path, capsys: Output) -> None:
    assert main(["new", "edition", "--quiet"]) == 0
    Path("edition/mine.rng").write_text(RNG)
    Path("edition/editions/x.xml").write_text(
        model("../schemas/letters.rng") + model("../mine.rng") + "<a/>"
    )
    uses = json.loads(run(capsys, "schema", "which", "edition/editions/x.xml", "--json"))
    assert [(Path(use["path"]).name, use["from"]) for use in uses] == [
        ("letters.rng", "edition"),
        ("letters.sch", "edition"),
        ("mine.rng", "file"),
    ]


def test_validate_with_a_name_of_the_store(folder: Path, capsys: Output) -> None:
    Path("ours.rng").write_text(RNG)
    run(capsys, "schema", "add", "ours.rng", "--name", "ours", "--url", "https://example.org/o")
    Path("ours.rng").unlink()
    Path("x.xml").write_text("<a><b/></a>")
    for name in ("ours", "ours.rng", "https://example.org/o"):
        found = json.loads(run(capsys, "validate", "x.xml", "--schema", name, "--json", code=1))
        assert {finding["code"][:3] for finding in found["findings"]} == {"RNG"}
    found = run(capsys, "validate", "x.xml", "--schema", "letters.rng", code=1)
    assert "RNG" in found
    for unknown in ("other", "https://example.org/other.rng"):
        assert "no schema in the store" in run(
            capsys, "validate", "x.xml", "--schema", unknown, code=2
        )


@pytest.mark.parametrize("engine", ["own", "libxml2"])
def test_engine_and_catalog(folder: Path, capsys: Output, engine: str) -> None:
    Path("mine.rng").write_text(RNG)
    Path("c.xml").write_text(
        "<catalog xmlns='urn:oasis:names:tc:entity:xmlns:xml:catalog'>"
        "<rewriteURI uriStartString='https://example.org/' rewritePrefix='./'/></catalog>"
    )
    Path("x.xml").write_text(model("https://example.org/mine.rng") + "<a><b/></a>")
    assert main(["validate", "x.xml"]) == 0
    captured = capsys.readouterr()
    assert "warning VAL012" in captured.out
    assert "no schema given or found" in captured.err
    options = ["--catalog", "c.xml", "--engine", engine]
    assert main(["validate", "x.xml", *options]) == 1
    captured = capsys.readouterr()
    assert "error RNG" in captured.out
    assert captured.err == ""
    assert "does not exist" in run(capsys, "validate", "x.xml", "--catalog", "none", code=2)


def test_engines_that_differ_are_told_apart(folder: Path, capsys: Output) -> None:
    """libxml2 gives an element of many attributes up, and says so; our own engine does not."""
    names = [f"a{number}" for number in range(20)]
    attributes = "".join(f"<attribute name='{name}'/>" for name in names)
    Path("m.rng").write_text(f"<element name='a' xmlns='{RNG_NS}'>{attributes}</element>")
    Path("x.xml").write_text("<a " + " ".join(f"{name}='1'" for name in names) + "/>")
    assert "no findings" in run(capsys, "validate", "x.xml", "--schema", "m.rng").lower()
    found = run(capsys, "validate", "x.xml", "--schema", "m.rng", "--engine", "libxml2")
    assert "RNG021" in found


def test_help_says_which_command_uses_the_network(capsys: Output) -> None:
    assert "uses the network" in " ".join(run(capsys, "schema", "add", "--help").split())
    for other in ("list", "which", "remove"):
        assert "network" not in run(capsys, "schema", other, "--help")
    helped = " ".join(run(capsys, "validate", "--help").split())
    assert "--engine [own|libxml2]" in helped


def test_a_schema_with_another_outermost_element(folder: Path, capsys: Output) -> None:
    """A second source does not take a name without being told to."""
    Path("a.rng").write_text(RNG)
    Path("a.xsd").write_text(XSD)
    run(capsys, "schema", "add", "a.rng")
    assert "another schema named a" in run(capsys, "schema", "add", "a.xsd", code=2)
    added = json.loads(run(capsys, "schema", "add", "a.xsd", "--replace", "--json"))
    assert list(added["files"]) == ["a.xsd"]
