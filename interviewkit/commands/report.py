"""`interviewkit report [roadmap] [ITEM]`."""

from typing import Annotated

import typer

from interviewkit import console, dates, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Store
from interviewkit.errors import GateFailed, UsageError
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.queries.scope import Scope
from interviewkit.vocabulary import Horizon, Source, Status

app = commands_app()
KINDS = ("roadmap",)
Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[roadmap [ITEM]]",
        help="The kind of report, and one item for its page.",
        autocompletion=completing.items,
    ),
]
Gate = Annotated[
    list[str] | None,
    typer.Option(metavar="VERDICT,…", help="Exit 4 when an item has such a verdict; also ITEM:VERDICT."),
]
GateUnless = Annotated[
    list[str] | None,
    typer.Option(metavar="VERDICT,…", help="Exit 4 when an item has another verdict; also ITEM:VERDICT."),
]


@app.command()
def report(
    ctx: typer.Context,
    words: Words = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="text|md|html|json|csv", help="The form it takes.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write it there, whole or not at all."),
    ] = None,
    as_json: options.Json = False,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    since: options.Since = None,
    until: options.Until = None,
    segment: options.Segments = None,
    source: Annotated[
        list[Source] | None, typer.Option("--source", help="Only such conversations (repeat for more).")
    ] = None,
    topic: options.Topics = None,
    customer: Annotated[
        list[str] | None,
        typer.Option(
            "--customer",
            metavar="CUSTOMER",
            help="Only these (repeat for more).",
            autocompletion=completing.customers,
        ),
    ] = None,
    participant: Annotated[
        list[str] | None,
        typer.Option("--participant", metavar="NAME", help="Only what they said (repeat for more)."),
    ] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="planned,building", help="Only items of these.")
    ] = None,
    horizon: Annotated[str | None, typer.Option("--horizon", metavar="now,next", help="Only items of these.")] = None,
    quotes: Annotated[int, typer.Option("--quotes", min=0, max=1000, help="At most so many a side.")] = 5,
    fail_on: Gate = None,
    fail_unless: GateUnless = None,
) -> None:
    """Show which roadmap items the customers' words support.

    Roadmap validation: every item with its verdict and its reason. With --fail-on or --fail-unless it is a gate
    for planning: the report is written, then the exit code says whether it held.
    """
    from interviewkit.commands import reporting
    from interviewkit.reports.context import roadmap_context
    from interviewkit.reports.gate import failures

    desk: Desk = ctx.obj
    item = _item(words or [])
    chosen = reporting.form("json" if as_json else form, to, show=show)
    with desk.reading() as store:
        scope = _scope(store, since, until, segment, source, topic, customer, participant)
        uid = references.item(store, item)["uid"] if item else None
        context = roadmap_context(
            store,
            scope,
            policy=desk.settings.policy,
            statuses=_listed(status, Status),
            horizons=_listed(horizon, Horizon),
            item=uid,
            quotes=quotes,
            generated_at=dates.now(),
            store_shown=desk.location.shown,
        )
    failed = failures(context, fail_on or [], fail_unless or [])
    reporting.deliver(context, "item" if item else "roadmap", chosen, to, show=show)
    for line in failed[:-1]:
        console.error(line)
    if failed:
        raise GateFailed(failed[-1])


def _item(words: list[str]) -> str | None:
    """The item whose page is wanted; `roadmap` itself is the default kind of report."""
    kind, *rest = words or ["roadmap"]
    if kind not in KINDS:
        raise UsageError(
            f"there is no report {kind}; write: interviewkit report roadmap,"
            f" or for one item: interviewkit report roadmap {kind}"
        )
    if len(rest) > 1:
        raise UsageError("a report is of one item, or of all: interviewkit report roadmap ITEM")
    return rest[0] if rest else None


def _scope(
    store: Store,
    since: str | None,
    until: str | None,
    segments: list[str] | None,
    sources: list[Source] | None,
    topics: list[str] | None,
    customers: list[str] | None,
    participants: list[str] | None,
) -> Scope:
    return Scope(
        since=dates.since(since) if since else None,
        until=dates.until(until) if until else None,
        segments=tuple(references.segment(store, name)["slug"] for name in segments or ()),
        sources=tuple(source.value for source in sources or ()),
        topics=tuple(slug_of(topic, "topic") for topic in topics or ()),
        customers=tuple(references.customer(store, name)["slug"] for name in customers or ()),
        participants=tuple(references.participant(store, name)["uid"] for name in participants or ()),
    )


def _listed(words: str | None, known: type[Status] | type[Horizon]) -> tuple[str, ...]:
    wanted = tuple(word.strip() for word in (words or "").split(",") if word.strip())
    for word in wanted:
        if word not in [one.value for one in known]:
            raise UsageError(f"{word!r} is none of {', '.join(one.value for one in known)}")
    return wanted
