"""What reports say in words: exact, with a denominator beside every fraction, and never more than was heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from interviewkit.dates import short_day
from interviewkit.evidence.gaps import Gaps
from interviewkit.evidence.roadmap import ItemEvidence, Round
from interviewkit.evidence.study import Customer
from interviewkit.evidence.verdicts import BEST_FIRST, Verdict
from interviewkit.queries.scope import Scope
from interviewkit.settings import Policy

SIGNS = {"supports": "+", "mixed": "±", "contradicts": "−", "neutral": "=", "silent": "·"}
"""The sign of each state, in the order in which customers are shown."""

_States = dict[str, tuple[str, str]]
NEED_SAID: _States = {
    "supports": ("supports it", "support it"),
    "mixed": ("both supports and contradicts it", "both support and contradict it"),
    "contradicts": ("contradicts it", "contradict it"),
    "neutral": ("spoke to it, neither way", "spoke to it, neither way"),
    "silent": ("with whom it did not come up", "with whom it did not come up"),
}
"""Each state on an item's need, as words for one customer and for several."""

SOLVED_SAID: _States = NEED_SAID | {
    "supports": ("says it is solved", "say it is solved"),
    "mixed": ("says both", "say both"),
    "contradicts": ("says it still hurts", "say it still hurts"),
}
"""The same for an item that has shipped: whether it solves the need."""

_SHARED = (Verdict.VALIDATED, Verdict.PARTIAL, Verdict.EMERGING, Verdict.UNSUPPORTED)


def percent(fraction: float) -> str:
    """A fraction of 1 in whole per cent: "58 %"."""
    return f"{fraction:.0%}".replace("%", " %")


def percents(low: float, high: float) -> str:
    """Two fractions of 1 as a range: "24–76 %"."""
    return f"{percent(low).removesuffix(' %')}–{percent(high)}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 customer", "2 customers"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def hurting(tags: Mapping[str, int]) -> str:
    """How many problems and pains, those that are there: "2 problems and 1 pain"."""
    return listed([plural(tags[kind], kind) for kind in ("problem", "pain") if tags[kind]])


def part(count: int, whole: int, nobody: str) -> str:
    """A count with its denominator, "3 of 5"; where there is nothing to count, what is given for it."""
    return f"{count} of {whole}" if whole else nobody


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def verdict_word(verdict: str | None) -> str:
    """A verdict as planners read it; an item without one was dropped."""
    return "validated in part" if verdict == Verdict.PARTIAL else verdict or "dropped"


def in_several(counted: Iterable[Customer], segments: Iterable[str]) -> str:
    """What stands under a table by segment in which customers are counted twice; "" where none is."""
    shown = set(segments)
    twice = sum(len(shown & customer.segments) > 1 for customer in counted)
    if not twice:
        return ""
    verb = "is in several segments and counts" if twice == 1 else "are in several segments and count"
    return f"{plural(twice, 'customer')} {verb} in each of their rows, so the rows add up to more than all."


def share_words(found: ItemEvidence, one: Round) -> str:
    """Who supports it out of whom: "5 of the 10 customers interviewed (50 %, 24–76 %)"."""
    judged, tally = one.judgement, one.tally
    item = found.item
    places = [
        *(["in its segments"] if item.segments else []),
        *(["on its topics"] if item.topics else []),
    ]
    whom = " ".join(["interviewed", " and ".join(places)]).strip()
    if judged.share is None:
        return f"no customer {whom}"
    share = f"({percent(judged.share)}, {percents(*judged.interval)})"
    if tally.total == 1:
        return f"{tally.supports} of 1 customer {whom} {share}"
    return f"{tally.supports} of the {tally.total} customers {whom} {share}"


def share_shown(one: Round) -> str:
    """The share with its interval, as a table shows it: "50 % (24–76 %)", or a dash where nobody was heard."""
    judged = one.judgement
    return "–" if judged.share is None else f"{percent(judged.share)} ({percents(*judged.interval)})"


def reason_words(one: Round) -> str:
    """The reason without the verdict in front of it, for where that stands beside it."""
    verdict = one.judgement.verdict
    return one.judgement.reason.removeprefix(f"{verdict}: ") if verdict else one.judgement.reason


