"""`interviewkit import transcript|notes|jsonl`; the module's name ends in _ because the word is Python's."""

from typing import Annotated

import typer

from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.vocabulary import Source

app = commands_app(text="Bring in transcripts, notes, and what was exported.")
File = Annotated[str, typer.Argument(metavar="FILE|-", help="The file, or - for standard input.")]
Who = Annotated[
    str | None,
    typer.Option(
        "--customer",
        metavar="CUSTOMER",
        help="A customer's slug or name; a new one is added.",
        autocompletion=completing.customers,
    ),
]
Interviewers = Annotated[
    list[str] | None, typer.Option("--interviewer", metavar="NAME", help="Who asked (repeat for more).")
]
Topic = Annotated[
    str | None,
    typer.Option(
        "--topic", metavar="TOPIC", help="The process that was talked about.", autocompletion=completing.topics
    ),
]
At = Annotated[
    str | None, typer.Option("--at", metavar="WHEN", help="When it began, if the file does not tell: 2026-11-21T10:00.")
]
Internal = Annotated[bool, typer.Option("--internal", help="A coworker's team: never counted in a verdict.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen; store nothing.")]


@app.command()
def transcript(
    ctx: typer.Context,
    file: File,
    customer: Who = None,
    interviewer: Interviewers = None,
    topic: Topic = None,
    at: At = None,
    speakers: Annotated[
        list[str] | None,
        typer.Option("--speakers", metavar="A=customer,B=interviewer", help="Who is who, if names do not tell."),
    ] = None,
    segment: options.Segments = None,
    source: options.SourceOption = Source.INTERVIEW,
    internal: Internal = False,
    dry_run: DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Bring in a transcript: what the interviewers said are questions, the rest answers.

    WebVTT, SRT, Otter, Google Meet or plain "Name: text", told apart by content. Importing a file again changes
    nothing. --speakers also takes a name, A=Ann or A=customer:Ann, and A=text for what is no speaker.
    """
    from interviewkit.commands.importing import transcribing
    from interviewkit.commands.importing.bringing import Told

    desk: Desk = ctx.obj
    told = Told(desk, customer, interviewer, topic, at, segment, source, internal=internal)
    transcribing.bring(desk, file, told, speakers or [], dry_run=dry_run, as_json=as_json)


@app.command()
def notes(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|FOLDER|-", help="Notes, or a folder full of them.")],
    customer: Who = None,
    interviewer: Interviewers = None,
    topic: Topic = None,
    at: At = None,
    segment: options.Segments = None,
    source: options.SourceOption = Source.INTERVIEW,
    internal: Internal = False,
    dry_run: DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Bring in notes in Markdown or plain text, each file as an interview.

    Q: and A:, "- question" with "_answer_" beneath, or headings as questions. What a file says of itself at its
    beginning (customer, date, topic, interviewer, participant) is heeded; options go before it.
    """
    from interviewkit.commands.importing import noting
    from interviewkit.commands.importing.bringing import Told

    desk: Desk = ctx.obj
    told = Told(desk, customer, interviewer, topic, at, segment, source, internal=internal)
    noting.bring(desk, file, told, dry_run=dry_run, as_json=as_json)


@app.command()
def jsonl(ctx: typer.Context, file: File, as_json: options.Json = False) -> None:
    """Bring in what export jsonl wrote: every version of everything, exactly; a second time changes nothing."""
    from interviewkit.commands.importing import uniting

    uniting.bring(ctx.obj, file, as_json=as_json)
