"""A small study, the same on both engines, and its answers with names in the place of made-up uids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from conftest import copied, opened
from server import Server

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.fieldwork import entries, followups, interviews, people, questions, readings, roadmap, undoing
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.vocabulary import Consent, Evidence, Horizon, Kind, Source, Stance, Status

NOW = "2026-11-21T10:00:00.000Z"
Named = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def ten_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is asked, and what is noted without a moment is noted, at one moment."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each of the two engines in turn, for all tests of a file."""
    return str(request.param)


@pytest.fixture(scope="module")
def study(
    engine_name: str, request: pytest.FixtureRequest, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """The study on each engine, for every test of a file that only reads."""
    with ExitStack() as held:
        if engine_name == "postgresql":
            server: Server = request.getfixturevalue("postgres")
            location = held.enter_context(server.database())
        else:
            location = copied(template, tmp_path_factory.mktemp("study") / "interviews.db")
        store = held.enter_context(opened(location))
        held.enter_context(pytest.MonkeyPatch.context()).setenv("INTERVIEWKIT_NOW", NOW)
        yield written(store)


@pytest.fixture
def fresh(store: Store) -> Store:
    """The same study on each engine, for a test that goes on writing."""
    return written(store)


def written(store: Store) -> Store:
    """The store with two interviews, one of them with a coworker, by two authors; one entry was taken back."""
    _placed(store)
    _said(store)
    _left_open(store)
    _gone_through(store)
    return store


@pytest.fixture
def named(study: Store) -> Named:
    """Puts a participant's name, or a change's verb, wherever an answer holds their uid."""
    names = {row["uid"]: row["name"] for row in study.rows("SELECT uid, name FROM participant")}
    names |= {row["uid"]: f"{row['author']}: {row['verb']}" for row in study.rows("SELECT * FROM change")}

    def replaced(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: replaced(one) for key, one in value.items()}
        if isinstance(value, list):
            return [replaced(one) for one in value]
        return names.get(value, value) if isinstance(value, str) else value

    return replaced


def _placed(store: Store) -> None:
    """Who there is and what is planned."""
    people.add_segment(store, "ann", "Startups", 2.5)
    people.add_segment(store, "ann", "Public sector", None)
    roadmap.add(
        store,
        "ann",
        "Faster builds",
        segments=["startups"],
        topics=["Delivery"],
        description="half the wait",
        horizon=Horizon.NOW.value,
    )
    roadmap.add(store, "ann", "Audit trail", status=Status.DROPPED.value)
    acme = interviews.Opening(
        "Acme",
        topic="Delivery",
        segments=["startups"],
        note_takers=["bob"],
        participants=["Zoë Ünal, QA lead"],
        consent=Consent.NO,
        at="2026-11-20T09:00:00.000Z",
        zone="UTC",
        uid="i1",
    )
    interviews.start(store, "ann", acme)
    ours = interviews.Opening(
        "Platform",
        segments=["public-sector"],
        source=Source.DOGFOOD,
        internal=True,
        disclosed=True,
        minutes=None,
        at="2026-11-21T09:30:00.000Z",
        zone="UTC",
        uid="i2",
    )
    interviews.start(store, "ann", ours)
    people.add_customer(store, "ann", "Elm Council", ["public-sector"], weight=3.0)


def _said(store: Store) -> None:
    """Three entries with Acme and one more that is taken back, one with the coworker."""
    supports, contradicts = [("faster-builds", Stance.SUPPORTS)], [("faster-builds", Stance.CONTRADICTS)]
    waiting = Note(
        "e1",
        question="and then?",
        answer="we wait an hour",
        at="2026-11-20T09:10:00.000Z",
        speaker="Zoë",
        verbatim=True,
        labels=["Slow builds"],
        tags=[Tagging(Kind.PAIN, 3, links=supports)],
    )
    signing = Note(
        "e2",
        answer="[QE signs; für Österreich zweimal]",
        at="2026-11-20T09:20:00.000Z",
        phase="story",
        evidence=Evidence.SHOWN,
        aha=True,
        tags=[Tagging(Kind.PROCESS, by="QE", takes="3h")],
        terms=["Golden  Build"],
    )
    open_still = Note("e3", question="NEAR( the release?", at="2026-11-20T09:30:00.000Z", look=True)
    slip = Note("e4", answer="we wait by mistake", at="2026-11-20T09:40:00.000Z", tags=[Tagging(Kind.PAIN)])
    acme = references.interview(store, "i1")
    entries.log(store, "ann", acme, [waiting, signing, open_still])
    entries.log(store, "ann", acme, [slip])
    undoing.undo(store, "ann", acme)
    ours = Note(
        "e5", answer="we wait too", at="2026-11-21T09:40:00.000Z", tags=[Tagging(Kind.PROBLEM, 1, links=contradicts)]
    )
    entries.log(store, "ann", references.interview(store, "i2"), [ours])


def _left_open(store: Store) -> None:
    """What was parked, explained, promised; Acme's interview ends."""
    acme = references.interview(store, "i1")
    questions.park(store, "ann", acme, "when?", "the ferry leaves", at="2026-11-20T09:32:00.000Z", uid="q1")
    questions.park(store, "ann", acme, "how much?", None, at="2026-11-20T09:33:00.000Z", uid="q2")
    questions.answer(store, "ann", acme, references.parked(store, "1", acme["ref"]), "in May")
    questions.explain(store, "ann", acme, "canary", "a small first release", at="2026-11-20T09:34:00.000Z")
    followups.add(store, "ann", "send the guide", interview=acme, due="2026-11-20", at=NOW, uid="f1")
    followups.add(store, "ann", "call", customer=references.customer(store, "elm-council"), at=NOW, uid="f2")
    followups.add(store, "bob", "thank them", interview=acme, due="2026-11-19", at=NOW, uid="f3")
    followups.done(store, "bob", references.followup(store, "3"))
    interviews.end(store, "ann", acme, "2026-11-20T10:00:00.000Z")


def _gone_through(store: Store) -> None:
    """Afterwards: better words, a second reading, a first look at what was left, and one that was taken back."""
    acme = references.interview(store, "i1")
    entries.edit(store, "ann", references.entry(store, "e1"), question=None, answer="we wait a day", at=None)
    entries.tag(store, "bob", references.entry(store, "e2"), Tagging(Kind.PROBLEM, 2))
    readings.settle(store, "bob", acme, references.entry(store, "e3"))
    readings.settle(store, "cy", acme, references.entry(store, "e3"))
    undoing.undo(store, "cy", acme)
