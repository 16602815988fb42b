"""`interviewkit resume INTERVIEW`."""

import typer

from interviewkit import console, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.fieldwork import interviews

app = commands_app()


@app.command()
def resume(ctx: typer.Context, interview: options.InterviewArgument = None) -> None:
    """Go back into an interview, after a crash too.

    One that has ended runs again. Without a terminal its slug is printed.
    """
    desk: Desk = ctx.obj
    try:
        with desk.writing() as store:
            found = references.interview(store, interview, quiet_hours=float("inf"))
            interviews.resume(store, desk.author, found)
    finally:
        desk.unwritten = False  # nothing has been typed yet that would need a rescue
    if not console.interactive():
        console.result(found["ref"])
        return
    from interviewkit.commands.sitting import sit

    sit(desk, found["ref"])
