"""Every page is valid HTML: what the Nu Html Checker of the W3C says, and what Chromium mends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from ..html_tree import Node, read_html
from .conftest import SCRIPTLESS, Reader
from .specimens import Specimen, page_templates

# Where scripts/install-test-tools.sh puts it.
_VNU: Final = Path(os.environ.get("VNU_JAR", Path(sys.prefix) / "share" / "vnu.jar"))
# vnu takes 'self' for no address at all in files, and linked data for script; a real browser
# judges the policy in the other tests.
_MISTAKEN: Final = ".*violates Content Security Policy.*"


def test_every_page_has_a_template_that_is_looked_at(
    specimens: Mapping[str, tuple[Specimen, ...]],
) -> None:
    assert set(specimens) == set(page_templates())


def test_nu_html_checker(sites: Path) -> None:
    java = shutil.which("java")
    if java is None or not _VNU.is_file():
        pytest.skip("Java or vnu.jar is absent: run scripts/install-test-tools.sh")
    pages = sorted(str(path) for path in sites.rglob("*.html"))
    assert len(pages) > 100
    done = subprocess.run(
        [java, "-jar", str(_VNU), "--format", "json", "--stdout", "--exit-zero-always",
         "--filterpattern", _MISTAKEN, *pages],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    messages = json.loads(done.stdout)["messages"]
    assert not [
        f"{message['url'].rpartition('/sites/')[2]}:{message.get('lastLine')}: {message['message']}"
        for message in messages
    ]


@pytest.mark.browser
def test_chromium_has_nothing_to_mend(
    reader: Reader,
    specimens: Mapping[str, tuple[Specimen, ...]],
    sites: Path,
    address: str,
) -> None:
    """Without script a page has the elements that are written, no other."""
    page = reader.page(**SCRIPTLESS)
    outline = """() => {
        const walk = (node) => [node.localName.toLowerCase(), [...node.children].map(walk)];
        return walk(document.documentElement);
    }"""
    for specimen in [one for found in specimens.values() for one in found]:
        page.goto(address + specimen.path)
        written = (sites / specimen.path).read_text(encoding="utf-8")
        tree = read_html(written.removeprefix("<!doctype html>"))
        (root,) = (child for child in tree.children if isinstance(child, Node))
        assert _without_tbody(page.evaluate(outline)) == _outline_of(root), specimen.path


def _outline_of(node: Node) -> list[object]:
    return [node.name, [_outline_of(c) for c in node.children if isinstance(c, Node)]]


def _without_tbody(outline: list[object]) -> list[object]:
    """Browsers put rows into a tbody, always; that is no mending."""
    name, children = outline
    assert isinstance(children, list)
    flat: list[object] = []
    for child in children:
        mended = _without_tbody(child)
        inner = mended[1]
        flat += inner if mended[0] == "tbody" and isinstance(inner, list) else [mended]
    return [name, flat]
