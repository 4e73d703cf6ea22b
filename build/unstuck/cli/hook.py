"""`unstuck hook shell NAME`: a snippet for the shell's start-up file."""

from __future__ import annotations

import click

FILES = {"bash": "hook.bash", "zsh": "hook.zsh", "fish": "hook.fish", "pwsh": "hook.ps1"}


@click.group("hook", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Print what connects other programs with Unstuck."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command("shell")
@click.argument("name", type=click.Choice(list(FILES)))
def shell(name: str) -> int:
    """Print what a shell needs to help `unstuck last`: the last command, its exit status, and marks around outputs.

    \b
    bash, ~/.bashrc:  eval "$(unstuck hook shell bash)"
    zsh, ~/.zshrc:    eval "$(unstuck hook shell zsh)"
    fish:             unstuck hook shell fish | source
    PowerShell:       Invoke-Expression (& unstuck hook shell pwsh | Out-String)
    """
    from unstuck.resources import shell_hook_path

    click.echo(shell_hook_path(FILES[name]).read_text(encoding="utf-8"), nl=False)
    return 0
