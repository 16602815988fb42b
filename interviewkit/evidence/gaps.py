"""What hurts and no item answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from interviewkit.evidence.ranking import HURTS, Quote, pain_score, strongest_first
from interviewkit.evidence.study import Item, Study, Tagged
from interviewkit.settings import Policy

ANSWERING = frozenset({"planned", "building"})
"""The statuses in which an item can still answer a need."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One label's unanswered problems and pains ("" holds the unlabelled ones), from which external
    `customers` (slugs, sorted), with their `tags` by kind, and the words, strongest first."""

    label: str
    customers: tuple[str, ...]
    tags: dict[str, int]
    pain_score: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Gaps with enough customers, worst first; and, from however many, what has no label yet (or None)."""

    labelled: tuple[Gap, ...]
    unlabelled: Gap | None


def gaps(study: Study, policy: Policy) -> Gaps:
    """Unanswered problems and pains by label, from at least `gap_customers` distinct external customers.

    Ordered by customers, then pain score, both falling, then label. A tag whose entry has two labels is in
    both.
    """
    by_label: dict[str, list[Tagged]] = defaultdict(list)
    for tag in unanswered(study):
        for label in tag.labels or {""}:
            by_label[label].append(tag)
    loose = by_label.pop("", None)
    found = [_gap(label, tags) for label, tags in by_label.items()]
    enough = [gap for gap in found if len(gap.customers) >= policy.gap_customers]
    enough.sort(key=lambda gap: (-len(gap.customers), -gap.pain_score, gap.label))
    return Gaps(tuple(enough), _gap("", loose) if loose else None)


def unanswered(study: Study) -> list[Tagged]:
    """External customers' problem and pain tags without a supporting link to a planned or building item.

    What came up while we were the customer ourselves is none of theirs.
    """
    external = {customer.slug for customer in study.customers if not customer.internal}
    ours = {interview.ref for interview in study.interviews if interview.internal}
    answering = {item.uid for item in study.items if item.status in ANSWERING}
    answered = {
        (link.tag.ref, link.tag.kind) for link in study.links if link.stance == "supports" and link.item in answering
    }
    return [
        tag
        for tag in study.tagged
        if tag.kind in HURTS
        and tag.customer in external
        and tag.interview not in ours
        and (tag.ref, tag.kind) not in answered
    ]


def spoken_against(study: Study) -> dict[tuple[str, str], tuple[Item, ...]]:
    """The unanswered problems and pains that contradict an item, each by its entry's reference and its kind, with the
    items by title: an objection rather than a need, which counts as a gap all the same."""
    items = {item.uid: item for item in study.items}
    loose = {(tag.ref, tag.kind) for tag in unanswered(study)}
    found: dict[tuple[str, str], set[Item]] = defaultdict(set)
    for link in study.links:
        place = (link.tag.ref, link.tag.kind)
        if link.stance == "contradicts" and place in loose and link.item in items:
            found[place].add(items[link.item])
    return {place: tuple(sorted(told, key=lambda item: (item.title, item.slug))) for place, told in found.items()}


def _gap(label: str, tags: Sequence[Tagged]) -> Gap:
    kinds = Counter(tag.kind for tag in tags)
    return Gap(
        label=label,
        customers=tuple(sorted({tag.customer for tag in tags})),
        tags={"problem": kinds["problem"], "pain": kinds["pain"]},
        pain_score=pain_score(tags),
        quotes=strongest_first(Quote(tag, "") for tag in tags),
    )
