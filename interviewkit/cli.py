"""The table of contents: every command with its one line, the options before it, and how errors become exits.

Only the command that runs is imported. Help, completion of names and "did you mean" need no more than this
table.
"""

import gc
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app

CONTENTS = {
    "start": "Begin an interview with a customer.",
    "log": "Note what the customer said, tagged and linked.",
    "park": "Park a question for the expert, with why it matters.",
    "parked": "List what is parked.",
    "answer": "Write down the answer to a parked question.",
    "term": "Note a word of theirs, with its meaning once known.",
    "terms": "List their words.",
    "status": "Show how the running interview stands.",
    "watch": "Watch an interview on a second screen.",
    "undo": "Take back the last thing you did in an interview.",
    "end": "End an interview.",
    "resume": "Go back into an interview, after a crash too.",
    "list": "List the interviews.",
    "show": "Show an interview, an entry, or whatever a reference names.",
    "edit": "Change the words or the moment of an entry.",
    "history": "Show every version of a thing, and who made it.",
    "delete": "Take back an entry or an interview.",
    "undelete": "Bring back what was deleted.",
    "tag": "Tag an entry as problem, process or pain.",
    "untag": "Take a tag off an entry.",
    "link": "Tie a tag to a roadmap item.",
    "unlink": "Untie a tag from a roadmap item.",
    "triage": "Go through what is still untagged or unlinked.",
    "suggest": "Suggest roadmap items that an entry may speak to.",
    "agreement": "Show where two note-takers tagged differently.",
    "search": "Search what was said, in full text.",
    "roadmap": "Add, import and change roadmap items.",
    "customer": "Add, show and change customers.",
    "participant": "Add and change the people who spoke.",
    "segment": "Add and change segments of customers.",
    "guide": "List, show, make and check guides.",
    "followup": "Note promises to customers, and keep them.",
    "workshop": "Hold a workshop: groups, dots, and what was delivered.",
    "next": "Propose whom to interview next, and about what.",
    "report": "Show which roadmap items the customers' words support.",
    "snapshot": "Keep today's verdicts, to see later what changed.",
    "import": "Bring in transcripts, notes, and what was exported.",
    "export": "Export the study for a spreadsheet, a wiki, a research tool.",
    "merge": "Bring another laptop's store into this one.",
    "conflicts": "List the fields to which two laptops gave different values.",
    "resolve": "Settle a field that has two values.",
    "backup": "Copy the store to a file, checked.",
    "restore": "Put a backup in the place of the store.",
    "init": "Make a workspace with a store in a folder.",
    "demo": "Make a study to look around in.",
    "path": "Show which store is meant, and why.",
    "upgrade": "Bring an older store up to date.",
    "config": "Show and change settings.",
    "completion": "Install or show completion for your shell.",
}

LIVES_IN = {
    "import": "importing",
    "parked": "park",
    "terms": "term",
    "undelete": "delete",
    "untag": "tag",
    "unlink": "link",
}
"""The commands that live in another one's file, each under its own name there, such as `parked_app`."""


class Contents(TyperGroup):
    """The program as a group whose commands are imported when they run."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the order of the table."""
        return list(CONTENTS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command as help and completion need it: its name and its line."""
        line = CONTENTS.get(cmd_name)
        return TyperCommand(cmd_name, help=line, rich_markup_mode=None) if line else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command itself, imported now; for an unknown name the nearest ones."""
        name = args[0]
        if name not in CONTENTS:
            return self._unknown(ctx, name)
        module = import_module(f"interviewkit.commands.{LIVES_IN.get(name, name)}")
        found = getattr(module, f"{name}_app", None) or module.app
        return name, typer.main.get_command(found), args[1:]

    def invoke(self, ctx: Any) -> Any:
        """Run the command; the one place where a failure becomes a sentence and an exit code."""
        from interviewkit.commands.failing import told

        with told(ctx):
            return super().invoke(ctx)

    def _unknown(self, ctx: Any, name: str) -> Any:
        if ctx.resilient_parsing:
            return None, None, []
        from difflib import get_close_matches

        near = get_close_matches(name, CONTENTS, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        return ctx.fail(f"There is no command {name!r}.{hint} See interviewkit --help.")


app = commands_app(
    Contents, "Interview customers as an intern would, and see which roadmap items their own words support."
)


def _version(wanted: bool) -> None:
    if wanted:
        from interviewkit import __version__, console

        console.result(f"interviewkit {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="PATH|URL", help="The store: a file, or a postgresql:// URL."),
    ] = None,
    author: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who types and tags.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but results and errors.")] = False,
    version: Annotated[  # noqa: ARG001  its callback has done it
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Interview customers as an intern would, and see which roadmap items their own words support."""
    from interviewkit import console

    console.set_quiet(quiet)
    ctx.obj = Desk(db, author)


def main() -> None:
    """What `interviewkit` and `ik` run."""
    if any(name in os.environ for name in ("_INTERVIEWKIT_COMPLETE", "_IK_COMPLETE")):
        from interviewkit.commands.completing import register

        register()
    try:
        app(prog_name="interviewkit" if sys.argv[0].endswith("__main__.py") else None)
    finally:
        gc.freeze()  # the interpreter's last collection would walk all of Typer: a tenth of a command's time
