"""What an anonymous export holds of a workshop: no problem whose words may not be shown, nor what stood on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.handed_on import empty, exported, imported, revise
from replicas import unsound
from workshop_room import NOW, gathered, voted

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.fieldwork import ballots, boards, people, workshops
from interviewkit.fieldwork.boards import Stated
from interviewkit.fieldwork.workshops import Gathering
from interviewkit.vocabulary import Delivery


def held(store: Store) -> Store:
    """A workshop in which the words of problem 2 may not be shown, those of 3 were taken back, and one of a team."""
    room = gathered(store)
    boards.put_up(store, "ann", room, Stated("a secret of Acme", customers=["acme"]))
    boards.join(store, "ann", room, "2", ["5"])
    boards.pick(store, "ann", room, "Red", ["1", "2"])
    voted(store, room, "acme", "1", "2")
    voted(store, room, "dune", "2", "3")
    ballots.choose(store, "ann", room, ["1", "2", "3"])
    for name in ("1", "2", "3"):
        ballots.deliver(store, "ann", room, name, Delivery.PROTOTYPE)
    interview = references.interview(store, "acme-2026-11-21")
    people.attend(store, "ann", interview, "Bea", None)
    people.edit_participant(store, "ann", "Bea", consent="no")
    revise(store, "entry", references.entry(store, "dune-2026-11-21/1")["uid"], deleted=1)
    team, _ = workshops.start(store, "ann", Gathering("Who is it", members=["Ann"], team=True))
    boards.put_up(store, "ann", team, Stated("Hospitals"))
    return store


def test_what_may_not_be_shown_leaves_with_its_dots(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)
    with empty(template, tmp_path) as store, empty(template, tmp_path) as other:
        data = exported(held(store), live=True)
        imported(other, data)
        assert unsound(other) == []
        problems = other.rows("SELECT title, number, joined_to FROM workshop_problem ORDER BY workshop, number")
        on = {
            table: [
                row["number"]
                for row in other.rows(
                    f"SELECT p.number FROM {table} t JOIN workshop_problem p ON p.id = t.problem ORDER BY p.number"
                )
            ]
            for table in ("workshop_voice", "workshop_vote", "workshop_delivery")
        }
    assert {(row["title"], row["number"], row["joined_to"]) for row in problems} == {
        ("builds wait", 1, None),
        ("no export", 4, None),
        ("Hospitals", 1, None),
    }
    assert on == {"workshop_voice": [1, 4], "workshop_vote": [1], "workshop_delivery": [1]}
    for words in (b"no logs", b"the queue is full", b"a secret"):
        assert words not in data
