"""A workshop begins and fills: `workshop start|came|group`, and `show|list|undo`."""

from typing import Annotated

import typer

from interviewkit import console, dates, output, references
from interviewkit.commands import completing, options, showing
from interviewkit.commands.desk import Desk
from interviewkit.commands.workshop import shown
from interviewkit.errors import UsageError
from interviewkit.fieldwork import undoing, workshops
from interviewkit.fieldwork.workshops import Gathering, Seated
from interviewkit.queries import workshops as asked

LISTED = (
    output.Field("Workshop", "ref"),
    output.Field("Name", "name"),
    output.Field("Held", "held_at"),
    output.Field("Invited", "invited"),
    output.Field("Came", "came"),
    output.Field("Problems", "problems"),
    output.Field("Ended", "closed_at"),
)
LISTED_JSON = (output.Field("", "uid"), *LISTED, output.Field("", "team"), output.Field("", "author"))
UNDONE = tuple(output.Field("", name) for name in ("verb", "at", "change", "about"))


def start(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called, such as where it is.")],
    customers: Annotated[
        list[str] | None,
        typer.Option("--customers", metavar="A,B,C", help="Who is invited, with commas (repeat for more)."),
    ] = None,
    customer: shown.Customers = None,
    member: shown.Members = None,
    dots: Annotated[int, typer.Option("--dots", metavar="N", min=1, max=100, help="How many dots a voter has.")] = 3,
    stacking: Annotated[bool, typer.Option("--stacking", help="Several dots on one problem are allowed.")] = False,
    team: Annotated[bool, typer.Option("--team", help="The team's own: its members vote, on candidates.")] = False,
    at: options.At = None,
    as_json: options.Json = False,
) -> None:
    """Begin a workshop, with who is invited."""
    desk: Desk = ctx.obj
    invited = [one.strip() for many in customers or () for one in many.split(",")] + list(customer or ())
    gathering = Gathering(
        desk.text(name),
        customers=[desk.text(one) for one in invited if one.strip()],
        members=[desk.text(one) for one in member or ()],
        dots=dots,
        stacking=stacking,
        team=team,
        at=dates.moment(at) if at else None,
    )
    with desk.writing(create=True) as store:
        made, news = workshops.start(store, desk.author, gathering)
        found = shown.told(store, made)
    for line in news:
        console.say(line)
    console.result(output.render_one(found, showing.WORKSHOP, "json") if as_json else made["ref"], raw=as_json)
    if not as_json:
        console.say(f"begun with {len(found['seats'])} invited; say who came: interviewkit workshop came --all")


def came(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]…", help="Customers, or members.", autocompletion=completing.customers),
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Everyone who was invited.")] = False,
    without: Annotated[
        list[str] | None,
        typer.Option("--except", metavar="NAME", help="With --all: but not this one (repeat for more)."),
    ] = None,
    absent: Annotated[bool, typer.Option("--not", help="These did not come, after all.")] = False,
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Note who came.

    The quickest in a full room: --all --except crane --except dune. Whoever is seated in a group came, too.
    """
    desk: Desk = ctx.obj
    if without and not everyone:
        raise UsageError("--except belongs to --all: interviewkit workshop came --all --except crane")
    if everyone and (names or absent):
        raise UsageError("name those who came, or take --all of them with --except, not both")
    with desk.writing() as store:
        workshop = references.workshop(store, which)
        named = [desk.text(one) for one in names or ()]
        done = workshops.came(
            store, desk.author, workshop, named, everyone=everyone, without=without or (), absent=absent
        )
        found = shown.told(store, workshop)
    _tell(done)
    if as_json:
        console.result(shown.seats_json(found, done.names), raw=True)
    else:
        console.say(shown.head(found).strip())


def group(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the group is called.")],
    customer: shown.Customers = None,
    member: shown.Members = None,
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Make a group, or seat more people in it."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        workshop = references.workshop(store, which)
        members = [desk.text(one) for one in member or ()]
        done = workshops.group(store, desk.author, workshop, desk.text(name), customer or (), members)
        found = shown.told(store, workshop)
    _tell(done)
    if as_json:
        console.result(shown.seats_json(found, done.names), raw=True)
    else:
        console.say(f"{shown.one_line(name)}: {', '.join(map(shown.one_line, done.names)) or 'nobody yet'}")


def show(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[WORKSHOP]",
            help="The workshop, if not the last open one.",
            autocompletion=completing.from_sql("SELECT ref FROM workshops ORDER BY held_at DESC"),
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Show a workshop: who is there, the board, how the vote stands."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        found = shown.told(store, shown.meant(store, name))
    if as_json:
        console.result(output.render_one(found, showing.WORKSHOP, "json"), raw=True)
    else:
        console.page(shown.workshop(found))


def list_workshops(ctx: typer.Context, as_json: options.Json = False) -> None:
    """List the workshops."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        rows = asked.listed(store)
    if as_json:
        console.result(output.render(rows, LISTED_JSON, "json"), raw=True)
    else:
        days = [
            {name: row[name] and dates.local(row[name]).date().isoformat() for name in ("held_at", "closed_at")}
            for row in rows
        ]
        console.page(output.render([row | day for row, day in zip(rows, days, strict=True)], LISTED, "table"))


def undo(ctx: typer.Context, which: shown.Which = None, as_json: options.Json = False) -> None:
    """Take back the last thing you did in a workshop."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        taken = undoing.undo(store, desk.author, shown.meant(store, which))
    if as_json:
        console.result(output.render_one(taken, UNDONE, "json"), raw=True)
    else:
        console.result(f"took back {taken['verb']}; see interviewkit workshop show")


def _tell(done: Seated) -> None:
    for line in done.news:
        console.say(line)
