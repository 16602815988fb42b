"""`interviewkit next`: whom to interview next, about what, and why."""

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from interviewkit import console, dates, output
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app

if TYPE_CHECKING:
    from interviewkit.dbfile import Row
    from interviewkit.evidence.proposing import Proposal

app = commands_app()
FIELDS = tuple(
    output.Field("", key)
    for key in ("uid", "customer", "customer_name", "topic", "source", "score", "reasons", "command")
)


@app.command()
def propose(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="At most so many.")] = 3,
    as_json: options.Json = False,
) -> None:
    """Propose whom to interview next, and about what.

    Each proposal is a score, the sum of the points that are printed with what they are for. They order the
    customers, and decide nothing.
    """
    desk: Desk = ctx.obj
    found = _proposed(desk)
    if as_json:
        console.result(output.render(found[:limit], FIELDS, "json"), raw=True)
        return
    console.result("\n\n".join(_told(place, one) for place, one in enumerate(found[:limit], 1)))
    if not found:
        console.say("nobody outside the company is left to ask; add somebody: interviewkit customer add NAME")
    elif len(found) > limit:
        console.say(f"{len(found) - limit} more: interviewkit next --limit {len(found)}")


def _proposed(desk: Desk) -> list["Row"]:
    """The proposals as rows, read in one state of the store."""
    from interviewkit.evidence import proposing
    from interviewkit.queries import asking, study
    from interviewkit.queries.scope import Scope
    from interviewkit.reports.reading import study_of

    settings = desk.settings
    with desk.reading() as store:
        rows = study.read(store, Scope())
        topics = asking.topics(store)
        known = proposing.Asking(
            dates.now(),
            settings.verify_days,
            settings.return_days,
            asking.running(store),
            asking.overdue(store, dates.due("today")),
        )
    return [_row(one, topics) for one in proposing.proposals(study_of(rows), settings.policy, known)]


def _row(one: "Proposal", topics: dict[str, str]) -> "Row":
    customer = one.customer
    topic = topics.get(one.topic, one.topic.replace("-", " ")) or None
    words = ["interviewkit", "start", customer.slug, *(["--topic", topic] if topic else [])]
    words += ["--source", one.source] if one.source != "interview" else []
    return {
        "uid": customer.slug,
        "customer": customer.slug,
        "customer_name": customer.name,
        "topic": topic,
        "source": one.source,
        "score": one.score,
        "reasons": [part._asdict() for part in one.parts],
        "command": shlex.join(words),
    }


def _told(place: int, row: "Row") -> str:
    """One proposal for people: who and about what, the points with their reasons, the command that begins it."""
    about = f" about {row['topic']}" if row["topic"] else ""
    lines = [f"{place}. {row['customer_name']}{about}: {row['score']} points"]
    lines += [f"   {part['points']:+3d}  {part['why']}" for part in row["reasons"]]
    return "\n".join([*lines, f"   {row['command']}"])
