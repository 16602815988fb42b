"""`interviewkit triage [INTERVIEW]`."""

import os
from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.commands.suggesting import LABELS_OFFERED, OFFERED, Adviser
from interviewkit.commands.triage.decisions import ENTRY, Decision, decisions, unread
from interviewkit.dbfile import Row, Store
from interviewkit.evidence.undecided import Reason

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
        *("evidence", "proposes", "because", "labels", "tags", "suggestions", "label_suggestions"),
    )
)
BLIND = tuple(
    output.Field(title, name)
    for title, name in (
        *(("Interview", "interview"), ("Entry", "ref"), ("Question", "question"), ("Answer", "answer")),
        *(("", "what"), ("", "uid"), ("", "customer"), ("", "reasons"), ("", "verbatim")),
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
    blind: Annotated[
        bool, typer.Option("--blind", help="Say what you would tag, without seeing what others have.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Go through what is still untagged or unlinked.

    On a terminal one decision at a time; elsewhere, and as JSON, the list. What you leave as it is counts as gone
    through, and is not asked again: agreement compares it with what others make of it. With --blind you read every
    entry that you have not been through, without a mark on it; no tag is changed, and agreement shows the differences.
    """
    from interviewkit.commands.triage import walk as triaging

    desk: Desk = ctx.obj
    if blind:
        _read_blind(desk, interview, as_json=as_json)
        return
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


def _read_blind(desk: Desk, interview: str | None, *, as_json: bool) -> None:
    from interviewkit.commands.triage.blind import BlindWalk

    with desk.reading() as store:
        found = unread(store, desk.author, _named(desk, store, interview))
    rows = [one.row for one in found]
    if as_json:
        console.result(output.render(rows, BLIND, "json"), raw=True)
    elif not found:
        console.say("you have been through every entry; see interviewkit agreement INTERVIEW")
    elif console.interactive():
        with desk.writing() as store:
            BlindWalk(desk, store, found).go()
        console.say("what others made of it: interviewkit agreement " + found[0].interview["ref"])
    else:
        console.result(output.render(rows, BLIND[:4], "table"))


def _named(desk: Desk, store: Store, interview: str | None) -> int | None:
    name = interview or os.environ.get("INTERVIEWKIT_INTERVIEW")
    if not name:
        return None
    key: int = references.interview(store, name, quiet_hours=desk.settings.quiet_hours)["id"]
    return key


def _with_suggestions(store: Store, found: list[Decision]) -> list[Row]:
    adviser = Adviser(store)
    return [one.row | _suggested(adviser, one.row) for one in found]


def _suggested(adviser: Adviser, row: Row) -> Row:
    return {
        "suggestions": adviser.suggestions(row)[:OFFERED] if row["what"] == ENTRY else [],
        "label_suggestions": adviser.labels(row)[:LABELS_OFFERED] if Reason.UNLABELLED in row["reasons"] else [],
    }


def _listed(row: Row) -> Row:
    """What a line of the list shows."""
    number = (row.get("ref") or "").rpartition("/")[2]
    return row | {
        "shown": f"{row['what']} {number}".rstrip(),
        "kinds": [tag["kind"] for tag in row.get("tags", [])],
        "words": row.get("answer") or row.get("question") or row.get("word"),
        "items": [each["item"] for each in row["suggestions"]],
    }
