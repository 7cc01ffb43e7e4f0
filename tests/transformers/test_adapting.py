"""What editions put in the place of the toolkit's own, and what goes wrong with it."""

from __future__ import annotations

import http.server
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from tei_edition.model.config import ConfigError, config_of, read_config
from tei_edition.pipeline.publish import Publication, publish
from tei_edition.transformers.html.adapting.colours import contrast
from tei_edition.transformers.html.xslt import modules, workers
from tei_edition.transformers.html.xslt.cleaning import cleaned
from tei_edition.transformers.plug_ins import BrokenPlugIn, plug_ins

SPECIMEN = Path(__file__).parent / "edition"
LETTER = "letters/letter-1921-03-19-hallberg-to-weidner.html"
SHEET = """<xsl:stylesheet version="{version}" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">{head}
<xsl:template match="/">{content}</xsl:template></xsl:stylesheet>"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The specimen edition, without a line under [site]."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "edition"
    shutil.copytree(SPECIMEN, root)
    config = root / "edition.toml"
    kept = config.read_text(encoding="utf-8").partition("[site]")[0]
    config.write_text(kept, encoding="utf-8")
    return root


def made(root: Path, site: str = "", **files: str) -> Publication:
    """The edition published with lines of [site] and files of publication/ (a__b is a/b)."""
    config = root / "edition.toml"
    kept = config.read_text(encoding="utf-8").partition("[site]")[0].partition("[publish]")[0]
    config.write_text(f'{kept}[publish]\nformats = ["html"]\n[site]\n{site}', encoding="utf-8")
    for name, content in files.items():
        write(root, name.replace("__", "/").replace("_dot_", "."), content)
    return publish(root, read_config(root), jobs=1)


def write(root: Path, name: str, content: str) -> None:
    target = root / "publication" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, encoding="utf-8")


def read(done: Publication, path: str = LETTER) -> str:
    return (done.folder / path).read_text(encoding="utf-8")


def told(done: Publication) -> list[tuple[str, str, int]]:
    return [(one.code, one.location.path, one.location.line) for one in done.findings]


def sheet(content: str, version: str = "1.0", head: str = "") -> str:
    return SHEET.format(version=version, content=content, head=head)


# --- templates ---


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ page_titel }}", "'page_titel' is undefined"),
        ("{% if %}", "Expected an expression"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ('{{ say("no.such") }}', "there is no 'no.such'"),
        ('{% include "nowhere.html" %}', "there is no template 'nowhere.html'"),
        ("{{ say.__globals__ }}", "unsafe"),
    ],
)
def test_broken_template_is_told_and_replaced(root: Path, line: str, said: str) -> None:
    write(
        root,
        "templates/letter.html",
        '{% extends "site:letter.html" %}\n{% block after_text %}\n' + line + "\n{% endblock %}",
    )
    done = made(root)
    findings = [one for one in done.findings if one.code == "PUB040"]
    assert findings and {one.location.line for one in findings} == {3}
    assert any(said in one.message for one in findings), findings
    assert 'data-tei="p"' in read(done) and read(done).endswith("</html>\n")
    # And it is told again although nothing has changed.
    again = made(root)
    assert told(again) == told(done)


def test_changed_template_makes_pages_anew(root: Path) -> None:
    first = '{% extends "site:letter.html" %}{% block after_text %}<p>one</p>{% endblock %}'
    write(root, "templates/letter.html", first)
    assert "<p>one</p>" in read(made(root))
    write(root, "templates/letter.html", first.replace("one", "two"))
    assert "<p>two</p>" in read(made(root))
    (root / "publication/templates/letter.html").unlink()
    assert "<p>two</p>" not in read(made(root))


def test_templates_escape_and_stay_in_the_edition(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("secret")
    write(
        root,
        "templates/about.html",
        '{% extends "base.html" %}{% block main %}{{ "<b>" }}'
        '{% include "part.html" %}{% endblock %}',
    )
    write(root, "templates/lettre.html", "x")
    (root / "publication/templates/part.html").symlink_to(secret)
    done = made(root)
    assert "secret" not in read(done, "about.html")
    codes = {code for code, _, _ in told(done)}
    assert {"PUB040", "PUB041", "PUB042"} <= codes
    (root / "publication/templates/part.html").unlink()
    write(root, "templates/part.html", "{{ '&' }}")
    assert "&lt;b&gt;&amp;" in read(made(root), "about.html")


# --- [site] ---


@pytest.mark.parametrize(
    "left_out", [("calendar", "network", "search"), ("timeline", "correspondences", "map")]
)
def test_no_link_leads_to_a_page_that_is_left_out(root: Path, left_out: tuple[str, ...]) -> None:
    done = made(root, f"leave_out = {list(left_out)}")
    assert not done.findings
    names = {f"{one}{end}" for one in left_out for end in (".html", "/index.html")}
    assert not names & set(done.files)
    files = {*done.files, "manifest.json"}
    for path in done.files:
        if path.endswith(".html"):
            for href in re.findall(r'(?:href|src|action)="([^"#]+)', read(done, path)):
                target = urljoin(path, href).partition("?")[0].partition("#")[0]
                assert urlsplit(href).scheme or target in files, (path, href)


@pytest.mark.parametrize("line", ['leave_out = ["letters"]', 'navigation = ["leters"]'])
def test_unknown_pages_are_told(root: Path, line: str) -> None:
    done = made(root, line)
    assert [code for code, _, _ in told(done)] == ["CFG030"]
    assert LETTER in done.files and "letters/index.html" in done.files


def test_weak_colours_and_missing_logo_are_told(root: Path) -> None:
    done = made(root, 'logo = "no.svg"\n[site.colours]\naccent = "#ffcc00"\n')
    codes = [one.code for one in done.findings]
    assert codes.count("CFG031") == 2 and codes.count("CFG032") == 1
    assert all("light" in one.message for one in done.findings if one.code == "CFG031")
    assert "<img" not in read(done, "index.html").partition("</header>")[0]


def test_contrast() -> None:
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize(
    "lines",
    [
        'logo = "../logo.svg"',
        'logo = "logo.js"',
        'xslt = "body.xsl"',
        '[site.colours]\naccent = "red; } body { display: none"',
        '[site.behaviours]\np = "script"',
        '[site.behaviours]\np = "span onclick=x"',
        '[site.behaviours]\np = ".visually-hidden"',
        '[site.behaviours]\n"p onclick" = "em"',
        '[[site.links]]\ntext = "x"\naddress = "javascript:alert(1)"',
        '[[site.links]]\ntext = "x"\naddress = "a/../../b.html"',
    ],
)
def test_hostile_values_are_refused(lines: str) -> None:
    with pytest.raises(ConfigError):
        config_of(f'[edition]\ntitle = "T"\n[site]\n{lines}\n'.encode())


def test_static_files(root: Path) -> None:
    write(root, "static/edition.css", ":root { --paper: #ffffff; }")
    write(root, "static/search.js", "// mine")
    write(root, "static/fonts/a.woff2", "font")
    write(root, "static/.hidden", "x")
    done = made(root)
    assert read(done, "style/edition.css") == ":root { --paper: #ffffff; }"
    assert read(done, "style/search.js") == "// mine"
    assert "style/fonts/a.woff2" in done.files and "style/.hidden" not in done.files


def test_behaviours_of_the_config_keep_words_and_html(root: Path) -> None:
    plain = read(made(root))
    done = made(root, '[site.behaviours]\npersName = "div.who"\np = "blockquote"\nsalute = ".big"')
    page = read(done)
    assert '<span data-tei="persName"' in page and '<blockquote data-tei="p"' in page
    assert re.search(r'data-tei="salute"[^>]* class="big"', page)
    words = [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in (plain, page)]
    assert len(words[0]) - len(words[1]) < 40  # the numbers of paragraphs


# --- XSLT ---


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("""<xsl:value-of select="document('/etc/passwd')"/>""", "document()"),
        ("""<xsl:copy-of select="fn:doc( 'a.xml')" xmlns:fn="x"/>""", "doc()"),
        ("""<p title="{unparsed-text('/etc/passwd')}"/>""", "unparsed-text()"),
        ("""<xsl:value-of select="doc#1('x')"/>""", "doc()"),
        ("""<xsl:result-document href="/tmp/x"/>""", "result-document"),
        ("""<xsl:value-of select="current-date()"/>""", "current-date()"),
        ("""<p xml:base="/etc/"/>""", "<p>"),
        ("""<p xsl:use-when="doc-available('/etc/passwd')"/>""", "doc-available()"),
        ("""<xsl:value-of _select="do{'c'}('/etc/passwd')"/>""", "_select"),
    ],
)
@pytest.mark.parametrize("version", ["1.0", "3.0"])
def test_stylesheets_that_look_elsewhere_are_refused(
    root: Path, content: str, said: str, version: str
) -> None:
    write(root, "body.xsl", sheet(content, version))
    found, findings = modules.find_stylesheet(root, "publication/body.xsl")
    assert found is None and findings[0].location.line == 3 and said in findings[0].message


@pytest.mark.parametrize(
    "name", ["../x.xsl", "/etc/passwd", "file:///etc/passwd", "no.xsl", "http://x.example/x.xsl"]
)
def test_modules_lie_in_the_folder(root: Path, name: str) -> None:
    write(root, "body.xsl", sheet("<p/>", head=f'\n<xsl:import href="{name}"/>'))
    found, findings = modules.find_stylesheet(root, "publication/body.xsl")
    assert found is None and findings[0].location.line == 3


@pytest.mark.parametrize("version", ["1.0", "3.0"])
def test_stylesheet_with_module(root: Path, version: str) -> None:
    if version == "3.0":
        pytest.importorskip("saxonche")
    module = sheet("<p>never</p>", version).replace('match="/"', 'name="part"')
    write(root, "parts/part.xsl", module.replace("never", "<em>part</em>→"))
    called = '<xsl:call-template name="part"/><i onclick="x()">b</i><script>x</script>'
    head = '<xsl:import href="parts/part.xsl"/><xsl:output method="html"/>'
    write(root, "body.xsl", sheet(called, version, head))
    done = made(root, 'xslt = "publication/body.xsl"')
    assert "<p><em>part</em>→</p><i>b</i>" in read(done)
    assert {one.code for one in done.findings} == {"PUB044"}
    assert len(done.findings) == 2 and "in 5 documents" not in done.findings[0].message
    write(root, "parts/part.xsl", module.replace("never", "other"))
    assert "<p>other</p>" in read(made(root, 'xslt = "publication/body.xsl"'))


@pytest.mark.parametrize("version", ["1.0", "3.0"])
@pytest.mark.parametrize(
    "content",
    [
        "\n<xsl:value-of select='1 +'/>",
        "\n<xsl:message terminate='yes'>no</xsl:message>",
        "\n<xsl:call-template name='nowhere'/>",
    ],
)
def test_failing_stylesheet_is_told_and_replaced(root: Path, content: str, version: str) -> None:
    if version == "3.0":
        pytest.importorskip("saxonche")
    write(root, "body.xsl", sheet(content, version))
    done = made(root, 'xslt = "publication/body.xsl"')
    assert {(code, path) for code, path, _ in told(done)} == {("PUB043", "publication/body.xsl")}
    assert 'data-tei="p"' in read(done)


def test_stylesheet_that_never_ends(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SECONDS", 0.5)
    head = """<xsl:template name="twice"><xsl:param name="n"/><xsl:if test="$n > 0">
    <xsl:call-template name="twice"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>
    <xsl:call-template name="twice"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>
    </xsl:if></xsl:template>"""
    call = '<xsl:call-template name="twice"><xsl:with-param name="n" select="90"/>'
    write(root, "body.xsl", sheet(f"{call}</xsl:call-template>", head=head))
    stylesheet, _ = modules.find_stylesheet(root, "publication/body.xsl")
    assert stylesheet is not None
    failed = workers.transformed(stylesheet, b"<a/>", {})
    assert isinstance(failed, workers.Failure) and "seconds" in failed.message


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to this bound")
def test_stylesheet_that_eats_the_memory(root: Path) -> None:
    head = """<xsl:template name="twice"><xsl:param name="s"/><xsl:param name="n"/><xsl:choose>
    <xsl:when test="$n > 0"><xsl:call-template name="twice">
    <xsl:with-param name="s" select="concat($s, $s)"/><xsl:with-param name="n" select="$n - 1"/>
    </xsl:call-template></xsl:when><xsl:otherwise><p><xsl:value-of select="$s"/></p>
    </xsl:otherwise></xsl:choose></xsl:template>"""
    call = """<xsl:call-template name="twice"><xsl:with-param name="s" select="string(/a)"/>
    <xsl:with-param name="n" select="30"/></xsl:call-template>"""
    write(root, "body.xsl", sheet(call, head=head))
    stylesheet, _ = modules.find_stylesheet(root, "publication/body.xsl")
    assert stylesheet is not None
    failed = workers.transformed(stylesheet, b"<a>sixteen letters.</a>", {})
    assert isinstance(failed, workers.Failure) and "seconds" not in failed.message
    after = workers.transformed(stylesheet, b"<a/>", {})
    assert isinstance(after, str) and "<p/>" in after


@pytest.mark.parametrize("version", ["1.0", "3.0"])
def test_engines_deny_files_even_if_a_function_slips_through(
    root: Path, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if version == "3.0":
        pytest.importorskip("saxonche")
    monkeypatch.setattr(modules, "_FUNCTION", re.compile("(?!)()"))
    secret = root / "secret.xml"
    secret.write_text("<a>secret</a>")
    content = f"<xsl:copy-of select=\"document('{secret.as_uri()}')\"/><p/>"
    write(root, "body.xsl", sheet(content, version))
    stylesheet, findings = modules.find_stylesheet(root, "publication/body.xsl")
    assert stylesheet is not None, findings
    result = workers.transformed(stylesheet, b"<a/>", {})
    assert "secret<" not in (result if isinstance(result, str) else "")


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """The address of a module on a server, and what the server was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(sheet("<p>elsewhere</p>", "3.0").encode())

        def log_message(self, *message: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/x.xsl", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("version", "head", "content"),
    [
        ("1.0", "", """<xsl:copy-of select="document('{there}')"/>"""),
        ("1.0", """\n<xsl:import href="{there}"/>""", "<p/>"),
        ("3.0", "", """<xsl:copy-of select="doc('{there}')"/>"""),
        ("3.0", "", """<p xsl:use-when="doc-available('{there}')">x</p>"""),
        ("3.0", """\n<xsl:import href="{there}"/>""", "<p/>"),
        ("3.0", """\n<xsl:import href="x" _href="{there}"/>""", "<p/>"),
        ("3.0", """\n<xsl:param name="x" static="yes" select="doc('{there}')"/>""", "<p/>"),
    ],
)
def test_engines_ask_no_other_host(
    root: Path,
    version: str,
    head: str,
    content: str,
    elsewhere: tuple[str, list[str]],
) -> None:
    """Not even with a stylesheet that nobody has checked."""
    if version == "3.0":
        pytest.importorskip("saxonche")
    there, asked = elsewhere
    stylesheet = sheet(content.format(there=there), version, head.format(there=there))
    write(root, "body.xsl", stylesheet)
    unchecked = modules.Stylesheet(
        "publication/body.xsl", root / "publication/body.xsl", version == "3.0", ()
    )
    result = workers.transformed(unchecked, b"<a/>", {})
    assert not asked and "elsewhere" not in str(result).replace(there, "")


