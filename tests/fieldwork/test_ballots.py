"""Votes, the choice, what was delivered: what is written, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from workshop_room import NOW, dots, gathered, told, voted

from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import ballots, boards, people
from interviewkit.fieldwork.ballots import Ballot
from interviewkit.fieldwork.boards import Stated
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


def test_a_vote_takes_the_place_of_the_one_before(file_store: Store, room: Row) -> None:
    voted(file_store, room, "acme", "1", "3", "4")
    assert dots(file_store, room) == {"1": 1, "3": 1, "4": 1}
    voted(file_store, room, "ACME", "4")
    assert dots(file_store, room) == {"4": 1, "1": 0, "3": 0}
    voted(file_store, room, "acme", "1", "4")
    assert dots(file_store, room) == {"1": 1, "4": 1, "3": 0}


def test_one_who_stands_twice_in_a_file_has_one_vote(file_store: Store, room: Row) -> None:
    ballots.vote(file_store, "ann", room, [Ballot("acme", [("1", 1)], 2), Ballot("Acme", [("3", 1), ("4", 1)], 5)])
    assert dots(file_store, room) == {"1": 1, "3": 1, "4": 1}
    with pytest.raises(UsageError, match=r"^line 2: Acme has 3 dots, not 4; nothing was stored$"):
        ballots.vote(file_store, "ann", room, [Ballot("acme", [("1", 1)], 2), Ballot("Acme", [("3", 1), ("4", 2)], 5)])
    assert sum(dots(file_store, room).values()) == 3


def test_the_vote_is_secret_until_all_who_came_have_voted(file_store: Store, room: Row) -> None:
    voted(file_store, room, "acme", "1")
    voted(file_store, room, "bolt", "1")
    found = told(file_store, room)
    assert (found["vote"]["hidden"], found["vote"]["waiting"], found["vote"]["cast"]) == (True, ["Dune"], None)
    assert {one["dots"] for one in found["problems"]} == {None}
    assert {seat["votes"] is None for seat in found["seats"]} == {True}
    assert [group["ranking"] for group in found["groups"]] == [None, None]
    assert told(file_store, room, now=True)["vote"]["cast"] == 2
    voted(file_store, room, "dune", "1", "4")
    found = told(file_store, room)
    assert (found["vote"]["hidden"], found["vote"]["cast"], found["vote"]["half"]) == (False, 4, 1)
    assert found["groups"][1]["ranking"] == [
        {"ref": "1", "rank": 1, "tied": True, "dots": 1},
        {"ref": "4", "rank": 1, "tied": True, "dots": 1},
    ]


Attempt = Callable[[Store, Row], object]


REFUSED: dict[str, tuple[Attempt, str]] = {
    "a vote by one who did not come": (
        lambda store, room: voted(store, room, "crane", "1"),
        "Crane is not in the room; if they came: interviewkit workshop came crane",
    ),
    "a vote by a customer nobody invited": (
        lambda store, room: voted(store, room, "elm", "1"),
        "Elm is not in the room; if they came after all: interviewkit workshop came elm",
    ),
    "a vote of the team": (
        lambda store, room: voted(store, room, "ann", "1"),
        "Ann is of the team; here the customers vote (start --team for one of your own)",
    ),
    "a fourth dot": (lambda store, room: voted(store, room, "acme", "1", "3", "4", "4"), "Acme has 3 dots, not 4"),
    "two dots on one": (
        lambda store, room: voted(store, room, "acme", "1:2"),
        "one dot a problem in this workshop; several are for one that was started with --stacking",
    ),
    "a problem that was not picked": (
        lambda store, room: voted(store, room, "acme", "2"),
        "problem 2 was not picked, so it is not on the ballot: 1, 3, 4",
    ),
    "a vote for nothing": (
        lambda store, room: voted(store, room, "acme"),
        "what does Acme vote for? the ballot: 1, 3, 4",
    ),
    "a fourth pick": (
        lambda store, room: boards.pick(store, "ann", room, "Red", ["1", "2", "3", "4"]),
        "a group picks at most 3 problems; Red would pick 4",
    ),
    "a pick of another group's": (
        lambda store, room: boards.pick(store, "ann", room, "Red", ["3"]),
        "problem 3 is not one of Red's; see interviewkit workshop show",
    ),
    "a problem of a customer who did not come": (
        lambda store, room: boards.put_up(store, "ann", room, Stated("x", customers=["crane"])),
        "Crane is not in the room; if they came: interviewkit workshop came crane",
    ),
    "a problem of nobody": (
        lambda store, room: boards.put_up(store, "ann", room, Stated("x")),
        "who stated it? name the customers: --customer acme --customer bolt",
    ),
    "a problem of the team": (
        lambda store, room: boards.put_up(store, "ann", room, Stated("x", customers=["Ann"])),
        "Ann is of the team; a problem is stated by customers",
    ),
    "a problem of two groups at none": (
        lambda store, room: boards.put_up(store, "ann", room, Stated("x", customers=["acme", "dune"])),
        "at which group does it stand? --group NAME, one of Red, Blue",
    ),
    "the same voice twice": (
        lambda store, room: boards.voice(store, "ann", room, "1", Stated("", customers=["acme"])),
        "Acme stated problem 1 already; see interviewkit workshop show",
    ),
    "a delivery of what was not chosen": (
        lambda store, room: ballots.deliver(store, "ann", room, "1", Delivery.PRODUCTION),
        "problem 1 was not chosen; choose it first: interviewkit workshop choose …",
    ),
    "a block without a why": (
        lambda store, room: ballots.deliver(store, "ann", room, "1", Delivery.BLOCKED, why=" "),
        'what blocked it? that is the best lesson of the week: --why "…"',
    ),
    "a problem without words": (
        lambda store, room: boards.put_up(store, "ann", room, Stated(" ", customers=["acme"])),
        'a problem needs words: interviewkit workshop problem "builds wait for QA" --customer acme',
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_the_room_does_not_allow_is_refused_with_a_sentence(file_store: Store, room: Row, what: str) -> None:
    people.add_customer(file_store, "ann", "Elm", [])
    attempt, sentence = REFUSED[what]
    before = file_store.value("SELECT count(*) FROM change")
    with pytest.raises(UsageError) as refused:
        attempt(file_store, room)
    assert str(refused.value) == sentence
    assert file_store.value("SELECT count(*) FROM change") == before


@pytest.mark.parametrize(
    "attempt",
    [
        lambda store, room: voted(store, room, "nobody", "1"),
        lambda store, room: voted(store, room, "acme", "9"),
        lambda store, room: boards.pick(store, "ann", room, "Green", ["1"]),
        lambda store, room: boards.put_up(store, "ann", room, Stated("x", customers=["acme"], items=["nothing"])),
    ],
)
def test_what_is_not_there_is_not_found(file_store: Store, room: Row, attempt: Attempt) -> None:
    with pytest.raises(NotFound):
        attempt(file_store, room)


def test_once_problems_are_chosen_the_vote_is_over_until_the_choice_is_taken_back(file_store: Store, room: Row) -> None:
    voted(file_store, room, "acme", "1")
    ballots.choose(file_store, "ann", room, ["1", "2"])
    assert not told(file_store, room)["vote"]["hidden"]
    over = "the vote is over: problems were chosen; to vote again: interviewkit workshop choose --none"
    attempts: list[Attempt] = [
        lambda store, room: voted(store, room, "bolt", "1"),
        lambda store, room: boards.pick(store, "ann", room, "Red", ["1"]),
        lambda store, room: boards.join(store, "ann", room, "1", ["2"]),
    ]
    for attempt in attempts:
        with pytest.raises(UsageError) as refused:
            attempt(file_store, room)
        assert str(refused.value) == over
    ballots.choose(file_store, "ann", room, [])
    voted(file_store, room, "bolt", "1")


@pytest.mark.parametrize(
    ("state", "takes", "quick"),
    [
        (Delivery.PRODUCTION, "2h", True),
        (Delivery.PRODUCTION, "179 min", True),
        (Delivery.PRODUCTION, "3h", False),
        (Delivery.PRODUCTION, "2h-4h", False),
        (Delivery.PRODUCTION, None, False),
        (Delivery.PROTOTYPE, "1h", False),
    ],
)
def test_a_quick_win_is_in_production_in_less_than_three_hours(
    file_store: Store, room: Row, state: Delivery, takes: str | None, quick: bool
) -> None:
    ballots.choose(file_store, "ann", room, ["1"])
    ballots.deliver(file_store, "ann", room, "1", state, takes=takes)
    delivery = next(one["delivery"] for one in told(file_store, room)["problems"] if one["ref"] == "1")
    assert (delivery["state"], delivery["quick"]) == (state.value, quick)


def test_what_was_delivered_may_get_further_and_stays_chosen(file_store: Store, room: Row) -> None:
    ballots.choose(file_store, "ann", room, ["1"])
    ballots.deliver(file_store, "ann", room, "1", Delivery.BLOCKED, why="no access", who="Ann")
    ballots.deliver(file_store, "ann", room, "1", Delivery.PRODUCTION, takes="1 h")
    (delivery,) = asked.room(file_store, room).deliveries
    assert {key: delivery[key] for key in ("state", "who", "takes", "why")} == {
        "state": "production",
        "who": "Ann",
        "takes": "1h",
        "why": "no access",
    }


def test_choosing_again_keeps_what_was_worked_on_and_says_what_is_left_out(file_store: Store, room: Row) -> None:
    ballots.choose(file_store, "ann", room, ["1", "4"])
    ballots.deliver(file_store, "ann", room, "1", Delivery.PROTOTYPE)
    chosen, news = ballots.choose(file_store, "ann", room, ["3"])
    assert [one["ref"] for one in chosen] == ["3", "1"]
    assert [one["ref"] for one in told(file_store, room)["problems"] if one["chosen"]] == ["1", "3"]
    assert news == [
        "1 stays chosen: it was worked on already",
        "not chosen any more: 4; if they are, too: interviewkit workshop choose 3 1 4",
    ]
    before = file_store.value("SELECT count(*) FROM change")
    with pytest.raises(UsageError, match="1 is worked on already, so the choice stays; see interviewkit workshop show"):
        ballots.choose(file_store, "ann", room, [])
    assert file_store.value("SELECT count(*) FROM change") == before


@pytest.mark.parametrize("word", ["4:0", "4:x", "4:-1", "4:", "4:101", "4:²", "4:9999999999999999999"])
def test_what_is_no_vote_is_refused(word: str) -> None:
    with pytest.raises(UsageError, match="is no vote; write a problem's number, as 4, or with its dots, as 4:2"):
        ballots.mark(word)
