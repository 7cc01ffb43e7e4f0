"""What is wrong with the ways in which an edition adapts its site, before a page is made."""

from __future__ import annotations

from collections.abc import Iterator

from tei_edition.edition import Edition
from tei_edition.findings import Finding
from tei_edition.model.config import line_of_key
from tei_edition.transformers.html.adapting.navigation import page_findings
from tei_edition.transformers.html.adapting.own_files import unreadable_files
from tei_edition.transformers.html.adapting.styles import style_findings
from tei_edition.transformers.html.adapting.templates import template_findings
from tei_edition.transformers.html.xslt import stylesheet_findings
from tei_edition.transformers.plug_ins import BEHAVIOURS, PAGES, plug_ins

__all__ = ["adaptation_findings"]


def adaptation_findings(edition: Edition) -> Iterator[Finding]:
    """Findings about edition.toml and publication/; raises BrokenPlugIn or OSError."""
    site, root = edition.config.site, edition.root
    plug_ins(BEHAVIOURS)
    more = {one.content.KEY for one in plug_ins(PAGES)}
    lines = (line_of_key(root, "site.leave_out"), line_of_key(root, "site.navigation"))
    yield from page_findings(site.leave_out, site.navigation, lines, more)
    yield from unreadable_files(root)
    yield from template_findings(root, may_be_used=bool(more))
    yield from style_findings(edition)
    yield from stylesheet_findings(edition)
