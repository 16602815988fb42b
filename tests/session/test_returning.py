"""The guide of a check-in asks about what was said, promised and delivered."""

from __future__ import annotations

from typing import Any

import pytest
from report_study import Builder, written

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.session import guide, returning
from interviewkit.session.guide import Guide

AGAIN = "2026-06-01T10:00:00.000Z"


@pytest.fixture
def asked(file_store: Store) -> Guide:
    """The check-in guide for Acme, met twice before."""

    def build(build: Builder) -> None:
        for slug in ("acme", "bolt"):
            build.customer(slug)
        build.participant("acme", "Bea", consent="no")
        for slug, shipped in (("sign-in", "2026-04-01"), ("early", "2026-02-01"), ("later", "2026-07-01")):
            build.item(slug, f"The {slug}", status="shipped", shipped_at=f"{shipped}T00:00:00.000Z")
        build.interview("one", "acme", "2026-03-01T10:00:00.000Z", attended=[])
        build.interview("other", "bolt", "2026-03-01T10:00:00.000Z")
        wants: dict[str, str] = dict.fromkeys(("sign-in", "early", "later"), "supports")
        build.entry("one", "it is {topic}\nand {said}", ("problem", 1, {}))
        build.entry("one", "a login costs a morning", ("pain", 3, wants), ("problem", 2, {}), verbatim=1)
        build.entry("one", "Bea's own words", ("pain", 3, {}), speaker="Bea")
        build.entry("one", "we deploy", ("process", None, {}))
        build.entry("other", "not theirs", ("pain", 3, {"sign-in": "supports"}))
        build.interview("two", "acme", "2026-05-01T10:00:00.000Z")
        build.entry("two", "x" * 900, ("pain", 2, {}))
        build.interview("again", "acme", AGAIN)
        build.change.revise("interview", "again", guide="check-in")
        for number, (title, due, done) in enumerate(
            (("kept long ago", None, "2026-04-01"), ("kept since", "2026-05-09", "2026-05-09"), ("open", None, None)), 1
        ):
            promise(build, number, title, due, done)

    written(file_store, build)
    return returning.followed(file_store, references.interview(file_store, "again"), [])


def promise(build: Builder, number: int, title: str, due: str | None, done: str | None) -> None:
    """A promise to Acme from the first interview."""
    values: dict[str, Any] = {"number": number, "twin": 1, "title": title, "due": due}
    values |= {"customer": build.keys["customer:acme"], "interview": build.keys["interview:one"]}
    moments = {"at": "2026-03-01T11:00:00.000Z", "done_at": f"{done}T10:00:00.000Z" if done else None}
    build.change.insert("followup", uid=f"f{number}", **values, **moments)


def questions(asked: Guide, phase: str) -> tuple[str, ...]:
    return next(one for one in asked.phases if one.slug == phase).asked("delivery")


def test_what_was_promised_is_asked_for_one_by_one(asked: Guide) -> None:
    assert questions(asked, "open") == (
        "What is new here since we last met: people, tools, rules?",
        "We promised you: kept since (done on 9 May 2026). What of it arrived, and how did you notice?",
        "We promised you: open. What of it arrived, and how did you notice?",
    )


def test_what_they_said_stays_what_it_was_and_what_shipped_since_is_named(asked: Guide) -> None:
    found = questions(asked, "walk-through")
    assert [question for question in found if question.startswith(("You told us", "We delivered"))] == [
        "You told us: “a login costs a morning”. How was that the last time it happened?",
        f"You told us: {'x' * 239}…. How was that the last time it happened?",
        "You told us: it is {\u2060topic} and {\u2060said}. How was that the last time it happened?",
        "We delivered “The sign-in”, on 1 Apr 2026. Show us the last time you used it."
        " And the last time you went around it?",
    ]


def test_where_nothing_is_known_nothing_is_recalled(file_store: Store) -> None:
    def build(build: Builder) -> None:
        build.customer("acme")
        build.interview("first", "acme", AGAIN)
        build.change.revise("interview", "first", guide="check-in")

    written(file_store, build)
    found = returning.followed(file_store, references.interview(file_store, "first"), [])
    unfilled = guide.load("check-in")
    for one, other in zip(found.phases, unfilled.phases, strict=True):
        assert one.asked("delivery") == other.asked("delivery"), "the guide alone leaves the same questions out"
    assert not [question for phase in found.phases for question in phase.questions if "{said}" in question]


def test_a_guide_that_recalls_nothing_is_followed_as_it_is(file_store: Store) -> None:
    def build(build: Builder) -> None:
        build.customer("acme")
        build.interview("one", "acme", AGAIN)

    written(file_store, build)
    assert returning.followed(file_store, references.interview(file_store, "one"), []) == guide.load("intern")
