"""`interviewkit report interview|customer|process|terms` from a shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import opened
from program import Run
from report_study import long_story, written

from interviewkit.paths import Location


@pytest.fixture
def story(workspace: Location) -> Location:
    """Two customers and a coworker in the workspace of the working directory."""
    with opened(workspace) as store:
        written(store, long_story)
    return workspace


def test_the_transcript_comes_with_full_and_goes_where_it_is_wanted(run: Run, story: Location) -> None:
    assert run("report interview acme").out.startswith("# Acme, 3 Mar 2026\n")
    assert run("report interview acme --full -o talk.html").err == "wrote talk.html\n"
    assert "How does it begin?" in Path("talk.html").read_text(encoding="utf-8")
    told = run("report interview acme --full --json").json
    assert [phase["phase"] for phase in told["transcript"]] == ["walk through", "roadmap"]


def test_a_scope_narrows_every_kind(run: Run, story: Location) -> None:
    assert run("report interview --customer bolt --json").json["interview"]["ref"] == "bolt"
    assert len(run("report customer acme --since 2026-05-01 --json").json["relationship"]) == 1
    assert [one["customer"] for one in run("report process --customer bolt --json").json["tellings"]] == ["bolt"]
    assert run("report terms --source dogfood --format csv").out.count("\n") == 2


def test_what_is_not_there_is_said_with_the_nearest_name(run: Run, story: Location) -> None:
    assert "did you mean acme" in run("report customer acmee", code=3).err
    assert "no interview is on the topic delivry" in run("report process delivry", code=3).err
    assert "which one? Write: interviewkit report customer CUSTOMER" in run("report customer", code=2).err


def test_completion_offers_what_a_kind_may_be_of(run: Run, story: Location) -> None:
    for typed, offered in (
        ("customer b", ["bolt"]),
        ("interview a", ["acme-again", "acme"]),
        ("process ", ["delivery"]),
    ):
        words = f"interviewkit report {typed}"
        asked = {"_INTERVIEWKIT_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "3"}
        assert run("", env=asked).out.split() == offered
