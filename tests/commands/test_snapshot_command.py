"""`interviewkit snapshot` and `report --since-snapshot`, as processes, on the demo study."""

from __future__ import annotations

from pathlib import Path

import pytest
from program import Run

from interviewkit import dbfile, demo
from interviewkit.paths import Location


@pytest.fixture
def study(workspace: Location) -> Location:
    """The demo study in the workspace of the working directory."""
    store = dbfile.connect(workspace, write=True)
    demo.fill(store)
    store.close()
    return workspace


def test_verdicts_are_kept_listed_shown_compared_deleted_and_brought_back(run: Run, study: Location) -> None:
    assert run("snapshot").err == "no snapshot is kept; keep one: interviewkit snapshot NAME\n"
    assert run("snapshot --json").json == []
    kept = run(["snapshot", "Before planning"])
    assert kept.out == "before-planning\n"
    assert kept.err == (
        "kept the verdicts on 10 items, by 22 customers: 2 validated, 1 partial, 1 emerging, 1 contested, 1 untested,"
        " 1 doubtful, 1 unsupported, 1 contradicted, 1 insufficient; see later what changed: interviewkit report"
        " --since-snapshot before-planning\n"
    )
    lines = run("snapshot").out.splitlines()
    assert lines[0].split() == ["Snapshot", "Kept", "By", "Customers", "Verdicts", "Scope"]
    assert lines[1].startswith("before-planning  2026-11-21  ann         22  2 validated, 1 partial, ")
    assert lines[1].endswith("every interview")
    shown = run("show before-planning")
    assert "kept by" not in shown.out
    assert "Scope      every interview\n" in shown.out
    assert "faster-builds" in shown.out
    same = run("report --since-snapshot before --format text").out
    assert "Since the snapshot before-planning, 21 Nov 2026\n" in same
    assert "No verdict changed, and no customer moved." in same
    assert run("delete before-planning").err == (
        "deleted before-planning; bring it back: interviewkit undelete before-planning\n"
    )
    assert run("report --since-snapshot before-planning", code=3).err == (
        "error: there is no snapshot before-planning; see interviewkit snapshot\n"
    )
    run("undelete before-planning")
    assert len(run("snapshot --json").json) == 1


def test_a_snapshot_in_json_has_these_keys_and_takes_the_scope_of_a_report(run: Run, study: Location) -> None:
    made = run("snapshot q4 --segment startups --until 2026-09-30 --json").json
    assert list(made) == ["uid", "ref", "name", "at", "author", "scope", "policy", "customers", "verdicts", "items"]
    assert (made["ref"], made["author"], made["at"]) == ("q4", "ann", "2026-11-21T10:00:00.000Z")
    assert (made["scope"]["segments"], made["scope"]["until"]) == (["startups"], "2026-10-01T00:00:00.000Z")
    assert [list(one) for one in run("snapshot --json").json] == [[key for key in made if key != "items"]]
    assert run("show q4 --json").json == made
    report = run("report --format json --segment startups --until 2026-09-30").json
    words = {"quotes", "history", "votes"}
    bare = [{key: value for key, value in item.items() if key not in words} for item in report["items"]]
    for item in bare:
        item["after"] = item["after"] and {key: value for key, value in item["after"].items() if key not in words}
    assert sorted(bare, key=lambda item: item["slug"]) == made["items"]
    since = run("report --since-snapshot q4 --json").json
    assert since["scope"] == made["scope"]
    assert [item["history"][0]["snapshot"] for item in since["items"]] == ["q4"] * len(since["items"])


def test_wrong_usage_exits_2_and_changes_nothing(run: Run, study: Location) -> None:
    run("snapshot q4")
    before = Path(study.target).read_bytes()
    assert run("snapshot Q4", code=2).err == (
        "error: there is a snapshot q4 already, of 21 Nov 2026; choose another name, or see what changed since:"
        " interviewkit report --since-snapshot q4\n"
    )
    assert "a snapshot needs a name" in run(["snapshot", "  "], code=2).err
    assert "name it: interviewkit snapshot NAME" in run("snapshot --since today", code=2).err
    for command in ("report", "snapshot q5"):
        refused = run(f"{command} --since 2026-05-01 --until 2026-04-30", code=2).err
        assert refused == "error: --until 2026-04-30 is before --since 2026-05-01; name the earlier day with --since\n"
    assert "snapshots are of the roadmap" in run("report gaps --since-snapshot q4", code=2).err
    assert run("snapshot q5 --segment nowhere", code=3).err
    assert Path(study.target).read_bytes() == before


def test_an_empty_roadmap_is_kept_and_that_is_said_and_no_store_exits_3(run: Run, workspace: Location) -> None:
    kept = run("snapshot first")
    assert kept.err.startswith("kept, but no roadmap item was there to judge; ")
    assert run("report --since-snapshot first --format md").out.startswith("# Roadmap validation\n")
    assert run("--db elsewhere.db snapshot q1", code=3).out == ""
    assert run("report --since 2026-05-01 --until 2026-05-01").code == 0


def test_completion_offers_the_snapshots(run: Run, study: Location) -> None:
    run("snapshot q4")
    words = {"COMP_WORDS": "interviewkit report --since-snapshot ", "COMP_CWORD": "3"}
    offered = run("", env={**words, "_INTERVIEWKIT_COMPLETE": "complete_bash"})
    assert offered.out.split() == ["q4"]


def test_a_verb_is_no_name_for_a_snapshot(run: Run, workspace: Location) -> None:
    for verb in ("list", "Show", "remove"):
        assert run(["snapshot", verb], code=2).err == (
            f"error: {verb} is no name for a snapshot; list them: interviewkit snapshot, show one:"
            " interviewkit show NAME, keep one: interviewkit snapshot before-planning\n"
        )
    assert run("snapshot --json").json == []
