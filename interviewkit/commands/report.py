"""`interviewkit report [KIND] [REF]`."""

from typing import TYPE_CHECKING, Annotated

import typer

from interviewkit import console, dates
from interviewkit.commands import completing, hiding, options, scoping
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import GateFailed, UsageError
from interviewkit.reports import kinds
from interviewkit.vocabulary import Horizon, Status

if TYPE_CHECKING:
    from interviewkit.reports.asking import Report

app = commands_app()
Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[KIND [REF]]",
        help="The kind of report (roadmap unless named), and what it is of.",
        autocompletion=completing.reports,
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
Template = Annotated[
    str | None,
    typer.Option("--template", metavar="FILE", help="Lay it out by this Jinja template: .html, .md or text."),
]


# \b keeps the lines of a help text as they are.
KINDS_TOLD = "\b\nKinds of report:\n" + "\n".join(f"  {kind.name:<10}  {kind.line}" for kind in kinds.KINDS.values())


@app.command(epilog=KINDS_TOLD)
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
    source: options.Sources = None,
    topic: options.Topics = None,
    customer: options.Customers = None,
    participant: options.Participants = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="planned,building", help="Only items of these.")
    ] = None,
    horizon: Annotated[str | None, typer.Option("--horizon", metavar="now,next", help="Only items of these.")] = None,
    quotes: Annotated[int, typer.Option("--quotes", metavar="N", min=0, max=1000, help="At most so many a side.")] = 5,
    full: Annotated[bool, typer.Option("--full", help="With everything that was said (report interview).")] = False,
    since_snapshot: options.SinceSnapshot = None,
    anonymous: options.Anonymous = False,
    mask: options.MaskWords = None,
    template: Template = None,
    context: Annotated[bool, typer.Option("--context", help="Print what a template is given, as JSON.")] = False,
    fail_on: Gate = None,
    fail_unless: GateUnless = None,
) -> None:
    """Show which roadmap items the customers' words support.

    Roadmap validation is the default kind: every item with its verdict and its reason. With --fail-on or
    --fail-unless it is a gate for planning: the report is written, then the exit code says whether it held.

    With --anonymous customers become Customer A, B, … in the order of their first interviews, their people Person A1,
    A2, …: in slugs, references and addresses too, and wherever an answer names them, by a whole name, a part of it or
    a former one. Times are told in UTC, and weights are left out; your own team's names stay. It masks a word too many
    rather than one too few; nicknames, places and products it cannot know: read it before you give it away, and add
    them with --mask.

    A template beside the store, in templates/, takes the place of the shipped one of its name; --template FILE
    lays out any report. Such templates run in a sandbox, for 20 seconds at most, and reach no file outside the folders
    of templates; --context prints what they are given.
    """
    from interviewkit.commands import reporting
    from interviewkit.reports.anonymous import masked
    from interviewkit.reports.asking import Asked

    desk: Desk = ctx.obj
    kind, reference = kinds.named(words or [])
    if (fail_on or fail_unless) and kind.name != "roadmap":
        raise UsageError("a gate is on the roadmap: interviewkit report --fail-on VERDICT")
    if since_snapshot and kind.name != "roadmap":
        raise UsageError("snapshots are of the roadmap: interviewkit report roadmap --since-snapshot NAME")
    kinds.check(kind, reference, _given(ctx))
    besides = hiding.words(desk, "report", mask, anonymous=anonymous)
    if as_json and form not in (None, "json"):
        raise UsageError(f"--json or --format {form}? Name one of them")
    chosen = reporting.form("json" if as_json else form, to, show=show, template=template, context=context)
    own = reporting.templates(desk, template, chosen)
    with desk.reading() as store:
        seen, names = hiding.hidden(store, besides, anonymous=anonymous)
        asked = Asked(
            seen,
            scoping.scope(store, since, until, segment, source, topic, customer, participant),
            desk.settings.policy,
            generated_at=dates.now(),
            store_shown=desk.location.shown,
            reference=reference,
            statuses=_listed(status, Status),
            horizons=_listed(horizon, Horizon),
            quotes=quotes,
            full=full,
            since_snapshot=since_snapshot,
            verify_days=desk.settings.verify_days,
            return_days=desk.settings.return_days,
        )
        report = kinds.made(kind, asked)
        shown = masked(report, names) if names else report
    failed = _failures(report, fail_on or [], fail_unless or [])
    reporting.deliver(shown, chosen, to, show=show, own=own)
    for line in failed[:-1]:
        console.error(line)
    if failed:
        raise GateFailed(failed[-1])


def _given(ctx: typer.Context) -> list[str]:
    """The options that were written, as they are written."""
    sources = {name: ctx.get_parameter_source(name) for name in ctx.params}
    return [f"--{name.replace('_', '-')}" for name, source in sources.items() if source and source.name != "DEFAULT"]


def _failures(report: "Report", fail_on: list[str], fail_unless: list[str]) -> list[str]:
    """One sentence per item that fails the gate; a gate that had nothing to look at is warned about."""
    if not fail_on and not fail_unless:
        return []
    from interviewkit.reports import gate

    found = gate.failures(report.context, fail_on, fail_unless)
    if not found:
        for line in gate.doubts(report.context):
            console.warn(line)
    return found


def _listed(words: str | None, known: type[Status] | type[Horizon]) -> tuple[str, ...]:
    wanted = tuple(word.strip() for word in (words or "").split(",") if word.strip())
    for word in wanted:
        if word not in [one.value for one in known]:
            raise UsageError(f"{word!r} is none of {', '.join(one.value for one in known)}")
    return wanted
