"""A workshop begins, fills, ends, and is taken back."""

from __future__ import annotations

import pytest
from workshop_room import NOW, dots, gathered, told, voted

from interviewkit import references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import InterviewKitError, NotFound, UsageError
from interviewkit.fieldwork import ballots, boards, people, undoing, workshops
from interviewkit.fieldwork.boards import Stated
from interviewkit.fieldwork.workshops import Gathering
from interviewkit.queries import workshops as asked
from interviewkit.vocabulary import Delivery


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything happens at one moment."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)


@pytest.fixture
def room(file_store: Store) -> Row:
    """Two groups in a room: Acme and Bolt, Dune; Crane did not come. Four problems, of which three are picked."""
    return gathered(file_store)


def test_who_was_invited_and_who_came_are_kept_apart(store: Store) -> None:
    people.add_customer(store, "ann", "Acme", [])
    people.add_customer(store, "ann", "Walker", [])
    gathering = Gathering("Week", ["acme", "Acmee", "acme", "Bolt"], ["Ann"])
    room, news = workshops.start(store, "ann", gathering)
    close = "close to Acme; if it is the same: interviewkit customer merge acmee acme"
    assert news == [f"new customer acmee, {close}", "new customer bolt"]
    done = workshops.came(store, "ann", room, [], everyone=True, without=["bolt", "ann"])
    assert done.names == ["Acme", "Acmee"]
    done = workshops.came(store, "ann", room, ["walker"])
    assert done.news == ["Walker was not invited, and is in the room now"]
    workshops.came(store, "ann", room, ["acmee"], absent=True)
    came = {seat["name"]: seat["came"] for seat in told(store, room)["seats"]}
    assert came == {"Acme": True, "Acmee": False, "Bolt": False, "Ann": False, "Walker": True}
    assert asked.listed(store)[0] | {"uid": "", "author": ""} == {
        "uid": "",
        "ref": "week",
        "name": "Week",
        "team": False,
        "held_at": NOW,
        "closed_at": None,
        "author": "",
        "invited": 4,
        "came": 2,
        "problems": 0,
    }


def test_who_is_left_out_of_everyone_loses_the_seat_at_a_group(store: Store) -> None:
    room = gathered(store)
    done = workshops.came(store, "ann", room, [], everyone=True, without=["dune", "crane"])
    assert (done.names, done.news) == (["Acme", "Bolt", "Ann"], ["Dune did not come, after all"])
    seats = {seat["name"]: (seat["came"], seat["group"]) for seat in told(store, room)["seats"]}
    assert (seats["Dune"], seats["Crane"], seats["Bolt"]) == ((False, None), (False, None), (True, "Red"))
    voted(store, room, "acme", "1")
    with pytest.raises(UsageError, match="Acme has voted, so they came"):
        workshops.came(store, "ann", room, [], everyone=True, without=["bolt", "acme"])
    assert [seat["name"] for seat in told(store, room)["seats"] if seat["came"]] == ["Acme", "Bolt", "Ann"]


def test_a_second_workshop_of_a_name_says_that_there_is_one(store: Store) -> None:
    first, news = workshops.start(store, "ann", Gathering("Week"))
    assert news == []
    workshops.end(store, "ann", first, "2026-12-21")
    for name, there in (
        ("Week", "week (21 Nov 2026, ended)"),
        ("week!", "week (21 Nov 2026, ended), week-2 (21 Nov 2026, open)"),
    ):
        _, news = workshops.start(store, "ann", Gathering(name))
        assert news == [f"there is one already: {there}; if that is the one you mean: interviewkit workshop undo"]


def test_the_end_promises_a_check_in_to_everybody_who_came_and_is_taken_back_whole(store: Store) -> None:
    room = gathered(store)
    promised = workshops.end(store, "ann", room, "2026-12-21")
    assert [(one["customer"], one["number"]) for one in promised] == [("acme", 1), ("bolt", 2), ("dune", 3)]
    owed = asked.promises(store, room)
    assert [(one["customer"], one["due"]) for one in owed] == [
        (name, "2026-12-21") for name in ("acme", "bolt", "dune")
    ]
    ended = references.workshop(store, "wellington")
    for attempt in (lambda: voted(store, ended, "acme", "1"), lambda: workshops.end(store, "ann", ended, "")):
        with pytest.raises(UsageError, match="the workshop wellington has ended"):
            attempt()
    undoing.undo(store, "ann", ended)
    assert asked.promises(store, room) == []
    again = workshops.end(store, "ann", references.workshop(store, None), "2027-01-21")
    assert [one["number"] for one in again] == [1, 2, 3]
    assert {one["due"] for one in asked.promises(store, room)} == {"2027-01-21"}


def test_undo_takes_back_one_command_after_the_other_to_an_empty_store(store: Store) -> None:
    room = gathered(store)
    voted(store, room, "acme", "1", "3")
    voted(store, room, "acme", "4")
    boards.join(store, "ann", room, "1", ["3"])
    ballots.choose(store, "ann", room, ["1"])
    ballots.deliver(store, "ann", room, "1", Delivery.PROTOTYPE)
    verbs = [undoing.undo(store, "ann", room)["verb"] for _ in range(4)]
    assert verbs == ["deliver", "choose", "join", "vote"]
    assert dots(store, room) == {"1": 1, "3": 1, "4": 0}
    verbs = [undoing.undo(store, "ann", room)["verb"] for _ in range(10)]
    assert verbs == ["vote", "pick", "pick", *["problem"] * 4, "group", "group", "start workshop"]
    for view in ("workshops", "workshop_seats", "workshop_problems", "workshop_votes", "interviews", "entries"):
        assert store.rows(f"SELECT * FROM {view}") == []
    with pytest.raises(NotFound, match="nothing of yours is left to take back"):
        undoing.undo(store, "ann", room)


def test_a_workshop_written_down_later_is_of_its_own_day_and_one_to_come_of_today(file_store: Store) -> None:
    for at, day in (("2026-11-02T09:00:00.000Z", "2026-11-02"), ("2026-12-24T09:00:00.000Z", "2026-11-21")):
        room, _ = workshops.start(file_store, "ann", Gathering("Week", ["Acme"], at=at))
        workshops.came(file_store, "ann", room, ["acme"])
        _, refs = boards.put_up(file_store, "ann", room, Stated("x", customers=["acme"]))
        assert refs == [f"acme-{day}/1"]
    assert [row["ref"] for row in asked.listed(file_store)] == ["week", "week-2"]
    assert references.workshop(file_store, None)["ref"] == "week-2"


@pytest.mark.parametrize(
    ("gathering", "sentence"),
    [
        (Gathering(" "), "a workshop needs a name"),
        (Gathering("x", ["acme"], team=True), "in a workshop of the team's own its members vote"),
        (Gathering("x", members=[" "]), "a member of the team has a name"),
    ],
)
def test_a_gathering_that_cannot_be_is_refused(file_store: Store, gathering: Gathering, sentence: str) -> None:
    with pytest.raises(InterviewKitError, match=sentence):
        workshops.start(file_store, "ann", gathering)
    assert asked.listed(file_store) == []
