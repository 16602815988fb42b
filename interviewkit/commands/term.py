"""`interviewkit term` and `interviewkit terms`: the words of theirs."""

from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.fieldwork import questions
from interviewkit.queries import interviews

term_app = commands_app()
terms_app = commands_app()
FIELDS = (output.Field("Word", "word"), output.Field("Meaning", "meaning"))
ALL = (output.Field("", "uid"), *FIELDS, output.Field("", "at"), output.Field("", "author"))


@term_app.command()
def term(
    ctx: typer.Context,
    word: Annotated[str, typer.Argument(metavar="WORD", help="The word, as they say it.")],
    meaning: Annotated[str | None, typer.Argument(metavar="[MEANING]", help="What they mean by it.")] = None,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Note a word of theirs, with its meaning once known."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        interview = references.running_interview(store, into, quiet_hours=desk.settings.quiet_hours)
        uid = questions.explain(store, desk.author, interview, desk.text(word), desk.maybe(meaning))
        made = next(row for row in interviews.terms(store, interview["id"]) if row["uid"] == uid)
    if as_json:
        console.result(output.render_one(made, ALL, "json"), raw=True)
    else:
        console.say(f"{made['word']}: {made['meaning'] or 'open until somebody explains it'}")


@terms_app.command()
def terms(
    ctx: typer.Context,
    only_open: Annotated[bool, typer.Option("--open", help="Only those nobody has explained.")] = False,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """List their words."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        interview = references.interview(store, into, quiet_hours=desk.settings.quiet_hours)
        rows = interviews.terms(store, interview["id"])
    shown = [row for row in rows if not only_open or row["meaning"] is None]
    console.result(output.render(shown, ALL if as_json else FIELDS, "json" if as_json else "table"), raw=as_json)
