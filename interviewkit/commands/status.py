"""`interviewkit status`."""

import typer

from interviewkit import console, dates, output, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.queries import interviews

app = commands_app()
FIELDS = (
    output.Field("Interview", "ref"),
    output.Field("Customer", "customer"),
    output.Field("Topic", "topic"),
    output.Field("Phase", "phase"),
    output.Field("Minutes", "minutes"),
    output.Field("Entries", "entries"),
    output.Field("Problem", "tags.problem"),
    output.Field("Process", "tags.process"),
    output.Field("Pain", "tags.pain"),
    output.Field("Parked", "parked"),
    output.Field("Words open", "open_terms"),
    output.Field("Ended", "ended_at"),
)
JSON = tuple(
    output.Field("", name)
    for name in (
        *("uid", "ref", "customer", "topic", "phase", "minutes", "planned_minutes", "entries", "parked"),
        *("open_terms", "ended_at", "tags", "guide", "started_at", "disclosed"),
    )
)


@app.command()
def status(
    ctx: typer.Context,
    interview: options.InterviewArgument = None,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Show how the running interview stands."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        found = meant(store, interview, into, quiet_hours=desk.settings.quiet_hours)
        row = interviews.standing(store, found["id"])
    tell(row, as_json=as_json)


def meant(store: Store, interview: str | None, into: str | None, *, quiet_hours: float) -> Row:
    """The interview that is named by the argument or by -i, else the running one. Errors: NotFound, UsageError."""
    found = references.interview(store, interview or into, quiet_hours=quiet_hours)
    if interview and into:
        other = references.interview(store, into, quiet_hours=quiet_hours)
        if other["id"] != found["id"]:
            raise UsageError(f"{found['ref']} and {other['ref']} are two interviews; name one: -i {found['ref']}")
    return found


def tell(row: Row, *, as_json: bool) -> None:
    """Print how an interview stands; people read its own clocks and the minutes beside those that were planned."""
    if as_json:
        console.result(output.render_one(row, JSON, "json"), raw=True)
        return
    planned = f" of {row['planned_minutes']}" if row["planned_minutes"] else ""
    ended = row["ended_at"] and f"{dates.local(row['ended_at'], row['zone']):%Y-%m-%d %H:%M} ({row['zone']})"
    told = row | {"minutes": f"{row['minutes']}{planned}", "ended_at": ended}
    console.result(output.render_one(told, FIELDS, "text"))
