"""Into the live session: the guide, the notebook and the loop, at this terminal."""

from __future__ import annotations

from interviewkit import console, references
from interviewkit.commands.desk import Desk


def sit(desk: Desk, ref: str) -> None:
    """Hold the interview at this terminal until it ends or the person leaves."""
    from interviewkit.session import guide as guides
    from interviewkit.session.loop import Loop
    from interviewkit.session.notebook import Notebook
    from interviewkit.session.terminal import hold

    with desk.reading() as store:
        row = references.interview(store, ref)
    guide = guides.load(row["guide"], [desk.location.guides])
    loop = Loop(Notebook(desk.writing, desk.reading, desk.author, ref), guide)
    said = "" if row["disclosed"] else f"say: “{guides.fill(guide.opening, row['topic'])}”  then /disclosed"
    ended = hold(loop, f"{said}\n/help shows what can be typed".strip())
    if not ended:
        console.say(f"{ref} goes on; come back to it: interviewkit resume {ref}")
