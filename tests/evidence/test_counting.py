"""The counting rules against a second, slow implementation that asks product.md's questions one at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from evidence.rows import a_customer, a_link, a_tag, an_interview, an_item
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.evidence.roadmap import Round, item_evidence
from interviewkit.evidence.states import State
from interviewkit.evidence.study import Customer, Interview, Item, Link, Study
from interviewkit.settings import Policy

SEGMENTS = st.frozensets(st.sampled_from(["large", "small"]))
TOPICS = st.frozensets(st.sampled_from(["delivery", "billing"]))
DAYS = st.sampled_from(["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"])
SLUGS = ("acme", "bolt", "cask", "dune", "echo", "fern")


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """Up to six customers and nine interviews, three items, and links from anywhere to anywhere."""
    customers = [a_customer(slug, draw(SEGMENTS), draw(st.sampled_from([False, False, False, True]))) for slug in SLUGS]
    interviews = [
        an_interview(
            f"{draw(st.sampled_from(SLUGS))}-{number}",
            draw(st.sampled_from(["", "delivery", "billing"])),
            draw(DAYS),
            draw(st.sampled_from([0, 1, 5])),
        )
        for number in range(draw(st.integers(0, 9)))
    ]
    items = [
        an_item(
            slug,
            draw(SEGMENTS),
            draw(TOPICS),
            draw(st.sampled_from(["planned", "shipped", "shipped", "dropped"])),
            draw(st.none() | st.sampled_from(["2026-03-03", "2026-03-02T10:00:00.000Z"])),
        )
        for slug in ("first", "second", "third")
    ]
    links = [
        a_link(
            a_tag(
                f"{draw(st.sampled_from([each.ref for each in interviews]))}/{number}",
                evidence=draw(st.sampled_from(["opinion", "experience", "shown"])),
                severity=draw(st.sampled_from([None, 1, 2, 3])),
                kind=draw(st.sampled_from(["problem", "process", "pain"])),
            ),
            draw(st.sampled_from(["supports", "contradicts", "neutral"])),
            draw(st.sampled_from(["first", "second", "third"])),
        )
        for number in range(draw(st.integers(0, 20)) if interviews else 0)
    ]
    present = customers[: draw(st.integers(3, 6))]
    return Study(tuple(present), tuple(interviews), tuple(items), links=tuple(links))


class Slowly:
    """One round of one item, counted by walking the whole study for every question."""

    def __init__(self, study: Study, item: Item, since: str, until: str) -> None:
        self.study, self.item = study, item
        self.interviews = [each for each in study.interviews if each.entries > 0 and since <= each.started_at < until]

    def could(self, customer: Customer, interview: Interview) -> bool:
        """Whether this customer, in this interview, could have spoken to the item."""
        in_segment = self.item.segments == frozenset() or len(self.item.segments & customer.segments) > 0
        on_topic = self.item.topics == frozenset() or interview.topic in self.item.topics
        return interview.customer == customer.slug and in_segment and on_topic

    def links(self, interview: Interview) -> list[Link]:
        """What was said to the item in one interview."""
        return [each for each in self.study.links if each.item == self.item.uid and each.tag.interview == interview.ref]

    def state(self, interviews: list[Interview]) -> tuple[str, bool]:
        """The state that these interviews of one customer come to, and whether it changed."""
        states = []
        for interview in sorted(interviews, key=lambda each: each.started_at + each.ref):
            stances = {link.stance for link in self.links(interview)}
            if "supports" in stances and "contradicts" in stances:
                states.append("mixed")
            elif "supports" in stances:
                states.append("supports")
            elif "contradicts" in stances:
                states.append("contradicts")
            elif "neutral" in stances:
                states.append("neutral")
        return (states[-1], len(set(states)) > 1) if states else ("silent", False)

    def expected(self) -> dict[str, Any]:
        """All that the round has to say about customers."""
        found: dict[str, Any] = {
            "cells": {},
            "outside": Counter(),
            "internal": Counter(),
            **dict.fromkeys(("changed", "strong", "pain", "spoke"), 0),
        }
        for customer in self.study.customers:
            own = [each for each in self.interviews if each.customer == customer.slug]
            if customer.internal:
                found["internal"][self.state(own)[0]] += 1
                continue
            inside = [each for each in own if self.could(customer, each)]
            state, changed = self.state(inside)
            if inside:
                found["cells"][customer.slug] = state
                found["changed"] += changed
                found["spoke"] += sum(1 for each in inside if self.links(each))
                said = [link for each in inside for link in self.links(each) if link.stance == "supports"]
                if state == "supports" and [link for link in said if link.tag.evidence != "opinion"]:
                    found["strong"] += 1
                if state in ("supports", "mixed"):
                    hurts = [link.tag.severity or 1 for link in said if link.tag.kind != "process"]
                    found["pain"] += max(hurts, default=0)
            beside = self.state([each for each in own if each not in inside])[0]
            if not (inside and beside == state):
                found["outside"][beside] += 1
        for side in ("outside", "internal"):
            found[side] = {state: found[side][state] for state in State if state != "silent"}
        return found

    def segments(self, cells: dict[str, str]) -> dict[str, str]:
        """What is known of each of the item's segments: covered, heard, or not heard."""
        known = {}
        for segment in self.item.segments:
            members = [each.slug for each in self.study.customers if segment in each.segments]
            states = [cells[slug] for slug in members if slug in cells]
            known[segment] = "covered" if "supports" in states else "heard" if states else "not heard"
        return known


