"""`segment from-labels` proposes segments, and makes them when asked."""

from __future__ import annotations

import pytest
from commands.conftest import Begin, writable
from program import Run

from interviewkit import references
from interviewkit.fieldwork import entries, people
from interviewkit.fieldwork.notes import Note
from interviewkit.paths import Location
from interviewkit.vocabulary import Lifecycle


@pytest.fixture
def cards(workspace: Location, begin: Begin) -> None:
    """The team's own workshop, with four labelled cards, and what a customer said under a label."""
    team = begin("Our team", internal=True, guide="whos-your-customer")
    acme = begin("Acme")
    with writable(workspace) as store:
        for name in ("Bolt", "Elm Council"):
            people.add_customer(store, "ann", name, [], lifecycle=Lifecycle.REGULAR.value)
        said = (
            (team, "Bolt and acme", "startups"),
            (team, "Zeta", "startups"),
            (team, "Elm Council", "councils"),
            (acme, "we are small", "small"),
        )
        for ref, answer, label in said:
            interview = references.interview(store, ref)
            entries.log(store, "ann", interview, [Note(answer, answer=answer, labels=[label])])


def test_nothing_is_written_until_it_is_asked_for(run: Run, cards: None) -> None:
    shown = run("segment from-labels")
    assert shown.out == (
        "Segment   State  Labels    Cards  Customers\n"
        "Startups  new    startups      2  Acme; Bolt\n"
        "Councils  new    councils      1  Elm Council\n"
    )
    assert shown.err == (
        "no known customer is named in our-team-2026-11-21/2; add them: interviewkit customer add NAME\n"
        "would add 2 segments, with 3 places for customers; to do it, the same with --add\n"
    )
    assert run("segment list").out == ""
    added = run("segment from-labels --add")
    assert added.out == shown.out
    assert added.err.endswith("\nadded 2 segments, with 3 places for customers; see interviewkit segment list\n")
    assert run("segment show startups --json").json["members"] == ["acme", "bolt"]
    again = run("segment from-labels --add")
    assert "Startups  there, 0 more" in again.out
    assert again.err.endswith("\nall of it is there already; see interviewkit segment list\n")
    assert len(run("segment list --json").json) == 2


def test_labels_are_grouped_filtered_and_sorted(run: Run, cards: None) -> None:
    grouped = run(["segment", "from-labels", "--group", "Who buys=startups,councils", "--add", "--json"]).json
    assert grouped == [
        {
            "uid": "who-buys",
            "slug": "who-buys",
            "name": "Who buys",
            "known": False,
            "labels": ["startups", "councils"],
            "customers": ["acme", "bolt", "elm-council"],
            "joining": ["acme", "bolt", "elm-council"],
            "cards": [f"our-team-2026-11-21/{number}" for number in (1, 2, 3)],
            "unknown": ["our-team-2026-11-21/2"],
            "added": True,
        }
    ]
    assert [one["slug"] for one in run("segment from-labels --sort name --json").json] == ["councils", "startups"]
    assert [one["slug"] for one in run("segment from-labels --least 2 --json").json] == ["startups"]
    assert [one["slug"] for one in run("segment from-labels --label Councils --json").json] == ["councils"]
    assert [one["slug"] for one in run("segment from-labels --all --sort cards --json").json] == [
        "startups",
        "councils",
        "small",
    ]


def test_without_a_label_it_says_where_labels_come_from(run: Run, workspace: Location) -> None:
    found = run("segment from-labels --json")
    assert (found.json, found.err) == (
        [],
        "no label suggests a segment; label the cards of a whos-your-customer interview;"
        " labels of every interview: interviewkit segment from-labels --all\n",
    )
    assert run("segment from-labels --group nonsense", code=2).err == (
        "error: 'nonsense' names no group; write it like --group \"Public sector=council,ministry\"\n"
    )
