"""`interviewkit end [INTERVIEW]`."""

import typer

from interviewkit import console, dates, output, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.commands.status import FIELDS, JSON
from interviewkit.fieldwork import interviews
from interviewkit.queries import interviews as asked

app = commands_app()


@app.command()
def end(
    ctx: typer.Context,
    interview: options.InterviewArgument = None,
    at: options.At = None,
    as_json: options.Json = False,
) -> None:
    """End an interview."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        found = references.interview(store, interview, quiet_hours=desk.settings.quiet_hours)
        interviews.end(
            store, desk.author, found, dates.moment_in(at, found["started_at"], found["zone"]) if at else None
        )
        row = asked.standing(store, found["id"])
    console.result(output.render_one(row, JSON if as_json else FIELDS, "json" if as_json else "text"), raw=as_json)
