"""What a report reads is the same on both engines, whatever its scope."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from queries.conftest import Named

from interviewkit.dbfile import Store
from interviewkit.queries.scope import Scope
from interviewkit.queries.study import StudyRows, read

Plain = dict[str, Any]
REF = "acme-2026-11-20"
CUSTOMER: Plain = {
    "id": 1,
    "slug": "acme",
    "name": "Acme",
    "internal": False,
    "lifecycle": "regular",
    "weight": None,
    "segments": frozenset({"startups"}),
}
ELM = {"id": 3, "slug": "elm-council", "name": "Elm Council", "weight": 3.0, "segments": frozenset({"public-sector"})}
OURS = {"id": 2, "slug": "platform", "name": "Platform", "internal": True, "segments": frozenset({"public-sector"})}
INTERVIEW: Plain = {
    "ref": REF,
    "customer": "acme",
    "topic": "delivery",
    "source": "interview",
    "lifecycle": "regular",
    "started_at": "2026-11-20T09:00:00.000Z",
    "zone": "UTC",
    "entries": 3,
}
DOGFOOD = INTERVIEW | {
    "ref": "platform-2026-11-21",
    "customer": "platform",
    "topic": None,
    "source": "dogfood",
    "started_at": "2026-11-21T09:30:00.000Z",
    "entries": 1,
}
ITEM: Plain = {
    "id": 1,
    "uid": "faster-builds",
    "slug": "faster-builds",
    "key": None,
    "url": None,
    "title": "Faster builds",
    "status": "planned",
    "horizon": "now",
    "gone": False,
    "shipped_at": None,
    "segments": frozenset({"startups"}),
    "topics": frozenset({"delivery"}),
}
DROPPED = {"id": 2, "uid": "audit-trail", "slug": "audit-trail", "title": "Audit trail", "status": "dropped"}
PAIN: Plain = {
    "id": 1,
    "kind": "pain",
    "severity": 3,
    "who": None,
    "takes": None,
    "author": "ann",
    "entry": 1,
    "ref": f"{REF}/1",
    "number": 1,
    "twin": 1,
    "interview": REF,
    "customer": "acme",
    "question": "and then?",
    "answer": "we wait a day",
    "at": "2026-11-20T09:10:00.000Z",
    "verbatim": True,
    "evidence": "experience",
    "prompted": False,
    "speaker": "Zoë Ünal",
    "withheld": True,
    "observation": False,
}
SIGNING = PAIN | {
    "id": 2,
    "kind": "process",
    "severity": None,
    "who": "QE",
    "takes": "3h",
    "entry": 2,
    "ref": f"{REF}/2",
    "number": 2,
    "question": None,
    "answer": "[QE signs; für Österreich zweimal]",
    "at": "2026-11-20T09:20:00.000Z",
    "verbatim": False,
    "evidence": "shown",
    "speaker": None,
    "observation": True,
}
DOUBTED = SIGNING | {"id": 5, "kind": "problem", "severity": 2, "who": None, "takes": None, "author": "bob"}
WE_TOO = PAIN | {
    "id": 4,
    "kind": "problem",
    "severity": 1,
    "entry": 5,
    "ref": "platform-2026-11-21/1",
    "interview": "platform-2026-11-21",
    "customer": "platform",
    "question": None,
    "answer": "we wait too",
    "at": "2026-11-21T09:40:00.000Z",
    "verbatim": False,
    "speaker": None,
    "withheld": False,
}
SUPPORTS = {"tag": 1, "item": "faster-builds", "stance": "supports"}
CONTRADICTS = {"tag": 4, "item": "faster-builds", "stance": "contradicts"}
ALL = StudyRows(
    customers=[CUSTOMER, CUSTOMER | ELM, CUSTOMER | OURS],
    segments=[{"slug": "public-sector", "name": "Public sector"}, {"slug": "startups", "name": "Startups"}],
    interviews=[INTERVIEW, DOGFOOD],
    items=[ITEM | DROPPED | {"horizon": None, "segments": frozenset(), "topics": frozenset()}, ITEM],
    tagged=[PAIN, DOUBTED, SIGNING, WE_TOO],
    links=[SUPPORTS, CONTRADICTS],
    words=[
        {"entry": 1, "interview": REF, "word": "slow-builds", "kind": "label"},
        {"interview": REF, "word": "canary", "kind": "term"},
        {"interview": REF, "word": "golden build", "kind": "term"},
    ],
)
MET = replace(ALL, interviews=[INTERVIEW], tagged=[PAIN, DOUBTED, SIGNING], links=[SUPPORTS])
TRIED = replace(ALL, interviews=[DOGFOOD], tagged=[WE_TOO], links=[CONTRADICTS], words=[])


@pytest.mark.parametrize(
    ("scope", "rows"),
    [
        (Scope(), ALL),
        (Scope(segments=("startups",)), replace(MET, customers=[CUSTOMER])),
        (Scope(customers=("platform",)), replace(TRIED, customers=[CUSTOMER | OURS])),
        (Scope(sources=("interview", "visit")), MET),
        (Scope(topics=("delivery",)), MET),
        (Scope(until="2026-11-21T00:00:00.000Z"), MET),
        (Scope(since="2026-11-21T00:00:00.000Z"), TRIED),
    ],
    ids=["all", "segment", "customer", "sources", "topic", "until", "since"],
)
def test_a_scope_gives_these_rows(study: Store, scope: Scope, rows: StudyRows) -> None:
    assert read(study, scope) == rows


def test_what_nobody_else_can_have_said_is_the_only_participants(study: Store, named: Named) -> None:
    uid = study.value("SELECT uid FROM participant")
    assert named(uid) == "Zoë Ünal"
    spoken = read(study, Scope(participants=(uid,)))
    silent = DOGFOOD | {"entries": 0}
    assert spoken == replace(MET, interviews=[INTERVIEW, silent])
