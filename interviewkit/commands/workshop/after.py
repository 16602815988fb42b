"""What becomes of it: `workshop deliver|end|mail`."""

from typing import Annotated

import typer

from interviewkit import console, dates, output, references
from interviewkit.commands import completing, options, showing
from interviewkit.commands.desk import Desk
from interviewkit.commands.workshop import shown
from interviewkit.fieldwork import ballots, workshops
from interviewkit.vocabulary import Delivery

PROMISED = tuple(output.Field("", name) for name in ("uid", "number", "customer", "due"))
MAIL = tuple(output.Field("", name) for name in ("to", "subject", "body"))


def deliver(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="N", help="A chosen problem.", autocompletion=shown.numbers)],
    state: Annotated[Delivery, typer.Option("--state", help="How far it got.")],
    why: Annotated[str | None, typer.Option("--why", metavar="WHY", help="What blocked it, or what to know.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who did it.")] = None,
    takes: Annotated[str | None, typer.Option("--takes", metavar="2h|1d", help="How long it took.")] = None,
    at: options.At = None,
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Say how far a chosen problem got, by whom, how long it took.

    In production in less than three hours is a quick win. What blocked the rest is the week's best lesson.
    """
    desk: Desk = ctx.obj
    with desk.writing() as store:
        workshop = shown.meant(store, which)
        row = ballots.deliver(
            store,
            desk.author,
            workshop,
            number,
            state,
            why=desk.maybe(why),
            who=desk.maybe(by),
            takes=takes,
            at=dates.moment(at) if at else None,
        )
        found = next(one for one in shown.told(store, workshop)["problems"] if one["uid"] == row["uid"])
    if as_json:
        console.result(output.render_one(found, showing.PROBLEM, "json"), raw=True)
    else:
        quick = ", a quick win" if found["delivery"]["quick"] else ""
        console.say(f"{found['ref']} {shown.one_line(found['title'])}: {state.value}{quick}")


def end(
    ctx: typer.Context,
    check_in: Annotated[
        str, typer.Option("--check-in", metavar="DAY", help="When everybody who came is met again.")
    ] = "in a month",
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """End a workshop; everybody who came is promised a check-in."""
    desk: Desk = ctx.obj
    day = dates.due(check_in)
    with desk.writing() as store:
        workshop = references.workshop(store, which)
        promised = workshops.end(store, desk.author, workshop, day)
    if as_json:
        console.result(output.render(promised, PROMISED, "json"), raw=True)
    else:
        console.result(workshop["ref"])
        met = "1 customer is" if len(promised) == 1 else f"{len(promised)} customers are"
        again = f"; {met} met again by {dates.short_day(day)}: interviewkit followup list" if promised else ""
        console.say(f"ended{again}")


def mail(
    ctx: typer.Context,
    customer: Annotated[
        str | None,
        typer.Argument(metavar="[CUSTOMER]", help="To whom, if not to all.", autocompletion=completing.customers),
    ] = None,
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Print the mail that follows a workshop.

    What they said and voted for, what was delivered, what is still owed, and when to meet again.
    """
    from interviewkit.reports.kinds import workshop
    from interviewkit.reports.render import render

    desk: Desk = ctx.obj
    with desk.reading() as store:
        report = workshop.mail(store, shown.meant(store, which)["uid"], customer)
    body = render(report, "text", width=72)
    if as_json:
        console.result(output.render_one(report.context | {"body": body}, MAIL, "json"), raw=True)
    else:
        console.result(f"Subject: {shown.one_line(report.context['subject'])}\n\n{body}")
