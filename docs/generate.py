"""MkDocs hook: the reference pages are made from the code, so that they cannot differ from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
from messages.page import messages_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tei_edition.cli.main import command_group
from tei_edition.model.config import EditionConfig
from tei_edition.tei.reading import COMMENTARY, HIDEABLE
from tei_edition.transformers.html.behaviours import MODULES
from tei_edition.validation.faults import all_faults


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    pages = {
        "reference/commands.md": commands_page(),
        "reference/findings.md": findings_page(),
        "reference/configuration.md": configuration_page(),
        "reference/messages.md": messages_page(),
        "reference/behaviours.md": behaviours_page(),
    }
    for path, content in pages.items():
        files.append(File.generated(config, path, content=content))
    return files


def commands_page() -> str:
    """Every command's help."""
    group = command_group
    context = click.Context(group, info_name="tei-edition")
    parts = ["# Commands\n"]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        own = click.Context(command, info_name=name, parent=context)
        parts.append(f"## tei-edition {name}\n\n```text\n{command.get_help(own)}\n```\n")
        for inner_name in command.list_commands(own) if isinstance(command, click.Group) else ():
            inner = command.get_command(own, inner_name)
            assert inner is not None
            help_text = inner.get_help(click.Context(inner, info_name=inner_name, parent=own))
            parts.append(f"### tei-edition {name} {inner_name}\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


def findings_page() -> str:
    """The manual page of every finding."""
    parts = [
        "# Findings\n",
        "Every finding has a code that never changes its meaning. "
        "`tei-edition explain CODE` prints the same pages.\n",
    ]
    for fault in all_faults():
        manual = fault.manual.strip().splitlines()
        body = "\n".join(manual[1:]).strip("\n")
        parts.append(
            f"## {fault.code}: {manual[0]}\n\n*{fault.name}*, {fault.severity}\n\n"
            f"```text\n{body}\n```\n"
        )
    return "\n".join(parts)


_READING = """\
The page of a document shows what stands in its `text`; a file without `text` is shown by its
`sourceDoc`. Every element of TEI that may stand there is in the tables below, and every word of it
is on the page. The header is not part of the text: the page says elsewhere what is in it. Nor are
`facsimile`, `standOff` and a `sourceDoc` beside a `text`: of them the page has the images, the
notes that point into the text, and the persons, places, organisations and events, as entries.

What stands in the document but not in the reading text is shown on request, and on a page of its
own (elements that may be so are marked * below): the other side of a `choice`, the other readings
of an `app`, deletions, headers and footers of pages, hyphens at the end of lines, and what is said
*about* the text: {commentary}.

A break (`lb`, `pb`, `cb` and the like) without `@break` separates words, after a hyphen too: TEI
leaves it open, and whether `coope-<lb/>rare` is one word, only the editor knows. Within a word
write `break="no"`, with no white space around the break, and tag a hyphen that only the end of the
line put there: `coope<pc force="weak">-</pc><lb break="no"/>rare` reads "cooperare".

An element that is in no table (another namespace, a misspelt name) is shown as its words, and
`tei-edition publish` says so (PUB004).
"""


def behaviours_page() -> str:
    """What readers see of each element that TEI allows in a text."""
    names = ", ".join(f"`{name}`" for name in sorted(COMMENTARY))
    parts = ["# What readers see\n", _READING.format(commentary=names)]
    for module in MODULES:
        title = (module.__doc__ or "").strip().splitlines()[0].rstrip(".")
        parts.append(f"## {title}\n\n| element | what the reader sees |\n|---|---|")
        alike: dict[str, list[str]] = {}
        for name, behaviour in module.BEHAVIOURS.items():
            shown = (behaviour.__doc__ or "").strip().splitlines()[0]
            alike.setdefault(shown, []).append(name)
        for shown, elements in alike.items():
            written = ", ".join(_element_name(name) for name in sorted(elements))
            parts.append(f"| {written} | {shown} |")
        parts.append("")
    return "\n".join(parts)


def _element_name(name: str) -> str:
    """The name as code; MathML's without its namespace, which the heading says."""
    local = name.rpartition("}")[2]
    tag = f"{{http://www.tei-c.org/ns/1.0}}{local}"
    return f"`{local}`" + ("*" if tag in HIDEABLE and "}" not in name else "")


def configuration_page() -> str:
    """Every table and key of edition.toml."""
    parts = ["# edition.toml\n", "All keys but `title` may be left out.\n"]
    parts += _tables(EditionConfig, "")
    return "\n".join(parts)


def _tables(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, info in model.model_fields.items():
        table = info.annotation
        if not (isinstance(table, type) and issubclass(table, BaseModel)):
            continue
        title = f"{prefix}{name}"
        yield f"## [{title}]\n"
        lines = (table.__doc__ or "").strip().split(": ", 1)[-1]
        yield lines[:1].upper() + lines[1:] + "\n"
        yield "| key | value | default |\n|---|---|---|"
        for key, field in table.model_fields.items():
            if not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)):
                yield f"| `{key}` | {_kind(field)} | {_default(field)} |"
        yield ""
        yield from _tables(table, f"{title}.")


def _kind(field: FieldInfo) -> str:
    # A validator shows where in memory it is, which no reader wants to know.
    kind = re.sub(r"Annotated\[str, [^\]]*\]", "<class 'str'>", str(field.annotation))
    for long, short in (
        ("typing.", ""),
        ("<class 'str'>", "text"),
        ("tei_edition.model.config.tables.", ""),
        ("tei_edition.model.site_config.", ""),
        ("|", "or"),
    ):
        kind = kind.replace(long, short)
    return f"{field.description} ({kind})" if field.description else kind


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be given"
    default = field.get_default(call_default_factory=True)
    return f"`{default!r}`" if default not in ("", (), {}) else ""
