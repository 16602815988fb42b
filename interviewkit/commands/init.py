"""`interviewkit init [DIR]`."""

from pathlib import Path
from typing import Annotated

import typer

from interviewkit import console, dbfile, output
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import StoreUnusable
from interviewkit.paths import STORE, WORKSPACE, Location

app = commands_app()
FIELDS = (output.Field("", "store"), output.Field("", "created"))


@app.command()
def init(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="The folder, if not this one.")] = None,
    as_json: options.Json = False,
) -> None:
    """Make a workspace with a store in a folder.

    With --db, or INTERVIEWKIT_DB, make the store that they name.
    """
    desk: Desk = ctx.obj
    named = folder is None and desk.location.chosen_by in ("--db", "INTERVIEWKIT_DB")
    location = desk.location if named else workspace_in(folder or Path())
    from interviewkit.store import schema

    made = schema.create(location)
    if not made:
        dbfile.connect(location).close()  # refuses a file that is no store of ours
    if as_json:
        console.result(output.render_one({"store": location.target, "created": made}, FIELDS, "json"), raw=True)
        return
    console.result(location.target if not location.is_server else location.shown)
    if made:
        console.say("made a new store; begin: interviewkit start CUSTOMER")
    else:
        console.say("there is a store already; it was left as it is")


def workspace_in(folder: Path) -> Location:
    """The workspace inside a folder, with a .gitignore that keeps people's words out of a repository."""
    workspace = folder.absolute() / WORKSPACE
    try:
        workspace.mkdir(parents=True, exist_ok=True, mode=0o700)
        ignore = workspace / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise StoreUnusable(
            f"{workspace} cannot be made: {error.strerror}; name another folder: interviewkit init DIR"
        ) from error
    return Location(str(workspace / STORE), workspace, "the nearest workspace")
