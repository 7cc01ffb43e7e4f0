"""The server of the preview: what it hands out, to whom, and what it adds to pages."""

from __future__ import annotations

import http.client
import json
import os
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.findings import Finding, Location, Severity
from tei_edition.pipeline.serving.news import News, report_of, report_of_failure
from tei_edition.pipeline.serving.pages import EVENTS, SCRIPT, with_preview
from tei_edition.pipeline.serving.server import PreviewServer, find_file

POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    'content="default-src &#39;none&#39;; script-src &#39;self&#39;">'
)
PAGE = (
    f"<!doctype html>\n<html>\n<head>\n{POLICY}\n<title>T</title>\n</head>\n<body></body>\n</html>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "letters").mkdir(parents=True)
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "letters" / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "letters" / "a b.xml").write_text("<a/>", encoding="utf-8")
    (site / "empty").mkdir()
    (site / ".hidden").write_text("no", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("no", encoding="utf-8")
    return site


@pytest.fixture
def server(folder: Path) -> Iterator[PreviewServer]:
    with PreviewServer(folder, News("abc"), 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.news.end()
        server.shutdown()
        thread.join()


class Answer:
    def __init__(
        self, server: PreviewServer, path: str, method: str = "GET", host: str = ""
    ) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{server.server_port}")
        connection.endheaders()
        response = connection.getresponse()
        self.status, self.headers = response.status, response.headers
        self.body = response.read()
        connection.close()


def test_pages_come_with_the_script(server: PreviewServer, folder: Path) -> None:
    answer = Answer(server, "/?q=x#y")
    page = answer.body.decode()
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert f'<script src="{SCRIPT}" data-site="abc" defer></script>\n</head>' in page
    assert "default-src 'none'; script-src 'self'; connect-src 'self'\"" in unescape(page)
    assert (folder / "index.html").read_text(encoding="utf-8") == PAGE
    assert b"EventSource" in Answer(server, SCRIPT).body


def test_files_come_as_they_are(server: PreviewServer) -> None:
    answer = Answer(server, "/letters/a%20b.xml")
    assert (answer.status, answer.body) == (200, b"<a/>")
    assert answer.headers["Content-Type"] == "application/xml"
    head = Answer(server, "/letters/a%20b.xml", "HEAD")
    assert (head.status, head.headers["Content-Length"], head.body) == (200, "4", b"")
    assert Answer(server, "/", "POST").status == 501


def test_folders(server: PreviewServer) -> None:
    answer = Answer(server, "/letters")
    assert (answer.status, answer.headers["Location"]) == (302, "/letters/")
    assert Answer(server, "/letters/").status == 200
    assert Answer(server, "/empty/").status == 404


def test_what_is_not_there(server: PreviewServer) -> None:
    answer = Answer(server, "/letters/%3Cscript%3E.html")
    assert answer.status == 404
    assert b"/letters/&lt;script&gt;.html" in answer.body and b"<script>" not in answer.body
    assert SCRIPT.encode() in answer.body
    server.news.tell(site="")
    assert b"Nothing published yet" in Answer(server, "/nothing").body


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil:{port}",
        " ",
    ],
)
def test_other_names_get_nothing(server: PreviewServer, host: str) -> None:
    for path in ("/", EVENTS, SCRIPT):
        answer = Answer(server, path, host=host.format(port=server.server_port))
        assert answer.status == 421 and b"html" not in answer.body


def test_the_machine_has_two_names(server: PreviewServer) -> None:
    assert Answer(server, "/", host=f"LocalHost:{server.server_port}").status == 200


def test_only_this_machine_is_answered(server: PreviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/letters/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/letters\\..\\..\\secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/C:/secret.txt",
        "/.hidden",
        "/link/secret.txt",
        "/secret.txt",
        "/a%00b",
        "/%ff",
        "/" + "a" * 5000,
        "",
        "*",
    ],
)
def test_nothing_outside_is_handed_out(server: PreviewServer, folder: Path, path: str) -> None:
    if hasattr(os, "symlink"):
        (folder / "link").symlink_to(folder.parent)
        (folder / "secret.txt").symlink_to(folder.parent / "secret.txt")
    found = find_file(folder, path)
    assert found is None or found == folder / "index.html"


def test_a_path_cannot_lead_to_another_host(server: PreviewServer) -> None:
    for path in ("//letters", "///letters", "/%2f/letters", "/\\letters"):
        answer = Answer(server, path)
        assert not (answer.headers.get("Location") or "/").startswith(("//", "/\\")), path


@given(st.text())
def test_any_path(path: str) -> None:
    here = Path(__file__).parent
    found = find_file(here, path)
    assert found is None or found.resolve().is_relative_to(here)


def test_news_are_told_until_the_end(server: PreviewServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    connection.request("GET", EVENTS)
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"

    def event() -> list[bytes]:
        lines = [response.readline() for _ in range(3)]
        assert lines.pop() == b"\n"
        return lines

    assert event() == [b"event: site\n", b"data: abc\n"]
    server.news.tell(report=report_of_failure("no\nluck"))
    assert event() == [b"event: site\n", b"data: abc\n"]
    name, data = event()
    assert name == b"event: report\n"
    assert json.loads(data.removeprefix(b"data: "))["findings"][0]["message"] == "no\nluck"
    server.news.tell(site="def")
    assert event() == [b"event: site\n", b"data: def\n"]
    server.news.end()
    assert response.readline() == b""
    connection.close()


def test_the_gravest_findings_come_first_and_few() -> None:
    findings = [
        Finding(Location("a.xml", number), "X001", severity, "m", "h")
        for severity in Severity
        for number in range(1, 101)
    ]
    report = json.loads(report_of(findings))
    assert report["errors"] == 100
    assert report["more"] == 100
    kinds = [one["severity"] for one in report["findings"]]
    assert kinds == ["error"] * 100 + ["warning"] * 100
    assert report["findings"][0] == {
        "place": "a.xml:1", "severity": "error", "code": "X001", "message": "m", "hint": "h",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'none'", "default-src 'none'; connect-src 'self'"),
        ("default-src 'none';", "default-src 'none'; connect-src 'self'"),
        ("connect-src 'none'; img-src *", "img-src *; connect-src 'self'"),
        ("connect-src &#39;none&#39;", "connect-src 'self'"),
        ("Connect-Src https://x.example", "connect-src 'self' https://x.example"),
        ("connect-src &#39;self&#39;", "connect-src 'self'"),
    ],
)
def test_pages_may_ask_the_server(policy: str, expected: str) -> None:
    page = f'<head><meta http-equiv="Content-Security-Policy" content="{policy}"></head>'
    assert f'content="{expected}"' in unescape(with_preview(page.encode(), "").decode())


def test_a_page_without_head_gets_the_script_too() -> None:
    assert with_preview(b"<p>x", "1").startswith(b"<p>x<script ")
