"""Which segment is the biggest, worth most, underserved."""

from __future__ import annotations

from evidence.rows import a_customer, a_link, a_tag, an_interview, an_item

from interviewkit.evidence.segments import (
    biggest_first,
    in_several,
    segment_evidence,
    underserved_first,
    worthiest_first,
)
from interviewkit.evidence.study import Study
from interviewkit.settings import Policy

ANSWERED, HURTS = a_tag("acme-1/1", labels=["builds"], severity=3), a_tag("bolt-1/1", labels=["audit"], severity=2)
STUDY = Study(
    customers=(
        a_customer("acme", ["large"])._replace(weight=10.0),
        a_customer("bolt", ["large", "small"])._replace(weight=0.1),
        a_customer("crane", ["small"])._replace(weight=0.2),
        a_customer("dune", ["small"]),
        a_customer("elm"),
        a_customer("team", ["large"], internal=True)._replace(weight=99.0),
    ),
    interviews=(
        an_interview("acme-1"),
        an_interview("bolt-1"),
        an_interview("team-1"),
        an_interview("dune-1", entries=0),
    ),
    items=(an_item(),),
    tagged=(ANSWERED, HURTS, a_tag("team-1/1", labels=["audit"])),
    links=(a_link(ANSWERED),),
)
WEIGHTS = {"large": None, "small": None, "idle": 7.0}


def test_customers_are_counted_in_each_of_their_segments_and_coworkers_in_none() -> None:
    large, small, idle, loose = segment_evidence(STUDY, WEIGHTS, Policy())
    assert [one.slug for one in large.known] == ["acme", "bolt"]
    assert [one.slug for one in large.internal] == ["team"]
    assert [one.slug for one in small.known] == ["bolt", "crane", "dune"]
    assert [one.slug for one in small.interviewed] == ["bolt"], "an interview without an entry is none"
    assert (idle.known, idle.share, idle.interval) == ((), None, (0.0, 1.0))
    assert (loose.slug, [one.slug for one in loose.known]) == ("", ["elm"])
    assert [one.slug for one in in_several(STUDY)] == ["bolt"]


def test_hurting_is_of_those_interviewed_and_what_an_item_answers_does_not_hurt() -> None:
    large, small, *_ = segment_evidence(STUDY, WEIGHTS, Policy())
    assert ([one.slug for one in large.hurting], large.share, large.pain_score) == (["bolt"], 0.5, 2)
    assert [(gap.label, gap.customers) for gap in large.gaps] == [("audit", ("bolt",))]
    assert (small.share, [round(bound, 3) for bound in small.interval]) == (1.0, [0.207, 1.0])


def test_a_segment_s_own_weight_stands_before_the_sum_of_its_customers() -> None:
    large, small, idle, loose = segment_evidence(STUDY, WEIGHTS, Policy())
    assert (large.worth, large.weighed) == (10.1, 2)
    assert (small.worth, small.weighed) == (0.30000000000000004, 2), "the sum is the nearest float of the exact one"
    assert (idle.worth, idle.weighed) == (7.0, None)
    assert (loose.worth, loose.weighed) == (None, 0)


def test_the_three_orders() -> None:
    found = segment_evidence(STUDY, WEIGHTS, Policy())
    assert [one.slug for one in biggest_first(found)] == ["small", "large", "idle", ""]
    assert [one.slug for one in worthiest_first(found)] == ["large", "idle", "small"]
    assert [one.slug for one in underserved_first(found)] == ["large", "small"]


def test_more_customers_who_hurt_come_before_a_higher_pain_score() -> None:
    severe = a_tag("acme-1/1", severity=3)
    study = Study(
        (a_customer("acme", ["few"]), a_customer("bolt", ["many"]), a_customer("crane", ["many"])),
        (an_interview("acme-1"), an_interview("bolt-1"), an_interview("crane-1")),
        tagged=(severe, a_tag("bolt-1/1", severity=1), a_tag("crane-1/1", severity=1)),
    )
    found = underserved_first(segment_evidence(study, {"few": None, "many": None}, Policy()))
    assert [(one.slug, len(one.hurting), one.pain_score) for one in found] == [("many", 2, 2), ("few", 1, 3)]


def test_weights_that_no_number_holds_are_the_largest_there_is() -> None:
    heavy = tuple(a_customer(slug, ["large"])._replace(weight=1.7e308) for slug in ("acme", "bolt"))
    assert segment_evidence(Study(heavy), {"large": None}, Policy())[0].worth == 1.7976931348623157e308
