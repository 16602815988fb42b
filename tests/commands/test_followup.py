"""`followup`: what was promised to customers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from program import Run

from interviewkit.paths import Location

AT = "2026-11-21T10:00:00.000Z"


@pytest.fixture
def dune(run: Run, workspace: Location) -> None:
    """A customer nobody has interviewed."""
    run("customer add Dune")


def test_a_promise_goes_to_the_customer_of_the_running_interview(run: Run, acme: str) -> None:
    made = run(["followup", "add", "send the sizing guide", "--due", "friday"])
    assert (made.out, made.err) == (
        "1\n",
        "promised to Acme in acme-2026-11-21, due 27 Nov 2026; see interviewkit followup list\n",
    )
    made = run(["followup", "add", "- call Zoë back"])
    assert (made.out, made.err) == (
        "2\n",
        "promised to Acme in acme-2026-11-21, without a date; see interviewkit followup list\n",
    )
    assert [one["title"] for one in run("show @ --json").json["follow_ups"]] == [
        "send the sizing guide",
        "- call Zoë back",
    ]


def test_a_promise_to_a_named_customer_belongs_to_no_interview(run: Run, acme: str, dune: None) -> None:
    made = run(["followup", "add", "call back", "--customer", "dune"], env={"INTERVIEWKIT_INTERVIEW": "acme"})
    assert (made.out, made.err) == ("1\n", "promised to Dune, without a date; see interviewkit followup list\n")


def test_a_promise_is_noted_in_an_interview_that_has_ended(run: Run, acme: str) -> None:
    run("end")
    assert run("followup add one -i acme").err.startswith("promised to Acme in acme-2026-11-21, ")
    named = run("followup add two --json", env={"INTERVIEWKIT_INTERVIEW": "acme"})
    assert (named.json["interview"], named.err) == ("acme-2026-11-21", "")


def test_an_interview_that_the_environment_names_must_be_there(run: Run, acme: str) -> None:
    assert run("followup add x", code=3, env={"INTERVIEWKIT_INTERVIEW": "nowhere"}).err == (
        "error: there is no interview nowhere; see interviewkit list\n"
    )


def test_the_json_of_a_follow_up_has_twelve_keys(run: Run, acme: str) -> None:
    made = run("followup add 'call back' --due 2026-11-20 --json").json
    assert made == {
        "uid": made["uid"],
        "ref": "1",
        "number": 1,
        "title": "call back",
        "customer": "acme",
        "customer_name": "Acme",
        "interview": "acme-2026-11-21",
        "due": "2026-11-20",
        "overdue": True,
        "done_at": None,
        "at": AT,
        "author": "ann",
    }
    assert run("followup list --json").json == [made]
    run(["followup", "done", made["uid"]])
    assert run("followup list --json").json == []
    assert run("followup list --all --json").json == [made | {"overdue": False, "done_at": AT}]


def test_promises_are_listed_with_the_overdue_ones_first(run: Run, acme: str, dune: None) -> None:
    run(["followup", "add", "send the guide", "--due", "in 2 weeks"])
    run(["followup", "add", "call back\nabout upgrades", "--customer", "dune", "--due", "yesterday"])
    run(["followup", "add", "say thanks", "--customer", "dune"])
    run(["followup", "add", "send the notes", "--due", "today"])
    assert run("followup list").out == (
        "No  Due                  Promise                   Customer  Interview\n"
        "2   2026-11-20, overdue  call back about upgrades  Dune\n"
        "4   2026-11-21, today    send the notes            Acme      acme-2026-11-21\n"
        "1   2026-12-05           send the guide            Acme      acme-2026-11-21\n"
        "3                        say thanks                Dune\n"
    )
    assert run("followup list --due").out == (
        "No  Due                  Promise                   Customer  Interview\n"
        "2   2026-11-20, overdue  call back about upgrades  Dune\n"
        "4   2026-11-21, today    send the notes            Acme      acme-2026-11-21\n"
    )


def test_what_is_done_leaves_the_list_and_shows_among_all(run: Run, acme: str) -> None:
    run("followup add 'send the guide' --due today")
    run("followup add 'call back'")
    done = run("followup done 1")
    assert (done.out, done.err) == ("", "done: send the guide\n")
    assert run("followup list").out == (
        "No  Due  Promise    Customer  Interview\n2        call back  Acme      acme-2026-11-21\n"
    )
    assert run("followup list --all").out == (
        "No  Due         Promise         Customer  Interview        Done\n"
        "2               call back       Acme      acme-2026-11-21\n"
        "1   2026-11-21  send the guide  Acme      acme-2026-11-21  2026-11-21\n"
    )
    assert [row["ref"] for row in run("followup list --all --due --json").json] == ["1"]


def test_undo_takes_back_a_promise_of_the_interview(run: Run, acme: str) -> None:
    run("log 'we push'")
    run("followup add 'send the guide'")
    assert run("undo").out == "took back follow-up 1: send the guide\n"
    assert run("followup list --json").json == []
    assert run("undo").out == "took back entry 1: we push\n"


def test_nothing_promised_is_no_failure(run: Run, workspace: Location) -> None:
    assert run("followup list").out == ""
    assert run("followup list --due --json").json == []


def test_a_promise_to_nobody_is_refused(run: Run, workspace: Location) -> None:
    refused = run(["followup", "add", "call back"], code=2)
    assert (refused.out, refused.err) == (
        "",
        "error: a follow-up is promised to somebody, and no interview is running;"
        " name the customer: interviewkit followup add TEXT --customer CUSTOMER\n",
    )


def test_which_of_two_interviews_is_meant_must_be_said(run: Run, acme: str, begin: Callable[[str], str]) -> None:
    begin("Beta")
    assert run("followup add x", code=2).err == (
        "error: 2 interviews are running (acme-2026-11-21, beta-2026-11-21); name one: -i acme-2026-11-21\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            "add ' '",
            2,
            'a follow-up needs words: interviewkit followup add "send the sizing guide" --due friday',
        ),
        ("add x --due 05/06", 2, "'05/06' is ambiguous; write 2026-05-06 or 2026-06-05"),
        (
            "add x --customer acme -i acme",
            2,
            "a promise belongs to an interview and its customer, or to a customer alone;"
            " give -i or --customer, not both",
        ),
        ("add x --customer akme", 3, "there is no customer akme (did you mean acme?); see interviewkit customer list"),
        ("add x -i nowhere", 3, "there is no interview nowhere; see interviewkit list"),
        ("done 9", 3, "there is no follow-up 9; see interviewkit followup list"),
        ("done 1-2", 3, "there is no follow-up 1-2; see interviewkit followup list"),
        ("done 2", 2, "follow-up 2 was done on 21 Nov 2026 already; see interviewkit followup list --all"),
    ],
)
def test_what_cannot_be_promised_or_kept(run: Run, acme: str, words: str, code: int, sentence: str) -> None:
    run("followup add one")
    run("followup add two")
    run("followup done 2")
    before = run("followup list --all --json").json
    refused = run(f"followup {words}", code=code)
    assert (refused.out, refused.err) == ("", f"error: {sentence}\n")
    assert run("followup list --all --json").json == before


def test_without_a_store_there_is_nothing_to_list_and_nobody_to_promise(run: Run) -> None:
    for words in ("followup list", "followup done 1", "followup add x --customer acme"):
        assert "there is no store at " in run(words, code=3).err


def test_completion_offers_the_numbers_of_open_promises(run: Run, acme: str) -> None:
    run("followup add one")
    run("followup add '$(touch pwned)'")
    run("followup done 1")
    asked = {"_INTERVIEWKIT_COMPLETE": "complete_bash", "COMP_WORDS": "interviewkit followup done ", "COMP_CWORD": "3"}
    assert run("", env=asked).out.split() == ["2"]
