"""The same whole answers on both engines, of what is asked after an interview: what became of it, what is open."""

from __future__ import annotations

from typing import Any

from queries.conftest import NOW, Named

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.queries import agreement, followups, history, suggest, triage

Plain = dict[str, Any]
REF = "acme-2026-11-20"
GUIDE: Plain = {
    "uid": "f1",
    "ref": "1",
    "number": 1,
    "title": "send the guide",
    "customer": "acme",
    "customer_name": "Acme",
    "interview": REF,
    "due": "2026-11-20",
    "at": NOW,
    "done_at": None,
    "author": "ann",
    "overdue": True,
}
CALL = GUIDE | {
    "uid": "f2",
    "ref": "2",
    "number": 2,
    "title": "call",
    "customer": "elm-council",
    "customer_name": "Elm Council",
    "interview": None,
    "due": None,
    "overdue": False,
}
THANKS = GUIDE | {
    "uid": "f3",
    "ref": "3",
    "number": 3,
    "title": "thank them",
    "due": "2026-11-19",
    "done_at": NOW,
    "author": "bob",
    "overdue": False,
}


def told(store: Store, table: str, uid: str) -> list[tuple[Any, ...]]:
    """A thing's history, each row as author, verb, subject, field and value; all were made at one moment."""
    rows = history.of(store, table, uid)
    assert {row["at"] for row in rows} == {NOW}
    names = ("author", "verb", "subject", "field", "value")
    assert all(row.keys() == {"at", *names} for row in rows)
    return [tuple(row[name] for name in names) for row in rows]


def test_the_history_of_an_entry_holds_what_hangs_on_it(study: Store) -> None:
    assert told(study, "entry", "e1") == [
        ("ann", "log", "entry", None, None),
        ("ann", "log", "entry", "answer", "we wait an hour"),
        ("ann", "log", "label slow-builds", None, None),
        ("ann", "log", "link pain:faster-builds", None, None),
        ("ann", "log", "tag pain", None, None),
        ("ann", "edit", "entry", "answer", "we wait a day"),
    ]
    assert told(study, "entry", "e2") == [
        ("ann", "log", "entry", None, None),
        ("ann", "log", "tag process", None, None),
        ("bob", "tag", "reading bob", None, None),
        ("bob", "tag", "tag problem", None, None),
    ]
    assert told(study, "entry", "e4") == [
        ("ann", "log", "entry", None, None),
        ("ann", "log", "tag pain", None, None),
        ("ann", "undo", "entry", "deleted", 1),
        ("ann", "undo", "tag pain", "deleted", 1),
    ]


def test_the_history_of_an_interview_an_item_and_a_customer(study: Store) -> None:
    assert told(study, "interview", "i1") == [
        ("ann", "start", "interview", None, None),
        ("ann", "start", "interview", "ended_at", None),
        ("ann", "end", "interview", "ended_at", "2026-11-20T10:00:00.000Z"),
    ]
    assert told(study, "item", "faster-builds") == [("ann", "add item", "item", None, None)]
    assert told(study, "customer", "acme") == [("ann", "start", "customer", None, None)]


def test_follow_ups_come_the_most_urgent_first(study: Store) -> None:
    assert followups.listed(study) == [GUIDE, CALL]
    assert followups.listed(study, done=True) == [GUIDE, CALL, THANKS]
    assert followups.listed(study, due_by="2026-11-20") == [GUIDE]
    assert followups.listed(study, due_by="2026-11-19", done=True) == [THANKS]
    assert followups.one(study, "f3") == THANKS


def test_triage_looks_at_the_latest_interview_first(study: Store) -> None:
    acme = {"id": 1, "uid": "i1", "ref": REF, "customer": "acme", "customer_name": "Acme"}
    ours = {"id": 2, "uid": "i2", "ref": "platform-2026-11-21", "customer": "platform", "customer_name": "Platform"}
    assert triage.looked_at(study, None) == [ours, acme]
    assert triage.looked_at(study, 1) == [acme]


def test_triage_knows_who_went_through_what(study: Store, named: Named) -> None:
    assert named(triage.gone_through(study, "bob")) == {"e3": "bob: triage"}
    assert [triage.gone_through(study, author) for author in ("ann", "cy")] == [{}, {}]
    assert named(triage.tagged(study, 1)) == {
        "e1:pain": "ann: log",
        "e2:process": "ann: log",
        "e2:problem": "bob: tag",
    }
    last = [triage.last_change(study, author, "i1") for author in ("ann", "bob", "cy")]
    assert named(last) == ["ann: edit", "bob: triage", None]


def test_triage_shows_what_is_unanswered_and_unexplained(study: Store) -> None:
    (question,), (term,) = triage.unanswered(study, 1), triage.unexplained(study, 1)
    assert (question["uid"], question["question"], question["answer"]) == ("q2", "how much?", None)
    assert (term["uid"], term["word"], term["meaning"]) == ("i1:golden build", "Golden Build", None)


def test_suggestions_are_made_from_items_and_linked_entries(study: Store) -> None:
    assert suggest.items(study) == [
        {"slug": "faster-builds", "title": "Faster builds", "text": "faster-builds Faster builds half the wait"}
    ]
    assert suggest.precedents(study) == [
        {"ref": f"{REF}/1", "text": "and then? we wait a day", "items": ["faster-builds"]},
        {"ref": "platform-2026-11-21/1", "text": "we wait too", "items": ["faster-builds"]},
    ]


def test_agreement_is_measured_on_readings_before_tags(study: Store) -> None:
    interview = references.interview(study, "i1")["id"]
    assert agreement.readings(study, interview) == [
        {"entry": f"{REF}/1", "author": "ann", "kinds": ["pain"]},
        {"entry": f"{REF}/2", "author": "ann", "kinds": ["process"]},
        {"entry": f"{REF}/2", "author": "bob", "kinds": ["problem"]},
        {"entry": f"{REF}/3", "author": "bob", "kinds": []},
    ]
    assert agreement.words(study, interview) == {
        f"{REF}/1": {"ref": f"{REF}/1", "question": "and then?", "answer": "we wait a day", "verbatim": True},
        f"{REF}/2": {"ref": f"{REF}/2", "question": None, "answer": "[QE signs; für Österreich zweimal]"}
        | {"verbatim": False},
        f"{REF}/3": {"ref": f"{REF}/3", "question": "NEAR( the release?", "answer": None, "verbatim": False},
    }
