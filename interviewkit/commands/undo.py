"""`interviewkit undo`."""

import typer

from interviewkit import console, output, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.fieldwork import undoing

app = commands_app()
FIELDS = tuple(output.Field(name, name) for name in ("verb", "at", "change", "about"))


@app.command()
def undo(ctx: typer.Context, into: options.Into = None, as_json: options.Json = False) -> None:
    """Take back the last thing you did in an interview."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        interview = references.interview(store, into, quiet_hours=desk.settings.quiet_hours)
        taken = undoing.undo(store, desk.author, interview)
    if as_json:
        console.result(output.render_one(taken, FIELDS, "json"), raw=True)
    else:
        from interviewkit.session.taken import took_back

        console.result(took_back(taken))
