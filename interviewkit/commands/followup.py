"""`interviewkit followup add|list|done`: what was promised to customers."""

import os
from typing import Annotated

import typer

from interviewkit import console, dates, output, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import followups
from interviewkit.queries import followups as asked

app = commands_app(text="Note promises to customers, and keep them.")
LIST = (
    output.Field("No", "ref"),
    output.Field("Due", "due"),
    output.Field("Promise", "title"),
    output.Field("Customer", "customer_name", spare=1),
    output.Field("Interview", "interview", spare=3),
)
DONE = output.Field("Done", "done_at")
JSON = tuple(
    output.Field("", name)
    for name in (
        *("uid", "ref", "number", "title", "customer", "customer_name", "interview"),
        *("due", "overdue", "done_at", "at", "author"),
    )
)


@app.command()
def add(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What was promised.")],
    customer: Annotated[
        str | None,
        typer.Option(
            "--customer",
            metavar="CUSTOMER",
            help="To whom, if not to the running interview's customer.",
            autocompletion=completing.customers,
        ),
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DAY", help="By when: 2026-12-05, friday, in 2 weeks.")
    ] = None,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Note a promise to a customer."""
    desk: Desk = ctx.obj
    if customer and into:
        raise UsageError(
            "a promise belongs to an interview and its customer, or to a customer alone;"
            " give -i or --customer, not both"
        )
    day = dates.due(due) if due else None
    with desk.writing() as store:
        whom = references.customer(store, customer) if customer else None
        interview = None if whom else _interview(store, into, desk.settings.quiet_hours)
        noted = followups.add(store, desk.author, desk.text(text), interview=interview, customer=whom, due=day)
        made = asked.one(store, noted["uid"])
    console.result(output.render_one(made, JSON, "json") if as_json else made["ref"], raw=as_json)
    if not as_json:
        console.say(f"promised {_promised(made)}; see interviewkit followup list")


@app.command("list")
def list_followups(
    ctx: typer.Context,
    day: Annotated[
        str | None, typer.Argument(metavar="[DAY]", help="With --due: up to this day, if not today.")
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Only those due on the day (today) or before.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Also those that are done.")] = False,
    as_ics: Annotated[
        bool, typer.Option("--ics", help="Print a calendar of what is open and has a day (RFC 5545).")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """List what was promised, overdue first."""
    desk: Desk = ctx.obj
    if day is not None and not due:
        raise UsageError(f'a day goes with --due: interviewkit followup list --due "{day}"')
    if as_ics and (as_json or every):
        raise UsageError("a calendar holds what is open, and is no JSON: interviewkit followup list --ics > due.ics")
    today = dates.due("today")
    until = dates.due(day) if day else today
    with desk.reading() as store:
        rows = asked.listed(store, due_by=until if due else None, done=every)
    if as_ics:
        _calendar(rows)
    elif as_json:
        console.result(output.render(rows, JSON, "json"), raw=True)
    else:
        fields = (*LIST, DONE) if every else LIST
        console.page(output.render([_told(row, today) for row in rows], fields, "table"))


@app.command()
def done(
    ctx: typer.Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="N", help="The follow-up's number.", autocompletion=completing.from_sql(asked.OPEN_REFS)
        ),
    ],
) -> None:
    """Say that a promise was kept."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        found = references.followup(store, number)
        followups.done(store, desk.author, found)
    console.say(f"done: {found['title']}")


def _calendar(rows: list[Row]) -> None:
    """Print the calendar, and say how many promises have no day to stand on."""
    from interviewkit import __version__
    from interviewkit.exchange import ics

    console.result_bytes(ics.write(rows, __version__).encode())
    undated = sum(row["due"] is None for row in rows)
    if undated:
        left = "1 promise has" if undated == 1 else f"{undated} promises have"
        console.say(f"{left} no day and no place in a calendar; see interviewkit followup list")


def _interview(store: Store, into: str | None, quiet_hours: float) -> Row | None:
    """The interview that is named, or the one that runs; None when none is named and none runs."""
    named = into or os.environ.get("INTERVIEWKIT_INTERVIEW")
    try:
        return references.interview(store, named, quiet_hours=quiet_hours)
    except NotFound:
        if named:
            raise
        return None


def _promised(made: Row) -> str:
    """To whom, in which interview and for when a promise was made, in words."""
    where = f" in {made['interview']}" if made["interview"] else ""
    when = f", due {dates.short_day(made['due'])}" if made["due"] else ", without a date"
    return f"to {made['customer_name']}{where}{when}"


def _told(row: Row, today: str) -> Row:
    """The days as people read them, with a word on those that are due."""
    word = ", overdue" if row["overdue"] else ", today" if row["due"] == today and not row["done_at"] else ""
    kept = dates.local(row["done_at"]).date().isoformat() if row["done_at"] else ""
    return {**row, "due": f"{row['due']}{word}" if row["due"] else "", "done_at": kept}
