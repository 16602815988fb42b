"""`status` and `end`: how an interview stands."""

from __future__ import annotations

from typing import Any

from program import Run

STANDING = {
    "ref": "acme-2026-11-21",
    "customer": "acme",
    "topic": "delivery",
    "phase": None,
    "minutes": 23,
    "planned_minutes": 60,
    "entries": 2,
    "parked": 1,
    "open_terms": 1,
    "ended_at": None,
    "tags": {"problem": 1, "process": 1, "pain": 1},
    "guide": "intern",
    "started_at": "2026-11-21T10:00:00.000Z",
    "disclosed": False,
}
LATER = {"INTERVIEWKIT_NOW": "2026-11-21T10:23:10Z"}


def some_notes(run: Run) -> None:
    """Two entries with three tags, two parked questions and two terms, one of each still open."""
    run("log x --pain --problem")
    run("log y --process")
    run("park a")
    run("park b")
    run("answer 2 so")
    run("term canary")
    run("term golden meaning")


def test_status_counts_what_was_noted(run: Run, acme: str) -> None:
    some_notes(run)
    assert run("status", env=LATER).out == (
        "Interview   acme-2026-11-21\n"
        "Customer    acme\n"
        "Topic       delivery\n"
        "Minutes     23 of 60\n"
        "Entries     2\n"
        "Problem     1\n"
        "Process     1\n"
        "Pain        1\n"
        "Parked      1\n"
        "Words open  1\n"
    )
    row = run("status --json", env=LATER).json
    assert row == STANDING | {"uid": row["uid"]}


def test_end_tells_how_it_stood(run: Run, acme: str) -> None:
    some_notes(run)
    row = run("end --json", env=LATER).json
    assert row == STANDING | {"uid": row["uid"], "ended_at": "2026-11-21T10:23:10.000Z"}
    assert run("status acme --json", env={"INTERVIEWKIT_NOW": "2026-11-22T10:00:00Z"}).json == row


def test_end_takes_a_moment(run: Run, acme: str) -> None:
    assert run("end --at 10:45 --json").json["ended_at"] == "2026-11-21T10:45:00.000Z"


def test_an_interview_ends_once_and_not_before_it_began(run: Run, acme: str) -> None:
    early = run("end --at 09:00", code=2)
    assert early.err == (
        "error: the interview acme-2026-11-21 began at 2026-11-21T10:00:00.000Z; it cannot end before: --at WHEN\n"
    )
    run("end")
    assert run("end acme", code=2).err == (
        "error: the interview acme-2026-11-21 has ended already; see interviewkit show acme-2026-11-21\n"
    )
    assert run("end", code=3).err == (
        "error: no interview is running; begin one: interviewkit start CUSTOMER;"
        " the last one: interviewkit show acme-2026-11-21\n"
    )


def test_people_read_the_clocks_of_the_interview(run: Run, begin: Any) -> None:
    begin("Acme", zone="Europe/Berlin", minutes=60)
    assert run("end", env=LATER).out == (
        "Interview   acme-2026-11-21\n"
        "Customer    acme\n"
        "Minutes     23 of 60\n"
        "Entries     0\n"
        "Problem     0\n"
        "Process     0\n"
        "Pain        0\n"
        "Parked      0\n"
        "Words open  0\n"
        "Ended       2026-11-21 11:23 (Europe/Berlin)\n"
    )


def test_minutes_stand_alone_where_none_were_planned(run: Run, begin: Any) -> None:
    begin("Acme", minutes=None)
    assert "Minutes     23\n" in run("status", env=LATER).out


def test_one_of_several_running_interviews_is_named_by_the_option_too(run: Run, begin: Any, acme: str) -> None:
    begin("Beta")
    assert run("status -i beta --json").json["ref"] == "beta-2026-11-21"
    assert run("status acme -i acme-2026-11-21 --json").json["ref"] == acme
    for command in ("status", "end"):
        refused = run(f"{command} acme -i beta", code=2)
        assert (refused.out, refused.err) == (
            "",
            "error: acme-2026-11-21 and beta-2026-11-21 are two interviews; name one: -i acme-2026-11-21\n",
        )
    assert run("end -i beta --json").json["ref"] == "beta-2026-11-21"
    assert run("status --json").json["ref"] == acme
