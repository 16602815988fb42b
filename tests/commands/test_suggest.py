"""`suggest` names items that an entry may speak to."""

from __future__ import annotations

import pytest
from program import Run


@pytest.fixture
def planned(run: Run, acme: str) -> str:
    """An interview beside three items, one of them dropped."""
    run(["roadmap", "add", "Faster builds", "--description", "cache what did not change"])
    run(["roadmap", "add", "Search all logs"])
    run(["roadmap", "add", "Build lamp", "--status", "dropped"])
    return acme


def items(run: Run, reference: str) -> list[str]:
    """The slugs that are suggested for an entry."""
    return [one["item"] for one in run(f"suggest {reference} --json").json]


def test_items_come_best_first_with_their_scores_and_a_dropped_one_never(run: Run, planned: str) -> None:
    run(["log", "where is it", "each build takes hours, and I search the logs for the build"])
    shown = run("suggest 1 --json").json
    assert [(one["item"], one["title"], [*one]) for one in shown] == [
        ("search-all-logs", "Search all logs", ["item", "title", "score"]),
        ("faster-builds", "Faster builds", ["item", "title", "score"]),
    ]
    assert shown[0]["score"] > shown[1]["score"] > 0
    table = run("suggest acme/1").out.splitlines()
    assert [line.split()[0] for line in table] == ["Item", "search-all-logs", "faster-builds"]


def test_an_item_that_is_linked_already_is_not_suggested(run: Run, planned: str) -> None:
    run(["log", "a build, and a search in the logs", "--pain", "--against", "search-all-logs"])
    assert items(run, "1") == ["faster-builds"]


def test_an_accepted_link_teaches_and_taking_it_off_makes_it_forget(run: Run, planned: str) -> None:
    run(["log", "the kettle is on meanwhile", "--pain"])
    run(["log", "kettle, kettle, kettle"])
    assert items(run, "2") == []
    run("link 1:pain faster-builds")
    assert items(run, "2") == ["faster-builds"]
    run("unlink 1:pain faster-builds")
    assert items(run, "2") == []


def test_where_nothing_is_alike_that_is_said_and_nothing_is_found(run: Run, planned: str) -> None:
    run(["log", "über Ümläute"])
    found = run("suggest 1")
    assert (found.out, found.err) == (
        "",
        "no item shares a word with acme-2026-11-21/1; see interviewkit roadmap list\n",
    )
    assert run("suggest 1 --json").out == "[]\n"


def test_an_entry_nobody_knows_is_exit_three(run: Run, planned: str) -> None:
    assert run("suggest 9", code=3).err == (
        "error: there is no entry 9 in acme-2026-11-21; see interviewkit show acme-2026-11-21\n"
    )
