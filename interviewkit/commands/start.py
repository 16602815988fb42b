"""`interviewkit start CUSTOMER`."""

from typing import Annotated

import typer

from interviewkit import console, dates, output, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.fieldwork import interviews
from interviewkit.vocabulary import Source

app = commands_app()
FIELDS = tuple(output.Field(name, name) for name in ("uid", "ref", "customer"))


@app.command()
def start(
    ctx: typer.Context,
    customer: Annotated[
        str,
        typer.Argument(
            metavar="CUSTOMER",
            help="A customer's slug or name; a new one is added.",
            autocompletion=completing.customers,
        ),
    ],
    topic: Annotated[
        str | None,
        typer.Option(
            "--topic",
            metavar="TOPIC",
            help="The process to be walked through.",
            autocompletion=completing.topics,
        ),
    ] = None,
    guide: Annotated[
        str | None,
        typer.Option("--guide", metavar="GUIDE", help="The guide to follow, if not the one for the source."),
    ] = None,
    segment: options.Segments = None,
    interviewer: Annotated[list[str] | None, typer.Option("--interviewer", metavar="NAME", help="Who asks.")] = None,
    note_taker: Annotated[
        list[str] | None, typer.Option("--note-taker", metavar="NAME", help="Who types, if not you.")
    ] = None,
    participant: Annotated[
        list[str] | None,
        typer.Option("--participant", metavar='"NAME, ROLE"', help="Who speaks for the customer."),
    ] = None,
    minutes: Annotated[
        int, typer.Option("--minutes", metavar="N", min=1, max=1440, help="How long it is meant to last.")
    ] = 60,
    source: options.SourceOption = Source.INTERVIEW,
    lifecycle: options.LifecycleOption = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="A coworker's team: never counted in a verdict.")
    ] = False,
    disclosed: Annotated[bool, typer.Option("--disclosed", help="The intern stance was told.")] = False,
    consent: options.ConsentOption = None,
    at: options.At = None,
    no_session: Annotated[bool, typer.Option("--no-session", help="Only begin; print the interview's slug.")] = False,
    as_json: options.Json = False,
) -> None:
    """Begin an interview with a customer."""
    desk: Desk = ctx.obj
    if guide is not None:
        from interviewkit.session import guide as guides

        guides.load(desk.text(guide), [desk.location.guides])
    opening = interviews.Opening(
        customer=desk.text(customer),
        topic=desk.maybe(topic),
        guide=desk.maybe(guide) or "",
        segments=[desk.text(name) for name in segment or ()],
        interviewers=[desk.text(name) for name in interviewer or ()],
        note_takers=[desk.text(name) for name in note_taker or ()],
        participants=[desk.text(words) for words in participant or ()],
        minutes=minutes,
        source=source,
        lifecycle=lifecycle,
        internal=internal,
        disclosed=disclosed,
        consent=consent,
        at=dates.moment(at) if at else None,
    )
    with desk.writing(create=True) as store:
        opened = interviews.start(store, desk.author, opening)
    sits = console.interactive() and not no_session and not as_json
    for news in opened.news if sits else [*opened.news, *_before(desk, opened.uid, source)]:
        console.say(news)
    if as_json:
        row = {"uid": opened.uid, "ref": opened.ref, "customer": opened.customer}
        console.result(output.render_one(row, FIELDS, "json"), raw=True)
        return
    console.result(opened.ref)
    if sits:
        from interviewkit.commands.sitting import sit

        sit(desk, opened.ref)


def _before(desk: Desk, uid: str, source: Source) -> list[str]:
    """What a check-in comes back to, where no session is there to ask it."""
    if source is not Source.CHECK_IN:
        return []
    from interviewkit.session import returning

    with desk.reading() as store:
        return returning.told(returning.before(store, references.interview(store, uid)))
