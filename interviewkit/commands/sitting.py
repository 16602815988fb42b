"""Into the live session: the guide, the notebook and the loop, at this terminal."""

from __future__ import annotations

import typer

from interviewkit import console
from interviewkit.commands.desk import Desk
from interviewkit.errors import Exit


def sit(desk: Desk, ref: str) -> None:
    """Hold the interview at this terminal until it ends or the person leaves.

    Raises typer.Exit with 130 after Ctrl-C twice, with 128 and its number after a signal.
    """
    import gc

    gc.disable()  # a collection amid the imports would keep the first prompt waiting; the session enables it again
    from interviewkit.session import guide as guides
    from interviewkit.session.loop import Loop
    from interviewkit.session.notebook import Notebook
    from interviewkit.session.terminal import hold

    notebook = Notebook(desk.writing, desk.reading, desk.author, ref)
    with desk.reading() as store:
        row = notebook.interview(store)
    guide = guides.load(row["guide"], [desk.location.guides])
    said = "" if row["disclosed"] else f"say: “{guides.fill(guide.opening, row['topic'])}”  then /disclosed"
    session = hold(Loop(notebook, guide), f"{said}\n/help shows what can be typed".strip())
    notebook.retry()
    desk.unwritten = False  # what was typed is in the store, or in the file that is named here
    for sentence in notebook.news:
        console.say(sentence)
    lost = max(notebook.waiting, notebook.kept)
    if lost:
        lines, they, them = (f"{lost} lines are", "they are", "them") if lost > 1 else ("1 line is", "it is", "it")
        console.warn(f"{lines} not in the store; {they} in {notebook.kept_in}: type {them} after resume")
    if not session.ended:
        console.say(f"{ref} goes on; come back to it: interviewkit resume {ref}")
    if session.left_by or session.interrupted:
        raise typer.Exit(128 + session.left_by if session.left_by else Exit.INTERRUPTED)
