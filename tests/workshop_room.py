"""A workshop in a room, the same every time, for the tests of what is done and asked there."""

from __future__ import annotations

from typing import Any

from interviewkit import references
from interviewkit.dbfile import Row, Store
from interviewkit.evidence.workshops import summary
from interviewkit.fieldwork import ballots, boards, roadmap, workshops
from interviewkit.fieldwork.ballots import Ballot
from interviewkit.fieldwork.boards import Stated
from interviewkit.fieldwork.workshops import Gathering
from interviewkit.queries import workshops as asked

NOW = "2026-11-21T10:00:00.000Z"


def gathered(store: Store) -> Row:
    """The row of such a workshop, in a store."""
    roadmap.add(store, "ann", "Faster builds")
    made, _ = workshops.start(store, "ann", Gathering("Wellington", ["Acme", "Bolt", "Crane", "Dune"], ["Ann"]))
    workshops.group(store, "ann", made, "Red", ["acme", "bolt"], ["Ann"])
    workshops.group(store, "ann", made, "Blue", ["dune"], [])
    slow = Stated("builds wait", customers=["acme", "bolt"], severity=3, items=["faster-builds"], labels=["builds"])
    boards.put_up(store, "ann", made, slow)
    for title, whom in (("no logs", "acme"), ("the queue is full", "dune"), ("no export", "dune")):
        boards.put_up(store, "ann", made, Stated(title, customers=[whom]))
    boards.pick(store, "ann", made, "red", ["1"])
    boards.pick(store, "ann", made, "Blue", ["3", "4"])
    return made


def voted(store: Store, room: Row, name: str, *refs: str) -> None:
    """Put one dot of somebody's on each of these problems."""
    ballots.vote(store, "ann", room, [Ballot(name, [ballots.mark(ref) for ref in refs])])


def told(store: Store, room: Row, **how: Any) -> Any:
    """The workshop as plain data."""
    return summary(asked.room(store, references.workshop(store, room["ref"])), **how)


def dots(store: Store, room: Row) -> dict[str, int]:
    """The dots on each problem of the ballot, by number."""
    return {one["ref"]: one["dots"] for one in told(store, room, now=True)["problems"] if one["picked"]}
