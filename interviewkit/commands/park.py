"""`interviewkit park` and `interviewkit parked`: what the customer asked the expert."""

from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.fieldwork import questions
from interviewkit.queries import interviews

park_app = commands_app()
parked_app = commands_app()
MADE = tuple(output.Field(name, name) for name in ("uid", "ref", "number"))
FIELDS = (
    output.Field("No", "number"),
    output.Field("Question", "question"),
    output.Field("Why", "why"),
    output.Field("Answer", "answer"),
    output.Field("At", "at"),
)
ALL = (
    *(output.Field(name, name) for name in ("uid", "ref")),
    *FIELDS,
    output.Field("", "answered_at"),
    output.Field("", "author"),
)


@park_app.command()
def park(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What they asked.")],
    why: Annotated[str | None, typer.Option("--why", metavar="WHY", help="Why it matters to an intern.")] = None,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Park a question for the expert, with why it matters."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        interview = references.running_interview(store, into, quiet_hours=desk.settings.quiet_hours)
        made = questions.park(store, desk.author, interview, desk.text(question), desk.maybe(why))
    console.result(output.render_one(made, MADE, "json") if as_json else str(made["number"]), raw=as_json)


@parked_app.command()
def parked(ctx: typer.Context, into: options.Into = None, as_json: options.Json = False) -> None:
    """List what is parked."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        interview = references.interview(store, into, quiet_hours=desk.settings.quiet_hours)
        rows = interviews.parked(store, interview["id"])
    console.result(output.render(rows, ALL if as_json else FIELDS[:4], "json" if as_json else "table"), raw=as_json)
