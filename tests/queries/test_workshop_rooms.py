"""Whose words a room shows, whose dots count in it, and who sits there once."""

from __future__ import annotations

import pytest
from workshop_room import NOW, dots, gathered, told, voted

from interviewkit import references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import ballots, boards, people, workshops
from interviewkit.fieldwork.boards import Stated
from interviewkit.fieldwork.workshops import Gathering
from interviewkit.queries import workshops as asked
from interviewkit.queries.scope import Scope
from interviewkit.recorder import change


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything happens at one moment."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)


def refuses(store: Store, customer: str) -> None:
    """Somebody of a customer was in their interview of the workshop, and would have nothing of it shown."""
    interview = references.interview(store, f"{customer}-2026-11-21")
    name = f"Bea of {customer}"
    people.attend(store, "ann", interview, name, None)
    people.edit_participant(store, "ann", name, consent="no")


def deleted(store: Store, table: str, uid: str) -> None:
    """Take something back."""
    with change(store, "delete", "ann") as one:
        one.revise(table, uid, deleted=1)


def titles(store: Store, room: Row) -> dict[str, str]:
    """The titles of the board, by number."""
    return {one["ref"]: one["title"] for one in asked.room(store, room).problems}


def test_words_are_withheld_where_all_who_state_them_would_not_have_them_shown(store: Store) -> None:
    room = gathered(store)
    refuses(store, "acme")
    assert titles(store, room) == {
        "1": "builds wait",
        "2": "problem 2 (not shown, for want of consent)",
        "3": "the queue is full",
        "4": "no export",
    }
    refuses(store, "bolt")
    assert titles(store, room)["1"] == "problem 1 (not shown, for want of consent)"
    boards.voice(store, "ann", room, "1", Stated("", customers=["dune"]))
    assert titles(store, room)["1"] == "builds wait"
    said = store.value("SELECT answer FROM entries WHERE ref = 'dune-2026-11-21/3'")
    assert said == "builds wait"


def test_words_that_were_taken_back_leave_a_number(store: Store) -> None:
    room = gathered(store)
    entry = references.entry(store, "acme-2026-11-21/2")
    deleted(store, "entry", entry["uid"])
    assert titles(store, room)["2"] == "problem 2"
    with pytest.raises(UsageError, match="what problem 2 said was taken back; put it up anew: workshop problem TEXT"):
        boards.voice(store, "ann", room, "2", Stated("", customers=["bolt"]))
    for customer in ("acme", "dune"):
        deleted(store, "interview", references.interview(store, f"{customer}-2026-11-21")["uid"])
    assert titles(store, room) == {"1": "builds wait", "2": "problem 2", "3": "problem 3", "4": "problem 4"}


def test_coworkers_dots_stand_beside_and_count_nowhere(store: Store) -> None:
    room = gathered(store)
    voted(store, room, "acme", "1")
    voted(store, room, "bolt", "1", "3")
    people.edit_customer(store, "ann", "bolt", None, internal=1)
    assert told(store, room)["vote"]["waiting"] == ["Dune"], "nobody waits for coworkers"
    voted(store, room, "bolt", "1", "3", "4")
    voted(store, room, "dune", "3")
    found = told(store, room)
    assert dots(store, room) == {"1": 1, "3": 1, "4": 0}
    assert {name: found["vote"][name] for name in ("voters", "cast", "beside", "coworkers")} == {
        "voters": 2,
        "cast": 2,
        "beside": 3,
        "coworkers": ["Bolt"],
    }
    assert [one["by_group"] for one in found["problems"] if one["ref"] == "1"] == [{"Red": 1, "Blue": 0}]
    ballots.choose(store, "ann", room, ["1"])
    assert asked.votes_by_item(store, Scope()) == [
        {"item": "faster-builds", "dots": 1, "cast": 2, "workshops": 1, "customers": ["acme"]}
    ]


def test_customers_who_were_found_to_be_one_sit_and_vote_once(store: Store) -> None:
    room = gathered(store)
    voted(store, room, "acme", "1", "3")
    voted(store, room, "bolt", "1", "4")
    voted(store, room, "dune", "3")
    people.merge_customers(store, "ann", "bolt", "acme")
    found = told(store, room)
    assert [seat["name"] for seat in found["seats"]] == ["Acme", "Crane", "Dune", "Ann"]
    assert found["groups"][0]["customers"] == ["Acme"]
    assert (found["vote"]["voters"], dots(store, room)) == (2, {"1": 1, "3": 2, "4": 1})
    assert (asked.listed(store)[0]["invited"], asked.listed(store)[0]["came"]) == (3, 2)
    voted(store, room, "acme", "4")
    assert dots(store, room) == {"1": 0, "3": 1, "4": 1}
    voted(store, room, "acme", "1")
    ballots.choose(store, "ann", room, ["1"])
    assert asked.votes_by_item(store, Scope())[0]["dots"] == 1
    promised = workshops.end(store, "ann", room, "2026-12-21")
    assert [one["customer"] for one in promised] == ["acme", "dune"]


def test_the_dots_of_an_item_count_those_once_who_were_found_to_be_one(store: Store) -> None:
    room = gathered(store)
    voted(store, room, "acme", "1")
    voted(store, room, "bolt", "1")
    people.merge_customers(store, "ann", "bolt", "acme")
    ballots.choose(store, "ann", room, ["1"])
    assert asked.votes_by_item(store, Scope()) == [
        {"item": "faster-builds", "dots": 1, "cast": 1, "workshops": 1, "customers": ["acme"]}
    ]


def test_who_was_found_to_be_another_leaves_with_all_their_seats(file_store: Store) -> None:
    room = gathered(file_store)
    people.merge_customers(file_store, "ann", "bolt", "acme")
    workshops.came(file_store, "ann", room, ["acme"], absent=True)
    assert [seat["name"] for seat in told(file_store, room)["seats"] if seat["came"]] == ["Dune", "Ann"]


def test_the_workshop_that_is_meant_is_open_unless_it_was_begun_by_a_slip(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(hour: int) -> None:
        monkeypatch.setenv("INTERVIEWKIT_NOW", f"2026-11-21T{hour}:00:00.000Z")

    def meant() -> str:
        return str(store.value("SELECT ref FROM workshops WHERE uid = :uid", uid=asked.lately(store)))

    assert asked.lately(store) is None
    slip, _ = workshops.start(store, "ann", Gathering("Slip", ["Acme"]))
    assert meant() == "slip"
    at(11)
    held, _ = workshops.start(store, "ann", Gathering("Held", ["Acme"]))
    assert meant() == "held"
    assert asked.open_besides(store, held) == ["slip"]
    at(12)
    workshops.end(store, "ann", held, "2026-12-21")
    assert meant() == "held", "the open one is empty, and older"
    workshops.came(store, "ann", slip, ["acme"])
    boards.put_up(store, "ann", slip, Stated("x", customers=["acme"]))
    assert meant() == "slip", "something stands on its board"
    at(13)
    workshops.start(store, "ann", Gathering("Next", ["Acme"]))
    assert meant() == "next"
