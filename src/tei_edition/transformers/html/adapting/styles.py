"""The files beside the pages: ours, those of the edition, its colours and its logo."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Final

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config import CONFIG_NAME, PUBLICATION_FOLDER, line_of_key
from tei_edition.model.output import OutputFile
from tei_edition.transformers.html.adapting.colours import colour_findings, rules_of
from tei_edition.transformers.html.adapting.own_files import STATIC, own_files

__all__ = ["style_file", "style_files", "style_findings"]

MISSING_FILE: Final = Fault(
    "CFG032",
    "missing_publication_file",
    Severity.ERROR,
    """[site] names a file that is not in publication/.

Why:    the site is made without it.
Fails:  logo = "logo.svg" without publication/static/logo.svg
Remedy: put the file there, or correct its name.
""",
)
_SHIPPED: Final = ("edition.css", "edition.js")
_ALSO_SHIPPED: Final = "search.js"  # written with the page that uses it


def style_file(root: Path, name: str) -> bytes:
    """A file beside the pages: the edition's, or else ours. Raises OSError."""
    own = own_files(root, STATIC).get(name)
    if own is not None:
        return own.place.read_bytes()
    return resources.files("tei_edition.transformers.html").joinpath("static", name).read_bytes()


def style_files(edition: Edition) -> Iterator[OutputFile]:
    """Stylesheet and script, and what the edition adds to them; raises OSError."""
    for name in _SHIPPED:
        content = style_file(edition.root, name)
        if name == "edition.css":
            content += rules_of(edition.config.site.colours).encode()
        yield OutputFile(f"style/{name}", content)
    for name, own in own_files(edition.root, STATIC).items():
        if name not in (*_SHIPPED, _ALSO_SHIPPED):
            yield OutputFile(f"style/{name}", own.place.read_bytes())


def style_findings(edition: Edition) -> Iterator[Finding]:
    """A logo that is not there, colours in which nobody can read."""
    site, root = edition.config.site, edition.root
    if site.logo and site.logo not in own_files(root, STATIC):
        yield MISSING_FILE.at(
            Location(CONFIG_NAME, line_of_key(root, "site.logo")),
            f"there is no {PUBLICATION_FOLDER}/{STATIC}/{site.logo}",
            "put the file there, or correct its name",
        )
    css = style_file(root, "edition.css").decode("utf-8", "replace")
    yield from colour_findings(site.colours, css, line_of_key(root, "site.colours"))
