"""The examples of docs/how-to/adapt.md do what the page says."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tei_edition.model.config import read_config
from tei_edition.pipeline.publish import Publication, publish
from tei_edition.transformers.html.adapting import tables
from tei_edition.transformers.plug_ins import plug_ins

ROOT = Path(__file__).parents[2]
SPECIMEN = ROOT / "tests/transformers/edition"
PAGE = (ROOT / "docs/how-to/adapt.md").read_text(encoding="utf-8")


def files_of(section: str) -> dict[str, str]:
    """The files that a section shows, by path: the last path named before each block."""
    text = re.search(rf"^## {re.escape(section)}$(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert text is not None
    found: dict[str, str] = {}
    for before, content in re.findall(r"(.*?)```\w+\n(.*?)```", text[1], re.S):
        paths = re.findall(r"`([\w./-]+\.(?:toml|css|html|svg|xsl|py))`", before)
        assert paths, before
        found[paths[-1]] = content
    assert found
    return found


def adapted(root: Path, files: dict[str, str]) -> Publication:
    """The specimen edition with files of the manual, published."""
    if not root.exists():
        shutil.copytree(SPECIMEN, root)
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path == "edition.toml":
            # The tables of the specimen that the example has too give way.
            own = (SPECIMEN / path).read_text(encoding="utf-8")
            content = own.partition("[site]")[0] + content  # noqa: PLW2901
        target.write_text(content, encoding="utf-8")
    return publish(root, read_config(root), jobs=1)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def read(done: Publication, path: str) -> str:
    return (done.folder / path).read_text(encoding="utf-8")


def letters(done: Publication) -> str:
    names = [one for one in done.files if re.fullmatch(r"letters/letter-[^.]*\.html", one)]
    assert names
    return "".join(read(done, name) for name in names)


def test_viewer(tmp_path: Path) -> None:
    root = tmp_path / "e"
    for letter in (SPECIMEN / "editions/letters").glob("*.xml"):
        target = root / "editions/letters" / letter.name
        target.parent.mkdir(parents=True, exist_ok=True)
        manifest = '</teiHeader><facsimile sameAs="https://i.example/manifest"/>'
        text = letter.read_text(encoding="utf-8").replace("</teiHeader>", manifest, 1)
        target.write_text(text, encoding="utf-8")
    done = adapted(root, files_of("The viewer of facsimiles"))
    viewer = 'href="https://uv.example.org/#?manifest=https%3A%2F%2Fi.example%2Fmanifest"'
    assert viewer in letters(done)


def test_header(tmp_path: Path) -> None:
    done = adapted(tmp_path / "e", files_of("Header, footer and pages"))
    assert not done.findings
    home = read(done, "index.html")
    header = home.partition("<header")[2].partition("</header>")[0]
    shown, _, more = header.partition("<details")
    assert re.findall(r">([^<>]+)</a>", shown)[1:] == [
        "Letters",
        "Persons",
        "Calendar",
        "About",
        "City Archive",
    ]
    assert "Essays" in more and "Network" not in header
    assert 'src="style/logo.svg"' in header and "style/logo.svg" in done.files
    assert '<a href="https://example.org/archive">City Archive</a>' in header
    assert '<a href="data.html">The data</a>' in home.partition("<footer")[2]
    assert "network.html" not in done.files and "map.html" not in done.files


def test_colours(tmp_path: Path) -> None:
    done = adapted(tmp_path / "e", files_of("Colours"))
    assert not done.findings
    css = read(done, "style/edition.css")
    assert "(prefers-color-scheme: light) { :root { --accent: #1c5285; } }" in css
    assert "(prefers-color-scheme: dark) { :root { --accent: #8dbdeb; } }" in css


def test_style(tmp_path: Path) -> None:
    done = adapted(tmp_path / "e", files_of("Style"))
    assert not done.findings
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', read(done, "index.html"))
    assert sheets == ["style/edition.css", "style/custom.css"]
    assert "--measure: 34rem" in read(done, "style/custom.css")


def test_elements(tmp_path: Path) -> None:
    done = adapted(tmp_path / "e", files_of("Elements"))
    assert not done.findings
    assert re.search(r'data-tei="signed"[^>]* class="[^"]*\bright\b', letters(done))


def test_templates(tmp_path: Path) -> None:
    done = adapted(tmp_path / "e", files_of("Templates"))
    assert not done.findings
    assert "Funded by the city of Graz." in read(done, "about.html")
    found = letters(done)
    assert "Please tell us of mistakes" in found and "Funded by the city" in found
    assert "Please tell us" not in read(done, "about.html")


def test_xslt(tmp_path: Path) -> None:
    done = adapted(tmp_path / "e", files_of("Texts by XSLT"))
    assert not done.findings
    found = letters(done)
    assert '<p class="signed">' in found and 'data-tei="p"' not in found
    assert '<a href="../persons/' in found


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The package of the manual, installed as pip would."""
    files = files_of("Python packages")
    installed = tmp_path / "site-packages"
    for path, content in files.items():
        if path.endswith(".py"):
            (installed / path).parent.mkdir(parents=True, exist_ok=True)
            (installed / path).write_text(content, encoding="utf-8")
    (installed / "weather_pages/__init__.py").write_text("")
    points = re.findall(
        r'\[project\.entry-points\."([\w.]+)"\]\n(\w+ = )"([\w.]+)"', files["pyproject.toml"]
    )
    assert len(points) == 3
    info = installed / "weather_pages-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: weather-pages\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "".join(f"[{group}]\n{name}{module}\n" for group, name, module in points)
    )
    monkeypatch.syspath_prepend(str(installed))
    plug_ins.cache_clear()
    tables._table.cache_clear()
    yield files
    plug_ins.cache_clear()
    tables._table.cache_clear()
    for name in [name for name in sys.modules if name.startswith("weather_pages")]:
        del sys.modules[name]


def test_packages(tmp_path: Path, package: dict[str, str]) -> None:
    root = tmp_path / "e"
    shutil.copytree(SPECIMEN, root)
    letter = min((root / "editions/letters").glob("letter-*.xml"))
    text = letter.read_text(encoding="utf-8")
    header, start, body = text.partition("<body>")
    body = body.replace("</p>", " <measure>two miles</measure></p>", 1)
    letter.write_text(header + start + body, encoding="utf-8")
    config = (root / "edition.toml").read_text(encoding="utf-8")
    (root / "edition.toml").write_text(
        config + '[publish]\nformats = ["html", "ids"]\n', encoding="utf-8"
    )
    templates = {path: text for path, text in package.items() if path.endswith(".html")}
    done = adapted(root, templates)
    assert not done.findings
    assert re.search('data-tei="measure"[^>]*class="measure">two miles<', letters(done))
    assert "<h1>Colophon</h1>" in read(done, "colophon.html")
    assert '<a href="colophon.html">Colophon</a>' in read(done, "index.html")
    assert letter.stem in read(done, "ids.txt").split()
