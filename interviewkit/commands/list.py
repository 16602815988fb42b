"""`interviewkit list`."""

import typer

from interviewkit import console, dates, output, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Row
from interviewkit.queries import interviews

app = commands_app()
FIELDS = (
    output.Field("Interview", "ref"),
    output.Field("Customer", "customer", spare=4),
    output.Field("Topic", "topic", spare=2),
    output.Field("Source", "source", spare=3),
    output.Field("Started", "started_at"),
    output.Field("Ended", "ended_at", spare=5),
    output.Field("Entries", "entries"),
    output.Field("Tags", "tags", spare=1),
)
ALL = (
    output.Field("", "uid"),
    *FIELDS,
    *(output.Field("", name) for name in ("guide", "lifecycle", "internal", "disclosed", "zone", "author")),
)


@app.command("list")
def list_interviews(
    ctx: typer.Context,
    customer: options.Customer = None,
    since: options.Since = None,
    until: options.Until = None,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """List the interviews."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        rows = interviews.listed(
            store,
            customer=references.customer(store, customer)["slug"] if customer else None,
            since=dates.since(since) if since else None,
            until=dates.until(until) if until else None,
        )
    if as_json or as_csv:
        console.result(output.render(rows, ALL, "json" if as_json else "csv"), raw=True)
    else:
        console.page(output.render([_told(row) for row in rows], FIELDS, "table"))


def _told(row: Row) -> Row:
    """The moments as the clocks on the wall told them; a running interview says so."""
    started = dates.local(row["started_at"], row["zone"])
    ended = f"{dates.local(row['ended_at'], row['zone']):%H:%M}" if row["ended_at"] else "running"
    return {**row, "started_at": f"{started:%Y-%m-%d %H:%M}", "ended_at": ended}
