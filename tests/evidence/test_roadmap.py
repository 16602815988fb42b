"""An item's evidence in small stories: who counts, what changed, both rounds, quotes and tables."""

from __future__ import annotations

from evidence.rows import a_customer, a_link, a_tag, an_interview, an_item

from interviewkit.evidence.ranking import Quote
from interviewkit.evidence.roadmap import ItemEvidence, Round, SegmentCount, best_first, item_evidence
from interviewkit.evidence.states import State
from interviewkit.evidence.study import Customer, Interview, Item, Link, Study
from interviewkit.evidence.verdicts import Verdict
from interviewkit.settings import Policy

SLUGS = ("acme", "bolt", "cask", "dune", "echo")
FOUR = tuple(a_customer(slug) for slug in SLUGS[:4])
THEIR_INTERVIEWS = tuple(an_interview(f"{slug}-1") for slug in SLUGS[:4])


def evidence(
    *links: Link,
    item: Item | None = None,
    customers: tuple[Customer, ...] = FOUR,
    interviews: tuple[Interview, ...] = THEIR_INTERVIEWS,
) -> ItemEvidence:
    """The evidence for one item; four customers, each with one interview, unless told otherwise."""
    study = Study(customers, interviews, (item or an_item(),), links=links)
    return item_evidence(study, Policy())[0]


def states(found: Round) -> dict[str, str]:
    """The cells of a round, in plain words."""
    return {customer.slug: str(state) for customer, state in found.cells}


def test_three_of_four_first_hand_supporters_validate_an_item() -> None:
    found = evidence(a_link("acme-1/1"), a_link("bolt-1/1"), a_link("cask-1/1"))
    need = found.need
    assert need.judgement.verdict is Verdict.VALIDATED
    assert need.judgement.reason == "validated: 3 of 4 (30–95 %)"
    assert (need.judgement.share, need.judgement.share_of_spoke, need.judgement.strong) == (0.75, 1.0, 3)
    assert states(need) == {"acme": "supports", "bolt": "supports", "cask": "supports", "dune": "silent"}
    assert (need.interviews, need.tags) == (3, {"problem": 0, "process": 0, "pain": 3})
    assert found.after is None


def test_an_interview_without_an_entry_in_scope_does_not_count() -> None:
    found = evidence(interviews=(an_interview("acme-1"), an_interview("bolt-1", entries=0)))
    assert states(found.need) == {"acme": "silent"}


def test_a_customer_outside_the_segments_is_listed_beside_and_not_counted() -> None:
    customers = (a_customer("acme", ["large", "public"]), a_customer("bolt", ["small"]), a_customer("cask"))
    found = evidence(
        a_link("acme-1/1"),
        a_link("bolt-1/1"),
        a_link("cask-1/1", "contradicts"),
        item=an_item(segments=["large"]),
        customers=customers,
    ).need
    assert states(found) == {"acme": "supports"}
    assert found.outside == {"supports": 1, "contradicts": 1, "mixed": 0, "neutral": 0}
    assert found.judgement.reason == (
        "insufficient: 1 of 1 supports it; 1 more, outside its segments or topics, contradicts it; 3 more to judge"
    )


def test_talks_about_billing_do_not_weaken_an_item_about_delivery() -> None:
    interviews = (
        an_interview("acme-1", "delivery"),
        an_interview("bolt-1", "billing"),
        an_interview("cask-1"),
        an_interview("dune-1", "billing"),
    )
    found = evidence(a_link("acme-1/1"), a_link("dune-1/1"), item=an_item(topics=["delivery"]), interviews=interviews)
    assert states(found.need) == {"acme": "supports"}
    assert found.need.outside[State.SUPPORTS] == 1


def test_a_counted_customer_is_listed_outside_only_when_they_said_something_else_there() -> None:
    interviews = (
        an_interview("acme-1", "delivery"),
        an_interview("acme-2", "billing"),
        an_interview("bolt-1", "delivery"),
        an_interview("bolt-2", "billing"),
        an_interview("cask-1", "delivery"),
        an_interview("cask-2", "billing"),
    )
    found = evidence(
        a_link("acme-1/1"),
        a_link("acme-2/1"),
        a_link("bolt-2/1", "contradicts"),
        a_link("cask-1/1"),
        a_link("cask-2/1", "contradicts"),
        item=an_item(topics=["delivery"]),
        interviews=interviews,
    ).need
    assert states(found) == {"acme": "supports", "bolt": "silent", "cask": "supports"}
    assert found.outside == {"supports": 0, "contradicts": 2, "mixed": 0, "neutral": 0}


