"""Where the dots go: `workshop vote|tally|choose`."""

from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.workshop import shown
from interviewkit.errors import InterviewKitError, UsageError
from interviewkit.fieldwork import ballots
from interviewkit.fieldwork.ballots import Ballot
from interviewkit.output import Field

TALLY = (
    Field("Rank", "place"),
    Field("No", "ref"),
    Field("Dots", "dots"),
    Field("Voters", "voters"),
    Field("Problem", "title"),
    Field("Group", "group"),
)
TALLIED = tuple(Field("", name) for name in ("uid", "ref", "name", "vote", "problems", "groups"))


def vote(
    ctx: typer.Context,
    voter: Annotated[
        str | None,
        typer.Argument(
            metavar="[CUSTOMER]", help="Who votes; a member in a --team workshop.", autocompletion=completing.customers
        ),
    ] = None,
    marks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[N[:DOTS]]…", help="Problems by number.", autocompletion=shown.numbers),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option("--csv", metavar="FILE|-", help="Votes as CSV: customer,problem and, if need be, dots."),
    ] = None,
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Put somebody's dots on problems.

    A vote takes the place of what was voted before, until problems are chosen or the workshop ends. On a terminal,
    without numbers, it is a screen to fill in; without a name, one after the other for all who have not voted.
    """
    desk: Desk = ctx.obj
    if file is not None:
        if voter:
            raise UsageError("votes come from the command line or from a file, not both")
        names = _cast(desk, which, _from_file(desk, file))
    elif voter and marks:
        names = _cast(desk, which, [Ballot(desk.text(voter), [ballots.mark(one) for one in marks])])
    elif console.interactive():
        names = _on_screens(desk, which, voter)
    else:
        raise UsageError("who votes for what? interviewkit workshop vote acme 1 4 7; the numbers: workshop show")
    _tell(desk, which, names, as_json=as_json)


def tally(
    ctx: typer.Context,
    now: Annotated[bool, typer.Option("--now", help="Also when not all have voted.")] = False,
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Count the dots, once all who came have voted."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        found = shown.told(store, shown.meant(store, which), now=now)
    vote = found["vote"]
    if vote["hidden"]:
        names = ", ".join(shown.one_line(name) for name in vote["waiting"])
        raise InterviewKitError(
            f"{vote['voted']} of {vote['voters']} have voted; waiting for {names};"
            " see it all the same: interviewkit workshop tally --now"
        )
    if as_json:
        console.result(output.render_one(found, TALLIED, "json"), raw=True)
        return
    groups = [one["name"] for one in found["groups"]]
    fields = [
        *TALLY[:4],
        *(Field(shown.one_line(name), f"at {place}") for place, name in enumerate(groups)),
        *(TALLY[4:] if groups else TALLY[4:5]),
    ]
    rows = [_row(one, groups) for one in found["problems"] if one["picked"] or one["dots"]]
    console.result(output.render(rows, fields, "table"))
    if groups and rows:
        console.result("(each group's column: the dots of those who sit there)")
    console.result(shown.vote_line(found) or "nobody has voted yet; see interviewkit workshop show")


def choose(
    ctx: typer.Context,
    numbers: shown.Numbers = None,
    none: Annotated[bool, typer.Option("--none", help="Take the choice back; votes may change again.")] = False,
    which: shown.Which = None,
    as_json: options.Json = False,
) -> None:
    """Choose the problems that the team works on.

    The vote is over then; --none takes the choice back and lets votes change again.
    """
    desk: Desk = ctx.obj
    if bool(numbers) == none:
        raise UsageError("which ones? interviewkit workshop choose 1 4; or --none")
    with desk.writing() as store:
        workshop = references.workshop(store, which)
        before = shown.told(store, workshop)
        over = any(one["chosen"] for one in before["problems"])
        waiting = [] if over or none else before["vote"]["waiting"]
        chosen, news = ballots.choose(store, desk.author, workshop, numbers or ())
        found = shown.told(store, workshop)
    for line in news:
        console.say(line)
    if waiting:
        names = ", ".join(shown.one_line(name) for name in waiting)
        console.warn(f"not yet voted: {names}; to let them vote: interviewkit workshop choose --none")
    if as_json:
        console.result(shown.problems_json(found, chosen), raw=True)
    else:
        console.say(f"chosen: {', '.join(one['ref'] for one in chosen) or 'nothing any more'}")


def _cast(desk: Desk, which: str | None, cast: list[Ballot]) -> list[str]:
    with desk.writing() as store:
        return ballots.vote(store, desk.author, references.workshop(store, which), cast)


def _from_file(desk: Desk, file: str) -> list[Ballot]:
    from interviewkit import texts
    from interviewkit.commands.failing import readable
    from interviewkit.exchange import votes

    return votes.read(texts.decode(readable(desk, file), console.warn))


def _on_screens(desk: Desk, which: str | None, voter: str | None) -> list[str]:
    from interviewkit.commands.workshop import balloting

    with desk.writing() as store:
        return balloting.walk(desk, store, references.workshop(store, which), voter)


def _tell(desk: Desk, which: str | None, names: list[str], *, as_json: bool) -> None:
    """Say who voted and how many are still to."""
    with desk.reading() as store:
        found = shown.told(store, references.workshop(store, which))
    if as_json:
        console.result(shown.seats_json(found, names), raw=True)
    elif names:
        vote = found["vote"]
        console.say(
            f"{', '.join(shown.one_line(name) for name in names)} voted: {vote['voted']} of {vote['voters']} have;"
            " see interviewkit workshop tally"
        )
        for name in (one for one in vote["coworkers"] if one in names):
            console.say(f"{shown.one_line(name)} is internal: coworkers' dots stand beside the tally, not in it")


def _row(one: shown.Plain, groups: list[str]) -> shown.Plain:
    by_group = {f"at {place}": one["by_group"][name] for place, name in enumerate(groups)}
    return one | by_group | {"place": shown.place(one)}
