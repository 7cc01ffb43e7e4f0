"""Reconciliation, against a server on the loopback interface that speaks the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tei_edition.cli.main import main
from tei_edition.registers.reconciliation import service as service_module
from tei_edition.registers.reconciliation.decide import Verdict, decide
from tei_edition.registers.reconciliation.protocol import (
    Answer,
    BadAnswer,
    Candidate,
    Query,
    read_answers,
    read_manifest,
)
from tei_edition.registers.reconciliation.service import Service, ServiceError, checked_address

from .conftest import Authority


def candidate(number: str, score: float, *, match: bool = False, **more: Any) -> dict[str, Any]:
    return {"id": number, "name": f"Name {number}", "score": score, "match": match,
            "type": [{"id": "Person", "name": "person"}], **more}  # fmt: skip


@pytest.fixture
def persons(edition: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An edition with four persons and a place."""
    where = ["--edition", str(edition)]
    for name in ("Anna Berg", "Ludwig Thal", "Franz Gruber", "Eva Moser"):
        assert main(["register", "add", "--kind", "person", "--name", name, *where]) == 0
    assert main(["register", "add", "--kind", "place", "--name", "Graz", *where]) == 0
    capsys.readouterr()
    return edition


@pytest.fixture
def asked(authority: Authority) -> Authority:
    """The service knows Anna for sure, Ludwig hardly, Franz twice, and Eva not at all."""
    authority.known = {
        "Anna Berg": [
            candidate("118540238", 99.5, match=True, description="painter"),
            candidate("1012391-X", 60),
        ],
        "Ludwig Thal": [candidate("11854024X", 94.9, match=True), candidate("4066009-6", 97)],
        "Franz Gruber": [
            candidate("118500015", 100, match=True),
            candidate("118500023", 96, match=True),
        ],
    }
    return authority