def test_the_latest_interview_that_speaks_to_the_item_decides_and_the_earlier_one_shows_as_changed() -> None:
    interviews = (
        an_interview("acme-3", day="2026-03-09"),
        an_interview("acme-2", day="2026-03-05"),
        an_interview("acme-1", day="2026-03-01"),
    )
    found = evidence(
        a_link("acme-2/1", "contradicts"),
        a_link("acme-1/1"),
        a_link("acme-1/2", "contradicts"),
        interviews=interviews,
    )
    assert (states(found.need), found.need.changed) == ({"acme": "contradicts"}, 1)
    assert found.need.voices.counted[0].earlier is State.MIXED
    assert (found.need.supporting, found.need.pain_score) == ((), 0)
    assert [quote.tag.ref for quote in found.need.contradicting] == ["acme-1/2", "acme-2/1"]


def test_opinions_support_but_are_not_first_hand() -> None:
    opinions = [a_link(a_tag(f"{slug}-1/1", evidence="opinion")) for slug in SLUGS[:4]]
    judgement = evidence(*opinions).need.judgement
    assert (judgement.strong, judgement.verdict, judgement.needed) == (0, Verdict.EMERGING, 2)
    assert judgement.reason == ("emerging: 4 of 4 (51–100 %); 0 of 4 first-hand; 2 more, first-hand, would validate it")


def test_a_first_hand_entry_counts_from_an_earlier_interview_too() -> None:
    interviews = (an_interview("acme-1", day="2026-03-01"), an_interview("acme-2", day="2026-03-02"))
    opinion = a_link(a_tag("acme-2/1", evidence="opinion"))
    assert evidence(a_link("acme-1/1"), opinion, interviews=interviews).need.tally.strong == 1
    retold = a_link("acme-1/1", "contradicts")
    assert evidence(retold, opinion, interviews=interviews).need.tally.strong == 0


def test_who_only_spoke_neutrally_was_heard_and_takes_no_side() -> None:
    found = evidence(a_link("acme-1/1", "neutral"))
    assert states(found.need)["acme"] == "neutral"
    assert found.need.judgement.reason == "doubtful: 1 of 4 spoke to it, 0 of 1 support it"


def test_a_partial_item_names_the_segments_not_heard_and_those_where_nobody_supports() -> None:
    customers = (*(a_customer(slug, ["large"]) for slug in SLUGS[:4]), a_customer("echo", ["small"]))
    interviews = tuple(an_interview(f"{slug}-1") for slug in SLUGS[:5])
    found = evidence(
        *[a_link(f"{slug}-1/1") for slug in SLUGS[:4]],
        a_link("echo-1/1", "contradicts"),
        item=an_item(segments=["large", "public", "small"]),
        customers=customers,
        interviews=interviews,
    ).need
    assert found.judgement.reason == (
        "partial: 4 of 5 (38–96 %); not heard from: public; heard, none supports: small; 1 contradicts it"
    )
    assert (found.judgement.coverage, found.judgement.needed) == (1 / 3, 2)
    assert found.segments == (
        SegmentCount("large", 4, 0, 0, 0, 4),
        SegmentCount("public", 0, 0, 0, 0, 0),
        SegmentCount("small", 0, 1, 0, 0, 1),
    )


def test_an_item_for_everybody_shows_the_segments_of_those_who_count() -> None:
    customers = (a_customer("acme", ["large", "public"]), a_customer("bolt", ["large"]), a_customer("cask"))
    found = evidence(a_link("acme-1/1"), customers=customers).need
    assert found.segments == (SegmentCount("large", 1, 0, 0, 0, 2), SegmentCount("public", 1, 0, 0, 0, 1))
    assert found.judgement.coverage == 1


