"""`delete`, `undelete` and `history`: nothing is lost."""

from __future__ import annotations

import pytest
from program import Run


def test_an_entry_goes_and_comes_back_as_it_was(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    run("log so --pain --link faster-builds --label slow")
    before = run("show @ --json").json
    gone = run("delete 1")
    assert (gone.out, gone.err) == (
        "",
        "deleted acme-2026-11-21/1; bring it back: interviewkit undelete acme-2026-11-21/1\n",
    )
    assert run("show @ --json").json["entries"] == []
    assert run("search so --json").json == []
    back = run("undelete acme-2026-11-21/1")
    assert (back.out, back.err) == ("", "acme-2026-11-21/1 is back\n")
    assert run("show @ --json").json == before


def test_an_interview_goes_and_comes_back_as_it_was(run: Run, acme: str) -> None:
    run("log so")
    before = run("show @ --json").json
    assert run("delete acme-").err == (
        "deleted acme-2026-11-21; bring it back: interviewkit undelete acme-2026-11-21\n"
    )
    assert run("list --json").json == []
    run("status", code=3)
    assert run("undelete acme-").err == "acme-2026-11-21 is back\n"
    assert run("show @ --json").json == before


def test_everything_that_was_deleted_is_known_by_its_uid(run: Run, acme: str) -> None:
    uid = run("log so --json").json["uid"]
    run(["delete", uid])
    assert run(["show", uid], code=3).err == f"error: nothing is called {uid}; see interviewkit list\n"
    assert run(["history", uid, "--json"]).json[-1]["value"] == 1
    run(["undelete", uid])
    assert run(["show", uid, "--json"]).json["ref"] == "acme-2026-11-21/1"


def test_an_entry_of_a_deleted_interview_keeps_its_history(run: Run, acme: str) -> None:
    run("log so")
    run("delete 1")
    run("delete acme-")
    assert [row["verb"] for row in run("history acme-2026-11-21/1 --json").json] == ["log", "delete"]


def test_a_removed_item_comes_back_with_its_links(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    run("log so --pain --link faster-builds")
    before = run("show 1 --json").json
    assert run("roadmap remove faster").err == (
        "removed faster-builds; bring it back: interviewkit undelete faster-builds\n"
    )
    assert run("show 1 --json").json["tags"][0]["links"] == []
    assert run("undelete faster-builds").err == "faster-builds is back\n"
    assert run("show 1 --json").json == before


def test_what_is_not_deleted_stays_and_that_is_said(run: Run, acme: str) -> None:
    run("log so")
    for reference, named in (
        ("1", "acme-2026-11-21/1"),
        ("acme-", "acme-2026-11-21"),
        ("acme", "acme"),
        ("@", "acme-2026-11-21"),
    ):
        assert run(["undelete", reference]).err == f"{named} is not deleted\n"
    assert run("undo").out == "took back entry 1: so\n"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("delete 1:pain", 2, "1:pain is a tag; take it off: interviewkit untag 1:pain"),
        (
            "delete faster-builds",
            2,
            "faster-builds is a roadmap item; take it off with: interviewkit roadmap remove faster-builds",
        ),
        (
            "delete acme",
            2,
            "acme is a customer with interviews, and stays; if it is another one that you know:"
            " interviewkit customer merge acme INTO; if an interview is wrong: interviewkit delete acme-2026-11-21",
        ),
        ("delete 9", 3, "there is no entry 9 in acme-2026-11-21; see interviewkit show acme-2026-11-21"),
        (
            "history 9999999999",
            3,
            "there is no entry 9999999999 in acme-2026-11-21; see interviewkit show acme-2026-11-21",
        ),
        ("undelete nothing", 3, "nothing is called nothing; see interviewkit list"),
        ("history acme.²", 3, "nothing is called acme.² (did you mean acme?); see interviewkit customer list"),
    ],
)
def test_what_cannot_be_deleted(run: Run, acme: str, words: str, code: int, sentence: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    run("log so --pain")
    refused = run(words, code=code)
    assert (refused.out, refused.err) == ("", f"error: {sentence}\n")
    assert len(run("show @ --json").json["entries"]) == 1


def test_history_names_who_did_what_to_an_entry(run: Run, acme: str) -> None:
    run("log so")
    run("--as bob tag 1 pain")
    run("--as bob edit 1 -a thus")
    at = "2026-11-21T10:00:00.000Z"
    rows = [row for row in run("history 1 --json").json if row["field"] or row["subject"] == "tag pain"]
    assert {"at": at, "author": "bob", "verb": "tag", "subject": "tag pain", "field": None, "value": None} in rows
    assert rows[-1] == {
        "at": at,
        "author": "bob",
        "verb": "edit",
        "subject": "entry",
        "field": "answer",
        "value": "thus",
    }
    assert run("history 1").out.splitlines()[-1] == f"{at}  bob     edit  entry        answer  thus"


def test_a_customer_that_was_typed_wrongly_goes_and_comes_back(run: Run, acme: str) -> None:
    run("customer add Akme")
    gone = run("delete akme")
    assert (gone.out, gone.err) == ("", "deleted akme; bring it back: interviewkit undelete akme\n")
    assert [row["slug"] for row in run("customer list --json").json] == ["acme"]
    run("show akme", code=3)
    assert [row["value"] for row in run("history akme --json").json] == [None, 1]
    assert run("undelete akme").err == "akme is back\n"
    assert [row["slug"] for row in run("customer list --json").json] == ["acme", "akme"]


def test_an_interview_comes_back_with_the_customer_that_went_after_it(run: Run, acme: str) -> None:
    before = run("show @ --json").json
    run(["delete", acme])
    run("delete acme")
    assert run("undelete acme-").err == "acme-2026-11-21 is back\n"
    assert run("show @ --json").json == before
    assert [row["slug"] for row in run("customer list --json").json] == ["acme"]


def test_a_merged_customer_comes_back_before_a_deleted_interview_that_begins_like_it(run: Run, acme: str) -> None:
    run("customer add Beta")
    run("customer merge acme beta")
    run(["delete", acme])
    assert run("undelete acme").err == "acme is a customer of its own again\n"


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (
            ["park", "when?"],
            "acme-2026-11-21/1 is a parked question, and stays; answer it: interviewkit answer acme-2026-11-21/1 TEXT",
        ),
        (["term", "CI"], "CI is a word of theirs, and stays; explain it: interviewkit term 'CI' MEANING"),
        (
            ["followup", "add", "send it"],
            "1 is a follow-up, and stays; say that it was kept: interviewkit followup done 1",
        ),
        (["segment", "add", "Banks"], "banks is a segment, and stays; change it: interviewkit segment edit banks"),
        (
            ["participant", "add", "Ann Lee", "--customer", "acme"],
            "Ann Lee is a participant, and stays; change that: interviewkit participant edit {uid}",
        ),
    ],
)
def test_what_is_no_entry_and_no_interview_stays(run: Run, acme: str, made: list[str], sentence: str) -> None:
    uid = run([*made, "--json"]).json["uid"]
    refused = run(["delete", uid], code=2)
    assert (refused.out, refused.err) == ("", f"error: {sentence.format(uid=uid)}\n")
    run(["show", uid])


def test_what_was_undone_has_a_history_and_comes_back_by_its_uid(run: Run, acme: str) -> None:
    uid = run("park when? --json").json["uid"]
    run("undo")
    assert run(["history", uid, "--json"]).json[-1]["value"] == 1
    assert run(["undelete", uid]).err == f"{uid} is back\n"
    assert [row["uid"] for row in run("parked --json").json] == [uid]
