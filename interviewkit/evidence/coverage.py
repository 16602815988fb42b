"""Who has not been heard: by segment, lifecycle and item, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from interviewkit.dates import local
from interviewkit.evidence.hearing import in_segments
from interviewkit.evidence.roadmap import Round, item_evidence
from interviewkit.evidence.study import Customer, Interview, Item, Study
from interviewkit.settings import Policy
from interviewkit.vocabulary import Lifecycle

VERIFIED = frozenset({"building", "shipped"})
"""The statuses in which the value of an item is to be verified every couple of weeks."""


class Group(NamedTuple):
    """A segment or lifecycle: the external customers in it (`known`), and those of them `not_heard`, by name."""

    name: str
    known: tuple[Customer, ...]
    not_heard: tuple[Customer, ...]


class ItemCoverage(NamedTuple):
    """An item that is to be judged, in the round that is open.

    `to_judge` more customers make the fewest that a verdict takes. `left` are the external customers in its
    segments who do not count for it yet, by name; `missing` are its segments without any that counts.
    """

    item: Item
    round: Round
    to_judge: int
    left: tuple[Customer, ...]
    missing: tuple[str, ...]


class Quiet(NamedTuple):
    """A building or shipped item: the interview (`last`) in which an external customer last spoke to it, and calendar
    days since; else None."""

    item: Item
    last: Interview | None
    days: int | None


class Away(NamedTuple):
    """An external customer: their last interview that counts, and calendar days since."""

    customer: Customer
    last: Interview
    days: int


class Coverage(NamedTuple):
    """What is lacking before the next round of interviews; every list as the functions below order it."""

    segments: tuple[Group, ...]
    no_segment: Group
    lifecycles: tuple[Group, ...]
    items: tuple[ItemCoverage, ...]
    quiet: tuple[Quiet, ...]
    away: tuple[Away, ...]
    never: tuple[Customer, ...]


def coverage(
    study: Study, segments: Iterable[str], policy: Policy, now: str, *, verify_days: int, return_days: int
) -> Coverage:
    """The coverage of a study at the moment `now`; `segments` are all there are.

    An item is quiet, a customer away, when more calendar days than the setting have passed.
    """
    able = sorted((one for one in study.customers if not one.internal), key=_by_name)
    met = latest(study)
    return Coverage(
        segments=tuple(_group(slug, [one for one in able if slug in one.segments], met) for slug in segments),
        no_segment=_group("", [one for one in able if not one.segments], met),
        lifecycles=tuple(_group(word, [one for one in able if one.lifecycle == word], met) for word in Lifecycle),
        items=tuple(item_coverage(study, policy)),
        quiet=tuple(one for one in last_words(study, now) if one.days is None or one.days > verify_days),
        away=tuple(one for one in _meetings(able, met, now) if one.days > return_days),
        never=tuple(one for one in able if one.slug not in met),
    )


def latest(study: Study) -> Mapping[str, Interview]:
    """Each customer's last interview that counts, by the customer's slug."""
    return {each.customer: each for each in sorted(study.counted, key=_started)}


def item_coverage(study: Study, policy: Policy) -> list[ItemCoverage]:
    """Every item that is not dropped: those furthest from being judged first, then by slug."""
    able = sorted((one for one in study.customers if not one.internal), key=_by_name)
    found = [_item(each.item, each.after or each.need, able, policy) for each in item_evidence(study, policy)]
    judged = [one for one in found if one.item.status != "dropped"]
    return sorted(judged, key=lambda one: (-one.to_judge, one.item.slug))


def last_words(study: Study, now: str) -> list[Quiet]:
    """Every building and shipped item with its last word: never first, then the longest ago, then slug."""
    counted = {interview.ref: interview for interview in study.counted}
    last: dict[str, Interview] = {}
    for link in study.links:
        held = counted.get(link.tag.interview)
        if held is not None:
            last[link.item] = max(last.get(link.item, held), held, key=_started)
    kept = [item for item in study.items if item.status in VERIFIED]
    kept.sort(key=lambda item: (last[item.uid].started_at if item.uid in last else "", item.slug))
    return [Quiet(item, last.get(item.uid), _days(last.get(item.uid), now)) for item in kept]


def days_between(earlier: str, later: str, zone: str | None) -> int:
    """Calendar days from one stored moment to another, on the clocks of a zone; 0 when the second came before."""
    return max(0, (local(later, zone).date() - local(earlier, zone).date()).days)


def days_since(interview: Interview, now: str) -> int:
    """Calendar days since an interview began, in the zone that it was held in."""
    return days_between(interview.started_at, now, interview.zone)


def _item(item: Item, one: Round, able: list[Customer], policy: Policy) -> ItemCoverage:
    counted = {customer.slug for customer in one.counted}
    left = [each for each in able if in_segments(item, each) and each.slug not in counted]
    return ItemCoverage(
        item=item,
        round=one,
        to_judge=max(0, policy.min_customers - one.tally.total),
        left=tuple(left),
        missing=one.tally.not_heard,
    )


def _meetings(able: list[Customer], met: Mapping[str, Interview], now: str) -> list[Away]:
    """When each customer was last met, the longest ago first, then by name."""
    found = [Away(one, met[one.slug], days_since(met[one.slug], now)) for one in able if one.slug in met]
    return sorted(found, key=lambda one: one.last.started_at)


def _group(name: str, known: list[Customer], met: Mapping[str, Interview]) -> Group:
    return Group(str(name), tuple(known), tuple(one for one in known if one.slug not in met))


def _days(last: Interview | None, now: str) -> int | None:
    return None if last is None else days_since(last, now)


def _started(interview: Interview) -> tuple[str, str]:
    return interview.started_at, interview.ref


def _by_name(customer: Customer) -> tuple[str, str]:
    return customer.name.casefold(), customer.slug
