"""`start` begins an interview."""

from __future__ import annotations

import pytest
from program import Run

from interviewkit.paths import Location


def test_start_prints_the_slug_and_says_what_is_new(run: Run, workspace: Location) -> None:
    begun = run(["start", "Société Générale", "--segment", "Banks"])
    assert begun.out == "societe-generale-2026-11-21\n"
    assert begun.err == "new customer societe-generale\nnew segment banks\n"


def test_the_json_of_start_has_three_keys(run: Run, workspace: Location) -> None:
    made = run("start Acme --json").json
    assert sorted(made) == ["customer", "ref", "uid"]
    assert (made["ref"], made["customer"], len(made["uid"])) == ("acme-2026-11-21", "acme", 36)


def test_start_makes_the_store_and_says_so(run: Run) -> None:
    begun = run("start Acme")
    assert begun.out == "acme-2026-11-21\n"
    assert begun.err == "made a new store at ~/data/interviewkit/interviews.db\nnew customer acme\n"


def test_quiet_says_nothing_but_the_slug(run: Run) -> None:
    begun = run("--quiet start Acme")
    assert (begun.out, begun.err) == ("acme-2026-11-21\n", "")


def test_everything_that_start_takes_is_shown_again(run: Run, workspace: Location) -> None:
    run(
        [
            *("start", "Acme", "--topic", "How you deliver", "--guide", "intern", "--segment", "Banks"),
            *("--interviewer", "Paul", "--note-taker", "Ann", "--participant", "Zoë, QA lead", "--participant", "Bo"),
            *("--minutes", "90", "--source", "visit", "--lifecycle", "blocked", "--disclosed", "--consent", "yes"),
            *("--at", "2026-11-20 09:30"),
        ]
    )
    shown = run("show @ --json").json
    people = [{key: one[key] for key in ("name", "role", "consent")} for one in shown["participants"]]
    assert people == [
        {"name": "Bo", "role": None, "consent": "yes"},
        {"name": "Zoë", "role": "QA lead", "consent": "yes"},
    ]
    kept = {key: value for key, value in shown.items() if key not in ("uid", "participants")}
    assert kept == {
        "ref": "acme-2026-11-20",
        "customer": "acme",
        "customer_name": "Acme",
        "internal": False,
        "topic": "How you deliver",
        "guide": "intern",
        "source": "visit",
        "lifecycle": "blocked",
        "started_at": "2026-11-20T09:30:00.000Z",
        "ended_at": None,
        "zone": "UTC",
        "minutes": 90,
        "disclosed": True,
        "author": "ann",
        "interviewers": ["Paul"],
        "note_takers": ["Ann"],
        "tags": {"problem": 0, "process": 0, "pain": 0},
        "entries": [],
        "parked": [],
        "terms": [],
        "follow_ups": [],
    }
    assert run("customer show acme --json").json["segments"] == ["banks"]


def test_a_second_interview_on_one_day_gets_a_number(run: Run, acme: str) -> None:
    assert run("start Acme").out == "acme-2026-11-21-2\n"
    assert run("start acme").out == "acme-2026-11-21-3\n"


def test_a_customer_close_to_a_known_one_is_added_and_that_is_said(run: Run, acme: str) -> None:
    begun = run(["start", "Acmé!"])
    assert begun.err == ""
    begun = run(["start", "Accme"])
    assert begun.out == "accme-2026-11-21\n"
    assert begun.err == (
        "new customer accme, close to Acme; if it is the same: interviewkit customer merge accme acme\n"
    )


def test_a_close_name_is_told_by_its_slug_also_after_a_new_name(run: Run, acme: str) -> None:
    run(["customer", "edit", "acme", "--name", "Umbrella Corp"])
    assert run(["start", "Umbrela Corp"]).err == (
        "new customer umbrela-corp, close to Umbrella Corp; if it is the same:"
        " interviewkit customer merge umbrela-corp acme\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["start", " "], "an interview needs a customer: interviewkit start CUSTOMER"),
        (
            ["start", "Acme", "--internal"],
            "acme is known as an outside customer; if it is internal: interviewkit customer edit acme --internal",
        ),
        (
            ["start", "Acme", "--participant", " ,QA"],
            'a participant has a name: --participant "Ann Lee, release manager"',
        ),
        (["start", "Acme", "--at", "05/06"], "'05/06' is ambiguous; write 2026-05-06 or 2026-06-05"),
    ],
)
def test_start_refuses(run: Run, acme: str, words: list[str], sentence: str) -> None:
    refused = run(words, code=2)
    assert (refused.out, refused.err) == ("", f"error: {sentence}\n")
    assert len(run("list --json").json) == 1


@pytest.mark.parametrize("words", ["start", "start Acme --source phone", "start Acme --minutes 0"])
def test_start_with_words_that_are_none_of_its_own_exits_2(run: Run, words: str) -> None:
    refused = run(words, code=2)
    assert refused.out == ""
    assert "Try 'interviewkit start -h' for help." in refused.err


def test_an_interview_cannot_begin_in_the_future(run: Run, workspace: Location) -> None:
    assert "cannot begin in the future" in run("start Acme --at 2026-12-24", code=2).err


def test_a_first_name_is_the_participant_who_bears_it(run: Run, workspace: Location) -> None:
    run("start Acme --participant 'Dana Fox, AP clerk' --no-session")
    run("log hello --speaker dana")
    assert [one["name"] for one in run("participant list --json").json] == ["Dana Fox"]
