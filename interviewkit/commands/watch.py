"""`interviewkit watch [INTERVIEW]`."""

import os
import time

import typer

from interviewkit import console, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app

PACE = 0.5  # seconds between two looks for an interview to begin

app = commands_app()


@app.command()
def watch(ctx: typer.Context, interview: options.InterviewArgument = None) -> None:
    """Watch an interview on a second screen.

    It shows what to ask next, the clock, what is parked and which words are open, and follows what others write;
    q leaves. Before the guide's roadmap phase it holds nothing that a customer should not read: no item, no tag,
    no remark of yours in [brackets]. Without a terminal it is printed once.
    From another machine: ssh -t HOST interviewkit watch
    """
    from interviewkit.session import looking, returning
    from interviewkit.session import watch as second

    desk: Desk = ctx.obj
    on_terminal = console.is_terminal() and os.environ.get("TERM") != "dumb"
    if on_terminal and not interview and not os.environ.get("INTERVIEWKIT_INTERVIEW"):
        _wait_for_one(desk)
    with desk.reading() as store:
        row = references.interview(store, interview, quiet_hours=desk.settings.quiet_hours)
        seen = looking.seen(store, row["uid"])
        guide = returning.followed(store, row, [desk.location.folder / "guides"])
    if on_terminal:
        second.watch(looking.Eye(desk.location, row["uid"]), guide, seen)
    else:
        console.result(second.once(seen, guide))


def _wait_for_one(desk: Desk) -> None:
    """Return once an interview runs in this store; until then say that this waits. Errors: those of the store."""
    told = False
    while True:
        with desk.reading() as store:
            if store.value("SELECT id FROM interviews WHERE ended_at IS NULL LIMIT 1") is not None:
                return
        if not told:
            console.say("waiting for an interview to begin; Ctrl-C leaves")
        told = True
        time.sleep(PACE)
