"""Which segment is the biggest, which is worth most, and which hurts where no item answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import fsum
from sys import float_info

from interviewkit.evidence.gaps import Gap, gaps, unanswered
from interviewkit.evidence.intervals import wilson
from interviewkit.evidence.ranking import pain_score
from interviewkit.evidence.study import Customer, Study
from interviewkit.settings import Policy


@dataclass(frozen=True, slots=True)
class SegmentEvidence:
    """One segment ("" are the customers in none), of external customers; `internal` members stand apart.

    `interviewed` are those of `known` with an interview that counts, `hurting` those of `interviewed` with a
    problem or pain that no planned or building item answers; all by name. `share` is hurting of interviewed
    with its Wilson `interval` (None where nobody was interviewed). `worth` is the segment's own weight where
    it has one (`weighed` None), else the sum over the `weighed` customers that have a weight; None without
    any. `gaps` are its labels, worst first, from however few customers.
    """

    slug: str
    known: tuple[Customer, ...]
    interviewed: tuple[Customer, ...]
    hurting: tuple[Customer, ...]
    internal: tuple[Customer, ...]
    share: float | None
    interval: tuple[float, float]
    worth: float | None
    weighed: int | None
    pain_score: int
    gaps: tuple[Gap, ...]


def segment_evidence(study: Study, weights: Mapping[str, float | None], policy: Policy) -> list[SegmentEvidence]:
    """Every segment of `weights` (its own weight by slug), in that order, then "" where customers are in none.

    A customer in two segments is in both, so the rows do not add up to the study.
    """
    heard = {interview.customer for interview in study.counted}
    hurt = {tag.customer for tag in unanswered(study)}
    inside: dict[str, list[Customer]] = {slug: [] for slug in weights}
    for customer in sorted(study.customers, key=lambda one: (one.name.casefold(), one.slug)):
        for slug in customer.segments or {""}:
            inside.setdefault(slug, []).append(customer)
    return [_segment(study, slug, inside[slug], weights.get(slug), heard, hurt, policy) for slug in inside]


def biggest_first(found: Iterable[SegmentEvidence]) -> list[SegmentEvidence]:
    """By customers known, then interviewed, both falling, then slug; what is no segment last."""
    return sorted(found, key=lambda one: (not one.slug, -len(one.known), -len(one.interviewed), one.slug))


def worthiest_first(found: Iterable[SegmentEvidence]) -> list[SegmentEvidence]:
    """Those of known worth, the highest first, then slug."""
    return sorted((one for one in found if one.worth is not None), key=lambda one: (-(one.worth or 0), one.slug))


def underserved_first(found: Iterable[SegmentEvidence]) -> list[SegmentEvidence]:
    """Those that hurt where no item answers: by customers, then pain score, both falling, then slug."""
    hurting = [one for one in found if one.hurting]
    return sorted(hurting, key=lambda one: (-len(one.hurting), -one.pain_score, one.slug))


def in_several(study: Study) -> list[Customer]:
    """The external customers in more than one segment, by name: each is counted in all of theirs."""
    several = [one for one in study.customers if not one.internal and len(one.segments) > 1]
    return sorted(several, key=lambda one: (one.name.casefold(), one.slug))


def _segment(
    study: Study,
    slug: str,
    members: list[Customer],
    weight: float | None,
    heard: set[str],
    hurt: set[str],
    policy: Policy,
) -> SegmentEvidence:
    known = tuple(one for one in members if not one.internal)
    interviewed = tuple(one for one in known if one.slug in heard)
    hurting = tuple(one for one in known if one.slug in hurt)
    weights = [one.weight for one in known if one.weight is not None]
    total = _sum(weights) if weights else None
    own = replace(study, customers=known)
    return SegmentEvidence(
        slug=slug,
        known=known,
        interviewed=interviewed,
        hurting=hurting,
        internal=tuple(one for one in members if one.internal),
        share=len(hurting) / len(interviewed) if interviewed else None,
        interval=wilson(len(hurting), len(interviewed), policy.z),
        worth=total if weight is None else weight,
        weighed=len(weights) if weight is None else None,
        pain_score=pain_score(unanswered(own)),
        gaps=gaps(own, replace(policy, gap_customers=1)).labelled,
    )


def _sum(weights: list[float]) -> float:
    """The weights added up without rounding on the way; what is larger than any number is the largest there is."""
    try:
        return fsum(weights)
    except OverflowError:
        return float_info.max
