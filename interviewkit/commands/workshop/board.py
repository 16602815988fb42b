"""What stands on the board: `workshop problem|voice|join|pick`."""

from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import completing, options, showing
from interviewkit.commands.desk import Desk
from interviewkit.commands.workshop import shown
from interviewkit.fieldwork import boards
from interviewkit.fieldwork.boards import Stated

Links = Annotated[
    list[str] | None,
    typer.Option(
        "--link", metavar="ITEM", help="A roadmap item that it supports (repeat).", autocompletion=completing.items
    ),
]
Labels = Annotated[
    list[str] | None,
    typer.Option("--label", metavar="L", help="A theme (repeat).", autocompletion=completing.labels),
]
Topic = Annotated[
    str | None,
    typer.Option("--topic", metavar="T", help="What the talk is about; once said, it holds for the workshop."),
]
Verbatim = Annotated[bool, typer.Option("--verbatim", help="These are their very words.")]
Number = Annotated[str, typer.Argument(metavar="N", help="A problem, by number.", autocompletion=shown.numbers)]


def problem(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What does not work, as they say it.")],
    group: Annotated[str | None, typer.Option("--group", metavar="GROUP", help="Where, if not at theirs.")] = None,
    customer: shown.Customers = None,
    severity: options.Severity = None,
    link: Links = None,
    label: Labels = None,
    verbatim: Verbatim = False,
    topic: Topic = None,
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Put a problem on the board, stated by customers.

    Each of them gets an entry tagged as a problem, in an interview of source workshop: it is linked, counted and
    reported like any other.
    """
    desk: Desk = ctx.obj
    stated = Stated(
        desk.text(text),
        customers=list(customer or ()),
        group=desk.maybe(group),
        severity=severity,
        items=list(link or ()),
        labels=[desk.text(one) for one in label or ()],
        verbatim=verbatim,
        topic=desk.maybe(topic),
    )
    with desk.writing() as store:
        workshop = references.workshop(store, which)
        made, _ = boards.put_up(store, desk.author, workshop, stated)
        found = next(one for one in shown.told(store, workshop)["problems"] if one["uid"] == made["uid"])
    console.result(output.render_one(found, showing.PROBLEM, "json") if as_json else made["ref"], raw=as_json)


def voice(
    ctx: typer.Context,
    number: Number,
    customers: Annotated[
        list[str], typer.Argument(metavar="CUSTOMER…", help="Who says so too.", autocompletion=completing.customers)
    ],
    severity: options.Severity = None,
    link: Links = None,
    label: Labels = None,
    topic: Topic = None,
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Note that more customers state a problem of the board.

    Links and severity are the problem's, unless you say otherwise: --link, --severity.
    """
    desk: Desk = ctx.obj
    stated = Stated(
        "",
        customers=list(customers),
        severity=severity,
        items=list(link or ()),
        labels=[desk.text(one) for one in label or ()],
        topic=desk.maybe(topic),
    )
    with desk.writing() as store:
        workshop = references.workshop(store, which)
        done = boards.voice(store, desk.author, workshop, number, stated)
        found = next(one for one in shown.told(store, workshop)["problems"] if {*done.refs} & {*one["entries"]})
    for line in done.news:
        console.say(line)
    if as_json:
        console.result(output.render_one(found, showing.PROBLEM, "json"), raw=True)
    else:
        console.result("".join(f"{ref}\n" for ref in done.refs))


def join(
    ctx: typer.Context,
    number: Number,
    others: Annotated[
        list[str], typer.Argument(metavar="N…", help="Those that are the same.", autocompletion=shown.numbers)
    ],
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Say that problems are the same as the first one, dots and all.

    What one of them is linked to, all are, and who rated nothing has the first one's severity.
    """
    desk: Desk = ctx.obj
    with desk.writing() as store:
        workshop = references.workshop(store, which)
        kept, news = boards.join(store, desk.author, workshop, number, others)
        found = shown.told(store, workshop)
    for line in news:
        console.say(line)
    if as_json:
        console.result(shown.problems_json(found, [kept]), raw=True)
    else:
        console.say(f"one problem from now on: {kept['ref']} {shown.one_line(kept['title'])}")


def pick(
    ctx: typer.Context,
    group: Annotated[str, typer.Argument(metavar="GROUP", help="Which group picks.")],
    numbers: Annotated[
        list[str], typer.Argument(metavar="N…", help="Its top three, by number.", autocompletion=shown.numbers)
    ],
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Note which problems a group picks as its top three."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        workshop = references.workshop(store, which)
        picked = boards.pick(store, desk.author, workshop, desk.text(group), numbers)
        found = shown.told(store, workshop)
    if as_json:
        console.result(shown.problems_json(found, picked), raw=True)
    else:
        console.say(f"{shown.one_line(group)} picked {', '.join(one['ref'] for one in picked)}")