def test_a_shipped_item_is_judged_in_two_rounds_that_are_never_added_up() -> None:
    before = tuple(an_interview(f"{slug}-1", day="2026-03-01") for slug in SLUGS[:4])
    after = tuple(an_interview(f"{slug}-2", day="2026-06-01") for slug in SLUGS[:4])
    found = evidence(
        *[a_link(f"{slug}-1/1") for slug in SLUGS[:4]],
        *[a_link(f"{slug}-2/1") for slug in SLUGS[:3]],
        a_link("dune-2/1", "contradicts"),
        item=an_item(status="shipped", shipped_at="2026-06-01T10:00:00.000Z"),
        interviews=before + after,
    )
    assert found.after is not None
    assert found.need.judgement.reason == "validated: 4 of 4 (51–100 %)"
    assert found.after.judgement.reason == "validated: 3 of 4 (30–95 %); 1 says it still hurts"
    assert (found.need.tally.total, found.after.tally.total) == (4, 4)
    assert (found.need.changed, found.after.changed) == (0, 0)


def test_the_need_round_of_a_shipped_item_takes_no_further_customers() -> None:
    item = an_item(status="shipped", shipped_at="2026-06-01")
    found = evidence(a_link("acme-1/1"), item=item)
    assert found.after is not None
    assert (found.need.judgement.verdict, found.need.judgement.needed) == (Verdict.EMERGING, None)
    assert found.need.judgement.reason == "emerging: 1 of 4 (5–70 %); 1 of 1 first-hand"
    assert (found.after.judgement.verdict, found.after.judgement.needed) == (Verdict.INSUFFICIENT, 4)


def test_a_shipped_item_without_a_ship_date_and_an_item_planned_again_have_one_round() -> None:
    assert evidence(item=an_item(status="shipped")).after is None
    assert evidence(item=an_item(status="planned", shipped_at="2026-01-01")).after is None


def test_a_dropped_item_is_listed_and_not_judged() -> None:
    found = evidence(a_link("acme-1/1"), item=an_item(status="dropped")).need
    assert (found.judgement.verdict, found.judgement.needed) == (None, None)
    assert found.judgement.reason == "dropped: listed, not judged"
    assert (found.judgement.share, states(found)["acme"]) == (0.25, "supports")


def test_links_count_once_a_tag_and_pain_counts_the_worst_of_each_customer_for_it() -> None:
    found = evidence(
        a_link(a_tag("acme-1/1", "problem", severity=2)),
        a_link(a_tag("acme-1/1", "pain", severity=3)),
        a_link(a_tag("bolt-1/1", "process")),
        a_link(a_tag("cask-1/1", "pain")),
        a_link(a_tag("dune-1/1", "pain", severity=3), "contradicts"),
    ).need
    assert found.pain_score == 3 + 0 + 1
    assert found.tags == {"problem": 1, "process": 1, "pain": 3}


def test_quotes_are_the_words_behind_the_states_and_a_mixed_customer_is_on_both_sides() -> None:
    plain = a_tag("acme-1/1", severity=3)
    against = a_tag("acme-1/2")
    loud = a_tag("bolt-1/1", verbatim=True)
    found = evidence(a_link(plain), a_link(loud), a_link(against, "contradicts"), a_link("cask-1/1", "neutral")).need
    assert found.supporting == (Quote(loud, "supports"), Quote(plain, "supports"))
    assert found.contradicting == (Quote(against, "contradicts"),)


def test_a_link_from_an_interview_out_of_scope_is_left_out() -> None:
    found = evidence(a_link("gone-1/1"), a_link("acme-9/1"))
    assert set(states(found.need).values()) == {"silent"}
    assert found.need.outside == {"supports": 0, "contradicts": 0, "mixed": 0, "neutral": 0}


def test_items_come_best_first_and_dropped_ones_last() -> None:
    items = [
        an_item("untested"),
        an_item("dropped", status="dropped"),
        an_item("validated"),
        an_item("young", segments=["nobody"]),
        an_item("emerging-b"),
        an_item("emerging-c"),
        an_item("emerging-a"),
    ]
    links = [a_link(f"{slug}-1/1", item="validated") for slug in SLUGS[:3]]
    links += [a_link(a_tag("acme-1/9", severity=2), item="emerging-c")]
    links += [a_link("acme-1/9", item=slug) for slug in ("emerging-a", "emerging-b")]
    study = Study(
        FOUR,
        THEIR_INTERVIEWS,
        tuple(items),
        links=tuple(links),
    )
    ordered = [each.item.slug for each in best_first(item_evidence(study, Policy()))]
    assert ordered == ["validated", "emerging-c", "emerging-a", "emerging-b", "untested", "young", "dropped"]
