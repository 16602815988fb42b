"""`interviewkit conflicts`."""

import typer

from interviewkit import console, output
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.queries import conflicts as asked

app = commands_app()
FIELDS = tuple(output.Field("", name) for name in ("ref", "table", "uid", "field", "values"))
SHOWN = (
    output.Field("Of", "ref"),
    output.Field("Field", "field"),
    output.Field("No.", "number"),
    output.Field("Value", "value"),
    output.Field("By", "author"),
    output.Field("At", "at"),
    output.Field("Shows", "shown"),
)


@app.command()
def conflicts(ctx: typer.Context, as_json: options.Json = False) -> None:
    """List the fields to which two laptops gave different values.

    The newest value shows until somebody settles it: interviewkit resolve REF.
    """
    desk: Desk = ctx.obj
    with desk.reading() as store:
        rows = asked.listed(store)
    if as_json:
        console.result(output.render(rows, FIELDS, "json"), raw=True)
        return
    flat = [{"ref": row["ref"], "field": row["field"]} | value for row in rows for value in row["values"]]
    console.page(output.render(flat, SHOWN, "table"))
    if rows:
        console.say(f"settle one: interviewkit resolve {rows[0]['ref']} --mine, --theirs or --take NUMBER")
