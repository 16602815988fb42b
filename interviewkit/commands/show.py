"""`interviewkit show REF`."""

import typer

from interviewkit import console, output
from interviewkit.commands import options, showing
from interviewkit.commands.desk import Desk
from interviewkit.commands.naming import Thing, named
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Row, Store
from interviewkit.queries import entries, interviews, people, roadmap

app = commands_app()


@app.command()
def show(
    ctx: typer.Context,
    reference: options.AnyReference,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Show an interview, an entry, or whatever a reference names."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        thing = named(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        row = _whole(store, thing)
    fields, text = showing.LAYOUTS[thing.table]
    if as_json:
        console.result(output.render_one(row, fields, "json"), raw=True)
    else:
        console.page(text(row))


def _whole(store: Store, thing: Thing) -> Row:
    key = thing.row["id"]
    if thing.table == "interview":
        return interviews.whole(store, key)
    if thing.table == "entry":
        return entries.one(store, key)
    return roadmap.item(store, key) if thing.table == "item" else people.customer(store, key)
