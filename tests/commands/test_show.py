"""`show` and `list`."""

from __future__ import annotations

from typing import Any

import pytest
from program import Run

AT = "2026-11-21T10:00:00.000Z"
HEAD = (
    "Interview  acme-2026-11-21\n"
    "Customer   Acme\n"
    "Topic      delivery\n"
    "When       2026-11-21 10:00 – running (UTC)\n"
    "How        interview, guide intern, intern stance not told\n"
    "We         ann (notes)\n"
)


def test_an_interview_reads_as_it_went(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    run(["log", "how?", "we push\nto main", "--process", "--by", "QE", "--takes", "3h"])
    run(["log", "a day is gone", "--pain", "--severity", "3", "--against", "faster-builds", "--verbatim", "--aha"])
    run(["log", "they might", "--label", "maybe", "--evidence", "opinion", "--speaker", "Zoë"])
    run("park when? --why because")
    run("term canary")
    assert run("show @").out == (
        HEAD.replace("We ", "They       Zoë (consent unasked)\nWe ") + "\n"
        "  1  Q  how?\n"
        "     we push\n"
        "     to main\n"
        "        #process by:QE takes:3h\n"
        "  2  “a day is gone”\n"
        "        #pain3 -faster-builds  aha\n"
        "  3  Zoë: they might\n"
        "        &maybe  ~opinion\n"
        "\n\n"
        "Parked\n"
        "Number  Question  Why      Answer\n"
        "     1  when?     because  open\n"
        "\n\n"
        "Words\n"
        "Word    Meaning\n"
        "canary  open\n"
    )


def test_an_entry_shows_what_hangs_on_it(run: Run, acme: str) -> None:
    run(["log", "how?", "[she sighed]", "--pain", "--severity", "2", "--label", "slow"])
    assert run("show 1").out == (
        "Entry     acme-2026-11-21/1\n"
        "Question  how?\n"
        "Answer    [she sighed]\n"
        f"At        {AT}\n"
        "Kind      experience, observation\n"
        "Tags      #pain2\n"
        "Labels    slow\n"
        "Author    ann\n"
    )


@pytest.mark.parametrize("reference", ["@", "acme-2026-11-21", "acme-", "uid"])
def test_an_interview_is_shown_by_every_form_of_reference(run: Run, acme: str, reference: str) -> None:
    uid = run("show @ --json").json["uid"]
    assert run(["show", reference.replace("uid", uid)]).out == HEAD


@pytest.mark.parametrize("reference", ["1", "1:pain", "acme/1", "acme-2026-11-21/1", "@/1", "uid", "uid:pain"])
def test_an_entry_is_shown_by_every_form_of_reference(run: Run, acme: str, reference: str) -> None:
    uid = run("log so --pain --json").json["uid"]
    assert run(["show", reference.replace("uid", uid), "--json"]).json["uid"] == uid


def test_show_takes_items_and_customers_too(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    run("customer add Beta")
    assert run("show faster-builds --json").json == run("roadmap show faster-builds --json").json
    assert run("show beta --json").json == run("customer show beta --json").json
    assert run("show faster").out == run("roadmap show faster-builds").out
    assert run("show beta").out == run("customer show beta").out


def test_the_environment_and_the_option_name_the_interview(run: Run, begin: Any, acme: str) -> None:
    begin("Beta")
    run("log so -i beta")
    assert run("show 1 --json -i beta").json["interview"] == "beta-2026-11-21"
    assert run("show 1 --json", env={"INTERVIEWKIT_INTERVIEW": "beta"}).json["interview"] == "beta-2026-11-21"
    run("show 1 -i acme", code=3, env={"INTERVIEWKIT_INTERVIEW": "beta"})


def test_several_running_interviews_are_named_when_none_is(run: Run, begin: Any, acme: str) -> None:
    begin("Beta")
    sentence = "error: 2 interviews are running (acme-2026-11-21, beta-2026-11-21); name one: -i acme-2026-11-21\n"
    for words in ("log x", "status", "undo", "end", "park x", "parked", "term x", "terms", "show 1", "edit 1 -a x"):
        refused = run(words, code=2)
        assert (refused.out, refused.err) == ("", sentence)


def test_an_interview_that_fell_quiet_must_be_named(run: Run, acme: str) -> None:
    run("log x", env={"INTERVIEWKIT_NOW": "2026-11-21T20:00:00Z"})
    run("log y", env={"INTERVIEWKIT_NOW": "2026-11-22T07:59:59Z"})
    late = {"INTERVIEWKIT_NOW": "2026-11-22T20:00:00Z"}
    refused = run("log z", code=2, env=late)
    assert refused.err == (
        "error: the interview acme-2026-11-21 has been quiet for 12 hours; name it: -i acme-2026-11-21,"
        " or interviewkit end acme-2026-11-21\n"
    )
    assert run("log z -i acme", env=late).out == "3\n"
    assert run("log z", env=late).out == "4\n"


def test_a_prefix_that_two_interviews_share_names_both(run: Run, acme: str, begin: Any) -> None:
    begin("Acme")
    refused = run("show acme-2026", code=2)
    assert refused.err == (
        "error: acme-2026 could be acme-2026-11-21, acme-2026-11-21-2; write more of it; see interviewkit list\n"
    )
    assert run("show acme-2026-11-21 --json").json["ref"] == "acme-2026-11-21"


def test_an_unknown_interview_is_told_with_the_nearest_one(run: Run, acme: str) -> None:
    refused = run("show acme-2026-11-12", code=3)
    assert refused.err == (
        "error: nothing is called acme-2026-11-12 (did you mean acme-2026-11-21?); see interviewkit list\n"
    )


def test_list_shows_every_interview(run: Run, acme: str) -> None:
    run("log x --pain --process")
    run("start Beta --at 2026-11-20 --internal")
    run("end beta --at '2026-11-20 00:45'")
    assert run("list").out == (
        "Interview        Customer  Topic     Source     Started           Ended    Entries  Tags\n"
        "beta-2026-11-20  beta                interview  2026-11-20 00:00  00:45          0     0\n"
        "acme-2026-11-21  acme      delivery  interview  2026-11-21 10:00  running        1     2\n"
    )
    beta, acme_row = run("list --json").json
    assert acme_row == {
        "uid": acme_row["uid"],
        "ref": "acme-2026-11-21",
        "customer": "acme",
        "topic": "delivery",
        "source": "interview",
        "started_at": AT,
        "ended_at": None,
        "entries": 1,
        "tags": 2,
        "guide": "intern",
        "lifecycle": "regular",
        "internal": False,
        "disclosed": False,
        "zone": "UTC",
        "author": "ann",
    }
    assert (beta["ended_at"], beta["internal"]) == ("2026-11-20T00:45:00.000Z", True)
    assert run("list --csv").out == (
        "uid,ref,customer,topic,source,started_at,ended_at,entries,tags,"
        "guide,lifecycle,internal,disclosed,zone,author\n"
        f"{beta['uid']},beta-2026-11-20,beta,,interview,2026-11-20T00:00:00.000Z,2026-11-20T00:45:00.000Z,0,0,"
        "intern,regular,true,false,UTC,ann\n"
        f"{acme_row['uid']},acme-2026-11-21,acme,delivery,interview,{AT},,1,2,intern,regular,false,false,UTC,ann\n"
    )


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("--customer acme", ["acme-2026-11-21"]),
        ("--customer beta", ["beta-2026-11-20"]),
        ("--since today", ["acme-2026-11-21"]),
        ("--until yesterday", ["beta-2026-11-20"]),
        ("--since 2026-11-20 --until 2026-11-21", ["beta-2026-11-20", "acme-2026-11-21"]),
        ("--since tomorrow", []),
    ],
)
def test_list_takes_a_scope(run: Run, acme: str, words: str, refs: list[str]) -> None:
    run("start Beta --at 2026-11-20")
    assert [row["ref"] for row in run(f"list --json {words}").json] == refs


def test_list_of_an_unknown_customer_or_an_ambiguous_day(run: Run, acme: str) -> None:
    assert run("list --customer zeta", code=3).err == (
        "error: there is no customer zeta; see interviewkit customer list\n"
    )
    assert run("list --since 05/06", code=2).err == "error: '05/06' is ambiguous; write 2026-05-06 or 2026-06-05\n"


def test_nothing_to_list_is_no_failure(run: Run, workspace: object) -> None:
    assert run("list").out == ""
    assert run("list --json").json == []
