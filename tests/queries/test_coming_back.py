"""What bears on whom to ask next, and what a check-in comes back to, on both engines."""

from __future__ import annotations

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.fieldwork import entries, interviews, roadmap
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.queries import asking, followups, labels, returning
from interviewkit.queries.scope import Scope
from interviewkit.vocabulary import Kind, Stance, Status


def test_topics_running_interviews_and_overdue_promises(study: Store) -> None:
    assert asking.topics(study) == {"delivery": "Delivery"}
    assert asking.running(study) == {"platform"}
    assert asking.overdue(study, "2026-11-21") == {"acme": 1}
    assert asking.overdue(study, "2026-11-20") == {}, "due on the day is not overdue"


def test_labels_come_with_what_was_said(study: Store) -> None:
    card = {"label": "slow-builds", "ref": "acme-2026-11-20/1", "answer": "we wait a day", "customer": "acme"}
    assert labels.labelled(study) == [card | {"internal": False}]
    assert labels.labelled(study, "intern") == [card | {"internal": False}]
    assert labels.labelled(study, "whos-your-customer") == []


def test_promises_in_a_scope(study: Store) -> None:
    def found(**narrowed: object) -> list[str]:
        return [row["uid"] for row in followups.in_scope(study, Scope(**narrowed))]  # type: ignore[arg-type]  # a test passes what fits

    zoe = study.value("SELECT uid FROM participants")
    assert found() == ["f1", "f2", "f3"]
    assert found(customers=("elm-council",)) == ["f2"]
    assert found(sources=("interview",)) == found(topics=("delivery",)) == found(participants=(zoe,)) == ["f1", "f3"]
    assert found(segments=("public-sector",), until="2026-11-21T10:00:00.001Z") == ["f2"]
    assert found(since="2026-11-21T10:00:00.001Z") == found(sources=("dogfood",)) == []


def test_a_check_in_comes_back_to_what_may_be_told_was_open_and_has_shipped(fresh: Store) -> None:
    acme = references.interview(fresh, "i1")
    said = Note("e9", answer="it rains in", at="2026-11-20T09:50:00.000Z")
    tagged = [Tagging(Kind.PROBLEM, links=[("faster-builds", Stance.SUPPORTS)]), Tagging(Kind.PAIN, 2)]
    entries.log(fresh, "ann", acme, [Note(said.uid, answer=said.answer, at=said.at, speaker="Bo", tags=tagged)])
    shipped = {"status": Status.SHIPPED.value, "shipped_at": "2026-11-20T12:00:00.000Z"}
    roadmap.edit(fresh, "ann", "faster-builds", **shipped)
    opening = interviews.Opening("Acme", at="2026-11-21T10:00:00.000Z", uid="i3")
    interviews.start(fresh, "ann", opening)
    again = references.interview(fresh, "i3")
    hurt = returning.hurt_before(fresh, again, 5)
    assert [(row["answer"], row["severity"], row["verbatim"]) for row in hurt] == [("it rains in", 2, 0)]
    assert returning.hurt_before(fresh, again, 0) == []
    assert [row["uid"] for row in returning.promised_before(fresh, again)] == ["f3", "f1"]
    assert [row["ref"] for row in returning.delivered_since(fresh, again)] == ["faster-builds"]
    assert returning.hurt_before(fresh, acme, 5) == returning.delivered_since(fresh, acme) == []
