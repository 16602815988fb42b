"""Whom to interview next, and about what: a score whose parts are said, so that it can be argued with.

The points are a rule of ours, not literature: they order the customers, and decide nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from interviewkit.evidence.coverage import ItemCoverage, Quiet, days_since, item_coverage, last_words, latest
from interviewkit.evidence.study import Customer, Interview, Study
from interviewkit.evidence.verdicts import Verdict
from interviewkit.settings import Policy

NOT_JUDGED, SECOND_ROUND, MISSING_SEGMENT, FIRST_OF_SEGMENT = 3, 3, 2, 3
UNDECIDED, QUIET, SOON = 1, 1, 1
FIRST_OF_LIFECYCLE, BLOCKED, NEVER_MET, AWAY, OVERDUE, JUST_MET = 1, 2, 2, 2, 2, -6

_NAMED = 5  # more slugs than these are counted, not listed
_UNDECIDED = frozenset({Verdict.EMERGING, Verdict.CONTESTED, Verdict.UNTESTED, Verdict.DOUBTFUL})


class Part(NamedTuple):
    """Some points of a score, and what they are for."""

    points: int
    why: str


class Proposal(NamedTuple):
    """A customer to interview; `topic` is a slug, "" where no topic is known; `source` is how to come by it."""

    customer: Customer
    topic: str
    source: str
    parts: tuple[Part, ...]

    @property
    def score(self) -> int:
        """The sum of its parts."""
        return sum(part.points for part in self.parts)


class Asking(NamedTuple):
    """What is known beside the study: the moment, the settings, customers (slugs) with a running interview, and
    how many promises to a customer are overdue."""

    now: str
    verify_days: int
    return_days: int
    running: Set[str]
    overdue: Mapping[str, int]


def proposals(study: Study, policy: Policy, asking: Asking) -> list[Proposal]:
    """Every external customer without a running interview whose score is above 0, the highest first, then by name."""
    desk = _Desk(study, policy, asking)
    able = (one for one in study.customers if not one.internal and one.slug not in asking.running)
    found = [desk.proposed(customer) for customer in able]
    found.sort(key=lambda one: (-one.score, one.customer.name.casefold(), one.customer.slug))
    return [one for one in found if one.score > 0]


class _Desk:
    """A study arranged for the question, once for all its customers."""

    def __init__(self, study: Study, policy: Policy, asking: Asking) -> None:
        self._asking = asking
        self._met = latest(study)
        self._items = item_coverage(study, policy)
        self._counted = {one.item.uid: {each.slug for each in one.round.counted} for one in self._items}
        self._quiet = {one.item.uid: one for one in last_words(study, asking.now)}
        self._supported = _supporters(study)
        self._told: Mapping[str, set[str]] = defaultdict(set)
        for each in study.counted:
            self._told[each.customer].add(each.topic)
        self._uses = Counter(each.topic for each in study.counted if each.topic)
        self._topics = sorted({*self._uses, *(topic for one in self._items for topic in one.item.topics), ""})
        heard = [one for one in study.customers if one.slug in self._met]
        self._segments = {slug for one in heard for slug in one.segments}
        self._lifecycles = {one.lifecycle for one in heard}

    def proposed(self, customer: Customer) -> Proposal:
        """The customer with the topic that brings most."""
        last = self._met.get(customer.slug)
        by_topic = {topic: tuple(self._of_items(customer, topic)) for topic in self._topics}
        topic = min(by_topic, key=lambda one: (-_sum(by_topic[one]), *self._less_used(one, last)))
        parts = (*by_topic[topic], *self._of_customer(customer, last))
        again = topic in self._told[customer.slug] and customer.slug in self._asking.overdue
        back = again or self._second(customer, topic)
        return Proposal(customer, topic, "check-in" if back else "interview", parts)

    def _less_used(self, topic: str, last: Interview | None) -> tuple[bool, bool, int, str]:
        """What decides between topics of equal points: a topic at all, the customer's own last one, use, name."""
        return not topic, last is None or last.topic != topic, -self._uses[topic], topic

    def _of_items(self, customer: Customer, topic: str) -> Iterator[Part]:
        """What the items that could be spoken to bring, one part for each reason, with every item's share in it."""
        able = [one for one in self._items if _can_speak(one, customer, topic)]
        second = self._second(customer, topic)
        fresh = [one for one in able if customer.slug not in self._counted[one.item.uid] and one not in second]
        groups = (
            (NOT_JUDGED, "too few customers for a verdict", [one for one in fresh if one.to_judge]),
            (SECOND_ROUND, "asked for it, and it has shipped since", second),
            (
                MISSING_SEGMENT,
                "no customer of their segment was heard on it",
                [one for one in fresh if not one.to_judge and not customer.segments.isdisjoint(one.missing)],
            ),
            (
                UNDECIDED,
                "undecided, one more voice",
                [one for one in fresh if not one.to_judge and one.round.judgement.verdict in _UNDECIDED],
            ),
            (
                QUIET,
                f"no customer spoke to it for {self._asking.verify_days} days",
                [one for one in able if self._is_quiet(self._quiet.get(one.item.uid))],
            ),
            (SOON, "on the roadmap for now", [one for one in fresh if one.item.horizon == "now" and _is_open(one)]),
        )
        for points, why, items in groups:
            if items:
                yield Part(points * len(items), f"{why}: {_some(sorted(one.item.slug for one in items))}")

    def _of_customer(self, customer: Customer, last: Interview | None) -> Iterator[Part]:
        """What the customer brings, whatever the topic."""
        asking = self._asking
        for slug in sorted(customer.segments - self._segments):
            yield Part(FIRST_OF_SEGMENT, f"nobody of {slug} was interviewed")
        if customer.lifecycle not in self._lifecycles:
            yield Part(FIRST_OF_LIFECYCLE, f"no customer who is {customer.lifecycle} was interviewed")
        if customer.lifecycle == "blocked":
            yield Part(BLOCKED, "blocked: something stops them")
        if overdue := asking.overdue.get(customer.slug):
            yield Part(OVERDUE, f"{overdue} promise{'s' if overdue > 1 else ''} to them overdue")
        if last is None:
            yield Part(NEVER_MET, "never interviewed")
            return
        days = days_since(last, asking.now)
        if days > asking.return_days:
            yield Part(AWAY, f"last met {days} days ago")
        if days < asking.verify_days:
            yield Part(JUST_MET, "met today" if not days else f"met {days} day{'s' if days > 1 else ''} ago")

    def _second(self, customer: Customer, topic: str) -> list[ItemCoverage]:
        """The shipped items that the customer asked for, and has not been asked about since."""
        return [
            one
            for one in self._items
            if one.item.status == "shipped"
            and customer.slug in self._supported[one.item.uid]
            and customer.slug not in {voice.customer.slug for voice in one.round.voices.counted}
            and _can_speak(one, customer, topic)
        ]

    def _is_quiet(self, word: Quiet | None) -> bool:
        return word is not None and (word.days is None or word.days > self._asking.verify_days)


def _can_speak(one: ItemCoverage, customer: Customer, topic: str) -> bool:
    """Whether the customer could speak to the item in an interview on the topic."""
    item = one.item
    here = not item.segments or not item.segments.isdisjoint(customer.segments)
    return here and (not item.topics or topic in item.topics)


def _is_open(one: ItemCoverage) -> bool:
    return one.item.status != "shipped" and one.round.judgement.verdict is not Verdict.VALIDATED


def _supporters(study: Study) -> Mapping[str, set[str]]:
    """Who supported an item (by uid) in an interview that counts."""
    counted = {each.ref for each in study.counted}
    found: dict[str, set[str]] = defaultdict(set)
    for link in study.links:
        if link.stance == "supports" and link.tag.interview in counted:
            found[link.item].add(link.tag.customer)
    return found


def _some(slugs: list[str]) -> str:
    """The first few of a list, and how many more there are."""
    return ", ".join(slugs[:_NAMED]) + (f" and {len(slugs) - _NAMED} more" if len(slugs) > _NAMED else "")


def _sum(parts: tuple[Part, ...]) -> int:
    return sum(part.points for part in parts)
