"""Customers put their dots, the team chooses what it works on, and says what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from interviewkit import dates, recorder
from interviewkit.dbfile import Row, Store
from interviewkit.errors import InterviewKitError, UsageError
from interviewkit.fieldwork import boards, workshops
from interviewkit.queries import workshops as asked
from interviewkit.queries.workshops import Room
from interviewkit.vocabulary import Delivery


class Ballot(NamedTuple):
    """One voter's whole vote: problems by number, each with its dots; `line` is where it stood in a file."""

    voter: str
    marks: Sequence[tuple[str, int]]
    line: int | None = None


def mark(word: str) -> tuple[str, int]:
    """A problem and its dots as typed: `4` or `4:2`. Errors: UsageError."""
    ref, colon, dots = word.partition(":")
    if not colon:
        return ref, 1
    if not (dots.isascii() and dots.isdigit() and 0 < int(dots[:6]) <= 100):
        raise UsageError(f"{word} is no vote; write a problem's number, as 4, or with its dots, as 4:2")
    return ref, int(dots)


def vote(store: Store, author: str, workshop: Row, ballots: Sequence[Ballot]) -> list[str]:
    """Take votes, each in the place of what that voter voted before: all of them or, after an error, none.

    Votes may be changed until problems are chosen or the workshop ends. Gives the voters' names. Errors: UsageError
    for somebody who is not in the room, too many dots, what is not on the ballot; NotFound.
    """
    workshops.is_open(workshop)
    names = []
    with recorder.change(store, "vote", author, interview=workshop["uid"]) as change:
        room = asked.room(store, workshop)
        refuse_when_over(room)
        whole: dict[int, Ballot] = {}
        for ballot in ballots:
            with _telling_the_line(ballot):
                seat = voter(store, room, ballot.voter)
                before = whole.get(seat["id"])
                marks = [*(before.marks if before else ()), *ballot.marks]
                whole[seat["id"]] = Ballot(seat["name"], marks, before.line if before else ballot.line)
        for key, ballot in whole.items():
            with _telling_the_line(ballot):
                names.append(_cast(change, room, next(one for one in room.seats if one["id"] == key), ballot))
    return names


def refuse_when_over(room: Room) -> None:
    """Nothing. Errors: UsageError when nothing can be voted on, or not any more."""
    if any(one["chosen"] for one in room.problems):
        raise UsageError("the vote is over: problems were chosen; to vote again: interviewkit workshop choose --none")
    if not room.ballot:
        raise UsageError(
            "nothing can be voted on yet; each group picks its top three first: interviewkit workshop pick GROUP N N N"
        )


def voter(store: Store, room: Room, name: str) -> Row:
    """The seat of somebody who is in the room and may put dots, coworkers included, whose never count.

    Errors: UsageError, NotFound.
    """
    found = workshops.seat(store, room, name)
    if found["id"] in {one["id"] for one in (*room.voters, *room.coworkers)}:
        return found
    if found["member"] and not room.workshop["team"]:
        raise UsageError(f"{found['name']} is of the team; here the customers vote (start --team for one of your own)")
    name = found["slug"] or f"'{found['name']}'"
    raise UsageError(f"{found['name']} is not in the room; if they came: interviewkit workshop came {name}")


def allowed(room: Room, name: str, marks: Sequence[tuple[str, int]]) -> dict[int, int]:
    """The dots of a vote by problem (id). Errors: UsageError for what the room's rules do not allow, NotFound."""
    dots: Counter[int] = Counter()
    ballot = {one["id"] for one in room.ballot}
    for ref, number in marks:
        found = boards.root(room, ref)
        if found["id"] not in ballot:
            raise UsageError(f"problem {ref} was not picked, so it is not on the ballot: {_refs(room.ballot)}")
        dots[found["id"]] += number
    most = room.workshop["dots"]
    if sum(dots.values()) > most:
        raise UsageError(f"{name} has {_dots(most)}, not {sum(dots.values())}")
    if not room.workshop["stacking"] and any(number > 1 for number in dots.values()):
        raise UsageError("one dot a problem in this workshop; several are for one that was started with --stacking")
    return dict(dots)


