"""What other programs read of this repository says what the command does."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from tei_edition.cli.validate import command
from tei_edition.validation.reports import report_names

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs/how-to/validate-in-ci.md"


def _yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def _parsed(arguments: list[str]) -> click.Context:
    """The arguments as the command takes them; a usage error if it does not."""
    return command.make_context("validate", arguments)


def test_hooks_run_the_command() -> None:
    hooks = _yaml(".pre-commit-hooks.yaml")
    assert len({hook["id"] for hook in hooks}) == len(hooks) == 2
    for hook in hooks:
        program, name, *arguments = hook["entry"].split()
        assert (program, name) == ("tei-edition", "validate")
        assert _parsed(arguments).params["quiet"]
        assert re.search(hook["files"], "editions/letters/a.xml")


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({}, ["validate", "--format", "github", "--", "."]),
        (
            {"PATHS": "a\nb $(id)", "SCHEMA": "s .rng", "BASELINE": "b.json"},
            [
                *("validate", "--format", "github", "--schema", "s .rng", "--baseline", "b.json"),
                *("--", "a", "b", "$(id)"),
            ],
        ),
    ],
)
def test_the_action_runs_the_command(
    inputs: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    action = _yaml("action.yml")
    script = action["runs"]["steps"][-1]["run"]
    assert "${{" not in script
    program = tmp_path / "tei-edition"
    program.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    program.chmod(0o755)
    defaults = {name.upper(): entry["default"] for name, entry in action["inputs"].items()}
    run = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        env={**defaults, **inputs, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == expected
    assert _parsed(run.stdout.splitlines()[1:]).params["form"] == "github"


def test_the_manual_names_all_formats() -> None:
    shown = re.findall(r"^\| `(\w+)` \|", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(shown) == list(report_names())
