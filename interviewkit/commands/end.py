"""`interviewkit end [INTERVIEW]`."""

import typer

from interviewkit import dates
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.commands.status import meant, tell
from interviewkit.fieldwork import interviews
from interviewkit.queries import interviews as asked

app = commands_app()


@app.command()
def end(
    ctx: typer.Context,
    interview: options.InterviewArgument = None,
    into: options.Into = None,
    at: options.At = None,
    as_json: options.Json = False,
) -> None:
    """End an interview."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        found = meant(store, interview, into, quiet_hours=desk.settings.quiet_hours)
        interviews.end(
            store, desk.author, found, dates.moment_in(at, found["started_at"], found["zone"]) if at else None
        )
        row = asked.standing(store, found["id"])
    tell(row, as_json=as_json)
