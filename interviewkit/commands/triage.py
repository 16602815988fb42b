"""`interviewkit triage [INTERVIEW]`."""

import os
from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.commands.suggesting import OFFERED, Adviser
from interviewkit.commands.undecided import ENTRY, Decision, decisions
from interviewkit.dbfile import Row, Store

app = commands_app()
LISTED = (
    output.Field("Interview", "interview"),
    output.Field("What", "shown"),
    output.Field("Open", "reasons"),
    output.Field("Tags", "kinds"),
    output.Field("Words", "words"),
    output.Field("May speak to", "items"),
)
JSON = tuple(
    output.Field("", name)
    for name in (
        *("what", "uid", "ref", "interview", "customer", "reasons", "question", "answer", "why", "word", "verbatim"),
        *("evidence", "proposes", "because", "labels", "tags", "suggestions"),
    )
)


@app.command()
def triage(
    ctx: typer.Context,
    interview: Annotated[
        str | None,
        typer.Argument(
            metavar="[INTERVIEW]",
            help="The interview; all of them, the latest first, if none is named.",
            autocompletion=completing.interviews,
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Go through what is still untagged or unlinked.

    On a terminal one decision at a time; elsewhere, and as JSON, the list. What you leave as it is counts as gone
    through, and is not asked again: agreement compares it with what others make of it.
    """
    from interviewkit.commands import triaging

    desk: Desk = ctx.obj
    with desk.reading() as store:
        found = decisions(store, desk.author, _named(desk, store, interview))
        walks = console.interactive() and not as_json
        rows = [] if walks else _with_suggestions(store, found)
    if as_json:
        console.result(output.render(rows, JSON, "json"), raw=True)
    elif not found:
        console.say("nothing is left to decide; see interviewkit report")
    elif walks:
        with desk.writing() as store:
            triaging.Walk(desk, store, found).go()
    else:
        console.result(output.render([_listed(row) for row in rows], LISTED, "table"))


def _named(desk: Desk, store: Store, interview: str | None) -> int | None:
    name = interview or os.environ.get("INTERVIEWKIT_INTERVIEW")
    if not name:
        return None
    key: int = references.interview(store, name, quiet_hours=desk.settings.quiet_hours)["id"]
    return key


def _with_suggestions(store: Store, found: list[Decision]) -> list[Row]:
    adviser = Adviser(store)
    return [one.row | {"suggestions": _suggested(adviser, one.row)} for one in found]


def _suggested(adviser: Adviser, row: Row) -> list[Row]:
    return adviser.suggestions(row)[:OFFERED] if row["what"] == ENTRY else []


def _listed(row: Row) -> Row:
    """What a line of the list shows."""
    number = (row.get("ref") or "").rpartition("/")[2]
    return row | {
        "shown": f"{row['what']} {number}".rstrip(),
        "kinds": [tag["kind"] for tag in row.get("tags", [])],
        "words": row.get("answer") or row.get("question") or row.get("word"),
        "items": [each["item"] for each in row["suggestions"]],
    }
