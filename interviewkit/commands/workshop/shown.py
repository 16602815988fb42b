"""How a workshop looks on a terminal, which fields its JSON has, and the options that its verbs share."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from interviewkit import console, dates, output, references
from interviewkit.commands import completing
from interviewkit.commands.showing import PROBLEM, SEAT
from interviewkit.dbfile import Row, Store
from interviewkit.evidence.workshops import summary
from interviewkit.output import Field
from interviewkit.queries import workshops as asked
from interviewkit.reports.wording import plural

Plain = dict[str, Any]
Which = Annotated[
    str | None,
    typer.Option(
        "--workshop",
        "-w",
        metavar="WORKSHOP",
        help="The workshop, if not the last open one.",
        autocompletion=completing.from_sql("SELECT ref FROM workshops ORDER BY held_at DESC"),
    ),
]
numbers = completing.from_sql("SELECT ref FROM workshop_problems ORDER BY number, twin")
Numbers = Annotated[list[str] | None, typer.Argument(metavar="N…", help="Problems, by number.", autocompletion=numbers)]
Customers = Annotated[
    list[str] | None,
    typer.Option(
        "--customer", metavar="CUSTOMER", help="A customer (repeat for more).", autocompletion=completing.customers
    ),
]
Members = Annotated[
    list[str] | None, typer.Option("--member", metavar="NAME", help="Somebody of the team (repeat for more).")
]


BOARD = (
    Field("No", "numbers"),
    Field("Problem", "title"),
    Field("Group", "group"),
    Field("Stated by", "customers"),
    Field("Items", "items"),
    Field("Ballot", "ballot"),
    Field("Dots", "dots"),
    Field("Became", "became"),
)


def told(store: Store, workshop: Row, *, now: bool = False) -> Plain:
    """The workshop of a row as plain data, as it stands in the store."""
    return summary(asked.room(store, workshop), now=now)


def meant(store: Store, name: str | None) -> Row:
    """The row of a workshop that is looked at, or that something came of; without a name it is said which is meant.

    Errors: NotFound, UsageError.
    """
    row = references.workshop(store, name or asked.lately(store))
    others = [] if name else asked.open_besides(store, row)
    if others:
        console.say(f"this is {row['ref']}; {', '.join(others)}, too, is open: name the one you mean")
    return row


def problems_json(found: Plain, rows: Iterable[Row]) -> str:
    """The problems of these rows, as JSON."""
    wanted = {row["uid"] for row in rows}
    return output.render([one for one in found["problems"] if one["uid"] in wanted], PROBLEM, "json")


def seats_json(found: Plain, names: Iterable[str]) -> str:
    """The seats of those people, as JSON."""
    wanted = set(names)
    return output.render([one for one in found["seats"] if one["name"] in wanted], SEAT, "json")


def workshop(found: Plain) -> str:
    """A workshop on one screen: who, the board, how the vote stands."""
    parts = [head(found), _room(found)]
    rows = [_on_board(one) for one in found["problems"]]
    hidden = {"dots"} if found["vote"]["hidden"] else set()
    hidden |= {key for key in ("group", "customers", "items", "became", "ballot") if not any(row[key] for row in rows)}
    parts.append(output.render(rows, [field for field in BOARD if field.key not in hidden], "table"))
    parts.append(vote_line(found))
    return "\n".join(part for part in parts if part)


def head(found: Plain) -> str:
    """The line on top: name, day, who came, whether it is open."""
    whom = [one for one in found["seats"] if (one["customer"] is None) == found["team"]]
    came = sum(one["came"] for one in whom)
    noun = "members" if found["team"] else "customers"
    state = f"ended {dates.short_day(found['closed_at'])}" if found["closed_at"] else "open"
    words = [one_line(found["name"]), dates.short_day(found["held_at"]), f"{came} of {len(whom)} {noun} came", state]
    return console.paint(" · ".join(words), "bold") + f"  ({found['ref']})\n"


def vote_line(found: Plain) -> str:
    """How the vote stands, in a sentence or two; nothing before there is anything to vote on."""
    vote = found["vote"]
    if vote["over"]:
        names = ", ".join(one_line(name) for name in vote["over"])
        return f"More dots than there are: {names} (two laptops took a vote); vote again.\n"
    if vote["hidden"] and any(one["picked"] for one in found["problems"]):
        names = ", ".join(one_line(name) for name in vote["waiting"])
        return f"{vote['voted']} of {vote['voters']} have voted; waiting for {names}.\n"
    if not vote["cast"]:
        return _not_yet(found) + _beside(vote)
    on = plural(sum(one["picked"] for one in found["problems"]), "problem")
    cast = f"{plural(vote['cast'], 'dot')} of {plural(vote['voted'], 'voter')}"
    return (
        f"{cast}. Half of them are on {vote['half']} of {on};"
        f" they spread as over {vote['effective']:.1f} equally strong ones.\n{_beside(vote)}"
    )


def _not_yet(found: Plain) -> str:
    """What must be done before anybody can vote, where the groups have not picked."""
    if found["closed_at"] or not found["groups"] or any(one["picked"] for one in found["problems"]):
        return ""
    group = one_line(found["groups"][0]["name"])
    return (
        "Nothing can be voted on yet: each group picks its top three of its problems first,"
        f" interviewkit workshop pick {shlex.quote(group)} N N N.\n"
    )


def _beside(vote: Plain) -> str:
    """What coworkers' dots are, where there are any."""
    if not vote["beside"]:
        return ""
    names = ", ".join(one_line(name) for name in vote["coworkers"])
    return f"Beside it, not counted: {plural(vote['beside'], 'dot')} of coworkers ({names}).\n"


def place(one: Plain) -> str:
    """A rank as people read it: "1", or "2=" where others have as many dots."""
    return f"{one['rank']}{'=' if one['tied'] else ''}"


def one_line(text: str) -> str:
    """A name on one line."""
    return " ".join(text.split())


def _room(found: Plain) -> str:
    rows = [{"group": one["name"], "customers": one["customers"], "members": one["members"]} for one in found["groups"]]
    elsewhere = [one["name"] for one in found["seats"] if one["came"] and not one["group"]]
    missing = [one["name"] for one in found["seats"] if not one["came"]]
    lines = [f"In no group: {', '.join(map(one_line, elsewhere))}\n"] if elsewhere else []
    lines += [f"Did not come: {', '.join(map(one_line, missing))}\n"] if missing else []
    fields = (Field("Group", "group"), Field("Customers", "customers"), Field("Team", "members"))
    return output.render(rows, fields, "table") + "".join(lines)


def _on_board(one: Plain) -> Plain:
    delivery = one["delivery"]
    became = delivery["state"] if delivery else "chosen" if one["chosen"] else ""
    return {
        "numbers": "+".join([one["ref"], *(same["ref"] for same in one["joined"])]),
        "title": one["title"],
        "group": "; ".join(dict.fromkeys(filter(None, [one["group"], *(same["group"] for same in one["joined"])]))),
        "customers": one["customers"],
        "items": one["items"],
        "ballot": "picked" if one["picked"] else "",
        "dots": one["dots"],
        "became": became + (", quick win" if delivery and delivery["quick"] else ""),
    }
