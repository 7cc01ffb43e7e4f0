"""Links into the web, asked of a server on the loopback interface, never of the web itself."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tei_edition.cli import validate as command_module
from tei_edition.cli.main import main
from tei_edition.tei.read import parse_xml
from tei_edition.validation.faults import find_fault
from tei_edition.validation.online import ONLINE_CODES
from tei_edition.validation.online.addresses import web_addresses
from tei_edition.validation.online.asking import State, ask, ask_all
from tei_edition.validation.online.links import check_links
from tei_edition.validation.online.manners import Manners
from tei_edition.validation.online.public import is_public
from tei_edition.validation.run import validate_edition

from .specimen import LETTER, copy_specimen, lay_over, open_specimen

LOCAL = Manners(timeout=2, deadline=3, pause=0, allow_local=True)


class _Site(BaseHTTPRequestHandler):
    """/404 and the like answer so; /to/PATH, /good/PATH lead to PATH, for a while or for good."""

    protocol_version = "HTTP/1.1"
    asked: list[str]

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        path = self.path.partition("?")[0]
        status, location = 200, ""
        if path.startswith("/to/"):
            status, location = 302, path.removeprefix("/to")
        elif path.startswith("/good/"):
            status, location = 301, path.removeprefix("/good")
        elif path == "/circle":
            status, location = 302, "/circle"
        elif path == "/nonsense":
            status, location = 302, "http://[oops/"
        elif path == "/inside":
            status, location = 302, "http://user:secret@127.0.0.1/"
        elif path == "/no-head":
            status = 405 if self.command == "HEAD" else 200
        elif path == "/drip":
            self._drip()
            return
        elif path[1:4].isdigit():
            status = int(path[1:4])
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        """A byte now and then, each within the time-out of one step."""
        try:
            for _ in range(60):
                self.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            pass
        self.close_connection = True

    do_GET = do_HEAD = _answer

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Site:
    """The server: its address and what it was asked."""

    def __init__(self, server: ThreadingHTTPServer, asked: list[str]) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}"
        self.asked = asked


@pytest.fixture
def site() -> Iterator[Site]:
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Site,), {"asked": asked}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield Site(server, asked)
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state", "detail"),
    [
        ("/", State.ALIVE, ""),
        ("", State.ALIVE, ""),
        ("/caf\u00e9?q=\u00fc b", State.ALIVE, ""),
        ("/no-head", State.ALIVE, ""),
        ("/404", State.DEAD, "answers 404 Not Found"),
        ("/410", State.DEAD, "answers 410 Gone"),
        ("/403", State.UNREACHABLE, "answers 403 Forbidden"),
        ("/599", State.UNREACHABLE, "answers 599"),
        ("/to/200", State.ALIVE, ""),
        ("/to/404", State.DEAD, "answers 404 Not Found"),
        ("/good/200", State.MOVED, "{url}/200"),
        ("/good/to/200", State.MOVED, "{url}/to/200"),
        ("/to/good/200", State.ALIVE, ""),
        ("/good/404", State.DEAD, "answers 404 Not Found"),
        ("/nonsense", State.UNREACHABLE, "leads on to what is no web address"),
        ("/circle", State.UNREACHABLE, "leads on more than 5 times"),
        (
            "/inside",
            State.NOT_ASKED,
            "leads to 127.0.0.1, but it carries a user name or password",
        ),
    ],
)
def test_answers(site: Site, path: str, state: State, detail: str) -> None:
    answer = ask(site.url + path, LOCAL)
    assert (answer.state, answer.detail) == (state, detail.format(url=site.url))


def test_get_is_asked_only_where_head_is_refused(site: Site) -> None:
    ask_all([f"{site.url}/", f"{site.url}/no-head", f"{site.url}/429"], LOCAL)
    assert site.asked == ["HEAD /", "HEAD /429", "HEAD /no-head", "GET /no-head"]


def test_a_host_that_fails_is_left_in_peace(site: Site) -> None:
    addresses = [f"{site.url}/503?{n}" for n in range(6)]
    answers = ask_all([*addresses, *addresses], LOCAL)
    assert {answer.state for answer in answers.values()} == {State.UNREACHABLE}
    assert [asked for asked in site.asked if asked.startswith("HEAD")] == [
        f"HEAD /503?{n}" for n in range(3)
    ]
    assert answers[addresses[5]].detail.startswith("not asked any more after 3 failures")


def test_a_server_that_drips_is_cut_off(site: Site) -> None:
    start = time.monotonic()
    answer = ask(f"{site.url}/drip", Manners(timeout=1, deadline=0.5, allow_local=True))
    assert (answer.state, answer.detail) == (
        State.UNREACHABLE,
        "does not answer within 0.5 seconds",
    )
    assert time.monotonic() - start < 3


def test_no_server() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    answer = ask(f"http://127.0.0.1:{port}/", LOCAL)
    assert answer.state is State.UNREACHABLE
    assert answer.detail.startswith("cannot be reached: ")
    answer = ask(f"https://127.0.0.1:{port}/", LOCAL)
    assert answer.state is State.UNREACHABLE


def test_a_server_that_speaks_no_tls(site: Site) -> None:
    answer = ask(site.url.replace("http:", "https:"), LOCAL)
    assert (answer.state, answer.detail) == (
        State.UNREACHABLE,
        "no encrypted connection can be made",
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://user:secret@example.org/",
        "http://example.org:99999/",
        "http://[oops/",
        "http://.example.org/",
        "http://exa mple.org/",
        f"http://{'a' * 70}\u00e9.example/",
        "file:///etc/passwd",
    ],
)
def test_what_is_never_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError(f"connects to {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert ask(address).state is State.NOT_ASKED


def test_a_name_that_means_this_machine_too_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolved(host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, 1, 6, "", (ip, port)) for ip in ("1.1.1.1", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    answer = ask("http://both.example/")
    assert answer.detail == "both.example is in this machine's own network"


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("64:ff9b::808:808", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("224.0.0.1", False),
        ("100.64.0.1", False),
        ("fc00::1", False),
        ("fe80::1%eth0", False),
        ("nonsense", False),
    ],
)
def test_public_addresses(ip: str, public: bool) -> None:
    assert is_public(ip) is public


def test_which_addresses_are_asked() -> None:
    root = parse_xml(
        b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><prefixDef ident="x"
        replacementPattern="https://example.org/$1"/><licence target="https://a.example/by"/>
        <ref target="https://b.example/1#x letter:a http://c.example/"/><idno type="URL">
        https://d.example/4 </idno><idno type="GND">118540238</idno><graphic url="http://e.example/5"/>
        <p facs="#f">http://in.words.example/</p><ref>https://f.example/</ref>
        <e xmlns="urn:x" target="https://g.example/"/></TEI>""",
        "a.xml",
    ).getroot()
    assert [(shown, address) for _, shown, address in web_addresses(root)] == [
        ("licence/@target", "https://a.example/by"),
        ("ref/@target", "https://b.example/1"),
        ("ref/@target", "http://c.example/"),
        ("idno", "https://d.example/4"),
        ("graphic/@url", "http://e.example/5"),
        ("ref", "https://f.example/"),
    ]


