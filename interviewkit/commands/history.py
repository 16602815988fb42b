"""`interviewkit history REF`."""

import typer

from interviewkit import console, output
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.naming import known
from interviewkit.commands.shape import commands_app
from interviewkit.queries import history as asked

app = commands_app()
FIELDS = (
    output.Field("At", "at"),
    output.Field("Author", "author"),
    output.Field("Did", "verb"),
    output.Field("To", "subject"),
    output.Field("Field", "field"),
    output.Field("Value", "value"),
)


@app.command()
def history(
    ctx: typer.Context,
    reference: options.AnyReference,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Show every version of a thing, and who made it."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        thing = known(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        rows = asked.of(store, thing.table, thing.row["uid"])
    if as_json:
        console.result(output.render(rows, FIELDS, "json"), raw=True)
    else:
        console.page(output.render(rows, FIELDS, "table"))
