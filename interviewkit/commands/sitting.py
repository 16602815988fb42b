"""Into the live session: the guide, the notebook and the loop, at this terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from interviewkit import console
from interviewkit.commands.desk import Desk
from interviewkit.commands.status import tell
from interviewkit.errors import Exit
from interviewkit.queries import interviews

if TYPE_CHECKING:
    from interviewkit.session.loop import Loop


def sit(desk: Desk, ref: str) -> None:
    """Hold the interview at this terminal until it ends or the person leaves.

    Raises typer.Exit with 130 after Ctrl-C twice, with 128 and its number after a signal.
    """
    with console.early_prompt("> "):
        loop, opening = _loaded(desk, ref)
    from interviewkit.session.terminal import hold

    session = hold(loop, opening)
    notebook = loop.notebook
    notebook.retry()
    notebook.close()
    desk.unwritten = False  # what was typed is in the store, or in the file that is named here
    for sentence in notebook.news:
        console.say(sentence)
    lost = max(notebook.waiting, notebook.kept)
    if lost:
        lines, they, them = (f"{lost} lines are", "they are", "them") if lost > 1 else ("1 line is", "it is", "it")
        console.warn(f"{lines} not in the store; {they} in {notebook.kept_in}: type {them} after resume")
    if session.ended:
        with desk.reading() as store:
            row = interviews.standing(store, notebook.interview(store)["id"])
        tell(row, as_json=False)
    else:
        console.say(f"{ref} goes on; come back to it: interviewkit resume {ref}")
    if session.left_by or session.interrupted:
        raise typer.Exit(128 + session.left_by if session.left_by else Exit.INTERRUPTED)


def _loaded(desk: Desk, ref: str) -> tuple[Loop, str]:
    """The interview's loop, everything imported that the terminal needs, and what to say first."""
    import gc

    gc.disable()  # a collection amid the imports would keep the prompt waiting; the session enables it again
    from interviewkit.session import guide as guides
    from interviewkit.session import (
        returning,
        terminal,  # noqa: F401  it is the heavy one
    )
    from interviewkit.session.loop import Loop
    from interviewkit.session.notebook import Notebook

    notebook = Notebook(desk.writing, desk.reading, desk.author, ref)
    with desk.reading() as store:
        row = notebook.interview(store)
        guide = returning.followed(store, row, [desk.location.guides])
    said = "" if row["disclosed"] else f"say: “{guides.fill(guide.opening, row['topic'])}”  then /disclosed\n"
    return Loop(notebook, guide), f"{said}/help shows what can be typed"