@pytest.fixture
def root(tmp_path: Path, site: Site) -> Path:
    folder = copy_specimen(tmp_path / "edition")
    for path in (folder / "editions").rglob("*.xml"):  # no address of the web is left
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("https://creativecommons.org", site.url), encoding="utf-8")
    lay_over(
        folder,
        f'<p><ref target="{site.url}/404">a</ref><ref target="{site.url}/404#b">b</ref>'
        f'<ref target="{site.url}/500">c</ref><ref target="{site.url}/good/">d</ref></p>',
    )
    return folder


def test_every_place_is_told_and_each_address_asked_once(root: Path, site: Site) -> None:
    told: list[tuple[str, int, int]] = []
    findings = check_links([LETTER], root, manners=LOCAL, progress=lambda *a: told.append(a))
    mine = [finding for finding in findings if site.url in finding.message]
    assert [finding.code for finding in mine] == ["LNK010", "LNK010", "LNK011", "LNK012"]
    assert {finding.location.path for finding in mine} == {LETTER}
    assert site.asked.count("HEAD /404") == 1
    assert told[-1][0] == "asking web servers"
    assert told[-1][1] == told[-1][2]


def test_no_password_is_told(root: Path) -> None:
    lay_over(root, '<p><ref target="https://me:secret@example.org/">a</ref></p>')
    (found,) = (f for f in check_links([LETTER], root, manners=LOCAL) if f.code == "LNK013")
    assert found.message == (
        'ref/@target "https://…@example.org/" was not asked: it carries a user name or password'
    )


def test_only_online_and_then_with_line_and_column(
    root: Path, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_module, "Manners", lambda: LOCAL)
    main(["validate", str(root / LETTER), "--json"])
    assert site.asked == []
    capsys.readouterr()
    assert main(["validate", str(root / LETTER), "--online", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    online = [finding for finding in found if finding["engine"] == "online"]
    assert {finding["code"] for finding in online} == {"LNK010", "LNK011", "LNK012"}
    assert all(finding["line"] and finding["column"] for finding in online)


SUPPRESSION = """
[[validation.suppress]]
path = "{path}"
code = "LNK010"
reason = "the server comes back"
"""


def test_suppressions_of_links_are_unused_only_when_links_are_asked(
    tmp_path: Path, site: Site
) -> None:
    root = copy_specimen(tmp_path / "edition")
    with (root / "edition.toml").open("a", encoding="utf-8") as config:
        config.write(SUPPRESSION.format(path=LETTER))
    for path in (root / "editions").rglob("*.xml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("https://creativecommons.org", site.url), encoding="utf-8")
    edition = open_specimen(root)
    assert validate_edition(edition, schemas=(), checks=()) == ()
    (unused,) = validate_edition(edition, schemas=(), checks=(), online=LOCAL)
    assert unused.code == "VAL001"


@pytest.mark.parametrize("code", sorted(ONLINE_CODES))
def test_explained(code: str) -> None:
    fault = find_fault(code)
    assert fault is not None
    assert "--online" in fault.manual
