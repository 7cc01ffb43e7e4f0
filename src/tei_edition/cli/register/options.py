"""What the commands on registers share: their edition, kinds, entries as JSON, clear failures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from tei_edition.lock import LockError
from tei_edition.model.config import ConfigError, EditionConfig, read_config
from tei_edition.model.mention import MentionKind
from tei_edition.pipeline.edition_folder import find_edition
from tei_edition.registers.entity import Entity

__all__ = [
    "KINDS",
    "clear_failures",
    "edition_option",
    "entity_as_json",
    "kind_option",
    "open_edition",
    "pairs",
]

KINDS: Final = (MentionKind.PERSON.value, MentionKind.PLACE.value, MentionKind.ORG.value)

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def edition_option(function: Decorated) -> Decorated:
    """The option --edition."""
    return click.option(
        "--edition",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The edition; by default the one around the current folder.",
    )(function)


def kind_option(function: Decorated) -> Decorated:
    """The option --kind, of which one may be given."""
    return click.option("--kind", type=click.Choice(KINDS), help="Only this register.")(function)


def open_edition(edition: Path | None) -> tuple[Path, EditionConfig]:
    """The folder and its configuration; raises ConfigError."""
    root = edition or find_edition(Path.cwd()) or Path.cwd()
    return root, read_config(root)


@contextmanager
def clear_failures() -> Iterator[None]:
    """What was asked cannot be done: one line, exit code 2."""
    try:
        yield
    except (ConfigError, LockError):
        raise  # shown as the findings that they carry
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def pairs(values: tuple[str, ...], option: str, what: str) -> dict[str, str]:
    """``A=B`` options as a mapping; raises BadParameter for anything else and for doubles."""
    found: dict[str, str] = {}
    for value in values:
        key, equals, text = (part.strip() for part in value.partition("="))
        if not key or not equals or not text:
            raise click.BadParameter(f"{value!r}: expected {what}", param_hint=option)
        if key in found:
            raise click.BadParameter(f"{key} is given twice", param_hint=option)
        found[key] = text
    return found


def entity_as_json(entity: Entity) -> Mapping[str, Any]:
    """An entry for --json; "", [] and null where nothing is said."""
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "type": entity.type,
        "name": entity.name,
        "sort": entity.sort_name,
        "names": [
            {"text": name.text, "type": name.type, "language": name.language}
            for name in entity.names
        ],
        "birth": entity.birth,
        "death": entity.death,
        "roles": [{"text": r.text, "from": r.start, "to": r.end} for r in entity.roles],
        "coordinates": list(entity.coordinates) if entity.coordinates else None,
        "parent": entity.parent,
        "identifiers": [
            {"authority": number.authority, "value": number.value} for number in entity.identifiers
        ],
        "notes": list(entity.notes),
        "path": entity.location.path,
        "line": entity.location.line,
    }