def line(one: Round, segments: Mapping[str, str]) -> list[str]:
    """What a summary says beside the verdict, in parts: the numbers, every voice against, what is missing.

    `segments` names segments by slug.
    """
    verdict, tally = one.judgement.verdict, one.tally
    if verdict is Verdict.CONTESTED:
        parts = [_sides(one)]
    elif verdict in _SHARED:
        parts = [_share(one), *_against(one), *_missing(one, segments)]
    else:
        parts = [reason_words(one)]
    if verdict in (Verdict.CONTESTED, *_SHARED) and tally.outside_against:
        parts.append(f"{tally.outside_against} more against, outside its segments or topics")
    return parts + ([f"pain score {one.pain_score}"] if one.pain_score else [])


def _share(one: Round) -> str:
    judged, tally = one.judgement, one.tally
    share = f"{percent(judged.share or 0)}, {percents(*judged.interval)}"
    verb = "supports it" if tally.supports == 1 else "support it"
    if not tally.supports:
        return f"0 of {tally.total} support it ({percents(*judged.interval)})"
    return f"{tally.supports} of {tally.total} {verb} ({share}), {judged.strong} of them first-hand"


def _against(one: Round) -> list[str]:
    tally = one.tally
    said = [f"{tally.contradicts} against"] if tally.contradicts else []
    return said + ([f"{tally.mixed} both for and against"] if tally.mixed else [])


def _missing(one: Round, segments: Mapping[str, str]) -> list[str]:
    tally, judged = one.tally, one.judgement
    parts = []
    for told, slugs in (("not heard from", tally.not_heard), ("heard, none supports", tally.none_supports)):
        parts += [f"{told}: {', '.join(segments.get(slug, slug) for slug in slugs)}"] if slugs else []
    if judged.verdict is Verdict.EMERGING and judged.needed:
        parts.append(f"{judged.needed} more, first-hand, would validate it")
    return parts


def _sides(one: Round) -> str:
    tally = one.tally
    sides = [f"{tally.supports} for", f"{tally.contradicts} against"]
    sides += [f"{tally.mixed} both"] if tally.mixed else []
    sides += [f"{tally.neutral} neither"] if tally.neutral else []
    quiet = f"; with {tally.silent} it did not come up" if tally.silent else ""
    return ", ".join(sides) + quiet


def states(one: Round, said: _States) -> list[dict[str, Any]]:
    """Everybody who counts by state: the sign, "4 support it", and their names; only states that are there."""
    names: dict[str, list[str]] = {state: [] for state in SIGNS}
    for customer, state in one.cells:
        names[state.value].append(customer.name)
    return [
        {"state": state, "sign": SIGNS[state], "names": who, "said": f"{len(who)} {said[state][len(who) != 1]}"}
        for state, who in names.items()
        if who
    ]


def beside(one: Round, said: _States) -> list[str]:
    """Who else spoke to it and is not counted, and whose mind has changed."""
    told = [f"{words}, outside its segments or topics: not counted" for words in _voices(one.outside, said)]
    told += [f"{words}, internal: not counted" for words in _voices(one.internal, said)]
    if one.changed:
        told.append(f"{plural(one.changed, 'customer')} said something else earlier")
    return told


def _voices(states: Mapping[Any, int], said: _States) -> list[str]:
    return [f"{count} more {said[state.value][count != 1]}" for state, count in states.items() if count]


def headline(evidence: Sequence[ItemEvidence], customers: int) -> str:
    """The report in one sentence: how many items came to what, out of how many customers' words."""
    judged = [each for each in evidence if each.need.judgement.verdict]
    if not customers:
        return "Nobody outside the company has been interviewed in this scope, so there is nothing to judge by."
    heard = f"{plural(customers, 'customer')} {'was' if customers == 1 else 'were'} interviewed."
    if not judged:
        return f"{heard} There is no roadmap item to judge."
    counts = Counter(each.need.judgement.verdict for each in judged)
    order = [*BEST_FIRST, Verdict.INSUFFICIENT]
    found = [f"{counts[verdict]} {_COUNTED[verdict]}" for verdict in order if counts[verdict]]
    return f"{heard} The verdicts on {plural(len(judged), 'roadmap item')}: {listed(found)}."


_COUNTED = {
    Verdict.VALIDATED: "validated",
    Verdict.PARTIAL: "validated in part",
    Verdict.EMERGING: "emerging",
    Verdict.CONTESTED: "contested",
    Verdict.UNTESTED: "untested",
    Verdict.DOUBTFUL: "doubtful",
    Verdict.UNSUPPORTED: "unsupported",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.INSUFFICIENT: "not to be judged yet",
}


GAPS_ARE = (
    "Problems and pains that support no planned or building item. What speaks against an item, or for one that has"
    " shipped or was dropped, is among them: it hurts all the same."
)


