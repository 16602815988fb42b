"""`interviewkit customer add|list|show|edit|merge`."""

from typing import Annotated, Any

import typer

from interviewkit import console, output, references
from interviewkit.commands import options, showing
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import UsageError
from interviewkit.fieldwork import people
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.queries import people as asked

app = commands_app(text="Add, show and change customers.")
MADE = (output.Field("", "uid"), output.Field("", "slug"))
LIST = (
    output.Field("Customer", "slug"),
    output.Field("Name", "name", spare=3),
    output.Field("Segments", "segments", spare=2),
    output.Field("Lifecycle", "lifecycle", spare=1),
    output.Field("Internal", "internal", spare=5),
    output.Field("Weight", "weight", spare=4),
    output.Field("Interviews", "interviews"),
    output.Field("Last met", "last_met"),
)
JSON = (output.Field("", "uid"), *LIST, output.Field("", "added_at"), output.Field("", "author"))
Internal = Annotated[
    bool | None,
    typer.Option("--internal/--external", help="A coworker's team, or outside (never or always counted)."),
]


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who they are.")],
    segment: options.Segments = None,
    lifecycle: options.LifecycleOption = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="A coworker's team: never counted in a verdict.")
    ] = False,
    weight: options.Weight = None,
    as_json: options.Json = False,
) -> None:
    """Add a customer."""
    desk: Desk = ctx.obj
    text = desk.text(name)
    if not text.strip():
        raise UsageError('a customer has a name: interviewkit customer add "Acme"')
    with desk.writing(create=True) as store:
        resembles = people.resembling(store, text, slug_of(text, "customer"))
        segments = [desk.text(one) for one in segment or ()]
        values = _values(lifecycle=lifecycle, internal=internal, weight=weight)
        slug = people.add_customer(store, desk.author, text, segments, **values)
    if resembles:
        console.warn(f"{slug} is {resembles}")
    console.result(output.render_one({"uid": slug, "slug": slug}, MADE, "json") if as_json else slug, raw=as_json)


@app.command("list")
def list_customers(ctx: typer.Context, as_json: options.Json = False, as_csv: options.Csv = False) -> None:
    """List the customers."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        rows = asked.customers(store)
    if as_json or as_csv:
        console.result(output.render(rows, JSON, "json" if as_json else "csv"), raw=True)
    else:
        shown = [{**row, "last_met": showing.last_met(row)} for row in rows]
        console.page(output.render(shown, LIST, "table"))


@app.command()
def show(ctx: typer.Context, customer: options.CustomerReference, as_json: options.Json = False) -> None:
    """Show a customer, its people and its interviews."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        row = asked.customer(store, references.customer(store, customer)["id"])
    if as_json:
        console.result(output.render_one(row, showing.CUSTOMER, "json"), raw=True)
    else:
        console.result(showing.customer(row))


@app.command()
def edit(
    ctx: typer.Context,
    customer: options.CustomerReference,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Its new name; the slug stays.")] = None,
    segment: options.Segments = None,
    lifecycle: options.LifecycleOption = None,
    internal: Internal = None,
    weight: options.Weight = None,
) -> None:
    """Change what is known of a customer.

    Segments, when given, are all that it is in from now on.
    """
    desk: Desk = ctx.obj
    values = _values(name=desk.maybe(name), lifecycle=lifecycle, internal=internal, weight=weight)
    if not values and segment is None:
        raise UsageError(f"say what to change: interviewkit customer edit {customer} --lifecycle blocked")
    with desk.writing() as store:
        segments = None if segment is None else [desk.text(one) for one in segment]
        found = people.edit_customer(store, desk.author, customer, segments, **values)
    console.say(f"changed {found['slug']}; see interviewkit customer show {found['slug']}")


@app.command()
def merge(
    ctx: typer.Context,
    customer: options.CustomerReference,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The customer that it really is.")],
) -> None:
    """Say that a customer is another one; both are counted as that one."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        one, other = people.merge_customers(store, desk.author, customer, into)
    console.say(f"{one['slug']} is {other['slug']} from now on; take it back: interviewkit undelete {one['slug']}")


def _values(**given: Any) -> dict[str, Any]:
    values = {name: value for name, value in given.items() if value is not None}
    if "lifecycle" in values:
        values["lifecycle"] = values["lifecycle"].value
    if "internal" in values:
        values["internal"] = int(values["internal"])
    return values
