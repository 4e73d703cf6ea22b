"""The command line: one module per verb, imported when its verb is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from unstuck import __version__
from unstuck.errors import UnstuckError

# Verb, and what the help says of it: listed here so that `--help` imports none of them.
VERBS = {
    "match": "Find the article for an error: `make 2>&1 | unstuck`.",
    "run": "Run a command; when it fails, show its fix.",
    "last": "Show the fix for what the last command wrote, without running it again.",
    "search": "Search the articles' text.",
    "show": "Show one article in the terminal.",
    "build": "Check, index and render the knowledge base into a site.",
    "check": "Report what is wrong in the articles, with place and cure.",
    "explain": "Explain a finding by its code or name.",
    "test": "Run each article's evidence against the whole knowledge base.",
    "diff": "Show which pastes find another article than in another version.",
    "gaps": "List the errors that no article answers yet (off by default).",
    "serve": "Serve the site with live reload, and the HTTP API.",
    "mcp": "Answer chatbots and editors over the Model Context Protocol.",
    "export": "Print the signatures in a format of another tool.",
    "schema": "Print the JSON Schema of front matter or of a feed.",
    "hook": "Print what makes a shell tell `unstuck last` more.",
    "init": "Start a knowledge base in a folder.",
    "new": "Start an article.",
}


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"unstuck.cli.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS:
            from unstuck.article.vocabulary import closest

            hint = closest(args[0], VERBS)
            ctx.fail(f"no such command `{args[0]}`" + (f"; did you mean `{hint}`?" if hint else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=_Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="unstuck", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
@click.pass_context
def group(ctx: click.Context, debug: bool) -> None:  # noqa: ARG001  (read by `run`)
    """Paste an error, get the article that fixes it, or an honest "no match".

    Piped into, `unstuck` alone is `unstuck match -`.
    """
    if ctx.invoked_subcommand is None:
        if sys.stdin is None or sys.stdin.isatty():
            click.echo(ctx.get_help())
            return
        from unstuck.cli import match

        ctx.exit(ctx.invoke(match.command) or 0)


def run(args: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    arguments = list(sys.argv[1:] if args is None else args)
    debug = "--debug" in arguments or bool(os.environ.get("UNSTUCK_DEBUG"))
    try:
        result = group.main(arguments, prog_name="unstuck", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.Abort:
        return 130
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "unstuck"
        _say(f"{error.format_message()} (`{where} --help` lists what there is)")
        return 2
    except click.ClickException as error:
        _say(error.format_message())
        return 2
    except UnstuckError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except (BrokenPipeError, SystemExit):
        raise
    except Exception as error:
        if debug:
            raise
        _say(f"internal error: {type(error).__name__}: {error} (`unstuck --debug …` shows where; please report it)")
        return 3
    return result if isinstance(result, int) else 0


def _say(message: str) -> None:
    from unstuck.terminal.text import safe

    click.echo(f"unstuck: {safe(message)}", err=True)