def run(edition: Path, *arguments: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    command = ["register", "reconcile", "--edition", str(edition), "--json", *arguments]
    code = main(command)
    loaded: dict[str, Any] = json.loads(capsys.readouterr().out)
    return {**loaded, "code": code}


def verdicts(done: dict[str, Any]) -> dict[str, str]:
    return {entry["id"]: entry["verdict"] for entry in done["entries"]}


def test_only_what_is_certain_is_linked(
    persons: Path, asked: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(persons, "--service", asked.url, "--kind", "person", "--type", "person=Person",
               "--batch", "3", capsys=capsys)  # fmt: skip
    assert verdicts(done) == {
        "anna-berg": "linked",
        "ludwig-thal": "open",
        "franz-gruber": "open",
        "eva-moser": "none",
    }
    assert done["authority"] == "GND"
    assert (done["asked"], done["replayed"]) == (4, 0)
    register = (persons / "editions/indices/listperson.xml").read_text(encoding="utf-8")
    assert register.count('<idno type="GND">') == 1
    assert '<idno type="GND">118540238</idno>' in register
    # JSON in a form field, in batches
    assert [len(batch) for batch in asked.batches] == [3, 1]
    first = asked.batches[0]["q0"]
    assert first == {"query": first["query"], "type": "Person", "limit": 5}
    # scores and rejected candidates are kept
    (cache,) = (persons / "reconciliation").iterdir()
    kept = json.loads(cache.read_bytes())
    scores = {a["query"]["query"]: [c["score"] for c in a["candidates"]] for a in kept["answers"]}
    assert scores == {
        "Anna Berg": [99.5, 60],
        "Ludwig Thal": [97, 94.9],
        "Franz Gruber": [100, 96],
        "Eva Moser": [],
    }


def test_answers_are_replayed_without_network(
    persons: Path, asked: Authority, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    arguments = ("--service", asked.url, "--kind", "person", "--dry-run")
    first = run(persons, *arguments, capsys=capsys)
    assert first["written"] == []
    (cache,) = (persons / "reconciliation").iterdir()
    content = cache.read_bytes()

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(service_module, "request", forbidden)
    again = run(persons, *arguments, "--offline", capsys=capsys)
    assert again["entries"] == first["entries"]
    assert (again["asked"], again["replayed"], again["code"]) == (0, 4, 0)
    # not even without --offline, as everything is there
    assert run(persons, *arguments, capsys=capsys)["entries"] == first["entries"]
    assert cache.read_bytes() == content
    # what was never asked is said so, and the exit code tells CI
    new = run(persons, *arguments, "--offline", "--limit", "3", capsys=capsys)
    assert set(verdicts(new).values()) == {"not asked"}
    assert new["code"] == 1


def test_entries_with_a_number_are_not_asked_again_unless_told(
    persons: Path, asked: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--service", asked.url, "--kind", "person")
    run(persons, *arguments, capsys=capsys)
    second = run(persons, *arguments, capsys=capsys)
    assert "anna-berg" not in verdicts(second)
    assert (second["asked"], second["written"]) == (0, [])
    asked.known["Eva Moser"] = [candidate("118500031", 100, match=True)]
    assert verdicts(run(persons, *arguments, capsys=capsys))["eva-moser"] == "none"
    assert verdicts(run(persons, *arguments, "--refresh", capsys=capsys))["eva-moser"] == "linked"


def test_the_editors_word_counts(
    persons: Path, asked: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(persons, "--service", asked.url, "--kind", "person",
               "--accept", "ludwig-thal=4066009-6", "--accept", "eva-moser=VIAF:24602065",
               capsys=capsys)  # fmt: skip
    found = {entry["id"]: entry["identifier"] for entry in done["entries"]}
    assert found["ludwig-thal"] == {"authority": "GND", "value": "4066009-6"}
    assert found["eva-moser"] == {"authority": "VIAF", "value": "24602065"}
    register = (persons / "editions/indices/listperson.xml").read_text(encoding="utf-8")
    assert '<idno type="VIAF">24602065</idno>' in register
    again = ["register", "reconcile", "--edition", str(persons), "--service", asked.url]
    assert main([*again, "--accept", "nobody=1"]) == 2
    assert "no register has an entry 'nobody'" in capsys.readouterr().err


def test_life_dates_and_threshold(
    persons: Path, asked: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    register = persons / "editions/indices/listperson.xml"
    text = register.read_text(encoding="utf-8")
    name = '<persName type="preferred">Ludwig Thal</persName>'
    register.write_text(text.replace(name, f'{name}<birth when="1870"/>'), encoding="utf-8")
    done = run(persons, "ludwig-thal", "--service", asked.url, "--property", "birth=P569",
               "--property", "death=P570", "--threshold", "94", capsys=capsys)  # fmt: skip
    assert verdicts(done) == {"ludwig-thal": "linked"}
    assert asked.batches == [
        {"q0": {"query": "Ludwig Thal", "limit": 5, "properties": [{"pid": "P569", "v": "1870"}]}}
    ]


def test_whose_identifiers(
    persons: Path, asked: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    asked.manifest["identifierSpace"] = "https://example.org/"
    del asked.manifest["view"]
    command = ["register", "reconcile", "--edition", str(persons), "--service", asked.url]
    assert main(command) == 2
    assert "--authority" in capsys.readouterr().err
    assert main([*command, "--authority", "House", "--kind", "person"]) == 0
    register = (persons / "editions/indices/listperson.xml").read_text(encoding="utf-8")
    assert '<idno type="House">118540238</idno>' in register


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        ("500", "answers 500"),
        ("no json", "is no JSON"),
        ("incomplete", "is missing"),
        ("huge", "larger than 16 MiB"),
        ("slow", "did not answer within 0.3 seconds"),
        ("lead on", "sends queries on to"),
        ("redirect file:///etc/passwd", "is not allowed"),
        ("redirect ftp://127.0.0.1/x", "no web address"),
        ("redirect /again", "leads on more than 3 times"),
    ],
)
def test_a_service_that_fails_is_told_in_one_line(
    persons: Path, asked: Authority, behaviour: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked.behaviour = behaviour
    before = (persons / "editions/indices/listperson.xml").read_bytes()
    command = ["register", "reconcile", "--edition", str(persons), "--service", asked.url]
    assert main([*command, "--timeout", "0.3"]) == 2
    message = capsys.readouterr().err
    assert why in message
    assert len(message.splitlines()) == 1
    assert "Traceback" not in message
    assert (persons / "editions/indices/listperson.xml").read_bytes() == before


def test_a_service_that_is_not_there(persons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["register", "reconcile", "--edition", str(persons), "--service"]
    assert main([*command, "http://127.0.0.1:1/"]) == 2
    assert "cannot be reached" in capsys.readouterr().err
    assert main([*command, "http://127.0.0.1:1/", "--offline"]) == 2
    assert "never asked" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://example.org/", "example.org", "https://", "http://u:p@h/",
     "http://example.org/a b", "http://[::1", "http://h:99999999/", "https://exämple.org/", ""],
)  # fmt: skip
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(ServiceError):
        checked_address(address)
    with pytest.raises(ServiceError):
        Service(address)


def test_batches_that_came_are_kept_when_a_later_one_fails(
    persons: Path, asked: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    asked.known["Ludwig Thal"] = [{"id": "", "score": "high"}]
    command = ["register", "reconcile", "--edition", str(persons), "--service", asked.url]
    assert main([*command, "--batch", "1", "--kind", "person"]) == 2
    assert "the answer to 'Ludwig Thal' is wrong" in capsys.readouterr().err
    (cache,) = (persons / "reconciliation").iterdir()
    kept = [answer["query"]["query"] for answer in json.loads(cache.read_bytes())["answers"]]
    assert kept == ["Anna Berg", "Eva Moser", "Franz Gruber"]
    cache.write_text("{}")
    assert main([*command, "--offline"]) == 2
    assert "restore it from version control" in capsys.readouterr().err


def test_no_other_command_uses_the_network(
    persons: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import socket

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    where = ["--edition", str(persons)]
    for command in (
        ["candidates"],
        ["list"],
        ["show", "graz"],
        ["merge", "anna-berg", "eva-moser"],
    ):
        assert main(["register", *command, *where]) == 0


def test_decisions() -> None:
    query = Query(query="A")
    one = Candidate(id="1", score=95, match=True)
    below = Candidate(id="2", score=94.99, match=True)
    unsure = Candidate(id="3", score=100)
    for candidates, verdict in (
        ((one,), Verdict.LINKED),
        ((unsure, one, below), Verdict.LINKED),
        ((below,), Verdict.OPEN),
        ((unsure,), Verdict.OPEN),
        ((one, one), Verdict.OPEN),
        ((), Verdict.NONE),
    ):
        assert decide(Answer(query=query, candidates=candidates)).verdict is verdict
    assert decide(None).verdict is Verdict.NOT_ASKED
    assert decide(None, accepted="9").chosen == Candidate(id="9")


@pytest.mark.parametrize(
    "data",
    [None, [], {"q0": []}, {"q0": {"result": 1}}, {"q0": {"result": [{"id": "1", "score": "NaN"}]}},
     {"status": "error", "message": "no"}, {"q0": {"result": [{"name": "no id"}]}}],
)  # fmt: skip
def test_answers_that_are_none(data: Any) -> None:
    with pytest.raises(BadAnswer):
        read_answers(data, [Query(query="A")])


def test_manifests() -> None:
    with pytest.raises(BadAnswer):
        read_manifest([])
    with pytest.raises(BadAnswer):
        read_manifest({"error": "x"})
    assert read_manifest({"name": "A", "view": 3, "identifierSpace": "x"}).view == ""
