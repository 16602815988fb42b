"""What a workshop comes to: the board with its dots, what was delivered, what was learnt, what is still owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from interviewkit import dates
from interviewkit.dbfile import Row
from interviewkit.evidence.voting import Tally, Vote, tally
from interviewkit.queries.workshops import Room
from interviewkit.vocabulary import Delivery

Plain = dict[str, Any]

QUICK = 3 * 60
"""A quick win is in production in less than so many minutes."""


def summary(room: Room, *, now: bool = False) -> Plain:
    """A workshop as plain data: who, the groups, the board, the vote, what became of it.

    As long as the vote is secret, nobody's dots are in it, unless they are wanted `now`: it is until everybody who
    came has voted, problems were chosen, or the workshop has ended. `problems` are those that stand for themselves,
    best first once the vote is open, else by number; each lists in `joined` those that were found to be the same.
    """
    waiting = still_to_vote(room)
    hidden = bool(waiting) and not (now or _settled(room))
    counted = None if hidden else counted_dots(room)
    order = {one.problem: place for place, one in enumerate(counted.standings)} if counted else {}
    problems = [_problem(room, problem, counted) for problem in room.roots]
    problems.sort(key=lambda one: order.get(one.pop("id"), len(order)))
    return {
        **{name: room.workshop[name] for name in ("uid", "ref", "name", "team", "dots", "stacking")},
        **{name: room.workshop[name] for name in ("held_at", "closed_at", "author")},
        "seats": [_seat(room, seat, hidden) for seat in room.seats],
        "groups": [_group(room, group, hidden) for group in room.groups],
        "problems": problems,
        "vote": {
            "voters": len(room.voters),
            "voted": len(room.voters) - len(waiting),
            "waiting": [seat["name"] for seat in waiting],
            "hidden": hidden,
            "cast": counted.cast if counted else None,
            "half": counted.spread.half if counted and counted.spread else None,
            "effective": round(counted.spread.effective, 2) if counted and counted.spread else None,
            "over": [] if hidden else _over(room),
            "coworkers": [seat["name"] for seat in room.coworkers],
            "beside": None if hidden else _beside(room),
        },
    }


def still_to_vote(room: Room) -> list[Row]:
    """The seats of those who came, may vote, and have put no dot anywhere."""
    voted = {vote["seat"] for vote in room.votes}
    return [seat for seat in room.voters if seat["id"] not in voted]


def counted_dots(room: Room, group: str | None = None) -> Tally[int]:
    """The tally of the whole room, or of the dots that one group's people put anywhere; coworkers' never count."""
    at = {seat["id"]: seat["group"] for seat in room.seats if not seat["internal"]}
    votes = [
        Vote(vote["seat"], vote["problem"], vote["dots"])
        for vote in room.votes
        if vote["seat"] in at and (group is None or at[vote["seat"]] == group)
    ]
    joined = {problem["id"]: problem["root"] for problem in room.problems}
    return tally([problem["id"] for problem in room.ballot], votes, joined)


def is_quick(delivery: Row | None) -> bool:
    """Whether it was a quick win: in production in less than three hours, its longest estimate counted."""
    if delivery is None or delivery["state"] != Delivery.PRODUCTION or not delivery["takes"]:
        return False
    return dates.takes_minutes(delivery["takes"])[1] < QUICK


def _settled(room: Room) -> bool:
    return room.workshop["closed_at"] is not None or any(problem["chosen"] for problem in room.problems)


def _over(room: Room) -> list[str]:
    """Who has more dots than there are: two laptops took a vote of theirs, and were merged."""
    held: dict[int, int] = {}
    for vote in room.votes:
        held[vote["seat"]] = held.get(vote["seat"], 0) + vote["dots"]
    return [seat["name"] for seat in room.seats if held.get(seat["id"], 0) > room.workshop["dots"]]


def _beside(room: Room) -> int:
    """The dots of coworkers: they are told, and not counted."""
    coworkers = {seat["id"] for seat in room.seats if seat["internal"]}
    return sum(vote["dots"] for vote in room.votes if vote["seat"] in coworkers)


def _seat(room: Room, seat: Row, hidden: bool) -> Plain:
    known = {"uid": seat["uid"], "customer": seat["slug"], "name": seat["name"]}
    refs = {problem["id"]: problem["ref"] for problem in room.problems}
    votes = [vote for vote in room.votes if vote["seat"] == seat["id"]]
    shown = {refs[vote["problem"]]: vote["dots"] for vote in votes}
    return known | {
        "group": seat["group"],
        "came": seat["came"],
        "voted": bool(votes),
        "votes": None if hidden else shown,
    }


def _group(room: Room, group: Row, hidden: bool) -> Plain:
    refs = {problem["id"]: problem["ref"] for problem in room.problems}
    counted = counted_dots(room, group["name"])
    there = [seat for seat in room.seats if seat["group"] == group["name"]]
    return {
        "uid": group["uid"],
        "name": group["name"],
        "customers": [seat["name"] for seat in there if seat["slug"]],
        "members": [seat["name"] for seat in there if not seat["slug"]],
        "problems": sum(problem["group"] == group["name"] for problem in room.problems),
        "ranking": None
        if hidden
        else [
            {"ref": refs[one.problem], "rank": one.rank, "tied": one.tied, "dots": one.dots}
            for one in counted.standings
            if one.dots
        ],
    }


def _problem(room: Room, problem: Row, counted: Tally[int] | None) -> Plain:
    same = [one for one in room.problems if one["root"] == problem["id"]]
    keys = {one["id"] for one in same}
    standing = next((one for one in counted.standings if one.problem == problem["id"]), None) if counted else None
    voices = [voice for voice in room.voices if voice["problem"] in keys]
    return {
        "id": problem["id"],
        **{name: problem[name] for name in ("uid", "ref", "title", "withheld", "silent", "group", "author")},
        "joined": [
            {name: one[name] for name in ("uid", "ref", "title", "withheld", "silent", "group")}
            for one in same
            if one is not problem
        ],
        "picked": problem in room.ballot,
        "rank": standing.rank if standing else None,
        "tied": standing.tied if standing else None,
        "dots": standing.dots if standing else None,
        "voters": standing.voters if standing else None,
        "by_group": _by_group(room, keys) if counted else None,
        "customers": sorted({voice["name"] for voice in voices}, key=str.casefold),
        "entries": [voice["ref"] for voice in voices],
        "items": _unlike(link["slug"] for link in room.links if link["problem"] in keys),
        "chosen": any(one["chosen"] for one in same),
        "delivery": _delivery(next((one for one in reversed(room.deliveries) if one["problem"] in keys), None)),
    }


def _by_group(room: Room, keys: set[int]) -> Mapping[str, int]:
    """The dots that each group's customers put here; those who sit in none are under no name."""
    at = {seat["id"]: seat["group"] for seat in room.seats if not seat["internal"]}
    found = {group["name"]: 0 for group in room.groups}
    for vote in room.votes:
        group = at.get(vote["seat"])
        if vote["problem"] in keys and group is not None:
            found[group] += vote["dots"]
    return found


def _delivery(row: Row | None) -> Plain | None:
    if row is None:
        return None
    return {
        "uid": row["uid"],
        "state": row["state"],
        "by": row["who"],
        "takes": row["takes"],
        "quick": is_quick(row),
        "why": row["why"],
        "at": row["at"],
    }


def _unlike(words: Iterable[str]) -> list[str]:
    return [*dict.fromkeys(words)]