def assert_round(found: Round, slowly: Slowly) -> None:
    """Every number of the round is the slow one."""
    expected = slowly.expected()
    cells = {customer.slug: str(state) for customer, state in found.cells}
    assert cells == expected["cells"]
    tally, states = found.tally, Counter(expected["cells"].values())
    assert tally.total == len(expected["cells"])
    for state in State:
        assert getattr(tally, state) == states[state]
    for name in ("changed", "outside", "internal"):
        assert getattr(found, name) == expected[name]
    assert (tally.strong, found.pain_score) == (expected["strong"], expected["pain"])
    assert found.interviews == expected["spoke"]
    assert tally.outside_against == expected["outside"]["contradicts"] + expected["outside"]["mixed"]
    known = slowly.segments(expected["cells"])
    assert set(tally.not_heard) == {slug for slug, what in known.items() if what == "not heard"}
    assert set(tally.none_supports) == {slug for slug, what in known.items() if what == "heard"}
    covered = [slug for slug, what in known.items() if what == "covered"]
    assert tally.coverage == (len(covered) / len(known) if known else 1)
    table = {row.slug: (row.supports, row.contradicts, row.total) for row in found.segments}
    for segment in slowly.item.segments:
        inside = [
            cells[customer.slug]
            for customer in slowly.study.customers
            if segment in customer.segments and customer.slug in cells
        ]
        assert table[segment] == (inside.count("supports"), inside.count("contradicts"), len(inside))


@given(studies())
@settings(max_examples=400, derandomize=True, deadline=None)
def test_every_count_is_what_walking_the_whole_study_gives(study: Study) -> None:
    for found in item_evidence(study, Policy()):
        item = found.item
        if item.status == "shipped" and item.shipped_at:
            assert_round(found.need, Slowly(study, item, "", item.shipped_at))
            assert found.after is not None
            assert_round(found.after, Slowly(study, item, item.shipped_at, "9"))
        else:
            assert_round(found.need, Slowly(study, item, "", "9"))
            assert found.after is None


@given(studies(), st.integers(0, 10))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_internal_customers_never_change_a_judgement(study: Study, rows: int) -> None:
    without = tuple(each for each in study.customers if not each.internal)
    insider = a_customer("insider", ["large", "small"], internal=True)
    talks = tuple(an_interview(f"insider-{number}", "delivery") for number in range(rows))
    said = tuple(a_link(f"insider-{number}/1", "contradicts", "first") for number in range(rows))
    crowded = replace(
        study,
        customers=(*study.customers, insider),
        interviews=study.interviews + talks,
        links=study.links + said,
    )
    plain = item_evidence(replace(study, customers=without), Policy())
    for alone, found in zip(plain, item_evidence(crowded, Policy()), strict=True):
        assert (found.need.judgement, found.need.tally) == (alone.need.judgement, alone.need.tally)
        assert found.need.pain_score == alone.need.pain_score


@given(studies(), st.integers(2, 10))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_ten_entries_of_one_customer_are_one_voice(study: Study, times: int) -> None:
    repeated = tuple(
        link._replace(tag=link.tag._replace(ref=f"{link.tag.ref}0{copy}"))
        for link in study.links
        for copy in range(times)
    )
    for once, often in zip(
        item_evidence(study, Policy()), item_evidence(replace(study, links=repeated), Policy()), strict=True
    ):
        assert (often.need.judgement, often.need.tally) == (once.need.judgement, once.need.tally)
        assert often.need.pain_score == once.need.pain_score


@given(studies())
@settings(max_examples=150, derandomize=True, deadline=None)
def test_a_round_is_what_the_other_round_s_interviews_leave_behind(study: Study) -> None:
    """Judging a shipped item's rounds together gives what judging each from its own interviews gives."""
    for found in item_evidence(study, Policy()):
        shipped = found.item.shipped_at
        if found.after is None or shipped is None:
            continue
        before = tuple(each for each in study.interviews if each.started_at < shipped)
        after = tuple(each for each in study.interviews if each.started_at >= shipped)
        alone = {item.item.slug: item for item in item_evidence(replace(study, interviews=before), Policy())}
        assert alone[found.item.slug].need == found.need
        alone = {item.item.slug: item for item in item_evidence(replace(study, interviews=after), Policy())}
        assert alone[found.item.slug].after == found.after
