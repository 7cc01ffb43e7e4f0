"""The texts of a site as a stylesheet of the edition makes them ([site] xslt).

XSLT 1.0 runs in libxslt, later versions in Saxon ([saxon] extra): in a process of its own, which is
ended when it takes too long. A stylesheet reads its document and its own modules, nothing else;
what it makes is taken over as far as pages may have it (``cleaning``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tei_edition.edition import Edition
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.output import Loss
from tei_edition.transformers.html.xslt.cleaning import cleaned
from tei_edition.transformers.html.xslt.modules import BROKEN_STYLESHEET, find_stylesheet
from tei_edition.transformers.html.xslt.workers import Failure, compiled, transformed

__all__ = ["OwnText", "Trouble", "losses_of_stylesheet", "own_text", "stylesheet_findings"]

REFUSED_MARKUP: Final = Fault(
    "PUB044",
    "refused_markup",
    Severity.WARNING,
    """A stylesheet makes HTML that the site's pages cannot have.

Why:    pages run no scripts but their own, have no styles of their own, and load nothing from
        elsewhere. What is refused is left out; of other elements the words stay.
Fails:  <span style="color: red" onclick="…">
Passes: <span class="red">
Remedy: use classes, and publication/static/custom.css for their looks.
""",
)
_HINT: Final = "the page has the toolkit's rendering instead; mend the stylesheet"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was wrong with a text that a stylesheet made; ``is_failure`` if there is no text.

    ``path`` and ``line`` say where in the stylesheet, the line 0 if nobody knows.
    """

    message: str
    path: str
    line: int = 0
    times: int = 1
    is_failure: bool = False


@dataclass(frozen=True, slots=True)
class OwnText:
    """What a stylesheet made of a text; None as ``content`` if it failed."""

    content: str | None
    troubles: tuple[Trouble, ...]


def stylesheet_findings(edition: Edition) -> Iterator[Finding]:
    """Why the stylesheet of the edition cannot be used; raises OSError."""
    stylesheet, findings = find_stylesheet(edition.root, edition.config.site.xslt)
    yield from findings
    if stylesheet is not None:
        failure = compiled(stylesheet)
        if failure is not None:
            yield BROKEN_STYLESHEET.at(
                Location(_shown(failure.path, stylesheet.path, edition), failure.line),
                failure.message,
                "texts appear in the toolkit's rendering until it is mended",
            )


def own_text(root: etree._Element, edition: Edition, parameters: dict[str, str]) -> OwnText | None:
    """The text as the edition's stylesheet makes it; None if it has none that can be used."""
    stylesheet, _ = find_stylesheet(edition.root, edition.config.site.xslt)
    if stylesheet is None or compiled(stylesheet) is not None:
        return None
    data = etree.tostring(root, encoding="utf-8")
    result = transformed(stylesheet, data, parameters)
    if isinstance(result, Failure):
        path = _shown(result.path, stylesheet.path, edition)
        return OwnText(None, (Trouble(result.message, path, result.line, is_failure=True),))
    found = cleaned(result)
    if found is None:
        message = "the result is no well-formed XML: do not use disable-output-escaping"
        return OwnText(None, (Trouble(message, stylesheet.path, is_failure=True),))
    content, refused = found
    troubles = tuple(
        Trouble(message, stylesheet.path, times=times) for message, times in refused.items()
    )
    return OwnText(content, troubles)


def losses_of_stylesheet(troubles: tuple[Trouble, ...]) -> Iterator[Loss]:
    """The troubles as losses of a page."""
    for one in troubles:
        place = Location(one.path, one.line)
        if one.is_failure:
            yield Loss(BROKEN_STYLESHEET, one.message, _HINT, place, one.times)
        else:
            hint = "use classes, with their looks in publication/static/custom.css"
            yield Loss(REFUSED_MARKUP, one.message, hint, place, one.times)


def _shown(path: str, default: str, edition: Edition) -> str:
    """A path as findings have it."""
    base = edition.root.resolve().as_posix() + "/"
    return path.removeprefix(base) if path.startswith(base) else default
