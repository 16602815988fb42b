"""Still hearing new things? How many labels and terms the last interviews added to the first ones'."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from interviewkit.evidence.study import Interview, Study
from interviewkit.settings import Policy


class CurvePoint(NamedTuple):
    """One interview, in order of start: `new` words never heard before, `total` words heard so far."""

    interview: str
    new: int
    total: int


@dataclass(frozen=True, slots=True)
class Saturation:
    """`saturated` and `ratio` are None when not assessable; `reason` says why or what was found.

    `first` is the number of words in the first interviews, `last` the number of new ones in the last.
    """

    interviews: int
    saturated: bool | None
    ratio: float | None
    first: int
    last: int
    reason: str
    curve: tuple[CurvePoint, ...]


def saturation(study: Study, policy: Policy) -> Saturation:
    """The assessment over the interviews that count (`Study.counted`), in order of start.

    New words in the last `saturation_last` interviews ÷ words in the first `saturation_first`, saturated
    when at most `saturation_ratio` (after Guest, Namey & Chen 2020: base size 4, run length 2, threshold
    5 %). Words are compared without regard to case; a label and a term spelled alike are two.
    """
    curve = _curve(study)
    first = sum(point.new for point in curve[: policy.saturation_first])
    last = sum(point.new for point in curve[-policy.saturation_last :])
    if len(curve) < policy.saturation_interviews:
        reason = f"not assessable: {len(curve)} of {policy.saturation_interviews} interviews"
        return Saturation(len(curve), None, None, first, last, reason, curve)
    if not first:
        reason = f"not assessable: no labels or terms in the first {policy.saturation_first} interviews"
        return Saturation(len(curve), None, None, first, last, reason, curve)
    ratio = last / first
    found = f"{last} new in the last {policy.saturation_last} interviews, "
    found += f"{first} in the first {policy.saturation_first}"
    saturated = ratio <= policy.saturation_ratio
    reason = f"hardly anything new: {found}" if saturated else f"still hearing new things: {found}"
    return Saturation(len(curve), saturated, ratio, first, last, reason, curve)


def _curve(study: Study) -> tuple[CurvePoint, ...]:
    """The words each interview was the first to hold."""
    words: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for word in study.words:
        words[word.interview].add((word.kind, word.word.casefold()))
    heard: set[tuple[str, str]] = set()
    points = []
    for interview in _in_order(study):
        new = words[interview.ref] - heard
        heard |= new
        points.append(CurvePoint(interview.ref, len(new), len(heard)))
    return tuple(points)


def _in_order(study: Study) -> list[Interview]:
    return sorted(study.counted, key=lambda each: (each.started_at, each.ref))
