"""`interviewkit completion install|show`."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from interviewkit import console
from interviewkit.commands.shape import commands_app
from interviewkit.errors import UsageError

app = commands_app(text="Install or show completion for your shell.")
PROGRAMS = ("interviewkit", "ik")


class Shell(StrEnum):
    """The shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"
    PWSH = "pwsh"


ShellArgument = Annotated[
    Shell | None,
    typer.Argument(metavar="[SHELL]", help="bash, zsh, fish, powershell or pwsh; else the one you are in."),
]


@app.command()
def install(shell: ShellArgument = None) -> None:
    """Install completion for interviewkit and ik."""
    from typer._completion_shared import install as write

    chosen = shell or _current()
    for program in PROGRAMS:
        _, path = write(shell=chosen.value, prog_name=program, complete_var=_variable(program))
        console.say(f"wrote {path}")
    console.say("completion works in the next shell that you open")


@app.command()
def show(shell: ShellArgument = None) -> None:
    """Show the completion script, to put where you like."""
    from typer._completion_shared import get_completion_script

    chosen = shell or _current()
    scripts = [
        get_completion_script(prog_name=program, complete_var=_variable(program), shell=chosen.value)
        for program in PROGRAMS
    ]
    console.result("\n\n".join(scripts), raw=True)


def _variable(program: str) -> str:
    return f"_{program.upper()}_COMPLETE"


def _current() -> Shell:
    name = Path(os.environ.get("SHELL", "")).name
    try:
        return Shell(name)
    except ValueError:
        known = ", ".join(shell.value for shell in Shell)
        raise UsageError(f"which shell? name one of {known}: interviewkit completion show bash") from None
