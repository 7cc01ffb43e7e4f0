"""`tei-edition serve`: a real process, a real browser, an edition that is edited."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tei_edition.cli.main import main

from ..validation.specimen import LETTER, copy_specimen

PATIENCE = 90  # seconds; nothing waits that long unless something is broken
PAGE = LETTER.removeprefix("editions/").replace(".xml", ".html")

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no SIGINT for one process"
)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return copy_specimen(tmp_path / "edition")


@pytest.fixture
def process(edition: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tei_edition", "serve", "--port", "0"],
        cwd=edition,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
    )
    yield process
    process.kill()
    process.wait(PATIENCE)
    assert process.stdout is not None
    process.stdout.close()


def up_to(process: subprocess.Popen[str], beginning: str) -> str:
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if line.startswith(beginning):
            return seen
    raise AssertionError(f"ended: {seen}")


def address_in(output: str) -> str:
    found = re.search(r"Preview: (http://127\.0\.0\.1:\d+/)\n", output)
    assert found is not None, output
    return found[1]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    other = path.with_name(".saving")
    other.write_text(text.replace(old, new), encoding="utf-8")
    other.replace(path)


@pytest.mark.browser
def test_open_pages_follow_the_edition(
    edition: Path, process: subprocess.Popen[str], browser: Browser
) -> None:
    address = address_in(up_to(process, "Waiting"))
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address + PAGE)
    button = page.locator("button[aria-controls=panel]")
    expect(button).to_be_hidden()

    # Also the page that needs a policy of its own works.
    page.goto(f"{address}search.html?q=Bergen")
    expect(page.locator(".search .entries li").first).to_be_visible()
    page.goto(address + PAGE)

    # A change of the text is seen without anybody doing anything.
    with page.expect_navigation():
        change(edition / LETTER, "<salute>", "<salute>Changed! ")
    expect(page.get_by_text("Changed!")).to_be_visible()
    up_to(process, "Waiting")

    # A fault opens the list; it is closed by keyboard, and stays so until there are others.
    change(edition / LETTER, "<salute>", "<salute><oops/>")
    expect(button).to_contain_text("error", timeout=PATIENCE * 1000)
    panel = page.get_by_role("region", name="Findings")
    expect(panel).to_contain_text(LETTER)
    expect(panel).to_contain_text("RNG001")
    up_to(process, "Waiting")
    button.focus()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert button.get_attribute("aria-expanded") == "false"
    page.reload()
    expect(button).to_contain_text("error")
    expect(panel).to_be_hidden()
    page.keyboard.press("End")
    button.press("Enter")
    expect(panel).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()

    # What keeps the edition from being published is told, too; then all goes on.
    change(edition / "edition.toml", "[edition]", "[edition")
    expect(panel).to_contain_text("CFG", timeout=PATIENCE * 1000)
    up_to(process, "Waiting")
    change(edition / "edition.toml", "[edition", "[edition]")
    change(edition / LETTER, "<oops/>", "")
    expect(button).to_be_hidden(timeout=PATIENCE * 1000)
    assert not complaints
    context.close()

    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0


def test_the_site_itself_has_nothing_of_the_preview(
    edition: Path, process: subprocess.Popen[str]
) -> None:
    address = urlsplit(address_in(up_to(process, "Waiting")))
    connection = http.client.HTTPConnection(address.netloc, timeout=PATIENCE)
    connection.request("GET", f"/{PAGE}")
    assert b"/.tei-edition/preview.js" in connection.getresponse().read()
    connection.close()
    published = [file for file in (edition / "site").rglob("*") if file.is_file()]
    assert len(published) > 10
    assert not [file for file in published if b".tei-edition/" in file.read_bytes()]


def test_a_port_that_is_in_use(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", str(edition), "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"port {port}" in said and "--port" in said


def test_a_site_that_leads_out_of_the_edition(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (edition / "site").symlink_to(tmp_path / "elsewhere")
    assert main(["serve", str(edition), "--port", "0"]) == 2
    assert "is a link" in capsys.readouterr().err


def test_a_folder_that_is_named_meanwhile(edition: Path, process: subprocess.Popen[str]) -> None:
    up_to(process, "Waiting")
    config = edition / "edition.toml"
    change(config, "[edition]", '[publish]\nfolder = "other"\n\n[edition]')
    assert "edition.toml names another folder" in up_to(process, "Waiting")
    assert not (edition / "other").exists()
    change(config, 'folder = "other"', 'folder = "site"')
    assert "files in" in up_to(process, "Waiting")
