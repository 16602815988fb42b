"""`interviewkit segment add|list|show|edit|from-labels`."""

from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import completing, forming, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import UsageError
from interviewkit.fieldwork import people
from interviewkit.queries import people as asked

app = commands_app(text="Add and change segments of customers.")
MADE = (output.Field("", "uid"), output.Field("", "slug"))
LIST = (
    output.Field("Segment", "slug"),
    output.Field("Name", "name"),
    output.Field("Weight", "weight"),
    output.Field("Customers", "customers"),
    output.Field("Interviewed", "interviewed"),
)
JSON = (output.Field("", "uid"), *LIST, output.Field("", "author"))
WHOLE = (*LIST, output.Field("Members", "members"), output.Field("Items", "items"))


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the group is called.")],
    weight: options.Weight = None,
    as_json: options.Json = False,
) -> None:
    """Add a segment."""
    desk: Desk = ctx.obj
    text = desk.text(name)
    if not text.strip():
        raise UsageError('a segment has a name: interviewkit segment add "Public sector"')
    with desk.writing(create=True) as store:
        slug = people.add_segment(store, desk.author, text, weight)
    console.result(output.render_one({"uid": slug, "slug": slug}, MADE, "json") if as_json else slug, raw=as_json)


@app.command("list")
def list_segments(ctx: typer.Context, as_json: options.Json = False) -> None:
    """List the segments, with how many of each were heard."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        rows = asked.segments(store)
    console.result(output.render(rows, JSON if as_json else LIST, "json" if as_json else "table"), raw=as_json)


@app.command()
def show(ctx: typer.Context, segment: options.SegmentReference, as_json: options.Json = False) -> None:
    """Show a segment, its customers and the items that are for it."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        row = asked.segment(store, references.segment(store, segment)["slug"])
    fields = (output.Field("", "uid"), *WHOLE) if as_json else WHOLE
    console.result(output.render_one(row, fields, "json" if as_json else "text"), raw=as_json)


@app.command()
def edit(
    ctx: typer.Context,
    segment: options.SegmentReference,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Its new name; the slug stays.")] = None,
    weight: options.Weight = None,
) -> None:
    """Change a segment's name or weight."""
    desk: Desk = ctx.obj
    given = {"name": desk.maybe(name), "weight": weight}
    values = {field: value for field, value in given.items() if value is not None}
    if not values:
        raise UsageError(f"say what to change: interviewkit segment edit {segment} --weight 120000")
    with desk.writing() as store:
        found = people.edit_segment(store, desk.author, segment, **values)
    console.say(f"changed {found['slug']}; see interviewkit segment show {found['slug']}")


@app.command("from-labels")
def from_labels(
    ctx: typer.Context,
    label: Annotated[
        list[str] | None,
        typer.Option(
            "--label", metavar="LABEL", help="Only these (repeat for more).", autocompletion=completing.labels
        ),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar='"NAME=LABEL,…"', help="Several labels are one segment (repeat for more)."),
    ] = None,
    least: Annotated[int, typer.Option("--least", metavar="N", min=0, help="Only from so many customers on.")] = 1,
    order: Annotated[forming.Order, typer.Option("--sort", help="What comes first.")] = forming.Order.CUSTOMERS,
    everywhere: Annotated[
        bool, typer.Option("--all", help="Labels of every interview, not only of the whos-your-customer workshop.")
    ] = False,
    add: Annotated[bool, typer.Option("--add", help="Make the segments, and put the customers in.")] = False,
    as_json: options.Json = False,
) -> None:
    """Propose segments from labels.

    A card of the team's own puts in every customer that it names, a customer's own words put in that customer.
    Nothing is written without --add.
    """
    forming.propose(
        ctx.obj,
        labels=label or (),
        groups=group or (),
        least=least,
        order=order,
        everywhere=everywhere,
        add=add,
        as_json=as_json,
    )
