"""The small study after a snapshot and a spring: what was kept in April, and what was noted since."""

from __future__ import annotations

from typing import Any

import pytest
from report_study import small_study, written

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.fieldwork import entries, interviews, roadmap, snapshots, undoing
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.queries.scope import Scope
from interviewkit.reports.asking import Asked
from interviewkit.reports.keeping import judged
from interviewkit.settings import Policy
from interviewkit.vocabulary import Evidence, Kind, Stance

APRIL, MAY = "2026-04-01T09:00:00.000Z", "2026-05-01T09:00:00.000Z"
FOR, AGAINST = Stance.SUPPORTS, Stance.CONTRADICTS


def keep(store: Store, name: str, at: str, scope: Scope | None = None, policy: Policy | None = None) -> None:
    """Keep the verdicts as they are now, as if at that moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEWKIT_NOW", at)
        asked = Asked(store, scope or Scope(), policy or Policy(), at, "~/study.db")
        snapshots.keep(store, "ann", name, lambda: judged(asked))


def kept_in_april(store: Store) -> None:
    """The small study, and its verdicts as they were kept in April."""
    written(store, small_study)
    keep(store, "April planning", APRIL)


def met(store: Store, customer: str, at: str, *notes: Note, **known: Any) -> None:
    """One more interview, about delivery."""
    opening = interviews.Opening(customer, topic="delivery", at=at, zone="UTC", **known)
    started = interviews.start(store, "bob", opening)
    entries.log(store, "bob", references.interview(store, started.ref), notes)


def note(uid: str, answer: str, kind: Kind, item: str, stance: Stance, **known: Any) -> Note:
    """One entry with one tag and one link."""
    tag = Tagging(kind, known.pop("severity", None), links=[(item, stance)])
    return Note(uid, answer=answer, tags=[tag], **known)


def spring(store: Store) -> None:
    """Two new customers and one met again; a link turned, one taken back; one item new, one gone, one shipped."""
    met(
        store,
        "Gale",
        "2026-04-20T10:00:00.000Z",
        note("g1", "we lose the whole morning to it", Kind.PAIN, "faster-builds", FOR, severity=3, verbatim=True),
        note("g2", "a *list* of builds | with a <b>search</b>", Kind.PROBLEM, "search", FOR, severity=2),
        note("g3", "we still sign in twice", Kind.PAIN, "sign-in", AGAINST, severity=1),
        segments=["startups"],
    )
    met(
        store,
        "Harbour Office",
        "2026-04-21T10:00:00.000Z",
        note("h1", "we scroll for minutes", Kind.PAIN, "search", FOR, evidence=Evidence.SHOWN),
        note("h2", "an auditor sat here for a week", Kind.PAIN, "audit-trail", FOR, severity=2),
        segments=["public-sector"],
    )
    met(
        store,
        "Dune",
        "2026-04-22T10:00:00.000Z",
        note("d1", "since we grew, we search all day", Kind.PAIN, "search", FOR, severity=2),
        note("d2", "two minutes, still", Kind.PROCESS, "faster-builds", AGAINST),
    )
    row, tag = references.tag(store, "crane/3:problem")
    entries.unlink(store, "ann", row, tag, references.item(store, "search"))
    row, tag = references.tag(store, "acme/1:pain")
    entries.link(store, "ann", row, tag, references.item(store, "faster-builds"), AGAINST)
    undoing.delete(store, "ann", "entry", references.entry(store, "bolt/2"), None)
    roadmap.remove(store, "ann", "nightly-reports")
    roadmap.add(store, "ann", "Mobile app")
    roadmap.edit(store, "ann", "audit-trail", status="shipped", shipped_at="2026-04-10T00:00:00.000Z")
