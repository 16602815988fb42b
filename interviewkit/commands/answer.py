"""`interviewkit answer N TEXT`."""

from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.park import ALL
from interviewkit.commands.shape import commands_app
from interviewkit.fieldwork import questions
from interviewkit.queries import interviews

app = commands_app()


@app.command()
def answer(
    ctx: typer.Context,
    number: Annotated[
        str,
        typer.Argument(metavar="N", help="The parked question's number.", autocompletion=completing.parked),
    ],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What was answered.")],
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Write down the answer to a parked question."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        hours = desk.settings.quiet_hours
        found = references.parked(store, number, into, quiet_hours=hours)
        interview = references.interview(store, found["ref"].rpartition("/")[0])
        questions.answer(store, desk.author, interview, found, desk.text(text))
        row = next(one for one in interviews.parked(store, interview["id"]) if one["uid"] == found["uid"])
    if as_json:
        console.result(output.render_one(row, ALL, "json"), raw=True)
    else:
        console.say(f"answered: {found['question']}")
