"""The command `tei-edition`: finds the commands, and turns failures into one clear line."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import sys
from types import ModuleType
from typing import Final, cast

import click

from tei_edition import __version__, cli

__all__ = ["command_group", "main"]

_SELDOM: Final = 10_000  # objects more than before
_NOT_COMMANDS: Final = frozenset(
    {"main", "console", "fixes", "watching", "columns", "stored_schemas", "terminal"}
)


class _Commands(click.Group):
    """Every module beside this one is a command; its ``command`` is loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = self._modules().get(cmd_name)
        if module is None:
            return None
        command = importlib.import_module(f"{cli.__name__}.{module}").command
        assert isinstance(command, click.Command)
        return command

    def _modules(self) -> dict[str, str]:
        """The modules by their commands: `import` is in import_.py."""
        modules = (info.name for info in pkgutil.iter_modules(cli.__path__))
        return {name.rstrip("_"): name for name in modules if name not in _NOT_COMMANDS}


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tei-edition")
def command_group() -> None:
    """Turn plain-text letters into TEI, check them, and publish them.

    \b
    A first edition:
      tei-edition new my-edition        make a folder with all that is needed
      cp letters/*.txt my-edition/sources/
      tei-edition build my-edition      convert, validate and publish
    Then open my-edition/site/index.html.

    Exit codes: 0 all is well, 1 there are findings of severity error, 2 the command could not do
    its work.
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command line, by default that of the program; gives the exit code."""
    if arguments is not None:
        return _run(arguments)
    # Most of what a command loads stays until its end, which is soon: looking for garbage often,
    # and once more at the end, takes a tenth of the time.
    gc.set_threshold(_SELDOM)
    try:
        return _run(None)
    finally:
        gc.freeze()


def _run(arguments: list[str] | None) -> int:
    try:
        result = command_group.main(arguments, prog_name="tei-edition", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("tei-edition: stopped", err=True)
        return 2
    except BrokenPipeError:
        # The reader of our output has gone (as with `| head`): nothing is wrong with the edition.
        sys.stderr.close()
        return 0
    except RuntimeError as error:
        # So Path.resolve() before Python 3.13 calls a link that leads to itself.
        if not str(error).startswith("Symlink loop"):
            raise
        click.echo(f"tei-edition: {error}: remove the link", err=True)
        return 2
    except _console().FAILURES as error:
        return cast(int, _console().report_failure(error))
    return result if isinstance(result, int) else 0


def _console() -> ModuleType:
    """Loaded only when something fails, or by the commands: `--version` and `--help` are quick."""
    return importlib.import_module("tei_edition.cli.console")
