"""A room in which two laptops wrote, and one from which somebody is forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import copied, opened
from workshop_room import NOW, gathered, told, voted

from interviewkit import recorder
from interviewkit.fieldwork import boards
from interviewkit.fieldwork.boards import Stated
from interviewkit.store import merge


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything happens at one moment."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)


def test_two_laptops_of_one_room_become_one_board_and_say_where_dots_are_too_many(
    template: Path, tmp_path: Path
) -> None:
    with opened(copied(template, tmp_path / "one.db")) as one:
        room = gathered(one)
        boards.pick(one, "ann", room, "Red", ["1", "2"])
        with opened(copied(Path(one.location.target), tmp_path / "two.db")) as two:
            voted(one, room, "acme", "1", "3", "4")
            voted(two, room, "acme", "1", "2")
            voted(two, room, "bolt", "4")
            boards.put_up(one, "ann", room, Stated("here", customers=["acme"]))
            boards.put_up(two, "bob", room, Stated("there", customers=["acme"]))
            boards.join(one, "ann", room, "1", ["3"])
            boards.join(two, "bob", room, "3", ["1"])
            merge.merge(one, two)
            merge.merge(two, one)
            found = told(one, room, now=True)
            assert found == told(two, room, now=True)
    assert [(each["ref"], each["title"], each["dots"]) for each in found["problems"]] == [
        ("1", "builds wait", 2),
        ("4", "no export", 2),
        ("2", "no logs", 1),
        ("5", "here", None),
        ("5-2", "there", None),
    ]
    assert [same["ref"] for same in found["problems"][0]["joined"]] == ["3"]
    assert [seat["votes"] for seat in found["seats"] if seat["name"] == "Acme"] == [{"1": 1, "3": 1, "4": 1, "2": 1}]
    assert (found["vote"]["cast"], found["vote"]["over"]) == (5, ["Acme"])


def test_a_forgotten_customer_leaves_the_room_with_votes_and_words(template: Path, tmp_path: Path) -> None:
    with opened(copied(template, tmp_path / "one.db")) as one:
        room = gathered(one)
        voted(one, room, "acme", "1", "3")
        voted(one, room, "dune", "3")
        with opened(copied(Path(one.location.target), tmp_path / "two.db")) as two:
            with recorder.change(two, "forget", "ann") as change:
                recorder.write(two, "forgotten", subject="customer:acme", change=change.id)
            merge.merge(one, two)
        found = told(one, room, now=True)
    assert [seat["name"] for seat in found["seats"]] == ["Bolt", "Crane", "Dune", "Ann"]
    assert {each["ref"]: (each["dots"], each["customers"]) for each in found["problems"]} == {
        "3": (1, ["Dune"]),
        "1": (0, ["Bolt"]),
        "4": (0, ["Dune"]),
        "2": (None, []),
    }
