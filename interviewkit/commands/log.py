"""`interviewkit log`: one entry from the command line, or many as JSON Lines."""

import os
from functools import partial
from typing import Annotated

import typer

from interviewkit import console, dates, output, recorder, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import entries
from interviewkit.fieldwork.notes import Note, Tagging, checked
from interviewkit.vocabulary import Kind, Stance

app = commands_app()
FIELDS = tuple(output.Field(name, name) for name in ("uid", "ref", "number"))
Links = Annotated[
    list[str] | None,
    typer.Option("--link", metavar="ITEM", help="An item it supports.", autocompletion=completing.items),
]
Against = Annotated[
    list[str] | None,
    typer.Option("--against", metavar="ITEM", help="An item it contradicts.", autocompletion=completing.items),
]
Neutral = Annotated[
    list[str] | None,
    typer.Option(
        "--neutral",
        metavar="ITEM",
        help="An item it speaks to, neither way.",
        autocompletion=completing.items,
    ),
]


@app.command()
def log(
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[QUESTION] ANSWER", help="What was said.")] = None,
    question: Annotated[str | None, typer.Option("-q", "--question", metavar="Q", help="The question.")] = None,
    answer: Annotated[str | None, typer.Option("-a", "--answer", metavar="A", help="The answer.")] = None,
    problem: Annotated[bool, typer.Option("--problem", help="Something that does not work.")] = False,
    process: Annotated[bool, typer.Option("--process", help="A step in how they work.")] = False,
    pain: Annotated[bool, typer.Option("--pain", help="What it costs them.")] = False,
    link: Links = None,
    against: Against = None,
    neutral: Neutral = None,
    severity: options.Severity = None,
    evidence: options.EvidenceOption = None,
    by: options.By = None,
    takes: options.Takes = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="LABEL", help="A theme (repeat for more).", autocompletion=completing.labels),
    ] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Who said it.")] = None,
    verbatim: Annotated[bool, typer.Option("--verbatim", help="Their very words.")] = False,
    aha: Annotated[bool, typer.Option("--aha", help="A moment of insight.")] = False,
    at: options.At = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="Read entries as JSON Lines; all of them or none.")] = False,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Note what the customer said, tagged and linked.

    One text is the answer, two are question and answer; text is taken literally.
    """
    desk: Desk = ctx.obj
    desk.interview = into or os.environ.get("INTERVIEWKIT_INTERVIEW")
    if stdin:
        if words or question or answer:
            raise UsageError("--stdin reads the entries; name no text beside it: interviewkit log --stdin < FILE")
        _log_lines(desk, into, as_json=as_json)
        return
    asked, said = _question_and_answer(words or [], question, answer)
    named = ((link, Stance.SUPPORTS), (against, Stance.CONTRADICTS), (neutral, Stance.NEUTRAL))
    links = [(desk.text(name), stance) for names, stance in named for name in names or ()]
    note = checked(
        Note(
            uid=recorder.new_uid(),
            question=desk.maybe(asked),
            answer=desk.maybe(said),
            at=dates.moment(at) if at else dates.now(),
            speaker=desk.maybe(speaker),
            verbatim=verbatim,
            evidence=evidence,
            labels=[desk.text(name) for name in label or ()],
            aha=aha,
            tags=_tags(
                problem=problem,
                process=process,
                pain=pain,
                severity=severity,
                by=desk.maybe(by),
                takes=takes,
                links=links,
            ),
        )
    )
    _log_one(desk, into, note, at=at, as_json=as_json)


def _log_one(desk: Desk, into: str | None, note: Note, *, at: str | None, as_json: bool) -> None:
    desk.typed = partial(_as_lines, [note])
    with desk.writing() as store:
        interview = _interview(desk, store, into, late=at is not None)
        if at:
            note.at = dates.moment_in(at, interview["started_at"], interview["zone"])
        logged = entries.log(store, desk.author, interview, [note], strict=False)
        row = store.rows("SELECT uid, ref, number FROM entries WHERE uid = :uid", uid=note.uid)[0]
    console.result(output.render_one(row, FIELDS, "json") if as_json else str(row["number"]), raw=as_json)
    if logged.unlinked:
        said = "; ".join(logged.unlinked)
        kind = note.tags[0].kind.value
        raise NotFound(
            f"entry {row['number']} is noted, but {said}; link it: interviewkit link {row['ref']}:{kind} ITEM"
        )


def _as_lines(notes: list[Note]) -> str:
    """Notes as they can be entered again, with the uids they have now: whoever does it twice adds nothing."""
    from interviewkit.fieldwork.lines import written

    return "".join(f"{written(note)}\n" for note in notes)


def _log_lines(desk: Desk, into: str | None, *, as_json: bool) -> None:
    from interviewkit.fieldwork.lines import notes_in

    notes = notes_in(console.read_stdin(), desk.text)
    desk.typed = partial(_as_lines, notes)
    with desk.writing() as store:
        interview = _interview(desk, store, into, late=True)
        logged = entries.log(store, desk.author, interview, notes)
        rows = _told(store, logged.keys)
    if as_json:
        console.result(output.render(rows, FIELDS, "json"), raw=True)
    else:
        console.result("".join(f"{row['number']}\n" for row in rows))
    known = f", {logged.known} there already" if logged.known else ""
    noted = "1 entry" if len(rows) == 1 else f"{len(rows)} entries"
    console.say(f"{noted} noted in {interview['ref']}{known}")


def _interview(desk: Desk, store: Store, into: str | None, *, late: bool) -> Row:
    find = references.interview if late else references.running_interview
    found = find(store, into, quiet_hours=desk.settings.quiet_hours)
    desk.interview = found["ref"]
    return found


def _told(store: Store, keys: list[int]) -> list[Row]:
    from interviewkit.queries.chunks import chunks

    return [
        row
        for part in chunks(keys)
        for row in store.rows(
            f"SELECT uid, ref, number FROM entries WHERE id IN ({part.places}) ORDER BY id", **part.values
        )
    ]


def _question_and_answer(words: list[str], question: str | None, answer: str | None) -> tuple[str | None, str | None]:
    if len(words) > 2 or (words and answer is not None) or (len(words) == 2 and question is not None):
        raise UsageError(
            'give an answer, or a question and an answer, each in quotes: interviewkit log "how?" "we push"'
        )
    if len(words) == 2:
        return words[0], words[1]
    return question, words[0] if words else answer


def _tags(
    *,
    problem: bool,
    process: bool,
    pain: bool,
    severity: int | None,
    by: str | None,
    takes: str | None,
    links: list[tuple[str, Stance]],
) -> list[Tagging]:
    step = bool(by or takes)
    hurts = [kind for kind, marked in ((Kind.PROBLEM, problem), (Kind.PAIN, pain)) if marked]
    if links and not (hurts or process or step):
        raise UsageError("a link hangs on a tag; add --problem, --process or --pain")
    if severity is not None and not hurts:
        raise UsageError("a severity belongs to a problem or a pain; add --problem or --pain")
    tags = [Tagging(kind, severity=severity, links=links) for kind in hurts]
    return tags + ([Tagging(Kind.PROCESS, by=by, takes=takes, links=links)] if process or step else [])