@pytest.mark.parametrize(
    ("made_by", "html"),
    [
        ("a<br/>b<i/>", "a<br>b<i></i>"),
        ('<a href=" java&#10;script:x">t</a>', "<a>t</a>"),
        ('<img src="//host/x.png" alt="t"/>', '<img alt="t">'),
        ('<p style="color: red" onclick="x" id="site-content">t</p>', "<p>t</p>"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>t", "t"),
        ("<html><head><title>no</title></head><body><p>yes</p></body></html>", "<p>yes</p>"),
        ("<y:x xmlns:y='y'>w<p>z</p></y:x>", "w<p>z</p>"),
        ("<form><input/>w</form>", "w"),
        ("<p xml:lang='de'>&lt;b&gt;</p>", '<p lang="de">&lt;b></p>'),
    ],
)
def test_results_are_cleaned(made_by: str, html: str) -> None:
    found = cleaned(made_by)
    assert found is not None and found[0] == html


def test_results_that_are_no_xml() -> None:
    assert cleaned("<p>") is None


# --- plug-ins ---


@pytest.mark.parametrize(
    ("group", "code", "said"),
    [
        ("tei_edition.behaviours", "1 / 0", "ZeroDivisionError"),
        ("tei_edition.behaviours", "x = 1", "no table"),
        ("tei_edition.pages", "KEY = 'x'", "no function render()"),
        ("tei_edition.transformers", "def render(e): pass", "no text NAME"),
        ("tei_edition.transformers", "import nowhere_at_all", "nowhere_at_all"),
    ],
)
def test_broken_plug_in_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, group: str, code: str, said: str
) -> None:
    tmp_path = root.parent
    # A name of its own: Python keeps what it has imported.
    name = f"broken_{''.join(filter(str.isalnum, code))}"
    (tmp_path / f"{name}.py").write_text(code)
    info = tmp_path / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{group}]\nmine = {name}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    plug_ins.cache_clear()
    try:
        with pytest.raises(BrokenPlugIn) as raised:
            made(root)
    finally:
        plug_ins.cache_clear()
    message = str(raised.value)
    assert said in message and "'mine'" in message and "1.0" in message and "\n" not in message
    assert not (root / "site").exists()
