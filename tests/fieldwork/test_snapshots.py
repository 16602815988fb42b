"""A snapshot on both engines: what is kept of a judgement, under one name, in one change, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from report_study import small_study, written

from interviewkit import references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import people, snapshots, undoing
from interviewkit.fieldwork.snapshots import Judged, JudgedItem
from interviewkit.queries import snapshots as asked

NOW = "2026-04-01T09:00:00.000Z"
SCOPE: dict[str, Any] = {"since": None, "segments": ["startups"]}
FIGURES: dict[str, Any] = {"slug": "search", "verdict": "contested", "customers": {"total": 2}}
SEARCH = JudgedItem("search", "contested", "contested: 1 of 2", FIGURES, {"acme": "supports", "bolt": "silent"})
DROPPED = JudgedItem("dark-mode", None, "dropped", FIGURES | {"slug": "dark-mode", "verdict": None}, {})
JUDGED = Judged(SCOPE, {"z": 1.96}, [SEARCH, DROPPED])


@pytest.fixture(autouse=True)
def it_is_april(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)


@pytest.fixture
def study(store: Store) -> Store:
    """The small study on each engine."""
    written(store, small_study)
    return store


def keep(store: Store, name: str = "Before planning", judged: Judged = JUDGED) -> Row:
    """Keep what was judged, as ann."""
    return snapshots.keep(store, "ann", name, lambda: judged)


def test_what_was_judged_is_kept_in_one_change(study: Store) -> None:
    made = keep(study)
    assert asked.whole(study, made["uid"]) == {
        "uid": made["uid"],
        "ref": "before-planning",
        "name": "Before planning",
        "at": NOW,
        "author": "ann",
        "scope": SCOPE,
        "policy": {"z": 1.96},
        "customers": 2,
        "verdicts": {"contested": 1},
        "items": [DROPPED.figures, SEARCH.figures],
    }
    row = references.snapshot(study, "before")
    assert asked.voices(study, row["id"]) == {"search": {"acme": ["supports"], "bolt": ["silent"]}}
    tables = ("snapshot", "snapshot_item", "snapshot_voice")
    changes = {one["change"] for table in tables for one in study.rows(f"SELECT change FROM {table}")}
    assert [study.value("SELECT verb FROM change WHERE id = :id", id=key) for key in changes] == ["snapshot"]


def test_a_snapshot_is_found_by_slug_name_uid_and_the_beginning_of_its_slug(study: Store) -> None:
    uid = keep(study)["uid"]
    for name in ("before-planning", "Before planning", uid, "bef"):
        assert references.snapshot(study, name)["uid"] == uid
    with pytest.raises(
        NotFound, match=r"no snapshot befor-planing .did you mean before-planning.*interviewkit snapshot"
    ):
        references.snapshot(study, "befor-planing")


def test_a_taken_name_is_refused_before_anything_is_judged(study: Store) -> None:
    keep(study)

    def never() -> Judged:
        raise AssertionError

    for name in ("before planning", "BEFORE  Planning!"):
        with pytest.raises(UsageError, match="a snapshot before-planning already, of 1 Apr 2026; choose another name"):
            snapshots.keep(study, "bob", name, never)
    with pytest.raises(UsageError, match="needs a name"):
        keep(study, " \n")
    assert len(asked.listed(study)) == 1


def test_what_fails_while_judging_leaves_nothing(study: Store) -> None:
    changes = study.value("SELECT count(*) FROM change")

    def fails() -> Judged:
        raise NotFound("no such thing")

    with pytest.raises(NotFound):
        snapshots.keep(study, "ann", "q1", fails)
    with pytest.raises(KeyError):
        keep(study, "q1", Judged(SCOPE, {}, [SEARCH, SEARCH._replace(uid="nothing")]))
    assert (asked.listed(study), study.value("SELECT count(*) FROM change")) == ([], changes)


def test_a_deleted_snapshot_is_out_of_sight_keeps_its_name_and_comes_back(study: Store) -> None:
    row = references.snapshot(study, keep(study)["ref"])
    undoing.delete(study, "ann", "snapshot", row, None)
    assert asked.listed(study) == []
    assert asked.of_scope(study, SCOPE) == ([], 0)
    with pytest.raises(UsageError, match="deleted; bring it back: interviewkit undelete before-planning"):
        keep(study)
    undoing.undelete(study, "ann", "snapshot", row, None)
    assert [one["ref"] for one in asked.listed(study)] == ["before-planning"]


def test_names_of_any_script_get_a_slug(study: Store) -> None:
    refs = [keep(study, name)["ref"] for name in ("计划之前", "$(reboot)", "🌱", "<script>", "\u202eq1", "x" * 5000)]
    assert refs[0] == "ji-hua-zhi-qian"
    assert all(references.snapshot(study, ref) for ref in refs)
    assert len({*refs}) == 6


def test_the_snapshots_of_a_scope_come_oldest_first_and_others_are_counted(
    study: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(study, "late")
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-03-01T09:00:00.000Z")
    keep(study, "early")
    keep(study, "elsewhere", JUDGED._replace(scope={"since": None, "segments": []}))
    same, others = asked.of_scope(study, SCOPE)
    assert [(row["ref"], row["items"]["search"]) for row in same] == [("early", FIGURES), ("late", FIGURES)]
    assert others == 1


def test_a_customer_that_proves_to_be_another_one_brings_both_states(study: Store) -> None:
    row = references.snapshot(study, keep(study)["ref"])
    people.merge_customers(study, "ann", "bolt", "acme")
    assert asked.voices(study, row["id"]) == {"search": {"acme": ["supports", "silent"]}}


def test_who_was_silent_is_kept_once_for_all_items_that_the_same_customers_counted_for(study: Store) -> None:
    both = {"acme": "supports", "bolt": "silent", "crane": "silent"}
    shipped = {"acme": "supports/", "bolt": "silent/silent", "crane": "/mixed"}
    judged = [
        SEARCH._replace(voices=both),
        SEARCH._replace(uid="dark-mode", voices=both | {"crane": "neutral"}),
        SEARCH._replace(uid="audit-trail", voices={"acme": "silent"}),
        SEARCH._replace(uid="sign-in", voices=shipped),
        SEARCH._replace(uid="faster-builds", voices=shipped | {"acme": "silent/", "bolt": "mixed/silent"}),
    ]
    made = keep(study, judged=Judged(SCOPE, {}, judged))
    row = references.snapshot(study, "before")
    found = {item: dict(states) for item, states in asked.voices(study, row["id"]).items()}
    assert found == {one.uid: {slug: [state] for slug, state in one.voices.items()} for one in judged}
    assert study.value("SELECT count(*) FROM snapshot_voice") == 3 + 2 + 1 + 3 + 2
    assert asked.whole(study, made["uid"])["customers"] == 3, "distinct customers, not the most that one item had"
    assert all(item == FIGURES for item in asked.whole(study, made["uid"])["items"])


def test_a_snapshot_is_judged_before_anybody_waits_and_again_where_something_was_written(study: Store) -> None:
    looks: list[bool] = []

    def judge() -> Judged:
        looks.append(True)
        return JUDGED

    snapshots.keep(study, "ann", "calm", judge)
    assert len(looks) == 1

    reading = type(study).reading

    @contextmanager
    def meanwhile(self: Store) -> Iterator[Store]:
        with reading(self):
            yield self
        people.add_customer(self, "bob", "Zeta", [])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(study), "reading", meanwhile)
        snapshots.keep(study, "ann", "busy", judge)
    assert len(looks) == 3
