"""What `show`, `history` and `delete` take for a reference: exact names first, then prefixes, any uid."""

from __future__ import annotations

from typing import Any

import pytest
from program import Run

from interviewkit import recorder
from interviewkit.dbfile import Store
from interviewkit.queries import things


@pytest.mark.parametrize("days", [1, 2])
def test_an_exact_slug_wins_over_the_interviews_that_begin_with_it(run: Run, days: int) -> None:
    for day in range(days):
        run(["start", "Acme", "--no-session", "--at", f"2026-11-{20 + day}"])
    assert run("show acme --json").json == run("customer show acme --json").json
    assert {row["subject"] for row in run("history acme --json").json} == {"customer"}
    run("delete acme", code=2)
    assert len(run("list --json").json) == days


def test_a_prefix_means_an_interview_before_an_item_and_a_customer(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Acme audit"])
    assert run("show acm --json").json["ref"] == acme
    run(["delete", acme])
    assert run("show acm --json").json["slug"] == "acme-audit"
    run("roadmap remove acme-audit")
    assert run("show acm --json").json["slug"] == "acme"


def test_a_name_a_key_and_the_slug_of_a_merged_customer_are_exact_too(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Acme audit", "--key", "ac"])
    run(["segment", "add", "Big banks"])
    run("customer add Akme")
    run("customer merge akme acme")
    assert run("show ac --json").json["slug"] == "acme-audit"
    assert run(["show", "Big banks"]).out == run("segment show big-banks").out
    assert run("show big-banks --json").json == run("segment show big-banks --json").json
    assert run("show akme --json").json["slug"] == "acme"
    assert run("show Akme --json").json["slug"] == "acme"


def test_a_full_name_that_two_customers_bear_names_both(run: Run, acme: str) -> None:
    run("customer add Beta")
    run("customer edit beta --name Acme")
    assert run("show Acme", code=2).err == (
        "error: Acme could be acme, beta; write more of it; see interviewkit customer list\n"
    )
    assert run("show acme --json").json["slug"] == "acme"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("faster-bilds", "faster-bilds (did you mean faster-builds?); see interviewkit roadmap list"),
        ("bigbanks", "bigbanks (did you mean big-banks?); see interviewkit segment list"),
        ("acne", "acne (did you mean acme?); see interviewkit customer list"),
        ("xyz", "xyz; see interviewkit list"),
    ],
)
def test_the_nearest_of_all_names_is_offered(run: Run, acme: str, typed: str, sentence: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    run(["segment", "add", "Big banks"])
    for command in ("show", "history", "delete"):
        assert run([command, typed], code=3).err == f"error: nothing is called {sentence}\n"


def test_an_empty_reference_names_nothing(run: Run, acme: str) -> None:
    assert run(["delete", ""], code=3).out == ""
    assert run("show @ --json").json["ref"] == acme


def test_a_tag_that_the_entry_does_not_bear_is_not_shown(run: Run, acme: str) -> None:
    run("log so --problem")
    refused = run("show 1:pain", code=3)
    assert (refused.out, refused.err) == (
        "",
        "error: entry acme-2026-11-21/1 is not tagged pain; tag it: interviewkit tag acme-2026-11-21/1 pain\n",
    )
    assert run("history 1:pain", code=3).err == refused.err
    assert run("show 1:problem --json").json["ref"] == "acme-2026-11-21/1"


def test_a_tag_that_was_taken_off_keeps_its_history(run: Run, acme: str) -> None:
    run("log so --pain")
    run("untag 1:pain")
    assert run("history 1:pain --json").json == run("history 1 --json").json
    run("show 1:pain", code=3)


MADE: dict[str, tuple[list[str], str]] = {
    "participant": (["participant", "add", "Ann Lee", "--customer", "acme"], "participant list --json"),
    "segment": (["segment", "add", "Big banks"], "segment show big-banks --json"),
    "parked": (["park", "when?", "--why", "the release"], "parked --json"),
    "term": (["term", "pain", "a loaf"], "terms --json"),
    "followup": (["followup", "add", "send it", "--due", "2026-12-05"], "followup list --json"),
}


@pytest.mark.parametrize("table", MADE)
def test_whatever_has_a_uid_is_shown_by_it(run: Run, acme: str, table: str) -> None:
    words, listing = MADE[table]
    uid = run([*words, "--json"]).json["uid"]
    found: Any = run(listing).json
    listed = found[0] if isinstance(found, list) else found
    shown = run(["show", uid, "--json"]).json
    assert shown == listed
    first, *rest = run(["history", uid, "--json"]).json
    assert (first["subject"], first["field"]) == (table, None)
    assert {row["subject"] for row in rest} <= {table}


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("participant", "Name      Ann Lee\nConsent   unasked\nCustomer  acme\n"),
        ("segment", "Segment      big-banks\nName         Big banks\nCustomers    0\nInterviewed  0\n"),
        (
            "parked",
            "Ref       acme-2026-11-21/1\nQuestion  when?\nWhy       the release\n"
            "At        2026-11-21T10:00:00.000Z\nAuthor    ann\n",
        ),
        ("term", "Word     pain\nMeaning  a loaf\nAt       2026-11-21T10:00:00.000Z\nAuthor   ann\n"),
        (
            "followup",
            "Ref            1\nTitle          send it\nCustomer name  Acme\nInterview      acme-2026-11-21\n"
            "Due            2026-12-05\nOverdue        no\nAt             2026-11-21T10:00:00.000Z\n"
            "Author         ann\n",
        ),
    ],
)
def test_whatever_has_a_uid_reads_as_its_fields(run: Run, acme: str, table: str, text: str) -> None:
    uid = run([*MADE[table][0], "--json"]).json["uid"]
    assert run(["show", uid]).out == text


def test_a_participant_goes_with_a_deleted_customer(run: Run, workspace: object) -> None:
    run("customer add Acme")
    uid = run([*MADE["participant"][0], "--json"]).json["uid"]
    run("delete acme")
    assert run(["show", uid], code=3).err == f"error: nothing is called {uid}; see interviewkit list\n"


def test_both_engines_find_names_beginnings_and_what_is_gone(store: Store) -> None:
    with recorder.change(store, "fill", "ann") as change:
        for slug in ("acme", "akme"):
            change.insert("customer", uid=slug, slug=slug, name=slug.title(), lifecycle="new", internal=0)
        change.insert("followup", uid="f1", number=1, twin=2, title="send it", at="2026-11-21T10:00:00.000Z")
    with recorder.change(store, "delete", "ann") as change:
        change.revise("customer", "akme", deleted=1)
    found = {name: [(one.table, one.ref) for one in things.exact(store, name)] for name in ("Acme", "f1", "akme", "x")}
    assert found == {"Acme": [("customer", "acme")], "f1": [("followup", "1-2")], "akme": [], "x": []}
    assert [one.ref for one in things.beginning(store, "a")] == ["acme"]
    assert [one.ref for one in things.gone(store, "ak")] == ["akme"]
    assert things.names(store) == {"acme": "customer"}
