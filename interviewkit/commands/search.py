"""`interviewkit search WORDS`."""

from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.queries import search as asked
from interviewkit.vocabulary import Kind

app = commands_app()
FIELDS = (
    output.Field("Entry", "ref"),
    output.Field("Customer", "customer"),
    output.Field("Tags", "kinds"),
    output.Field("Question", "question"),
    output.Field("Answer", "answer"),
)
JSON = tuple(
    output.Field("", name)
    for name in (
        "uid",
        "ref",
        "interview",
        "customer",
        "question",
        "answer",
        "at",
        "verbatim",
        "evidence",
        "labels",
        "tags",
    )
)


@app.command()
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that the entry holds, all of them.")],
    tag: Annotated[Kind | None, typer.Option("--tag", help="Only entries with this tag.")] = None,
    customer: options.Customer = None,
    segment: Annotated[
        str | None,
        typer.Option("--segment", metavar="SEGMENT", help="Only of this segment.", autocompletion=completing.segments),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100000, help="At most so many.")] = 20,
    as_json: options.Json = False,
) -> None:
    """Search what was said, in full text."""
    desk: Desk = ctx.obj
    wanted = desk.text(" ".join(words))
    with desk.reading() as store:
        rows = asked.search(
            store,
            wanted,
            kind=tag.value if tag else None,
            customer=references.customer(store, customer)["slug"] if customer else None,
            segment=references.segment(store, segment)["slug"] if segment else None,
            limit=limit,
        )
    if as_json:
        console.result(output.render(rows, JSON, "json"), raw=True)
        return
    if not rows:
        console.say(f"nothing holds {wanted}")
    shown = [row | {"kinds": [one["kind"] for one in row["tags"]]} for row in rows]
    console.page(output.render(shown, FIELDS, "table"))
