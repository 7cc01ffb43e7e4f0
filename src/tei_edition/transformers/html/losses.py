"""Elements that a page shows as plain text, for nobody has said how they are to look."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tei_edition.findings import Fault, Location, Severity
from tei_edition.model.output import Loss
from tei_edition.tei.namespaces import local_name, tei
from tei_edition.transformers.html.body import Body

__all__ = ["losses_of"]

UNKNOWN_ELEMENT = Fault(
    "PUB004",
    "unknown_element_published",
    Severity.WARNING,
    """An element of a text is shown as plain text: the site does not know it.

Why:    its words are on the page, but what the element says of them is lost to the reader.
Remedy: correct the name if it is misspelt; say it with one of TEI's elements; or leave it, if the
        words are all that a reader needs. [site.behaviours] in edition.toml says how an element
        is shown; docs/reference/behaviours.md lists those that the site knows.
""",
)


def losses_of(body: Body, path: str) -> Iterator[Loss]:
    """What a rendered text does not show as it is marked up; ``path`` is that of its TEI file."""
    for tag, (times, line) in sorted(body.unknown.items()):
        name = local_name(tag)
        space = tag[1:].partition("}")[0] if tag.startswith("{") else ""
        if tag == tei(name):
            message = f"<{name}> is no element of TEI and is shown as plain text"
            hint = f"correct the name, or say under [site.behaviours] how to show it: {name} = …"
        else:
            message = f"<{name}> of {space or 'no namespace'} is shown as plain text"
            hint = f'say under [site.behaviours] how to show it: "{tag}" = "span.{_class(name)}"'
        yield Loss(UNKNOWN_ELEMENT, message, hint, Location(path, line), times)


def _class(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "element"
