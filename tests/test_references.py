"""What a person names becomes a row: exact before prefix, unique prefixes only, the nearest name when there is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from interviewkit import recorder, references
from interviewkit.dbfile import Store
from interviewkit.errors import NotFound, UsageError


@pytest.fixture
def study(store: Store) -> Store:
    """Two customers; three interviews, of which two bear one slug; entries, a tag, items, people."""
    with recorder.change(store, "fill", "ann") as change:
        acme = change.insert("customer", uid="acme", slug="acme", name="Acme, Inc.", lifecycle="new", internal=0)
        dune = change.insert("customer", uid="dune", slug="dune", name="Dune", lifecycle="new", internal=0)
        change.insert("customer", uid="old", slug="old", name="Old Dune", lifecycle="new", internal=0, same_as=dune)
        for uid, slug, twin, customer in (
            ("i1", "acme-2026-11-21", 1, acme),
            ("i2", "acme-2026-11-21", 2, acme),
            ("i3", "dune-2026-11-21", 1, dune),
        ):
            interview(change, uid, slug, twin, customer)
        key = store.value("SELECT id FROM interview WHERE uid = 'i3'")
        for uid, number, twin in (("e1", 7, 1), ("e2", 7, 2)):
            entry(change, uid, key, number, twin)
        change.insert("tag", uid="e1:pain", entry=store.value("SELECT id FROM entry WHERE uid = 'e1'"), kind="pain")
        change.insert(
            "parked",
            uid="q1",
            interview=key,
            number=2,
            twin=1,
            question="when?",
            at="2026-11-21T10:00:00.000Z",
        )
        for uid, slug, code in (("search", "search", None), ("jira:CHK-1", "search-speed", "CHK-1")):
            change.insert("item", uid=uid, slug=slug, twin=1, title=slug, status="planned", gone=0, key=code)
        change.insert("segment", uid="banks", slug="banks", name="Big banks")
        for uid, name in (("p1", "Ann Lee"), ("p2", "Bo"), ("p3", "Bo")):
            change.insert("participant", uid=uid, customer=acme, name=name, consent="yes")
    return store


def interview(change: recorder.Change, uid: str, slug: str, twin: int, customer: int, **values: Any) -> None:
    change.insert(
        "interview",
        **{"uid": uid, "slug": slug, "twin": twin, "customer": customer, "title": slug, "guide": "intern"}
        | {"source": "interview", "lifecycle": "new", "started_at": "2026-11-21T10:00:00.000Z", "zone": "UTC"}
        | {"ended_at": "2026-11-21T11:00:00.000Z", "disclosed": 0}
        | values,
    )


def entry(change: recorder.Change, uid: str, within: int, number: int, twin: int) -> None:
    change.insert(
        "entry",
        **{"uid": uid, "interview": within, "number": number, "twin": twin, "answer": "we push"}
        | {"at": "2026-11-21T10:00:00.000Z", "verbatim": 0, "evidence": "experience"}
        | {"prompted": 0, "aha": 0, "look": 0},
    )


@pytest.mark.parametrize(
    ("name", "uid"),
    [
        ("dune-2026-11-21", "i3"),
        ("d", "i3"),
        ("i2", "i2"),
        ("acme-2026-11-21", "i1"),
        ("acme-2026-11-21.2", "i2"),
    ],
)
def test_an_interview_is_named_by_slug_prefix_or_uid(study: Store, name: str, uid: str) -> None:
    assert references.interview(study, name)["uid"] == uid


def test_a_prefix_of_several_names_them(study: Store) -> None:
    with pytest.raises(UsageError) as caught:
        references.interview(study, "acme")
    assert str(caught.value) == (
        "acme could be acme-2026-11-21, acme-2026-11-21.2; write more of it; see interviewkit list"
    )


def test_a_name_that_is_a_pattern_matches_only_itself(study: Store) -> None:
    for name in ("%", "_une", "d%", "'", ""):
        with pytest.raises(NotFound):
            references.item(study, name)


def test_the_nearest_name_is_offered(study: Store) -> None:
    with pytest.raises(NotFound) as caught:
        references.interview(study, "dume-2026-11-21")
    assert str(caught.value) == (
        "there is no interview dume-2026-11-21 (did you mean dune-2026-11-21?); see interviewkit list"
    )


@pytest.mark.parametrize(
    ("name", "within", "uid"),
    [
        ("7", "dune", "e1"),
        ("7-2", "dune", "e2"),
        ("dune/7", None, "e1"),
        ("dune-2026-11-21/7-2", None, "e2"),
        ("e2", None, "e2"),
        ("i3/7", None, "e1"),
    ],
)
def test_an_entry_is_named_by_number_here_and_anywhere_with_its_interview(
    study: Store, name: str, within: str | None, uid: str
) -> None:
    assert references.entry(study, name, within)["uid"] == uid


@pytest.mark.parametrize("name", ["8", "7-3", "7-x", "²", "99999999999999999999", "7-"])
def test_a_number_that_is_not_there_is_not_found(study: Store, name: str) -> None:
    with pytest.raises(NotFound):
        references.entry(study, f"dune/{name}")


def test_a_tag_is_named_by_its_entry_and_kind(study: Store) -> None:
    on, tag = references.tag(study, "dune/7:pain")
    assert (on["uid"], tag["uid"]) == ("e1", "e1:pain")
    with pytest.raises(NotFound, match="is not tagged problem; tag it: interviewkit tag dune-2026-11-21/7 problem"):
        references.tag(study, "dune/7:problem")
    with pytest.raises(UsageError, match="dune/7:problem, dune/7:process, dune/7:pain"):
        references.tag(study, "dune/7")


def test_a_parked_question_is_named_by_its_number(study: Store) -> None:
    assert references.parked(study, "2", "dune")["uid"] == references.parked(study, "dune/2")["uid"] == "q1"
    with pytest.raises(NotFound, match="there is no parked question 3"):
        references.parked(study, "3", "dune")


@pytest.mark.parametrize(
    ("name", "uid"),
    [("search", "search"), ("search-", "jira:CHK-1"), ("CHK-1", "jira:CHK-1"), ("jira:CHK-1", "jira:CHK-1")],
)
def test_an_exact_slug_wins_over_a_prefix_and_a_key_names_an_item(study: Store, name: str, uid: str) -> None:
    assert references.item(study, name)["uid"] == uid


def test_a_key_that_several_items_bear_names_none_of_them(study: Store) -> None:
    with recorder.change(study, "fill", "ann") as change:
        for uid, key in (("dup", "T-9"), ("two", "T-9"), ("three", "dup"), ("four", "dup")):
            change.insert("item", uid=uid, slug=uid, twin=1, title=uid, status="planned", gone=0, key=key)
    with pytest.raises(UsageError) as caught:
        references.item(study, "T-9")
    assert str(caught.value) == "T-9 could be dup, two; name one by slug"
    assert references.item(study, "dup")["uid"] == "dup"


def test_a_customer_is_named_by_slug_name_or_the_name_it_once_had(study: Store) -> None:
    for name in ("dune", "Dune", "du", "old", "Old Dune"):
        assert references.customer(study, name)["slug"] == "dune"
    assert references.customer(study, "Acme, Inc.")["slug"] == "acme"
    assert references.segment(study, "Big banks")["slug"] == references.segment(study, "b")["slug"] == "banks"


def test_people_of_one_name_are_told_apart_by_uid(study: Store) -> None:
    assert references.participant(study, "Ann Lee")["uid"] == "p1"
    assert references.participant(study, "p2")["name"] == "Bo"
    with pytest.raises(UsageError, match="2 participants are called Bo; name one by uid: p2, p3"):
        references.participant(study, "Bo")
    with pytest.raises(NotFound, match=r"did you mean Ann Lee\?"):
        references.participant(study, "Ann Le")


def test_what_was_deleted_is_not_named(study: Store) -> None:
    with recorder.change(study, "delete", "ann") as change:
        change.revise("interview", "i3", deleted=1)
    with pytest.raises(NotFound):
        references.interview(study, "dune-2026-11-21")
    with pytest.raises(NotFound):
        references.entry(study, "e1")


def test_without_a_name_the_running_interview_is_meant(study: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotFound, match="no interview is running; begin one: interviewkit start CUSTOMER"):
        references.interview(study, None)
    run_on(study, "i3")
    assert references.interview(study, None)["uid"] == references.interview(study, "@")["uid"] == "i3"
    assert references.running_interview(study, None)["uid"] == "i3"
    monkeypatch.setenv("INTERVIEWKIT_INTERVIEW", "i1")
    assert references.interview(study, None)["uid"] == "i1"
    with pytest.raises(UsageError, match="has ended; go on with it: interviewkit resume acme-2026-11-21"):
        references.running_interview(study, None)
    monkeypatch.delenv("INTERVIEWKIT_INTERVIEW")
    run_on(study, "i1")
    with pytest.raises(UsageError, match=r"2 interviews are running \(acme-2026-11-21, dune-2026-11-21\); name one"):
        references.interview(study, None)


def test_an_interview_that_fell_quiet_must_be_named(study: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run_on(study, "i3")
    later = datetime.now(UTC) + timedelta(hours=12, minutes=1)
    moment = later.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    monkeypatch.setattr(references, "now", lambda: moment)
    with pytest.raises(UsageError, match="has been quiet for 12 hours; name it: -i dune-2026-11-21"):
        references.interview(study, None)
    assert references.interview(study, None, quiet_hours=13)["uid"] == "i3"
    assert references.interview(study, "dune")["uid"] == "i3"


def run_on(store: Store, uid: str) -> None:
    with recorder.change(store, "resume", "ann", interview=uid) as change:
        change.revise("interview", uid, ended_at=None)
