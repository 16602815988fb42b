"""`interviewkit path`."""

from typing import Any

import typer

from interviewkit import console, dbfile, output
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.paths import without_password

app = commands_app()
FIELDS = (
    output.Field("Store", "store"),
    output.Field("Chosen by", "chosen_by"),
    output.Field("There", "exists"),
    output.Field("Settings", "config"),
    output.Field("Folder", "folder"),
)


@app.command()
def path(ctx: typer.Context, as_json: options.Json = False) -> None:
    """Show which store is meant, and why."""
    desk: Desk = ctx.obj
    location = desk.location
    row: dict[str, Any] = {
        "store": without_password(location.target) if location.is_server else location.target,
        "chosen_by": location.chosen_by,
        "exists": dbfile.exists(location),
        "config": str(location.config),
        "folder": str(location.folder),
    }
    if as_json:
        console.result(output.render_one(row, FIELDS, "json"), raw=True)
        return
    console.result(row["store"])
    console.say(f"chosen by {row['chosen_by']}; {'there' if row['exists'] else 'not made yet: interviewkit init'}")
