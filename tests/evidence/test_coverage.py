"""Who has not been heard."""

from __future__ import annotations

from evidence.rows import a_customer, a_link, an_interview, an_item

from interviewkit.evidence.coverage import Coverage, coverage, days_between, last_words
from interviewkit.evidence.study import Study
from interviewkit.settings import Policy

NOW = "2026-03-20T09:00:00.000Z"
CUSTOMERS = (
    a_customer("acme", ["large"]),
    a_customer("bolt", ["small"]),
    a_customer("crane", ["small"])._replace(lifecycle="new"),
    a_customer("team", ["large"], internal=True),
)
STUDY = Study(
    customers=CUSTOMERS,
    interviews=(an_interview("acme-1", day="2026-03-01"), an_interview("bolt-1", day="2025-03-01")),
    items=(
        an_item("for-all", status="building"),
        an_item("for-large", segments=["large", "public"], status="shipped", shipped_at="2026-03-05"),
        an_item("gone", status="dropped"),
        an_item("plain"),
    ),
    links=(a_link("acme-1/1", "neutral", "for-all"), a_link("team-1/1", item="for-large")),
)


def covered(study: Study = STUDY, verify_days: int = 14, return_days: int = 183) -> Coverage:
    return coverage(
        study, ["large", "small", "public"], Policy(), NOW, verify_days=verify_days, return_days=return_days
    )


def test_segments_and_lifecycles_say_whom_they_lack() -> None:
    found = covered()
    told = [(one.name, len(one.known), [each.slug for each in one.not_heard]) for one in found.segments]
    assert told == [("large", 1, []), ("small", 2, ["crane"]), ("public", 0, [])]
    lifecycles = [(one.name, len(one.known), len(one.not_heard)) for one in found.lifecycles]
    assert lifecycles == [("new", 1, 1), ("regular", 2, 0), ("blocked", 0, 0)]
    assert (found.no_segment.known, [one.slug for one in found.never]) == ((), ["crane"])


def test_an_item_says_how_many_more_it_takes_and_who_is_left() -> None:
    found = {one.item.slug: one for one in covered().items}
    assert [*found] == ["for-large", "for-all", "plain"], "the furthest from a verdict first; a dropped one not at all"
    large, everyone = found["for-large"], found["for-all"]
    assert (large.round.tally.total, large.to_judge) == (0, 4), "what has shipped is judged anew"
    assert ([one.slug for one in large.left], large.missing) == (["acme"], ("large", "public"))
    assert (everyone.to_judge, [one.slug for one in everyone.left]) == (2, ["crane"])


def test_with_enough_customers_nothing_is_missing_to_judge() -> None:
    more = tuple(a_customer(f"c{number}") for number in range(5))
    study = Study(more, tuple(an_interview(f"{one.slug}-1") for one in more), (an_item(),))
    assert [one.to_judge for one in covered(study).items] == [0]


def test_quiet_is_what_no_customer_spoke_to_for_longer_than_the_setting() -> None:
    quiet = covered().quiet
    assert [(one.item.slug, one.days) for one in quiet] == [("for-large", None), ("for-all", 19)]
    assert [one.item.slug for one in covered(verify_days=19).quiet] == ["for-large"], "19 days are not more than 19"
    assert [one.item.slug for one in last_words(STUDY, NOW)] == ["for-large", "for-all"]


def test_away_is_whom_we_met_longer_ago_than_the_setting() -> None:
    assert [(one.customer.slug, one.days) for one in covered().away] == [("bolt", 384)]
    assert [one.customer.slug for one in covered(return_days=3).away] == ["bolt", "acme"]


def test_days_are_those_of_the_calendar_where_the_interview_was_and_never_below_none() -> None:
    assert days_between("2026-03-19T23:59:59.999Z", NOW, "UTC") == 1
    assert days_between("2026-03-20T00:00:00.000Z", NOW, "UTC") == 0
    assert days_between("2026-03-19T15:30:00.000Z", NOW, "Asia/Tokyo") == 0, "it was the 20th there already"
    assert days_between("2026-03-19T07:30:00.000Z", NOW, "America/Los_Angeles") == 1
    assert days_between("2026-03-19T06:30:00.000Z", NOW, "America/Los_Angeles") == 2, "it was the 18th there still"
    assert days_between("2026-03-21T09:00:00.000Z", NOW, "UTC") == 0
