"""`interviewkit search WORDS`."""

import re
from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Row
from interviewkit.errors import UsageError
from interviewkit.queries import search as asked
from interviewkit.vocabulary import Kind

app = commands_app()
FIELDS = (
    output.Field("Entry", "ref"),
    output.Field("Customer", "customer", spare=3),
    output.Field("Tags", "kinds", spare=2),
    output.Field("Question", "question"),
    output.Field("Answer", "answer"),
)
FOUND = (FIELDS[0], FIELDS[2], output.Field("Found", "found"))
"""On a terminal: what stands around the words that were searched for."""
AROUND = 60  # signs shown before what was found
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
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=100000, help="At most so many.")] = 20,
    as_json: options.Json = False,
) -> None:
    """Search what was said, in full text."""
    desk: Desk = ctx.obj
    wanted = desk.text(" ".join(words))
    if not wanted.strip():
        raise UsageError("search for what? Write a word: interviewkit search WORDS")
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
    if console.is_terminal():
        words_of = re.compile("|".join(map(re.escape, re.findall(r"\w+", wanted))) or r"(?!)", re.IGNORECASE)
        console.page(output.render([row | {"found": _around(row, words_of)} for row in shown], FOUND, "table"))
    else:
        console.result(output.render(shown, FIELDS, "table"))


def _around(row: Row, words: re.Pattern[str]) -> str:
    """A piece of the answer, else of the question, around the first of the words, each of them marked."""
    texts = [" ".join(text.split()) for text in (row["answer"], row["question"]) if text]
    text = next((text for text in texts if words.search(text)), texts[0] if texts else "")
    first = words.search(text)
    begin = max(0, first.start() - AROUND) if first else 0
    begin = text.find(" ", begin, first.start()) + 1 or begin if begin and first else begin
    piece = console.harmless(text[begin : begin + 10 * AROUND])
    return ("… " if begin else "") + words.sub(lambda found: console.paint(found[0], "bold"), piece)
