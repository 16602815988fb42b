"""Whose dots fell on which roadmap item."""

from __future__ import annotations

import pytest
from workshop_room import NOW, gathered, voted

from interviewkit.dbfile import Store
from interviewkit.fieldwork import ballots, boards
from interviewkit.queries import workshops as asked
from interviewkit.queries.scope import Scope


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything happens at one moment."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)


def test_dots_reach_an_item_through_the_links_of_what_was_stated(store: Store) -> None:
    room = gathered(store)
    voted(store, room, "acme", "1", "4")
    voted(store, room, "bolt", "1")
    voted(store, room, "dune", "3")
    boards.join(store, "ann", room, "1", ["3"])
    assert asked.votes_by_item(store, Scope()) == [], "the vote is secret until something is chosen"
    ballots.choose(store, "ann", room, ["1"])
    whole = {"item": "faster-builds", "dots": 3, "cast": 4, "workshops": 1, "customers": ["acme", "bolt", "dune"]}
    assert asked.votes_by_item(store, Scope()) == [whole]
    assert asked.votes_by_item(store, Scope(customers=("bolt",))) == [whole]
    assert asked.votes_by_item(store, Scope(customers=("dune",))) == [whole], "what was joined is linked alike"
    assert asked.votes_by_item(store, Scope(customers=("crane",))) == []
    assert asked.votes_by_item(store, Scope(sources=("interview",))) == []


@pytest.mark.parametrize(
    ("joined", "found"),
    [
        ([(1, None), (2, 1), (3, 2)], {1: 1, 2: 1, 3: 1}),
        ([(1, 2), (2, 1)], {1: 1, 2: 1}),
        ([(1, 3), (2, 3), (3, 2), (4, 1)], {1: 2, 2: 2, 3: 2, 4: 2}),
        ([(1, 9)], {1: 1}),
        ([(1, 1)], {1: 1}),
    ],
)
def test_what_stands_for_a_problem_is_found_also_in_a_circle(
    joined: list[tuple[int, int | None]], found: dict[int, int]
) -> None:
    assert asked.roots([{"id": key, "joined_to": to} for key, to in joined]) == found