def hurts(found: Gaps, customers: int) -> str:
    """What hurts and no item answers, of so many customers interviewed, in one sentence; "" when nothing does."""
    of = [f" of {plural(customers, 'customer')}", *[""] * len(found.labelled)]
    said = [f"{gap.label} ({len(gap.customers)}{whole})" for gap, whole in zip(found.labelled, of, strict=False)]
    return f"Hurts, and no item answers it: {', '.join(said)}." if said else ""


def no_gaps(policy: Policy) -> str:
    """What stands where there is no gap."""
    return (
        f"No labelled problem or pain of {plural(policy.gap_customers, 'customer')} or more is without an item"
        " that answers it."
    )


def scope_words(
    scope: Scope,
    segments: Mapping[str, str],
    names: Mapping[str, str],
    statuses: Sequence[str],
    horizons: Sequence[str],
) -> list[str]:
    """What the report was narrowed to, one phrase each; empty when it is everything."""
    said = [f"since {short_day(scope.since)}"] if scope.since else []
    said += [f"before {short_day(scope.until)}"] if scope.until else []
    parts = (
        ("segment", "segments", [segments.get(slug, slug) for slug in scope.segments]),
        ("source", "sources", scope.sources),
        ("topic", "topics", scope.topics),
        ("customer", "customers", [names.get(slug, slug) for slug in scope.customers]),
        ("status", "statuses", statuses),
        ("horizon", "horizons", horizons),
    )
    said += [f"{one if len(words) == 1 else many} {listed(list(words))}" for one, many, words in parts if words]
    return said + ([f"words of {plural(len(scope.participants), 'participant')}"] if scope.participants else [])


def rules(policy: Policy) -> list[dict[str, str]]:
    """The rules used, in the order in which they are tried: a verdict, what it takes, and why."""
    upper = percent(policy.unsupported_upper)
    against, part = policy.contested_against, _part_said(policy.contested_share)
    told = (
        ("insufficient", f"fewer than {policy.min_customers} customers could have spoken to it", _WHY_FEW),
        (
            "contradicted",
            f"{policy.contradicted_customers} or more contradict it, and more than speak for it",
            "two, so that one voice is no veto",
        ),
        (
            "unsupported",
            f"{policy.unsupported_customers} or more customers could have spoken to it and, even seen optimistically,"
            f" at most {upper} of them speak for it",
            "nine interviews: code saturation (Hennink, Kaiser & Marconi 2017)",
        ),
        (
            "contested",
            f"as many speak against it as for it, or {against} or more do, {part} or more of those who took a side",
            "both sides' words are shown",
        ),
        (
            "validated",
            f"at least {needed_by(policy)}, even seen pessimistically, supports it,"
            f" {policy.validated_first_hand} or more of them first-hand, in each of its segments",
            "a rule of ours, not literature",
        ),
        ("partial", "as validated, but not in each of its segments", "names the segments that are missing"),
        ("emerging", "somebody speaks for it", "says how many more would validate it"),
        ("doubtful", "somebody spoke to it and nobody speaks for it", ""),
        ("untested", "nobody spoke to it", "silence is not contradiction"),
    )
    return [
        {"verdict": verdict, "word": verdict_word(verdict), "rule": rule, "why": why} for verdict, rule, why in told
    ]


_WHY_FEW = "one to three customers are anecdote; four is the base size in Guest, Namey & Chen 2020"
_QUARTER, _THIRD = 1 / 4, 1 / 3


def _part_said(share: float) -> str:
    return "a third" if share == _THIRD else percent(share)


def needed_by(policy: Policy) -> str:
    """Of how many customers an item must be true to be validated: "one customer in four"."""
    share = policy.validated_lower
    return "one customer in four" if share == _QUARTER else f"{percent(share)} of the customers"


def standing_notes(policy: Policy, error_rate: str, looks: str) -> list[str]:
    """What every report has to say about itself; how often its rules err, in general and here, is given in words."""
    return [
        "Interviews show a need, never that a solution works.",
        "The customers interviewed are not a random draw: a share tells of them, not of all customers.",
        error_rate,
        f"Intervals are Wilson score intervals with z = {policy.z:.2f} (1.96: 95 %).",
        looks,
        "Counted are customers, never mentions: ten entries of one customer are one voice. Coworkers are never"
        " counted. Pain scores are for ranking only.",
        "Segments heard counts those of an item in which at least one customer supports it: a segment where customers"
        " were heard and none supports it is left out.",
        "For, against and both are different customers: who says both stands under both alone. In the rules, who says"
        " both speaks for it and against it.",
    ]
