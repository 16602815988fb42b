"""The ballot on a screen: what may be voted on, and a line to type one's numbers on."""

from __future__ import annotations

import os

from interviewkit import console
from interviewkit.commands.desk import Desk
from interviewkit.commands.workshop.shown import one_line
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.evidence.workshops import still_to_vote
from interviewkit.fieldwork import ballots
from interviewkit.fieldwork.ballots import Ballot
from interviewkit.queries import workshops as asked
from interviewkit.queries.workshops import Room

CLEAR = b"\x1b[H\x1b[2J"
LEAVE = "q"


def walk(desk: Desk, store: Store, workshop: Row, name: str | None) -> list[str]:
    """Show the ballot to one voter, or to one after the other of those who have not voted; gives who voted.

    Nobody sees what others voted. An empty line leaves a vote out, q leaves. Errors: UsageError when nothing can be
    voted on or all have voted, NotFound.
    """
    room = asked.room(store, workshop)
    ballots.refuse_when_over(room)
    waiting = [ballots.voter(store, room, name)] if name else still_to_vote(room)
    if not waiting:
        raise UsageError("all who came have voted; to change a vote, name whose: interviewkit workshop vote acme")
    voted: list[str] = []
    for seat in waiting:
        words = _filled_in(desk, store, workshop, room, seat)
        if words == LEAVE:
            break
        if words:
            voted.append(seat["name"])
    if os.environ.get("TERM", "dumb") != "dumb":
        console.result_bytes(CLEAR)
    return voted


def screen(room: Room, seat: Row, told: str) -> str:
    """The whole screen as text; `told` is what was wrong with the line before."""
    workshop = room.workshop
    many = "1 dot" if workshop["dots"] == 1 else f"{workshop['dots']} dots"
    head = console.paint(f"{one_line(seat['name'])} · {many}", "bold")
    lines = [f"{one['ref']:>4}  {one_line(one['title'])}" for one in room.ballot]
    example = "Several on one: 4:2.  " if workshop["stacking"] else ""
    numbers = " ".join(one["ref"] for one in room.ballot[: workshop["dots"]])
    keys = f"Type the numbers, as {numbers}.  {example}Enter alone: not now   q leave"
    return "\n".join([*([told] if told else []), head, "", *lines, "", console.paint(keys, "dim")])


def _filled_in(desk: Desk, store: Store, workshop: Row, room: Room, seat: Row) -> str:
    """The line that was taken as a vote, nothing or q where none was."""
    told = ""
    voter = seat["slug"] or seat["member"]
    while True:
        if os.environ.get("TERM", "dumb") != "dumb":
            console.result_bytes(CLEAR)
        console.result(screen(room, seat, told))
        line = desk.text(console.ask(">")).replace(",", " ").strip()
        if line in ("", LEAVE):
            return line
        try:
            ballots.vote(store, desk.author, workshop, [Ballot(voter, [ballots.mark(one) for one in line.split()])])
        except (UsageError, NotFound) as error:
            told = str(error)
        else:
            return line
