"""The templates of the site: ours, and those that an edition puts in their place.

A template in ``publication/templates`` replaces ours of the same name; "site:letter.html" is ours
even so, so that it can be extended. An edition's templates run in Jinja's sandbox. Where one fails,
the page is made with ours, and publishing says so.
"""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
)
from markupsafe import Markup

from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.output import Loss
from tei_edition.transformers.correspondents import between
from tei_edition.transformers.html.adapting.environments import Own, Shipped
from tei_edition.transformers.html.adapting.own_files import TEMPLATES, OwnFile, own_files
from tei_edition.transformers.html.markup import language_attributes
from tei_edition.transformers.phrases import ENGLISH, Phrases
from tei_edition.transformers.press import Flawed

__all__ = ["Templates", "template_findings", "templates_of"]

BROKEN_TEMPLATE: Final = Fault(
    "PUB040",
    "broken_template",
    Severity.ERROR,
    """A template in publication/templates cannot be used.

Why:    the pages that it should make are made with the template of the toolkit.
Fails:  {{ page_titel }}
Passes: {{ page_title }}
Remedy: mend the line that is named; docs/how-to/adapt.md says what templates can use.
Source: https://jinja.palletsprojects.com/en/stable/templates/
""",
)
UNUSED_TEMPLATE: Final = Fault(
    "PUB042",
    "unused_template",
    Severity.WARNING,
    """A template in publication/templates is used by no page.

Why:    it has the name of none of our templates, and no other template names it.
Remedy: give it the name of the template that it is to replace, or delete it.
""",
)
_PREFIX: Final = "site:"
_LARGEST: Final = 256 * 1024  # bytes of a template
# What a faulty template can raise beyond Jinja's own errors: {{ 1 / 0 }}, {{ say("no key") }} …
_ERRORS: Final = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_OPTIONS: Final[Mapping[str, Any]] = {
    "autoescape": True,  # everything is escaped
    "undefined": StrictUndefined,  # every misspelt name is an error
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "auto_reload": False,
}
_SHIPPED: Final = PackageLoader("tei_edition.transformers.html")


class _Loader(BaseLoader):
    """An edition's templates before ours."""

    def __init__(self, own: Mapping[str, OwnFile]) -> None:
        self._own = own

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        own = self._own.get(template)
        if own is None:
            return _SHIPPED.get_source(environment, template.removeprefix(_PREFIX))
        return _read(own), str(own.place), None


def _read(own: OwnFile) -> str:
    with own.place.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise TemplateSyntaxError(f"larger than {_LARGEST // 1024} KiB", 1, filename=own.path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TemplateSyntaxError("not UTF-8 text", line, filename=str(own.place)) from None


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of one site; ``own`` are those of the edition, by name."""

    environment: Environment
    own: Mapping[str, OwnFile]

    def fill(self, template: str, values: Mapping[str, Any]) -> bytes | Flawed:
        """A page; with our template, and with what is wrong, if the edition's fails."""
        if not self.own:
            return _filled(self.environment, template, values)
        try:
            return _filled(self.environment, template, values)
        except _ERRORS as error:
            loss = self._loss(error)
            if loss is None:
                raise
        if template not in _shipped().list_templates():
            raise ValueError(f"{loss.location}: {loss.message}")
        return Flawed(_filled(_shipped(), template, values), (loss,))

    def _loss(self, error: Exception) -> Loss | None:
        """What a template of the edition did wrong, None if it was none of them."""
        places = {str(own.place): own.path for own in self.own.values()}
        frames = [
            (frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)
        ]
        if isinstance(error, TemplateSyntaxError):
            frames.append((error.filename or "", error.lineno))
        for filename, line in reversed(frames):
            if filename in places:
                message = f"the toolkit's template is used instead: {_said(error)}"
                return Loss(BROKEN_TEMPLATE, message, _HINT, Location(places[filename], line or 0))
        return None


_HINT: Final = "mend the line; docs/how-to/adapt.md says what templates can use"


def _said(error: Exception) -> str:
    """One line that says what happened."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r}"
    if isinstance(error, KeyError) and error.args:
        return f"there is no {error.args[0]!r}"
    words = str(error).strip().splitlines()
    if isinstance(error, TemplateError) and words:
        return words[0]
    return f"{type(error).__name__}{': ' if words else ''}{''.join(words[:1])}"


def _filled(environment: Environment, template: str, values: Mapping[str, Any]) -> bytes:
    return environment.get_template(template).render(values).encode("utf-8")


def _speaking(environment: Environment, phrases: Phrases) -> Environment:
    """The environment with what all templates may use, on whatever page."""
    environment.globals |= {
        "say": phrases.say,
        "count": phrases.count,
        "number": phrases.number,
        "between": between,
        "language": Markup(language_attributes(phrases.language)),
        # Keeps what a macro writes for a value, to write it again on other pages.
        "once": lru_cache(maxsize=4096),
    }
    return environment


@lru_cache(maxsize=4)
def _shipped(phrases: Phrases = ENGLISH) -> Environment:
    return _speaking(Shipped(loader=_SHIPPED, **_OPTIONS), phrases)


def templates_of(root: Path, phrases: Phrases = ENGLISH) -> Templates:
    """The templates for an edition's site in the language of the phrases."""
    own = {name: one for name, one in own_files(root, TEMPLATES).items() if name.endswith(".html")}
    if not own:
        return Templates(_shipped(phrases), own)
    return Templates(_speaking(Own(loader=_Loader(own), **_OPTIONS), phrases), own)


def template_findings(root: Path, *, may_be_used: bool) -> Iterator[Finding]:
    """Templates that Jinja cannot read, and such as nothing uses, unless plug-ins may use them."""
    templates = templates_of(root)
    used = set(_shipped().list_templates())
    for name, own in templates.own.items():
        try:
            source = _read(own)
            names = meta.find_referenced_templates(templates.environment.parse(source, name))
            used.update(other for other in names if other is not None and other != name)
        except TemplateSyntaxError as error:
            place = Location(own.path, error.lineno)
            yield BROKEN_TEMPLATE.at(place, _said(error), _HINT)
    for name, own in templates.own.items():
        if name not in used and not may_be_used:
            yield UNUSED_TEMPLATE.at(
                Location(own.path),
                "no page uses this template",
                "name it after the template that it replaces: " + ", ".join(_near(name)),
            )


def _near(name: str) -> list[str]:
    names = _shipped().list_templates()
    return difflib.get_close_matches(name, names, 3, 0.5) or ["base.html", "document.html"]
