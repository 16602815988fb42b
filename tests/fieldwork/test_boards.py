"""Problems on a board: whose words they are, which are one, which are picked."""

from __future__ import annotations

import pytest
from workshop_room import NOW, dots, gathered, told, voted

from interviewkit import references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import boards, entries, roadmap, undoing, workshops
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


def links(store: Store) -> dict[str, tuple[list[str], int | None]]:
    """What each entry's problem is linked to, and its severity, by reference."""
    rows = store.rows(
        "SELECT e.ref, t.severity, i.ref AS item FROM entries e JOIN tags t ON t.entry = e.id"
        " LEFT JOIN links l ON l.tag = t.id LEFT JOIN items i ON i.id = l.item ORDER BY e.ref, i.ref"
    )
    found: dict[str, tuple[list[str], int | None]] = {}
    for row in rows:
        found.setdefault(row["ref"].replace("-2026-11-21", ""), ([], row["severity"]))[0].extend(
            [row["item"]] if row["item"] else []
        )
    return found


def test_one_more_voice_means_what_the_problem_means_unless_told_otherwise(store: Store) -> None:
    room = gathered(store)
    roadmap.add(store, "ann", "Search")
    workshops.came(store, "ann", room, ["crane"])
    done = boards.voice(store, "ann", room, "1", Stated("", customers=["crane"]))
    assert (done.refs, done.news) == (
        ["crane-2026-11-21/1"],
        ["linked to faster-builds, severity 3, as problem 1 is"],
    )
    done = boards.voice(store, "ann", room, "1", Stated("", customers=["dune"], items=["search"], severity=1))
    assert done.news == []
    done = boards.voice(store, "ann", room, "2", Stated("", customers=["bolt"]))
    assert done.news == []
    found = links(store)
    assert found["crane/1"] == (["faster-builds"], 3)
    assert found["dune/3"] == (["search"], 1)
    assert found["bolt/2"] == ([], None)


def test_joined_problems_are_linked_alike_until_the_joining_is_taken_back(store: Store) -> None:
    room = gathered(store)
    roadmap.add(store, "ann", "Search")
    boards.put_up(store, "ann", room, Stated("too slow", customers=["dune"], severity=1, items=["search"]))
    before = links(store)
    kept, news = boards.join(store, "ann", room, "1", ["3", "5"])
    assert kept["ref"] == "1"
    assert news == [
        "acme-2026-11-21/1: linked to search, as problem 1 is",
        "bolt-2026-11-21/1: linked to search, as problem 1 is",
        "dune-2026-11-21/1: linked to faster-builds, search, severity 3, as problem 1 is",
        "dune-2026-11-21/3: linked to faster-builds, as problem 1 is",
    ]
    both = ["faster-builds", "search"]
    after = links(store)
    assert {ref: after[ref] for ref in ("acme/1", "bolt/1", "dune/1", "dune/3")} == {
        "acme/1": (both, 3),
        "bolt/1": (both, 3),
        "dune/1": (both, 3),
        "dune/3": (both, 1),
    }
    assert after["dune/2"] == before["dune/2"]
    undoing.undo(store, "ann", room)
    assert links(store) == before


def test_an_entry_that_is_no_problem_any_more_stays_so_when_problems_are_joined(file_store: Store, room: Row) -> None:
    entry, tag = references.tag(file_store, "dune-2026-11-21/1:problem")
    entries.untag(file_store, "ann", entry, tag)
    assert boards.join(file_store, "ann", room, "1", ["3"])[1] == []
    assert "dune/1" not in links(file_store)


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
