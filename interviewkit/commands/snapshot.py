"""`interviewkit snapshot [NAME]`."""

from typing import Annotated

import typer

from interviewkit import console, dates, output
from interviewkit.commands import options, scoping, showing
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import snapshots
from interviewkit.fieldwork.snapshots import Judged
from interviewkit.queries import snapshots as asked
from interviewkit.queries.scope import Scope, narrowed

app = commands_app()
VERBS = frozenset({"list", "show", "add", "edit", "remove", "delete"})
"""What other nouns take as their verb, and nobody means as a snapshot's name."""
LIST = (
    output.Field("Snapshot", "ref"),
    output.Field("Kept", "day"),
    output.Field("By", "author"),
    output.Field("Customers", "customers"),
    output.Field("Verdicts", "counted"),
    output.Field("Scope", "narrowed"),
)


@app.command()
def snapshot(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="What to call it; without a name, those that are kept.")
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    segment: options.Segments = None,
    source: options.Sources = None,
    topic: options.Topics = None,
    customer: options.Customers = None,
    participant: options.Participants = None,
    as_json: options.Json = False,
) -> None:
    """Keep today's verdicts, to see later what changed.

    Every roadmap item's verdict is kept, with the scope, the policy, and who was counted and in which state; see
    what changed since with interviewkit report --since-snapshot NAME. Without a name, the snapshots are listed.
    """
    desk: Desk = ctx.obj
    narrowing = (since, until, segment, source, topic, customer, participant)
    if name is None:
        if any(narrowing):
            raise UsageError("a scope belongs to a new snapshot; name it: interviewkit snapshot NAME --since …")
        _list(desk, as_json=as_json)
        return
    if name.strip().lower() in VERBS:
        raise UsageError(
            f"{name} is no name for a snapshot; list them: interviewkit snapshot, show one: interviewkit show NAME,"
            " keep one: interviewkit snapshot before-planning"
        )
    with desk.writing() as store:
        scope = scoping.scope(store, *narrowing)
        made = snapshots.keep(store, desk.author, desk.text(name), lambda: _judged(store, scope, desk))
        kept = asked.whole(store, made["uid"])
    console.result(output.render_one(kept, showing.SNAPSHOT, "json") if as_json else kept["ref"], raw=as_json)
    if not as_json:
        console.say(f"{_told(kept)}; see later what changed: interviewkit report --since-snapshot {kept['ref']}")


def _judged(store: Store, scope: Scope, desk: Desk) -> Judged:
    from interviewkit.reports.asking import Asked
    from interviewkit.reports.keeping import judged

    return judged(Asked(store, scope, desk.settings.policy, dates.now(), desk.location.shown))


def _list(desk: Desk, *, as_json: bool) -> None:
    with desk.reading() as store:
        rows = asked.listed(store)
    if as_json:
        fields = tuple(field for field in showing.SNAPSHOT if field.key != "items")
        console.result(output.render(rows, fields, "json"), raw=True)
    elif rows:
        console.page(output.render([_shown(row) for row in rows], LIST, "table"))
    else:
        console.say("no snapshot is kept; keep one: interviewkit snapshot NAME")


def _shown(row: Row) -> Row:
    return row | {
        "day": dates.local(row["at"]).date().isoformat(),
        "counted": _counted(row["verdicts"]) or "nothing was judged",
        "narrowed": "; ".join(narrowed(row["scope"])) or "every interview",
    }


def _told(kept: Row) -> str:
    """What was kept, in words: "kept the verdicts on 9 items, by 12 customers: 3 validated, 1 contested"."""
    judged = sum(kept["verdicts"].values())
    if not judged:
        return "kept, but no roadmap item was there to judge"
    items = "1 item" if judged == 1 else f"{judged} items"
    customers = "1 customer" if kept["customers"] == 1 else f"{kept['customers']} customers"
    return f"kept the verdicts on {items}, by {customers}: {_counted(kept['verdicts'])}"


def _counted(verdicts: dict[str, int]) -> str:
    from interviewkit.evidence.verdicts import BEST_FIRST, Verdict

    order = [*BEST_FIRST, Verdict.INSUFFICIENT]
    return ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in order if verdict in verdicts)
