"""A new edition: the folder, its configuration, the schemas for the editor's XML program."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Final

from tei_edition import __version__
from tei_edition.disk import write_file
from tei_edition.model.config import CONFIG_NAME
from tei_edition.tei.shipped import shipped_schema

__all__ = ["AlreadyAnEdition", "make_edition"]

# Files for the editor's desk and for CI, and the files of starter/ that they are made from.
_AROUND: Final = {
    ".vscode/extensions.json": "desk/extensions.json",
    ".vscode/tasks.json": "desk/tasks.json",
    ".pre-commit-config.yaml": "ci/pre-commit.yml",
    ".github/workflows/validate.yml": "ci/github.yml",
    ".gitlab-ci.yml": "ci/gitlab.yml",
    "requirements.txt": "ci/requirements.txt",
}
_SCHEMAS: Final = ("letters.rnc", "letters.rng", "letters.xsd", "xml.xsd", "letters.sch")


class AlreadyAnEdition(ValueError):
    """The folder has an edition.toml; nothing was touched."""


def make_edition(folder: Path, title: str, *, bare: bool = False) -> tuple[str, ...]:
    """Make an edition in ``folder``; gives the paths that were written, relative to it.

    A ``bare`` one is without the files for VS Code, pre-commit, GitHub and GitLab. Files that are
    there already are left alone. Raises AlreadyAnEdition, OSError.
    """
    if (folder / CONFIG_NAME).exists():
        raise AlreadyAnEdition(f"{folder} is an edition already: it has {CONFIG_NAME}")
    wanted = {
        "README.md": _starter("README.md").replace("{title}", title),
        ".gitignore": _starter("gitignore"),
        "sources/.gitkeep": "",
        "editions/indices/.gitkeep": "",
    }
    if not bare:
        wanted |= {
            path: _starter(name).replace("{version}", __version__) for path, name in _AROUND.items()
        }
    contents = {path: text.encode() for path, text in wanted.items()}
    contents |= {f"schemas/{name}": shipped_schema(name).read_bytes() for name in _SCHEMAS}
    written = [
        path
        for path, content in contents.items()
        if not (folder / path).exists() and write_file(folder / path, content)
    ]
    # Last, so that a folder is an edition only when all of it is there.
    config = _starter(CONFIG_NAME).replace("{title}", _toml_string(title))
    write_file(folder / CONFIG_NAME, config.encode())
    return (*written, CONFIG_NAME)


def _starter(name: str) -> str:
    return (files("tei_edition") / "starter" / name).read_text(encoding="utf-8")


def _toml_string(text: str) -> str:
    """TOML's basic strings are those of JSON, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
