"""The same study gives the same whole answers on SQLite and on PostgreSQL: interviews, people, the roadmap."""

from __future__ import annotations

from typing import Any

from queries.conftest import NOW, Named

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.queries import entries, interviews, people, roadmap

Plain = dict[str, Any]
ACME: Plain = {
    "uid": "i1",
    "ref": "acme-2026-11-20",
    "customer": "acme",
    "customer_name": "Acme",
    "internal": False,
    "topic": "Delivery",
    "guide": "intern",
    "source": "interview",
    "lifecycle": "regular",
    "started_at": "2026-11-20T09:00:00.000Z",
    "ended_at": "2026-11-20T10:00:00.000Z",
    "zone": "UTC",
    "minutes": 60,
    "disclosed": False,
    "phase": None,
    "question": None,
    "author": "ann",
    "entries": 3,
    "tags": 3,
}
OURS = ACME | {
    "uid": "i2",
    "ref": "platform-2026-11-21",
    "customer": "platform",
    "customer_name": "Platform",
    "internal": True,
    "topic": None,
    "guide": "be-the-customer",
    "source": "dogfood",
    "started_at": "2026-11-21T09:30:00.000Z",
    "ended_at": None,
    "minutes": None,
    "disclosed": True,
    "entries": 1,
    "tags": 1,
}
ENTRY: Plain = {
    "uid": "e1",
    "ref": "acme-2026-11-20/1",
    "interview": "acme-2026-11-20",
    "number": 1,
    "question": "and then?",
    "answer": "we wait a day",
    "at": "2026-11-20T09:10:00.000Z",
    "phase": None,
    "speaker": "Zoë Ünal",
    "verbatim": True,
    "evidence": "experience",
    "prompted": False,
    "aha": False,
    "look": False,
    "author": "ann",
    "labels": ["slow-builds"],
    "observation": False,
}
TAG: Plain = {
    "uid": "e1:pain",
    "ref": "acme-2026-11-20/1:pain",
    "kind": "pain",
    "severity": 3,
    "by": None,
    "takes": None,
    "author": "ann",
}
LINK: Plain = {
    "uid": "e1:pain:faster-builds",
    "item": "faster-builds",
    "title": "Faster builds",
    "stance": "supports",
    "author": "ann",
}
WAITING = ENTRY | {"tags": [TAG | {"links": [LINK]}]}
ON_SIGNING = TAG | {"uid": "e2:problem", "ref": "acme-2026-11-20/2:problem", "kind": "problem", "links": []}
SIGNING = ENTRY | {
    "uid": "e2",
    "ref": "acme-2026-11-20/2",
    "number": 2,
    "question": None,
    "answer": "[QE signs; für Österreich zweimal]",
    "at": "2026-11-20T09:20:00.000Z",
    "phase": "story",
    "speaker": None,
    "verbatim": False,
    "evidence": "shown",
    "aha": True,
    "labels": [],
    "observation": True,
    "tags": [
        ON_SIGNING | {"severity": 2, "author": "bob"},
        ON_SIGNING
        | {"uid": "e2:process", "ref": "acme-2026-11-20/2:process", "kind": "process", "severity": None}
        | {"by": "QE", "takes": "3h"},
    ],
}
OPEN_STILL = ENTRY | {
    "uid": "e3",
    "ref": "acme-2026-11-20/3",
    "number": 3,
    "question": "NEAR( the release?",
    "answer": None,
    "at": "2026-11-20T09:30:00.000Z",
    "phase": "story",
    "speaker": None,
    "verbatim": False,
    "labels": [],
    "tags": [],
}
WE_TOO = ENTRY | {
    "uid": "e5",
    "ref": "platform-2026-11-21/1",
    "interview": "platform-2026-11-21",
    "question": None,
    "answer": "we wait too",
    "at": "2026-11-21T09:40:00.000Z",
    "speaker": None,
    "verbatim": False,
    "labels": [],
    "tags": [
        TAG
        | {"uid": "e5:problem", "ref": "platform-2026-11-21/1:problem", "kind": "problem", "severity": 1}
        | {"links": [LINK | {"uid": "e5:problem:faster-builds", "stance": "contradicts"}]}
    ],
}
ZOE: Plain = {"uid": "Zoë Ünal", "name": "Zoë Ünal", "role": "QA lead", "consent": "no"}
PROMISES = [
    {"uid": "f1", "number": 1, "title": "send the guide", "due": "2026-11-20", "done_at": None},
    {"uid": "f3", "number": 3, "title": "thank them", "due": "2026-11-19", "done_at": NOW},
]
CUSTOMER: Plain = {
    "id": 1,
    "uid": "acme",
    "slug": "acme",
    "name": "Acme",
    "lifecycle": "regular",
    "internal": False,
    "weight": None,
    "added_at": NOW,
    "author": "ann",
    "interviews": 1,
    "last_met": "2026-11-20T09:00:00.000Z",
    "last_zone": "UTC",
    "segments": ["startups"],
}
ITEM: Plain = {
    "id": 1,
    "uid": "faster-builds",
    "slug": "faster-builds",
    "title": "Faster builds",
    "description": "half the wait",
    "status": "planned",
    "horizon": "now",
    "tracker": None,
    "key": None,
    "url": None,
    "gone": False,
    "shipped_at": None,
    "added_at": NOW,
    "author": "ann",
    "links": 2,
    "segments": ["startups"],
    "topics": ["delivery"],
}
DROPPED = ITEM | {
    "id": 2,
    "uid": "audit-trail",
    "slug": "audit-trail",
    "title": "Audit trail",
    "description": None,
    "status": "dropped",
    "horizon": None,
    "links": 0,
    "segments": [],
    "topics": [],
}
STARTUPS: Plain = {
    "uid": "startups",
    "slug": "startups",
    "name": "Startups",
    "weight": 2.5,
    "author": "ann",
    "customers": 1,
    "interviewed": 1,
}


