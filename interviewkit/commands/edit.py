"""`interviewkit edit REF`."""

from typing import Annotated

import typer

from interviewkit import console, dates, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import UsageError
from interviewkit.fieldwork import entries

app = commands_app()


@app.command()
def edit(
    ctx: typer.Context,
    reference: options.EntryReference,
    question: Annotated[str | None, typer.Option("-q", "--question", metavar="Q", help="The new question.")] = None,
    answer: Annotated[str | None, typer.Option("-a", "--answer", metavar="A", help="The new answer.")] = None,
    at: options.At = None,
    into: options.Into = None,
) -> None:
    """Change the words or the moment of an entry.

    On a terminal, without options, the editor opens: $VISUAL, $EDITOR.
    """
    desk: Desk = ctx.obj
    if question is None and answer is None and at is None:
        _in_the_editor(desk, reference, into)
    else:
        _change(desk, reference, into, question=question, answer=answer, at=at)


def _change(
    desk: Desk, reference: str, into: str | None, *, question: str | None, answer: str | None, at: str | None = None
) -> None:
    asked, said = desk.maybe(question), desk.maybe(answer)
    with desk.writing() as store:
        entry = references.entry(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        within = references.interview(store, entry["interview_ref"])
        moment = dates.moment_in(at, within["started_at"], within["zone"]) if at else None
        changed = entries.edit(store, desk.author, entry, question=asked, answer=said, at=moment)
    console.say(
        f"changed {entry['ref']}; see interviewkit history {entry['ref']}" if changed else "nothing is different"
    )


def _in_the_editor(desk: Desk, reference: str, into: str | None) -> None:
    """Change what the person changed there; what somebody else changed meanwhile stays."""
    if not console.interactive():
        raise UsageError(f'say what to change: interviewkit edit {reference} -a "…"')
    from interviewkit.commands.editing import question_and_answer

    with desk.reading() as store:
        entry = references.entry(store, reference, into, quiet_hours=desk.settings.quiet_hours)
    before = (entry["question"] or "", entry["answer"] or "")
    with question_and_answer(*before) as after:
        asked, said = (new if new != old else None for old, new in zip(before, after, strict=True))
        _change(desk, entry["uid"], None, question=asked, answer=said)
