"""`interviewkit backup [FILE]`."""

from pathlib import Path
from typing import Annotated

import typer

from interviewkit import console, dbfile, output
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import NoStore, UsageError

app = commands_app()
FIELDS = tuple(output.Field("", name) for name in ("file", "store", "bytes", "interviews", "entries"))


@app.command()
def backup(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to; otherwise beside the store, named by the moment.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file that is there.")] = False,
    as_json: options.Json = False,
) -> None:
    """Copy the store to a file, checked.

    Safe while somebody writes. The copy is read back, row by row, before it bears its name.
    """
    desk: Desk = ctx.obj
    if desk.location.is_server:
        raise UsageError(
            "a server's store is backed up by its own tool:"
            f" pg_dump --format=custom --file={file or 'interviews.dump'} '{desk.location.shown}'"
        )
    if not dbfile.exists(desk.location):
        raise NoStore(f"there is no store at {desk.location.shown}; make one: interviewkit init")
    from interviewkit.store import backup as copies

    target = file.expanduser().absolute() if file else None
    if target and target.is_dir():
        target = copies.free_name(target / Path(desk.location.target).name)
    made = copies.backup(desk.location, target, replace=force) if target else copies.keep(desk.location)
    told = {"file": str(made), "store": desk.location.shown, "bytes": made.stat().st_size} | copies.held(made)
    if as_json:
        console.result(output.render_one(told, FIELDS, "json"), raw=True)
    else:
        console.result(str(made))
        console.say(f"{told['interviews']} interviews, {told['entries']} entries; checked")