def key(store: Store, uid: str) -> int:
    """The key of an interview."""
    found: int = references.interview(store, uid)["id"]
    return found


def test_interviews_are_listed_by_their_beginning(study: Store) -> None:
    midnight = "2026-11-21T00:00:00.000Z"
    assert interviews.listed(study) == [ACME, OURS]
    assert interviews.listed(study, customer="acme") == [ACME]
    assert interviews.listed(study, since=midnight) == [OURS]
    assert interviews.listed(study, until=midnight) == [ACME]
    assert interviews.listed(study, since=OURS["started_at"], until=OURS["started_at"]) == []


def test_an_interview_is_told_whole(study: Store, named: Named) -> None:
    assert named(interviews.whole(study, key(study, "i1"))) == ACME | {
        "interviewers": [],
        "note_takers": ["bob"],
        "participants": [ZOE],
        "tags": {"problem": 1, "process": 1, "pain": 1},
        "entries": [WAITING, SIGNING, OPEN_STILL],
        "parked": [
            {
                "uid": "q1",
                "ref": "acme-2026-11-20/1",
                "number": 1,
                "question": "when?",
                "why": "the ferry leaves",
                "answer": "in May",
                "at": "2026-11-20T09:32:00.000Z",
                "answered_at": NOW,
                "author": "ann",
            },
            {
                "uid": "q2",
                "ref": "acme-2026-11-20/2",
                "number": 2,
                "question": "how much?",
                "why": None,
                "answer": None,
                "at": "2026-11-20T09:33:00.000Z",
                "answered_at": None,
                "author": "ann",
            },
        ],
        "terms": [
            {"uid": "i1:canary", "word": "canary", "meaning": "a small first release"}
            | {"at": "2026-11-20T09:34:00.000Z", "author": "ann"},
            {"uid": "i1:golden build", "word": "Golden Build", "meaning": None}
            | {"at": "2026-11-20T09:20:00.000Z", "author": "ann"},
        ],
        "follow_ups": PROMISES,
    }


def test_an_interview_stands_where_it_is(study: Store) -> None:
    assert interviews.standing(study, key(study, "i1")) == ACME | {
        "phase": "story",
        "planned_minutes": 60,
        "tags": {"problem": 1, "process": 1, "pain": 1},
        "parked": 1,
        "open_terms": 1,
    }
    assert interviews.standing(study, key(study, "i2")) == OURS | {
        "minutes": 30,
        "planned_minutes": None,
        "tags": {"problem": 1, "process": 0, "pain": 0},
        "parked": 0,
        "open_terms": 0,
    }


def test_entries_come_with_everything_that_hangs_on_them(study: Store) -> None:
    keys = {row["uid"]: row["id"] for row in study.rows("SELECT uid, id FROM entry")}
    assert entries.of_interview(study, key(study, "i2")) == [WE_TOO]
    assert entries.one(study, keys["e1"]) == WAITING
    assert entries.some(study, [keys[uid] for uid in ("e5", "e4", "e2")]) == [WE_TOO, SIGNING]


def test_customers_are_told_with_their_people(study: Store, named: Named) -> None:
    elm = {"id": 3, "uid": "elm-council", "slug": "elm-council", "name": "Elm Council", "weight": 3.0}
    ours = {"id": 2, "uid": "platform", "slug": "platform", "name": "Platform", "internal": True}
    assert people.customers(study) == [
        CUSTOMER,
        CUSTOMER | elm | {"interviews": 0, "last_met": None, "last_zone": None, "segments": ["public-sector"]},
        CUSTOMER | ours | {"last_met": None, "last_zone": None, "segments": ["public-sector"]},
    ]
    assert named(people.customer(study, references.customer(study, "acme")["id"])) == CUSTOMER | {
        "participants": [ZOE | {"customer": "acme"}],
        "interviews": ["acme-2026-11-20"],
        "follow_ups": PROMISES,
    }
    assert named(people.participants(study)) == [ZOE | {"customer": "acme"}]
    assert people.participants(study, customer="platform") == []


def test_segments_count_the_customers_in_them(study: Store) -> None:
    public = {"uid": "public-sector", "slug": "public-sector", "name": "Public sector", "weight": None}
    assert people.segments(study) == [STARTUPS | public | {"interviewed": 0}, STARTUPS]
    assert people.segment(study, "startups") == STARTUPS | {"members": ["acme"], "items": ["faster-builds"]}
    assert people.segment(study, "public-sector")["members"] == ["elm-council", "platform"]


def test_items_are_told_with_what_is_linked_to_them(study: Store) -> None:
    assert roadmap.items(study) == [DROPPED, ITEM]
    assert roadmap.items(study, statuses=("planned", "building"), horizon="now") == [ITEM]
    assert roadmap.items(study, horizon="later") == []
    assert roadmap.item(study, ITEM["id"]) == ITEM | {
        "links": [
            {"ref": "acme-2026-11-20/1:pain", "kind": "pain", "stance": "supports", "customer": "acme"}
            | {"question": "and then?", "answer": "we wait a day"},
            {"ref": "platform-2026-11-21/1:problem", "kind": "problem", "stance": "contradicts"}
            | {"customer": "platform", "question": None, "answer": "we wait too"},
        ]
    }