def choose(store: Store, author: str, workshop: Row, names: Sequence[str]) -> tuple[list[Row], list[str]]:
    """Choose what the team works on, in the place of what was chosen before; no names take the choice back.

    What was worked on already stays chosen. Gives what is chosen now, and what the person should hear about it.
    Errors: NotFound; UsageError where all would be taken back and something was worked on.
    """
    workshops.is_open(workshop)
    with recorder.change(store, "choose", author, interview=workshop["uid"]) as change:
        room = asked.room(store, workshop)
        wanted = {one["id"]: one for one in (boards.root(room, name) for name in names)}
        begun = {one["problem"] for one in room.deliveries}
        kept = {one["root"]: boards.root(room, one["uid"]) for one in room.problems if one["id"] in begun}
        if kept and not names:
            raise UsageError(
                f"{_refs(kept.values())} is worked on already, so the choice stays; see interviewkit workshop show"
            )
        before = {one["root"]: one for one in room.roots if one["chosen"]}
        stay = [one for key, one in kept.items() if key not in wanted]
        wanted |= kept
        left = [one for key, one in before.items() if names and key not in wanted]
        for one in room.problems:
            change.revise("workshop_problem", one["uid"], chosen=int(one["id"] in wanted))
    chosen = list(wanted.values())
    news = [f"{one['ref']} stays chosen: it was worked on already" for one in stay]
    if left:
        add = " ".join(one["ref"] for one in (*chosen, *left))
        news.append(f"not chosen any more: {_refs(left)}; if they are, too: interviewkit workshop choose {add}")
    return chosen, news


def deliver(
    store: Store,
    author: str,
    workshop: Row,
    name: str,
    state: Delivery,
    *,
    why: str | None = None,
    who: str | None = None,
    takes: str | None = None,
    at: str | None = None,
) -> Row:
    """Say how far a chosen problem got; said again, it takes the place of what was said. Gives the problem's row.

    Errors: NotFound; UsageError for one that was not chosen, or one that is blocked and nobody says why.
    """
    if state is Delivery.BLOCKED and not (why or "").strip():
        raise UsageError('what blocked it? that is the best lesson of the week: --why "…"')
    with recorder.change(store, "deliver", author, interview=workshop["uid"]) as change:
        room = asked.room(store, workshop)
        found = boards.root(room, name)
        if not any(one["chosen"] for one in room.problems if one["root"] == found["id"]):
            raise UsageError(f"problem {name} was not chosen; choose it first: interviewkit workshop choose …")
        said = {"why": why, "who": who, "takes": dates.takes(takes) if takes else None}
        known = {field: value for field, value in said.items() if value is not None}
        at = at or dates.now()
        change.put(
            "workshop_delivery", f"{found['uid']}:delivery", problem=found["id"], state=state.value, at=at, **known
        )
    return found


@contextmanager
def _telling_the_line(ballot: Ballot) -> Iterator[None]:
    """Say on which line a vote stood that cannot be taken, where it was read from lines."""
    try:
        yield
    except InterviewKitError as error:
        if ballot.line is None:
            raise
        raise type(error)(f"line {ballot.line}: {error}; nothing was stored") from None


def _cast(change: recorder.Change, room: Room, seat: Row, ballot: Ballot) -> str:
    if not ballot.marks:
        raise UsageError(f"what does {seat['name']} vote for? the ballot: {_refs(room.ballot)}")
    dots = allowed(room, seat["name"], ballot.marks)
    uids = {one["id"]: one["uid"] for one in room.problems}
    wanted = {f"{uids[problem]}:{seat['uid']}": (problem, number) for problem, number in dots.items()}
    for vote in room.votes:
        for uid in vote["uids"]:
            if vote["seat"] == seat["id"] and uid not in wanted:
                change.revise("workshop_vote", uid, deleted=1)
    for uid, (problem, number) in wanted.items():
        change.put("workshop_vote", uid, problem=problem, seat=seat["id"], dots=number)
    name: str = seat["name"]
    return name


def _refs(problems: Iterable[Row]) -> str:
    return ", ".join(one["ref"] for one in problems)


def _dots(number: int) -> str:
    return "1 dot" if number == 1 else f"{number} dots"
