"""Reading edition.toml; what is wrong with it is told key by key, each with its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import (
    ValidationError,
)
from pydantic_core import ErrorDetails

from tei_edition.disk import read_file
from tei_edition.findings import Fault, Finding, Location, Severity
from tei_edition.model.config.tables import EditionConfig

__all__ = ["CONFIG_NAME", "ConfigError", "config_of", "line_of_key", "read_config"]

CONFIG_NAME = "edition.toml"

MISSING_CONFIG = Fault(
    "CFG001",
    "missing_config",
    Severity.ERROR,
    """There is no edition.toml.

Why:    the file says which folder is an edition; every path is relative to it.
Remedy: run the command in the edition's folder, name the folder, or make one with
        `tei-edition new DIR`.
""",
)
BROKEN_CONFIG = Fault(
    "CFG002",
    "broken_config",
    Severity.ERROR,
    """edition.toml is no TOML.

Why:    nothing in it can be trusted until it can be read.
Remedy: mend the line that is named; strings need quotes, tables square brackets.
Source: https://toml.io/en/v1.0.0
""",
)
UNKNOWN_KEY = Fault(
    "CFG003",
    "unknown_config_key",
    Severity.ERROR,
    """edition.toml has a key that means nothing.

Why:    a misspelt key would otherwise be passed over in silence.
Remedy: correct it (the nearest known key is named) or delete it.
""",
)
WRONG_VALUE = Fault(
    "CFG004",
    "wrong_config_value",
    Severity.ERROR,
    """A value in edition.toml is missing or of the wrong kind.

Why:    the commands would do something else than what was meant.
Remedy: the message says what is expected there.
""",
)


class ConfigError(ValueError):
    """edition.toml cannot be used; ``findings`` say why, each with its line."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{f.location}: {f.message}" for f in findings))
        self.findings = findings


def read_config(root: Path) -> EditionConfig:
    """Read ``root/edition.toml``.

    Raises ConfigError with one finding per fault, each naming line, value and what is expected;
    OSError if the file is there but cannot be read.
    """
    path = root / CONFIG_NAME
    try:
        data = read_file(path)
    except FileNotFoundError:
        finding = MISSING_CONFIG.at(
            Location(CONFIG_NAME),
            f"no {CONFIG_NAME} in {root}",
            "run the command in the edition's folder, or make one with `tei-edition new DIR`",
        )
        raise ConfigError((finding,)) from None
    return config_of(data)


def line_of_key(root: Path, key: str) -> int:
    """The line of a key ("site.language") in ``root/edition.toml``, 0 if there is no such file."""
    try:
        text = read_file(root / CONFIG_NAME).decode("utf-8-sig", "replace")
    except FileNotFoundError:
        return 0
    return _line_of(text, key.split("."))


def config_of(data: bytes) -> EditionConfig:
    """The configuration in the bytes of an edition.toml; raises ConfigError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        finding = BROKEN_CONFIG.at(
            Location(CONFIG_NAME, line), "not UTF-8 text", "save the file as UTF-8"
        )
        raise ConfigError((finding,)) from None
    text = text.replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Also numbers of thousands of digits, and brackets without end.
        raise ConfigError((_syntax_finding(text, str(error)),)) from None
    try:
        return EditionConfig.model_validate(values)
    except ValidationError as error:
        raise ConfigError(tuple(_finding(text, detail) for detail in error.errors())) from None


def _syntax_finding(text: str, message: str) -> Finding:
    match = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(match[1]), int(match[2])) if match else (text.count("\n") + 1, 0)
    fault = message.split(" (at ", maxsplit=1)[0].rstrip(".")
    return BROKEN_CONFIG.at(
        Location(CONFIG_NAME, line, column),
        f"not valid TOML: {fault[:1].lower()}{fault[1:]}",
        "mend this line; strings need quotes, tables square brackets",
    )


def _finding(text: str, detail: ErrorDetails) -> Finding:
    steps = [str(step) for step in detail["loc"]]
    key = ".".join(steps)
    location = Location(CONFIG_NAME, _line_of(text, steps))
    if detail["type"] == "extra_forbidden":
        known = _known_keys(steps[:-1])
        near = difflib.get_close_matches(steps[-1], known, 1, 0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(known)}"
        return UNKNOWN_KEY.at(location, f"unknown key {key!r}", hint)
    if detail["type"] == "missing":
        return WRONG_VALUE.at(location, f"{key!r} is missing", f"add {steps[-1]} = …")
    expected = detail["msg"].removeprefix("Value error, ")
    found = repr(detail["input"])
    shown = found if len(found) <= 60 else found[:57] + "…"
    what = f"{key} = {shown}: " if key else ""
    return WRONG_VALUE.at(
        location, f"{what}{expected[:1].lower()}{expected[1:]}", "correct the value"
    )


def _known_keys(steps: list[str]) -> list[str]:
    model: Any = EditionConfig
    for step in steps:
        if step.isdigit():
            continue
        annotation = model.model_fields[step].annotation
        arguments = getattr(annotation, "__args__", ())
        model = arguments[0] if arguments else annotation
    return list(model.model_fields)


def _line_of(text: str, steps: list[str]) -> int:
    """The line where a key stands, or that of its table, or 1.

    tomllib keeps no positions; a line-wise look is enough, since tables and keys begin lines.
    """
    named = [step for step in steps if not step.isdigit()]
    tables = [".".join(named[:depth]) for depth in range(len(named) + 1)]
    index = next((int(step) for step in steps if step.isdigit()), 0)
    best, current, seen = 1, "", 0
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"\s*(\[\[?)\s*([^\]]*?)\s*\]", line)
        if header:
            current = re.sub(r"[\s\"']", "", header[2])
            seen += header[1] == "[[" and current in tables
            if current in tables and current and (header[1] == "[" or seen == index + 1):
                best = number
            continue
        key = re.match(r"\s*[\"']?([\w.-]+)[\"']?\s*=", line)
        if key:
            full = f"{current}.{key[1]}" if current else key[1]
            if full in tables and full and (seen in (0, index + 1)):
                best = number
    return best
