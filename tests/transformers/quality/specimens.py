"""Which pages are looked at: for every template so many that all is seen that its pages have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tei_edition.transformers import html

__all__ = ["Specimen", "choose", "page_templates", "visit"]

_TEMPLATES: Final = Path(html.__file__).parent / "templates"
_EXTENDS: Final = re.compile(r'{%\s*extends\s+"([^"]+)"')
_TAG: Final = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_FEATURES: Final = re.compile(r'\s(?:class|role)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Specimen:
    """A page: the template that it is made with, and its path below the folder of the sites."""

    template: str
    path: str


def page_templates() -> tuple[str, ...]:
    """The templates that are whole pages: they extend another, and none extends them."""
    extended = {}
    for file in _TEMPLATES.glob("*.html"):
        found = _EXTENDS.match(file.read_text(encoding="utf-8"))
        if found is not None:
            extended[file.name] = found[1]
    return tuple(sorted(extended.keys() - set(extended.values())))


def visit(page: Page, address: str, path: str) -> None:
    """Open a page of the sites; that of the search with what a reader finds there."""
    if not path.endswith("/search.html"):
        page.goto(address + path)
        return
    page.goto(f"{address}{path}?q=letter")
    page.locator(".search .entries li").first.wait_for()


def choose(templates: Mapping[str, str], folder: Path) -> Mapping[str, tuple[Specimen, ...]]:
    """Specimens for each template; ``templates`` are the templates of pages by their paths."""
    pages: dict[str, dict[str, frozenset[str]]] = {}
    for path, template in templates.items():
        found = frozenset(_features((folder / path).read_text(encoding="utf-8")))
        pages.setdefault(template, {})[path] = found
    return {
        template: tuple(Specimen(template, path) for path in _cover(found))
        for template, found in sorted(pages.items())
    }


def _features(page: str) -> Iterable[str]:
    for name, attributes in _TAG.findall(page):
        yield name
        for value in _FEATURES.findall(attributes):
            yield from (f"{name} {word}" for word in value.split())


def _cover(pages: Mapping[str, frozenset[str]]) -> Iterable[str]:
    """Few pages that together have all features; of equally good ones the one made first."""
    missing = frozenset[str]().union(*pages.values())
    while missing:
        best = max(pages, key=lambda path: len(pages[path] & missing))
        yield best
        missing -= pages[best]
