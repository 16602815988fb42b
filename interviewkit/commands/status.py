"""`interviewkit status`."""

import typer

from interviewkit import console, output, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.queries import interviews

app = commands_app()
FIELDS = (
    output.Field("Interview", "ref"),
    output.Field("Customer", "customer"),
    output.Field("Topic", "topic"),
    output.Field("Phase", "phase"),
    output.Field("Minutes", "minutes"),
    output.Field("Planned", "planned_minutes"),
    output.Field("Entries", "entries"),
    output.Field("Problem", "tags.problem"),
    output.Field("Process", "tags.process"),
    output.Field("Pain", "tags.pain"),
    output.Field("Parked", "parked"),
    output.Field("Words open", "open_terms"),
    output.Field("Ended", "ended_at"),
)
JSON = (
    output.Field("", "uid"),
    *(field for field in FIELDS if "." not in field.key),
    output.Field("", "tags"),
    output.Field("", "guide"),
    output.Field("", "started_at"),
    output.Field("", "disclosed"),
)


@app.command()
def status(ctx: typer.Context, interview: options.InterviewArgument = None, as_json: options.Json = False) -> None:
    """Show how the running interview stands."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        found = references.interview(store, interview, quiet_hours=desk.settings.quiet_hours)
        row = interviews.standing(store, found["id"])
    console.result(output.render_one(row, JSON if as_json else FIELDS, "json" if as_json else "text"), raw=as_json)
