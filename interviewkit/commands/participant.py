"""`interviewkit participant add|list|edit`."""

from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import UsageError
from interviewkit.fieldwork import people
from interviewkit.queries import people as asked
from interviewkit.vocabulary import Consent

app = commands_app(text="Add and change the people who spoke.")
MADE = (output.Field("", "uid"),)
LIST = (
    output.Field("Name", "name"),
    output.Field("Role", "role"),
    output.Field("Consent", "consent"),
    output.Field("Customer", "customer"),
    output.Field("Uid", "uid"),
)


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who they are.")],
    customer: Annotated[
        str,
        typer.Option("--customer", metavar="CUSTOMER", help="On whose side.", autocompletion=completing.customers),
    ],
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE", help="What they do there.")] = None,
    consent: options.ConsentOption = None,
    as_json: options.Json = False,
) -> None:
    """Add a person on a customer's side."""
    desk: Desk = ctx.obj
    text = desk.text(name)
    if not text.strip():
        raise UsageError('a participant has a name: interviewkit participant add "Ann Lee" --customer acme')
    with desk.writing() as store:
        uid = people.add_participant(store, desk.author, customer, text, desk.maybe(role), consent or Consent.UNASKED)
    console.result(output.render_one({"uid": uid}, MADE, "json") if as_json else uid, raw=as_json)


@app.command("list")
def list_participants(ctx: typer.Context, customer: options.Customer = None, as_json: options.Json = False) -> None:
    """List the people who spoke, or may speak."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        slug = references.customer(store, customer)["slug"] if customer else None
        rows = asked.participants(store, customer=slug)
    console.result(output.render(rows, LIST, "json" if as_json else "table"), raw=as_json)


@app.command()
def edit(
    ctx: typer.Context,
    participant: Annotated[
        str,
        typer.Argument(metavar="PARTICIPANT", help="Their name or uid.", autocompletion=completing.participants),
    ],
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Their name, spelled right.")] = None,
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE", help="What they do there.")] = None,
    consent: options.ConsentOption = None,
) -> None:
    """Change a participant's name, role or consent."""
    desk: Desk = ctx.obj
    given = {
        "name": desk.maybe(name),
        "role": desk.maybe(role),
        "consent": consent.value if consent else None,
    }
    values = {field: value for field, value in given.items() if value is not None}
    if not values:
        raise UsageError(f"say what to change: interviewkit participant edit '{participant}' --consent yes")
    with desk.writing() as store:
        found = people.edit_participant(store, desk.author, participant, **values)
    console.say(f"changed {found['name']}; see interviewkit participant list")
