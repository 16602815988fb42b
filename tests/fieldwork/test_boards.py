"""Problems on a board: whose words they are, which are one, which are picked."""

from __future__ import annotations

import pytest
from workshop_room import NOW, dots, gathered, told, voted

from interviewkit import references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import boards, undoing, workshops
from interviewkit.fieldwork.boards import Stated
from interviewkit.queries import interviews


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything happens at one moment."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)


@pytest.fixture
def room(file_store: Store) -> Row:
    """Two groups in a room: Acme and Bolt, Dune; Crane did not come. Four problems, of which three are picked."""
    return gathered(file_store)


def test_a_problem_is_an_entry_of_each_customer_in_one_interview_of_the_workshop(store: Store) -> None:
    made = gathered(store)
    acme = interviews.whole(store, references.interview(store, "acme-2026-11-21")["id"])
    assert (acme["source"], acme["ended_at"], acme["minutes"], acme["uid"]) == (
        "workshop",
        acme["started_at"],
        None,
        f"{made['uid']}:acme",
    )
    assert [entry["answer"] for entry in acme["entries"]] == ["builds wait", "no logs"]
    (tag,) = acme["entries"][0]["tags"]
    assert (tag["kind"], tag["severity"], [link["item"] for link in tag["links"]]) == ("problem", 3, ["faster-builds"])
    assert acme["entries"][0]["labels"] == ["builds"]
    first = told(store, made)["problems"][0]
    assert (first["group"], first["customers"], first["items"]) == ("Red", ["Acme", "Bolt"], ["faster-builds"])
    assert first["entries"] == ["acme-2026-11-21/1", "bolt-2026-11-21/1"]
    with pytest.raises(NotFound, match="no interview is running"):
        references.interview(store, None)


def test_joined_problems_are_one_dots_and_all(file_store: Store, room: Row) -> None:
    voted(file_store, room, "acme", "1", "3")
    voted(file_store, room, "dune", "3", "4")
    boards.join(file_store, "ann", room, "1", ["3"])
    assert dots(file_store, room) == {"1": 3, "4": 1}
    first = told(file_store, room, now=True)["problems"][0]
    assert [same["ref"] for same in first["joined"]] == ["3"]
    assert (first["customers"], first["voters"], first["by_group"]) == (
        ["Acme", "Bolt", "Dune"],
        2,
        {"Red": 2, "Blue": 1},
    )
    voted(file_store, room, "acme", "3")
    assert dots(file_store, room) == {"1": 2, "4": 1}
    boards.pick(file_store, "ann", room, "Blue", ["1", "4"])
    assert dots(file_store, room) == {"1": 2, "4": 1}


def test_a_pick_that_has_dots_stays(file_store: Store, room: Row) -> None:
    voted(file_store, room, "acme", "3")
    with pytest.raises(UsageError, match="problem 3 has dots already, so it stays; keep it among the picks"):
        boards.pick(file_store, "ann", room, "Blue", ["4"])
    boards.pick(file_store, "ann", room, "Blue", ["3"])
    assert dots(file_store, room) == {"3": 1, "1": 0}


def test_a_topic_once_said_holds_for_the_workshop(file_store: Store, room: Row) -> None:
    boards.put_up(file_store, "ann", room, Stated("x", customers=["acme"], topic="Delivery"))
    workshops.group(file_store, "ann", room, "Blue", ["crane"], [])
    boards.put_up(file_store, "ann", room, Stated("y", customers=["crane"]))
    topics = file_store.rows("SELECT slug, topic, topic_slug FROM interviews ORDER BY slug")
    assert [(row["slug"][:4], row["topic"], row["topic_slug"]) for row in topics] == [
        ("acme", "Delivery", "delivery"),
        ("bolt", None, None),
        ("cran", "Delivery", "delivery"),
        ("dune", None, None),
    ]


def test_a_problem_taken_back_leaves_the_interview_that_others_stand_in(file_store: Store, room: Row) -> None:
    boards.put_up(file_store, "bob", room, Stated("bob heard this", customers=["dune"]))
    undone = [undoing.undo(file_store, "ann", room)["verb"] for _ in range(4)]
    assert undone == ["pick", "pick", "problem", "problem"]
    dune = references.interview(file_store, "dune-2026-11-21")
    heard = interviews.whole(file_store, dune["id"])["entries"]
    assert [entry["answer"] for entry in heard] == ["bob heard this"]
