"""`interviewkit resolve REF`."""

from __future__ import annotations

from typing import Annotated

import typer

from interviewkit import console, output
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.naming import known
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.queries import conflicts as asked

app = commands_app()
FIELDS = tuple(output.Field("", name) for name in ("ref", "table", "uid", "field", "value"))


@app.command()
def resolve(
    ctx: typer.Context,
    reference: options.AnyReference,
    mine: Annotated[bool, typer.Option("--mine", help="Take the value that you gave.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="Take the value that somebody else gave.")] = False,
    take: Annotated[
        int | None, typer.Option("--take", metavar="NUMBER", help="Take this one, as conflicts numbers them.")
    ] = None,
    field: Annotated[str | None, typer.Option("--field", metavar="FIELD", help="Settle only this field.")] = None,
    apart: Annotated[bool, typer.Option("--apart", help="Take back that this interview is part of another.")] = False,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Settle a field that has two values.

    Of an entry its tags, labels and links are settled too. The values that are not taken stay in the history.
    """
    desk: Desk = ctx.obj
    if mine + theirs + (take is not None) + apart > 1:
        raise UsageError("one way to settle it is enough: --mine, --theirs, --take NUMBER or --apart")
    if apart:
        _part(desk, reference, as_json=as_json)
        return
    with desk.reading() as store:
        found = [row for row in _meant(desk, store, reference, into) if field in (None, row["field"])]
    if not found:
        raise NotFound(f"{reference} has no {field or 'field'} with two values; see interviewkit conflicts")
    if take is not None and len(found) > 1:
        named = ", ".join(f"{row['ref']} {row['field']}" for row in found)
        raise UsageError(f"several fields have two values ({named}); name one: --field {found[0]['field']}")
    chosen = [(row, value) for row in found if (value := _chosen(desk, row, mine, theirs, take))]
    if chosen:
        from interviewkit.store import settling

        with desk.writing() as store:
            settling.settle(store, desk.author, chosen)
    rows = [row | {"value": value["value"]} for row, value in chosen]
    if as_json:
        console.result(output.render(rows, FIELDS, "json"), raw=True)
    for row in () if as_json else rows:
        console.result(f"{row['ref']} {row['field']}: {row['value']}")


def _meant(desk: Desk, store: Store, reference: str, into: str | None) -> list[Row]:
    """The open fields of whatever the reference names, and of what hangs on it."""
    rows = asked.listed(store)
    exact = [row for row in rows if reference in (row["ref"], row["uid"])]
    if exact:
        return exact
    thing = known(store, reference, into, quiet_hours=desk.settings.quiet_hours)
    uid = thing.row["uid"]
    return [
        row
        for row in rows
        if (row["table"] == thing.table and row["uid"] == uid)
        or (thing.table == "entry" and row["uid"].startswith(f"{uid}:"))
    ]


def _chosen(desk: Desk, row: Row, mine: bool, theirs: bool, take: int | None) -> Row | None:
    """The value that was asked for. Errors: UsageError where that is none, or not one alone."""
    values: list[Row] = row["values"]
    if take is not None:
        fits = [value for value in values if value["number"] == take]
    elif mine or theirs:
        fits = [value for value in values if (desk.author in value["authors"]) is mine]
    else:
        return _asked(row)
    if len(fits) != 1:
        listed = "; ".join(f"{value['number']} {value['author']}: {value['value']}" for value in values)
        whose = f"number {take}" if take is not None else "yours" if mine else "theirs"
        raise UsageError(
            f"{len(fits)} of the values of {row['ref']} {row['field']} are {whose} ({listed}); say --take NUMBER"
        )
    return fits[0]


def _asked(row: Row) -> Row | None:
    """The value that a person on the terminal takes; none for an empty answer. Errors: UsageError off a terminal."""
    if console.interactive():
        console.say(f"{row['ref']} {row['field']}")
        for value in row["values"]:
            shows = "  (shows now)" if value["shown"] else ""
            console.say(f"  {value['number']}  {value['author']}, {value['at']}: {value['value']}{shows}")
    answer = console.ask("Which one holds? Its number, or nothing to leave it open:").strip()
    found = next((value for value in row["values"] if str(value["number"]) == answer), None)
    if answer and found is None:
        raise UsageError(f"there is no value {answer}; see interviewkit conflicts")
    return found


def _part(desk: Desk, reference: str, *, as_json: bool) -> None:
    from interviewkit.store import joining

    with desk.writing() as store:
        found = joining.part(store, reference)
        if found is None:
            raise NotFound(f"{reference} is part of no other interview; see interviewkit list")
        joining.apart(store, desk.author, found["uid"])
    if as_json:
        row = {"ref": found["ref"], "table": "interview", "uid": found["uid"], "field": "part_of", "value": None}
        console.result(output.render([row], FIELDS, "json"), raw=True)
    else:
        console.result(f"{found['ref']} is an interview of its own again, apart from {found['whole']}")
