"""Whom to interview next: every point has its reason."""

from __future__ import annotations

from typing import Any

from evidence.rows import a_customer, a_link, an_interview, an_item
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.evidence.proposing import Asking, Proposal, proposals
from interviewkit.evidence.study import Study
from interviewkit.settings import Policy

NOW = "2026-03-20T09:00:00.000Z"


def asked(study: Study, **known: Any) -> list[Proposal]:
    asking: dict[str, Any] = {"now": NOW, "verify_days": 14, "return_days": 183, "running": set(), "overdue": {}}
    return proposals(study, Policy(), Asking(**(asking | known)))


def test_a_customer_who_was_never_met_comes_with_what_the_items_lack() -> None:
    study = Study(
        (a_customer("acme", ["large"]), a_customer("team", internal=True)),
        items=(an_item("a", topics=["delivery"]), an_item("b", ["small"]), an_item("c", ["large"])),
    )
    (only,) = asked(study)
    assert (only.customer.slug, only.topic, only.source, only.score) == ("acme", "delivery", "interview", 14)
    assert only.parts == (
        (6, "too few customers for a verdict: a, c"),
        (2, "on the roadmap for now: a, c"),
        (3, "nobody of large was interviewed"),
        (1, "no customer who is regular was interviewed"),
        (2, "never interviewed"),
    )


def test_the_topic_is_the_one_that_brings_most_and_else_the_customer_s_own() -> None:
    customers = (a_customer("acme"), a_customer("bolt"))
    interviews = (
        an_interview("acme-1", "billing"),
        an_interview("bolt-1", "delivery"),
        an_interview("bolt-2", "delivery"),
    )
    assert {
        one.customer.slug: one.topic for one in asked(Study(customers, interviews, (an_item(),)), return_days=3)
    } == {
        "acme": "billing",
        "bolt": "delivery",
    }
    wanted = an_item("x", topics=["search"])
    assert {one.topic for one in asked(Study(customers, interviews, (wanted,)))} == {"search"}


def test_what_was_asked_for_and_has_shipped_is_a_check_in() -> None:
    shipped = an_item(status="shipped", shipped_at="2026-01-01T00:00:00.000Z")
    early = an_interview("acme-1", "delivery", "2025-12-01")
    study = Study((a_customer("acme"),), (early,), (shipped,), links=(a_link("acme-1/1"),))
    (one,) = asked(study)
    assert (one.source, one.topic) == ("check-in", "delivery")
    assert (3, "asked for it, and it has shipped since: faster-builds") in one.parts
    assert not [part for part in one.parts if "too few" in part.why], "an item brings points for one reason"
    back = Study(
        study.customers,
        (early, an_interview("acme-2", "delivery")),
        (shipped,),
        links=(a_link("acme-1/1"), a_link("acme-2/1")),
    )
    assert [part.why for one in asked(back) for part in one.parts if "shipped" in part.why] == []


def test_promises_blocks_and_absence_count_and_a_fresh_talk_counts_against() -> None:
    customers = (a_customer("acme")._replace(lifecycle="blocked"), a_customer("bolt"), a_customer("crane"))
    interviews = (
        an_interview("acme-1", day="2025-03-20"),
        an_interview("bolt-1", day="2026-03-19"),
        an_interview("crane-1", day="2026-03-01"),
    )
    found = {one.customer.slug: one for one in asked(Study(customers, interviews), overdue={"acme": 2, "bolt": 1})}
    assert [*found] == ["acme"], "met yesterday is worse than a promise overdue; nothing speaks for crane"
    assert found["acme"].parts == (
        (2, "blocked: something stops them"),
        (2, "2 promises to them overdue"),
        (2, "last met 365 days ago"),
    )
    assert found["acme"].source == "check-in"


def test_who_is_being_interviewed_is_not_proposed() -> None:
    assert asked(Study((a_customer("acme"),)), running={"acme"}) == []


def test_many_items_are_counted_and_few_of_them_named() -> None:
    items = tuple(an_item(f"item-{number}")._replace(horizon=None) for number in range(8))
    (one,) = asked(Study((a_customer("acme"),), items=items))
    assert one.parts[0] == (24, "too few customers for a verdict: item-0, item-1, item-2, item-3, item-4 and 3 more")


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    order=st.permutations(range(4)),
    heard=st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["", "x", "y"])), max_size=6),
)
def test_the_order_of_rows_does_not_matter_and_scores_are_the_sums_of_what_is_said(
    order: list[int], heard: list[tuple[str, str]]
) -> None:
    customers = [a_customer(slug, ["large"] if slug in "ab" else []) for slug in "abcd"]
    interviews = [an_interview(f"{who}-{number}", topic) for number, (who, topic) in enumerate(heard)]
    items = [an_item("i", ["large"], ["x"]), an_item("j", topics=["y"]), an_item("k", status="building")]
    links = [a_link(f"{each.ref}/1", item="k") for each in interviews]
    first = asked(Study(tuple(customers), tuple(interviews), tuple(items), links=tuple(links)))
    again = asked(
        Study(
            tuple(customers[place] for place in order),
            tuple(reversed(interviews)),
            tuple(reversed(items)),
            links=tuple(reversed(links)),
        )
    )
    assert first == again
    assert [one.score for one in first] == sorted((one.score for one in first), reverse=True)
    assert all(one.score == sum(part.points for part in one.parts) > 0 for one in first)
