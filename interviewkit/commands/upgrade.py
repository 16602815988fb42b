"""`interviewkit upgrade`."""

import typer

from interviewkit import console, dbfile
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import NotFound
from interviewkit.paths import homely

app = commands_app()


@app.command()
def upgrade(ctx: typer.Context) -> None:
    """Bring an older store up to date.

    A verified backup is made first.
    """
    desk: Desk = ctx.obj
    if not dbfile.exists(desk.location):
        raise NotFound(f"there is no store at {desk.location.shown}; make one: interviewkit init")
    from interviewkit.store import schema

    before, after, backup = schema.upgrade(desk.location)
    if before == after:
        console.say(f"{desk.location.shown} is up to date (schema {after})")
    else:
        kept = f"; the store as it was: {homely(backup)}" if backup else ""
        console.say(f"upgraded {desk.location.shown} from schema {before} to {after}{kept}")
